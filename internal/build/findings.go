package build

import (
	"reflect"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/rules"
	"hria/internal/vocab"
)

// Findings are worked out document by document, so that a save costs what it
// changes: what a document says by itself (document.findings), what the rules
// say of it beside what it is joined to (remembered while its surroundings
// stay), and both settled and sorted (remembered while both stay). What is left
// is said of the site as a whole, and is found anew by every build.

// judgement is what rules judge by.
type judgement struct {
	words *vocab.Set
	rules.Options
}

// checker prepares the rules, or gives those of the last build where they would
// say the same.
func (s *Session) checker(c settings) (*rules.Checker, error) {
	by := judgement{c.words, rules.Options{Method: assessment.Method(c.Check.Severity), AsOf: c.asOf,
		Levels: rules.Levels(c.Check.Levels), Published: c.published}}
	if s.rules != nil && reflect.DeepEqual(by, s.judged) {
		return s.rules, nil
	}
	checker, err := rules.New(by.words, by.Options)
	s.rules, s.judged = checker, by
	return checker, err
}

// joinedKey names a document with all that rules read to judge it.
type joinedKey struct {
	checker *rules.Checker
	around  *graph.Surroundings
}

// said is what was found, before it is settled.
type said struct {
	graph  *graph.Graph
	docs   []*document // in the order of the graph
	joined []diag.List // beside docs
	rest   diag.List
}

// said gathers what is found in documents, beside the rest.
func (s *Session) said(checker *rules.Checker, g *graph.Graph, docs []*document, rest diag.List) said {
	s.joined.turn()
	out := said{g, docs, make([]diag.List, len(docs)), rest}
	for i, a := range g.Docs {
		out.joined[i] = s.joined.get(joinedKey{checker, g.Surroundings(a)}, always, func() (diag.List, bool) { return checker.Joined(g, a), true })
	}
	return out
}

// with adds to the rest.
func (x said) with(more diag.List) said {
	x.rest = slices.Concat(x.rest, more)
	return x
}

// all is one list of it.
func (x said) all() diag.List {
	out := slices.Clone(x.rest)
	for i, d := range x.docs {
		out = append(append(out, d.findings...), x.joined[i]...)
	}
	return out
}

// settled is what remains of the findings in one document.
type settled struct {
	more   diag.List // that others made: the whole site, or a document that names this one
	open   diag.List // sorted
	waived []rules.Waived
}

// settle says what remains of all findings, in reading order.
func (s *Session) settle(checker *rules.Checker, x said) (open diag.List, waived []rules.Waived) {
	s.settled.turn()
	more := x.foreign()
	var list []*settled
	for i, d := range x.docs {
		others := more[x.graph.Docs[i].Source.File.Path]
		delete(more, x.graph.Docs[i].Source.File.Path)
		fits := func(v *settled) bool { return slices.Equal(v.more, others) }
		list = append(list, s.settled.get(joinedKey{checker, x.graph.Surroundings(d.assessment)}, fits, func() (*settled, bool) {
			return settleDocument(checker, d, x.joined[i], others), true
		}))
	}
	n := 0
	for _, v := range list {
		n += len(v.open)
		waived = append(waived, v.waived...)
	}
	var rest diag.List
	for _, found := range more {
		rest = append(rest, found...)
	}
	rest, _ = checker.Settle(rest, nil)
	return merge(rest.Sort(), list, n), waived
}

// foreign are the findings that were not made of a document alone, by the path
// of the file that they are about.
func (x said) foreign() map[string]diag.List {
	more := map[string]diag.List{}
	for _, f := range x.rest {
		more[f.Span.Path()] = append(more[f.Span.Path()], f)
	}
	for i, a := range x.graph.Docs {
		for _, f := range x.joined[i] {
			if path := f.Span.Path(); path != a.Source.File.Path {
				more[path] = append(more[path], f)
			}
		}
	}
	return more
}

func settleDocument(checker *rules.Checker, d *document, joined, others diag.List) *settled {
	found := slices.Clone(d.findings)
	for _, f := range joined {
		if f.Span.Path() == d.assessment.Source.File.Path {
			found = append(found, f)
		}
	}
	v := &settled{more: others}
	v.open, v.waived = checker.Settle(append(found, others...), []*assessment.Assessment{d.assessment})
	v.open = v.open.Sort()
	return v
}

// merge puts the findings in documents, which are sorted by their paths, and
// the rest into one list in reading order.
func merge(rest diag.List, docs []*settled, n int) diag.List {
	out := make(diag.List, 0, n+len(rest))
	for _, v := range docs {
		if len(v.open) == 0 {
			continue
		}
		before := 0
		for before < len(rest) && strings.Compare(rest[before].Span.Path(), v.open[0].Span.Path()) < 0 {
			before++
		}
		out = append(append(out, rest[:before]...), v.open...)
		rest = rest[before:]
	}
	return append(out, rest...)
}
