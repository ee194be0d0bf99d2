package build_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/diag"
)

// album renders pages of a site as a preview keeps them, one of so many.
func album(t *testing.T, site *build.Site, every int) []build.Page {
	t.Helper()
	var out []build.Page
	for i, name := range site.Outputs() {
		if i%every > 0 {
			continue
		}
		out = append(out, build.Page{Path: name, Body: renderOne(t, site, name)})
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
				if err := save(t, cache, site, found, album(t, site, 7)); err != nil {
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

// save keeps pages as a preview does.
func save(t *testing.T, cache *build.PageCache, site *build.Site, found *build.Findings, pages []build.Page) error {
	return cache.Save(t.Context(), site, found.Files(), func() []build.Page { return pages })
}

func built(t *testing.T, s *build.Session, in build.Input) (*build.Site, *build.Findings) {
	t.Helper()
	site, found, err := s.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return site, found
}

// TestWithheldSince changes a site so that readers may no longer see what they
// saw: no page of before that is given out has a word or a picture that the
// site has nowhere now. Where nothing is withheld, pages are given out.
func TestWithheldSince(t *testing.T) {
	e := newEditor(t, 1)
	const doc, internal = "assessments/port-meridian.md", "assessments/internal.md"
	delete(e.files, "assessments/port-meridian@1.1.md")
	e.files[internal] = &fstest.MapFile{Data: []byte(strings.Replace(string(e.read(os.DirFS("../../assessments"), "internet-shutdowns.md")), "lang = ", "publication = \"internal\"\nlang = ", 1))}
	cache := build.NewPageCache(t.TempDir(), "site", func() string { return "program" })
	in := input(e.files)
	in.Look, in.NoPDF, in.Drafts = look(e.files), true, true
	site, found := built(t, session(t), in)
	pages := album(t, site, 1)
	before := wordsOf(pages)
	if err := save(t, cache, site, found, pages); err != nil {
		t.Fatal(err)
	}
	swap := func(name, old, new string) func(fstest.MapFS) {
		return func(files fstest.MapFS) {
			text := string(files[name].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", name, old)
			}
			files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
	}
	for what, c := range map[string]struct {
		change func(fstest.MapFS)
		lost   string // a word that the site has nowhere afterwards
		given  string // a page that is given out
	}{
		"a record":      {swap(doc, "2025-10-09, confidence = \"high\", sensitivity = \"public\"", "2025-10-09, confidence = \"high\", sensitivity = \"restricted\""), "Record", ""},
		"a field":       {swap(doc, "withheld = [", "withheld = [{ target = \"deployment.vendors\", reason = \"safety\" }, "), "Fournisseur", ""},
		"a passage":     {swap(doc, "\n+++\n", "\n+++\n::: restricted\n"), "Nineteen", ""},
		"all of it":     {swap(doc, "publication = \"redacted\"", "publication = \"internal\""), "Visagio", ""},
		"all but some":  {swap(doc, "publication = \"redacted\"", "publication = \"summary\""), "Visagio", ""},
		"gone":          {func(files fstest.MapFS) { delete(files, doc) }, "Visagio", ""},
		"picture":       {func(files fstest.MapFS) { delete(files, plan) }, "srcset", ""},
		"other picture": {func(files fstest.MapFS) { files[plan] = &fstest.MapFile{Data: encoded(t, "png", noisy(900, 600))} }, "", ""},
		"initiatives":   {func(files fstest.MapFS) { delete(files, initiatives) }, "CyberPeace", ""},
		"words":         {swap("assessments/facial-recognition.md", "\n+++\n", "\n+++\nMore.\n"), "", "organisations/index.html"},
		"never shown":   {swap(internal, "\n+++\n", "\n+++\nMore.\n"), "", "organisations/index.html"},
	} {
		files := maps.Clone(e.files)
		c.change(files)
		in.Files, in.Look = files, look(files)
		last, _ := session(t).Recall(in, cache)
		if c.given == "" && last == nil && testing.Short() {
			continue // the rest makes sure that the case is one
		}
		cold, _ := built(t, session(t), in)
		now := album(t, cold, 1)
		known, drawn := wordsOf(now), map[string][]byte{}
		for _, p := range now {
			drawn[p.Path] = p.Body
		}
		lost := map[string]bool{}
		for w := range before {
			if !known[w] {
				lost[w] = true
			}
		}
		if c.lost != "" && !lost[c.lost] {
			t.Errorf("%s: the site still says %q", what, c.lost)
		}
		if c.given == "" && last == nil {
			continue
		}
		if last == nil || last.Exact || last.Findings != nil || c.given != "" && !last.Has(c.given) {
			t.Errorf("%s: %q is not given out as an earlier page", what, c.given)
			continue
		}
		for _, p := range pages {
			if !last.Has(p.Path) {
				continue
			}
			if path.Ext(p.Path) == ".png" && !bytes.Equal(p.Body, drawn[p.Path]) {
				t.Errorf("%s: the picture %s is shown", what, p.Path)
			}
			for w := range wordsOf([]build.Page{p}) {
				if lost[w] {
					t.Errorf("%s: %s says %q", what, p.Path, w)
				}
			}
		}
	}
}

var wordy = regexp.MustCompile(`\pL{5,}`)

// wordsOf are the words of pages, and of what else is text.
func wordsOf(pages []build.Page) map[string]bool {
	out := map[string]bool{}
	for _, p := range pages {
		if path.Ext(p.Path) != ".png" {
			for _, w := range wordy.FindAll(p.Body, -1) {
				out[string(w)] = true
			}
		}
	}
	return out
}

// TestReplacedWhileKept replaces a picture after pages were made and before they
// are kept: nothing says that they are those of the new one.
func TestReplacedWhileKept(t *testing.T) {
	e := newEditor(t, 2)
	other := &fstest.MapFile{Data: encoded(t, "png", noisy(900, 600)), ModTime: time.Unix(1, 0)}
	for what, replace := range map[string]func(files fstest.MapFS, pages func() []build.Page) func() []build.Page{
		"before": func(files fstest.MapFS, pages func() []build.Page) func() []build.Page {
			files[plan] = other
			return pages
		},
		"meanwhile": func(files fstest.MapFS, pages func() []build.Page) func() []build.Page {
			return func() []build.Page {
				files[plan] = other
				return pages()
			}
		},
		"gone": func(files fstest.MapFS, pages func() []build.Page) func() []build.Page {
			delete(files, plan)
			return pages
		},
	} {
		cache := build.NewPageCache(t.TempDir(), "site", func() string { return "program" })
		files := maps.Clone(e.files)
		in := input(files)
		in.Look, in.NoPDF, in.Drafts = look(files), true, true
		s := session(t)
		site, found := built(t, s, in)
		made := []build.Page{{Path: plan, Body: renderOne(t, site, plan)}}
		if err := cache.Save(t.Context(), site, found.Files(), replace(files, func() []build.Page { return made })); err == nil {
			t.Errorf("%s: it is kept", what)
		}
		if last, _ := session(t).Recall(in, cache); last != nil {
			t.Errorf("%s: it is given out", what)
		}
		in.Changed = []string{plan}
		site, found = built(t, s, in)
		if err := save(t, cache, site, found, nil); err != nil {
			t.Errorf("%s: after the next build: %v", what, err)
		}
		if last, _ := session(t).Recall(in, cache); last == nil || !last.Exact {
			t.Errorf("%s: nothing is kept of the next build", what)
		}
	}
}

// heavy is a site that counts how often files are read, not just looked at.
type heavy struct {
	fstest.MapFS
	mu     *sync.Mutex
	opened map[string]int
}

func (h heavy) Open(name string) (fs.File, error) {
	h.mu.Lock()
	h.opened[name]++
	h.mu.Unlock()
	return h.MapFS.Open(name)
}

// TestMuchBeside: large files beside documents are not read to keep pages, and
// others once.
func TestMuchBeside(t *testing.T) {
	const name = "assessments/film.bin"
	for size, most := range map[int]int{1 << 10: 1, 65 << 20: 0} {
		files := heavy{generate(2), &sync.Mutex{}, map[string]int{}}
		files.MapFS[name] = &fstest.MapFile{Data: make([]byte, size)}
		cache := build.NewPageCache(t.TempDir(), "site", func() string { return "program" })
		in := input(files)
		in.NoPDF = true
		s := session(t)
		site, found := built(t, s, in)
		clear(files.opened)
		asked := 0
		for range 3 {
			err := cache.Save(t.Context(), site, found.Files(), func() []build.Page { asked++; return nil })
			if (err == nil) != (most > 0) {
				t.Errorf("%d bytes: %v", size, err)
			}
		}
		if files.opened[name] != most || asked != 3*most {
			t.Errorf("%d bytes: read %d times, pages made %d times", size, files.opened[name], asked)
		}
		clear(files.opened)
		if last, _ := session(t).Recall(in, cache); (last != nil) != (most > 0) || files.opened[name] != most {
			t.Errorf("%d bytes: given out %t, read %d times", size, last != nil, files.opened[name])
		}
		late, end := context.WithCancel(t.Context())
		end()
		if err := cache.Save(late, site, found.Files(), func() []build.Page { return nil }); err == nil {
			t.Errorf("%d bytes: kept when it was too late", size)
		}
	}
}
