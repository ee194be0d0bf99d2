package rules

import (
	"strings"

	"hria/internal/assessment"
)

// cx03: where speaking is dangerous, each consultation says how people were
// protected.
var cx03 = Rule{ID: "CX-03", Document: func(r *Report, a *assessment.Assessment) {
	why := danger(a)
	if why == "" {
		return
	}
	for i := range a.Engagements {
		if g := &a.Engagements[i]; strings.TrimSpace(g.Safeguards.Value) == "" {
			r.add(recordSpan(g.ID, g.Span), "write safeguards = \"how those who took part were protected\" in this [[engagement]]",
				"%s, and %s states no safeguards", why, recordName("engagement", g.ID))
		}
	}
}}

// danger says why consultation can endanger people, or nothing.
func danger(a *assessment.Assessment) string {
	for i := range a.Context {
		c := &a.Context[i]
		switch {
		case c.CivicSpace.Rating.Value == "repressed" || c.CivicSpace.Rating.Value == "closed":
			return "civic space in " + c.Country.Value + " is " + c.CivicSpace.Rating.Value
		case c.ConflictAffected.Value:
			return c.Country.Value + " is affected by conflict"
		}
	}
	return ""
}
