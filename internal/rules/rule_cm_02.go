package rules

import (
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/graph"
)

const summaryWords = 300

// cm02: those affected can read what concerns them. A translation counts where
// the register holds it with a summary, or where the document names it. For a
// country whose main languages hria does not know, such as an invented one,
// nobody can say what is missing, and the rule is silent.
var cm02 = Rule{ID: "CM-02", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if !r.meant(a) {
		return
	}
	if strings.TrimSpace(a.Summary.Value) == "" {
		r.add(a.Span, "write summary = \"…\" above the first [table]: at most 300 words, short sentences, no acronyms", "the document has no plain-language summary")
	} else if n := words(a.Summary.Value); n > summaryWords {
		r.add(a.Summary.Span, "shorten it, and leave details to the text", "the summary has %d words, more than %d", n, summaryWords)
	}
	spoken := languagesOf(g, a)
	for _, country := range a.AllCountries() {
		main := mainLanguages(country.Value)
		if len(main) == 0 || slices.ContainsFunc(main, func(l string) bool { return spoken[l] }) {
			continue
		}
		r.add(country.Span, "add a translation, at least of the summary, as a file that ends in ."+main[0]+".md with translation = { of = \""+a.ID.Value+"\", version = \""+a.Version.Value+"\", status = \"summary\" }",
			"no summary is in a main language of %s: %s", country.Value, strings.Join(main, ", "))
	}
}}

// languagesOf are the languages in which the work has a summary, without their
// regions.
func languagesOf(g *graph.Graph, a *assessment.Assessment) map[string]bool {
	spoken := map[string]bool{}
	add := func(lang string) {
		base, _, _ := strings.Cut(lang, "-")
		spoken[base] = true
	}
	for _, x := range g.Languages(a) {
		if x.Summary.Value != "" {
			add(x.Lang.Value)
		}
		for lang, id := range x.Translations {
			if g.Resolve(x, id.Value).Outside != "" {
				add(lang)
			}
		}
	}
	return spoken
}
