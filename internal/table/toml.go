package table

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"hria/internal/diag"
)

// Limits that keep hostile front matter from costing more than it should.
const (
	MaxBytes = 1 << 20 // of front matter
	maxOpen  = 100_000 // brackets and braces, which bound the nesting
)

// ParseTOML reads the bytes [start, end) of file as TOML. It always returns a
// table, empty where the text is not valid; the finding (SY-02) then says
// where and why.
func ParseTOML(file *diag.File, start, end int) (*Table, diag.List) {
	root := &Table{Span: diag.Span{File: file, Start: start, End: start}}
	text := file.Text[start:end]
	if f, bad := tooMuch(file, start, end); bad {
		return root, diag.List{f}
	}
	// The scanner comes first: it is quick at any depth, the library is not.
	scanned := &Table{Span: root.Span}
	s := &scanner{file: file, text: file.Text[:end], whole: string(file.Text[:end]), pos: start, odd: !readable(text)}
	s.document(scanned)
	if s.deep > 0 {
		return root, diag.List{{Rule: "SY-02", Severity: diag.Error, Span: diag.Span{File: file, Start: s.deep, End: min(s.deep+1, end)},
			Message: fmt.Sprintf("lists and tables stand more than %d deep inside each other", maxDepth),
			Help:    "write them side by side; no value of hria stands deeper than four"}}
	}
	if s.odd {
		values, err := decode(text)
		if err != nil {
			return root, diag.List{syntaxError(file, start, end, err)}
		}
		fillTable(scanned, values)
	}
	scanned.settle()
	return scanned, nil
}

func tooMuch(file *diag.File, start, end int) (diag.Finding, bool) {
	text := file.Text[start:end]
	f := diag.Finding{Rule: "SY-02", Severity: diag.Error, Span: diag.Span{File: file, Start: start, End: start}}
	switch {
	case len(text) > MaxBytes:
		f.Message = fmt.Sprintf("the TOML is larger than %d bytes", MaxBytes)
		f.Help = "TOML here holds records and settings, not prose: in a document, text goes below the line that closes the front matter"
	case bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > maxOpen:
		f.Message = fmt.Sprintf("the TOML opens more than %d lists and tables", maxOpen)
		f.Help = "split the file"
	default:
		return f, false
	}
	return f, true
}

// decode lets the library read the text. It recovers, because a panic of the
// library on some input must not end hria.
func decode(text []byte) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the TOML reader failed: %v", r)
		}
	}()
	_, err = toml.Decode(string(text), &values)
	return values, err
}

func syntaxError(file *diag.File, start, end int, err error) diag.Finding {
	f := diag.Finding{Rule: "SY-02", Severity: diag.Error, Message: err.Error(),
		Span: diag.Span{File: file, Start: start, End: start},
		Help: "write TOML: key = \"text\" in quotes, dates and numbers without quotes, lists in [ ], each on its own line"}
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return f
	}
	f.Message = lowerFirst(strings.TrimSuffix(strings.TrimSpace(pe.Message), "."))
	at := min(start+max(pe.Position.Start, 0), end)
	f.Span = diag.Span{File: file, Start: at, End: min(at+max(pe.Position.Len, 1), end)}
	if strings.Contains(pe.Message, "has already been defined") {
		f.Help = "each key stands once in its table; remove one of the two, or open a new [[table]]"
	}
	return f
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// fillTable gives the scanned entries the values that the library decoded. An
// entry that the library does not know is dropped.
func fillTable(t *Table, values map[string]any) {
	kept := t.Entries[:0]
	for _, e := range t.Entries {
		if v, ok := values[e.Key]; ok && fill(&e.Value, v) {
			kept = append(kept, e)
		}
	}
	t.Entries = kept
}

// fill tells whether the scanned value and the decoded one have the same form.
func fill(v *Value, decoded any) bool {
	switch d := decoded.(type) {
	case string:
		v.Kind, v.Text = String, d
	case int64:
		v.Kind, v.Int, v.Float = Integer, d, float64(d)
	case float64:
		v.Kind, v.Float = Float, d
	case bool:
		v.Kind, v.Bool = Bool, d
	case time.Time:
		v.Kind, v.Int = DateTime, d.Unix()
		if d.Location().String() == "date-local" {
			v.Kind, v.Int = Date, time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC).Unix()
		}
	case map[string]any:
		if v.Table == nil {
			return false
		}
		v.Kind = Object
		fillTable(v.Table, d)
	case []map[string]any:
		v.Kind = Array
		return fillItems(v, len(d), func(i int) any { return d[i] })
	case []any:
		v.Kind = Array
		return fillItems(v, len(d), func(i int) any { return d[i] })
	default:
		return false
	}
	return true
}

func fillItems(v *Value, n int, at func(int) any) bool {
	if len(v.Items) != n {
		return false
	}
	for i := range v.Items {
		if !fill(&v.Items[i], at(i)) {
			return false
		}
	}
	return true
}
