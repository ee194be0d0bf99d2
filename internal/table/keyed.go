package table

import (
	"reflect"
	"sync"
)

// KeyedField is a field of a struct that stands for a key of a table.
type KeyedField struct {
	Key   string // of its tag `key:"…"`
	Index int    // in the struct
}

// Keyed lists the fields of a struct type that have a key, in their order; the
// tag "." is no key. Whoever walks a model asks for each of its values, and
// reading tags is slow, so that the answers are kept.
func Keyed(t reflect.Type) []KeyedField { return keysOf(t).keyed }

// Field finds the field of a struct that a key fills; false where v is no struct
// or has no such key.
func Field(v reflect.Value, key string) (reflect.Value, bool) {
	if v.Kind() != reflect.Struct {
		return v, false
	}
	for _, f := range Keyed(v.Type()) {
		if f.Key == key {
			return v.Field(f.Index), true
		}
	}
	return v, false
}

// keys says how a struct is tagged.
type keys struct {
	keyed []KeyedField
	span  int // the field with the tag ".", -1 for none
}

var known sync.Map // reflect.Type: *keys

func keysOf(t reflect.Type) *keys {
	if k, ok := known.Load(t); ok {
		return k.(*keys)
	}
	k := &keys{span: -1}
	for i := range t.NumField() {
		switch key := t.Field(i).Tag.Get("key"); key {
		case "":
		case ".":
			k.span = i
		default:
			k.keyed = append(k.keyed, KeyedField{key, i})
		}
	}
	known.Store(t, k)
	return k
}
