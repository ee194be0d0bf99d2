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

// verdict is what is said of one document.
type verdict struct {
	joined  diag.List // what rules say of it beside what it is joined to
	foreign diag.List // those of joined that are about other files
	others  diag.List // what other documents, or the whole site, say of it
	settled bool      // with these others; then:
	open    diag.List // what remains, sorted
	waived  []rules.Waived
}

// verdicts are those of the last build, by what a document stands in, as one
// checker gave them. A verdict that was settled does not change.
type verdicts struct {
	checker *rules.Checker
	around  map[*graph.Surroundings]*verdict
}

// said is what was found, before it is settled.
type said struct {
	graph    *graph.Graph
	docs     []*document // in the order of the graph
	verdicts []*verdict  // beside docs
	rest     diag.List
}

// said gathers what is found in documents, beside the rest.
func (s *Session) said(checker *rules.Checker, g *graph.Graph, docs []*document, rest diag.List) said {
	before := s.verdicts.around
	if s.verdicts.checker != checker {
		before = nil
	}
	s.verdicts = verdicts{checker, make(map[*graph.Surroundings]*verdict, len(docs))}
	out := said{g, docs, make([]*verdict, len(docs)), rest}
	for i, around := range g.AllSurroundings() {
		v := before[around]
		if v == nil {
			v = &verdict{joined: checker.Joined(g, g.Docs[i])}
			for _, f := range v.joined {
				if f.Span.Path() != g.Docs[i].Source.File.Path {
					v.foreign = append(v.foreign, f)
				}
			}
		}
		out.verdicts[i], s.verdicts.around[around] = v, v
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
		out = append(append(out, d.findings...), x.verdicts[i].joined...)
	}
	return out
}

// settle says what remains of all findings, in reading order.
func (s *Session) settle(checker *rules.Checker, x said) (open diag.List, waived []rules.Waived) {
	more := map[string]diag.List{} // by the path of the file that they are about
	for _, f := range x.rest {
		more[f.Span.Path()] = append(more[f.Span.Path()], f)
	}
	for _, v := range x.verdicts {
		for _, f := range v.foreign {
			more[f.Span.Path()] = append(more[f.Span.Path()], f)
		}
	}
	list, n := make([]*verdict, len(x.docs)), 0
	around := x.graph.AllSurroundings()
	for i, d := range x.docs {
		v, others := x.verdicts[i], diag.List(nil)
		if path := d.assessment.Source.File.Path; len(more[path]) > 0 {
			others = more[path]
			delete(more, path)
		}
		if !v.settled || !slices.Equal(v.others, others) {
			v = v.settle(checker, d, others)
			s.verdicts.around[around[i]] = v
		}
		list[i], n = v, n+len(v.open)
		waived = append(waived, v.waived...)
	}
	var rest diag.List
	for _, found := range more {
		rest = append(rest, found...)
	}
	rest, _ = checker.Settle(rest, nil)
	return merge(rest.Sort(), list, n), waived
}

// settle gives the verdict with what others say of the document.
func (v *verdict) settle(checker *rules.Checker, d *document, others diag.List) *verdict {
	found := slices.Clone(d.findings)
	for _, f := range v.joined {
		if f.Span.Path() == d.assessment.Source.File.Path {
			found = append(found, f)
		}
	}
	out := &verdict{joined: v.joined, foreign: v.foreign, others: others, settled: true}
	out.open, out.waived = checker.Settle(append(found, others...), []*assessment.Assessment{d.assessment})
	out.open = out.open.Sort()
	return out
}

// merge puts the findings in documents, which are sorted by their paths, and
// the rest into one list in reading order.
func merge(rest diag.List, docs []*verdict, n int) diag.List {
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
