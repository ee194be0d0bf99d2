package rules_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/rules"
	"hria/internal/source"
	"hria/internal/vocab"
)

const twoHarms = `+++
kind = "assessment"
id = "A-1"
title = "T"
version = "1.0"
status = "published"
date = 2026-01-02
lang = "en"
[[impact]]
id = "I1"
severity = { scale = 1, scope = 1, irremediability = 1 }
[[impact]]
id = "I2"
severity = { scale = 4, scope = 1, irremediability = 1 }
[[mitigation]]
id = "M1"
impacts = ["I1"]
due = 2026-02-01
[[mitigation]]
id = "M2"
impacts = ["I2"]
due = 2026-02-01
+++

### I1 One

![](https://example.org/x.png)
`

// found gives "error MT-04 M2" for each finding of some rules.
func found(t *testing.T, text string, levels map[string]diag.Severity, only ...string) string {
	t.Helper()
	list := checkWith(t, map[string]string{"a.md": text}, rules.Options{Method: assessment.GatedMax, AsOf: day, Levels: levels})
	var out []string
	for _, f := range list {
		if slices.Contains(only, f.Rule) {
			out = append(out, strings.TrimSpace(f.Severity.String()+" "+f.Rule+" "+f.Record))
		}
	}
	return strings.Join(out, ", ")
}

func waive(waiver string) string {
	return strings.Replace(twoHarms, "lang = \"en\"\n", "lang = \"en\"\nwaiver = [{ "+waiver+", reason = \"R\", by = \"B\", until = 2027-01-01 }]\n", 1)
}

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		levels map[string]diag.Severity
		want   string
	}{
		{nil, "warning MT-04 M1, error MT-04 M2"},
		{rules.Levels(map[string]string{"MT-04": "info"}), "info MT-04 M1, error MT-04 M2"},
		{rules.Levels(map[string]string{"MT-04": "error", "XX": "no level"}), "error MT-04 M1, error MT-04 M2"},
	} {
		if got := found(t, twoHarms, c.levels, "MT-04"); got != c.want {
			t.Errorf("%v: got %s, want %s", c.levels, got, c.want)
		}
	}
}

func TestWaivers(t *testing.T) {
	for _, c := range []struct{ waiver, want string }{
		{`rule = "MT-04"`, ""},
		{`rule = "MT-04", record = "M1"`, "error MT-04 M2"},
		{`rule = "MT-04", record = "I1"`, "warning WV-03 I1, warning MT-04 M1, error MT-04 M2"},
		{`rule = "TX-03", record = "I1"`, "error WV-01 I1, warning MT-04 M1, error MT-04 M2"},
		{`rule = "PD-02"`, "warning MT-04 M1, error MT-04 M2"},
	} {
		if got := found(t, waive(c.waiver), nil, "MT-04", "WV-01", "WV-02", "WV-03"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.waiver, got, c.want)
		}
	}
	if got := found(t, waive(`rule = "TX-03"`), nil, "TX-03"); got != "error TX-03 I1" {
		t.Errorf("the text of a record: got %q", got)
	}
}

// TestSettleLater waives what notes say, without a word on waivers.
func TestSettleLater(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	c, err := rules.New(words, rules.Options{AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := source.Parse("assessments", "assessments/a.md", []byte(waive(`rule = "PD-02"`)))
	a, _ := assessment.Decode(words, d)
	long := diag.Finding{Rule: "PD-02", Severity: diag.Warning, Span: diag.Span{File: d.File}}
	open, waived := c.SettleLater(diag.List{long}, []*assessment.Assessment{a})
	if len(open) != 0 || len(waived) != 1 || waived[0].Waiver.By.Value != "B" {
		t.Errorf("got %v %v", open, waived)
	}
}

// FuzzRules holds every rule against whatever an author may save: there are
// findings or none, never a crash.
func FuzzRules(f *testing.F) {
	fixtures, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range fixtures {
		for _, text := range readFixture(f, file).bad {
			f.Add(text)
		}
	}
	words, err := vocab.Standard()
	if err != nil {
		f.Fatal(err)
	}
	checker, err := rules.New(words, rules.Options{AsOf: day, Published: map[string]string{"ID-07-A@1.0": "x"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, found := source.Parse("assessments", "assessments/a.md", []byte(text))
		a, bad := assessment.Decode(words, d)
		docs := []*assessment.Assessment{a}
		found = append(append(found, bad...), checker.Document(a)...)
		found = append(found, joined(checker, graph.Link(words, docs, nil))...)
		open, _ := checker.Settle(found, docs)
		for _, x := range open {
			if x.Span.Known() && (x.Span.Start < 0 || x.Span.End < x.Span.Start || x.Span.End > len(x.Span.File.Text)) {
				t.Errorf("%s: place %d to %d", x.Rule, x.Span.Start, x.Span.End)
			}
			if x.Help == "" || strings.HasSuffix(x.Message, ".") {
				t.Errorf("%s: message %q, help %q", x.Rule, x.Message, x.Help)
			}
		}
	})
}
