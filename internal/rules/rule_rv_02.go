package rules

import (
	"hria/internal/assessment"
	"hria/internal/graph"
)

// rv02: what a reviewer found is answered. The finding stands at the version
// that was reviewed, since its author is the one to answer.
var rv02 = Rule{ID: "RV-02", Joined: func(r *Report, g *graph.Graph, review *assessment.Assessment) {
	if review.Kind.Value != assessment.KindReview || !review.Current() || review.Status.Value == "draft" {
		return
	}
	a := g.Resolve(review, review.Of.ID.Value).Doc
	if a == nil || a.Kind.Value != assessment.KindAssessment || a.Status.Value != "published" || a.Version.Value != review.Of.Version.Value {
		return
	}
	for i := range review.Findings {
		f := &review.Findings[i]
		if f.Type.Value != "gap" && f.Type.Value != "error" || f.Resolution.Set() && f.Resolution.Value != "open" {
			continue
		}
		r.add(a.Version.Span, "publish a new version that settles it, or have the reviewer record resolution = \"accepted\" or \"rejected\" with the reason",
			"the review %s has an open %s on this version: %s#%s", review.ID.Value, f.Type.Value, review.ID.Value, f.ID.Value)
		r.found[len(r.found)-1].Record = assessment.ParseAddress(f.Target.Value).Record
	}
}}
