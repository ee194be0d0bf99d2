package rules

import "hria/internal/assessment"

// sc03: readers can judge how free the assessor was.
var sc03 = Rule{ID: "SC-03", Document: func(r *Report, a *assessment.Assessment) {
	c := &a.Commission
	for _, f := range []struct {
		what, help string
		value      assessment.Text
	}{
		{"who commissioned it", `by = "who ordered it"`, c.By},
		{"who paid for it", `funded_by = "who paid, or \"No outside funding\""`, c.FundedBy},
		{"who decided on its text", `editorial_control = "who had the last word"`, c.EditorialControl},
	} {
		if f.value.Value == "" {
			r.add(tableSpan(a, "commission"), "write "+f.help+" in [commission]", "the assessment does not say %s", f.what)
		}
	}
}}
