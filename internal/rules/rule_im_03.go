package rules

import (
	"slices"

	"hria/internal/assessment"
)

// im03: somebody is hit harder than the average.
var im03 = Rule{ID: "IM-03", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		general := func(t assessment.Text) bool { return t.Value == "general-public" || t.Value == "users" }
		if len(x.Holders) > 0 && !slices.ContainsFunc(x.Holders, func(t assessment.Text) bool { return !general(t) }) {
			r.add(x.Holders[0].Span, "add the groups whom it hits harder, such as \"children\" or \"racial-ethnic-minorities\"; hria vocab groups lists them",
				"%s looks only at %q and at no group that is more at risk", recordName("impact", x.ID), x.Holders[0].Value)
		}
	}
}}
