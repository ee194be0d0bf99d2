package rules

import (
	"slices"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
)

// mt04: what was promised is done by the day that was promised. A response
// promises as well; its day counts where the measure that it answers is not
// done.
var mt04 = Rule{ID: "MT-04", Document: func(r *Report, a *assessment.Assessment) {
	if a.Kind.Value == assessment.KindResponse || !a.Current() {
		return
	}
	severe := severeIDs(a, r.Method)
	for i := range a.Mitigations {
		if m := &a.Mitigations[i]; m.Overdue(r.AsOf) {
			r.overdue(m.Due, recordName("measure", m.ID), answersSevere(m, severe))
		}
	}
}, Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if !r.meant(a) || a.Kind.Value != assessment.KindResponse || !a.Current() {
		return
	}
	severe := map[*assessment.Assessment]map[string]bool{}
	for i := range a.Answers {
		x := &a.Answers[i]
		if !x.Due.Set() || !x.Due.Value.Before(r.AsOf) || x.Response.Value == "no-further-action" {
			continue
		}
		t := g.Resolve(a, x.To.Value)
		m, ok := measure(t.Doc, t.Record)
		if !ok || !open(m) {
			continue
		}
		if severe[t.Doc] == nil {
			severe[t.Doc] = severeIDs(t.Doc, r.Method)
		}
		r.overdue(x.Due, "measure "+x.To.Value, answersSevere(m, severe[t.Doc]))
	}
}}

func (r *Report) overdue(due assessment.Day, what string, severe bool) {
	level, weight := diag.Warning, ""
	if severe {
		level, weight = diag.Error, ", and its impact is severe"
	}
	r.addAt(level, due.Span, "carry it out and write status = \"implemented\" and done, or agree a new day in the open: due, and a [[change]] that says why",
		"%s was due on %s%s", what, due.Value.Format(time.DateOnly), weight)
}

// open tells whether a measure is still to be carried out.
func open(m *assessment.Mitigation) bool {
	return !slices.Contains([]string{"implemented", "verified", "deferred", "rejected"}, m.Status.Value)
}

func severeIDs(a *assessment.Assessment, method assessment.Method) map[string]bool {
	ids := map[string]bool{}
	for i := range a.Impacts {
		if x := &a.Impacts[i]; x.LevelBy(method).Severe() {
			ids[x.ID.Value] = true
		}
	}
	return ids
}

func answersSevere(m *assessment.Mitigation, severe map[string]bool) bool {
	return slices.ContainsFunc(m.Impacts, func(t assessment.Text) bool { return severe[assessment.ParseAddress(t.Value).Record] })
}

// measure finds a measure of a document.
func measure(a *assessment.Assessment, id string) (*assessment.Mitigation, bool) {
	if a == nil || id == "" {
		return nil, false
	}
	for i := range a.Mitigations {
		if a.Mitigations[i].ID.Value == id {
			return &a.Mitigations[i], true
		}
	}
	return nil, false
}
