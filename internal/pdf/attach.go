package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// mediaType is the form of a type of files.
var mediaType = regexp.MustCompile(`^[a-z0-9]+/[a-z0-9.+-]+$`)

// maxAttached bounds what a document carries.
const maxAttached = 64 << 20

// validAttachments finds attachments that no viewer could show. Their names are
// in order, as the list of a file must be.
func validAttachments(list []Attachment) error {
	total := 0
	for i, a := range list {
		switch {
		case a.Name == "" || a.Name == "." || a.Name == ".." || strings.ContainsAny(a.Name, `/\:`) || strings.ContainsFunc(a.Name, unicode.IsControl):
			return fmt.Errorf("an attachment cannot be called %q", a.Name)
		case !mediaType.MatchString(a.Type):
			return fmt.Errorf("attachment %q: %q is no type of files", a.Name, a.Type)
		case strings.TrimSpace(a.Description) == "" || strings.ContainsFunc(a.Description, unicode.IsControl):
			return fmt.Errorf("attachment %q has no description that can be read", a.Name)
		case i > 0 && list[i-1].Name >= a.Name:
			return fmt.Errorf("attachment %q is not in the order of names", a.Name)
		}
		total += len(a.Data)
	}
	if total > maxAttached {
		return fmt.Errorf("attachments of %d bytes, at most %d are possible", total, maxAttached)
	}
	return nil
}
