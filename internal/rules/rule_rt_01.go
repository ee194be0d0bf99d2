package rules

import (
	"strings"

	"hria/internal/assessment"
)

// rt01: all rights are the benchmark, so that what was not looked at is seen.
var rt01 = Rule{ID: "RT-01", Document: func(r *Report, a *assessment.Assessment) {
	screened := map[string]bool{}
	for i := range a.Rights {
		x := &a.Rights[i]
		switch {
		case !r.words.Has("rights", x.ID.Value):
		case x.Relevance.Value == "affected" || x.Relevance.Value == "possibly-affected":
			screened[x.ID.Value] = true
		case x.Relevance.Value == "considered-not-affected":
			screened[x.ID.Value] = true
			if strings.TrimSpace(x.Reason.Value) == "" {
				r.add(x.ID.Span, "add reason = \"why it is not affected\"", "the right %q is said not to be affected, without a reason", x.ID.Value)
			}
		}
	}
	var missing []string
	for _, right := range r.words.IDs("rights") {
		if !screened[right] {
			missing = append(missing, right)
		}
	}
	if len(missing) == 0 {
		return
	}
	all := len(r.words.IDs("rights"))
	r.add(tableSpan(a, "right"), "add { id = \""+missing[0]+"\", relevance = \"affected\" }, \"possibly-affected\", or \"considered-not-affected\" with a reason, to right, for: "+some(missing),
		"%d of %d rights are screened", all-len(missing), all)
}}

// some lists the first words and says how many more there are.
func some(words []string) string {
	const most = 8
	if len(words) <= most+1 {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:most], ", ") + " and " + plain(len(words)-most) + " more"
}
