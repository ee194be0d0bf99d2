package rules

import (
	"slices"

	"hria/internal/assessment"
)

// sv04: an improvement has a measure behind it. That it is shown as expected
// until the measure is verified is the work of pages and notes.
var sv04 = Rule{ID: "SV-04", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		if lower(x) && !slices.ContainsFunc(r.facts.measures[x.ID.Value], planned) {
			r.add(x.Residual.Span, "give a [[mitigation]] with impacts = [\""+x.ID.Value+"\"] the status \"planned\" or later, or remove residual",
				"%s is expected to become less severe, and no measure is planned", recordName("impact", x.ID))
		}
	}
}}

// lower tells whether any part of the residual rating is below the inherent
// one.
func lower(x *assessment.Impact) bool {
	below := func(after, before assessment.Int) bool {
		return after.Set() && before.Set() && after.Value < before.Value
	}
	return below(x.Residual.Scale, x.Severity.Scale) || below(x.Residual.Scope, x.Severity.Scope) ||
		below(x.Residual.Irremediability, x.Severity.Irremediability) || below(x.Residual.Likelihood, x.Likelihood)
}

// planned tells whether a measure is planned or further on.
func planned(m *assessment.Mitigation) bool {
	return m.Status.Value == "planned" || m.Status.Value == "in-progress" || finished(m)
}
