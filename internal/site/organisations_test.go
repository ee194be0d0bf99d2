package site_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hria/internal/site"
)

func organisation(id, head string) string {
	return "+++\nkind = \"assessment\"\nid = \"" + id + "\"\ntitle = \"Document " + id + "\"\nversion = \"1.0\"\nstatus = \"published\"\nlang = \"en\"\ndate = 2026-01-01\n" + head + "\n+++\n"
}

func TestOrganisations(t *testing.T) {
	s := plan(t, languages("en", "fr"), map[string]string{
		"a.md":    organisation("A-1", "commission = { by = \"Ville\", conducted_by = \"Éclair Labs\", funded_by = \"Ville\" }\nwithheld = [{ target = \"deployment.vendors\", reason = \"commercial-confidentiality\" }]\n[deployment]\ndeployer = { name = \"Ville\" }\nvendors = [{ name = \"Zebra\" }]"),
		"b.md":    organisation("B-1", "commission = { by = \"ville\" }\n[deployment]\ndeployer = { name = \"東京都\" }\nvendors = [{ name = \"Acme 2\" }, { name = \"Index\" }, { name = \"CON\" }]"),
		"b.fr.md": strings.NewReplacer("\"en\"", "\"fr\"", "B-1\"", "B-1.fr\"", "date =", "translation = { of = \"B-1\", version = \"1.0\" }\ndate =").Replace(organisation("B-1", "[deployment]\ndeployer = { name = \"Tōkyō\" }")),
	})
	v := page[*site.Organisations](t, s, "organisations/index.html")
	var got []string
	for _, g := range v.Groups {
		got = append(got, g.Letter)
		for _, r := range g.Rows {
			got = append(got, r.Text+" ("+strings.Join(r.Roles, ", ")+")")
		}
	}
	want := "A|Acme 2 (Vendor)|C|CON (Vendor)|E|Éclair Labs (Carried out the assessment)|I|Index (Vendor)|V|ville (Commissioned the assessment)|Ville (Deployer, Commissioned the assessment, Funded the assessment)|漢|東京都 (Deployer)"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	// Addresses are safe on every system, of one organisation each, and never
	// read as another page.
	seen, safe := map[string]bool{}, regexp.MustCompile(`^organisations/[a-z0-9-]+\.html$`)
	for _, p := range s.Pages() {
		if p.Kind != "organisation" {
			continue
		}
		if !safe.MatchString(strings.TrimPrefix(p.Path, "fr/")) || seen[p.Path] || slices.Contains([]string{"organisations/con.html", "organisations/acme-2.html"}, p.Path) {
			t.Errorf("address %q of %q", p.Path, p.Term.ID)
		}
		seen[p.Path] = true
	}
	if !seen["organisations/eclair-labs.html"] || len(seen) != 8 || !seen["fr/organisations/tokyo.html"] {
		t.Errorf("pages %v", seen)
	}
	if seen["organisations/zebra.html"] {
		t.Error("a withheld vendor has a page")
	}
	for _, r := range v.Groups[3].Rows {
		if r.Href == "index.html" {
			t.Error("an organisation has the address of the list")
		}
	}
	fr := page[*site.Organisations](t, s, "fr/organisations/index.html")
	if last := fr.Groups[len(fr.Groups)-2]; last.Rows[0].Text != "Tōkyō" || last.Rows[0].Href != "tokyo.html" {
		t.Errorf("got %+v", last)
	}
	one := page[*site.Organisation](t, s, "organisations/eclair-labs.html")
	if len(one.Sections) != 1 || one.Sections[0].Rows[0].Href != "../assessments/a.html" {
		t.Errorf("got %+v", one.Sections)
	}
}

