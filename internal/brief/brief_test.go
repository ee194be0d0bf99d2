package brief_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/brief"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/pdf/font"
	"hria/internal/site"
	"hria/internal/source"
	"hria/internal/theme"
	"hria/internal/vocab"
	"hria/templates"
	"hria/themes"
)

var standard = sync.OnceValues(vocab.Standard)

// plan makes the plan of a site of some files, as a build does.
func plan(t testing.TB, files map[string]string, settings config.Config) *site.Site {
	t.Helper()
	words, err := standard()
	if err != nil {
		t.Fatal(err)
	}
	texts, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	var full, public []*assessment.Assessment
	var others []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".md") {
			others = append(others, "assessments/"+name)
			continue
		}
		parsed, _ := source.Parse("assessments", "assessments/"+name, []byte(files[name]))
		a, _ := assessment.Decode(words, parsed)
		full = append(full, a)
		if p := a.Public(); p != nil {
			public = append(public, p)
		}
	}
	g := graph.Link(words, full, others)
	return site.Plan(site.Input{Config: settings, Words: words, Texts: texts, Graph: g.Public(public, nil),
		AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Version: "test"})
}

func settings() config.Config {
	words, _ := standard()
	c, _ := config.Read(words, &diag.File{Path: "hria.toml", Text: []byte("title = \"A register\"\nbase_url = \"https://hria.example.org/\"\nlanguages = [\"en\", \"fr\", \"es\", \"ar\"]\n[publisher]\nname = \"The hria authors\"\n[countries]\nXA = \"Meridia (invented)\"\n")})
	return c
}

// maker is shared: it parses the fonts once. No test runs beside another.
var maker = sync.OnceValue(fresh)

func fresh() *brief.Maker {
	look, err := theme.Load(themes.FS, "default")
	if err != nil {
		panic(err)
	}
	fonts, err := font.NewSet(font.Defaults(), font.Options{})
	if err != nil {
		panic(err)
	}
	return brief.New(fonts, look)
}

// shipped reads the documents of this repository.
func shipped(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS("../../assessments")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		files[name] = string(text)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	return files
}

// TestShipped makes the notes of this repository: two pages each, whole files,
// no findings. With HRIA_NOTES set to a folder, tests write their notes there,
// to be looked at.
func TestShipped(t *testing.T) {
	made, findings := notes(t, plan(t, shipped(t), settings()))
	for name, pdf := range made {
		for _, f := range findings[name] {
			t.Errorf("%s: %s: %s", name, f.Message, f.Help)
		}
		if text := read(t, name, pdf); len(strings.Fields(text)) < 200 {
			t.Errorf("%s has next to no text:\n%s", name, text)
		}
	}
}

// TestTwice makes every note with a fresh maker and with one that has made
// others before.
func TestTwice(t *testing.T) {
	s, used := plan(t, samples(t), settings()), maker()
	for _, n := range s.Notes() {
		first, _, err := used.Note(t.Context(), input(s, n))
		if err != nil {
			t.Fatal(err)
		}
		second, _, err := fresh().Note(t.Context(), input(s, n))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("%s differs from build to build", n.Path)
		}
	}
}

func TestDraft(t *testing.T) {
	made, _ := notes(t, plan(t, samples(t), settings()))
	for name, want := range map[string]bool{"guidance-note": true, "assessment": false} {
		if got := strings.Contains(read(t, name, made[name]), "This is a draft"); got != want {
			t.Errorf("%s: marked as a draft: %t", name, got)
		}
	}
}

// TestEdition reads the foot of every page: it names the edition, and calls a
// draft what it is.
func TestEdition(t *testing.T) {
	made, _ := notes(t, plan(t, samples(t), settings()))
	for name, want := range map[string]string{"guidance-note": "Draft · Version ", "assessment": "Public edition · Version "} {
		text, err := exec.Command("pdftotext", "-layout", write(t, made[name]), "-").Output()
		if err != nil {
			t.Skipf("pdftotext IS NOT INSTALLED: %v", err)
		}
		if pages := strings.Count(string(text), "\f"); strings.Count(string(text), want) != pages {
			t.Errorf("%s: not on each of %d pages: %q", name, pages, want)
		}
	}
}

