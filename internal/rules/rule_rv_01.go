package rules

import (
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// rv01: due diligence goes on after publication.
var rv01 = Rule{ID: "RV-01", Document: func(r *Report, a *assessment.Assessment) {
	if a.Status.Value == "published" && !a.Review.Next.Set() {
		r.add(tableSpan(a, "review", "status"), "write [review] with next = 2027-03-01, the day on which the document is looked at again", "the document is published and has no date of its next review")
	}
	if !a.Current() {
		return
	}
	if a.ReviewOverdue(r.AsOf) {
		r.addAt(diag.Warning, a.Review.Next.Span, "look at the document again, write a new version with a [[change]], and set next", "the review was due on %s", a.Review.Next.Value.Format(time.DateOnly))
	}
	if c := a.Deployment.Changed; c.Set() && a.Date.Set() && a.Date.Value.Before(c.Value) {
		r.addAt(diag.Warning, c.Span, "assess the change and publish a new version, with its own date", "the deployment changed on %s, after the date of this assessment", c.Value.Format(time.DateOnly))
	}
}}
