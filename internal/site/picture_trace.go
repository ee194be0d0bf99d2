package site

import (
	"slices"

	"hria/internal/assessment"
)

// Trace follows what is claimed in both directions: from the evidence over
// impacts and measures to the decision, and back from the decision.
type Trace struct {
	Picture
	Forward  []TraceNode
	Back     []TraceNode
	Rows     []TraceRow // both at once
	Decision string     // where they meet
	Unused   []Link     // sources that no impact rests on
	Baseless []Link     // impacts without evidence
	Loose    []Link     // measures that answer no impact of those shown
}

// TraceRow is an impact between what it rests on and what answers it.
type TraceRow struct {
	Link
	Title    string
	Evidence []TraceNode
	Measures []TraceNode
}

// TraceNode is a record, what follows from it, and what follows from that.
type TraceNode struct {
	Link
	Title string
	Small string
	Next  []Link
	Then  []TraceNode
}

func (c *composer) trace(a *assessment.Assessment) *Trace {
	if len(a.Impacts) == 0 || len(a.Sources)+len(a.Engagements) == 0 {
		return nil
	}
	v := &Trace{}
	impacts := a.ByPriority(c.method())
	answers := c.answersOf(a)
	rests := map[string][]*assessment.Impact{}
	whole := 0
	for _, x := range impacts {
		for _, e := range x.Evidence {
			rests[e.Value] = append(rests[e.Value], x)
		}
		if len(x.Evidence) == 0 {
			v.Baseless = append(v.Baseless, c.ref(a, x.ID.Value))
		} else if len(answers[x.ID.Value]) > 0 {
			whole++
		}
	}
	add := func(id, title, small string) {
		if len(rests[id]) == 0 {
			v.Unused = append(v.Unused, c.ref(a, id))
			return
		}
		node := TraceNode{Link: c.ref(a, id), Title: title, Small: small}
		for _, x := range rests[id] {
			node.Then = append(node.Then, TraceNode{Link: c.ref(a, x.ID.Value), Title: x.Title.Value, Next: answers[x.ID.Value]})
		}
		v.Forward = append(v.Forward, node)
	}
	for i := range a.Sources {
		add(a.Sources[i].ID.Value, a.Sources[i].Title.Value, c.confidence(a, a.Sources[i].ID.Value))
	}
	for i := range a.Engagements {
		g := &a.Engagements[i]
		add(g.ID.Value, c.word("engagement.with", g.With.Value), "")
	}
	v.Back = c.traceBack(a)
	v.Rows, v.Loose = v.rows(c, a, impacts)
	if d := c.decision(a); d != nil {
		v.Decision = join(c.t("comma"), d.OutcomeIs, a.Decision.By.Value, c.texts.Date(a.Decision.Date.Value))
	}
	v.Finding = c.texts.N("trace.finding", whole, c.texts.Number(len(impacts)))
	v.From, v.Data = c.texts.N("from.sources", len(a.Sources)), c.dataOf(a, "sources")
	return v
}

// rows turns the two lists around: they name evidence and measures, each with its
// impacts; a row names an impact with all of both.
func (v *Trace) rows(c *composer, a *assessment.Assessment, impacts []*assessment.Impact) (rows []TraceRow, loose []Link) {
	named := map[string]TraceNode{}
	for _, n := range v.Forward {
		named[n.Text] = TraceNode{Link: n.Link, Title: n.Title, Small: n.Small}
	}
	answers := map[string][]TraceNode{}
	for _, n := range v.Back {
		for _, x := range n.Then {
			node := TraceNode{Link: n.Link, Title: n.Title, Small: n.Small}
			node.Note = ""
			answers[x.Text] = append(answers[x.Text], node)
		}
		if len(n.Then) == 0 {
			loose = append(loose, n.Link)
		}
	}
	for _, x := range impacts {
		row := TraceRow{Link: c.ref(a, x.ID.Value), Title: x.Title.Value}
		for _, l := range c.refs(a, x.Evidence) {
			n, known := named[l.Text]
			if !known { // it lies elsewhere or is withheld
				n = TraceNode{Link: l}
			}
			n.Note = "" // its title stands beside it
			row.Evidence = append(row.Evidence, n)
		}
		row.Measures, row.Note = answers[row.Text], ""
		rows = append(rows, row)
	}
	return rows, loose
}

// answersOf lists the measures that answer each impact.
func (c *composer) answersOf(a *assessment.Assessment) map[string][]Link {
	out := map[string][]Link{}
	for i := range a.Mitigations {
		l := c.ref(a, a.Mitigations[i].ID.Value)
		for _, t := range a.Mitigations[i].Impacts {
			if !slices.Contains(out[t.Value], l) {
				out[t.Value] = append(out[t.Value], l)
			}
		}
	}
	return out
}

// traceBack lists measures with the impacts that they answer, each with its
// evidence.
func (c *composer) traceBack(a *assessment.Assessment) []TraceNode {
	byID := map[string]*assessment.Impact{}
	for i := range a.Impacts {
		byID[a.Impacts[i].ID.Value] = &a.Impacts[i]
	}
	var out []TraceNode
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		node := TraceNode{Link: c.ref(a, m.ID.Value), Title: m.Title.Value, Small: c.word("mitigation.status", m.Status.Value)}
		for _, t := range m.Impacts {
			if x := byID[t.Value]; x != nil {
				node.Then = append(node.Then, TraceNode{Link: c.ref(a, x.ID.Value), Title: x.Title.Value, Next: c.refs(a, x.Evidence)})
			}
		}
		out = append(out, node)
	}
	return out
}
