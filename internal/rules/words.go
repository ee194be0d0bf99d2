package rules

import (
	"strconv"
	"unicode"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// recordSpan is the place of a record: its id, else its header.
func recordSpan(id assessment.Text, header diag.Span) diag.Span {
	if id.Set() {
		return id.Span
	}
	return header
}

// recordName is how a message calls a record: "impact I1".
func recordName(kind string, id assessment.Text) string {
	if id.Value == "" {
		return "this " + kind
	}
	return kind + " " + id.Value
}

// tableSpan is the place of the first of these tables that the document has,
// else of its front matter.
func tableSpan(a *assessment.Assessment, keys ...string) diag.Span {
	for _, key := range keys {
		if e, ok := a.Source.Front.Get(key); ok {
			if t := e.Value.Table; t != nil && t.Headed {
				return t.Span
			}
			return e.KeySpan
		}
	}
	return a.Span
}

// plain is a number in digits.
func plain(n int) string { return strconv.Itoa(n) }

// words counts the words of a text: runs of letters and digits between spaces;
// each character of a script written without spaces counts as one.
func words(text string) int {
	n, inside := 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			inside = false
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			n++
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			inside = true
		}
	}
	return n
}
