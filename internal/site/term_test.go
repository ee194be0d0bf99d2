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
