package site_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/source"
	"hria/internal/vocab"
	"hria/templates"
)

// plan makes the public site of some documents.
func plan(t *testing.T, c config.Config, files map[string]string) *site.Site {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	texts, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	var docs, public []*assessment.Assessment
	for name, text := range files {
		d, _ := source.Parse("assessments", "assessments/"+name, []byte(text))
		a, _ := assessment.Decode(words, d)
		docs = append(docs, a)
		if p := a.Public(); p != nil {
			public = append(public, p)
		}
	}
	g := graph.Link(words, docs, nil)
	return site.Plan(site.Input{Config: c, Words: words, Texts: texts, Graph: g.Public(public, nil), AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Version: "test"})
}

func languages(langs ...string) config.Config {
	c := config.Default()
	c.Languages = langs
	return c
}

const note = "+++\nkind = \"guidance-note\"\nid = \"N-1\"\ntitle = \"Note\"\nstatus = \"published\"\nlang = \"en\"\nrights = [\"privacy\"]\ntranslations = { fr = \"N-1.fr\" }\nversion = \"1.1\"\n+++\n\nSee [[right:expression]] and [[source:S1]].\n"
const noteFR = "+++\nkind = \"guidance-note\"\nid = \"N-1.fr\"\ntitle = \"Note en français\"\nstatus = \"published\"\nlang = \"fr\"\nrights = [\"privacy\"]\ntranslation = { of = \"N-1\", version = \"1.0\" }\n+++\n"

func TestPaths(t *testing.T) {
	s := plan(t, languages("en", "fr", "ar"), map[string]string{"n.md": note, "n.fr.md": noteFR, "deep/x/index.md": strings.Replace(note, "N-1\"", "N-2\"", 1)})
	for path, kind := range map[string]string{
		"index.html": "home", "fr/index.html": "home", "ar/index.html": "home",
		"assessments/n.html": "guidance-note", "fr/assessments/n.html": "guidance-note", "assessments/deep/x.html": "guidance-note",
		"rights/privacy.html": "right", "fr/rights/privacy.html": "right", "rights/expression.html": "right", "404.html": "404",
	} {
		if p, ok := s.Page(path); !ok || p.Kind != kind {
			t.Errorf("%s: got %+v", path, p)
		}
	}
	// A term has a page in another language only where a document in it names it.
	for _, path := range []string{"ar/rights/privacy.html", "fr/rights/expression.html"} {
		if _, ok := s.Page(path); ok {
			t.Errorf("%s should not be there", path)
		}
	}
	if len(s.Notes()) != 3 || s.Notes()[0].Path == "" {
		t.Errorf("notes: %d", len(s.Notes()))
	}
}

func TestTranslation(t *testing.T) {
	s := plan(t, languages("en", "fr"), map[string]string{"n.md": note, "n.fr.md": noteFR})
	p, _ := s.Page("fr/assessments/n.html")
	d := s.View(p).(*site.Document)
	var kinds []string
	for _, n := range d.Notices {
		kinds = append(kinds, n.Kind)
	}
	if strings.Join(kinds, " ") != "translation outdated" || d.Notices[0].Link.Href != "../../assessments/n.html" || d.Notices[0].Link.Lang != "en" {
		t.Errorf("got %+v", d.Notices)
	}
	if len(d.Languages) != 1 || d.Languages[0].Href != "../../assessments/n.html" {
		t.Errorf("languages %+v", d.Languages)
	}
	home, _ := s.Page("fr/index.html")
	if h := s.View(home).(*site.Home); len(h.Newest) != 1 || h.Newest[0].Text != "Note en français" {
		t.Errorf("home shows %+v", h.Newest)
	}
}

// TestBothWays follows impact to right to principle to measure and back. Measures that
// answer an impact are named as such, and not once more among what refers to it.
func TestBothWays(t *testing.T) {
	text, err := os.ReadFile("../../assessments/port-meridian.md")
	if err != nil {
		t.Fatal(err)
	}
	s := plan(t, languages("en"), map[string]string{"port-meridian.md": string(text)})
	p, _ := s.Page("assessments/port-meridian.html")
	d := s.View(p).(*site.Document)
	first := d.Impacts[0]
	has := func(list []site.Link, href string) bool {
		for _, l := range list {
			if l.Href == href {
				return true
			}
		}
		return false
	}
	if first.ID != "I1" || !has(first.Rights, "../rights/privacy.html") || !has(first.Measures, "#M1") || !has(first.Backlinks, "#I3") || has(first.Backlinks, "#M1") {
		t.Errorf("I1: rights %+v, measures %+v, from %+v", first.Rights, first.Measures, first.Backlinks)
	}
	if !has(d.Measures[0].Impacts, "#I1") {
		t.Errorf("M1 answers %+v", d.Measures[0].Impacts)
	}
	right, _ := s.Page("rights/privacy.html")
	found := false
	for _, x := range s.View(right).(*site.Term).Impacts {
		found = found || x.Impact.Href == "../assessments/port-meridian.html#I1"
	}
	if !found {
		t.Error("the right does not lead back to I1")
	}
	if len(d.Coverage.Groups) != 4 || d.Map == nil || d.Map.Rows[0].Level != 4 || len(d.Map.Columns) != 5 {
		t.Error("coverage or map is incomplete")
	}
	for _, g := range d.Engagements {
		if g.ID == "G1" {
			t.Error("a restricted consultation is shown")
		}
	}
	if len(d.Withheld) != 1 {
		t.Errorf("withheld: %+v", d.Withheld)
	}
}

