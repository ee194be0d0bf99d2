package rules

import (
	"hria/internal/assessment"
	"hria/internal/diag"
)

const noteWords = 900

// gn02: a note is read to its end. All that a reader of it sees is counted,
// what stands in the front matter too. That it fits on two pages is found when
// the note is printed (PD-02).
var gn02 = Rule{ID: "GN-02", Document: func(r *Report, a *assessment.Assessment) {
	if n := printedWords(a); n > noteWords {
		r.add(bodyStart(a), "shorten the text, or move it into an assessment and link to that", "the note has %d words, more than %d", n, noteWords)
	}
}}

func printedWords(a *assessment.Assessment) int {
	n := a.Source.Body.Words + words(a.Summary.Value) + words(a.Position.Unless.Value)
	for i := range a.KeyMessages {
		n += words(a.KeyMessages[i].Text.Value)
	}
	for i := range a.Questions {
		n += words(a.Questions[i].Text.Value)
	}
	for i := range a.Actions {
		n += words(a.Actions[i].Text.Value)
	}
	return n
}

// bodyStart is where the text of a document begins: its first heading, else
// the front matter.
func bodyStart(a *assessment.Assessment) diag.Span {
	if h := a.Source.Body.Headings; len(h) > 0 {
		return h[0].Span
	}
	return a.Span
}
