package rules

import (
	"slices"
	"strings"
	"unicode"

	"hria/internal/assessment"
)

const sentenceWords = 20

// tx13: the summary can be read by those whom it is about. Words are counted
// only in languages that set spaces between them.
var tx13 = Rule{ID: "TX-13", Document: func(r *Report, a *assessment.Assessment) {
	base, _, _ := strings.Cut(a.Lang.Value, "-")
	if slices.Contains([]string{"zh", "yue", "ja", "th", "lo", "km", "my", "bo", "dz"}, base) {
		return
	}
	sentences := sentences(a.Summary.Value)
	if sentences == 0 {
		return
	}
	if mean := float64(words(a.Summary.Value)) / float64(sentences); mean > sentenceWords {
		r.add(a.Summary.Span, "cut long sentences in two; one thought for each", "the sentences of the summary have %.0f words on average, more than %d", mean, sentenceWords)
	}
}}

// sentences counts the runs of words that end with a mark of the end of a
// sentence before a space, or with the text.
func sentences(text string) int {
	n, open, ended := 0, false, false
	for _, c := range text {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			open, ended = true, false
		case strings.ContainsRune(".!?…؟۔।։", c):
			ended = open
		case unicode.IsSpace(c):
			if ended {
				n++
				open, ended = false, false
			}
		}
	}
	if open {
		n++
	}
	return n
}
