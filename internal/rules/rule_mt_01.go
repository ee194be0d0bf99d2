package rules

import (
	"slices"

	"hria/internal/assessment"
)

// mt01: every severe impact is acted on, by more than watching, or the
// deployment does not go on.
var mt01 = Rule{ID: "MT-01", Document: func(r *Report, a *assessment.Assessment) {
	switch a.Decision.Outcome.Value {
	case "do-not-proceed", "withdraw-exit":
		return
	}
	for _, x := range a.Severe(r.Method) {
		if !answered(a, x.ID.Value) {
			r.add(recordSpan(x.ID, x.Span), "add a [[mitigation]] with impacts = [\""+x.ID.Value+"\"] and a type other than monitor, or decide not to proceed",
				"%s is severe and no measure does more than monitor it", recordName("impact", x.ID))
		}
	}
}}

// answered tells whether a measure that stands does more than monitor the
// impact.
func answered(a *assessment.Assessment, impact string) bool {
	return slices.ContainsFunc(a.Mitigations, func(m assessment.Mitigation) bool {
		return m.Type.Value != "monitor" && m.Status.Value != "rejected" &&
			slices.ContainsFunc(m.Impacts, func(t assessment.Text) bool { return t.Value == impact })
	})
}
