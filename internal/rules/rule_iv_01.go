package rules

import (
	"slices"
	"strings"

	"hria/internal/assessment"
)

// iv01: who does not act alone uses the influence they have. Leverage counts
// as effective from "some" on.
var iv01 = Rule{ID: "IV-01", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		if x.Involvement.Value != "contribute" && x.Involvement.Value != "directly-linked" {
			continue
		}
		level, how := x.Leverage.Level, x.Leverage.How
		if !level.Set() || strings.TrimSpace(how.Value) == "" {
			r.add(recordSpan(x.ID, x.Span), "write leverage = { level = \"some\", how = \"how it is used, or how it will be increased\" }",
				"%s involves others, and the leverage over them is not described", recordName("impact", x.ID))
			continue
		}
		if (level.Value == "none" || level.Value == "limited") && x.LevelBy(r.Method).Severe() && !r.ends(a, x) {
			r.add(level.Span, "add a [[mitigation]] with impacts = [\""+x.ID.Value+"\"] and type = \"end-relationship\"; with status = \"rejected\" it shows that it was considered",
				"%s is severe, leverage is %s, and nothing shows that ending the relationship was considered", recordName("impact", x.ID), level.Value)
		}
	}
}}

// ends tells whether ending the relationship was considered. A measure that
// was rejected shows that, too.
func (r *Report) ends(a *assessment.Assessment, x *assessment.Impact) bool {
	return stopped(a) || slices.ContainsFunc(r.facts.measures[x.ID.Value], func(m *assessment.Mitigation) bool { return m.Type.Value == "end-relationship" })
}
