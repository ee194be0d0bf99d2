package build_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/templates"
	"hria/themes"
)

var sequences = flag.Int64("sequences", 2, "FuzzEdits: how many `SEQUENCES` of edits to try")

// FuzzEdits holds the law of a warm build: after any sequence of edits, of
// documents and their earlier editions, pictures, initiatives, settings,
// vocabularies, templates, theme and texts, a session that saw all of them gives
// the bytes and the findings that one gives that saw only the last state; and
// what it gave before is still what it was. Every other sequence is of a few
// documents with their briefing notes and reports.
func FuzzEdits(f *testing.F) {
	for seed := range *sequences {
		f.Add(9 * seed) // the second of them sets notes of several states
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		e := newEditor(t, seed)
		warm := session(t)
		e.build(warm, nil, false)
		for step := range e.steps {
			var changed []string
			for range 1 + e.Intn(2) {
				changed = append(changed, e.edit()...)
			}
			if e.Intn(5) == 0 {
				changed = nil // nobody knows
			}
			if !e.build(warm, changed, true) {
				t.Fatalf("seed %d, step %d, after %q", seed, step, e.did)
			}
		}
	})
}

// editor edits a site as people do, for better or worse.
type editor struct {
	*rand.Rand
	t        *testing.T
	pdf      bool         // notes and reports are made
	steps    int          // builds to make
	origin   fstest.MapFS // the site as it began
	files    fstest.MapFS
	did      []string
	last     *build.Site // of the session
	lastPage string
	lastText string
}

func newEditor(t *testing.T, seed int64) *editor {
	t.Helper()
	e := &editor{Rand: rand.New(rand.NewSource(seed)), t: t, pdf: seed%2 != 0, steps: 5, origin: fstest.MapFS{}}
	names := []string{"port-meridian.md", "port-meridian@1.1.md", "port-meridian/station-plan.png", "initiatives.toml", "facial-recognition.md", "facial-recognition.fr.md"}
	if e.pdf {
		e.steps = 3
	} else {
		names = append(names, "port-meridian-review.md", "port-meridian-response.md", "internet-shutdowns.md")
	}
	for _, name := range names {
		e.origin["assessments/"+name] = &fstest.MapFile{Data: e.read(os.DirFS("../../assessments"), name)}
	}
	e.origin["hria.toml"] = &fstest.MapFile{Data: []byte("title = \"A register\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"fr\"]\n[countries]\nXA = \"Meridia\"\n")}
	for _, name := range []string{"layouts/assessment.html", "lang/en.toml"} {
		e.origin["templates/"+name] = &fstest.MapFile{Data: e.read(templates.FS, name)}
	}
	e.origin["themes/default/style.css"] = &fstest.MapFile{Data: e.read(themes.FS, "default/style.css")}
	e.files = maps.Clone(e.origin)
	return e
}

func (e *editor) read(files fs.FS, name string) []byte {
	e.t.Helper()
	text, err := fs.ReadFile(files, name)
	if err != nil {
		e.t.Fatal(err)
	}
	return text
}

// look lays the site's own templates and themes over the built-in ones.
func look(site fstest.MapFS) func(config.Paths) (fs.FS, fs.FS) {
	over := func(folder string, under fs.FS) fs.FS {
		out := fstest.MapFS{}
		fs.WalkDir(under, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				text, _ := fs.ReadFile(under, name)
				out[name] = &fstest.MapFile{Data: text}
			}
			return err
		})
		for name, file := range site {
			if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
				out[rest] = file
			}
		}
		return out
	}
	return func(p config.Paths) (fs.FS, fs.FS) { return over(p.Templates, templates.FS), over(p.Themes, themes.FS) }
}

// build builds the site as it stands, warm and cold, and compares.
func (e *editor) build(warm *build.Session, changed []string, compare bool) bool {
	e.t.Helper()
	in := input(maps.Clone(e.files))
	in.Look, in.NoPDF, in.Report, in.Drafts = look(e.files), !e.pdf, e.pdf, e.Intn(2) == 0
	in.Changed = changed
	site, warmly, err := warm.Build(in)
	if e.last != nil {
		if text := string(renderOne(e.t, e.last, e.lastPage)); text != e.lastText {
			e.t.Errorf("%s of the build before has changed", e.lastPage)
			return false
		}
	}
	if !compare {
		e.keep(site)
		return true
	}
	in.Changed = nil
	cold, coldly, coldErr := session(e.t).Build(in)
	if fmt.Sprint(err) != fmt.Sprint(coldErr) {
		e.t.Errorf("warm: %v, cold: %v", err, coldErr)
		return false
	}
	if err != nil {
		return true
	}
	found, want := warmly.All(), coldly.All()
	if words(found) != words(want) || !slices.EqualFunc(found, want, sameFinding) {
		e.t.Errorf("warm:\n%s\ncold:\n%s", words(found), words(want))
		return false
	}
	same := slices.Equal(site.Outputs(), cold.Outputs()) && site.Counts() == cold.Counts() && fmt.Sprint(waivers(site)) == fmt.Sprint(waivers(cold)) && site.Blocking(found) == cold.Blocking(want)
	if !same {
		e.t.Errorf("outputs: warm %d, cold %d", len(site.Outputs()), len(cold.Outputs()))
	}
	for _, name := range cold.Outputs() {
		if got, want := renderOne(e.t, site, name), renderOne(e.t, cold, name); !bytes.Equal(got, want) {
			e.t.Errorf("%s differs", name)
			same = false
		}
	}
	e.keep(site)
	return same
}

