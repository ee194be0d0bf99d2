package rules

import (
	"fmt"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/edition"
	"hria/internal/graph"
)

// tr01: a translation of the version that its original has now says the same
// ratings, dates, numbers and references. One of an older version says so on its
// page, and one of the summary alone has no records.
var tr01 = Rule{ID: "TR-01", Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if !r.meant(a) {
		return
	}
	original := g.Original(a)
	if original == a || a.Translation.Version.Value != original.Version.Value {
		return
	}
	for _, group := range edition.Data(original, a) {
		if group.State == edition.Removed && a.Translation.Status.Value == "summary" {
			continue
		}
		r.add(groupPlace(a, group), "make the two agree; where the original has moved on, name the version that was translated in translation",
			"%s", translationMessage(group, original.Source.File.Path))
	}
}}

func translationMessage(g edition.Group, original string) string {
	name := strings.TrimSpace(g.Table + " " + g.Key)
	switch g.State {
	case edition.Added:
		return fmt.Sprintf("%s is not in %s, which this translates", name, original)
	case edition.Removed:
		return fmt.Sprintf("%s of %s, which this translates, is missing", name, original)
	}
	var parts []string
	for _, f := range g.Fields {
		parts = append(parts, fmt.Sprintf("%s is %s there and %s here", strings.Join(f.Path, "."), valueText(f.Was), valueText(f.Is)))
	}
	if name != "" {
		name += ": "
	}
	return fmt.Sprintf("%s%s, against %s, which this translates", name, strings.Join(parts, "; "), original)
}

func valueText(list []string) string {
	if len(list) == 0 {
		return "not set"
	}
	return strings.Join(list, ", ")
}

// groupPlace is the place of a record, else where the document says what it
// translates.
func groupPlace(a *assessment.Assessment, g edition.Group) diag.Span {
	for _, rec := range a.Records() {
		if rec.ID.Value == g.Key {
			return rec.ID.Span
		}
	}
	return a.Translation.Version.Span
}
