// Package edition knows the editions of a document. It decides which of the
// earlier ones readers may see as they were (Kept), and compares each with the
// one after it (History): which records came and went, which fields of a record
// were one thing and are another, and what of the text was taken out and put in,
// section by section.
//
// It is plain data, without words for readers: package site says it in the
// language of a page. The words of the text are compared with
// github.com/sergi/go-diff, which finds short differences that a person would
// name, and bounds the time that takes.
//
// What is withheld today was perhaps public once, and what was withheld for a
// while may be in no edition of today. What any edition withholds is therefore
// gone from all before it, in their pages and in comparisons. Where an edition
// keeps a passage of its text from the public, nobody can tell where else in older
// texts the same stands: of those nothing is shown but what stands in the newest
// edition, too.
package edition

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"hria/internal/assessment"
	"hria/internal/schema"
	"hria/internal/table"
)

// State tells what happened to something from one edition to the next.
type State int

const (
	Changed State = iota
	Added
	Removed
)

// Step leads from one edition to the next.
type Step struct {
	From, To string    // versions
	Date     time.Time // of the later one
	Difference
}

// History gives the steps to the newest edition from the ones before it, in any
// order; the newest step comes first. The method tells how levels are computed.
func History(m assessment.Method, before []*assessment.Assessment, now *assessment.Assessment) []Step {
	list := line(before, now)
	var out []Step
	for i := len(list) - 1; i > 0; i-- {
		was, is := list[i-1], list[i]
		out = append(out, Step{was.Version.Value, is.Version.Value, is.Date.Value, between(m, was, is, list[i+1:]...)})
	}
	return out
}

// line puts the editions of a document in a row, the newest one last.
func line(before []*assessment.Assessment, now *assessment.Assessment) []*assessment.Assessment {
	list := slices.SortedStableFunc(slices.Values(before), func(x, y *assessment.Assessment) int { return older(x.Version.Value, y.Version.Value) })
	return append(list, now)
}

// Difference is what differs between two editions.
type Difference struct {
	Groups   []Group
	Sections []Section
}

// Empty tells whether nothing differs.
func (d Difference) Empty() bool { return len(d.Groups)+len(d.Sections) == 0 }

// Group is a record, another row of a table of the front matter, or such a
// table itself. Fields are those that changed; a group that was added or removed
// has none.
type Group struct {
	Table  string // key of the table: "impact", "deployment"; "" for the document itself
	Key    string // id of the record, right or country, number of the principle; else the place, from 1
	Title  string // of a record
	State  State
	Fields []Field
}

// Field is a field with what it was and what it is: several values for a list,
// none where it was not set. Dates are written as in ISO 8601, numbers and flags
// as in TOML.
type Field struct {
	Path    []string // keys below the table: "severity", "scale"
	Decl    schema.Field
	Was, Is []string
}

// silent are tables and keys that say nothing of their own about a change:
// identity, and the lists that speak of versions and of the document itself.
var silent = map[string]bool{"schema": true, "kind": true, "id": true, "version": true, "date": true, "lang": true, "change": true, "withheld": true,
	"waiver": true, "translation": true, "translations": true, "aliases": true, "tags": true, "publication": true}

// between tells how is differs from was, the edition before it, by what may be
// shown of them beside the later ones, oldest first. All are whole documents, as
// their authors wrote them. Where nothing may be shown, nothing differs.
func between(m assessment.Method, was, is *assessment.Assessment, later ...*assessment.Assessment) Difference {
	before, after := shown(was, slices.Concat([]*assessment.Assessment{is}, later)), shown(is, later)
	if before == nil || after == nil {
		return Difference{}
	}
	d := compare(m, before, after)
	switch {
	case slices.ContainsFunc(later, guarded):
		newest := shown(later[len(later)-1], nil)
		if newest == nil {
			return Difference{}
		}
		d.Sections = hideGone(hideRemoved(d.Sections), passages(after.Source.Body), passages(newest.Source.Body))
	case guarded(is):
		d.Sections = hideRemoved(d.Sections)
	}
	return d
}

// guarded tells whether an edition keeps a passage of its text from the public.
func guarded(a *assessment.Assessment) bool { return a.Source.Guarded() }

func compare(m assessment.Method, was, is *assessment.Assessment) Difference {
	before, after := rowsOf(m, was), rowsOf(m, is)
	var d Difference
	for _, decl := range schema.Document() {
		if silent[decl.Key] || decl.Type != schema.Tables {
			continue
		}
		d.Groups = append(d.Groups, compareRows(decl.Key, before[decl.Key], after[decl.Key])...)
	}
	for _, decl := range schema.Document() {
		if fields := compareFields(before[decl.Key].only(), after[decl.Key].only()); len(fields) > 0 && decl.Type == schema.Table {
			d.Groups = append(d.Groups, Group{Table: decl.Key, Fields: fields})
		}
	}
	if fields := compareFields(before[""].only(), after[""].only()); len(fields) > 0 {
		d.Groups = append(d.Groups, Group{Fields: fields})
	}
	d.Sections = compareText(was.Source.Body, is.Source.Body)
	return d
}

