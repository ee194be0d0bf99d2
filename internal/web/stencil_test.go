package web_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/build"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/site"
	"hria/internal/web"
	"hria/templates"
	"hria/themes"
)

// TestStencilsAreTemplates renders the repository's own site with html/template
// alone and with package stencil: not a byte differs, and no page kind is left
// to html/template.
func TestStencilsAreTemplates(t *testing.T) {
	built := ownSite(t)
	texts, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	docs := built.Documents()
	var public []*assessment.Assessment
	for _, a := range docs {
		if p := a.Public(); p != nil {
			public = append(public, p)
		}
	}
	plan := site.Plan(site.Input{Config: built.Config(), Words: built.Words(), Texts: texts, Version: "test",
		Graph: graph.Link(built.Words(), docs, nil).Public(public, nil), AsOf: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)})
	r, err := web.New(templates.FS, themes.FS, built.Config(), texts)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, p := range plan.Pages() {
		if kinds[p.Kind+p.Lang]++; kinds[p.Kind+p.Lang] > 6 {
			continue // parsing the templates again for each page takes its time
		}
		want, err := r.Slow(plan, p)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // the first time html/template may have done it
			if got, err := r.Page(new(bytes.Buffer), plan, p); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s differs: %v", p.Path, err)
			}
		}
		if !r.Knows(plan, p) {
			t.Errorf("%s: package stencil does not know the templates of %q", p.Path, p.Kind)
		}
	}
}

func ownSite(t *testing.T) *build.Site {
	t.Helper()
	session, err := build.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := session.Build(ownInput(os.DirFS("../..")))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
