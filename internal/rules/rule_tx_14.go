package rules

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// acronym is a word of capitals; digits and hyphens may stand in it.
var acronym = regexp.MustCompile(`\p{Lu}[\p{Lu}\p{Nd}]*(?:[-&/]?\p{Lu}[\p{Lu}\p{Nd}]*)+`)

// tx14: no riddles in the summary. An acronym counts as explained where it, or
// what it stands for, is in brackets: "the data protection authority (DPA)" or
// "DPA (the data protection authority)".
var tx14 = Rule{ID: "TX-14", Document: func(r *Report, a *assessment.Assessment) {
	summary, told := a.Summary.Value, map[string]bool{}
	for _, m := range acronym.FindAllStringIndex(summary, -1) {
		word := summary[m[0]:m[1]]
		if told[word] || partOfWord(summary, m) {
			continue
		}
		told[word] = true
		if !strings.Contains(summary, "("+word+")") && !strings.Contains(summary, word+" (") && !roman(word) {
			r.add(within(a.Summary.Span, word), "write it out, or put what it stands for in brackets behind it", "the summary does not explain %q", word)
		}
	}
}}

// partOfWord tells whether letters touch the match on either side.
func partOfWord(text string, m []int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
	after, _ := utf8.DecodeRuneInString(text[m[1]:])
	return wordRune(before) || wordRune(after)
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// roman tells whether a word is a small Roman number, as in "Part II".
func roman(word string) bool { return strings.Trim(word, "IVX") == "" }

// within is the place of a word inside a value as it is written; the whole
// value where the writing differs from the text, as with escapes.
func within(s diag.Span, word string) diag.Span {
	if !s.Known() {
		return s
	}
	written := string(s.File.Text[s.Start:s.End])
	for from := 0; ; {
		i := strings.Index(written[from:], word)
		if i < 0 {
			return s
		}
		i += from
		if !partOfWord(written, []int{i, i + len(word)}) {
			return diag.Span{File: s.File, Start: s.Start + i, End: s.Start + i + len(word)}
		}
		from = i + len(word)
	}
}
