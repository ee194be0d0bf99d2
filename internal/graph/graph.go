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

// Term names an entry of a vocabulary. Kind is "right", "group", "technology",
// "country" or "principle".
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
	Doc     *assessment.Assessment
	Record  string // that holds it
	Span    diag.Span
	Message string
	Help    string
}

// Graph is all documents with what connects them.
type Graph struct {
	Docs       []*assessment.Assessment // sorted by path
	Broken     []Broken
	Duplicates []Duplicate

	words     *vocab.Set
	files     map[string]bool
	byID      map[string]*assessment.Assessment
	byPath    map[string]*assessment.Assessment
	records   map[Node]assessment.Record
	backlinks map[Node][]Backlink
	uses      map[Term][]Node
	works     map[string][]*assessment.Assessment
	languages map[*assessment.Assessment][]*assessment.Assessment // the same, by document
	full      *Graph                                              // of a public graph: the one it was made of
}

// Duplicate is an id or an address that two documents or records claim.
type Duplicate struct {
	Rule   string // ID-01 for documents, ID-04 for records
	Span   diag.Span
	What   string
	First  diag.Span
	Doc    *assessment.Assessment
	Record string
}

// Link makes the graph of all documents. files are the paths of the other
// files of the site, such as pictures.
func Link(words *vocab.Set, docs []*assessment.Assessment, files []string) *Graph {
	g := &Graph{words: words, files: map[string]bool{}}
	for _, f := range files {
		g.files[f] = true
	}
	g.link(docs)
	return g
}

// Public makes the graph of what may be published.
func (g *Graph) Public(docs []*assessment.Assessment) *Graph {
	p := &Graph{words: g.words, files: g.files, full: g}
	p.link(docs)
	return p
}

func (g *Graph) link(docs []*assessment.Assessment) {
	g.Docs = slices.SortedFunc(slices.Values(docs), func(a, b *assessment.Assessment) int {
		return strings.Compare(a.Source.File.Path, b.Source.File.Path)
	})
	g.byID, g.byPath = map[string]*assessment.Assessment{}, map[string]*assessment.Assessment{}
	g.records, g.backlinks = map[Node]assessment.Record{}, map[Node][]Backlink{}
	g.uses, g.works = map[Term][]Node{}, map[string][]*assessment.Assessment{}
	g.languages = make(map[*assessment.Assessment][]*assessment.Assessment, len(docs))
	for _, a := range g.Docs {
		g.addDocument(a)
	}
	for _, a := range g.Docs {
		g.works[g.workKey(a)] = append(g.works[g.workKey(a)], a)
		for _, t := range a.Terms() {
			g.use(Term{t.Kind, t.ID}, Node{a, t.From.Value})
		}
		if !a.Source.Broken { // what cannot be read cannot be missing either
			g.references(a)
			g.sections(a)
			g.textLinks(a)
		}
	}
	for _, list := range g.works {
		slices.SortStableFunc(list, originalFirst)
		for _, a := range list {
			g.languages[a] = list
		}
	}
}

func (g *Graph) addDocument(a *assessment.Assessment) {
	g.byPath[a.Source.File.Path] = a
	if id := a.ID.Value; id != "" {
		if first := g.byID[id]; first != nil {
			g.Duplicates = append(g.Duplicates, Duplicate{"ID-01", a.ID.Span, id, first.ID.Span, a, ""})
		} else {
			g.byID[id] = a
		}
	}
	for _, r := range a.Records() {
		if r.ID.Value == "" {
			continue
		}
		key := Node{a, r.ID.Value}
		if first, twice := g.records[key]; twice {
			g.Duplicates = append(g.Duplicates, Duplicate{"ID-04", r.ID.Span, r.ID.Value, first.ID.Span, a, r.ID.Value})
			continue
		}
		g.records[key] = r
	}
}

// use notes that a node names a term, once. Documents are linked one after the
// other, so that a document's own uses stand at the end of the list.
func (g *Graph) use(t Term, n Node) {
	for _, before := range slices.Backward(g.uses[t]) {
		if before.Doc != n.Doc {
			break
		}
		if before == n {
			return
		}
	}
	g.uses[t] = append(g.uses[t], n)
}

