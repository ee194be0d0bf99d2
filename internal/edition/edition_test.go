package edition

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hria/internal/assessment"
	"hria/internal/source"
	"hria/internal/vocab"
)

func decode(t *testing.T, text string) *assessment.Assessment {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	d, _ := source.Parse("assessments", "assessments/a.md", []byte(text))
	a, _ := assessment.Decode(words, d)
	return a
}

const was = `+++
kind = "assessment"
id = "HRIA-2026-001"
title = "Cameras"
version = "1.0"
status = "published"
deployment = { name = "Pilot", start = 2026-06-01, technologies = ["facial-recognition-live"] }
right = [{ id = "privacy", relevance = "affected" }, { id = "assembly", relevance = "possibly-affected" }]
remedy = [{ id = "R1", name = "Desk", criteria = { legitimate = "met", accessible = "not-met" } }]
[[impact]]
id = "I1"
title = "Wrongful stop"
severity = { scale = 3, scope = 2, irremediability = 2 }
likelihood = 3
[[impact]]
id = "I2"
title = "People stay away"
[[mitigation]]
id = "M1"
title = "Second check"
due = 2026-05-15
owner = "Maria Secret"
status = "proposed"
+++

Nobody was asked about the cameras.

## Method

We read the contract and spoke to the operator for two days in May.

## I1

Two officers stop the person.
`

var is = strings.NewReplacer(`version = "1.0"`, `version = "1.1"`, "scale = 3", "scale = 4", "possibly-affected", "affected", "start = 2026-06-01", "start = 2026-07-01",
	`accessible = "not-met"`, `accessible = "met"`, "[[impact]]\nid = \"I2\"\ntitle = \"People stay away\"\n", "", "[[mitigation]]", "[[impact]]\nid = \"I3\"\ntitle = \"Chilling\"\n[[mitigation]]",
	"2026-05-15", "2026-08-15", "two days in May", "three days in May and June", "Nobody was asked about the cameras.\n\n", "", "+++\n\n", "+++\n\nNew start.\n\n").Replace(was)

