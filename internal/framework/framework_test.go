package framework_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/framework"
	"hria/internal/source"
	"hria/internal/vocab"
)

var standard = sync.OnceValues(vocab.Standard)

func words(t *testing.T) *vocab.Set {
	t.Helper()
	w, err := standard()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func decode(w *vocab.Set, text string) *assessment.Assessment {
	d, _ := source.Parse("assessments", "assessments/a.md", []byte(text))
	a, _ := assessment.Decode(w, d)
	return a
}

// TestExample holds the worked example of the domain model against all
// frameworks, with the results that the model gives.
func TestExample(t *testing.T) {
	text, err := os.ReadFile("../rules/testdata/example.md")
	if err != nil {
		t.Fatal(err)
	}
	w := words(t)
	book, a := framework.New(w), decode(w, string(text))
	for id, want := range map[string]struct {
		satisfied, of    int
		missing, partial string
	}{
		"ai-act-27": {8, 9, "27-3", ""},
		"huderia":   {13, 14, "sep-positionality", ""},
		"dihr":      {10, 10, "", ""},
		"ungp":      {7, 7, "", ""},
		"iama":      {6, 6, "", ""},
		"ungp-rf":   {9, 12, "A1", "A2 C1"},
		"dsa-34":    {5, 10, "34-1-a 34-1-c 34-1-d 34-2", "35"},
		"csddd":     {8, 8, "", ""},
	} {
		c, ok := book.Cover(id, a)
		if !ok || len(c.Results) != want.of || c.Count(framework.Satisfied) != want.satisfied {
			t.Errorf("%s: %d of %d satisfied, want %d of %d", id, c.Count(framework.Satisfied), len(c.Results), want.satisfied, want.of)
		}
		for state, list := range map[framework.State]string{framework.Missing: want.missing, framework.Partial: want.partial} {
			if got := strings.Join(elements(c, state), " "); got != list {
				t.Errorf("%s: %s are %q, want %q", id, state, got, list)
			}
		}
	}
	var claimed []string
	for _, c := range book.Claimed(a) {
		claimed = append(claimed, c.Framework.ID)
	}
	if strings.Join(claimed, " ") != "ungp dihr ai-act-27 huderia" {
		t.Errorf("claimed: %v", claimed)
	}
	if _, ok := book.Cover("no-such", a); ok {
		t.Error("an unknown framework is covered")
	}
}

func elements(c framework.Coverage, s framework.State) []string {
	var out []string
	for _, r := range c.Results {
		if r.State == s {
			out = append(out, r.Element.ID)
		}
	}
	return out
}

// TestPublic checks that the public form is judged by what the public sees.
func TestPublic(t *testing.T) {
	text, err := os.ReadFile("../rules/testdata/example.md")
	if err != nil {
		t.Fatal(err)
	}
	w := words(t)
	c, _ := framework.New(w).Cover("dihr", decode(w, string(text)).Public())
	for _, r := range c.Results {
		if slices.Contains(r.Records, "G1") || strings.Contains(strings.Join(r.Missing(), " "), "G1") {
			t.Errorf("%s names the withheld G1", r.Element.ID)
		}
		if r.Element.ID == "participation" && r.State != framework.Missing {
			t.Errorf("participation is %s, yet the only engagement is withheld", r.State)
		}
	}
}

// own gives the vocabularies with one framework of one element.
func own(t *testing.T, all, any string) (*vocab.Set, diag.List) {
	t.Helper()
	text := "[[framework]]\nid = \"x-own\"\nname = \"Own\"\nelements = [{ id = \"1\", title = \"One\", all = [" + all + "], any = [" + any + "] }]\n"
	w, found := config.Vocabulary(words(t), []*diag.File{{Path: "vocabulary/own.toml", Text: []byte(text)}})
	return w, append(found, framework.Check(w)...)
}

const document = `+++
kind = "assessment"
id = "A"
tags = ["", " "]
translations = { fr = "A.fr" }
[deployment]
purpose = " "
people = 0
vendors = [{ name = "V" }, { provides = "parts" }]
[[engagement]]
id = "G1"
feedback = false
[[impact]]
id = "I1"
nature = "actual"
dsa = ["illegal-content", "other"]
severity = { scale = 2 }
[[impact]]
id = "I2"
nature = "potential"
likelihood = 3
[[impact]]
nature = "potential"
[[opportunity]]
+++
`

// TestPaths says for each form of path when it holds, and what is missing
// where it does not.
func TestPaths(t *testing.T) {
	for _, c := range []struct {
		all, any        string
		state           framework.State
		missing, record string
	}{
		{`"id"`, "", framework.Satisfied, "", ""},
		{`"summary"`, "", framework.Missing, "summary is empty", ""},
		{`"tags"`, "", framework.Missing, "tags is empty", ""},
		{`"translations"`, "", framework.Satisfied, "", ""},
		{`"translations.fr"`, "", framework.Satisfied, "", ""},
		{`"translations.es"`, "", framework.Missing, "translations.es is empty", ""},
		{`"deployment"`, "", framework.Satisfied, "", ""},
		{`"deployment.purpose"`, "", framework.Missing, "deployment.purpose is empty", ""},
		{`"deployment.people"`, "", framework.Satisfied, "", ""},
		{`"deployment.deployer"`, "", framework.Missing, "deployment.deployer is empty", ""},
		{`"deployment.vendors[*].name"`, "", framework.Missing, "one [[deployment.vendors]] lacks name", ""},
		{`"opportunity"`, "", framework.Missing, "opportunity is empty", ""},
		{`"impact"`, "", framework.Satisfied, "", "I1 I2"},
		{`"impact[*].nature"`, "", framework.Satisfied, "", "I1 I2"},
		{`"impact[*].severity"`, "", framework.Missing, "I2 lacks severity", ""},
		{`"impact[*].severity.scope"`, "", framework.Missing, "I1, I2 lack severity.scope", ""},
		{`"mitigation[*].type"`, "", framework.Missing, "there is no [[mitigation]]", ""},
		{`"impact[nature=potential].likelihood"`, "", framework.Satisfied, "", "I2"},
		{`"impact[nature=potential].severity"`, "", framework.Missing, "I2 lacks severity", ""},
		{`"impact[dsa=other].id"`, "", framework.Satisfied, "", "I1"},
		{`"impact[dsa=third]"`, "", framework.Missing, `there is no [[impact]] with dsa = "third"`, ""},
		{`"impact[likelihood=3]"`, "", framework.Satisfied, "", "I2"},
		{`"engagement[*].feedback"`, "", framework.Satisfied, "", "G1"},
		{`"engagement[feedback=true]"`, "", framework.Missing, `there is no [[engagement]] with feedback = "true"`, ""},
		{`"id", "summary"`, "", framework.Partial, "summary is empty", ""},
		{`"id"`, `"summary", "license"`, framework.Partial, "one of these is enough: summary is empty; license is empty", ""},
		{`"id"`, `"summary", "impact"`, framework.Satisfied, "", "I1 I2"},
		{`"mitigation[*].type", "mitigation[*].owner"`, "", framework.Missing, "there is no [[mitigation]]", ""},
		{"", `"summary"`, framework.Missing, "summary is empty", ""},
		{`"summary"`, `"impact"`, framework.Partial, "summary is empty", "I1 I2"},
	} {
		w, found := own(t, c.all, c.any)
		if len(found) > 0 {
			t.Errorf("%s: %v", c.all, found)
		}
		cover, _ := framework.New(w).Cover("x-own", decode(w, document))
		r := cover.Results[0]
		if r.State != c.state || strings.Join(r.Missing(), "; ") != c.missing || strings.Join(r.Records, " ") != c.record {
			t.Errorf("all %s any %s: %s, missing %q, records %q", c.all, c.any, r.State, r.Missing(), r.Records)
		}
	}
}

// TestCheck reports paths that can never hold, at their place.
func TestCheck(t *testing.T) {
	for path, want := range map[string]string{
		"deployment.purpos":          `an assessment has no key "purpos" in the path "deployment.purpos": did you mean "purpose"?`,
		"impacts":                    `an assessment has no key "impacts" in the path "impacts": did you mean "impact"?`,
		"reviewer.name":              `an assessment has no key "reviewer" in the path "reviewer.name"`,
		"impact.severity":            `"impact" is a list of records in the path "impact.severity": write "impact[*]" for every record, or "impact[id=…]" for some`,
		"impact[*].severity.size":    `an assessment has no key "size" in the path "impact[*].severity.size"`,
		"impact[nature=potental].id": `unknown nature "potental" in "impact[nature=potental].id": did you mean "potential"?`,
		"impact[natur=actual]":       `an assessment has no key "natur" in the path "impact[natur=actual]": did you mean "nature"?`,
		"deployment[*].purpose":      `"deployment" is not a list of records: leave the brackets out`,
		"summary.text":               `an assessment has no key "text" in the path "summary.text": nothing lies below it; shorten the path`,
		"impact[]":                   `"[]" selects no records`,
		"impact[nature]":             `"[nature]" selects no records`,
		"impact[*]severity":          `"impact[*]severity" is no path to a field`,
		"impact[*][*]":               `"impact[*][*]" is no path to a field`,
		"":                           `"" is no path to a field`,
		"a..b":                       `"" is no key`,
		".":                          `"" is no key`,
		"Source":                     `an assessment has no key "Source" in the path "Source": did you mean "source"?`,
	} {
		w, found := own(t, `"`+path+`"`, "")
		if len(found) != 1 || found[0].Rule != "VC-01" || !strings.HasPrefix(found[0].Message+": "+found[0].Help, want) {
			t.Errorf("%q: got %v, want %q", path, found, want)
			continue
		}
		if s := found[0].Span; string(s.File.Text[s.Start:s.End]) != `"`+path+`"` {
			t.Errorf("%q: the finding is at %q", path, s.File.Text[s.Start:s.End])
		}
		c, _ := framework.New(w).Cover("x-own", decode(w, document))
		if c.Results[0].State != framework.Missing {
			t.Errorf("%q holds", path)
		}
	}
}

// TestStandard holds the paths of our own frameworks to the same.
func TestStandard(t *testing.T) {
	w := *words(t)
	w.Frameworks = slices.Clone(w.Frameworks)
	for i := range w.Frameworks {
		w.Frameworks[i].Own = true
	}
	for _, f := range framework.Check(&w) {
		t.Errorf("%s: %s", diag.Place(f.Span), f.Message)
	}
}

// FuzzPath reads any path and holds it against a document: no panic, and what
// Check accepts can be read.
func FuzzPath(f *testing.F) {
	for _, seed := range []string{"a.b", "impact[*].severity", "impact[nature=potential].likelihood", "related[rel=complements]", "x[", "]", "a[*].b.c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if strings.ContainsAny(path, "'\n\r\x00") {
			return
		}
		w, _ := own(t, "'"+path+"'", "")
		c, ok := framework.New(w).Cover("x-own", decode(w, document))
		if ok && (c.Results[0].State == framework.Missing) == (len(c.Results[0].Missing()) == 0) {
			t.Errorf("%q is %s and lacks %q", path, c.Results[0].State, c.Results[0].Missing())
		}
	})
}
