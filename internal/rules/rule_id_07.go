package rules

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/graph"
)

// id07: what readers have read does not change under them. What was published
// comes from outside (Options.Published), so that the rule needs no memory of
// its own; where nothing is known, only the list of changes is held against
// the version.
var id07 = Rule{ID: "ID-07", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if !r.meant(a) {
		return
	}
	if a.Status.Value != "published" || !a.ID.Set() || !a.Version.Set() {
		return
	}
	if old := r.Published[Edition(a)]; old != "" && old != ContentHash(a) {
		r.add(a.Version.Span, "give it a new version and date, and a [[change]] that says what is new",
			"the text of version %s differs from the one that was published", a.Version.Value)
		return
	}
	named := slices.ContainsFunc(a.Changes, func(c assessment.Change) bool { return c.Version.Value == a.Version.Value })
	if len(a.Changes) > 0 && !named {
		r.add(a.Version.Span, "add { version = \""+a.Version.Value+"\", date = 2026-03-02, summary = \"what is new\" } to change", "no [[change]] says what is new in version %s", a.Version.Value)
	}
}}
