package assessment

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"
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
func (f Front) MarshalJSON() ([]byte, error) {
	w := &frontWriter{hidden: map[string]bool{}, keys: map[reflect.Type][]string{}}
	w.encoder = json.NewEncoder(&w.out)
	w.encoder.SetEscapeHTML(false)
	for _, r := range f.Document.References() {
		if !w.hidden[r.To.Value] && f.Withheld(r.To.Value) {
			w.hidden[r.To.Value] = true
		}
	}
	w.object(reflect.ValueOf(f.Document).Elem())
	return w.out.Bytes(), w.err
}

type frontWriter struct {
	out     bytes.Buffer
	encoder *json.Encoder
	hidden  map[string]bool // references
	keys    map[reflect.Type][]string
	err     error
}

// keysOf gives the key of each field of a type, "" where it has none.
func (w *frontWriter) keysOf(t reflect.Type) []string {
	list, ok := w.keys[t]
	if !ok {
		list = make([]string, t.NumField())
		for i := range list {
			if key := t.Field(i).Tag.Get("key"); key != "." {
				list[i] = key
			}
		}
		w.keys[t] = list
	}
	return list
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

func (w *frontWriter) write(v any) {
	if text, ok := v.(string); ok && w.hidden[text] {
		v = "withheld"
	}
	if text, ok := v.(string); ok && plain(text) {
		w.out.WriteByte('"')
		w.out.WriteString(text)
		w.out.WriteByte('"')
		return
	}
	if err := w.encoder.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
}

// plain tells that a text stands in JSON as it is.
func plain(text string) bool {
	for i := range len(text) {
		if b := text[i]; b < ' ' || b >= 0x7f || b == '"' || b == '\\' {
			return false
		}
	}
	return true
}

// member writes a key of an object that is open, and tells whether it did.
func (w *frontWriter) member(first bool, key string, v reflect.Value) bool {
	if !w.present(v) {
		return false
	}
	if !first {
		w.out.WriteByte(',')
	}
	w.write(key)
	w.out.WriteByte(':')
	w.value(v)
	return true
}

func (w *frontWriter) object(v reflect.Value) {
	w.out.WriteByte('{')
	first := true
	for i, key := range w.keysOf(v.Type()) {
		if key != "" {
			first = !w.member(first, key, v.Field(i)) && first
		}
	}
	w.out.WriteByte('}')
}

func (w *frontWriter) value(v reflect.Value) {
	switch x := held(v).(type) {
	case *Text:
		w.write(x.Value)
	case *Int:
		w.write(x.Value)
	case *Number:
		w.write(x.Value)
	case *Flag:
		w.write(x.Value)
	case *Day:
		w.write(x.Value.Format(time.DateOnly))
	case *Withheld:
		subject := *x
		subject.Target.Value = x.Subject()
		w.object(reflect.ValueOf(&subject).Elem())
	case *map[string]Text:
		w.out.WriteByte('{')
		first := true
		for _, key := range slices.Sorted(maps.Keys(*x)) {
			first = !w.member(first, key, reflect.ValueOf((*x)[key])) && first
		}
		w.out.WriteByte('}')
	default:
		if v.Kind() != reflect.Slice {
			w.object(v)
			return
		}
		w.out.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.out.WriteByte(',')
			}
			w.value(v.Index(i))
		}
		w.out.WriteByte(']')
	}
}

// present tells whether a value was written by the author, or holds one that
// was.
func (w *frontWriter) present(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() > 0
	}
	if s, ok := held(v).(interface{ Set() bool }); ok {
		return s.Set()
	}
	for i, key := range w.keysOf(v.Type()) {
		if key != "" && w.present(v.Field(i)) {
			return true
		}
	}
	return false
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
