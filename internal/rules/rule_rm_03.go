package rules

import "hria/internal/assessment"

// rm03: whoever complains may still go to court.
var rm03 = Rule{ID: "RM-03", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Remedies {
		if m := &a.Remedies[i]; m.Waiver.Value {
			r.add(m.Waiver.Span, "change the mechanism so that nobody gives up court action, then write waiver = false",
				"%s asks people to give up court action", recordName("mechanism", m.ID))
		}
	}
}}
