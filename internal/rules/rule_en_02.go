package rules

import (
	"hria/internal/assessment"
)

// en02: severity is judged from the view of those whom it hits. Duty-bearers
// are no proxies, so that a group is not heard by asking them.
var en02 = Rule{ID: "EN-02", Document: func(r *Report, a *assessment.Assessment) {
	heard := map[string]bool{}
	for i := range a.Engagements {
		if g := &a.Engagements[i]; g.With.Value != "duty-bearers" {
			for _, group := range g.Groups {
				heard[group.Value] = true
			}
		}
	}
	for _, x := range a.Severe(r.Method) {
		for _, group := range x.Holders {
			if !heard[group.Value] {
				r.add(group.Span, "add \""+group.Value+"\" to the groups of the [[engagement]] in which they, or people who speak for them, were heard",
					"%s is severe for %q, whom nobody heard", recordName("impact", x.ID), group.Value)
			}
		}
	}
}}
