package rules

import (
	"slices"

	"hria/internal/assessment"
)

// im02: each impact says whose rights, which, how, by whom, and tells it in the
// text.
var im02 = Rule{ID: "IM-02", Document: func(r *Report, a *assessment.Assessment) {
	sections := a.Source.Body.Records()
	for i := range a.Impacts {
		x := &a.Impacts[i]
		at := recordSpan(x.ID, x.Span)
		for _, f := range []struct {
			key, example string
			set          bool
		}{
			{"id", `id = "I1"`, x.ID.Set()},
			{"rights", `rights = ["privacy"]`, len(x.Rights) > 0},
			{"rights-holders", `holders = ["journalists"]`, len(x.Holders) > 0},
			{"nature", `nature = "potential"`, x.Nature.Set()},
			{"involvement", `involvement = "cause"`, x.Involvement.Set()},
		} {
			if !f.set {
				r.add(at, "write "+f.example+" in this [[impact]]", "%s names no %s", recordName("impact", x.ID), f.key)
			}
		}
		if x.ID.Set() && !slices.Contains(sections, x.ID.Value) {
			r.add(at, "add a heading \"### "+x.ID.Value+" …\" with a paragraph below it", "the text has no section on impact %s", x.ID.Value)
		}
	}
}}