// references resolves what the front matter points to.
func (g *Graph) references(a *assessment.Assessment) {
	for _, r := range a.References() {
		t, ok := g.resolve(a, assessment.ParseAddress(r.To.Value))
		switch {
		case !ok && r.Outside && g.nearDocument(r.To.Value) == "":
		case !ok || r.Letters == "" && t.Record != "" || r.Letters != "" && t.Record == "" && !t.Withheld && r.Rel != assessment.RelEvidence && r.Rel != assessment.RelFinding:
			g.Broken = append(g.Broken, Broken{"ID-04", a, r.From.Value, r.To.Span, g.missing(a, r), g.help(a, r)})
		case t.Record != "" && !strings.Contains(r.Letters, t.Record[:1]) && !t.Withheld:
			g.Broken = append(g.Broken, Broken{"ID-04", a, r.From.Value, r.To.Span,
				quote(r.To.Value) + " is not " + letters(r.Letters), g.help(a, r)})
		case r.Rel != assessment.RelNamed && !t.Withheld:
			g.backlink(t.Node, Node{a, r.From.Value}, r.Rel)
		}
	}
	for i := range a.Withheld {
		if w := a.Withheld[i].Target; w.Set() && g.full == nil && (w.Value == "" || !a.HasTarget(w.Value)) {
			g.Broken = append(g.Broken, Broken{"ID-04", a, "", w.Span, "nothing is called " + quote(w.Value) + ", so nothing is withheld",
				"name a record, such as \"G1\", or a field, such as \"M1.owner\" or \"deployment.vendors\""})
		}
	}
}

// sections finds sections of the text on records that do not exist; no page
// would show them.
func (g *Graph) sections(a *assessment.Assessment) {
	if g.full != nil {
		return
	}
	for _, h := range a.Source.Body.Headings {
		if _, ok := g.records[Node{a, h.Record}]; h.Record != "" && !ok {
			g.Broken = append(g.Broken, Broken{"ID-04", a, "", h.Span, "this section is about " + quote(h.Record) + ", which is no record of the document",
				"add the record to the front matter, or let the heading begin with another word"})
		}
	}
}

func (g *Graph) backlink(to, from Node, rel assessment.Relation) {
	if to.Doc == nil || to == from {
		return
	}
	for _, before := range slices.Backward(g.backlinks[to]) {
		if before.Doc != from.Doc {
			break
		}
		if before.Node == from && (rel == assessment.RelMentions || before.Rel == rel) {
			return
		}
	}
	g.backlinks[to] = append(g.backlinks[to], Backlink{from, rel})
}

// resolve finds the node of an address, seen from a document.
func (g *Graph) resolve(from *assessment.Assessment, at assessment.Address) (Target, bool) {
	doc := from
	if at.Document != "" {
		doc = g.byID[at.Document]
	}
	if doc != nil && at.Record == "" && at.Document != "" {
		return Target{Node: Node{Doc: doc}}, true
	}
	if doc != nil {
		if _, ok := g.records[Node{doc, at.Record}]; ok {
			return Target{Node: Node{doc, at.Record}}, true
		}
	}
	if g.full == nil {
		return Target{}, false
	}
	full := g.full.byPath[from.Source.File.Path]
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
	r, ok := g.records[n]
	return r, ok
}

// Backlinks lists what points to a node, in the order of the files.
func (g *Graph) Backlinks(n Node) []Backlink { return g.backlinks[n] }

// Uses lists the documents and records that name a term, in the order of the
// files.
func (g *Graph) Uses(t Term) []Node { return g.uses[t] }

// TermIDs lists the ids of the terms of a kind that are used, sorted.
func (g *Graph) TermIDs(kind string) []string {
	var out []string
	for t := range g.uses {
		if t.Kind == kind {
			out = append(out, t.ID)
		}
	}
	slices.Sort(out)
	return out
}

