package site

import (
	"slices"

	"hria/internal/assessment"
)

// Trace follows what is claimed: from the evidence over impacts and measures to the
// decision, in rows. A report has two lists instead, there and back.
type Trace struct {
	Picture
	Rows     []TraceRow
	Forward  []TraceNode // from the evidence to the decision; reports alone have it
	Back     []TraceNode // from the decision to the evidence; likewise
	Decision string      // where they meet
	Unused   []Link      // sources that no impact rests on
	Baseless []Link      // impacts without evidence
	Loose    []Link      // measures that answer no impact of those shown
}

// TraceRow is an impact between what it rests on and what answers it.
type TraceRow struct {
	Link
	Title    string
	Evidence []TraceRecord
	Measures []TraceRecord
}

// TraceRecord is a record on the way.
type TraceRecord struct {
	Link
	Title string
	Small string
}

// TraceNode is a record, what follows from it, and what follows from that.
type TraceNode struct {
	TraceRecord
	Next []Link
	Then []TraceNode
}

func (c *composer) trace(a *assessment.Assessment, decision *Decision) *Trace {
	if len(a.Impacts) == 0 || len(a.Sources)+len(a.Engagements) == 0 {
		return nil
	}
	v := &Trace{Rows: make([]TraceRow, 0, len(a.Impacts))}
	evidence := c.traceEvidence(a, v)
	measures := c.traceMeasures(a, v)
	whole := 0
	for _, x := range c.byPriority(a) {
		row := TraceRow{Link: c.ref(a, x.ID.Value), Title: x.Title.Value, Measures: measures[x.ID.Value]}
		if len(x.Evidence) == 0 {
			v.Baseless = append(v.Baseless, row.Link)
		} else if len(row.Measures) > 0 {
			whole++
		}
		row.Note = "" // its title stands beside it, as that of all others
		row.Evidence = make([]TraceRecord, 0, len(x.Evidence))
		for i := range x.Evidence {
			l := c.ref(a, x.Evidence[i].Value)
			n, known := evidence[l.Text]
			if !known { // it lies elsewhere or is withheld
				n.Link = l
			}
			n.Note = ""
			row.Evidence = append(row.Evidence, n)
		}
		v.Rows = append(v.Rows, row)
	}
	if decision != nil {
		v.Decision = join(c.t("comma"), decision.OutcomeIs, a.Decision.By.Value, c.texts.Date(a.Decision.Date.Value))
	}
	v.Finding = c.texts.N("trace.finding", whole, c.texts.Number(len(a.Impacts)))
	v.From, v.Data = c.texts.N("from.sources", len(a.Sources)), c.dataOf(a, "sources")
	return v
}

// traceEvidence gives the sources and consultations of a document that an impact
// rests on, by what links to them say, and notes those that none rests on.
func (c *composer) traceEvidence(a *assessment.Assessment, v *Trace) map[string]TraceRecord {
	used := map[string]bool{}
	for i := range a.Impacts {
		for _, e := range a.Impacts[i].Evidence {
			used[e.Value] = true
		}
	}
	out := make(map[string]TraceRecord, len(used))
	add := func(id, title, small string) {
		if l := c.ref(a, id); used[id] {
			out[l.Text] = TraceRecord{l, title, small}
		} else {
			v.Unused = append(v.Unused, l)
		}
	}
	c.evidence(a, add)
	return out
}

// evidence goes through what a document can rest on: its sources and, after them,
// those it heard.
func (c *composer) evidence(a *assessment.Assessment, each func(id, title, small string)) {
	for i := range a.Sources {
		each(a.Sources[i].ID.Value, a.Sources[i].Title.Value, c.confidence(a, a.Sources[i].ID.Value))
	}
	for i := range a.Engagements {
		g := &a.Engagements[i]
		each(g.ID.Value, c.word("engagement.with", g.With.Value), "")
	}
}

// traceMeasures gives the measures of a document by the impacts that they answer,
// and notes those that answer none.
func (c *composer) traceMeasures(a *assessment.Assessment, v *Trace) map[string][]TraceRecord {
	out := make(map[string][]TraceRecord, len(a.Impacts))
	for i := range a.Impacts {
		out[a.Impacts[i].ID.Value] = nil
	}
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		l := c.ref(a, m.ID.Value)
		n := TraceRecord{l, m.Title.Value, c.word("mitigation.status", m.Status.Value)}
		n.Note = ""
		loose := true
		for _, t := range m.Impacts {
			if list, there := out[t.Value]; there {
				out[t.Value], loose = append(list, n), false
			}
		}
		if loose {
			v.Loose = append(v.Loose, l)
		}
	}
	return out
}

// traceForward lists evidence with the impacts that rest on it, each with the
// measures that answer it.
func (c *composer) traceForward(a *assessment.Assessment) []TraceNode {
	answers := c.answersOf(a)
	rests := map[string][]*assessment.Impact{}
	for _, x := range c.byPriority(a) {
		for _, e := range x.Evidence {
			rests[e.Value] = append(rests[e.Value], x)
		}
	}
	var out []TraceNode
	add := func(id, title, small string) {
		if len(rests[id]) == 0 {
			return
		}
		node := TraceNode{TraceRecord: TraceRecord{c.ref(a, id), title, small}}
		for _, x := range rests[id] {
			node.Then = append(node.Then, TraceNode{TraceRecord: TraceRecord{Link: c.ref(a, x.ID.Value), Title: x.Title.Value}, Next: answers[x.ID.Value]})
		}
		out = append(out, node)
	}
	c.evidence(a, add)
	return out
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
		node := TraceNode{TraceRecord: TraceRecord{c.ref(a, m.ID.Value), m.Title.Value, c.word("mitigation.status", m.Status.Value)}}
		for _, t := range m.Impacts {
			if x := byID[t.Value]; x != nil {
				node.Then = append(node.Then, TraceNode{TraceRecord: TraceRecord{Link: c.ref(a, x.ID.Value), Title: x.Title.Value}, Next: c.refs(a, x.Evidence)})
			}
		}
		out = append(out, node)
	}
	return out
}