// TestPlain keeps ids of vocabularies out of views: every text is in words.
func TestPlain(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{"a.md": "+++\nkind = \"assessment\"\nid = \"A-1\"\ntitle = \"A\"\nstatus = \"draft\"\nlang = \"en\"\n[[impact]]\nid = \"I1\"\ninvolvement = \"directly-linked\"\nnature = \"potential\"\nlikelihood = 4\nseverity = { scale = 1, scope = 1, irremediability = 1 }\n+++\n"})
	p, _ := s.Page("assessments/a.html")
	d := s.View(p).(*site.Document)
	if x := d.Impacts[0]; x.Involved != "Directly linked" || x.Likelihood != "very likely" || x.LevelLabel != "minor" || x.Band != "medium" {
		t.Errorf("got %+v", x)
	}
	if d.Notices[0].Kind != "draft" {
		t.Errorf("a draft must say so: %+v", d.Notices)
	}
}

func TestFeedAndSitemap(t *testing.T) {
	c := languages("en", "fr")
	c.BaseURL = "https://example.org/r/"
	s := plan(t, c, map[string]string{"n.md": note, "n.fr.md": noteFR})
	feeds := map[string]*site.Feed{}
	var sitemaps []*site.Sitemap
	for _, f := range s.DataFiles() {
		switch f.Kind {
		case site.DataFeed:
			feeds[f.Path] = s.Data(f).(*site.Feed)
		case site.DataSitemap:
			sitemaps = append(sitemaps, s.Data(f).(*site.Sitemap))
		}
	}
	for _, path := range []string{"fr/feed.xml", "fr/assessments/guidance-note/feed.xml", "fr/rights/privacy/feed.xml"} {
		f := feeds[path]
		if f == nil || f.Self != c.BaseURL+path || len(f.Entries) != 1 || f.Entries[0].Title != "Note en français" || f.Entries[0].ID != c.BaseURL+"fr/assessments/n.html#v" {
			t.Errorf("%s: got %+v", path, f)
			continue
		}
		if p, ok := s.Page(strings.TrimPrefix(f.Home, c.BaseURL)); !ok || p.Kind == site.KindRight && s.View(p).(*site.Term).Feeds[0].Href != "privacy/feed.xml" {
			t.Errorf("%s follows %s", path, f.Home)
		}
	}
	if len(sitemaps) != 1 || len(sitemaps[0].Locations) == 0 {
		t.Fatalf("got %+v", sitemaps)
	}
	for _, l := range sitemaps[0].Locations {
		if strings.HasSuffix(l.Address, "404.html") || !strings.HasPrefix(l.Address, c.BaseURL) {
			t.Errorf("sitemap names %s", l.Address)
		}
	}
	for _, f := range plan(t, languages("en"), map[string]string{"n.md": note}).DataFiles() {
		if f.Kind == site.DataSitemap {
			t.Error("a sitemap needs a base address")
		}
	}
}

func TestAliases(t *testing.T) {
	aliased := strings.Replace(note, "rights =", "aliases = [\"old/n.html\", \"index.html\", \"../x.html\"]\nrights =", 1)
	s := plan(t, languages("en"), map[string]string{"n.md": aliased})
	p, ok := s.Page("old/n.html")
	if !ok || s.View(p).(*site.Frame).Moved.Href != "../assessments/n.html" {
		t.Errorf("got %+v", p)
	}
	if p, _ := s.Page("index.html"); p.Kind != "home" {
		t.Error("an alias took the place of a page")
	}
	if _, ok := s.Page("../x.html"); ok {
		t.Error("an alias leaves the site")
	}
}

// TestParts: a page with too many rows becomes several, each document on one.
func TestParts(t *testing.T) {
	files := map[string]string{}
	for i := range 230 {
		files[fmt.Sprintf("n%03d.md", i)] = strings.Replace(note, "N-1\"", fmt.Sprintf("N-%03d\"", i), 1)
	}
	s := plan(t, languages("en", "fr"), files)
	seen := map[string]int{}
	for part, path := range []string{"assessments/index.html", "assessments/index-2.html"} {
		p, ok := s.Page(path)
		if !ok {
			t.Fatalf("no page %s", path)
		}
		v := s.View(p).(*site.Documents)
		for _, g := range v.Groups {
			for _, r := range g.Rows {
				seen[r.Href]++
			}
		}
		if len(v.Pager.All) != 2 || !v.Pager.All[part].Here || (v.Pager.Next.Href == "index-2.html") != (part == 0) {
			t.Errorf("%s: pager %+v", path, v.Pager)
		}
	}
	if len(seen) != 230 {
		t.Errorf("%d documents are listed, want 230", len(seen))
	}
	for _, path := range []string{"rights/privacy-5.html", "fr/assessments/index-2.html"} {
		if _, ok := s.Page(path); !ok {
			t.Errorf("no page %s", path)
		}
	}
	if _, ok := s.Page("rights/privacy-6.html"); ok {
		t.Error("a part without documents")
	}
}

// TestHash: a page of a document names the hash that the list of editions has.
func TestHash(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{"n.md": note})
	p, _ := s.Page("assessments/n.html")
	d, _ := source.Parse("assessments", "assessments/n.md", []byte(note))
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	a, _ := assessment.Decode(words, d)
	if got := s.View(p).(*site.Document).Hash; len(got) != 16 || got != rules.ContentHash(a)[:16] {
		t.Errorf("got %q, want %q", got, rules.ContentHash(a))
	}
}
