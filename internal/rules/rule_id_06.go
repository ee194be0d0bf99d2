package rules

import (
	"slices"
	"strings"

	"hria/internal/assessment"
)

// id06: somebody senior stands behind what is published.
var id06 = Rule{ID: "ID-06", Document: func(r *Report, a *assessment.Assessment) {
	if a.Status.Value != "published" {
		return
	}
	signed := func(role string) bool {
		return slices.ContainsFunc(a.Signoffs, func(s assessment.Signoff) bool {
			return s.Role.Value == role && strings.TrimSpace(s.Name.Value) != ""
		})
	}
	if !signed("approver") {
		r.add(a.Status.Span, "add [[signoff]] with role = \"approver\", the name of the senior person or body, and the date; or set status = \"approved\" until they sign",
			"the document is published and no approver has signed it off")
	}
	if a.Publication.Value == "redacted" && !signed("legal") {
		r.add(a.Publication.Span, "add [[signoff]] with role = \"legal\", the name of who checked what is withheld, and the date",
			"the document is published with parts withheld and nobody has signed for the law")
	}
}}
