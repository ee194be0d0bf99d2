package rules

import (
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
)

// id01: a document has an identity of its own.
var id01 = Rule{ID: "ID-01", Document: func(r *Report, a *assessment.Assessment) {
	if a.Source.Broken {
		return
	}
	for _, f := range []struct {
		key, example string
		set          bool
	}{
		{"kind", `kind = "assessment"`, a.Kind.Set()},
		{"id", `id = "HRIA-2026-001"`, a.ID.Set()},
		{"title", `title = "What is assessed, and where"`, a.Title.Set()},
		{"version", `version = "1.0"`, a.Version.Set()},
		{"status", `status = "draft"`, a.Status.Set()},
		{"date", `date = 2026-03-02`, a.Date.Set()},
		{"lang", `lang = "en"`, a.Lang.Set()},
	} {
		if !f.set && !mistyped(a, f.key) {
			r.add(a.Span, "write "+f.example+" in the front matter", "the document has no %s", f.key)
		}
	}
	if a.Title.Set() && strings.TrimSpace(a.Title.Value) == "" {
		r.add(a.Title.Span, "say in a few words what is assessed, and where", "the title is empty")
	}
}, Joined: func(r *Report, _ *graph.Graph, a *assessment.Assessment) {
	if a.Source.Slug == "index" {
		r.add(a.Span, "rename the file; its name becomes the address of its page", "this file and the list of all documents make the same page")
	}
}, Site: func(r *Report, g *graph.Graph) {
	for _, d := range g.Duplicates() {
		r.add(d.Span, "give this document an id of its own", "the id %q is already that of %s", d.What, diag.Place(d.First))
	}
	for _, pair := range g.SamePages() {
		r.add(pair[1].Span, "rename one of the two files", "this file and %s make the same page", pair[0].Source.File.Path)
	}
}}

// mistyped tells whether a key is there with a value of the wrong type, which
// ID-02 reports.
func mistyped(a *assessment.Assessment, key string) bool {
	_, there := a.Source.Front.Get(key)
	return there
}
