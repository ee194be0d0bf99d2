package rules

import "hria/internal/assessment"

// sv01: severity has three components.
var sv01 = Rule{ID: "SV-01", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		at := recordSpan(x.ID, x.Span)
		if x.Severity.Span.Known() {
			at = x.Severity.Span
		}
		for _, f := range []struct {
			name string
			set  bool
		}{
			{"scale", x.Severity.Scale.Set()}, {"scope", x.Severity.Scope.Set()}, {"irremediability", x.Severity.Irremediability.Set()},
		} {
			if !f.set {
				r.add(at, "write severity = { scale = 3, scope = 2, irremediability = 2 }, each from 1 to 4", "%s is not rated for %s", recordName("impact", x.ID), f.name)
			}
		}
	}
}}
