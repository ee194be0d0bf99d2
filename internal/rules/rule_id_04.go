package rules

import (
	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
)

// id04: every reference leads to exactly one record.
var id04 = Rule{ID: "ID-04", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	reportBroken(r, g, a)
	for _, d := range g.DuplicateRecords(a) {
		r.add(d.Span, "give this record an id of its own", "the id %q already stands at %s", d.What, diag.Place(d.First))
	}
}}

// reportBroken makes findings of the broken references that belong to a rule.
func reportBroken(r *Report, g *graph.Graph, a *assessment.Assessment) {
	for _, b := range g.Broken(a) {
		if b.Rule == r.rule.ID {
			r.add(b.Span, b.Help, "%s", b.Message)
		}
	}
}
