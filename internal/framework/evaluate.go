package framework

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"hria/internal/assessment"
	"hria/internal/table"
	"hria/internal/vocab"
)

// Gap is a path that does not hold.
type Gap struct {
	Path string // as written
	// Field is the path without its brackets: "mitigation.effectiveness".
	Field string
	// Table is the list of records that the path is about: "mitigation"; "" for
	// a field of the document.
	Table string
	// Key and Value are what a record was looked for by, both "" for all.
	Key, Value string
	// Records are those that lack the field; none where there is no record.
	Records []string
	// Unnamed counts records without an id that lack it.
	Unnamed int
}

// String says what is missing, for an author.
func (g Gap) String() string {
	which := "[[" + g.Table + "]]"
	if g.Key != "" {
		which += " with " + g.Key + " = " + strconv.Quote(g.Value)
	}
	field := strings.TrimPrefix(g.Field, g.Table+".")
	switch {
	case g.Table == "":
		return g.Field + " is empty"
	case len(g.Records) == 0 && g.Unnamed == 0:
		return "there is no " + which
	case len(g.Records) == 0 && g.Unnamed == 1:
		return "one " + which + " lacks " + field
	case len(g.Records) == 0:
		return strconv.Itoa(g.Unnamed) + " " + which + " lack " + field
	case len(g.Records) == 1:
		return g.Records[0] + " lacks " + field
	}
	return strings.Join(g.Records, ", ") + " lack " + field
}

// Missing says what an author can still write, in words; nothing where the
// element is satisfied.
func (r Result) Missing() []string {
	out, either := say(r.Lacks), say(r.Either)
	switch len(either) {
	case 0:
	case 1:
		out = append(out, either[0])
	default:
		out = append(out, "one of these is enough: "+strings.Join(either, "; "))
	}
	return out
}

// say words the gaps, each sentence once: several fields of records may be
// missing for the one reason that there is no record.
func say(gaps []Gap) []string {
	var out []string
	for _, g := range gaps {
		if s := g.String(); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// evaluate holds a document against one element.
func (e element) evaluate(about *vocab.Element, doc reflect.Value, records []assessment.Record) Result {
	r := Result{Element: about}
	var answer []string
	try := func(list []path) (gaps []Gap) {
		for i := range list {
			p := &list[i]
			ids, gap, holds := p.look(doc)
			if !holds {
				gaps = append(gaps, gap)
				continue
			}
			r.Holds = append(r.Holds, p.written)
			answer = append(answer, ids...)
		}
		return gaps
	}
	r.Lacks = try(e.all)
	if gaps := try(e.any); len(gaps) == len(e.any) {
		r.Either = gaps
	}
	switch {
	case len(r.Lacks)+len(r.Either) == 0:
		r.State = Satisfied
	case len(r.Holds) > 0:
		r.State = Partial
	}
	for _, x := range records {
		if id := x.ID.Value; id != "" && slices.Contains(answer, id) && !slices.Contains(r.Records, id) {
			r.Records = append(r.Records, id)
		}
	}
	return r
}

// look tells whether the path holds, by which records; where it does not, what
// is missing.
func (p *path) look(doc reflect.Value) (ids []string, missing Gap, holds bool) {
	missing = Gap{Path: p.written, Field: p.field}
	v := follow(doc, p.keys)
	if !p.each || p.broken {
		if p.broken || empty(v) {
			return nil, missing, false
		}
		return recordIDs(v), missing, true
	}
	missing.Table, missing.Key, missing.Value = p.table, p.key, p.value
	found := 0
	for i := range length(v) {
		record := v.Index(i)
		if p.key != "" && !is(follow(record, p.by), p.value) {
			continue
		}
		found++
		id := text(follow(record, idKey))
		switch {
		case !empty(follow(record, p.rest)):
			ids = append(ids, id)
		case id == "":
			missing.Unnamed++
		default:
			missing.Records = append(missing.Records, id)
		}
	}
	lack := missing.Unnamed + len(missing.Records)
	if found == 0 || p.key == "" && lack > 0 || lack == found {
		return nil, missing, false
	}
	return ids, missing, true
}

var idKey = []string{"id"}

// follow walks down the keys of tables. What is not there is the zero Value.
func follow(v reflect.Value, keys []string) reflect.Value {
	for _, key := range keys {
		switch v.Kind() {
		case reflect.Struct:
			v = child(v, key)
		case reflect.Map:
			v = v.MapIndex(reflect.ValueOf(key))
		default:
			return reflect.Value{}
		}
	}
	return v
}

func child(v reflect.Value, key string) reflect.Value {
	for _, f := range table.Keyed(v.Type()) {
		if f.Key == key {
			return v.Field(f.Index)
		}
	}
	return reflect.Value{}
}

func length(v reflect.Value) int {
	if v.Kind() != reflect.Slice {
		return 0
	}
	return v.Len()
}

// empty tells whether an author wrote nothing there. What is written as false
// or 0 is written.
func empty(v reflect.Value) bool {
	if !v.IsValid() {
		return true
	}
	switch s := scalar(v).(type) {
	case *table.Text:
		return !s.Set() || strings.TrimSpace(s.Value) == ""
	case interface{ Set() bool }:
		return !s.Set()
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, f := range table.Keyed(v.Type()) {
			if !empty(v.Field(f.Index)) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !empty(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if !empty(v.MapIndex(key)) {
				return false
			}
		}
	}
	return true
}

// is tells whether a scalar, or one of a list, is written as value.
func is(v reflect.Value, value string) bool {
	for i := range length(v) {
		if is(v.Index(i), value) {
			return true
		}
	}
	return v.IsValid() && !empty(v) && text(v) == value
}

// scalar gives a pointer to a value, where it can be had without a copy.
func scalar(v reflect.Value) any {
	if !v.CanAddr() { // a value of a map
		held := reflect.New(v.Type())
		held.Elem().Set(v)
		v = held.Elem()
	}
	return v.Addr().Interface()
}

// text writes a scalar as its author would.
func text(v reflect.Value) string {
	if !v.IsValid() {
		return ""
	}
	switch x := scalar(v).(type) {
	case *table.Text:
		return x.Value
	case *table.Int:
		return strconv.Itoa(x.Value)
	case *table.Flag:
		return strconv.FormatBool(x.Value)
	}
	return ""
}

// recordIDs lists the ids of the records of a list.
func recordIDs(v reflect.Value) []string {
	var out []string
	for i := range length(v) {
		if id := text(follow(v.Index(i), idKey)); id != "" {
			out = append(out, id)
		}
	}
	return out
}
