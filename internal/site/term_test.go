package site_test

import (
	"strings"
	"testing"

	"hria/internal/site"
)

// TestCountryFacts: what documents in another language say of a country says
// its language.
func TestCountryFacts(t *testing.T) {
	s := plan(t, languages("ja"), map[string]string{
		"a.md": organisation("A-1", `deployment = { countries = ["NP"] }`+"\n"+`context = [{ country = "NP", conflict_affected = false, law = ["A covenant"], incidents = ["A shutdown"] }]`)})
	var got []string
	for _, x := range page[*site.Term](t, s, "countries/np.html").Contexts {
		for _, f := range x.Context.Facts {
			for _, l := range f.Values {
				got = append(got, l.Text+" "+l.Lang)
			}
		}
	}
	if want := "いいえ |A covenant en|A shutdown en"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLimits: the page of a right says what the word for its limits means, and
// leads to all rights.
func TestLimits(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{"a.md": organisation("A-1", `right = [{ id = "privacy", relevance = "affected" }]`)})
	v := page[*site.Term](t, s, "rights/privacy.html")
	if got, want := v.Facts[1].Values[0].Text, "Qualified: may be limited only by law, for a legitimate aim, where necessary and proportionate"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if v.All.Text != "All rights" || v.All.Href != "index.html" {
		t.Errorf("all: %+v", v.All)
	}
}

// TestRowDecision: in a list a decision says that it is one.
func TestRowDecision(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{
		"a.md": organisation("A-1", `decision = { outcome = "pause" }`),
		"b.md": organisation("B-1", `decision = { outcome = "no-decision" }`)})
	var got []string
	for _, r := range page[*site.Home](t, s, "index.html").Newest {
		got = append(got, r.Decision)
	}
	if want := "Decision: Pause|No decision"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFreeWords: who helped to design a measure is a link where it is a record, a
// name where it is none, and not named where it is withheld.
func TestFreeWords(t *testing.T) {
	d := drawn(t, "en", strings.Replace(exampleText(t), "id = \"M1\"\n", "id = \"M1\"\ndesigned_with = [\"G1\", \"I1\", \"A union\"]\n", 1))
	var got []string
	for _, f := range d.Measures[0].Facts {
		if f.Label == "Designed with" {
			for _, l := range f.Values {
				got = append(got, l.Text+" "+l.Href)
			}
		}
	}
	if want := "withheld |I1 #I1|A union "; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
