package site

import (
	"cmp"
	"slices"
	"time"

	"hria/internal/assessment"
)

const kindChanges = "changes"

// Changes is the view of what changed in the register, newest first.
type Changes struct {
	Frame
	Intro  string
	Months []ChangeMonth
}

// ChangeMonth holds the changes of one month; Label is "" for those without a
// date.
type ChangeMonth struct {
	Label string
	Rows  []ChangeRow
}

// ChangeRow is a version of a document.
type ChangeRow struct {
	Document Link
	Version  string
	What     string // new, changed or translated
	Date     string
	ISODate  string
	Summary  Link   // leads nowhere; says its language
	Status   string // replaced or withdrawn, of the last version; else ""
	Next     Link   // what replaces it
}

// madeChange is a version of a document before it is put into words. entry is
// its place among the document's own entries, or -1 where there is none.
type madeChange struct {
	doc         *assessment.Assessment
	entry       int
	day         time.Time
	first, last bool
}

// collectChanges lists the versions of all documents and their translations,
// newest first.
func (s *Site) collectChanges() []madeChange {
	var out []madeChange
	for _, a := range s.Graph.Docs {
		translated := s.Graph.Original(a) != a
		var own []madeChange
		for i := range a.Changes {
			if !translated || a.Changes[i].Version.Value == a.Version.Value {
				own = append(own, madeChange{doc: a, entry: i, day: a.Changes[i].Date.Value})
			}
		}
		if !slices.ContainsFunc(own, func(m madeChange) bool { return a.Changes[m.entry].Version.Value == a.Version.Value }) {
			own = append(own, madeChange{doc: a, entry: -1, day: a.Date.Value})
		}
		slices.SortStableFunc(own, func(x, y madeChange) int { return x.day.Compare(y.day) })
		own[0].first, own[len(own)-1].last = true, true
		out = append(out, own...)
	}
	slices.SortStableFunc(out, func(x, y madeChange) int {
		return cmp.Or(y.day.Compare(x.day), cmp.Compare(x.doc.ID.Value, y.doc.ID.Value), cmp.Compare(y.entry, x.entry))
	})
	return out
}

func (c *composer) changes(p *Page) *Changes {
	v := &Changes{Frame: c.frame(p, c.t("register.changes"), c.t("changes.intro")), Intro: c.t("changes.intro")}
	var last time.Time
	for _, m := range paged(p, c.gathered.changes()) {
		if v.Months == nil || !sameMonth(last, m.day) {
			label := ""
			if !m.day.IsZero() {
				label = c.texts.Month(m.day)
			}
			v.Months, last = append(v.Months, ChangeMonth{Label: label}), m.day
		}
		month := &v.Months[len(v.Months)-1]
		month.Rows = append(month.Rows, c.changeRow(m))
	}
	return v
}

func (c *composer) changeRow(m madeChange) ChangeRow {
	a := m.doc
	translated := c.Graph.Original(a) != a
	row := ChangeRow{Document: c.said(a, a.Title.Value), Version: a.Version.Value, Date: c.texts.Date(m.day)}
	if p := c.docPage(a); p != nil {
		row.Document.Href = relative(c.path, p.Path)
	}
	if !m.day.IsZero() {
		row.ISODate = m.day.Format(time.DateOnly)
	}
	if m.entry >= 0 {
		row.Version, row.Summary = a.Changes[m.entry].Version.Value, c.said(a, a.Changes[m.entry].Summary.Value)
	}
	switch {
	case translated:
		row.What = c.t("changes.translated", c.languageLabel(c.language(a)))
	case m.first:
		row.What = c.t("changes.new", c.word("kind", a.Kind.Value))
	default:
		row.What = c.t("changes.changed")
	}
	if m.last && !a.Current() {
		row.Status = c.word("status", a.Status.Value)
		for i := range a.Related {
			if r := &a.Related[i]; r.Rel.Value == "succeeded-by" {
				row.Next = c.ref(a, r.ID.Value)
			}
		}
	}
	return row
}
