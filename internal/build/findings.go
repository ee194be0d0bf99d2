package build

import (
	"context"
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
	steps   []rules.Step
	others  diag.List // what other documents, or the whole site, say of it
	settled bool      // with these others; then:
	open    *InFile   // what remains; nil: nothing
	waived  []rules.Waived
}

// verdicts are those of the last build, beside the documents of its graph, as one
// checker gave them. A verdict that was settled does not change. It holds while
// the surroundings of its document stay and others say the same of it.
type verdicts struct {
	checker *rules.Checker
	graph   *graph.Graph
	around  []*graph.Surroundings
	list    []*verdict
}

// in gives those that still hold for the documents of a graph; nil for the others.
func (x verdicts) in(g *graph.Graph, around []*graph.Surroundings) []*verdict {
	out, j := make([]*verdict, len(around)), 0
	for i := range around {
		for j < len(x.around) && x.around[j] != around[i] && pathOf(x.graph.Docs[j]) < pathOf(g.Docs[i]) {
			j++
		}
		if j < len(x.around) && x.around[j] == around[i] {
			out[i] = x.list[j]
			j++
		}
	}
	return out
}

func pathOf(a *assessment.Assessment) string { return a.Source.File.Path }

// said is what was found, before it is settled.
type said struct {
	verdicts
	docs []*document // beside the verdicts
	rest diag.List
}

// said gathers what is found in documents and in the site as a whole, beside the
// rest.
func (s *Session) said(jobs int, checker *rules.Checker, g *graph.Graph, docs []*document, rest diag.List) (said, error) {
	out := said{verdicts{checker, g, g.AllSurroundings(), make([]*verdict, len(docs))}, docs, nil}
	if s.verdicts.checker == checker {
		out.list = s.verdicts.in(g, out.around)
	}
	err := out.anew(jobs, func(i int) bool { return out.list[i] == nil }, func(i int) *verdict {
		v := &verdict{joined: checker.Joined(g, g.Docs[i]), steps: checker.Steps(g, g.Docs[i])}
		for _, f := range v.joined {
			if f.Span.Path() != pathOf(g.Docs[i]) {
				v.foreign = append(v.foreign, f)
			}
		}
		return v
	})
	var steps []rules.Step
	for _, v := range out.list {
		if v != nil {
			steps = append(steps, v.steps...)
		}
	}
	out.rest = append(slices.Clip(rest), checker.Site(g, steps)...)
	return out, err
}

// anew makes verdicts anew on all cores.
func (x *said) anew(jobs int, wanted func(i int) bool, make func(i int) *verdict) error {
	var again []int
	for i := range x.list {
		if wanted(i) {
			again = append(again, i)
		}
	}
	return each(context.Background(), jobs, len(again), func(k int) error {
		x.list[again[k]] = make(again[k])
		return nil
	}, func(k int) string { return pathOf(x.graph.Docs[again[k]]) })
}

// with adds to the rest.
func (x said) with(more diag.List) said {
	x.rest = slices.Concat(x.rest, more)
	return x
}

// settle says what remains of all findings.
func (s *Session) settle(jobs int, x said) (*Findings, []rules.Waived, error) {
	x.list = slices.Clone(x.list)
	others, rest := x.others()
	err := x.anew(jobs, func(i int) bool { return !x.list[i].settled || !slices.Equal(x.list[i].others, others[i]) },
		func(i int) *verdict { return x.list[i].settle(x.checker, x.docs[i], others[i]) })
	if err != nil {
		return nil, nil, err
	}
	s.verdicts = x.verdicts
	files := make([]*InFile, 0, len(x.list))
	var waived []rules.Waived
	for _, v := range x.list {
		if waived = append(waived, v.waived...); v.open != nil {
			files = append(files, v.open)
		}
	}
	rest, _ = x.checker.Settle(rest, nil)
	return newFindings(merge(files, inFiles(rest))), waived, nil
}

// others gives what is not said by a document of itself: beside the documents
// that it is about, and what is about other files.
func (x said) others() (about []diag.List, rest diag.List) {
	about = make([]diag.List, len(x.docs))
	put := func(list diag.List) {
		for _, f := range list {
			at, ok := slices.BinarySearchFunc(x.docs, f.Span.Path(), func(d *document, path string) int { return strings.Compare(pathOf(d.assessment), path) })
			if ok {
				about[at] = append(about[at], f)
			} else {
				rest = append(rest, f)
			}
		}
	}
	put(x.rest)
	for _, v := range x.list {
		put(v.foreign)
	}
	return about, rest
}

// settle gives the verdict with what others say of the document.
func (v *verdict) settle(checker *rules.Checker, d *document, others diag.List) *verdict {
	found, path := slices.Clone(d.findings), pathOf(d.assessment)
	for _, f := range v.joined {
		if f.Span.Path() == path {
			found = append(found, f)
		}
	}
	out := &verdict{joined: v.joined, foreign: v.foreign, steps: v.steps, others: others, settled: true}
	open, waived := checker.Settle(append(found, others...), []*assessment.Assessment{d.assessment})
	if out.waived = waived; len(open) > 0 {
		out.open = newInFile(path, open.Sort())
	}
	return out
}
