package assessment

import (
	"fmt"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/source"
	"hria/internal/table"
	"hria/internal/vocab"
)

// Decode makes an assessment of a document and reports unknown keys, wrong
// types (ID-02) and unknown words (ID-03). A value of the wrong type is left
// out, so that one mistake does not hide the next.
func Decode(words *vocab.Set, d *source.Document) (*Assessment, diag.List) {
	a := &Assessment{Source: d}
	table.Decode(d.Front, a)
	findings := schema.Check(words, schema.Document(), a.Kind.Value, d.Front)
	return a, append(findings, a.agree()...)
}

// agree holds the front matter against the name of the file.
func (a *Assessment) agree() diag.List {
	var found diag.List
	if l := a.Source.Lang; l != "" && a.Lang.Set() && a.Lang.Value != l {
		found = append(found, diag.Finding{Rule: "ID-02", Severity: diag.Error, Span: a.Lang.Span,
			Message: fmt.Sprintf("the file's name says language %q, the front matter %q", l, a.Lang.Value),
			Help:    "make the two agree: the name ends in .<lang>.md"})
	}
	return found
}

// Initiative is an existing initiative on digital human rights, of the
// site-level register initiatives.toml.
type Initiative struct {
	Span         diag.Span `key:"."`
	ID           Text      `key:"id"`
	Name         Text      `key:"name"`
	Organisation Text      `key:"organisation"`
	URL          Text      `key:"url"`
	Rights       []Text    `key:"rights"`
	Technologies []Text    `key:"technologies"`
	Countries    []Text    `key:"countries"`
	Kind         Text      `key:"kind"`
	Since        Int       `key:"since"`
	LastReviewed Day       `key:"last_reviewed"`
}

// DecodeInitiatives reads a register of initiatives.
func DecodeInitiatives(words *vocab.Set, file *diag.File) ([]Initiative, diag.List) {
	t, findings := table.ParseTOML(file, 0, len(file.Text))
	var d struct {
		Initiatives []Initiative `key:"initiative"`
	}
	table.Decode(t, &d)
	return d.Initiatives, append(findings, schema.Check(words, schema.Register(), "", t)...)
}