// keep notes a page of a site, to see whether it stays what it is.
func (e *editor) keep(site *build.Site) {
	e.last = site
	if site != nil {
		names := site.Outputs()
		e.lastPage = names[e.Intn(len(names))]
		e.lastText = string(renderOne(e.t, site, e.lastPage))
	}
}

func renderOne(t *testing.T, site *build.Site, name string) []byte {
	t.Helper()
	b, _, err := site.Render(t.Context(), name)
	if err != nil { // as of a picture that is gone: to be the same, too
		return []byte(err.Error())
	}
	return b
}

func sameFinding(a, b diag.Finding) bool {
	return a.Rule == b.Rule && a.Severity == b.Severity && a.Message == b.Message && a.Help == b.Help && a.Record == b.Record &&
		a.Span.Path() == b.Span.Path() && a.Span.Start == b.Span.Start && a.Span.End == b.Span.End && (a.Fix == nil) == (b.Fix == nil)
}

func waivers(site *build.Site) []string {
	var out []string
	for _, w := range site.Waived() {
		out = append(out, w.Rule+w.Message+w.Waiver.Reason.Value)
	}
	slices.Sort(out)
	return out
}

// edit makes one edit and gives the names of what it changed.
func (e *editor) edit() []string {
	documents := e.names(".md")
	if len(documents) == 0 {
		return e.restore(documents)
	}
	name := documents[e.Intn(len(documents))]
	edits := []func(string) []string{
		func(n string) []string { return e.put(n, e.text(n)+"\n"+e.pick(lines...)+"\n") },
		func(n string) []string { return e.put(n, e.text(n)+"\n"+e.pick(lines...)+"\n") },
		func(n string) []string {
			swap := swaps[e.Intn(len(swaps))]
			return e.put(n, strings.Replace(e.text(n), swap[0], swap[1], 1+e.Intn(2)))
		},
		func(n string) []string {
			swap := swaps[e.Intn(len(swaps))]
			return e.put(n, strings.Replace(e.text(n), swap[0], swap[1], -1))
		},
		e.dropLine,
		e.garble,
		e.rename,
		e.copy,
		func(n string) []string { delete(e.files, n); return e.note("delete", n) },
		func(string) []string { return e.restore(documents) },
		func(string) []string { return e.restore(documents) },
		func(string) []string {
			languages := e.pick(`["en", "fr"]`, `["fr", "en"]`, `["en"]`)
			return e.put("hria.toml", strings.Replace(string(e.origin["hria.toml"].Data), `["en", "fr"]`, languages, 1)+e.pick(settingLines...))
		},
		func(string) []string {
			return e.put("vocabulary/own.toml", e.pick(kiosk, strings.Replace(kiosk, "x-kiosk", "kiosk", 1), "[[technology]]\n", ""))
		},
		func(string) []string {
			return e.put("templates/layouts/assessment.html", strings.Replace(string(e.origin["templates/layouts/assessment.html"].Data), "</article>", e.pick("<p>X</p></article>", "{{ .Nothing }}</article>", "{{ if }}</article>", "</article>"), 1))
		},
		func(string) []string {
			return e.put("themes/default/style.css", string(e.origin["themes/default/style.css"].Data)+e.pick("", "p { color: red }\n"))
		},
		func(string) []string {
			return e.put("templates/lang/en.toml", strings.Replace(string(e.origin["templates/lang/en.toml"].Data), "= \"Yes\"", e.pick("= \"Indeed\"", "= \"Yes\"", "= Yes"), 1))
		},
		func(string) []string {
			return e.put(plan, e.pick("no picture", string(e.origin[plan].Data), string(encoded(e.t, "png", noisy(900, 600)))))
		},
		func(string) []string { delete(e.files, plan); return e.note("delete", plan) },
		func(string) []string {
			swap := initiativeSwaps[e.Intn(len(initiativeSwaps))]
			return e.put(initiatives, strings.Replace(string(e.origin[initiatives].Data), swap[0], swap[1], 1))
		},
		func(string) []string { delete(e.files, initiatives); return e.note("delete", initiatives) },
		e.edition,
	}
	return edits[e.Intn(len(edits))](name)
}

const (
	plan        = "assessments/port-meridian/station-plan.png"
	initiatives = "assessments/initiatives.toml"
)

