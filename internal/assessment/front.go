package assessment

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hria/internal/table"
)

// Front is the front matter of a document as JSON, in the order of the model.
// Keys that are absent and lists that are empty are left out.
type Front struct {
	Document *Assessment // as it may be published
	// Withheld tells which references lead to something that is not for the
	// public; in their place stands the word "withheld".
	Withheld func(ref string) bool
}

// MarshalJSON writes the values of the model, without their places.
func (f Front) MarshalJSON() ([]byte, error) { return f.AppendJSON(nil) }

// AppendJSON adds to b what MarshalJSON gives.
func (f Front) AppendJSON(b []byte) ([]byte, error) {
	w := &frontWriter{out: b, hidden: map[string]bool{}}
	hide := func(to string) {
		if !w.hidden[to] && f.Withheld(to) {
			w.hidden[to] = true
		}
	}
	for r := range f.Document.References() {
		hide(r.To.Value)
	}
	for t := range f.Document.FreeWords() {
		hide(t.Value)
	}
	w.object(reflect.ValueOf(f.Document).Elem())
	return w.out, w.err
}

type frontWriter struct {
	out    []byte
	hidden map[string]bool // references
	err    error
}

// held is a pointer to a value, to a copy of it where it has no place of its own.
func held(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	copied := reflect.New(v.Type())
	copied.Elem().Set(v)
	return copied.Interface()
}

// value writes a value, and tells whether the author wrote it or one in it.
func (w *frontWriter) value(v reflect.Value) bool {
	switch x := held(v).(type) {
	case *Text:
		w.text(x.Value)
		return x.Set()
	case *Int:
		w.out = strconv.AppendInt(w.out, int64(x.Value), 10)
		return x.Set()
	case *Number:
		w.encode(x.Value)
		return x.Set()
	case *Flag:
		w.out = strconv.AppendBool(w.out, x.Value)
		return x.Set()
	case *Day:
		w.text(x.Value.Format(time.DateOnly))
		return x.Set()
	case *Withheld:
		subject := *x
		subject.Target.Value = x.Subject()
		return w.object(reflect.ValueOf(&subject).Elem())
	case *map[string]Text:
		w.out = append(w.out, '{')
		for _, key := range slices.Sorted(maps.Keys(*x)) {
			w.member(key, reflect.ValueOf((*x)[key]))
		}
		w.end('}')
		return len(*x) > 0
	}
	if v.Kind() == reflect.Slice {
		return w.list(v)
	}
	return w.object(v)
}

func (w *frontWriter) list(v reflect.Value) bool {
	w.out = append(w.out, '[')
	for i := range v.Len() {
		w.value(v.Index(i))
		w.out = append(w.out, ',')
	}
	w.end(']')
	return v.Len() > 0
}

func (w *frontWriter) object(v reflect.Value) bool {
	w.out = append(w.out, '{')
	written := false
	for _, f := range table.Keyed(v.Type()) {
		written = w.member(f.Key, v.Field(f.Index)) || written
	}
	w.end('}')
	return written
}

// member writes a key of an object and its value, where the author wrote one,
// and tells whether it did.
func (w *frontWriter) member(key string, v reflect.Value) bool {
	before := len(w.out)
	w.quote(key)
	w.out = append(w.out, ':')
	if !w.value(v) {
		w.out = w.out[:before]
		return false
	}
	w.out = append(w.out, ',')
	return true
}

// end closes a list or an object. Each of its members left a comma.
func (w *frontWriter) end(bracket byte) {
	if last := len(w.out) - 1; w.out[last] == ',' {
		w.out = w.out[:last]
	}
	w.out = append(w.out, bracket)
}

// text writes a value of the author's.
func (w *frontWriter) text(text string) {
	if w.hidden[text] {
		text = "withheld"
	}
	w.quote(text)
}

func (w *frontWriter) quote(text string) {
	if !plain(text) {
		w.encode(text)
		return
	}
	w.out = append(append(append(w.out, '"'), text...), '"')
}

// encode writes what is not written as simply as it is held.
func (w *frontWriter) encode(v any) {
	b := bytes.NewBuffer(w.out)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
	w.out = bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// plain tells that a text stands in JSON as it is.
func plain(text string) bool {
	ascii := true
	for i := range len(text) {
		switch b := text[i]; {
		case b < ' ', b == '"', b == '\\':
			return false
		case b >= utf8.RuneSelf:
			ascii = false
		}
	}
	return ascii || utf8.ValidString(text) && !strings.Contains(text, "\u2028") && !strings.Contains(text, "\u2029") // two ends of lines in JavaScript
}

// Subject says what kind of thing is withheld by the key of its records in the
// front matter, and never which one: "engagement"; "other" for a field.
func (w Withheld) Subject() string {
	id := ParseAddress(w.Target.Value).Record
	if id == "" {
		return "other"
	}
	return map[byte]string{'I': "impact", 'M': "mitigation", 'G': "engagement", 'R': "remedy", 'S': "source",
		'F': "finding", 'Q': "question", 'A': "action", 'O': "opportunity"}[id[0]]
}