// write puts a file where a program can read it.
func write(t *testing.T, pdf []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestSettled reads measures that are settled below the table of what is to be
// done, with the day, and not in it.
func TestSettled(t *testing.T) {
	body := strings.Replace(samples(t)["assessment.md"], "due = 2026-06-01", "due = 2026-06-01\ndone = 2026-05-30", 1)
	made, _ := notes(t, plan(t, map[string]string{"a.md": body}, settings()))
	text := read(t, "a", made["a"])
	if !strings.Contains(text, "P: Verified:  Hand out cards (30\u00a0May\u00a02026)\n") || strings.Contains(text, "TH: Hand out cards") || !strings.Contains(text, "TH: Erase pictures each night") {
		t.Errorf("reads\n%s", text)
	}
}

// TestOverdue looks for the word beside the measure whose day has passed.
func TestOverdue(t *testing.T) {
	made, _ := notes(t, plan(t, samples(t), settings()))
	if text := read(t, "assessment", made["assessment"]); !strings.Contains(text, "Overdue, Planned") || strings.Contains(text, "Overdue, Verified") {
		t.Errorf("overdue measures are not marked as they should be:\n%s", text)
	}
}

// TestMirrored makes a note in Arabic with a map.
func TestMirrored(t *testing.T) {
	files := map[string]string{"a.md": strings.Replace(samples(t)["assessment.md"], `lang = "en"`, `lang = "ar"`, 1)}
	made, findings := notes(t, plan(t, files, settings()))
	text := read(t, "a", made["a"])
	for _, want := range []string{"الشدة", "حُجبت مشاورة واحدة", "Cameras in the school canteen", "2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if !bytes.Contains(open(t, made["a"]), []byte("R2L")) || len(findings["a"]) > 0 {
		t.Errorf("the note is not mirrored, or has findings: %v", findings["a"])
	}
}

// TestNaming reads conditions that call a measure by its number: a reader of
// the sheet learns what it is. What nobody can find is left as it is.
func TestNaming(t *testing.T) {
	body := strings.Replace(samples(t)["assessment.md"], `conditions = ["A card works as well"`, `conditions = ["M1 and I2 are closed, XM1 and S2 are not"`, 1)
	made, _ := notes(t, plan(t, map[string]string{"a.md": body}, settings()))
	if text := read(t, "a", made["a"]); !strings.Contains(text, "XM1 and S2 are not (Erase pictures each night; A child is sent away hungry)") {
		t.Errorf("the condition does not say what it names:\n%s", text)
	}
}

// TestRoom makes a note with a few more measures than the longest list has:
// where there is room, none is left out.
func TestRoom(t *testing.T) {
	body := samples(t)["assessment.md"] // it ends its front matter with measures
	head, rest, _ := strings.Cut(body[3:], "+++")
	more := many(9, "[[mitigation]]\nid = \"M1%n\"\ntitle = \"Further measure %n\"\nimpacts = [\"I1\"]\nowner = \"Somebody\"\nstatus = \"planned\"\ndue = 2027-01-01\n")
	made, findings := notes(t, plan(t, map[string]string{"a.md": "+++" + head + "\n" + more + "+++" + rest}, settings()))
	text := read(t, "a", made["a"])
	if strings.Contains(text, "more in the full document") || !strings.Contains(text, "Further measure 9") || len(findings["a"]) > 0 {
		t.Errorf("measures are left out, findings %v:\n%s", findings["a"], text)
	}
}

// TestLanguages makes the note of an assessment in each language of the
// interface that the embedded fonts can write: two pages, nothing found, and no
// word of English but the authors' own.
func TestLanguages(t *testing.T) {
	c := settings()
	c.Languages = []string{"en", "fr", "es", "ar", "pt", "ru"}
	for _, lang := range c.Languages {
		files := map[string]string{lang + ".md": strings.Replace(samples(t)["assessment.md"], `lang = "en"`, `lang = "`+lang+`"`, 1)}
		made, findings := notes(t, plan(t, files, c))
		text := read(t, lang, made[lang])
		if len(findings[lang]) > 0 {
			t.Errorf("%s: %v", lang, findings[lang])
		}
		for _, word := range []string{"Measures", "Overdue", "Who was heard", "likely", "SHA-256 of", "What remains", "September"} {
			if strings.Contains(text, word) != (lang == "en") {
				t.Errorf("%s: the word %q", lang, word)
			}
		}
	}
}

// TestNoAddress makes a note for a site without a base address: no link, no
// code, no error.
func TestNoAddress(t *testing.T) {
	c := settings()
	c.BaseURL = ""
	made, _ := notes(t, plan(t, samples(t), c))
	if text := read(t, "assessment", made["assessment"]); strings.Contains(text, "QR") || strings.Contains(text, "full document with all sources") {
		t.Errorf("the note leads to a page without an address:\n%s", text)
	}
}

// BenchmarkNote makes the largest note of the repository with a warm maker.
func BenchmarkNote(b *testing.B) {
	s, m := plan(b, shipped(b), settings()), maker()
	i := slices.IndexFunc(s.Notes(), func(n *site.Note) bool { return strings.HasSuffix(n.Path, "port-meridian.pdf") })
	for b.Loop() {
		if _, _, err := m.Note(b.Context(), input(s, s.Notes()[i])); err != nil {
			b.Fatal(err)
		}
	}
}
