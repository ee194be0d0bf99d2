package rules

import "hria/internal/assessment"

// im01: an assessment that leaves its author's desk records impacts.
var im01 = Rule{ID: "IM-01", Document: func(r *Report, a *assessment.Assessment) {
	if len(a.Impacts) == 0 && a.Status.Value != "draft" && a.Status.Set() {
		r.add(a.Status.Span, "add an [[impact]], or set status = \"draft\" while you write", "no impact is recorded, yet the status is %q", a.Status.Value)
	}
}}
