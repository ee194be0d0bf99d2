package rules

import (
	"hria/internal/assessment"
	"hria/internal/diag"
)

// ev01: what is said can be traced, and heavy claims rest on more than one
// weak source. Evidence of a whole note does not stand for each message: a
// reader asks of one sentence where it comes from.
var ev01 = Rule{ID: "EV-01", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		severe := x.LevelBy(r.Method).Severe()
		switch {
		case len(x.Evidence) == 0:
			level := diag.Warning
			if severe {
				level = diag.Error
			}
			r.addAt(level, recordSpan(x.ID, x.Span), "write evidence = [\"S1\"] with the sources and engagements that it rests on", "%s has no evidence", recordName("impact", x.ID))
		case severe && len(x.Evidence) == 1 && r.weak(x.Evidence[0].Value):
			r.add(x.Evidence[0].Span, "add a second source or an engagement, or rate the impact on what is known", "%s is severe and rests on one source of low confidence", recordName("impact", x.ID))
		}
	}
	if a.Kind.Value != assessment.KindNote {
		return
	}
	for i := range a.KeyMessages {
		if m := &a.KeyMessages[i]; m.Text.Set() && len(m.Evidence) == 0 {
			r.add(m.Text.Span, "write evidence = [\"S1\"] below it, with a source of the note or a record such as \"HRIA-2026-003#I1\"", "the key message has no evidence")
		}
	}
}}

// weak tells whether an id is that of a source of low confidence.
func (r *Report) weak(id string) bool {
	s := r.facts.sources[id]
	return s != nil && s.Confidence.Value == "low"
}
