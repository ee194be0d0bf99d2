package table

import (
	"reflect"
	"time"

	"hria/internal/diag"
)

// Of is a scalar that knows its place. A value that its author did not write
// has the zero Span.
type Of[T any] struct {
	Value T
	Span  diag.Span
}

// Set tells whether the author wrote the value.
func (o Of[T]) Set() bool { return o.Span.Known() }

// The scalars of a model.
type (
	Text   = Of[string]
	Int    = Of[int]
	Number = Of[float64]
	Flag   = Of[bool]
	Day    = Of[time.Time]
)

// Decode copies the entries of t into the struct that into points to. A field
// takes the entry named by its tag `key:"…"`; the tag "." takes the span of
// the table itself. Fields may be scalars of this package or of Go, structs,
// slices and maps of them, *Table and diag.Span (the place of the key's
// value). A value of the wrong type leaves the field empty: reporting it is
// the schema's work. into must be a pointer to a struct.
func Decode(t *Table, into any) {
	if t != nil {
		decodeStruct(t, reflect.ValueOf(into).Elem())
	}
}

func decodeStruct(t *Table, into reflect.Value) {
	fields := keysOf(into.Type())
	if fields.span >= 0 {
		*into.Field(fields.span).Addr().Interface().(*diag.Span) = t.Span
	}
	for _, f := range fields.keyed {
		if i := t.index(f.Key); i >= 0 {
			decodeValue(&t.Entries[i].Value, into.Field(f.Index))
		}
	}
}

func decodeValue(v *Value, into reflect.Value) {
	if decodeScalar(v, into.Addr().Interface()) {
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		if v.Table != nil {
			decodeStruct(v.Table, into)
		}
	case reflect.Slice:
		if v.Kind == Array {
			decodeSlice(v, into)
			return
		}
		// A single value may stand for a list of one; where it may not, the
		// schema says so.
		decodeSlice(&Value{Kind: Array, Items: []Value{*v}}, into)
		if into.Index(0).IsZero() {
			into.SetZero()
		}
	case reflect.Map:
		if v.Table != nil {
			decodeMap(v.Table, into)
		}
	}
}

func decodeSlice(v *Value, into reflect.Value) {
	out := reflect.MakeSlice(into.Type(), len(v.Items), len(v.Items))
	for i := range v.Items {
		decodeValue(&v.Items[i], out.Index(i))
	}
	into.Set(out)
}

func decodeMap(t *Table, into reflect.Value) {
	out := reflect.MakeMapWithSize(into.Type(), len(t.Entries))
	for i := range t.Entries {
		e := &t.Entries[i]
		item := reflect.New(into.Type().Elem()).Elem()
		decodeValue(&e.Value, item)
		out.SetMapIndex(reflect.ValueOf(e.Key), item)
	}
	into.Set(out)
}

// decodeScalar tells whether the target is a scalar, filled or not.
func decodeScalar(v *Value, into any) bool {
	switch p := into.(type) {
	case *Text:
		if v.Kind == String {
			*p = Text{v.Text, v.Span}
		}
	case *Int:
		if v.Kind == Integer {
			*p = Int{int(v.Int), v.Span}
		}
	case *Number:
		if v.Kind == Integer || v.Kind == Float {
			*p = Number{v.Float, v.Span}
		}
	case *Flag:
		if v.Kind == Bool {
			*p = Flag{v.Bool, v.Span}
		}
	case *Day:
		if v.Kind == Date {
			*p = Day{v.Time(), v.Span}
		}
	case *diag.Span:
		*p = v.Span
	case **Table:
		*p = v.Table
	default:
		return decodePlain(v, into)
	}
	return true
}

func decodePlain(v *Value, into any) bool {
	switch p := into.(type) {
	case *string:
		take(p, v.Text, v.Kind == String)
	case *int:
		take(p, int(v.Int), v.Kind == Integer)
	case *float64:
		take(p, v.Float, v.Kind == Integer || v.Kind == Float)
	case *bool:
		take(p, v.Bool, v.Kind == Bool)
	case *time.Time:
		take(p, v.Time(), v.Kind == Date)
	default:
		return false
	}
	return true
}

func take[T any](p *T, v T, fits bool) {
	if fits {
		*p = v
	}
}
