package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
	"slices"
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// Edition names one version of a document, as in "HRIA-2026-003@1.1".
func Edition(a *assessment.Assessment) string { return a.ID.Value + "@" + a.Version.Value }

// ContentHash is a hexadecimal sum of what readers may see of a document: its
// values and its text, without comments and layout of the front matter. What
// is withheld is not in it, so that nobody can try words against it. It is
// empty where nothing is public.
func ContentHash(a *assessment.Assessment) string {
	p := a.Public()
	if p == nil {
		return ""
	}
	h := sha256.New()
	digest(h, "", reflect.ValueOf(p).Elem())
	body := p.Source.File.Text
	fmt.Fprintf(h, "text %q\n", strings.Fields(string(body[min(p.Source.BodyStart(), len(body)):])))
	return hex.EncodeToString(h.Sum(nil))
}

// digest writes the values of a model into a sum, each with its path.
func digest(h hash.Hash, at string, v reflect.Value) {
	switch x := v.Interface().(type) {
	case diag.Span:
		return
	case time.Time:
		if !x.IsZero() {
			fmt.Fprintf(h, "%s %s\n", at, x.Format(time.DateOnly))
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if value := v.FieldByName("Value"); value.IsValid() { // a scalar of the model
			digest(h, at, value)
			return
		}
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("key"); key != "" && key != "." {
				digest(h, at+"."+key, v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			digest(h, fmt.Sprintf("%s[%d]", at, i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			digest(h, at+"."+k.String(), v.MapIndex(k))
		}
	default:
		if !v.IsZero() { // a key that is absent says the same
			fmt.Fprintf(h, "%s %q\n", at, fmt.Sprint(v.Interface()))
		}
	}
}