// Has tells whether the graph holds the document of this path.
func (g *Graph) Has(path string) (*assessment.Assessment, bool) {
	a, ok := g.byPath[path]
	return a, ok
}

// workKey is the same for a document and its translations.
func (g *Graph) workKey(a *assessment.Assessment) string {
	if of := g.byID[a.Translation.Of.Value]; of != nil {
		return of.Source.Slug
	}
	return a.Source.Slug
}

// Languages lists a document and its translations: the original first, then by
// language. The list must not be changed.
func (g *Graph) Languages(a *assessment.Assessment) []*assessment.Assessment {
	if list, ok := g.languages[a]; ok {
		return list
	}
	return g.works[g.workKey(a)]
}

func originalFirst(x, y *assessment.Assessment) int {
	if tx, ty := x.Translation.Of.Set(), y.Translation.Of.Set(); tx != ty {
		if tx {
			return 1
		}
		return -1
	}
	return strings.Compare(x.Lang.Value, y.Lang.Value)
}

// Original is the document that a translation translates, or the document
// itself.
func (g *Graph) Original(a *assessment.Assessment) *assessment.Assessment {
	return g.Languages(a)[0]
}

// Works lists one document for each work: its original.
func (g *Graph) Works() []*assessment.Assessment {
	var out []*assessment.Assessment
	for _, a := range g.Docs {
		if g.Original(a) == a {
			out = append(out, a)
		}
	}
	return out
}

// textLinks resolves the links of a document's text.
func (g *Graph) textLinks(a *assessment.Assessment) {
	for i := range a.Source.Body.Links {
		l := &a.Source.Body.Links[i]
		t, broken := g.ResolveLink(a, l)
		if broken != nil {
			g.Broken = append(g.Broken, *broken)
			continue
		}
		if t.Term.Kind != "" {
			g.mention(t.Term, a)
		}
		g.backlink(Node{t.Doc, t.Record}, Node{Doc: a}, assessment.RelMentions)
	}
}

// mention counts a cross-link of the text as a use where nothing else of the
// document names the term.
func (g *Graph) mention(t Term, a *assessment.Assessment) {
	if uses := g.uses[t]; len(uses) == 0 || uses[len(uses)-1].Doc != a {
		g.use(t, Node{Doc: a})
	}
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
	name, fragment, _ := strings.Cut(l.Target, "#")
	name, _, _ = strings.Cut(name, "?")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	file := path.Join(a.Source.Dir, name)
	if doc := g.byPath[file]; doc != nil && l.Kind == markdown.LinkRelative {
		if fragment == "" {
			return Target{Node: Node{Doc: doc}}, nil
		}
		return g.fragment(a, doc, fragment, l)
	}
	if g.full != nil && g.full.byPath[file] != nil {
		return Target{Withheld: true}, nil
	}
	if g.files[file] {
		if kinds := publishable(l.Kind); !slices.Contains(kinds, strings.ToLower(path.Ext(file))) {
			return Target{}, &Broken{"TX-01", a, "", l.Span, "a file such as " + quote(path.Base(file)) + " is not published: it could run code, or is none of the text",
				"published are " + strings.Join(kinds, ", ")}
		}
		return Target{File: file}, nil
	}
	what := "file"
	if l.Kind == markdown.LinkImage {
		what = "picture"
	}
	return Target{}, &Broken{"TX-01", a, "", l.Span, "no " + what + " " + quote(l.Target) + " beside this document", g.fileHelp(a, name, what)}
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
	if _, ok := g.records[Node{doc, fragment}]; ok {
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
		full := g.full.byPath[doc.Source.File.Path]
		if t, broken := g.full.fragment(from, full, fragment, l); broken == nil && t.Doc != nil {
			return Target{Withheld: true}, nil
		}
	}
	help := "link to a record, such as #I1, or to a heading of the document"
	if near := diag.Nearest(fragment, known); near != "" {
		help = "did you mean " + quote("#"+near) + "?"
	}
	return Target{}, &Broken{"TX-01", from, "", l.Span, "no heading or record " + quote("#"+fragment) + " in " + doc.Source.File.Path, help}
}
