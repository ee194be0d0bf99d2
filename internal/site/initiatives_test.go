package site_test

import (
	"strings"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/site"
	"hria/internal/vocab"
)

func TestInitiatives(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	list, _ := assessment.DecodeInitiatives(words, &diag.File{Path: "initiatives.toml", Text: []byte(`
[[initiative]]
id = "z"
name = "Zeal"
organisation = "Ville"
rights = ["privacy"]
technologies = ["cloud"]
last_reviewed = 2024-11-20
[[initiative]]
id = "e"
name = "Éveil"
rights = ["work"]
url = "https://example.org/"
last_reviewed = 2024-11-21
`)})
	with := plan(t, languages("en"), map[string]string{"a.md": organisation("A-1", "[deployment]\ndeployer = { name = \"Ville\" }\ntechnologies = [\"telecom-network\"]\n[[impact]]\nid = \"I1\"\ntitle = \"X\"\nrights = [\"privacy\", \"assembly\"]")})
	in := with.Input
	in.Initiatives, in.AsOf = list, time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	s := site.Plan(in)
	v := page[*site.Initiatives](t, s, "initiatives.html")
	if len(v.Rows) != 2 || v.Rows[0].Name.Text != "Éveil" || v.Rows[0].Stale || !v.Rows[1].Stale || v.Rows[1].Organisation.Href != "organisations/ville.html" {
		t.Errorf("got %+v", v.Rows)
	}
	var gaps []string
	for _, g := range v.Gaps {
		line := g.Label + ":"
		for _, l := range g.Terms {
			line += " " + l.Text
		}
		gaps = append(gaps, line)
	}
	want := "Rights affected in assessments that no initiative names: Right of peaceful assembly|Rights that initiatives name and no assessment finds affected: Right to work|" +
		"Technologies with assessments that no initiative names: Mobile and fixed telecom network (5G and others)|Technologies that initiatives name and no assessment looks at: Cloud and data-centre services"
	if strings.Join(gaps, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(gaps, "|"), want)
	}
	right := page[*site.Term](t, s, "rights/privacy.html")
	if len(right.Initiatives) != 1 || right.Initiatives[0].Href != "../initiatives.html#initiative-z" {
		t.Errorf("the right names %+v", right.Initiatives)
	}
	if o := page[*site.Organisation](t, s, "organisations/ville.html"); len(o.Initiatives) != 1 {
		t.Errorf("the organisation names %+v", o.Initiatives)
	}
}
