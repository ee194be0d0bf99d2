package rules

import "hria/internal/assessment"

// mt02: a measure answers an impact. That the impact exists is checked with
// all references (ID-04).
var mt02 = Rule{ID: "MT-02", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Mitigations {
		if m := &a.Mitigations[i]; len(m.Impacts) == 0 {
			r.add(recordSpan(m.ID, m.Span), "write impacts = [\"I1\"] in this [[mitigation]]", "%s answers no impact", recordName("measure", m.ID))
		}
	}
}}
