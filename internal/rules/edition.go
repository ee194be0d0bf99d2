package rules

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"hria/internal/assessment"
	"hria/internal/table"
)

// Edition names one version of a document, as in "HRIA-2026-003@1.1".
func Edition(a *assessment.Assessment) string { return a.ID.Value + "@" + a.Version.Value }

// ContentHash is a hexadecimal sum of what readers may see of a document: its
// values and its text, without comments and layout of the front matter. What
// is withheld is not in it, so that nobody can try words against it. It is
// empty where nothing is public.
func ContentHash(a *assessment.Assessment) string { return PublicHash(a.Public()) }

// PublicHash is the ContentHash of a document of which p is the public form.
func PublicHash(p *assessment.Assessment) string {
	if p == nil {
		return ""
	}
	b := hashed.Get().(*bytes.Buffer)
	defer hashed.Put(b)
	b.Reset()
	digest(b, make([]byte, 0, 100), reflect.ValueOf(p).Elem())
	body := p.Source.File.Text
	b.WriteString("text")
	for word := range bytes.FieldsSeq(body[min(p.Source.BodyStart(), len(body)):]) {
		b.WriteByte(' ')
		b.Write(word)
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:])
}

// hashed are buffers of what is hashed: about twice the text.
var hashed = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// digest writes the values of a model, each on a line with its path, for which
// at has room. A key that is absent says the same as an empty one.
func digest(b *bytes.Buffer, at []byte, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		digestStruct(b, at, v)
	case reflect.Slice:
		for i := range v.Len() {
			digest(b, append(strconv.AppendInt(append(at, '['), int64(i), 10), ']'), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			digest(b, append(append(at, '.'), k.String()...), v.MapIndex(k))
		}
	case reflect.String:
		if v.Len() > 0 {
			b.Write(at)
			b.WriteByte(' ')
			b.Write(strconv.AppendQuote(b.AvailableBuffer(), v.String()))
			b.WriteByte('\n')
		}
	default:
		if !v.IsZero() {
			b.Write(at)
			fmt.Fprintf(b, " %q\n", fmt.Sprint(v.Interface()))
		}
	}
}

var (
	dayType     = reflect.TypeFor[time.Time]()
	scalarTypes = []reflect.Type{reflect.TypeFor[table.Text](), reflect.TypeFor[table.Int](), reflect.TypeFor[table.Number](), reflect.TypeFor[table.Flag](), reflect.TypeFor[table.Day]()}
)

func digestStruct(b *bytes.Buffer, at []byte, v reflect.Value) {
	if v.IsZero() {
		return
	}
	switch t := v.Type(); {
	case t == dayType:
		b.Write(at)
		b.Write(v.Interface().(time.Time).AppendFormat(b.AvailableBuffer(), " "+time.DateOnly+"\n"))
		return
	case slices.Contains(scalarTypes, t):
		digest(b, at, v.Field(0))
		return
	}
	for _, f := range table.Keyed(v.Type()) {
		digest(b, append(append(at, '.'), f.Key...), v.Field(f.Index))
	}
}
