package rules_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/rules"
	"hria/internal/source"
	"hria/internal/vocab"
)

var update = flag.Bool("update", false, "write the findings into the fixtures")

// check reads and checks the documents of a small site.
func check(t testing.TB, files map[string]string, asOf time.Time) diag.List {
	t.Helper()
	return checkWith(t, files, rules.Options{Method: assessment.GatedMax, AsOf: asOf})
}

func checkWith(t testing.TB, files map[string]string, options rules.Options) diag.List {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	checker, err := rules.New(words, options)
	if err != nil {
		t.Fatal(err)
	}
	var found diag.List
	var docs []*assessment.Assessment
	for name, text := range files {
		d, bad := source.Parse("assessments", "assessments/"+name, []byte(text))
		a, more := assessment.Decode(words, d)
		found = append(append(append(found, bad...), more...), checker.Document(a)...)
		docs = append(docs, a)
	}
	found = append(found, joined(checker, graph.Link(words, docs, []string{"assessments/gate.png"}))...)
	found, _ = checker.Settle(found, docs)
	return found.Sort()
}

// joined is what the rules find that need more than one document.
func joined(c *rules.Checker, g *graph.Graph) diag.List {
	var found diag.List
	var steps []rules.Step
	for _, a := range g.Docs {
		found = append(found, c.Joined(g, a)...)
		steps = append(steps, c.Steps(g, a)...)
	}
	return append(found, c.Site(g, steps)...)
}

type fixture struct {
	archive   *txtar.Archive
	bad, good map[string]string
	published map[string]string // rules.Options.Published
	want      string
}

// check holds some of the documents of a fixture against all rules and gives
// the findings of one: examples are short, and most lack what other rules ask
// for.
func (f fixture) check(t *testing.T, files map[string]string, rule string) diag.List {
	t.Helper()
	found := checkWith(t, files, rules.Options{Method: assessment.GatedMax, AsOf: day, Published: f.published})
	return slices.DeleteFunc(found, func(x diag.Finding) bool { return x.Rule != rule })
}

func readFixture(t testing.TB, path string) fixture {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := fixture{archive: a, bad: map[string]string{}, good: map[string]string{}, published: map[string]string{}}
	for _, file := range a.Files {
		switch dir, name, _ := strings.Cut(file.Name, "/"); dir {
		case "bad":
			f.bad[name] = string(file.Data)
		case "good":
			f.good[name] = string(file.Data)
		case "want":
			f.want = string(file.Data)
		case "published":
			edition, sum, _ := strings.Cut(strings.TrimSpace(string(file.Data)), " ")
			f.published[edition] = sum
		}
	}
	return f
}

var day = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// TestFixtures holds rules and fixtures together: every rule fires on its bad
// example with exactly the words of its fixture, and not on its good one.
func TestFixtures(t *testing.T) {
	// Found when notes are made (package brief) and checked (package pdf/check),
	// in a site's fonts (package build), in a site's own vocabularies
	// (packages vocab and framework), and in pictures (package build).
	made := map[string]bool{"PD-01": true, "PD-02": true, "PD-03": true, "PD-04": true, "PD-05": true, "PD-06": true, "PD-07": true, "VC-01": true, "TX-15": true}
	for _, r := range rules.Table() {
		if made[r.ID] {
			continue
		}
		path := filepath.Join("testdata", r.ID+".txtar")
		if _, err := os.Stat(path); err != nil {
			t.Errorf("rule %s has no fixture", r.ID)
			continue
		}
		f := readFixture(t, path)
		found := f.check(t, f.bad, r.ID)
		if len(found) == 0 {
			t.Errorf("%s does not fire on its bad example", r.ID)
		}
		var b strings.Builder
		if err := (diag.Text{}).Write(&b, found); err != nil {
			t.Fatal(err)
		}
		if *update {
			f.archive.Files[len(f.archive.Files)-1].Data = []byte(b.String())
			if err := os.WriteFile(path, txtar.Format(f.archive), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if b.String() != f.want {
			t.Errorf("%s: got\n%s\nwant\n%s", r.ID, b.String(), f.want)
		}
		if found := f.check(t, f.good, r.ID); len(found) > 0 {
			t.Errorf("%s: the good example has findings: %v", r.ID, found)
		}
		for _, x := range found {
			if x.Help == "" || x.Message == "" || strings.HasSuffix(x.Message, ".") {
				t.Errorf("%s: finding without help, or ending with a full stop: %q", r.ID, x.Message)
			}
		}
	}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if !slices.ContainsFunc(rules.Table(), func(r rules.Rule) bool { return r.ID == id }) {
			t.Errorf("fixture %s has no rule", file)
		}
	}
}

// TestAllBadTogether checks that no bad example hides the findings of another.
func TestAllBadTogether(t *testing.T) {
	all, want, published := map[string]string{}, map[string]bool{}, map[string]string{}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		f := readFixture(t, file)
		for name, text := range f.bad {
			all[id+"/"+name] = text
		}
		maps.Copy(published, f.published)
		want[id] = true
	}
	for _, f := range checkWith(t, all, rules.Options{Method: assessment.GatedMax, AsOf: day, Published: published}) {
		if strings.HasPrefix(f.Span.Path(), "assessments/"+f.Rule+"/") {
			delete(want, f.Rule)
		}
	}
	for id := range want {
		t.Errorf("%s does not fire among the others", id)
	}
}

// TestExample checks the worked example of the domain model at three dates:
// what was worked out by hand comes out, and nothing else.
func TestExample(t *testing.T) {
	text, err := os.ReadFile("testdata/example.md")
	if err != nil {
		t.Fatal(err)
	}
	always := []string{
		`warning EN-02 I1: impact I1 is severe for "non-users", whom nobody heard`,
		`warning FW-01: "ai-act-27" is claimed, yet its element "27-3"`,
		`warning RT-01: 4 of 45 rights are screened`,
	}
	overdue := []string{
		`error MT-04 M1: measure M1 was due on 2026-05-15, and its impact is severe`,
		`error MT-04 M2: measure M2 was due on 2026-05-30, and its impact is severe`,
	}
	review := []string{`warning RV-01: the review was due on 2026-09-01`}
	for day, want := range map[string][]string{
		"2026-03-05": always,
		"2026-06-15": slices.Concat(always, overdue),
		"2026-09-15": slices.Concat(always, overdue, review),
	} {
		asOf, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		left := slices.Clone(want)
		for _, f := range check(t, map[string]string{"port-meridian.md": string(text)}, asOf) {
			got := strings.TrimSpace(f.Severity.String()+" "+f.Rule+" "+f.Record) + ": " + f.Message
			i := slices.IndexFunc(left, func(w string) bool { return strings.HasPrefix(got, w) })
			if i < 0 {
				t.Errorf("as of %s: unexpected %s", day, got)
				continue
			}
			left = slices.Delete(left, i, i+1)
		}
		if len(left) > 0 {
			t.Errorf("as of %s: missing %v", day, left)
		}
	}
}
