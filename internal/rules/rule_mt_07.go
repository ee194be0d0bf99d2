package rules

import (
	"time"

	"hria/internal/assessment"
	"hria/internal/graph"
)

const daysToAnswer = 90

// mt07: recommendations are answered, and in time. A measure carries its
// answer itself, or a response of the register gives it. "awaited" says that
// there is none yet.
var mt07 = Rule{ID: "MT-07", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	switch {
	case !r.meant(a):
	case a.Kind.Value == assessment.KindResponse:
		r.lateAnswers(g, a)
	case a.Status.Value == "published" && a.Date.Set() && a.Date.Value.AddDate(0, 0, daysToAnswer).Before(r.AsOf):
		r.unanswered(g, a)
	}
}}

func (r *Report) unanswered(g *graph.Graph, a *assessment.Assessment) {
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		recommended := m.Origin.Value == "assessor-recommendation" || m.Origin.Value == "rights-holder-proposal"
		if !recommended || m.Response.Set() && m.Response.Value != "awaited" ||
			r.answered(g, graph.Node{Doc: a, Record: m.ID.Value}) || r.answered(g, graph.Node{Doc: g.Original(a), Record: m.ID.Value}) {
			continue
		}
		r.add(recordSpan(m.ID, m.Span), "ask who owns it for an answer, then write response = \"implement\", \"partly-implement\", \"assess-feasibility\" or \"no-further-action\"",
			"%s was published on %s and has no answer after %d days", recordName("recommendation", m.ID), a.Date.Value.Format(time.DateOnly), daysToAnswer)
	}
}

// answered tells whether a response of the register answers a measure.
func (r *Report) answered(g *graph.Graph, n graph.Node) bool {
	for _, b := range g.Backlinks(n) {
		if b.Rel != assessment.RelResponse || !r.meant(b.Doc) {
			continue
		}
		for i := range b.Doc.Answers {
			x := &b.Doc.Answers[i]
			if x.Response.Set() && x.Response.Value != "awaited" && g.Resolve(b.Doc, x.To.Value).Node == n {
				return true
			}
		}
	}
	return false
}

// lateAnswers finds answers to this version that came after the time for them.
func (r *Report) lateAnswers(g *graph.Graph, a *assessment.Assessment) {
	of := g.Resolve(a, a.Of.ID.Value).Doc
	if of == nil || !of.Date.Set() || of.Version.Value != a.Of.Version.Value {
		return
	}
	for i := range a.Answers {
		x := &a.Answers[i]
		if x.Date.Set() && of.Date.Value.AddDate(0, 0, daysToAnswer).Before(x.Date.Value) {
			r.add(x.Date.Span, "say in text why the answer took longer", "the answer to %s came more than %d days after %s was published", x.To.Value, daysToAnswer, of.ID.Value)
		}
	}
}
