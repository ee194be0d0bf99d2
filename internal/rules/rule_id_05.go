package rules

import (
	"hria/internal/assessment"
	"hria/internal/graph"
)

// id05: every source and every consultation is used by something. A record
// counts as used where another record, a field of the document or a cross-link
// of any text names it; the legal basis of a deployment is such a field, so
// that a law named only there is no orphan.
var id05 = Rule{ID: "ID-05", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if !r.meant(a) {
		return
	}
	named := looseNames(a)
	orphan := func(kind string, id assessment.Text, help string) {
		if id.Value != "" && !named[id.Value] && len(g.Backlinks(graph.Node{Doc: a, Record: id.Value})) == 0 {
			r.add(id.Span, help, "%s is used by no record and cited nowhere", recordName(kind, id))
		}
	}
	for i := range a.Sources {
		id := a.Sources[i].ID
		orphan("source", id, "name it as evidence = [\""+id.Value+"\"], cite it in the text as [[source:"+id.Value+"]], or remove it")
	}
	for i := range a.Engagements {
		id := a.Engagements[i].ID
		orphan("engagement", id, "name it in evidence = [\""+id.Value+"\"] of what was learned there, or cite it in the text as [["+id.Value+"]]")
	}
}}

// looseNames are the record ids that fields for free words hold.
func looseNames(a *assessment.Assessment) map[string]bool {
	named := map[string]bool{}
	for t := range a.FreeWords() {
		named[t.Value] = true
	}
	return named
}
