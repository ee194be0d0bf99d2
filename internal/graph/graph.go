// Package graph joins documents, records and terms, in both directions.
//
// Link reads what the front matter and the text of all documents point to and
// resolves it. What leads nowhere is kept as data (Broken), from which rules
// make findings. A Graph does not change after Link. Public makes a second
// graph of the documents that may be published; it still knows the first one,
// so that a reference to something withheld can be told from a broken one.
//
// Cycles are allowed everywhere: the graph is only ever walked one step.
package graph

import (
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/markdown"
	"hria/internal/picture"
	"hria/internal/vocab"
)

// Node is a document or, with a Record, one of its records.
type Node struct {
	Doc    *assessment.Assessment
	Record string
}

// Target is what a reference leads to: a node, a term, a file or a heading.
type Target struct {
	Node
	Anchor   string // a heading's anchor in Doc
	Term     Term
	File     string // path of a file of the site
	Withheld bool   // it exists and is not for the public
	Outside  string // id of a document outside the register
}

// Term names an entry of a vocabulary, or an organisation by its name. Kind is
// "right", "group", "technology", "country", "principle" or "organisation".
type Term struct {
	Kind, ID string
}

// Backlink is a node that points to another one, and why.
type Backlink struct {
	Node
	Rel assessment.Relation
}

// Broken is a reference that leads nowhere.
type Broken struct {
	Rule    string // ID-04 for references and cross-links, TX-01 for links to files
	Span    diag.Span
	Message string
	Help    string
}

// Graph is all documents with what connects them.
type Graph struct {
	Docs []*assessment.Assessment // sorted by path

	words  *vocab.Set
	full   *Graph                   // of a public graph: the one it was made of
	now    map[string]string        // beside an earlier edition: where files are that it names as they were
	former func() map[string]string // documents by the files of their former addresses
	spread Spread
	*shape
	parts   []*part // beside Docs
	quoting []int   // the places of those that link to paragraphs of others
	uses    map[string]*uses
	shows   []FileUse
}

// Spread calls do for 0 to n-1, on as many cores as it likes.
type Spread func(n int, do func(i int))

func oneByOne(n int, do func(i int)) {
	for i := range n {
		do(i)
	}
}

// Duplicate is an id or an address that two documents or records claim.
type Duplicate struct {
	Span  diag.Span
	What  string
	First diag.Span
}

// Link makes the graph of all documents. files are the paths of the other
// files of the site, such as pictures.
func Link(words *vocab.Set, docs []*assessment.Assessment, files []string) *Graph {
	return (*Graph)(nil).Relink(words, docs, files, oneByOne)
}

// Relink makes the graph that Link makes, and takes over what it can from an
// earlier one. That costs about what has changed; nil is an earlier graph of
// nothing.
func (g *Graph) Relink(words *vocab.Set, docs []*assessment.Assessment, files []string, spread Spread) *Graph {
	out := &Graph{words: words, spread: spread}
	out.link(docs, files, g)
	return out
}

// Public makes the graph of what may be published. before is an earlier one,
// or nil, as for Relink.
func (g *Graph) Public(docs []*assessment.Assessment, before *Graph) *Graph {
	if slices.Equal(docs, g.Docs) { // nothing is withheld
		out := *g
		out.full = g
		return &out
	}
	out := &Graph{words: g.words, full: g, spread: g.spread, now: g.now}
	out.link(docs, g.list, before)
	return out
}

// Duplicates lists the ids that a document claims after another one.
func (g *Graph) Duplicates() []Duplicate {
	var out []Duplicate
	for _, d := range g.doubles {
		first, second := g.Docs[d[0]], g.Docs[d[1]]
		out = append(out, Duplicate{second.ID.Span, second.ID.Value, first.ID.Span})
	}
	return out
}

// SamePages lists the documents whose files make the page of another one, which
// comes first.
func (g *Graph) SamePages() [][2]*assessment.Assessment {
	var out [][2]*assessment.Assessment
	for _, d := range g.clashes {
		out = append(out, [2]*assessment.Assessment{g.Docs[d[0]], g.Docs[d[1]]})
	}
	return out
}

// SameNames tells whether two graphs have the same documents by their names:
// paths, ids, languages, and what translates what, each at the same place.
func (g *Graph) SameNames(other *Graph) bool { return other != nil && g.shape == other.shape }

// Place is where a document stands in Docs.
func (g *Graph) Place(a *assessment.Assessment) (int, bool) {
	if a == nil {
		return 0, false
	}
	i, ok := g.at[a.Source.File.Path]
	return i, ok && g.Docs[i] == a
}

// DuplicateRecords lists the ids that a record of a document claims after
// another one.
func (g *Graph) DuplicateRecords(a *assessment.Assessment) []Duplicate { return g.part(a).own.doubles }