// initiativeSwaps are words of the register of initiatives for others.
var initiativeSwaps = [][2]string{{"name = \"", "name = \"A "}, {"organisation = \"", "organisation = \"Visagio "}, {"\"privacy\"", "\"none\""}, {"[[initiative]]", "[initiative]"}, {"id = \"b-tech\"", "id = \"global-network-initiative\""}}

// lines are what an author may write below a text.
var lines = []string{"One more line.", "## Another section", "## I1 again", "See [[HRIA-2026-003#I1]] and [[right:privacy]].", "[[HRIA-2026-003]] [[country:KE]]",
	"[there](port-meridian.md#I2) [not there](nothing.md)", "![A plan](port-meridian/station-plan.png)", "[[source:S1]] [[S99]] [[right:none]]", "::: restricted\nhidden\n:::", "::: restricted\nopen", "<b>raw</b>", "```go\nx := 1\n```"}

// swaps are words for others.
var swaps = [][2]string{{"status = \"published\"", "status = \"draft\""}, {"status = \"draft\"", "status = \"published\""}, {"title = \"", "title = \"New: "}, {"id = \"I2\"", "id = \"I77\""},
	{"id = \"HRIA-2026-003\"", "id = \"HRIA-2026-999\""}, {"[[source]]\n", "[[source]]\nsensitivity = \"restricted\"\n"}, {"version = \"1", "version = \"2"}, {"lang = \"en\"", "lang = \"fr\""},
	{"[[impact]]\n", "[[impact]]\nrights = [\"privacy\"]\n"}, {"evidence = [\"S1\"", "evidence = [\"S2\""}, {"name = \"", "name = \"The "}, {"due = 2026", "due = 2025"}, {"+++\n", ""}, {"kind = \"", "kind = \"x"},
	{"publication = \"full\"", "publication = \"internal\""}, {"lang = \"en\"\n", "lang = \"en\"\naliases = [\"old.html\", \"measures.html\"]\n"}, {"##", "###"}, {"summary = \"", "summary = \"In short: "}}

// settingLines are added to the settings.
var settingLines = []string{"", "[check]\nstrict = true\n", "[check.levels]\nTX-13 = \"info\"\nID-05 = \"info\"\n", "[check]\nseverity = \"scale\"\n", "[paths]\nvocabulary = \"words\"\n", "unknown = 1\n", "[pdf]\nenabled = false\n", "title = \"twice\"\n"}

func (e *editor) text(name string) string { return string(e.files[name].Data) }

func (e *editor) pick(list ...string) string { return list[e.Intn(len(list))] }

func (e *editor) note(what string, names ...string) []string {
	e.did = append(e.did, what+" "+strings.Join(names, " "))
	return names
}

func (e *editor) put(name, text string) []string {
	e.files[name] = &fstest.MapFile{Data: []byte(text)}
	return e.note("write", name)
}

func (e *editor) names(ending string) []string {
	var out []string
	for name := range e.files {
		if strings.HasPrefix(name, "assessments/") && path.Ext(name) == ending {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// restore mends all documents.
func (e *editor) restore(documents []string) []string {
	var out []string
	for _, name := range documents {
		if e.origin[name] == nil {
			delete(e.files, name)
			out = append(out, name)
		}
	}
	for name, file := range e.origin {
		if e.files[name] != file {
			e.files[name] = file
			out = append(out, name)
		}
	}
	return e.note("restore", out...)
}

func (e *editor) dropLine(name string) []string {
	list := strings.SplitAfter(e.text(name), "\n")
	at := e.Intn(len(list))
	return e.put(name, strings.Join(slices.Delete(list, at, at+1), ""))
}

func (e *editor) garble(name string) []string {
	text := e.text(name)
	at := e.Intn(len(text) + 1)
	return e.put(name, text[:at]+string(rune(e.Intn(0x3000)))+text[at:])
}

func (e *editor) rename(name string) []string {
	to := e.pick("assessments/zz.md", "assessments/aa/index.md", "assessments/index.md", "assessments/port-meridian.fr.md", "assessments/a\\b.md", "assessments/internet-shutdowns@1.0.md", "assessments/port-meridian@1.0.md", "assessments/Port-Meridian.md", "assessments/facial-recognition/index.md")
	e.files[to] = e.files[name]
	delete(e.files, name)
	return e.note("rename", name, to)
}

// edition keeps a document as an earlier edition of itself, which it may be or not.
func (e *editor) edition(name string) []string {
	to := strings.TrimSuffix(name, ".md") + "@1.0.md"
	text := e.text(name)
	if e.Intn(4) > 0 {
		text = strings.Replace(regexp.MustCompile(`(?m)^version = ".*"`).ReplaceAllString(text, `version = "1.0"`), "title = \"", "title = \"Once: ", 1)
	}
	return e.put(to, text)
}

func (e *editor) copy(name string) []string {
	to := e.pick("assessments/copy.md", "assessments/b/copy.md")
	return e.put(to, strings.Replace(e.text(name), "id = \"", "id = \"C-", e.Intn(2)))
}
