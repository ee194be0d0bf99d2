package assessment_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/source"
	"hria/internal/vocab"
)

func decode(t *testing.T, text string) (*assessment.Assessment, diag.List) {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	d, findings := source.Parse("assessments", "assessments/a.md", []byte(text))
	a, more := assessment.Decode(words, d)
	return a, append(findings, more...)
}

func impact(id, rest string) string {
	return fmt.Sprintf("[[impact]]\nid = %q\n%s\n", id, rest)
}

// TestLevel checks the examples of the model: scope and irremediability lift
// the level at most one step above scale.
func TestLevel(t *testing.T) {
	for _, c := range []struct {
		scale, scope, irremediability int
		gated, max                    assessment.Level
	}{
		{2, 4, 1, 3, 4}, {1, 4, 1, 2, 4}, {4, 1, 1, 4, 4}, {4, 2, 3, 4, 4}, {3, 3, 2, 3, 3}, {1, 1, 4, 2, 4}, {3, 4, 1, 4, 4}, {1, 1, 1, 1, 1},
	} {
		a, _ := decode(t, "+++\n"+impact("I1", fmt.Sprintf("severity = { scale = %d, scope = %d, irremediability = %d }", c.scale, c.scope, c.irremediability))+"+++\n")
		if got := a.Impacts[0].LevelBy(assessment.GatedMax); got != c.gated {
			t.Errorf("%d %d %d: gated-max %d, want %d", c.scale, c.scope, c.irremediability, got, c.gated)
		}
		if got := a.Impacts[0].LevelBy(assessment.Max); got != c.max {
			t.Errorf("%d %d %d: max %d, want %d", c.scale, c.scope, c.irremediability, got, c.max)
		}
	}
	a, _ := decode(t, "+++\n"+impact("I1", "level = 2\nseverity = { scale = 4, scope = 1, irremediability = 1 }")+impact("I2", "severity = { scope = 4 }")+"+++\n")
	if a.Impacts[0].LevelBy(assessment.GatedMax) != 2 || a.Impacts[0].ComputedLevel(assessment.GatedMax) != 4 || a.Impacts[1].LevelBy(assessment.Max) != 0 {
		t.Error("a declared level stands above the computed one; without a scale there is none")
	}
}

func TestBand(t *testing.T) {
	want := []string{
		"high very-high very-high critical critical", "medium high high very-high very-high", "low medium medium high high", "low low low medium medium",
	}
	for i, row := range want {
		var got []string
		for column := 1; column <= assessment.ActualColumn; column++ {
			got = append(got, assessment.BandAt(assessment.Level(4-i), column).String())
		}
		if strings.Join(got, " ") != row {
			t.Errorf("level %d: got %v, want %s", 4-i, got, row)
		}
	}
	for _, c := range [][2]int{{0, 1}, {5, 1}, {1, 0}, {1, 6}, {-1, -1}} {
		if assessment.BandAt(assessment.Level(c[0]), c[1]) != assessment.NoBand {
			t.Errorf("level %d, column %d should have no band", c[0], c[1])
		}
	}
}

