package rename

import (
	"path"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// work reads what is to be renamed and works it out.
func (s *Site) work(from, to string) (*work, error) {
	document, record, isRecord := strings.Cut(from, "#")
	a, err := s.find(document)
	if err != nil {
		return nil, err
	}
	switch {
	case isRecord && !recordForm.MatchString(record):
		return nil, refuse("write it as "+document+"#I2", "%q is no record", record)
	case isRecord:
		other, id, both := strings.Cut(to, "#")
		if !both {
			id = to
		} else if b, err := s.find(other); err != nil || b != a {
			return nil, refuse("name the new id alone, such as I7", "a record cannot move to another document")
		}
		return s.record(a, record, id)
	case idForm.MatchString(to):
		if a.ID.Value == "" {
			return nil, refuse("write its id into the front matter", "%s has no id to rename", a.Source.File.Path)
		}
		return s.id(a, to)
	case document == a.ID.Value && to == strings.ToUpper(to):
		return nil, refuse("write letters in capitals, digits and hyphens, with a number at the end, such as HRIA-2026-001", "%q cannot be the id of a document", to)
	}
	return s.move(a.Source.Slug, s.slug(to, a))
}

// find is the document that a path, slug or id names: its original.
func (s *Site) find(word string) (*assessment.Assessment, error) {
	var known []string
	clean := path.Clean(word)
	for _, a := range s.all {
		name := a.Source.File.Path
		names := []string{name, strings.TrimPrefix(name, s.Content+"/"), a.Source.Slug, path.Join(s.Content, a.Source.Slug)}
		if a.Source.Edition == "" && (slices.Contains(names, clean) || a.ID.Value == word && word != "") {
			return s.graph.Original(a), nil
		}
		if a.Source.Edition != "" && slices.Contains(names[:2], clean) {
			return nil, refuse("name the document itself; its editions go with it", "%q is an earlier edition", word)
		}
		known = append(known, name, a.Source.Slug)
		if a.ID.Value != "" {
			known = append(known, a.ID.Value)
		}
	}
	hint := "name its file, its slug or its id; hria list shows them"
	if near := diag.Nearest(word, known); near != "" {
		hint = "did you mean \"" + near + "\"?"
	}
	return nil, refuse(hint, "no document %q", word)
}

// slug reads a new name: a slug, or a path in the site. A name that ends with a
// slash is a folder to go into.
func (s *Site) slug(to string, a *assessment.Assessment) string {
	into := strings.HasSuffix(to, "/")
	to = path.Clean(to)
	to = strings.TrimSuffix(strings.TrimPrefix(to, s.Content+"/"), ".md")
	if into {
		to = path.Join(to, path.Base(a.Source.Slug))
	}
	return to
}
