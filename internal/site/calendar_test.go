package site_test

import (
	"slices"
	"strings"
	"testing"

	"hria/internal/site"
)

// dated has something of every kind that falls due, and past dates that do not.
const dated = `+++
kind = "assessment"
id = "A-1"
title = "Cameras"
version = "1.0"
status = "published"
lang = "en"
date = 2026-01-02
review = { next = 2026-10-01 }
comment = { open = true, until = 2026-12-24 }
withheld = [{ target = "M9", reason = "risk-to-personnel", until = 2027-01-01 }, { target = "M8.owner", reason = "personal-data" }]
[[impact]]
id = "I1"
title = "Grave one"
severity = { scale = 4, scope = 1, irremediability = 1 }
[[mitigation]]
id = "M1"
title = "Done"
due = 2026-12-01
status = "implemented"
[[mitigation]]
id = "M2"
title = "To come"
due = 2026-12-01
status = "planned"
[[mitigation]]
id = "M3"
title = "Late and severe"
impacts = ["I1"]
due = 2026-11-01
status = "planned"
[[mitigation]]
id = "M4"
title = "Put off"
due = 2026-11-01
status = "deferred"
[[mitigation]]
id = "M8"
title = "No date"
owner = "SECRET"
status = "planned"
[[mitigation]]
id = "M9"
title = "SECRET"
due = 2026-12-01
status = "planned"
+++
`

func TestCalendar(t *testing.T) {
	c := languages("en", "fr")
	c.BaseURL = "https://example.org/r/"
	s := plan(t, c, map[string]string{"a.md": dated})
	v := page[*site.Calendar](t, s, "fr/calendar.html")
	var got []string
	for _, e := range v.Overdue {
		got = append(got, e.What.Text)
	}
	for _, m := range v.Months {
		got = append(got, m.Label)
		for _, e := range m.Events {
			got = append(got, e.ISODate+" "+e.What.Text)
		}
	}
	want := "M3 Late and severe|Réexamen|Décembre 2026|2026-12-01 M2 To come|2026-12-24 Fin des commentaires|Janvier 2027|2027-01-01 Occulté jusqu'à ce jour\u00a0: Une mesure"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	files := s.Calendars()
	if len(files) != 2 || files[1].Path != "fr/calendar.ics" || v.File.Href != "calendar.ics" {
		t.Fatalf("files %+v", files)
	}
	here, there := slices.Collect(s.Entries(files[0])), slices.Collect(s.Entries(files[1]))
	for i := range here {
		if here[i].ID != there[i].ID {
			t.Errorf("an event has two names, %s and %s", here[i].ID, there[i].ID)
		}
	}
	if e := here[0]; e.ID != "A-1-measure-M3@example.org" || e.Summary != "M3 Late and severe: Cameras (overdue)" || e.Address != "https://example.org/r/assessments/a.html#M3" {
		t.Errorf("got %+v", e)
	}
	if h := page[*site.Home](t, s, "index.html"); len(h.Overdue) != 2 {
		t.Errorf("the start page shows %+v", h.Overdue)
	}
	if s := plan(t, languages("en"), nil); len(s.Calendars()) != 0 || page[*site.Calendar](t, s, "calendar.html").File.Href != "" {
		t.Error("an empty register has a calendar file")
	}
}

const reviewed = `+++
kind = "review"
id = "R-1"
title = "Review"
version = "1.0"
status = "published"
date = 2026-02-01
lang = "en"
of = { id = "A-1", version = "1.0" }
[[finding]]
id = "F1"
target = "A-1#I1"
type = "gap"
text = "Answered"
resolution = "rejected"
reason = "Not so"
[[finding]]
id = "F2"
target = "A-1#M9"
type = "error"
text = "Open"
resolution = "open"
+++
`

const response = `+++
kind = "response"
id = "P-1"
title = "Response"
version = "1.0"
status = "published"
date = 2026-03-01
lang = "en"
of = { id = "A-1", version = "1.0" }
by = "City"
[[answer]]
to = "A-1#M3"
response = "implement"
text = "We will."
[[answer]]
to = "A-1#M9"
response = "implement"
text = "SECRET"
+++
`

