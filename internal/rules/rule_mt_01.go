package rules

import (
	"slices"

	"hria/internal/assessment"
)

// mt01: every severe impact is acted on, by more than watching, or the
// deployment does not go on.
var mt01 = Rule{ID: "MT-01", Document: func(r *Report, a *assessment.Assessment) {
	if stopped(a) {
		return
	}
	for _, x := range a.Severe(r.Method) {
		if !slices.ContainsFunc(r.facts.measures[x.ID.Value], acts) {
			r.add(recordSpan(x.ID, x.Span), "add a [[mitigation]] with impacts = [\""+x.ID.Value+"\"] and a type other than monitor, or decide not to proceed",
				"%s is severe and no measure does more than monitor it", recordName("impact", x.ID))
		}
	}
}}

// acts tells whether a measure that stands does more than monitor.
func acts(m *assessment.Mitigation) bool { return m.Type.Value != "monitor" && stands(m) }
