package rules

import (
	"regexp"

	"hria/internal/assessment"
)

var opportunityID = regexp.MustCompile(`\bO[1-9][0-9]*\b`)

// sv06: a benefit to some is no discount on the harm to others. It stands in
// its own table, is no evidence for an impact, and no reason for a lower
// level.
var sv06 = Rule{ID: "SV-06", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		for _, e := range x.Evidence {
			if opportunityID.MatchString(assessment.ParseAddress(e.Value).Record) {
				r.add(e.Span, "take the benefit out of evidence; it stands in [[opportunity]] and changes no rating", "%s rests on the benefit %q", recordName("impact", x.ID), e.Value)
			}
		}
		benefit := opportunityID.FindString(x.LevelReason.Value)
		if benefit != "" && x.Level.Set() && assessment.Level(x.Level.Value) < x.ComputedLevel(r.Method) {
			r.add(x.LevelReason.Span, "rate the impact on its own; the benefit stays in [[opportunity]]", "%s is rated lower because of the benefit %q", recordName("impact", x.ID), benefit)
		}
	}
}}