func TestPriority(t *testing.T) {
	rating := func(scale, scope, irr int, rest string) string {
		return fmt.Sprintf("severity = { scale = %d, scope = %d, irremediability = %d }\n%s", scale, scope, irr, rest)
	}
	a, _ := decode(t, "+++\n"+
		impact("I10", rating(3, 1, 2, "nature = \"potential\"\nlikelihood = 2"))+
		impact("I2", rating(3, 1, 2, "nature = \"potential\"\nlikelihood = 2"))+
		impact("I3", rating(3, 1, 2, "nature = \"potential\"\nlikelihood = 2\npeople = 40"))+
		impact("I4", rating(3, 1, 2, "nature = \"potential\"\nlikelihood = 4"))+
		impact("I5", rating(3, 1, 2, "nature = \"actual\""))+
		impact("I6", rating(3, 1, 3, "nature = \"potential\"\nlikelihood = 1"))+
		impact("I7", rating(4, 1, 1, "nature = \"potential\"\nlikelihood = 1"))+"+++\n")
	var got []string
	for _, x := range a.ByPriority(assessment.GatedMax) {
		got = append(got, x.ID.Value)
	}
	if want := "I7 I6 I5 I4 I3 I2 I10"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestResidualAndOverdue(t *testing.T) {
	a, _ := decode(t, "+++\n[review]\nnext = 2026-09-01\n"+
		impact("I1", "nature = \"potential\"\nlikelihood = 3\nseverity = { scale = 4, scope = 2, irremediability = 3 }\nresidual = { scope = 1, likelihood = 2 }")+
		"[[mitigation]]\nid = \"M1\"\nimpacts = [\"I1\"]\ndue = 2026-05-15\nstatus = \"in-progress\"\n[[mitigation]]\nid = \"M2\"\nimpacts = [\"I1\"]\ndue = 2026-05-15\nstatus = \"verified\"\n+++\n")
	x := &a.Impacts[0]
	if x.ResidualLevel(assessment.GatedMax) != 4 || x.ResidualColumn() != 2 || a.Verified("I1") {
		t.Errorf("residual: level %d, column %d, verified %v", x.ResidualLevel(assessment.GatedMax), x.ResidualColumn(), a.Verified("I1"))
	}
	day := func(s string) time.Time { d, _ := time.Parse(time.DateOnly, s); return d }
	for date, want := range map[string]bool{"2026-05-14": false, "2026-05-15": false, "2026-05-16": true} {
		if got := a.Mitigations[0].Overdue(day(date)); got != want {
			t.Errorf("as of %s: overdue %v", date, got)
		}
		if a.Mitigations[1].Overdue(day(date)) {
			t.Error("a verified measure is never overdue")
		}
	}
	if a.ReviewOverdue(day("2026-09-01")) || !a.ReviewOverdue(day("2026-09-02")) {
		t.Error("the review is overdue from the day after its date")
	}
}

// TestPublic plants a word in everything that is withheld and looks for it in
// the whole value.
func TestPublic(t *testing.T) {
	text := `+++
publication = "redacted"
withheld = [{ target = "M2" }, { target = "M1.owner" }, { target = "deployment.vendors" }, { target = "I3" }]
[deployment]
name = "kept"
vendors = [{ name = "SECRET" }]
[[engagement]]
id = "G1"
sensitivity = "restricted"
safeguards = "SECRET"
[[engagement]]
id = "G2"
sensitivity = "publick"
safeguards = "SECRET"
[[engagement]]
id = "G3"
sensitivity = "public"
safeguards = "kept"
[[impact]]
id = "I1"
title = "kept"
[[impact]]
id = "I2"
sensitivity = "confidential"
title = "SECRET"
[[impact]]
id = "I3"
title = "SECRET"
[[mitigation]]
id = "M1"
title = "kept"
owner = "SECRET"
[[mitigation]]
id = "M2"
title = "SECRET"
[[source]]
id = "S1"
title = "SECRET"
sensitivity = "restricted"
+++

Kept.

::: restricted
SECRET

## SECRET heading
:::

### I1 kept

Kept.
`
	a, _ := decode(t, text)
	p := a.Public()
	if len(p.Engagements) != 1 || len(p.Impacts) != 1 || len(p.Mitigations) != 1 || len(p.Sources) != 0 || p.Mitigations[0].Title.Value != "kept" || p.Deployment.Name.Value != "kept" {
		t.Errorf("got %+v", p)
	}
	for _, found := range secrets(reflect.ValueOf(*p), "", 0) {
		t.Errorf("withheld, yet there: %s", found)
	}
	if strings.Contains(string(p.Source.File.Text[strings.LastIndex(string(p.Source.File.Text), "+++"):]), "SECRET") {
		t.Error("the text still holds the passage")
	}
	if a.Mitigations[0].Owner.Value != "SECRET" || len(a.Impacts) != 3 || a.Deployment.Vendors[0].Name.Value != "SECRET" {
		t.Error("Public changed the document itself")
	}
	a.Publication.Value = "internal"
	if a.Public() != nil {
		t.Error("an internal document has no public form")
	}
	a.Publication.Value = "summary"
	if s := a.Public(); len(s.Impacts) > 0 || !s.Source.Body.Narrative().Empty() {
		t.Error("a summary holds more than a summary")
	}
}

// secrets walks the model, not the file it came from.
func secrets(v reflect.Value, at string, depth int) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), "SECRET") {
			out = append(out, at)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeOf(diag.Span{}) {
			return nil
		}
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Source" {
				out = append(out, secrets(v.Field(i), at+"."+name, depth+1)...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, secrets(v.Index(i), fmt.Sprintf("%s[%d]", at, i), depth+1)...)
		}
	}
	return out
}

// TestDecodeGoesOn finds every mistake of a document in one run.
func TestDecodeGoesOn(t *testing.T) {
	a, findings := decode(t, "+++\nkind = \"asessment\"\ntitel = \"x\"\ndate = \"2026-01-01\"\nlang = \"en\"\n[[impact]]\nid = \"I1\"\nrights = [\"privcy\", \"expression\"]\nlikelihood = 9\n+++\n")
	if len(findings) != 5 || a.Impacts[0].Rights[1].Value != "expression" || a.Date.Set() {
		t.Errorf("got %v", findings)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("+++\nid = \"A\"\nimpact = [{ id = \"I1\", severity = 3 }]\nwithheld = [{ target = \"impact.id\" }, { target = \"I1.severity.scale\" }]\n+++\n\n::: restricted\nx\n:::\n")
	f.Add("+++\nimpact = 3\ndeployment = [1]\n[remedy]\ncriteria = { met = 2 }\n+++\n")
	words, err := vocab.Standard()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, _ := source.Parse("assessments", "assessments/a.md", []byte(text))
		a, _ := assessment.Decode(words, d)
		a.ByPriority(assessment.GatedMax)
		for range a.References() {
		}
		for range a.Terms() {
		}
		a.Records()
		if p := a.Public(); p != nil {
			p.ByPriority(assessment.Max)
		}
	})
}

// TestFrontFreeWords: a field for free words does not name a withheld record either.
func TestFrontFreeWords(t *testing.T) {
	a, _ := decode(t, "+++\n[[mitigation]]\nid = \"M1\"\ndesigned_with = [\"G1\", \"a union\"]\n[[context]]\nlaw = [\"S1\", \"S2\"]\nincidents = [\"S3\"]\n+++\n")
	withheld := func(id string) bool { return id == "G1" || id == "S2" || id == "S3" }
	got, err := assessment.Front{Document: a, Withheld: withheld}.MarshalJSON()
	want := `{"context":[{"law":["S1","withheld"],"incidents":["withheld"]}],"mitigation":[{"id":"M1","designed_with":["withheld","a union"]}]}`
	if string(got) != want || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
}
