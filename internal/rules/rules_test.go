package rules_test

import (
	"flag"
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
func check(t *testing.T, files map[string]string, asOf time.Time) diag.List {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	checker, err := rules.New(words, rules.Options{Method: assessment.GatedMax, AsOf: asOf})
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
	return append(found, checker.Site(graph.Link(words, docs, nil))...).Sort()
}

type fixture struct {
	archive   *txtar.Archive
	bad, good map[string]string
	want      string
}

func readFixture(t *testing.T, path string) fixture {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := fixture{archive: a, bad: map[string]string{}, good: map[string]string{}}
	for _, file := range a.Files {
		switch dir, name, _ := strings.Cut(file.Name, "/"); dir {
		case "bad":
			f.bad[name] = string(file.Data)
		case "good":
			f.good[name] = string(file.Data)
		case "want":
			f.want = string(file.Data)
		}
	}
	return f
}

var day = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// TestFixtures holds rules and fixtures together: every rule fires on its bad
// example with exactly the words of its fixture, and not on its good one.
func TestFixtures(t *testing.T) {
	// Found when notes are made (package brief), and in a site's own vocabularies
	// (packages vocab and framework).
	made := map[string]bool{"PD-01": true, "PD-02": true, "VC-01": true}
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
		found := check(t, f.bad, day)
		if !slices.ContainsFunc(found, func(x diag.Finding) bool { return x.Rule == r.ID }) {
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
		if found := check(t, f.good, day); len(found) > 0 {
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
	all, want := map[string]string{}, map[string]bool{}
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		for name, text := range readFixture(t, file).bad {
			all[id+"/"+name] = text
		}
		want[id] = true
	}
	for _, f := range check(t, all, day) {
		if strings.HasPrefix(f.Span.Path(), "assessments/"+f.Rule+"/") {
			delete(want, f.Rule)
		}
	}
	for id := range want {
		t.Errorf("%s does not fire among the others", id)
	}
}

// TestExample checks the worked example of the domain model at three dates.
// For the rules that exist it has no finding at any of them.
func TestExample(t *testing.T) {
	text, err := os.ReadFile("testdata/example.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"2026-03-05", "2026-06-15", "2026-09-15"} {
		asOf, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		found := check(t, map[string]string{"port-meridian.md": string(text)}, asOf)
		if len(found) != 1 || found[0].Rule != "FW-01" || !strings.Contains(found[0].Message, `"27-3"`) {
			t.Errorf("as of %s: %v", day, found)
		}
	}
}
