package rules

import "hria/internal/assessment"

// mt03: a plan has somebody, a day and a number.
var mt03 = Rule{ID: "MT-03", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		if m.Status.Value != "planned" && m.Status.Value != "in-progress" {
			continue
		}
		for _, f := range []struct {
			what, example string
			set           bool
		}{
			{"owner", `owner = "who is responsible"`, m.Owner.Value != ""},
			{"due date", `due = 2026-12-31`, m.Due.Set()},
			{"indicator", `indicator = { name = "what is counted", baseline = 0, target = 10 }`, m.Indicator.Name.Value != ""},
		} {
			if !f.set {
				r.add(recordSpan(m.ID, m.Span), "write "+f.example+" in this [[mitigation]]", "%s is %s and has no %s", recordName("measure", m.ID), m.Status.Value, f.what)
			}
		}
	}
}}