// Broken lists the references of a document that lead nowhere. They are for its
// author to mend, so that the graph of all documents tells them, and no public one.
func (g *Graph) Broken(a *assessment.Assessment) []Broken {
	if g.full != nil {
		return nil
	}
	return g.part(a).broken
}

// Files lists the files that the text of a document shows or links to.
func (g *Graph) Files(a *assessment.Assessment) []FileUse { return g.part(a).files }

// AllFiles lists the files that the texts of all documents show or link to, each
// once, sorted.
func (g *Graph) AllFiles() []FileUse { return g.shows }

// Surroundings stands for all that can be found one step around a document:
// itself, what it refers to and what refers to it, each with its translations.
// While it stays the same, from one graph to the next, so does all that.
type Surroundings struct{ _ byte }

// Surroundings gives that of a document.
func (g *Graph) Surroundings(a *assessment.Assessment) *Surroundings { return g.part(a).near }

// AllSurroundings lists those of all documents, beside Docs.
func (g *Graph) AllSurroundings() []*Surroundings {
	out := make([]*Surroundings, len(g.parts))
	for i, p := range g.parts {
		out[i] = p.near
	}
	return out
}

// resolve finds the node of an address, seen from a document.
func (g *Graph) resolve(from *assessment.Assessment, at assessment.Address) (Target, bool) {
	doc := from
	if at.Document != "" {
		doc = g.document(at.Document)
	}
	if doc != nil && at.Record == "" && at.Document != "" {
		return Target{Node: Node{Doc: doc}}, true
	}
	if doc != nil {
		if _, ok := g.Record(Node{doc, at.Record}); ok {
			return Target{Node: Node{doc, at.Record}}, true
		}
	}
	if g.full == nil {
		return Target{}, false
	}
	full, _ := g.full.Has(from.Source.File.Path)
	if _, ok := g.full.resolve(full, at); ok {
		return Target{Withheld: true}, true
	}
	return Target{}, false
}

// Resolve finds what a reference of the front matter leads to. A document that
// is not in the register comes back as Outside.
func (g *Graph) Resolve(from *assessment.Assessment, ref string) Target {
	at := assessment.ParseAddress(ref)
	if t, ok := g.resolve(from, at); ok {
		return t
	}
	return Target{Outside: ref}
}

// Record gives the record of a node.
func (g *Graph) Record(n Node) (assessment.Record, bool) {
	if n.Doc == nil {
		return assessment.Record{}, false
	}
	at, ok := g.at[n.Doc.Source.File.Path]
	if !ok {
		return assessment.Record{}, false
	}
	place, ok := g.parts[at].records[n.Record]
	if !ok {
		return assessment.Record{}, false
	}
	return g.Docs[at].RecordAt(place), true
}

// Backlinks lists what points to a node, in the order of the files.
func (g *Graph) Backlinks(n Node) []Backlink { return g.part(n.Doc).in[n.Record] }

// Uses goes through the documents and records that name a term, in the order of
// the files.
func (g *Graph) Uses(t Term) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for _, u := range g.usesOf(t) {
			if !yield(Node{g.Docs[u.place], u.record}) {
				return
			}
		}
	}
}

// UsesIn goes through those of one document.
func (g *Graph) UsesIn(a *assessment.Assessment, t Term) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		place, ok := g.Place(a)
		list := g.usesOf(t)
		from, to := span(list, place)
		for _, u := range list[from:to] {
			if !ok || !yield(Node{a, u.record}) {
				return
			}
		}
	}
}

func (g *Graph) usesOf(t Term) []use {
	if u := g.uses[t.Kind]; u != nil {
		return u.by[t.ID]
	}
	return nil
}

// TermIDs lists the ids of the terms of a kind that are used, sorted.
func (g *Graph) TermIDs(kind string) []string {
	if u := g.uses[kind]; u != nil {
		return slices.Clone(u.ids())
	}
	return nil
}

// Has tells whether the graph holds the document of this path.
func (g *Graph) Has(path string) (*assessment.Assessment, bool) {
	if i, ok := g.at[path]; ok {
		return g.Docs[i], true
	}
	return nil, false
}

// document finds a document by its id.
func (g *Graph) document(id string) *assessment.Assessment {
	if i, ok := g.byID[id]; ok {
		return g.Docs[i]
	}
	return nil
}

// part is what is known of a document; of one that is not in the graph, nothing.
func (g *Graph) part(a *assessment.Assessment) *part {
	if a != nil {
		if i, ok := g.at[a.Source.File.Path]; ok {
			return g.parts[i]
		}
	}
	return &part{own: &own{}}
}

// Languages lists a document and its translations: the original first, then by
// language.
func (g *Graph) Languages(a *assessment.Assessment) []*assessment.Assessment {
	var out []*assessment.Assessment
	for _, i := range g.family(a) {
		out = append(out, g.Docs[i])
	}
	return out
}