func TestResponses(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{"a.md": dated, "r.md": reviewed, "p.md": response})
	v := page[*site.Responses](t, s, "responses.html")
	var got []string
	for _, section := range v.Sections {
		got = append(got, section.ID)
		for _, r := range section.Rows {
			got = append(got, r.What.Text+"/"+r.About.Text+"/"+r.Answer)
		}
	}
	want := "findings.open F2/withheld/Open measures.unanswered M1 Done/Cameras/Response awaited M2 To come/Cameras/Response awaited M4 Put off/Cameras/Response awaited M8 No date/Cameras/Response awaited" +
		" findings.answered F1/I1 Grave one/Rejected measures.answered M3 Late and severe/Cameras/Implement"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if v.Finding != "2 findings, 1 of them open; 5 measures, 4 of them without an answer." {
		t.Errorf("got %q", v.Finding)
	}
}

func TestWithheldList(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{"a.md": dated, "s.md": strings.NewReplacer("A-1", "A-2", "version =", "publication = \"summary\"\nversion =").Replace(dated)})
	v := page[*site.WithheldList](t, s, "withheld.html")
	if len(v.Rows) != 5 || v.Finding != "5 parts are withheld in 2 documents." || strings.Join(v.Reasons, ", ") != "Risk to personnel: 2, Personal data: 2" {
		t.Errorf("got %d rows, %q, %v", len(v.Rows), v.Finding, v.Reasons)
	}
	if r := v.Rows[0]; r.What != "A measure" || r.Until != "1 January 2027" {
		t.Errorf("got %+v", r)
	}
}

func TestChanges(t *testing.T) {
	s := plan(t, languages("en", "fr"), map[string]string{
		"n.md":    strings.Replace(note, "version = \"1.1\"", "version = \"1.1\"\ndate = 2026-05-01\nchange = [{ version = \"1.0\", date = 2026-04-01, summary = \"First\" }, { version = \"1.1\", date = 2026-05-01, summary = \"Mended\" }]", 1),
		"n.fr.md": noteFR,
		"old.md":  "+++\nkind = \"guidance-note\"\nid = \"N-0\"\ntitle = \"Old\"\nversion = \"1.0\"\nstatus = \"superseded\"\nlang = \"en\"\ndate = 2026-04-15\nrelated = [{ id = \"N-1\", rel = \"succeeded-by\" }]\n+++\n",
	})
	var got []string
	v := page[*site.Changes](t, s, "changes.html")
	for _, m := range v.Months {
		got = append(got, m.Label)
		for _, r := range m.Rows {
			got = append(got, strings.TrimSpace(r.What+" "+r.Version+" "+r.Summary.Text+" "+r.Status+" "+r.Next.Text))
		}
	}
	if want := "May 2026|Changed 1.1 Mended|April 2026|New: Guidance note 1.0  Superseded Note|New: Guidance note 1.0 First||Translation: French"; strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// TestForeign: a page whose rows are mostly in another language is not offered
// to search engines.
func TestForeign(t *testing.T) {
	c := languages("en", "fr")
	c.BaseURL = "https://example.org/"
	s := plan(t, c, map[string]string{"a.md": dated, "b.md": strings.Replace(dated, "A-1", "A-2", 1), "n.md": note, "n.fr.md": noteFR})
	v, home := page[*site.Measures](t, s, "fr/measures.html"), page[*site.Measures](t, s, "measures.html")
	if !v.Foreign || home.Foreign || v.Alternates != nil || home.Alternates != nil || len(home.Languages) != 1 {
		t.Errorf("got %+v and %+v", v.Frame, home.Frame)
	}
	for _, f := range s.DataFiles() {
		if f.Kind != site.DataSitemap {
			continue
		}
		for _, l := range s.Data(f).(*site.Sitemap).Locations {
			if strings.HasSuffix(l.Address, "/fr/measures.html") {
				t.Error("the sitemap names it")
			}
		}
	}
}
