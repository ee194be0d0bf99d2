package build_test

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/diag"
)

var hrefs = regexp.MustCompile(`(?i)\shref="([^"#]+)[^"]*"`)

// album renders pages of a site as a preview keeps them, one of so many.
func album(t *testing.T, site *build.Site, every int) []build.Page {
	t.Helper()
	var out []build.Page
	for i, name := range site.Outputs() {
		if i%every > 0 {
			continue
		}
		if path.Ext(name) != ".html" && path.Ext(name) != ".css" && path.Ext(name) != ".png" {
			continue
		}
		p := build.Page{Path: name, Body: renderOne(t, site, name), Plain: path.Ext(name) == ".css"}
		for _, m := range hrefs.FindAllSubmatch(p.Body, -1) {
			p.Links = append(p.Links, path.Join(path.Dir(name), string(m[1])))
		}
		out = append(out, p)
	}
	return out
}

// TestPagesOfEarlier holds the laws of PageCache: after any edit, what is kept
// is what a cold build gives, bytes and findings, or it is not said to be exact;
// and it is exact where nothing changed.
func TestPagesOfEarlier(t *testing.T) {
	for seed := range *sequences {
		e := newEditor(t, seed+100)
		cache := build.NewPageCache(t.TempDir(), "site", func() string { return "program" })
		for range 4 {
			in := input(maps.Clone(e.files))
			in.Look, in.NoPDF, in.Drafts = look(e.files), true, true
			site, found, err := session(t).Build(in)
			if err == nil {
				if err := cache.Save(site, found.Files(), album(t, site, 7)); err != nil {
					t.Fatalf("%v after %q", err, e.did)
				}
			}
			kept, files := err == nil, maps.Clone(e.files)
			if e.Intn(2) == 0 {
				e.edit()
			}
			in = input(maps.Clone(e.files))
			in.Look, in.NoPDF, in.Drafts = look(e.files), true, true
			s := session(t)
			last, read := s.Recall(in, cache)
			if same := maps.EqualFunc(files, e.files, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }); kept && same && (last == nil || !last.Exact) {
				t.Fatalf("nothing is exact after %q", e.did)
			}
			cold, coldly, err := session(t).Build(in)
			in.Sources = read
			warm, warmly, warmErr := s.Build(in)
			if (err == nil) != (warmErr == nil) {
				t.Fatalf("cold: %v, warm: %v", err, warmErr)
			}
			if err != nil {
				continue
			}
			got, want := warmly.All(), coldly.All()
			if !slices.EqualFunc(got, want, sameFinding) || !slices.Equal(warm.Outputs(), cold.Outputs()) {
				t.Errorf("the build of what was read differs after %q", e.did)
			}
			if last == nil || !last.Exact {
				continue
			}
			if words(last.Findings.All()) != words(want) || !slices.EqualFunc(last.Findings.All(), want, func(a, b diag.Finding) bool { a.Fix, b.Fix = nil, nil; return sameFinding(a, b) }) {
				t.Errorf("findings after %q:\n%s\nnot\n%s", e.did, words(last.Findings.All()), words(want))
			}
			for _, name := range last.Pages() {
				b, _, err := last.Render(t.Context(), name)
				if want := renderOne(t, cold, name); err != nil || !bytes.Equal(b, want) || last.Subject(name) != cold.Subject(name) || last.Source(name) != cold.Source(name) {
					t.Errorf("%s differs after %q", name, e.did)
				}
				note, ok := last.NoteOf(name)
				if coldNote, coldOK := cold.NoteOf(name); ok != coldOK || ok && note != coldNote {
					t.Errorf("the note of %s differs", name)
				}
			}
		}
	}
}

// TestWithheldSince changes a document so that a name in it is withheld: no page
// of before that holds the name is given out, whoever looks for it.
func TestWithheldSince(t *testing.T) {
	e := newEditor(t, 1)
	const doc = "assessments/port-meridian.md"
	cache := build.NewPageCache(t.TempDir(), "site", func() string { return "program" })
	in := input(e.files)
	in.Look, in.NoPDF, in.Drafts = look(e.files), true, true
	site, found, err := session(t).Build(in)
	if err != nil {
		t.Fatal(err)
	}
	pages := album(t, site, 1)
	if err := cache.Save(site, found.Files(), pages); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(text string) string{
		"a record": func(s string) string {
			return strings.Replace(s, "[[impact]]\n", "[[impact]]\nsensitivity = \"restricted\"\n", 1)
		},
		"a field": func(s string) string {
			return strings.Replace(s, "+++\n\n", "[[withheld]]\ntarget = \"deployment.vendors\"\nreason = \"safety\"\n+++\n\n", 1)
		},
		"a passage": func(s string) string { return s + "\n::: restricted\nx\n:::\n" },
		"all of it": func(s string) string {
			return strings.Replace(s, "publication = \"redacted\"", "publication = \"internal\"", 1)
		},
		"all but some": func(s string) string {
			return strings.Replace(s, "publication = \"redacted\"", "publication = \"summary\"", 1)
		},
	} {
		files := maps.Clone(e.files)
		text := change(e.text(doc))
		if text == e.text(doc) {
			t.Fatalf("%s: the document has no such words", what)
		}
		files[doc] = &fstest.MapFile{Data: []byte(text)}
		in.Files, in.Look = files, look(files)
		last, _ := session(t).Recall(in, cache)
		if last == nil || last.Exact || last.Findings != nil {
			t.Fatalf("%s: %+v", what, last)
		}
		for _, p := range pages {
			if last.Has(p.Path) && bytes.Contains(p.Body, []byte("port-meridian.html")) {
				t.Errorf("%s: %s is shown", what, p.Path)
			}
		}
		if !last.Has("assets/style.css") {
			t.Error("the style sheet is not shown")
		}
		in.AsOf = in.AsOf.Add(24 * time.Hour)
	}
}
