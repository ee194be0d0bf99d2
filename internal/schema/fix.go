package schema

import (
	"regexp"
	"slices"
	"time"

	"hria/internal/diag"
	"hria/internal/table"
)

// The fixes of this package are certain: what the author meant cannot be read
// in two ways. Prose is never touched, for it has no form to be wrong in.

// written is a value as it stands in the file, quotes included.
func written(v *table.Value) string {
	if !v.Span.Known() {
		return ""
	}
	return string(v.Span.File.Text[v.Span.Start:v.Span.End])
}

// respelled puts the one allowed word that differs only by case or separators
// in the place of a text; nil where there is none or where there are two.
func respelled(v *table.Value, allowed []string) *diag.Fix {
	word := ""
	for _, a := range allowed {
		switch {
		case !diag.SameWord(a, v.Text):
		case word != "":
			return nil
		default:
			word = a
		}
	}
	if word == "" || v.Kind != table.String {
		return nil
	}
	return inQuotes(v, word)
}

// bareWord can stand without quotes in YAML and be read as nothing but text.
var bareWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]+$`)

// inQuotes replaces a text and keeps the quotes that its author chose; nil for
// a text with escapes or of several lines.
func inQuotes(v *table.Value, word string) *diag.Fix {
	switch written(v) {
	case `"` + v.Text + `"`:
		return &diag.Fix{Span: v.Span, Text: `"` + word + `"`}
	case `'` + v.Text + `'`:
		return &diag.Fix{Span: v.Span, Text: `'` + word + `'`}
	case v.Text:
		if !bareWord.MatchString(word) || slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "NO"}, word) {
			word = `"` + word + `"`
		}
		return &diag.Fix{Span: v.Span, Text: word}
	}
	return nil
}

// retyped puts quotes around a version and takes them from a date.
func (f *Field) retyped(v *table.Value) *diag.Fix {
	text := written(v)
	switch {
	case f.List || text == "":
	case f.Format == Version && (v.Kind == table.Float || v.Kind == table.Integer) && versionForm.MatchString(text):
		return &diag.Fix{Span: v.Span, Text: `"` + text + `"`}
	case f.Type == Date && v.Kind == table.String && (text == `"`+v.Text+`"` || text == `'`+v.Text+`'`):
		if _, err := time.Parse(time.DateOnly, v.Text); err == nil {
			return &diag.Fix{Span: v.Span, Text: v.Text}
		}
	}
	return nil
}
