package markdown

import (
	"fmt"

	"hria/internal/diag"
)

// The rules that a body alone can break.
const (
	ruleRawHTML   = "TX-02"
	ruleBadLink   = "TX-03"
	ruleLimit     = "TX-04"
	ruleNearMiss  = "TX-05"
	ruleDuplicate = "TX-06"
)

// longestQuote is how much of the author's text a message repeats.
const longestQuote = 80

// finding builds a finding whose message holds one word of the author's text.
// The format has one verb, %q, or %s for a word of hria's own.
func finding(rule string, severity diag.Severity, span diag.Span, format, word, help string) diag.Finding {
	if runes := []rune(word); len(runes) > longestQuote {
		word = string(runes[:longestQuote]) + "…"
	}
	return diag.Finding{Rule: rule, Severity: severity, Span: span, Message: fmt.Sprintf(format, word), Help: help}
}
