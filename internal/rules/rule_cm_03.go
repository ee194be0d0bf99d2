package rules

import (
	"fmt"
	"slices"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
)

// cm03: a translation withholds what its original withholds, and the other way
// round. A name kept back in one language and printed in another is printed.
var cm03 = Rule{ID: "CM-03", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	for _, other := range g.Languages(a) {
		if other == a {
			continue
		}
		own := a.WithheldTargets()
		for _, target := range other.WithheldTargets() {
			if !slices.Contains(own, target) && a.HasTarget(target) {
				r.add(withheldPlace(a, target), fmt.Sprintf("write withheld = [{ target = %q, reason = \"…\" }] here, too", target),
					"%s is withheld in %s and not here", target, other.Source.File.Path)
			}
		}
	}
}}

// withheldPlace is the place of a record, or of the document for a field.
func withheldPlace(a *assessment.Assessment, target string) diag.Span {
	for _, rec := range a.Records() {
		if rec.ID.Value == target {
			return rec.ID.Span
		}
	}
	return a.Span
}
