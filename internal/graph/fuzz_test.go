package graph_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/source"
	"hria/internal/vocab"
)

// FuzzReferences puts whatever an author may write into every place that can
// refer: front matter, a cross-link, the address of a link. It leads to a
// document of the graph or is reported in its place with help, and a backlink
// leads back to the document.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{"S1", "I1", "A-1", "A-1#I1", "A-1#", "#I1", "A-1#I1#I2", "right:privacy", "ungp:18", "ungp:99", "source:S1", "tech:", "a.md", "./a.md#M1",
		"../a.md", "a.md#no", "x.png", "https://example.org/#I1", "javascript:x", "B-1#F9", "é", "\u202eI1", "withheld", "group:children|text", "%2e%2e/a.md", "a.md?x#I1"} {
		f.Add(seed)
	}
	words, err := vocab.Standard()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, ref string) {
		var list []*assessment.Assessment
		for name, text := range map[string]string{
			"a.md": first,
			"b.md": "+++\nid = \"B-1\"\nrelated = [{ id = " + strconv.Quote(ref) + " }]\n[[finding]]\nid = \"F1\"\ntarget = " + strconv.Quote(ref) + "\n+++\n\n[[" + ref + "]] and [text](" + ref + ") and ![](<" + ref + ">)\n",
		} {
			d, _ := source.Parse("assessments", "assessments/"+name, []byte(text))
			a, _ := assessment.Decode(words, d)
			list = append(list, a)
		}
		g := graph.Link(words, list, []string{"assessments/x.png"})
		for _, b := range broken(g) {
			if b.Message == "" || b.Help == "" || b.Rule == "" || !b.Span.Known() || b.Span.Start < 0 || b.Span.End < b.Span.Start || b.Span.End > len(b.Span.File.Text) {
				t.Fatalf("%q: %+v", ref, b)
			}
		}
		for _, a := range g.Docs {
			target := g.Resolve(a, ref)
			if target.Doc == nil && target.Outside == "" && ref != "" || target.Doc != nil && !slices.Contains(g.Docs, target.Doc) {
				t.Fatalf("%q leads to %+v", ref, target)
			}
			for _, back := range g.Backlinks(graph.Node{Doc: a}) {
				if !slices.Contains(g.Docs, back.Doc) {
					t.Fatalf("%q: a backlink from nowhere", ref)
				}
			}
			for i := range a.Source.Body.Links {
				l := &a.Source.Body.Links[i]
				if _, broken := g.ResolveLink(a, l); broken != nil && (broken.Help == "" || strings.HasSuffix(broken.Message, ".")) {
					t.Fatalf("%q: %+v", ref, broken)
				}
			}
		}
		var published []*assessment.Assessment
		for _, a := range list {
			if p := a.Public(); p != nil {
				published = append(published, p)
			}
		}
		public := g.Public(published, nil)
		for _, a := range public.Docs {
			public.Resolve(a, ref)
		}
	})
}
