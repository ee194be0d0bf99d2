// Package framework tells how far an assessment addresses the elements of the
// frameworks of the field: the EU AI Act, HUDERIA, the UN Guiding Principles
// and others, and those that a site adds.
//
//	book := framework.New(words)
//	for _, c := range book.Claimed(assessment) { … }
//
// The vocabulary of frameworks maps each element to paths to fields. A path is
// parsed once (path.go) and looked up in the typed model (evaluate.go), so that
// the public form of a document, from which withheld records are gone, is
// judged by what the public sees. What is found per element: whether it is
// satisfied, partial or missing, the paths that hold, the records that answer
// it, and what is missing.
//
// What is absent on purpose: any word such as "compliant". That a field is
// filled in shows that an element is addressed, not that a law is met.
package framework

import (
	"reflect"

	"hria/internal/assessment"
	"hria/internal/vocab"
)

// State says how far an element is addressed.
type State int

const (
	Missing   State = iota // no path of it holds
	Partial                // some path holds
	Satisfied              // every path of `all` holds, and one of `any` if it has some
)

// String gives the key of the state, for data: missing, partial, satisfied.
func (s State) String() string { return [...]string{"missing", "partial", "satisfied"}[s] }

// Words says the state to a reader.
func (s State) Words() string {
	return [...]string{"not addressed", "partly addressed", "addressed"}[s]
}

// Book holds all frameworks with their paths parsed. It does not change and is
// safe to share.
type Book struct {
	frameworks map[string]*parsed
}

type parsed struct {
	vocab.Framework
	elements []element
}

type element struct{ all, any []path }

// New reads the paths of all frameworks. A path that cannot be read never
// holds; Check reports it.
func New(words *vocab.Set) *Book {
	b := &Book{frameworks: map[string]*parsed{}}
	for _, f := range words.Frameworks {
		p := &parsed{Framework: f}
		for _, e := range f.Elements {
			p.elements = append(p.elements, element{parseAll(e.All), parseAll(e.Any)})
		}
		b.frameworks[f.ID] = p
	}
	return b
}

// Coverage is what an assessment has to say to one framework, element by
// element.
type Coverage struct {
	Framework vocab.Framework
	Results   []Result
}

// Count gives the number of elements in a state.
func (c Coverage) Count(s State) int {
	n := 0
	for _, r := range c.Results {
		if r.State == s {
			n++
		}
	}
	return n
}

// Result is what an assessment has to say to one element. Lacks are the paths
// of `all` that do not hold; Either are those of `any`, where none holds and
// one would be enough.
type Result struct {
	Element *vocab.Element
	State   State
	Holds   []string // paths, as written, in their order
	Records []string // ids of the records that answer, in their order on the page
	Lacks   []Gap
	Either  []Gap
}

// Cover holds an assessment, or its public form, against a framework; ok is
// false where there is no such framework.
func (b *Book) Cover(id string, a *assessment.Assessment) (c Coverage, ok bool) {
	f, ok := b.frameworks[id]
	if !ok {
		return Coverage{}, false
	}
	doc := reflect.ValueOf(a).Elem()
	records := a.Records()
	c.Framework, c.Results = f.Framework, make([]Result, len(f.elements))
	for i, e := range f.elements {
		c.Results[i] = e.evaluate(&f.Elements[i], doc, records)
	}
	return c, true
}

// Claimed covers the frameworks that an assessment says it addresses, in its
// own order, each once.
func (b *Book) Claimed(a *assessment.Assessment) []Coverage {
	var out []Coverage
	seen := map[string]bool{}
	for _, t := range a.Frameworks {
		if c, ok := b.Cover(t.Value, a); ok && !seen[t.Value] {
			seen[t.Value] = true
			out = append(out, c)
		}
	}
	return out
}
