package site_test

import (
	"slices"
	"strings"
	"testing"

	"hria/internal/site"
)

// tracked is an assessment with a measure of every standing; M9 is withheld.
const tracked = `+++
kind = "assessment"
id = "A-1"
title = "Cameras"
version = "1.0"
status = "published"
lang = "en"
date = 2026-01-02
withheld = [{ target = "M9", reason = "risk-to-personnel" }]
[[impact]]
id = "I1"
title = "Grave one"
severity = { scale = 4, scope = 1, irremediability = 1 }
[[impact]]
id = "I2"
title = "Minor one"
severity = { scale = 1, scope = 1, irremediability = 1 }
[[mitigation]]
id = "M1"
title = "Done"
impacts = ["I1"]
due = 2026-01-01
status = "implemented"
[[mitigation]]
id = "M2"
title = "Later, severe"
impacts = ["I1"]
due = 2027-02-01
status = "planned"
[[mitigation]]
id = "M3"
title = "Without a date"
impacts = ["I2"]
status = "proposed"
[[mitigation]]
id = "M4"
title = "Sooner, minor"
impacts = ["I2"]
due = 2027-01-01
status = "planned"
[[mitigation]]
id = "M5"
title = "Overdue, minor"
impacts = ["I2"]
due = 2026-02-01
status = "planned"
[[mitigation]]
id = "M6"
title = "Overdue, severe"
impacts = ["I1"]
owner = "Somebody"
due = 2026-03-01
status = "in-progress"
response = "implement"
[[mitigation]]
id = "M9"
title = "SECRET"
impacts = ["I1"]
owner = "SECRET"
due = 2026-03-01
status = "planned"
+++
`

// page finds a page and gives its view.
func page[T any](t *testing.T, s *site.Site, path string) T {
	t.Helper()
	p, ok := s.Page(path)
	if !ok {
		t.Fatalf("no page %s", path)
	}
	return s.View(p).(T)
}

func TestMeasures(t *testing.T) {
	files := map[string]string{"a.md": tracked,
		"old.md": strings.NewReplacer("A-1", "A-0", "\"published\"", "\"superseded\"").Replace(tracked)}
	v := page[*site.Measures](t, plan(t, languages("en", "fr"), files), "measures.html")
	var got []string
	for _, r := range v.Rows {
		got = append(got, r.Measure.Text)
	}
	if want := "M6 Overdue, severe|M5 Overdue, minor|M2 Later, severe|M4 Sooner, minor|M3 Without a date|M1 Done"; strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	first := v.Rows[0]
	if !first.Overdue || !first.Severe || first.Impacts[0].Text != "I1 Grave one" || first.Document.Text != "Cameras" || first.Owner.Text != "Somebody" ||
		first.Progress != "In progress" || first.Response != "Implement" || first.Measure.Href != "assessments/a.html#M6" {
		t.Errorf("got %+v", first)
	}
	if v.Finding != "6 measures: 5 measures still to be done, 2 of them overdue; 1 done." {
		t.Errorf("got %q", v.Finding)
	}
	if !slices.ContainsFunc(v.Nav, func(l site.Link) bool { return l.Text == "Measures" }) {
		t.Error("the tracker is not in the navigation")
	}
}

// TestSummaryTranslation: a translation that lacks a record is not linked for it.
func TestSummaryTranslation(t *testing.T) {
	short := "+++\nkind = \"assessment\"\nid = \"A-1.fr\"\ntitle = \"Caméras\"\nstatus = \"published\"\nlang = \"fr\"\ntranslation = { of = \"A-1\", version = \"1.0\", status = \"summary\" }\n+++\n"
	v := page[*site.Measures](t, plan(t, languages("en", "fr"), map[string]string{"a.md": tracked, "a.fr.md": short}), "fr/measures.html")
	if r := v.Rows[0]; r.Measure.Href != "../assessments/a.html#M6" || r.Measure.Lang != "en" || r.Document.Href != "assessments/a.html" || r.Owner.Lang != "en" {
		t.Errorf("got %+v", r)
	}
}
