package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/source"
	"hria/internal/vocab"
)

func docs(t *testing.T, files ...string) (*vocab.Set, []*assessment.Assessment) {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	var out []*assessment.Assessment
	for i := 0; i < len(files); i += 2 {
		d, _ := source.Parse("assessments", "assessments/"+files[i], []byte(files[i+1]))
		a, _ := assessment.Decode(words, d)
		out = append(out, a)
	}
	return words, out
}

func backlinks(g *graph.Graph, n graph.Node) string {
	var out []string
	for _, b := range g.Backlinks(n) {
		out = append(out, fmt.Sprintf("%s#%s %s", b.Doc.ID.Value, b.Record, b.Rel))
	}
	return strings.Join(out, "; ")
}

const first = `+++
id = "A-1"
[[source]]
id = "S1"
[[impact]]
id = "I1"
rights = ["privacy"]
evidence = ["S1"]
[[mitigation]]
id = "M1"
impacts = ["I1"]
+++

See [[source:S1]] and [[right:expression]].
`

func TestBothDirections(t *testing.T) {
	words, list := docs(t, "a.md", first, "b.md", "+++\nid = \"B-1\"\nrelated = [{ id = \"A-1\", rel = \"see-also\" }]\n[[finding]]\nid = \"F1\"\ntarget = \"A-1#I1\"\n+++\n[text](a.md#M1)\n")
	g := graph.Link(words, list, nil)
	if len(broken(g)) > 0 {
		t.Fatal(broken(g))
	}
	a := list[0]
	for n, want := range map[graph.Node]string{
		{Doc: a, Record: "I1"}: "A-1#M1 answers; B-1#F1 finding",
		{Doc: a, Record: "S1"}: "A-1#I1 evidence; A-1# mentions",
		{Doc: a, Record: "M1"}: "B-1# mentions",
		{Doc: a}:               "B-1# related",
	} {
		if got := backlinks(g, n); got != want {
			t.Errorf("%s: got %q, want %q", n.Record, got, want)
		}
	}
	if uses := slices.Collect(g.Uses(graph.Term{Kind: "right", ID: "privacy"})); len(uses) != 1 || uses[0].Record != "I1" {
		t.Errorf("privacy: %v", uses)
	}
	if uses := slices.Collect(g.Uses(graph.Term{Kind: "right", ID: "expression"})); len(uses) != 1 || uses[0].Record != "" {
		t.Errorf("expression: %v", uses)
	}
}

// TestCycle links two documents that succeed each other, and an impact to
// itself.
// TestBeside: an earlier edition leads to itself, to what it refers to as that is
// now, and says what of that is withheld; nothing else refers to it.
func TestBeside(t *testing.T) {
	words, list := docs(t, "a.md", first,
		"b.md", "+++\nid = \"B-1\"\nrelated = [{ id = \"A-1\", rel = \"see-also\" }]\n[[finding]]\nid = \"F1\"\ntarget = \"A-1#I1\"\n+++\n[text](a.md#M1)\n",
		"c.md", "+++\nid = \"C-1\"\npublication = \"internal\"\n+++\n", "d.md", "+++\nid = \"D-1\"\n+++\n",
		"a@1.0.md", strings.Replace(first, "\n+++\n\n", "\n+++\n\n[[A-1#I1]] [[B-1]] [[C-1]] [p](p.png) [q](q.png) ", 1))
	public := graph.Link(words, list[:4], []string{"assessments/p.png", "assessments/q.png"}).Public([]*assessment.Assessment{list[0], list[1], list[3]}, nil)
	old := list[4]
	g := public.Beside(old, old, func(file string) bool { return file == "assessments/p.png" })
	var got []string
	for i := range old.Source.Body.Links {
		to, broken := g.ResolveLink(old, &old.Source.Body.Links[i])
		switch {
		case broken != nil:
			got = append(got, "broken")
		case to.Doc != nil:
			got = append(got, to.Doc.Source.File.Path+"#"+to.Record)
		default:
			got = append(got, fmt.Sprint(to.File, to.Withheld, to.Term.ID))
		}
	}
	const want = "assessments/a@1.0.md#I1 assessments/b.md# true assessments/p.pngfalse broken assessments/a@1.0.md#S1 falseexpression"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if back := backlinks(g, graph.Node{Doc: old, Record: "I1"}); strings.Contains(back, "B-1") || !strings.Contains(back, "A-1#M1") {
		t.Errorf("I1 is referred to by %s", back)
	}
	if len(g.Docs) != 2 {
		t.Errorf("%d documents are beside it", len(g.Docs)-1)
	}
}

