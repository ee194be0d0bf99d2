package rules

import (
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