// Version gives the first of a document and its translations that fits, or nil.
func (g *Graph) Version(a *assessment.Assessment, fits func(*assessment.Assessment) bool) *assessment.Assessment {
	for _, i := range g.family(a) {
		if fits(g.Docs[i]) {
			return g.Docs[i]
		}
	}
	return nil
}

// Original is the document that a translation translates, or the document
// itself.
func (g *Graph) Original(a *assessment.Assessment) *assessment.Assessment {
	return g.Docs[g.family(a)[0]]
}

// family gives the places of a document and its translations, those in the
// graph of a document that is not.
func (g *Graph) family(a *assessment.Assessment) []int {
	if i, ok := g.at[a.Source.File.Path]; ok {
		return g.families[i]
	}
	return g.works[g.workKey(nameOf(a))]
}

// Works lists one document for each work: its original.
func (g *Graph) Works() []*assessment.Assessment {
	out := make([]*assessment.Assessment, 0, len(g.Docs))
	for i, a := range g.Docs {
		if g.families[i][0] == i {
			out = append(out, a)
		}
	}
	return out
}

// ResolveLink finds what a link of a document's text leads to. Links to other
// sites lead to the zero Target. A link that leads nowhere comes back as
// Broken.
func (g *Graph) ResolveLink(a *assessment.Assessment, l *markdown.Link) (Target, *Broken) {
	switch l.Kind {
	case markdown.LinkCross:
		return g.crossLink(a, l)
	case markdown.LinkFragment:
		return g.fragment(a, a, strings.TrimPrefix(l.Target, "#"), l)
	case markdown.LinkRelative, markdown.LinkImage:
		return g.fileLink(a, l)
	}
	return Target{}, nil
}

func (g *Graph) fileLink(a *assessment.Assessment, l *markdown.Link) (Target, *Broken) {
	name, fragment := cutAddress(l.Target)
	file := path.Join(a.Source.Dir, name)
	if now, moved := g.now[file]; moved {
		file = now
	}
	if doc, ok := g.Has(file); ok && l.Kind == markdown.LinkRelative {
		if fragment == "" {
			return Target{Node: Node{Doc: doc}}, nil
		}
		return g.fragment(a, doc, fragment, l)
	}
	if g.full != nil {
		if _, there := g.full.Has(file); there {
			return Target{Withheld: true}, nil
		}
	}
	if g.files[file] {
		if kinds := publishable(l.Kind); !slices.Contains(kinds, strings.ToLower(path.Ext(file))) {
			return Target{}, &Broken{"TX-01", l.Span, "a file such as " + quote(path.Base(file)) + " is not published: it could run code, or is none of the text",
				"published are " + strings.Join(kinds, ", ")}
		}
		return Target{File: file}, nil
	}
	what := "file"
	if l.Kind == markdown.LinkImage {
		what = "picture"
	}
	return Target{}, &Broken{"TX-01", l.Span, "no " + what + " " + quote(l.Target) + " beside this document", g.fileHelp(a, name, what)}
}

// cutAddress takes the path of a file and a fragment from the address of a link.
func cutAddress(address string) (name, fragment string) {
	name, fragment, _ = strings.Cut(address, "#")
	name, _, _ = strings.Cut(name, "?")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return name, fragment
}

// publishable lists the endings of files that may stand beside a page. What a
// browser would run (HTML, SVG, scripts) is not among them.
func publishable(kind markdown.LinkKind) []string {
	pictures := picture.Endings()
	if kind == markdown.LinkImage {
		return pictures
	}
	return append(pictures, ".pdf", ".csv", ".txt", ".json", ".zip", ".ods", ".odt", ".docx", ".xlsx", ".ics", ".bib")
}

// fragment finds a record or a heading of a document.
func (g *Graph) fragment(from, doc *assessment.Assessment, fragment string, l *markdown.Link) (Target, *Broken) {
	if _, ok := g.Record(Node{doc, fragment}); ok {
		return Target{Node: Node{doc, fragment}}, nil
	}
	var known []string
	for _, h := range doc.Source.Body.Headings {
		if h.ID == fragment {
			return Target{Node: Node{Doc: doc}, Anchor: fragment}, nil
		}
		known = append(known, h.ID)
	}
	if doc.Source.Body.Paragraph(fragment) {
		return Target{Node: Node{Doc: doc}, Anchor: fragment}, nil
	}
	if g.full != nil {
		full, _ := g.full.Has(doc.Source.File.Path)
		if t, broken := g.full.fragment(from, full, fragment, l); broken == nil && t.Doc != nil {
			return Target{Withheld: true}, nil
		}
	}
	help := "link to a record, such as #I1, or to a heading of the document"
	if near := diag.Nearest(fragment, known); near != "" {
		help = "did you mean " + quote("#"+near) + "?"
	}
	return Target{}, &Broken{"TX-01", l.Span, "no heading or record " + quote("#"+fragment) + " in " + doc.Source.File.Path, help}
}