func TestSources(t *testing.T) {
	source := func(list string) string { return "source = [" + list + "]" }
	s := plan(t, languages("en"), map[string]string{
		"a.md": organisation("A-1", source(`{ id = "S1", type = "media", title = "Zebra", url = "https://example.org/x/", confidence = "low" }, { id = "S2", type = "testimony", title = "A talk", author = "N. N." }, { id = "S3", title = "SECRET", sensitivity = "restricted" }`)),
		"b.md": organisation("B-1", source(`{ id = "S1", type = "media", title = "Élan" }, { id = "S7", type = "media", title = "ZEBRA, reprinted", author = "Press", url = "https://example.org/x", confidence = "high" }, { id = "S2", type = "testimony", title = "a  TALK", author = "n. n." }`)),
	})
	var got []string
	v := page[*site.SourceList](t, s, "sources.html")
	for _, g := range v.Groups {
		got = append(got, g.Label)
		for _, r := range g.Rows {
			var at []string
			for _, d := range r.Documents {
				at = append(at, d.Href)
			}
			got = append(got, r.Title.Text+" "+r.Author+" "+strings.Join(r.Confidence, "/")+" "+strings.Join(at, " "))
		}
	}
	want := "Testimony|A talk N. N.  assessments/a.html#S2 assessments/b.html#S2|Media report|Élan   assessments/b.html#S1|Zebra Press Low/High assessments/a.html#S1 assessments/b.html#S7"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestQuestions(t *testing.T) {
	asks := func(id, technologies string) string {
		return "+++\nkind = \"guidance-note\"\nid = \"" + id + "\"\ntitle = \"" + id + "\"\nversion = \"1.0\"\nstatus = \"published\"\nlang = \"en\"\n" + technologies + "\nwithheld = [{ target = \"Q9\", reason = \"personal-data\" }]\n[[question]]\nid = \"Q1\"\ntext = \"Why?\"\n[[question]]\nid = \"Q9\"\ntext = \"SECRET\"\n+++\n"
	}
	s := plan(t, languages("en"), map[string]string{"a.md": asks("A", "technologies = [\"cloud\", \"facial-recognition-live\"]"), "b.md": asks("B", ""), "c.md": asks("C", "technologies = [\"cloud\"]")})
	var got []string
	for _, g := range page[*site.Questions](t, s, "questions.html").Groups {
		got = append(got, g.ID)
		for _, q := range g.Questions {
			got = append(got, q.From.Href+" "+q.Text.Text)
		}
	}
	want := "facial-recognition-live|assessments/a.html#Q1 Why?|cloud|assessments/a.html#Q1 Why?|assessments/c.html#Q1 Why?|any|assessments/b.html#Q1 Why?"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestIndex(t *testing.T) {
	files := map[string]string{}
	for i, title := range []string{"Éclairs", "eclair", "Zoo", "2 rules", "Ecole"} {
		files[string(rune('a'+i))+".md"] = strings.Replace(organisation("D-"+string(rune('1'+i)), "rights_ = []"), "Document D-"+string(rune('1'+i)), title, 1)
	}
	v := page[*site.Index](t, plan(t, languages("fr"), files), "a-z.html")
	var got []string
	for _, g := range v.Groups {
		got = append(got, g.Letter)
		for _, r := range g.Rows {
			got = append(got, r.Text)
		}
	}
	if want := "#|2 rules|E|eclair|Éclairs|Ecole|Z|Zoo"; strings.Join(got, "|") != want || len(v.Letters) != 3 {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// TestEmptyRegister: every page of the register is there before there is any
// document.
func TestEmptyRegister(t *testing.T) {
	s := plan(t, languages("en", "ar"), nil)
	for _, name := range []string{"measures", "calendar", "responses", "withheld", "changes", "questions", "initiatives", "organisations/index", "sources", "a-z", "about"} {
		for _, path := range []string{name + ".html", "ar/" + name + ".html"} {
			if p, ok := s.Page(path); !ok || s.View(p) == nil || p.Foreign {
				t.Errorf("%s: %+v", path, p)
			}
		}
	}
}

// TestRatings: what several documents say of a country stands by the date of
// the rating, whatever the date of the document.
func TestRatings(t *testing.T) {
	rated := func(id, day, rating string) string {
		return strings.Replace(organisation(id, "[deployment]\ncountries = [\"TH\"]\n[[context]]\ncountry = \"TH\"\n"+rating), "2026-01-01", day, 1)
	}
	s := plan(t, languages("en"), map[string]string{
		"a.md": rated("A-1", "2026-09-01", "civic_space = { rating = \"closed\", as_of = 2024-03-01 }"),
		"b.md": rated("B-1", "2026-01-01", "net_freedom = { status = \"not-free\", edition = 2025 }"),
		"c.md": rated("C-1", "2026-02-01", "civic_space = { rating = \"repressed\", as_of = 2025-12-04 }"),
	})
	var got []string
	for _, x := range page[*site.Term](t, s, "countries/th.html").Contexts {
		got = append(got, x.Document.Text)
	}
	if want := "Document C-1, Document B-1, Document A-1"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestBounded: no page grows with the register, neither by what a source serves
// nor by the parts of a page.
func TestBounded(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		id := fmt.Sprintf("A-%04d", i)
		files[id+".md"] = organisation(id, "source = [{ id = \"S1\", title = \"A law\" }]\nwithheld = [{ target = \"scope\", reason = \"personal-data\" }]"+
			"\n[[mitigation]]\nid = \"M1\"\ntitle = \"X\"\nstatus = \"planned\"\ndue = 2027-01-01")
	}
	s := plan(t, languages("en"), files)
	if r := page[*site.SourceList](t, s, "sources.html").Groups[0].Rows[0]; len(r.Documents) != 12 || r.More != "and 288 more" {
		t.Errorf("a source lists %d documents, %q", len(r.Documents), r.More)
	}
	seen := map[string]bool{}
	for _, path := range []string{"measures.html", "measures-2.html"} {
		v := page[*site.Measures](t, s, path)
		if (v.Finding != "") != (path == "measures.html") {
			t.Errorf("%s says %q", path, v.Finding)
		}
		for _, r := range v.Rows {
			seen[r.Measure.Href] = true
		}
	}
	if _, more := s.Page("measures-3.html"); len(seen) != 300 || more {
		t.Errorf("%d measures are listed, want 300", len(seen))
	}
	if v := page[*site.WithheldList](t, s, "withheld-2.html"); len(v.Rows) != 100 || v.Finding != "" {
		t.Errorf("%d rows, %q", len(v.Rows), v.Finding)
	}
}
