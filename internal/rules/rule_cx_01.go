package rules

import "hria/internal/assessment"

// cx01: a rating without its date says nothing.
var cx01 = Rule{ID: "CX-01", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Context {
		c := &a.Context[i]
		if s := &c.CivicSpace; s.Rating.Set() && !s.AsOf.Set() {
			r.add(s.Rating.Span, "write civic_space = { rating = \""+s.Rating.Value+"\", as_of = 2026-03-02 } with the day on which it was looked up",
				"the rating of civic space has no date")
		}
		n := &c.NetFreedom
		at := n.Status.Span
		if !at.Known() {
			at = n.Score.Span
		}
		if at.Known() && !n.Edition.Set() {
			r.add(at, "add edition = 2025, the year of the report, to net_freedom: the direction of its scores was turned round in 2019",
				"the rating of net freedom has no edition")
		}
	}
}}
