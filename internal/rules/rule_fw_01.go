package rules

import (
	"strings"

	"hria/internal/assessment"
	"hria/internal/framework"
)

// fw01: what a document claims to address it addresses. Elements that a
// framework does not require may be left open.
var fw01 = Rule{ID: "FW-01", Document: func(r *Report, a *assessment.Assessment) {
	for _, claim := range a.Frameworks {
		c, _ := r.frameworks.Cover(claim.Value, a)
		for _, x := range c.Results {
			if e := x.Element; e.Required && x.State != framework.Satisfied {
				r.add(claim.Span, "fill in what is missing, or take the framework off the list",
					"%q is claimed, yet its element %q, %s, is %s: %s", claim.Value, e.ID, e.Title, x.State.Words(), strings.Join(x.Missing(), "; "))
			}
		}
	}
}}
