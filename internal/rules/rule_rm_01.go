package rules

import (
	"slices"

	"hria/internal/assessment"
)

// rm01: whoever did harm makes good.
var rm01 = Rule{ID: "RM-01", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		if !x.Actual() || !owned(x) {
			continue
		}
		if !slices.ContainsFunc(r.facts.measures[x.ID.Value], func(m *assessment.Mitigation) bool { return m.Type.Value == "remedy" && stands(m) }) {
			r.add(recordSpan(x.ID, x.Span), "add a [[mitigation]] with impacts = [\""+x.ID.Value+"\"], type = \"remedy\" and remedy_form, such as \"apology\" or \"financial-compensation\"",
				"%s has happened, the organisation had a part in it, and no measure makes it good", recordName("impact", x.ID))
		}
	}
}}