// row is a table of the front matter as a flat list of fields.
type row struct {
	key    string
	fields []value
}

// title is what a record is called.
func (r row) title() string {
	for _, key := range []string{"title", "name", "text"} {
		for _, f := range r.fields {
			if len(f.path) == 1 && f.path[0] == key && len(f.text) == 1 {
				return f.text[0]
			}
		}
	}
	return ""
}

// value is a field with what it holds.
type value struct {
	path []string
	decl schema.Field
	text []string
}

type rows []row

// only is the single row of a table that is no list.
func (r rows) only() []value {
	if len(r) == 0 {
		return nil
	}
	return r[0].fields
}

// rowsOf flattens a document: the rows of each table, and under "" the keys that
// stand in none.
func rowsOf(m assessment.Method, a *assessment.Assessment) map[string]rows {
	out := map[string]rows{}
	doc := reflect.ValueOf(a).Elem()
	var top []value
	for _, decl := range schema.Document() {
		v, ok := table.Field(doc, decl.Key)
		if !ok || silent[decl.Key] {
			continue
		}
		switch decl.Type {
		case schema.Tables:
			for i := range v.Len() {
				fields := flatten(nil, v.Index(i), decl.Fields)
				out[decl.Key] = append(out[decl.Key], row{keyOf(fields, i), fields})
			}
		case schema.Table:
			if fields := flatten(nil, v, decl.Fields); len(fields) > 0 {
				out[decl.Key] = rows{{"", fields}}
			}
		default:
			top = appendValue(top, nil, v, decl)
		}
	}
	for i := range a.Impacts {
		out["impact"][i].fields = append(computed(a.Impacts[i].LevelBy(m)), out["impact"][i].fields...)
	}
	out[""] = rows{{"", top}}
	return out
}

// computed is the level of an impact as a field that no author wrote.
func computed(level assessment.Level) []value {
	if level == 0 {
		return nil
	}
	return []value{{[]string{LevelKey}, schema.Field{Key: LevelKey, Type: schema.Integer, Vocab: "severity.scale"}, []string{strconv.Itoa(int(level))}}}
}

// LevelKey is the path of an impact's computed level; level is the declared one.
const LevelKey = "computed level"

// keyOf is what tells a row of a list from the others.
func keyOf(fields []value, place int) string {
	for _, f := range fields {
		if len(f.path) == 1 && slices.Contains([]string{"id", "country", "number", "to"}, f.path[0]) && len(f.text) == 1 {
			return f.text[0]
		}
	}
	return strconv.Itoa(place + 1)
}

// flatten lists the fields of a table that are set.
func flatten(path []string, v reflect.Value, decls []schema.Field) []value {
	var out []value
	for _, decl := range decls {
		if f, ok := table.Field(v, decl.Key); ok && decl.Key != "sensitivity" {
			out = appendValue(out, append(slices.Clone(path), decl.Key), f, decl)
		}
	}
	return out
}

func appendValue(out []value, path []string, v reflect.Value, decl schema.Field) []value {
	if path == nil {
		path = []string{decl.Key}
	}
	switch {
	case decl.Type == schema.Table && v.Kind() == reflect.Map:
		for _, f := range decl.Fields { // their order, since that of a map is none
			if x := v.MapIndex(reflect.ValueOf(f.Key)); x.IsValid() {
				out = appendValue(out, append(slices.Clone(path), f.Key), x, f)
			}
		}
		return out
	case decl.Type == schema.Table:
		return append(out, flatten(path, v, decl.Fields)...)
	case decl.Type == schema.Tables:
		var lines []string
		for i := range v.Len() {
			var parts []string
			for _, f := range flatten(nil, v.Index(i), decl.Fields) {
				parts = append(parts, strings.Join(f.text, ", "))
			}
			lines = append(lines, strings.Join(parts, " · "))
		}
		return appendSet(out, value{path, schema.Field{Key: decl.Key, List: true}, lines})
	case v.Kind() == reflect.Slice:
		var list []string
		for i := range v.Len() {
			list = append(list, scalar(v.Index(i))...)
		}
		return appendSet(out, value{path, decl, list})
	case v.Kind() == reflect.Map:
		return out
	}
	return appendSet(out, value{path, decl, scalar(v)})
}

func appendSet(out []value, v value) []value {
	if len(v.text) == 0 {
		return out
	}
	return append(out, v)
}