func describe(d Difference) string {
	var b strings.Builder
	for _, g := range d.Groups {
		fmt.Fprintf(&b, "%s %s %d", g.Table, g.Key, g.State)
		for _, f := range g.Fields {
			fmt.Fprintf(&b, " %s:%v>%v", strings.Join(f.Path, "."), f.Was, f.Is)
		}
		b.WriteString("\n")
	}
	for _, s := range d.Sections {
		fmt.Fprintf(&b, "#%s %d", s.ID, s.State)
		for _, p := range s.Pieces {
			fmt.Fprintf(&b, " %s%q", []string{"=", "+", "-"}[p.State], p.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	now := decode(t, is)
	got := describe(between(assessment.GatedMax, decode(t, was), now))
	want := `right assembly 0 relevance:[possibly-affected]>[affected]
impact I1 0 computed level:[3]>[4] severity.scale:[3]>[4]
impact I3 1
impact I2 2
mitigation M1 0 due:[2026-05-15]>[2026-08-15]
remedy R1 0 criteria.accessible:[not-met]>[met]
deployment  0 start:[2026-06-01]>[2026-07-01]
# 0 -"Nobody was asked about the cameras." +"New start."
#method 0 ="We read the contract and spoke to the operator for " -"two " +"three " ="days in " -"May." +"May and June."
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if d := between(assessment.GatedMax, now, now); !d.Empty() {
		t.Errorf("an edition differs from itself:\n%s", describe(d))
	}
}

// TestWithheld: what the newest edition withholds is in no comparison.
func TestWithheld(t *testing.T) {
	now := strings.Replace(is, "status = \"published\"", "status = \"published\"\nwithheld = [{ target = \"I2\", reason = \"risk-to-affected-stakeholders\" }, { target = \"M1.owner\", reason = \"risk-to-personnel\" }, { target = \"I1\", reason = \"risk-to-personnel\" }]", 1)
	now = strings.Replace(now, "Maria Secret", "Somebody", 1)
	newest := decode(t, now)
	old, middle := decode(t, was), decode(t, is)
	for name, got := range map[string]string{
		"to the newest": describe(between(assessment.GatedMax, old, newest)), "before it": describe(between(assessment.GatedMax, old, middle, newest)),
	} {
		for _, secret := range []string{"Maria", "Somebody", "I1", "I2", "officers"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: %q is withheld and stands in\n%s", name, secret, got)
			}
		}
		if !strings.Contains(got, "mitigation M1") || !strings.Contains(got, "Nobody was asked") {
			t.Errorf("%s: what is public is gone:\n%s", name, got)
		}
	}
	guarded := decode(t, now+"\n::: restricted\nNobody was asked about the cameras.\n:::\n")
	if got := describe(between(assessment.GatedMax, old, guarded)); strings.Contains(got, "Nobody") || strings.Contains(got, "two") || !strings.Contains(got, "three") {
		t.Errorf("beside a passage that is restricted:\n%s", got)
	}
	if got := describe(between(assessment.GatedMax, old, newest, decode(t, strings.Replace(now, "status =", "publication = \"internal\"\nstatus =", 1)))); got != "" {
		t.Errorf("internal: %s", got)
	}
	if got := describe(between(assessment.GatedMax, old, newest, decode(t, strings.Replace(now, "status =", "publication = \"summary\"\nstatus =", 1)))); got != "" {
		t.Errorf("summary: %s", got)
	}
}

// TestKept: an edition that was published may be seen as it was, unless the newest
// one withholds what it did not.
func TestKept(t *testing.T) {
	with := func(text, key string) *assessment.Assessment {
		return decode(t, strings.Replace(text, "status = ", key+"\nstatus = ", 1))
	}
	const owner, impact = `withheld = [{ target = "M1.owner", reason = "risk-to-personnel" }]`, `withheld = [{ target = "I1" }, { target = "M1.owner" }]`
	plain, newest := decode(t, was), decode(t, is)
	status := func(text, status string) *assessment.Assessment {
		return decode(t, strings.Replace(text, `"published"`, `"`+status+`"`, 1))
	}
	for _, c := range []struct {
		name     string
		was, now *assessment.Assessment
		kept     bool
	}{
		{"nothing withheld", plain, newest, true},
		{"the same withheld", with(was, owner), with(is, owner), true},
		{"less withheld", with(was, impact), with(is, owner), true},
		{"newly withheld", plain, with(is, owner), false},
		{"more withheld", with(was, owner), with(is, impact), false},
		{"newly sensitive", plain, decode(t, strings.Replace(is, "id = \"I1\"", "id = \"I1\"\nsensitivity = \"restricted\"", 1)), false},
		{"a passage withheld", plain, decode(t, is+"\n::: restricted\nA name.\n:::\n"), false},
		{"a draft", status(was, "draft"), newest, false},
		{"withdrawn", plain, status(is, "withdrawn"), false},
		{"internal before", with(was, `publication = "internal"`), newest, false},
		{"only a summary now", plain, with(is, `publication = "summary"`), false},
		{"only a summary before", with(was, `publication = "summary"`), newest, true},
	} {
		kept := Kept([]*assessment.Assessment{c.was}, c.now)
		if len(kept) == 1 != c.kept {
			t.Errorf("%s: %d editions are kept", c.name, len(kept))
		}
		if len(kept) == 1 && kept[0].Shown() == nil {
			t.Errorf("%s: nothing is shown of it", c.name)
		}
	}
	if kept := Kept([]*assessment.Assessment{with(was, owner)}, with(is, owner)); kept[0].Shown().Mitigations[0].Owner.Value != "" || len(kept[0].Shown().Withheld) != 1 {
		t.Errorf("what is withheld is shown: %+v", kept[0].Shown().Mitigations[0])
	}
	old := func(version string) *assessment.Assessment {
		return decode(t, strings.Replace(was, `"1.0"`, `"`+version+`"`, 1))
	}
	if kept := Kept([]*assessment.Assessment{old("1.9"), old("1.10")}, newest); kept[0].Version != "1.10" {
		t.Errorf("first comes %s", kept[0].Version)
	}
}

// TestWithheldBetween: what an edition between withheld, and the newest neither has
// nor withholds, is in no page of an edition before it and in no comparison.
func TestWithheldBetween(t *testing.T) {
	replace := func(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }
	open := replace(was, "Nobody was asked about the cameras.", "Joan Hidden told us so.\n\n## History\n\nShe said it twice.")
	for name, c := range map[string]struct {
		middle, newest string
		secrets        []string
		kept           []string // beside 1.1, which is what it says itself
	}{
		"a record": {
			middle:  replace(open, `"1.0"`, `"1.1"`, "id = \"I2\"", "id = \"I2\"\nsensitivity = \"restricted\"", "status = \"published\"\nd", "status = \"published\"\nwithheld = [{ target = \"M1.owner\" }]\nd"),
			newest:  replace(open, `"1.0"`, `"1.2"`, "[[impact]]\nid = \"I2\"\ntitle = \"People stay away\"\n", "", "Maria Secret", "Somebody"),
			secrets: []string{"I2", "People stay away", "Maria"},
			kept:    []string{"1.1"},
		},
		"a passage": {
			middle:  replace(open, `"1.0"`, `"1.1"`, "Joan Hidden told us so.", "::: restricted\nJoan Hidden told us so.\n:::"),
			newest:  replace(open, `"1.0"`, `"1.2"`, "Joan Hidden told us so.", "We were told so."),
			secrets: []string{"Joan"},
			kept:    []string{"1.1"},
		},
		"a passage that came between": {
			middle:  replace(open, `"1.0"`, `"1.1"`, "told us so", "told us so in May", "said it twice", "said it in June", "We read", "All of us read"),
			newest:  replace(open, `"1.0"`, `"1.2"`, "Joan Hidden told us so.", "::: restricted\nJoan Hidden told us so in May.\n:::", "## History\n\nShe said it twice.\n\n", "", "We read", "All of us read"),
			secrets: []string{"Joan", "told us so", "twice", "June", "History"},
		},
		"all but a summary": {
			middle:  replace(open, `"1.0"`, `"1.1"`, "status = \"published\"\nd", "status = \"published\"\npublication = \"summary\"\nd"),
			newest:  replace(open, `"1.0"`, `"1.2"`, "told", "assured"),
			secrets: []string{"told"},
			kept:    []string{"1.1"},
		},
		"the document": {
			middle: replace(open, `"1.0"`, `"1.1"`, `"published"`, `"withdrawn"`),
			newest: replace(open, `"1.0"`, `"1.2"`),
		},
	} {
		before, now := []*assessment.Assessment{decode(t, c.middle), decode(t, open)}, decode(t, c.newest)
		var got strings.Builder
		for _, s := range History(assessment.GatedMax, before, now) {
			got.WriteString(describe(s.Difference))
		}
		for _, secret := range c.secrets {
			if strings.Contains(got.String(), secret) {
				t.Errorf("%s: %q was withheld and stands in\n%s", name, secret, &got)
			}
		}
		if name == "a passage that came between" && !strings.Contains(got.String(), `"All of us "`) {
			t.Errorf("%s: what the newest edition shows is gone:\n%s", name, &got)
		}
		var kept []string
		for _, e := range Kept(before, now) {
			kept = append(kept, e.Version)
		}
		if !slices.Equal(kept, c.kept) {
			t.Errorf("%s: kept are %v, not %v", name, kept, c.kept)
		}
	}
}

// TestWithheldBefore: what an edition withheld may be shown where a later one shows it.
func TestWithheldBefore(t *testing.T) {
	hidden := strings.Replace(was, "id = \"I2\"", "id = \"I2\"\nsensitivity = \"restricted\"", 1)
	old, now := decode(t, hidden), decode(t, strings.Replace(was, `"1.0"`, `"1.1"`, 1))
	if got := describe(between(assessment.GatedMax, old, now)); got != "impact I2 1\n" {
		t.Errorf("got %s", got)
	}
	if kept := Kept([]*assessment.Assessment{old}, now); len(kept) != 1 || len(kept[0].Shown().Impacts) != 1 {
		t.Errorf("kept are %+v", kept)
	}
}

func TestOlder(t *testing.T) {
	for _, c := range []struct{ a, b string }{{"1.0", "1.1"}, {"1.9", "1.10"}, {"1", "1.1"}, {"1.10", "2.0"}} {
		if older(c.a, c.b) >= 0 || older(c.b, c.a) <= 0 || older(c.a, c.a) != 0 {
			t.Errorf("%s is older than %s", c.a, c.b)
		}
	}
}
