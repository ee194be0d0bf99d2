package site_test

import (
	"strings"
	"testing"

	"hria/internal/site"
)

const framed = `+++
schema = "hria/1"
kind = "assessment"
id = "A-1"
title = "Cameras"
version = "1.0"
status = "published"
publication = "redacted"
date = 2026-03-02
lang = "%"
frameworks = ["ungp-rf", "dsa-34", "ungp-rf"]
withheld = [{ target = "M2", reason = "personal-data" }]
[deployment]
countries = ["TH"]
[[engagement]]
id = "G1"
with = "rights-holders"
influence = "SECRET"
sensitivity = "restricted"
[[impact]]
id = "I1"
title = "People are followed"
severity = { scale = 2, scope = 2, irremediability = 2 }
[[mitigation]]
id = "M1"
title = "Short storage"
impacts = ["I1"]
type = "mitigate"
indicator = { name = "days", target = 1 }
[[mitigation]]
id = "M2"
title = "SECRET"
impacts = ["I1"]
+++
Text.
`

func framedView(t *testing.T, lang string) *site.Document {
	t.Helper()
	s := plan(t, languages(lang), map[string]string{"a.md": strings.Replace(framed, "%", lang, 1)})
	p, ok := s.Page("assessments/a.html")
	if !ok {
		t.Fatal("no page")
	}
	return s.View(p).(*site.Document)
}

// TestFrameworks holds what a page says on frameworks against what readers may
// see: the engagement and the second measure are withheld.
func TestFrameworks(t *testing.T) {
	d := framedView(t, "en")
	if len(d.FrameworkCoverage) != 2 || len(d.Frameworks) != 0 {
		t.Fatalf("got %d coverages", len(d.FrameworkCoverage))
	}
	rf := d.FrameworkCoverage[0]
	if rf.Finding != "Addressed: 3 of 12 elements. Partly addressed: 3. Not addressed: 6." || len(rf.Elements) != 12 {
		t.Errorf("got %q, %d elements", rf.Finding, len(rf.Elements))
	}
	for _, c := range []struct{ id, state, answers, missing string }{
		{"A1", "not addressed", "", "Human rights policy"},
		{"B1", "addressed", "#I1", ""},
		{"B2", "not addressed", "", "Method; Who was heard"},
		{"B3", "addressed", "#part-deployment", ""},
		{"C1", "partly addressed", "#M1", "Policies"},
		{"C3", "partly addressed", "#I1", "Next review"},
		{"C5", "partly addressed", "#M1", "one of these: Measures: Effectiveness; Measures: Status"},
		{"C6", "not addressed", "", "Remedy: The eight criteria of Guiding Principle 31"},
	} {
		for _, e := range rf.Elements {
			if e.ID != c.id {
				continue
			}
			var answers, missing []string
			for _, l := range e.Answers {
				answers = append(answers, l.Href)
			}
			for _, m := range e.Missing {
				missing = append(missing, m.What)
			}
			if e.StateIs != c.state || strings.Join(answers, " ") != c.answers || !strings.HasPrefix(strings.Join(missing, "; "), c.missing) {
				t.Errorf("%s: %s, %q, lacks %q", e.ID, e.StateIs, answers, missing)
			}
		}
	}
	dsa := d.FrameworkCoverage[1]
	if first := dsa.Elements[0]; len(first.Missing) != 1 || first.Missing[0].What != "Impacts: Systemic risk (EU Digital Services Act): illegal-content" {
		t.Errorf("got %+v", first)
	}
	last := dsa.Elements[8]
	if last.ID != "35" || len(last.Missing) != 1 || last.Missing[0].What != "Measures: Effectiveness" || len(last.Missing[0].Records) != 1 || last.Missing[0].Records[0].Href != "#M1" {
		t.Errorf("got %+v", last)
	}
}

// TestFrameworkWords checks that each language says it in its own words.
func TestFrameworkWords(t *testing.T) {
	seen := map[string]bool{}
	for _, lang := range []string{"en", "fr", "es", "ar", "pt", "ru", "zh", "ja"} {
		f := framedView(t, lang).FrameworkCoverage[0]
		if seen[f.Finding] || strings.Contains(f.Finding, "framework.") || strings.Contains(f.Elements[0].StateIs, "framework.") {
			t.Errorf("%s: %q", lang, f.Finding)
		}
		seen[f.Finding] = true
	}
}
