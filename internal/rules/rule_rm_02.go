package rules

import (
	"slices"
	"strings"

	"hria/internal/assessment"
)

// rm02: there is a door to knock at, and its quality was looked at. A
// criterion that is "not-assessed" is rated: it says that nobody knows yet.
var rm02 = Rule{ID: "RM-02", Document: func(r *Report, a *assessment.Assessment) {
	i := slices.IndexFunc(a.Impacts, func(x assessment.Impact) bool { return owned(&x) })
	if i < 0 {
		return
	}
	if len(a.Remedies) == 0 {
		r.add(recordSpan(a.Impacts[i].ID, a.Impacts[i].Span), "add a [[remedy]] with name, mechanism, contact and the eight criteria of Principle 31",
			"the organisation has a part in impacts, and no grievance mechanism is named")
		return
	}
	best, missing := &a.Remedies[0], r.unrated(&a.Remedies[0])
	for j := range a.Remedies {
		if m := r.unrated(&a.Remedies[j]); len(m) < len(missing) {
			best, missing = &a.Remedies[j], m
		}
	}
	if len(missing) > 0 {
		r.add(recordSpan(best.ID, best.Span), "add to criteria, each as \"met\", \"partly-met\", \"not-met\" or \"not-assessed\": "+strings.Join(missing, ", "),
			"no grievance mechanism is rated on all eight criteria")
	}
}}

// unrated lists the criteria that a mechanism has no rating for.
func (r *Report) unrated(m *assessment.Remedy) []string {
	return slices.DeleteFunc(slices.Clone(r.words.IDs("criteria")), func(c string) bool { return m.Criteria[c].Set() })
}
