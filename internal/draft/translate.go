package draft

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/rename"
	"hria/internal/rules"
)

// Translate makes the file of a translation from the original: the same records,
// ratings, dates and references, as rule TR-01 asks, and a pencil before the
// texts that readers see first. All other bytes are the original's.
func Translate(templates fs.FS, original *assessment.Assessment, lang string) ([]byte, error) {
	texts, err := Texts(templates)
	if err != nil {
		return nil, err
	}
	t := &translation{original: original, text: original.Source.File.Text}
	t.put(original.ID, quote(original.ID.Value+"."+lang))
	t.put(original.Lang, quote(lang))
	t.put(original.Status, quote("draft"))
	for _, alias := range original.Aliases { // addresses of the original
		t.put(alias, quote(strings.ToLower(lang)+"/"+alias.Value))
	}
	t.claim()
	for _, shown := range original.Shown() {
		t.mark(shown)
	}
	t.edits = append(t.edits, rename.Edit{Start: original.Source.BodyStart(), End: original.Source.BodyStart(),
		Text: t.eol() + rules.Pencil + " " + texts.For(lang).T("text.translate") + t.eol()})
	slices.SortStableFunc(t.edits, func(a, b rename.Edit) int { return cmp.Compare(a.Start, b.Start) })
	return rename.Change{Before: t.text, Edits: t.edits}.After(), nil
}

// translation is one while it is made.
type translation struct {
	original *assessment.Assessment
	text     []byte
	edits    []rename.Edit
}

func (t *translation) put(old assessment.Text, value string) {
	if old.Set() {
		t.edits = append(t.edits, rename.Edit{Start: old.Span.Start, End: old.Span.End, Text: value})
	}
}

// claim writes what is translated into the line below the id.
func (t *translation) claim() {
	a := t.original
	line := "translation = { of = " + quote(a.ID.Value) + ", version = " + quote(a.Version.Value) + ", status = \"unofficial\" }"
	if a.Source.Front.YAML {
		line = "translation: {of: " + quote(a.ID.Value) + ", version: " + quote(a.Version.Value) + ", status: unofficial}"
	}
	at := a.ID.Span.End + max(0, bytes.IndexByte(t.text[a.ID.Span.End:], '\n')) + 1
	t.edits = append(t.edits, rename.Edit{Start: at, End: at, Text: line + t.eol()})
}

// mark puts a pencil before a text, inside its quotes.
func (t *translation) mark(text assessment.Text) {
	raw := t.text[text.Span.Start:text.Span.End]
	at := text.Span.Start
	switch {
	case text.Value == "" || len(raw) == 0:
		return
	case bytes.HasPrefix(raw, []byte(`"""`)) || bytes.HasPrefix(raw, []byte("'''")):
		at += 3
	case raw[0] == '"' || raw[0] == '\'':
		at++
	case raw[0] == '|' || raw[0] == '>': // a block of YAML
		at += bytes.IndexByte(raw, '\n') + 1
		for at < text.Span.End && t.text[at] == ' ' {
			at++
		}
	}
	t.edits = append(t.edits, rename.Edit{Start: at, End: at, Text: rules.Pencil + " "})
}

func (t *translation) eol() string {
	if i := bytes.IndexByte(t.text, '\n'); i > 0 && t.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
