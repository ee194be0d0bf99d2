package rules

import (
	"hria/internal/assessment"
	"hria/internal/diag"
)

// pr02: what a document does for a principle, it may say. A document that
// lists no principle at all makes no such claims, and the rule is silent.
var pr02 = Rule{ID: "PR-02", Document: func(r *Report, a *assessment.Assessment) {
	if len(a.Principles) == 0 {
		return
	}
	listed := map[int]bool{}
	for i := range a.Principles {
		listed[a.Principles[i].Number.Value] = true
	}
	for _, x := range answeredPrinciples(a) {
		if !listed[x.principle] {
			r.add(x.at, "add [[principle]] with number = "+plain(x.principle)+" and how = \"one sentence\"", "%s principle %d, which the document does not list", x.what, x.principle)
		}
	}
}}

// answer says that a kind of record answers a principle.
type answer struct {
	principle int
	what      string
	at        diag.Span
}

// answeredPrinciples lists what the records of a document answer by their
// kind, each principle once, at the first such record.
func answeredPrinciples(a *assessment.Assessment) []answer {
	var out []answer
	if len(a.Engagements) > 0 {
		out = append(out, answer{18, "consultation answers", recordSpan(a.Engagements[0].ID, a.Engagements[0].Span)})
	}
	indicator, remedy := false, false
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		at := recordSpan(m.ID, m.Span)
		if i == 0 {
			out = append(out, answer{19, "acting on findings answers", at})
		}
		if m.Indicator.Name.Value != "" && !indicator {
			indicator = true
			out = append(out, answer{20, "an indicator answers", m.Indicator.Name.Span})
		}
		if m.Type.Value == "remedy" && !remedy {
			remedy = true
			out = append(out, answer{22, "a remedy answers", at})
		}
	}
	if a.Status.Value == "published" && a.Publication.Set() && a.Publication.Value != "internal" {
		out = append(out, answer{21, "publication answers", a.Publication.Span})
	}
	criteria := false
	for i := range a.Remedies {
		m := &a.Remedies[i]
		if i == 0 {
			out = append(out, answer{29, "a grievance mechanism answers", recordSpan(m.ID, m.Span)})
		}
		if len(m.Criteria) > 0 && !criteria {
			criteria = true
			out = append(out, answer{31, "rating a mechanism answers", recordSpan(m.ID, m.Span)})
		}
	}
	return out
}
