package rules

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// en01: those whose rights are at stake were heard. Their own unions and
// bodies speak for them; experts and defenders do so only with a reason, which
// no_engagement states. A reason does not take the place of hearing anybody at
// all: an assessment without any consultation has to waive the rule in the
// open, where readers see it.
var en01 = Rule{ID: "EN-01", Document: func(r *Report, a *assessment.Assessment) {
	with := func(who ...string) bool {
		return slices.ContainsFunc(a.Engagements, func(g assessment.Engagement) bool { return slices.Contains(who, g.With.Value) })
	}
	if with("rights-holders", "legitimate-representatives") {
		return
	}
	level := diag.Error
	if a.Status.Value == "draft" {
		level = diag.Warning
	}
	switch {
	case !with("credible-proxies"):
		at := a.Span
		if a.NoEngagement.Set() {
			at = a.NoEngagement.Span
		}
		r.addAt(level, at, "add an [[engagement]] with = \"rights-holders\"; if that is not possible yet, waive this rule in the open with a [[waiver]] that says why, who decided, and until when",
			"nobody whose rights are at stake was heard")
	case a.NoEngagement.Value == "":
		g := a.Engagements[0]
		r.addAt(level, recordSpan(g.ID, g.Span), "write no_engagement = \"why rights-holders could not be heard themselves\" above the first [table]",
			"only others were heard in place of rights-holders, and no reason is given")
	}
}}