// TestBesideMoved: an edition finds what has moved since, by former addresses, and
// the translations of its own document, not the document itself.
func TestBesideMoved(t *testing.T) {
	head := func(id, rest string) string { return "+++\nid = \"" + id + "\"\n" + rest + "+++\n" }
	words, list := docs(t,
		"else.md", head("B-1", "aliases = [\"assessments/other.html\", \"assessments/shared.html\"]\n[[impact]]\nid = \"I1\"\n"),
		"else.fr.md", head("B-1.fr", "aliases = [\"fr/assessments/other.html\"]\ntranslation = { of = \"B-1\" }\n"),
		"new/index.md", head("C-1", "aliases = [\"assessments/folder.html\", \"elsewhere/x.html\"]\n"),
		"third.md", head("D-1", "aliases = [\"assessments/shared.html\", \"assessments/new.html\"]\n"),
		"hidden.md", head("E-1", "publication = \"internal\"\naliases = [\"assessments/secret.html\"]\n"),
		"moved/a.md", head("A-1", "aliases = [\"assessments/a.html\"]\n"),
		"moved/a.fr.md", head("A-1.fr", "translation = { of = \"A-1\" }\n"),
		"moved/a@1.0.md", head("A-1", "")+"[1](other.md#I1) [2](other.fr.md) [3](folder/index.md) [4](shared.md) [5](secret.md) [6](third.md) [7](a.fr.md) [8](a.md) [9](p.png) [10](../other.md) [11](none.md) [12](x.md)\n")
	open := slices.Concat(list[:4], list[5:7])
	public := graph.Link(words, list[:7], []string{"assessments/p.png"}).Public(open, nil)
	old := list[7]
	g := public.Beside(old, old, func(string) bool { return true })
	var got []string
	for i := range old.Source.Body.Links {
		to, broken := g.ResolveLink(old, &old.Source.Body.Links[i])
		switch {
		case broken != nil:
			got = append(got, "broken")
		case to.Withheld:
			got = append(got, "withheld")
		case to.Doc != nil:
			got = append(got, to.Doc.Source.Slug+"."+to.Doc.Source.Lang+"#"+to.Record)
		default:
			got = append(got, to.File)
		}
	}
	const want = "else.#I1 else.fr# new.# broken withheld third.# moved/a.fr# broken assessments/p.png else.# broken broken"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestCycle(t *testing.T) {
	text := "+++\nid = \"%s\"\nrelated = [{ id = \"%s\", rel = \"succeeds\" }]\ntranslation = { of = \"%s\" }\n[[impact]]\nid = \"I1\"\ncumulative_with = [\"I1\", \"%s#I1\"]\n+++\n"
	words, list := docs(t, "a.md", fmt.Sprintf(text, "A", "B", "B", "B"), "b.md", fmt.Sprintf(text, "B", "A", "A", "A"))
	g := graph.Link(words, list, nil)
	if len(broken(g)) > 0 || len(g.Works()) == 0 {
		t.Errorf("got %v, works %d", broken(g), len(g.Works()))
	}
}

// TestPublic tells what is withheld from what is missing.
func TestPublic(t *testing.T) {
	words, list := docs(t, "a.md", strings.Replace(first, "[[source]]\nid = \"S1\"", "[[source]]\nid = \"S1\"\nsensitivity = \"restricted\"", 1),
		"draft.md", "+++\nid = \"D-1\"\n+++\n")
	full := graph.Link(words, list, nil)
	public := full.Public([]*assessment.Assessment{list[0].Public()}, nil)
	a := public.Docs[0]
	for ref, withheld := range map[string]bool{"S1": true, "D-1": true, "I1": false, "Z-9": false} {
		if got := public.Resolve(a, ref); got.Withheld != withheld {
			t.Errorf("%s: got %+v", ref, got)
		}
	}
	if public.Resolve(a, "Z-9").Outside != "Z-9" || public.Resolve(a, "I1").Doc != a {
		t.Error("a document elsewhere is outside; a record is found in the public document")
	}
}

func TestWorks(t *testing.T) {
	words, list := docs(t, "a.fr.md", "+++\nid = \"A\"\nlang = \"fr\"\n+++\n", "a.md", "+++\nid = \"A.en\"\nlang = \"en\"\ntranslation = { of = \"A\", version = \"1.0\" }\n+++\n", "b.md", "+++\nid = \"B\"\n+++\n")
	g := graph.Link(words, list, nil)
	if len(g.Works()) != 2 || g.Original(list[1]) != list[0] || len(g.Languages(list[0])) != 2 {
		t.Errorf("works %d, original of the translation %q", len(g.Works()), g.Original(list[1]).ID.Value)
	}
}

// broken lists all references that lead nowhere.
func broken(g *graph.Graph) []graph.Broken {
	var out []graph.Broken
	for _, a := range g.Docs {
		out = append(out, g.Broken(a)...)
	}
	return out
}
