package rules

import (
	"strings"

	"hria/internal/assessment"
)

// en03: those who were heard can see what came of it. Either answer to
// feedback will do: the rule asks that it be said.
var en03 = Rule{ID: "EN-03", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Engagements {
		g := &a.Engagements[i]
		at := recordSpan(g.ID, g.Span)
		if strings.TrimSpace(g.Influence.Value) == "" {
			r.add(at, "write influence = \"what it changed\" in this [[engagement]]; \"nothing\" with the reason is an answer, too",
				"%s does not say what it changed", recordName("engagement", g.ID))
		}
		if !g.Feedback.Set() {
			r.add(at, "write feedback = true or feedback = false in this [[engagement]]", "%s does not say whether participants were told the result", recordName("engagement", g.ID))
		}
	}
}}
