package rules

import (
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/graph"
)

// id09: a chain of documents has a beginning. Each relation is a graph of its
// own: that a review is of an assessment that is based on the review's own
// predecessor is no circle. What merely points there, as see-also does, may
// point both ways, yet not at the document itself.
var id09 = Rule{ID: "ID-09", Site: func(r *Report, g *graph.Graph) {
	for i, c := range chains {
		w := newWalk(r.steps, i)
		for _, circle := range w.circles() {
			r.add(circle[0].ref.Span, c.help, "the chain of %s leads back to where it began: %s", c.name, chainText(circle))
		}
	}
}, Joined: func(r *Report, g *graph.Graph, a *assessment.Assessment) {
	if r.meant(a) {
		r.selfNaming(g, a)
	}
}}

// Step is a reference of a document that leads on to another one, in a relation
// that must have a beginning.
type Step struct {
	chain    int
	from, to *assessment.Assessment
	ref      assessment.Text
}

// Steps lists those of a document. They hold as long as what Joined finds.
func (c *Checker) Steps(g *graph.Graph, a *assessment.Assessment) []Step {
	r := Report{words: c.words, rule: c.texts[slices.IndexFunc(c.rules, func(r Rule) bool { return r.ID == id09.ID })]}
	if !r.meant(a) {
		return nil
	}
	var out []Step
	for i, chain := range chains {
		for _, ref := range chain.next(a) {
			if to := follow(g, a, ref); to != nil {
				out = append(out, Step{i, a, to, ref})
			}
		}
	}
	return out
}

// chains are the relations that must have a beginning.
var chains = []struct {
	name, help string
	next       func(*assessment.Assessment) []assessment.Text
}{
	{"succession", "name only the older document here, the one that this document takes the place of", related("succeeds")},
	{"successors", "name only the newer document here, the one that takes the place of this document", related("succeeded-by")},
	{"summaries", "name the full document that this one summarises; a full document names its summary with rel = \"summarised-by\"", related("summarises")},
	{"basis", "take out the reference to what rests on this document; related with rel = \"see-also\" may point both ways", func(a *assessment.Assessment) []assessment.Text {
		return append(basedOn(a), a.BasedOn...)
	}},
	{"translation", "name the document that was translated; the original has no translation.of", func(a *assessment.Assessment) []assessment.Text {
		return given(a.Translation.Of)
	}},
	{"reviews and responses", "name the document that was reviewed or is answered here, not one that is about this document", func(a *assessment.Assessment) []assessment.Text {
		return given(a.Of.ID) // whatever the version
	}},
}

var basedOn = related("based-on")

func given(ref assessment.Text) []assessment.Text {
	if !ref.Set() {
		return nil
	}
	return []assessment.Text{ref}
}

func related(rel string) func(*assessment.Assessment) []assessment.Text {
	return func(a *assessment.Assessment) []assessment.Text {
		var out []assessment.Text
		for i := range a.Related {
			if a.Related[i].Rel.Value == rel {
				out = append(out, a.Related[i].ID)
			}
		}
		return out
	}
}

// selfNaming finds references to the very thing that holds them, in relations
// that are no chains.
func (r *Report) selfNaming(g *graph.Graph, a *assessment.Assessment) {
	for i := range a.Related {
		x := &a.Related[i]
		switch x.Rel.Value {
		case "succeeds", "succeeded-by", "summarises", "based-on":
			continue // a chain of one
		}
		if follow(g, a, x.ID) == a {
			r.add(x.ID.Span, "name another document, or remove the entry", "the document names itself as related: %s", chainText([]link{{a, x.ID}}))
		}
	}
	for ref := range a.References() {
		if ref.Rel != assessment.RelCumulative || ref.From.Value == "" {
			continue
		}
		if t := g.Resolve(a, ref.To.Value); t.Doc == a && t.Record == ref.From.Value {
			r.add(ref.To.Span, "name the other impacts that add to this one, or remove it", "impact %s is cumulative with itself: %s → %s", t.Record, t.Record, t.Record)
		}
	}
}

// follow gives the document that a reference leads to, or nil. A reference to
// another version than the one in the register does not lead to this one.
func follow(g *graph.Graph, from *assessment.Assessment, ref assessment.Text) *assessment.Assessment {
	if !ref.Set() {
		return nil
	}
	to := g.Resolve(from, ref.Value)
	if version := assessment.ParseAddress(ref.Value).Version; to.Doc == nil || to.Record != "" || version != "" && version != to.Doc.Version.Value {
		return nil
	}
	return to.Doc
}

// link is one step of a chain: a document and the reference that leads on.
type link struct {
	doc *assessment.Assessment
	ref assessment.Text
}

// chainText names a circle, as in "A-1 → B-1 → A-1". A long one is shortened
// in the middle.
func chainText(circle []link) string {
	const most = 10
	var names []string
	for i, l := range circle {
		switch {
		case len(circle) > most && i == most-2:
			names = append(names, "…")
		case len(circle) > most && i > most-2 && i < len(circle)-1:
		default:
			names = append(names, l.doc.ID.Value)
		}
	}
	return strings.Join(append(names, circle[0].doc.ID.Value), " → ")
}

// walk is a search in depth with a path of its own in place of recursion, so
// that a chain may be as long as it likes.
type walk struct {
	docs  []*assessment.Assessment // from which something leads on
	edges map[*assessment.Assessment][]Step
	place map[*assessment.Assessment]int // on the path, 1 for the first; done where < 0
	path  []reached
	// left bounds the steps spent on naming circles, which keeps the time linear
	// where a hostile site has very many long ones: those named first must be
	// mended anyway, and the next run names the others.
	left int
}

type reached struct {
	doc  *assessment.Assessment
	next int // of its edges
}

// newWalk prepares a search along one chain.
func newWalk(steps []Step, chain int) *walk {
	w := &walk{edges: map[*assessment.Assessment][]Step{}, place: map[*assessment.Assessment]int{}, left: 1000}
	for _, s := range steps {
		if s.chain != chain {
			continue
		}
		if w.edges[s.from] == nil {
			w.docs = append(w.docs, s.from)
		}
		w.edges[s.from] = append(w.edges[s.from], s)
		w.left += 16
	}
	return w
}

// circles lists one circle for each reference that closes one; without those
// references there would be none. Each begins with the document whose path
// sorts first.
func (w *walk) circles() [][]link {
	var out [][]link
	for _, a := range w.docs {
		if w.place[a] != 0 {
			continue
		}
		w.enter(a)
		for len(w.path) > 0 {
			top := &w.path[len(w.path)-1]
			if top.next == len(w.edges[top.doc]) {
				w.place[top.doc] = -1
				w.path = w.path[:len(w.path)-1]
				continue
			}
			to := w.edges[top.doc][top.next].to
			top.next++
			switch at := w.place[to]; {
			case at == 0:
				w.enter(to)
			case at > 0 && w.left > 0:
				out = append(out, w.circle(at-1))
			}
		}
	}
	return out
}

func (w *walk) enter(a *assessment.Assessment) {
	w.path = append(w.path, reached{doc: a})
	w.place[a] = len(w.path)
}

// circle is the path from a place on.
func (w *walk) circle(from int) []link {
	steps := w.path[from:]
	w.left -= len(steps)
	first := 0
	for i, s := range steps {
		if s.doc.Source.File.Path < steps[first].doc.Source.File.Path {
			first = i
		}
	}
	out := make([]link, 0, len(steps))
	for i := range steps {
		s := steps[(first+i)%len(steps)]
		out = append(out, link{s.doc, w.edges[s.doc][s.next-1].ref})
	}
	return out
}
