package graph_test

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/source"
	"hria/internal/vocab"
)

// atOnce does all at once.
func atOnce(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

var swapped = strings.NewReplacer("\nOne.\n", "\nTwo.\n", "\nTwo.\n", "\nOne.\n")

// TestRelink edits a register again and again, in all ways that change what
// leads where: a graph that took over from the one before says what one says
// that was linked from the start, and the one before still says what it said.
func TestRelink(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	for seed := range int64(40) {
		r := rand.New(rand.NewSource(seed))
		decoded, heads, texts := map[string]*assessment.Assessment{}, map[string]string{}, map[string]string{}
		files := []string{"assessments/p1.png"}
		var full, public *graph.Graph
		for step := range 16 {
			for range 1 + r.Intn(3) {
				name := fmt.Sprintf("assessments/d%d.md", r.Intn(9))
				if r.Intn(5) == 0 {
					delete(decoded, name)
					continue
				}
				if heads[name] == "" || r.Intn(3) == 0 { // else it keeps its names
					heads[name] = randomHead(r)
				}
				if r.Intn(3) == 0 && texts[name] != "" { // all but a paragraph stays
					texts[name] = swapped.Replace(texts[name])
				} else {
					texts[name] = randomDocument(r, heads[name])
				}
				d, _ := source.Parse("assessments", name, []byte(texts[name]))
				decoded[name], _ = assessment.Decode(words, d)
			}
			if r.Intn(4) == 0 {
				files = []string{"assessments/p" + fmt.Sprint(r.Intn(3)) + ".png"}
			}
			list := slices.Collect(maps.Values(decoded))
			var open []*assessment.Assessment
			for _, a := range list {
				if p := a.Public(); p != nil && a.Published() {
					open = append(open, p)
				}
			}
			before, said := full, ""
			if full != nil {
				said = tell(full)
			}
			full = full.Relink(words, list, files, atOnce)
			public = full.Public(open, public)
			cold := graph.Link(words, list, files)
			if got, want := tell(full), tell(cold); got != want {
				t.Fatalf("seed %d, step %d: relinked\n%s\nlinked\n%s", seed, step, got, want)
			}
			if got, want := tell(public), tell(cold.Public(open, nil)); got != want {
				t.Fatalf("seed %d, step %d: public, relinked\n%s\nlinked\n%s", seed, step, got, want)
			}
			if before != nil && tell(before) != said {
				t.Fatalf("seed %d, step %d: the graph before has changed", seed, step)
			}
		}
	}
}

// TestSurroundings holds what a change reaches against what it leaves alone.
func TestSurroundings(t *testing.T) {
	text := func(id, more string) string { return "+++\nid = \"" + id + "\"\n" + more + "+++\n" }
	words, list := docs(t, "a.md", text("A", ""), "b.md", text("B", "based_on = [\"A\"]\n"), "b.fr.md", text("B.fr", "translation = { of = \"B\" }\n"), "c.md", text("C", "related = [{ id = \"NEW\" }]\n"), "d.md", text("D", ""))
	before := graph.Link(words, list, nil)
	for edit, want := range map[string]string{
		"a.md " + text("A", "title = \"x\"\n"): "a.md b.fr.md b.md",
		"d.md " + text("D", "title = \"x\"\n"): "d.md",
		"d.md " + text("NEW", ""):              "c.md d.md",
		"e.md " + text("E", ""):                "c.md e.md", // what C names might now be meant for E
	} {
		name, text, _ := strings.Cut(edit, " ")
		_, news := docs(t, name, text)
		next := append(slices.DeleteFunc(slices.Clone(list), func(a *assessment.Assessment) bool { return a.Source.File.Path == news[0].Source.File.Path }), news...)
		g := before.Relink(words, next, nil, atOnce)
		var fresh []string
		for _, a := range g.Docs {
			if old, ok := before.Has(a.Source.File.Path); !ok || before.Surroundings(old) != g.Surroundings(a) {
				fresh = append(fresh, strings.TrimPrefix(a.Source.File.Path, "assessments/"))
			}
		}
		slices.Sort(fresh)
		if got := strings.Join(fresh, " "); got != want {
			t.Errorf("%s: got %s, want %s", edit, got, want)
		}
	}
}

// tell puts all that a graph can be asked into words.
func tell(g *graph.Graph) string {
	var b strings.Builder
	node := func(n graph.Node) string {
		if n.Doc == nil {
			return "-"
		}
		return fmt.Sprintf("%s(%p)#%s", n.Doc.Source.File.Path, n.Doc, n.Record)
	}
	for _, d := range g.Duplicates() {
		fmt.Fprintf(&b, "twice %s %d %s %d\n", d.What, d.Span.Start, d.First.Path(), d.First.Start)
	}
	terms := map[graph.Term]bool{}
	for _, a := range g.Docs {
		fmt.Fprintf(&b, "%s original %s, languages", node(graph.Node{Doc: a}), node(graph.Node{Doc: g.Original(a)}))
		for _, x := range g.Languages(a) {
			b.WriteString(" " + node(graph.Node{Doc: x}))
		}
		fmt.Fprintf(&b, "\n broken %v, twice %v, files %v\n", g.Broken(a), g.DuplicateRecords(a), g.Files(a))
		for _, record := range []string{"", "I1", "I2", "M1", "S1"} {
			for _, x := range g.Backlinks(graph.Node{Doc: a, Record: record}) {
				fmt.Fprintf(&b, " %s from %s %s\n", record, node(x.Node), x.Rel)
			}
		}
		for r := range a.References() {
			to := g.Resolve(a, r.To.Value)
			fmt.Fprintf(&b, " %s leads to %s %v %s\n", r.To.Value, node(to.Node), to.Withheld, to.Outside)
		}
		for u := range a.Terms() {
			terms[graph.Term{Kind: u.Kind, ID: u.ID}] = true
		}
	}
	fmt.Fprintf(&b, "works")
	for _, a := range g.Works() {
		b.WriteString(" " + node(graph.Node{Doc: a}))
	}
	terms[graph.Term{Kind: "right", ID: "health"}] = true
	for name := range 3 {
		terms[graph.Term{Kind: "organisation", ID: fmt.Sprintf("Firm %d", name)}] = true
	}
	fmt.Fprintf(&b, "\nfiles %v", g.AllFiles())
	for _, pair := range g.SamePages() {
		fmt.Fprintf(&b, "\none page: %s %s", node(graph.Node{Doc: pair[0]}), node(graph.Node{Doc: pair[1]}))
	}
	for _, kind := range []string{"right", "principle", "organisation"} {
		fmt.Fprintf(&b, "\n%s %v", kind, g.TermIDs(kind))
	}
	for _, t := range slices.SortedFunc(maps.Keys(terms), func(x, y graph.Term) int { return strings.Compare(x.Kind+x.ID, y.Kind+y.ID) }) {
		fmt.Fprintf(&b, "\n%v", t)
		for n := range g.Uses(t) {
			b.WriteString(" " + node(n))
		}
		for i, a := range g.Docs {
			if at, ok := g.Place(a); at != i || !ok {
				fmt.Fprintf(&b, " %s is at %d", node(graph.Node{Doc: a}), at)
			}
			for n := range g.UsesIn(a, t) {
				b.WriteString(" " + node(n))
			}
		}
	}
	return b.String()
}

// randomHead is what a document is known by.
func randomHead(r *rand.Rand) string {
	head := fmt.Sprintf("id = %q\nlang = %q\n", anID(r), oneOf(r, "en", "fr"))
	if r.Intn(3) == 0 {
		head += fmt.Sprintf("translation = { of = %q }\n", anID(r))
	}
	return head
}

func oneOf(r *rand.Rand, list ...string) string { return list[r.Intn(len(list))] }

func anID(r *rand.Rand) string { return oneOf(r, "A-1", "A-2", "B-1", "B-2", "C", "CC", "") }

// randomDocument is a document that names a few others, some of which are there.
func randomDocument(r *rand.Rand, head string) string {
	if r.Intn(12) == 0 {
		return "+++\nid = \n+++\n"
	}
	pick := func(list ...string) string { return oneOf(r, list...) }
	id := func() string { return anID(r) }
	ref := func() string { return pick(id(), id()+"#I1", id()+"#M1", "I1", "I2", "S1") }
	var b strings.Builder
	fmt.Fprintf(&b, "+++\n%sstatus = %q\nversion = \"1.%d\"\n", head, pick("published", "published", "draft"), r.Intn(2))
	if r.Intn(3) == 0 {
		fmt.Fprintf(&b, "by = \"Firm %d\"\n", r.Intn(3))
	}
	fmt.Fprintf(&b, "related = [{ id = %q, rel = \"see-also\" }]\nbased_on = [%q]\nrights_holders = []\n", ref(), id())
	if r.Intn(4) == 0 {
		b.WriteString("withheld = [{ target = \"S1\", reason = \"legal\" }]\n")
	}
	for i := range r.Intn(3) {
		fmt.Fprintf(&b, "[[impact]]\nid = \"I%d\"\nrights = [%q]\nevidence = [%q]\ncumulative_with = [%q]\n", 1+i*r.Intn(2), pick("privacy", "health", "expression"), ref(), ref())
	}
	if r.Intn(2) == 0 {
		fmt.Fprintf(&b, "[[mitigation]]\nid = \"M1\"\nimpacts = [%q]\nungp = [%d]\n[[source]]\nid = \"S1\"\n", ref(), 13+r.Intn(4))
	}
	fmt.Fprintf(&b, "+++\n\n## %s\n\n[[%s]] and [text](d%d.md#%s) and ![x](p%d.png) and [[right:%s]] and [x](#%s)\n", pick("I1 impact", "S1", "Scope"), ref(), r.Intn(9), pick("scope", "I1", "", "p-70277bfc"), r.Intn(3), pick("privacy", "health", "helth"), pick("scope", "I1"))
	fmt.Fprintf(&b, "\n%s\n", pick("One.", "Two.")) // a paragraph that others link to
	return b.String()
}
