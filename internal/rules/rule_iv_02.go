package rules

import (
	"slices"

	"hria/internal/assessment"
)

// iv02: whoever causes an impact stops it. Where the deployment does not go
// on, that is the stopping.
var iv02 = Rule{ID: "IV-02", Document: func(r *Report, a *assessment.Assessment) {
	if stopped(a) {
		return
	}
	for i := range a.Impacts {
		x := &a.Impacts[i]
		if x.Involvement.Value == "cause" && !slices.ContainsFunc(r.facts.measures[x.ID.Value], reduces) {
			r.add(recordSpan(x.ID, x.Span), "add a [[mitigation]] with impacts = [\""+x.ID.Value+"\"] and type = \"avoid\", \"prevent\" or \"mitigate\"",
				"the organisation causes %s, and no measure avoids, prevents or mitigates it", recordName("impact", x.ID))
		}
	}
}}

// reduces tells whether a measure that stands makes the impact itself less.
func reduces(m *assessment.Mitigation) bool {
	return stands(m) && slices.Contains([]string{"avoid", "prevent", "mitigate"}, m.Type.Value)
}
