package build

import (
	"slices"
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
// quote a comment of theirs. It is worked out on all cores when a page first asks.
func shown(checker *rules.Checker, found said, published []*assessment.Assessment, g *graph.Graph, spread graph.Spread) func() diag.List {
	return sync.OnceValue(func() diag.List {
		shows := func(f diag.Finding) bool {
			a, ok := g.Has(f.Span.Path())
			return ok && a.Published() && f.Severity != diag.Error && !private(f.Rule)
		}
		wanted, about := map[sameFinding]bool{}, map[string]bool{}
		want := func(list diag.List) {
			for _, f := range list {
				if shows(f) {
					wanted[same(f)], about[f.Span.Path()] = true, true
				}
			}
		}
		want(found.rest)
		open := map[string]*document{} // by their paths
		for i, d := range found.docs {
			want(found.list[i].joined)
			if path := d.assessment.Source.File.Path; d.open() {
				open[path] = d
			} else {
				want(d.findings)
			}
		}
		again := func(list diag.List) diag.List {
			return slices.DeleteFunc(list, func(f diag.Finding) bool { return !wanted[same(f)] })
		}
		steps := make([][]rules.Step, len(published))
		lists, foreign := make([]diag.List, len(published)), make([]diag.List, len(published)) // of the document, of others
		spread(len(published), func(i int) {
			a, path := published[i], published[i].Source.File.Path
			var own diag.List
			for _, f := range again(checker.Joined(g, a)) {
				if f.Span.Path() == path {
					own = append(own, f)
				} else {
					foreign[i] = append(foreign[i], f)
				}
			}
			switch d := open[path]; {
			case d != nil: // rules would say of all of it what they said
				for _, f := range d.ruled {
					if shows(f) {
						own = append(own, f)
					}
				}
			case about[path] && !a.Source.Broken:
				own = append(own, again(checker.Document(a))...)
			}
			own, _ = checker.SettleLater(own, published[i:i+1])
			steps[i], lists[i] = checker.Steps(g, a), own.Sort()
		})
		rest, _ := checker.SettleLater(append(slices.Concat(foreign...), again(checker.Site(g, slices.Concat(steps...)))...), published)
		return append(slices.Concat(lists...), rest...).Sort()
	})
}

// private tells whether a rule is about what should not be read: to point
// readers to it would do the harm that the rule warns of.
func private(rule string) bool { return strings.HasPrefix(rule, "CM-") }

// sameFinding is equal for findings of the same rule, place and words.
type sameFinding struct {
	rule, path, message string
	line, column        int
}

func same(f diag.Finding) sameFinding {
	line, column := f.Span.Position()
	return sameFinding{f.Rule, f.Span.Path(), f.Message, line, column}
}
