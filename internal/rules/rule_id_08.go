package rules

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/graph"
)

// id08: nobody acts on an old text by mistake. That two files do not share an
// id is ID-01; here an old text names the new one, and a text that has a
// successor no longer stands as current, in no language.
var id08 = Rule{ID: "ID-08", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if !r.meant(a) {
		return
	}
	if a.Status.Value == "superseded" && !relates(a, "succeeded-by") {
		r.add(a.Status.Span, "write related = [{ id = \"DOC-ID\", rel = \"succeeded-by\" }] with the id of the new document",
			"the document is superseded and does not name its successor")
	}
	if a.Status.Value != "published" {
		return
	}
	for i := range a.Related {
		if a.Related[i].Rel.Value != "succeeds" {
			continue
		}
		old := g.Resolve(a, a.Related[i].ID.Value).Doc
		if old == nil || old == a {
			continue
		}
		for _, o := range g.Languages(old) {
			if o != a && o.Status.Value == "published" {
				r.add(o.Status.Span, "write status = \"superseded\" and related = [{ id = \""+a.ID.Value+"\", rel = \"succeeded-by\" }] here",
					"%s succeeds this document, which still stands as current", a.ID.Value)
			}
		}
	}
}}

// relates tells whether the document names another one in this relation.
func relates(a *assessment.Assessment, rel string) bool {
	return slices.ContainsFunc(a.Related, func(x assessment.Related) bool { return x.Rel.Value == rel && x.ID.Value != "" })
}
