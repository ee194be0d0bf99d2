package rules

import (
	"slices"

	"hria/internal/assessment"
)

// cx02: each country is known before its people's risks are judged.
var cx02 = Rule{ID: "CX-02", Document: func(r *Report, a *assessment.Assessment) {
	for _, country := range a.Deployment.Countries {
		if !slices.ContainsFunc(a.Context, func(c assessment.Context) bool { return c.Country.Value == country.Value }) {
			r.add(country.Span, "add [[context]] with country = \""+country.Value+"\", civic_space, net_freedom, conflict_affected and the law that matters",
				"there is no context on the country %q", country.Value)
		}
	}
}}
