// Package cos knows the syntax of PDF files: it writes values, reads files
// with either kind of cross-reference table, and splits content streams into
// operators. It knows nothing of what the values mean.
//
// Only what the PDF layer writes itself, and what a checker needs in order to
// judge it, is read: no encryption, no filter but Flate, no repair of damaged
// files.
package cos

import (
	"math"
	"slices"
	"strconv"
)

// Name is a PDF name without its slash.
type Name string

// String is a PDF string as bytes.
type String string

// Ref refers to an object by number; generations are always 0.
type Ref int

// Dict is a PDF dictionary. It is written in order of its keys.
type Dict map[Name]any

// Array is a PDF array.
type Array []any

// Raw is written as it stands.
type Raw string

// Stream is a dictionary with data, as stored in the file.
type Stream struct {
	Dict Dict
	Data []byte
}

// Append writes v, which is one of the types above, a bool, an int, a float64
// or nil, after b.
func Append(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case float64:
		return AppendNumber(b, v, 3)
	case Name:
		return appendName(b, v)
	case String:
		return AppendString(b, []byte(v))
	case Ref:
		return append(strconv.AppendInt(b, int64(v), 10), " 0 R"...)
	case Raw:
		return append(b, v...)
	case Array:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = Append(b, x)
		}
		return append(b, ']')
	case Dict:
		return appendDict(b, v)
	}
	return append(b, "null"...)
}

func appendDict(b []byte, d Dict) []byte {
	keys := make([]Name, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b = append(b, "<<"...)
	for _, k := range keys {
		b = appendName(b, k)
		switch d[k].(type) {
		case Name, String, Array, Dict:
		default:
			b = append(b, ' ')
		}
		b = Append(b, d[k])
	}
	return append(b, ">>"...)
}

func appendName(b []byte, n Name) []byte {
	const hex = "0123456789ABCDEF"
	b = append(b, '/')
	for i := range len(n) {
		if c := n[i]; c > ' ' && c < 0x7F && !isDelim(c) && c != '#' {
			b = append(b, c)
		} else {
			b = append(b, '#', hex[c>>4], hex[c&15])
		}
	}
	return b
}

// AppendString writes a literal string.
func AppendString(b, s []byte) []byte {
	b = append(b, '(')
	for _, c := range s {
		switch c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

// AppendNumber writes v with at most so many decimals. What is no number is
// written as 0, since there is no other way to write it.
func AppendNumber(b []byte, v float64, decimals int) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		v = 0
	}
	v = max(-1e6, min(1e6, v))
	n := len(b)
	b = strconv.AppendFloat(b, v, 'f', decimals, 64)
	if decimals > 0 {
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if b[len(b)-1] == '.' {
			b = b[:len(b)-1]
		}
	}
	if string(b[n:]) == "-0" {
		b = append(b[:n], '0')
	}
	return b
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}
