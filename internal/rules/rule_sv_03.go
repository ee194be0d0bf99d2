package rules

import "hria/internal/assessment"

// sv03: likelihood belongs to risks, not to what has happened.
var sv03 = Rule{ID: "SV-03", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		switch {
		case x.Nature.Value == "potential" && !x.Likelihood.Set():
			r.add(recordSpan(x.ID, x.Span), "write likelihood = 1 (unlikely) to 4 (very likely)", "%s is potential and has no likelihood", recordName("impact", x.ID))
		case x.Nature.Value == "actual" && x.Likelihood.Set():
			r.add(x.Likelihood.Span, "remove likelihood, or write nature = \"potential\"", "%s is actual, so it has no likelihood", recordName("impact", x.ID))
		}
	}
}}