// scalar writes a value of the model, none where it is not set.
func scalar(v reflect.Value) []string {
	switch x := v.Interface().(type) {
	case assessment.Text:
		if x.Set() && x.Value != "" {
			return []string{strings.TrimSpace(x.Value)}
		}
	case assessment.Int:
		if x.Set() {
			return []string{strconv.Itoa(x.Value)}
		}
	case assessment.Number:
		if x.Set() {
			return []string{strconv.FormatFloat(x.Value, 'g', -1, 64)}
		}
	case assessment.Flag:
		if x.Set() {
			return []string{strconv.FormatBool(x.Value)}
		}
	case assessment.Day:
		if x.Set() {
			return []string{x.Value.Format(time.DateOnly)}
		}
	}
	return nil
}

// compareRows holds the rows of a list against each other, by their keys.
func compareRows(table string, before, after rows) []Group {
	var out []Group
	find := func(list rows, key string) (row, bool) {
		i := slices.IndexFunc(list, func(r row) bool { return r.key == key })
		if i < 0 {
			return row{}, false
		}
		return list[i], true
	}
	for _, is := range after {
		was, there := find(before, is.key)
		switch fields := compareFields(was.fields, is.fields); {
		case !there:
			out = append(out, Group{Table: table, Key: is.key, Title: is.title(), State: Added})
		case len(fields) > 0:
			out = append(out, Group{Table: table, Key: is.key, Title: is.title(), Fields: fields})
		}
	}
	for _, was := range before {
		if _, there := find(after, was.key); !there {
			out = append(out, Group{Table: table, Key: was.key, Title: was.title(), State: Removed})
		}
	}
	return out
}

func compareFields(before, after []value) []Field {
	var out []Field
	find := func(list []value, path []string) value {
		i := slices.IndexFunc(list, func(v value) bool { return slices.Equal(v.path, path) })
		if i < 0 {
			return value{}
		}
		return list[i]
	}
	for _, is := range after {
		if was := find(before, is.path); !slices.Equal(was.text, is.text) {
			out = append(out, Field{is.path, is.decl, was.text, is.text})
		}
	}
	for _, was := range before {
		if is := find(after, was.path); is.text == nil {
			out = append(out, Field{was.path, was.decl, was.text, nil})
		}
	}
	return out
}

// shown gives an edition as it may be shown beside the later ones of the same
// document: public by what it says itself and by what each of them says. It is
// nil where nothing may be shown.
func shown(was *assessment.Assessment, later []*assessment.Assessment) *assessment.Assessment {
	p := *was
	p.Withheld = slices.Clone(was.Withheld)
	had := was.WithheldTargets()
	for _, is := range later {
		if narrower(is.Publication.Value, p.Publication.Value) {
			p.Publication = is.Publication
		}
		for _, target := range is.WithheldTargets() {
			if !slices.Contains(had, target) {
				had = append(had, target)
				p.Withheld = append(p.Withheld, assessment.Withheld{Target: assessment.Text{Value: target}})
			}
		}
	}
	return p.Public()
}

// Earlier is an edition before the newest one that readers may see as it was.
type Earlier struct {
	Version string
	Whole   *assessment.Assessment        // as its author wrote it
	Shown   func() *assessment.Assessment // what of it may be seen
}

// Kept gives the editions before now that may be seen as they were, the newest
// first: those that were published. Where a later one, be it the newest or not,
// withholds anything that an edition did not withhold under the same name, or a
// passage of its text, nobody can tell where else in the older text the same
// stands, and that edition is not among them. Nor is any that the document was
// withdrawn after, or less of it published.
func Kept(before []*assessment.Assessment, now *assessment.Assessment) []Earlier {
	if !published(now) {
		return nil
	}
	list := line(before, now)
	var out []Earlier
	for i := len(list) - 2; i >= 0; i-- {
		was, later := list[i], list[i+1:]
		had := was.WithheldTargets()
		hides := func(is *assessment.Assessment) bool {
			return guarded(is) || is.Status.Value == "withdrawn" || narrower(is.Publication.Value, was.Publication.Value) ||
				slices.ContainsFunc(is.WithheldTargets(), func(target string) bool { return !slices.Contains(had, target) })
		}
		if published(was) && was.Publication.Value != "internal" && !slices.ContainsFunc(later, hides) {
			out = append(out, Earlier{was.Version.Value, was, sync.OnceValue(func() *assessment.Assessment { return shown(was, later) })})
		}
	}
	return out
}

// published tells whether a document is or was for readers, and was not taken back.
func published(a *assessment.Assessment) bool {
	return a.Published() && a.Status.Value != "withdrawn"
}

// narrower tells whether the first form of publication shows less.
func narrower(a, b string) bool {
	order := map[string]int{"summary": 1, "internal": 2}
	return order[a] > order[b]
}

// older orders versions such as 1.0, 1.2 and 1.10, the older one first.
func older(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		m, err1 := strconv.Atoi(x[i])
		n, err2 := strconv.Atoi(y[i])
		if err1 != nil || err2 != nil {
			return cmp.Compare(a, b)
		}
		if m != n {
			return cmp.Compare(m, n)
		}
	}
	return cmp.Compare(len(x), len(y))
}
