package site

import (
	"cmp"
	"slices"

	"hria/internal/assessment"
	"hria/internal/graph"
)

const kindMeasures = "measures"

// Measures is the view of all measures of the register.
type Measures struct {
	Frame
	Intro   string
	Finding string // how they stand, in one sentence
	Data    Link   // the same as a file; "" for none
	Rows    []MeasureRow
}

// MeasureRow is a measure in a list that spans documents.
type MeasureRow struct {
	Measure  Link // id and title
	Impacts  []Link
	Document Link
	Owner    Link // leads nowhere; says its language
	Due      string
	Status   string // key
	Progress string // status in words
	Response string
	Overdue  bool
	Severe   bool // answers a severe impact
}

// trackedMeasure is a measure of a current document with what orders it.
type trackedMeasure struct {
	doc             *assessment.Assessment // the original
	of              *assessment.Mitigation
	overdue, severe bool
	place           int // in the order of the documents
}

// trackMeasures lists the measures of all documents that are neither
// superseded nor withdrawn: those that are overdue, those that are open, the
// others; in each, those that answer severe impacts first, then by date.
func (s *Site) trackMeasures() []trackedMeasure {
	var out []trackedMeasure
	for _, a := range s.Graph.Works() {
		if !a.Current() {
			continue
		}
		severe := a.Severe(s.method())
		for i := range a.Mitigations {
			m := &a.Mitigations[i]
			out = append(out, trackedMeasure{a, m, m.Overdue(s.AsOf), slices.ContainsFunc(severe, func(x *assessment.Impact) bool { return m.Answers(x.ID.Value) }), len(out)})
		}
	}
	slices.SortFunc(out, func(x, y trackedMeasure) int {
		if order := cmp.Or(cmp.Compare(x.standing(), y.standing()), -compareFlags(x.severe, y.severe)); order != 0 {
			return order
		}
		if order := cmp.Or(compareFlags(x.of.Due.Value.IsZero(), y.of.Due.Value.IsZero()), x.of.Due.Value.Compare(y.of.Due.Value)); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(x.doc.ID.Value, y.doc.ID.Value), cmp.Compare(x.place, y.place))
	})
	return out
}

// standing is 0 for overdue measures, 1 for open ones and 2 for the rest.
func (m trackedMeasure) standing() int {
	switch {
	case m.overdue:
		return 0
	case m.of.Open():
		return 1
	}
	return 2
}

// compareFlags orders false before true.
func compareFlags(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

func (c *composer) measures(p *Page) *Measures {
	v := &Measures{Frame: c.frame(p, c.t("register.measures"), c.t("measures.intro")), Intro: c.t("measures.intro"), Data: c.dataLink(p, "measures")}
	all := c.gathered.measures()
	if len(all) > 0 && p.from() == 0 {
		v.Finding = c.measuresFinding(all)
	}
	here := paged(p, all)
	v.Rows = make([]MeasureRow, len(here))
	for i, m := range here {
		v.Rows[i] = c.measureRow(m)
	}
	return v
}

func (c *composer) measuresFinding(all []trackedMeasure) string {
	open, overdue, done := 0, 0, 0
	for _, m := range all {
		switch {
		case m.of.Open():
			open++
		case m.of.Status.Value != "rejected":
			done++
		}
		if m.overdue {
			overdue++
		}
	}
	if overdue == 0 {
		return c.texts.N("count.measures", len(all)) + c.t("colon") + join(c.t("semicolon"), c.texts.N("count.open", open), c.texts.N("count.done", done)) + c.t("stop") +
			c.t("space") + c.t("timeline.none", c.texts.Date(c.AsOf))
	}
	return c.t("measures.finding", c.texts.N("count.measures", len(all)), c.texts.N("count.open", open), c.texts.N("count.overdue", overdue), c.texts.N("count.done", done))
}

func (c *composer) measureRow(m trackedMeasure) MeasureRow {
	row := MeasureRow{Measure: c.titled(m.node()), Document: c.docLink(m.doc), Owner: c.measureOwner(m), Due: c.texts.Date(m.of.Due.Value),
		Status: m.of.Status.Value, Progress: c.word("mitigation.status", m.of.Status.Value),
		Response: c.word("mitigation.response", m.of.Response.Value), Overdue: m.overdue, Severe: m.severe}
	row.Impacts = make([]Link, len(m.of.Impacts))
	for i, to := range m.of.Impacts {
		row.Impacts[i] = c.titledRef(m.doc, to.Value)
	}
	return row
}

func (m trackedMeasure) node() graph.Node { return graph.Node{Doc: m.doc, Record: m.of.ID.Value} }

// measureOwner names the owner as the version of the document does that is shown.
func (c *composer) measureOwner(m trackedMeasure) Link {
	a, x := c.edition(m.node()), m.of
	for i := range a.Mitigations {
		if a.Mitigations[i].ID.Value == x.ID.Value {
			x = &a.Mitigations[i]
			break
		}
	}
	return c.said(a, x.Owner.Value)
}
