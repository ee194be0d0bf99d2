package rules

import (
	"hria/internal/diag"
	"hria/internal/graph"
)

// id04: every reference leads to exactly one record.
var id04 = Rule{ID: "ID-04", Site: func(r *Report, g *graph.Graph) {
	reportBroken(r, g)
	for _, d := range g.Duplicates {
		if d.Rule == "ID-04" {
			r.add(d.Span, "give this record an id of its own", "the id %q already stands at %s", d.What, diag.Place(d.First))
		}
	}
}}

// reportBroken makes findings of the broken references that belong to a rule.
func reportBroken(r *Report, g *graph.Graph) {
	for _, b := range g.Broken {
		if b.Rule == r.rule.ID {
			r.add(b.Span, b.Help, "%s", b.Message)
		}
	}
}
