package rules

import "hria/internal/assessment"

// rt04: nothing justifies an impact on an absolute right. A test that finds
// one of its parts not met, or not shown, claims no justification.
var rt04 = Rule{ID: "RT-04", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		t := &x.Limitation
		if t.Legality.Value != "met" || t.LegitimateAim.Value != "met" || t.Necessity.Value != "met" || t.Proportionality.Value != "met" {
			continue
		}
		if right, ok := r.limited(x, "absolute"); ok {
			r.add(t.Span, "remove limitation_test, or take the right into an impact of its own: no aim is weighed against it",
				"%s is called justified, and the right %q is absolute", recordName("impact", x.ID), right.Value)
		}
	}
}}
