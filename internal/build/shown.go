package build

import (
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/rules"
)

// shown gives the findings on published documents that readers may see: those
// that can be told from what is published alone. Each was found in the whole
// site and is found again in what is public of it, in the same words at the
// same place: what only the whole shows, such as a finding on a withheld
// record, is not shown, and what only the lack of a withheld record makes
// untrue is not said. What is found in a draft is for its author alone, and may
// quote a comment of theirs. It is worked out when a page first asks.
func shown(checker *rules.Checker, found func() diag.List, published []*assessment.Assessment, g *graph.Graph) func() diag.List {
	return sync.OnceValue(func() diag.List {
		wanted, about := map[string]bool{}, map[string]bool{}
		for _, f := range found() {
			a, ok := g.Has(f.Span.Path())
			if ok && a.Published() && f.Severity != diag.Error && !private(f.Rule) {
				wanted[same(f)], about[f.Span.Path()] = true, true
			}
		}
		if len(wanted) == 0 {
			return nil
		}
		again := checker.Site(g)
		for _, a := range published {
			again = append(again, checker.Joined(g, a)...)
			if about[a.Source.File.Path] && !a.Source.Broken {
				again = append(again, checker.Document(a)...)
			}
		}
		var out diag.List
		for _, f := range again {
			if wanted[same(f)] {
				out = append(out, f)
			}
		}
		open, _ := checker.SettleLater(out, published)
		return open.Sort()
	})
}

// private tells whether a rule is about what should not be read: to point
// readers to it would do the harm that the rule warns of.
func private(rule string) bool { return strings.HasPrefix(rule, "CM-") }

// same is the key of a finding: rule, place and words.
func same(f diag.Finding) string {
	return f.Rule + "\x00" + diag.Place(f.Span) + "\x00" + f.Message
}
