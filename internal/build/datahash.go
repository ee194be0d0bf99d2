package build

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// dataHash hashes plain data: two values have one hash only where all their
// exported fields are equal. Each part says its length, so that no two
// sequences of parts run into one. Functions and unexported fields are left
// out: a value whose meaning hangs on them must not be hashed.
type dataHash struct {
	buf   []byte
	shown map[reflect.Type][]int // which fields of a struct are exported
}

func (d *dataHash) sum() digest { return sha256.Sum256(d.buf) }

func (d *dataHash) number(n uint64) { d.buf = binary.AppendUvarint(d.buf, n) }

func (d *dataHash) bytes(b []byte) {
	d.number(uint64(len(b)))
	d.buf = append(d.buf, b...)
}

func (d *dataHash) string(s string) {
	d.number(uint64(len(s)))
	d.buf = append(d.buf, s...)
}

func (d *dataHash) flag(b bool) {
	if b {
		d.buf = append(d.buf, 1)
		return
	}
	d.buf = append(d.buf, 0)
}

func (d *dataHash) value(v any) { d.reflect(reflect.ValueOf(v)) }

func (d *dataHash) reflect(v reflect.Value) {
	switch v.Kind() {
	case reflect.Invalid:
		d.flag(false)
	case reflect.Pointer, reflect.Interface:
		d.flag(!v.IsNil())
		if !v.IsNil() {
			d.reflect(v.Elem())
		}
	case reflect.Struct:
		d.fields(v)
	case reflect.Slice, reflect.Array:
		d.number(uint64(v.Len()))
		for i := range v.Len() {
			d.reflect(v.Index(i))
		}
	case reflect.Map:
		d.table(v)
	case reflect.String:
		d.string(v.String())
	case reflect.Bool:
		d.flag(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		d.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		d.number(v.Uint())
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
	default:
		d.string(fmt.Sprint(v))
	}
}

// fields hashes a struct. One that shows nothing but knows how to print itself,
// as a date, is hashed so. A passage of a text, which does not, stands for the
// bytes of its file.
func (d *dataHash) fields(v reflect.Value) {
	t := v.Type()
	shown, known := d.shown[t]
	if !known {
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				shown = append(shown, i)
			}
		}
		if d.shown == nil {
			d.shown = map[reflect.Type][]int{}
		}
		d.shown[t] = shown
	}
	for _, i := range shown {
		d.reflect(v.Field(i))
	}
	if len(shown) == 0 && v.NumField() > 0 && v.CanInterface() {
		if s, ok := v.Interface().(fmt.Stringer); ok {
			d.string(s.String())
		}
	}
}

// table hashes a map with names in order.
func (d *dataHash) table(v reflect.Value) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(x, y reflect.Value) int { return strings.Compare(fmt.Sprint(x), fmt.Sprint(y)) })
	d.number(uint64(len(keys)))
	for _, k := range keys {
		d.reflect(k)
		d.reflect(v.MapIndex(k))
	}
}
