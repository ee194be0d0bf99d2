package assessment

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"hria/internal/table"
)

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

// Public returns what may be published of the document (UN Guiding Principle
// 21 (c)), or nil where nothing may. Records with a sensitivity other than
// public, records and fields named in [[withheld]], and protected passages of
// the text are gone from the value itself: nothing that renders it can show
// them. Where there are none, it is the document itself, which nobody may change.
// Where publication is "summary", only identity, summary, key messages, position,
// decision and contact remain.
func (a *Assessment) Public() *Assessment {
	switch a.Publication.Value {
	case "internal":
		return nil
	case "summary":
		a = a.summaryOnly()
	}
	p := *a
	targets := a.WithheldTargets()
	gone := map[string]bool{}
	for _, target := range targets {
		gone[target] = true
	}
	p.Source = a.Source.Public(targets)
	p.Engagements = keep(a.Engagements, func(g *Engagement) bool { return open(g.Sensitivity) && !gone[g.ID.Value] })
	p.Impacts = keep(a.Impacts, func(i *Impact) bool { return open(i.Sensitivity) && !gone[i.ID.Value] })
	p.Sources = keep(a.Sources, func(s *Source) bool { return open(s.Sensitivity) && !gone[s.ID.Value] })
	p.Mitigations = keep(a.Mitigations, func(m *Mitigation) bool { return !gone[m.ID.Value] })
	p.Remedies = keep(a.Remedies, func(r *Remedy) bool { return !gone[r.ID.Value] })
	p.Opportunity = keep(a.Opportunity, func(o *Opportunity) bool { return !gone[o.ID.Value] })
	p.Questions = keep(a.Questions, func(q *Question) bool { return !gone[q.ID.Value] })
	p.Actions = keep(a.Actions, func(x *Action) bool { return !gone[x.ID.Value] })
	p.Findings = keep(a.Findings, func(f *Finding) bool { return !gone[f.ID.Value] })
	if len(targets) == 0 && p.Source == a.Source && p.records() == a.records() {
		return a
	}
	for _, target := range targets {
		p.clear(target)
	}
	return &p
}

// records is the number of records that may be withheld on their own.
func (a *Assessment) records() int { return len(a.Engagements) + len(a.Impacts) + len(a.Sources) }

// WithheldTargets lists the ids of records and the paths of fields that are not
// for the public, whether their own sensitivity or a [[withheld]] entry says so.
func (a *Assessment) WithheldTargets() []string {
	var gone []string
	add := func(target string, sensitivity Text) {
		if target != "" && !open(sensitivity) {
			gone = append(gone, target)
		}
	}
	for i := range a.Withheld {
		if t := a.Withheld[i].Target.Value; t != "" {
			gone = append(gone, t)
		}
	}
	for i := range a.Engagements {
		add(a.Engagements[i].ID.Value, a.Engagements[i].Sensitivity)
	}
	for i := range a.Impacts {
		add(a.Impacts[i].ID.Value, a.Impacts[i].Sensitivity)
	}
	for i := range a.Sources {
		add(a.Sources[i].ID.Value, a.Sources[i].Sensitivity)
	}
	slices.Sort(gone)
	return slices.Compact(gone)
}

// open tells whether a record may be published: only where it says nothing
// else, so that a misspelt sensitivity withholds.
func open(sensitivity Text) bool {
	return !sensitivity.Set() || sensitivity.Value == "public"
}

// keep gives the records that are ok: the list itself where all are.
func keep[T any](list []T, ok func(*T) bool) []T {
	i := 0
	for i < len(list) && ok(&list[i]) {
		i++
	}
	if i == len(list) {
		return list
	}
	out := make([]T, 0, len(list))
	for i := range list {
		if ok(&list[i]) {
			out = append(out, list[i])
		}
	}
	return out
}

func (a *Assessment) summaryOnly() *Assessment {
	return &Assessment{
		Source: a.Source.Headless(), Span: a.Span,
		Schema: a.Schema, Kind: a.Kind, ID: a.ID, Title: a.Title, Version: a.Version, Status: a.Status,
		Publication: a.Publication, Date: a.Date, Lang: a.Lang, Summary: a.Summary,
		Translations: a.Translations, Translation: a.Translation, Aliases: a.Aliases, License: a.License,
		KeyMessages: a.KeyMessages, Position: a.Position, Decision: a.Decision, Comment: a.Comment,
		Review: a.Review, Changes: a.Changes, Withheld: a.Withheld,
	}
}

// clear empties the field that a path such as "M1.owner" or
// "deployment.vendors" names.
func (a *Assessment) clear(path string) {
	if v, ok := a.find(path, true); ok {
		v.SetZero()
	}
}

// HasTarget tells whether a path of [[withheld]] names a record or a field.
func (a *Assessment) HasTarget(path string) bool {
	switch path {
	case "schema", "kind", "id", "title", "version", "status", "date", "lang", "withheld", "publication":
		return false // a document without them is none
	}
	_, ok := a.find(path, false)
	return ok
}

// find walks a path of keys and record ids. Slices on the way are copied where
// the value found will be written to, since the original must not change.
func (a *Assessment) find(path string, write bool) (reflect.Value, bool) {
	v := reflect.ValueOf(a).Elem()
	if !write {
		c := *a
		v = reflect.ValueOf(&c).Elem()
	}
	parts := strings.Split(path, ".")
	if recordID(parts[0]) {
		r, ok := record(v, parts[0], write)
		if !ok {
			return v, false
		}
		v, parts = r, parts[1:]
	}
	for _, key := range parts {
		f, ok := table.Field(v, key)
		if !ok {
			return v, false
		}
		v = f
	}
	return v, true
}

func record(doc reflect.Value, id string, write bool) (reflect.Value, bool) {
	for i := range doc.NumField() {
		list := doc.Field(i)
		if list.Kind() != reflect.Slice || list.Type().Elem().Kind() != reflect.Struct {
			continue
		}
		for j := range list.Len() {
			f, ok := table.Field(list.Index(j), "id")
			if !ok {
				break
			}
			if t, isText := f.Interface().(Text); !isText || t.Value != id {
				continue
			}
			if write {
				fresh := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
				reflect.Copy(fresh, list)
				list.Set(fresh)
			}
			return list.Index(j), true
		}
	}
	return doc, false
}
