package graph

import (
	"hash/fnv"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/markdown"
)

// A graph is linked in three steps, each of which takes over from an earlier
// graph what has not changed:
//
//  1. shape: which document an id or a path stands for, what translates what.
//  2. part: what a document says by itself (own), and where what it points to
//     leads. A document that says nothing new is linked anew only where it
//     names one that did.
//  3. joined: what points to a document (part.in), and which documents name a
//     term. Lists are taken over but for what the documents say that were
//     linked anew.
//
// The law: a graph that took over is, to all who ask it, the graph that Link
// makes of the same documents (graph_test.go and package build hold it).
// Nothing of an earlier graph is changed, so that it stays usable.

// shape is what decides which document an address leads to. Documents are known
// by their place in Docs, so that a shape outlives the text of its documents.
type shape struct {
	list     []string // files beside the documents
	files    map[string]bool
	names    []name // beside Docs
	at       map[string]int
	byID     map[string]int
	doubles  [][2]int // documents that claim one id
	clashes  [][2]int // documents whose files make one page
	works    map[string][]int
	families [][]int // beside Docs: the document and its translations, the original first
}

// name is what a shape is made of, of one document.
type name struct {
	path, id, slug, lang, of string
	fileLang                 string // in the name of its file
	translated               bool
}

func nameOf(a *assessment.Assessment) name {
	return name{a.Source.File.Path, a.ID.Value, a.Source.Slug, a.Lang.Value, a.Translation.Of.Value, a.Source.Lang, a.Translation.Of.Set()}
}

// workKey is the same for a document and its translations.
func (s *shape) workKey(n name) string {
	if i, ok := s.byID[n.of]; ok && n.of != "" {
		return s.names[i].slug
	}
	return n.slug
}

func (s *shape) originalFirst(x, y int) int {
	a, b := &s.names[x], &s.names[y]
	if a.translated != b.translated {
		if a.translated {
			return 1
		}
		return -1
	}
	return strings.Compare(a.lang, b.lang)
}

// newShape takes that of an earlier graph over where no name has changed.
func newShape(docs []*assessment.Assessment, files []string, before *Graph) *shape {
	if before != nil && slices.Equal(files, before.list) && slices.EqualFunc(docs, before.Docs, func(a, b *assessment.Assessment) bool {
		return a == b || nameOf(a) == nameOf(b)
	}) {
		return before.shape
	}
	s := &shape{list: files, files: make(map[string]bool, len(files)), names: make([]name, len(docs)), at: make(map[string]int, len(docs)),
		byID: make(map[string]int, len(docs)), works: make(map[string][]int, len(docs)), families: make([][]int, len(docs))}
	for _, f := range files {
		s.files[f] = true
	}
	for i, a := range docs {
		n := nameOf(a)
		s.names[i], s.at[n.path] = n, i
		if n.id == "" {
			continue
		}
		if first, twice := s.byID[n.id]; twice {
			s.doubles = append(s.doubles, [2]int{first, i})
		} else {
			s.byID[n.id] = i
		}
	}
	type page struct{ slug, lang string }
	pages := make(map[page]int, len(docs))
	for i, n := range s.names {
		// Letter case does not tell files apart on every system.
		page := page{strings.ToLower(n.slug), strings.ToLower(n.fileLang)}
		if first, twice := pages[page]; twice {
			s.clashes = append(s.clashes, [2]int{first, i})
		} else {
			pages[page] = i
		}
		key := s.workKey(n)
		s.works[key] = append(s.works[key], i)
	}
	for _, list := range s.works {
		slices.SortStableFunc(list, s.originalFirst)
		for _, i := range list {
			s.families[i] = list
		}
	}
	return s
}

// part is what a graph knows of one document.
type part struct {
	*own
	links
	in   map[string][]Backlink // by record
	near *Surroundings
}

// own is what a document says by itself.
type own struct {
	records map[string]int // their places, by id
	doubles []Duplicate
	terms   []termUse
	names   []uint64 // hashes of the ids and paths that it names
	quotes  []uint64 // hashes of the paths to paragraphs of which it links
}

type termUse struct {
	Term
	record string
}

// links is where what a document points to leads.
type links struct {
	out    []string // paths of the other documents that it was resolved by
	broken []Broken
	loose  bool // something would lead elsewhere if there were other documents
	files  []FileUse
}

// FileUse is a file that the text of a document shows or links to.
type FileUse struct {
	File  string
	Shown bool // as a picture
}

// edge is a backlink on the way to its list.
type edge struct {
	to   Node
	from Backlink
}

// edges are those of some documents, by the path of the document that they lead to.
type edges map[string][]edge

// link makes the graph of docs.
func (g *Graph) link(docs []*assessment.Assessment, files []string, before *Graph) {
	if before != nil && (before.words != g.words || (before.full == nil) != (g.full == nil)) {
		before = nil
	}
	if before == nil {
		before = &Graph{shape: newShape(nil, nil, nil)}
	}
	g.Docs = slices.Clone(docs)
	g.former = sync.OnceValue(g.findFormer)
	if !sorted(docs, before.Docs) {
		slices.SortStableFunc(g.Docs, byPath)
	}
	g.shape = newShape(g.Docs, files, before)
	g.parts = make([]*part, len(g.Docs))
	news := differ(before, g)
	again := g.begin(before, news)
	found := make([]edges, len(again))
	g.spread(len(again), func(k int) { found[k] = g.resolveAll(again[k]) })
	all := edges{}
	for _, some := range found {
		for file, list := range some {
			all[file] = append(all[file], list...)
		}
	}
	g.joinBacklinks(before, news, again, all)
	g.joinUses(before, news)
	g.joinFiles(before, again)
	g.mark(before, news, again)
}

func byPath(a, b *assessment.Assessment) int {
	return strings.Compare(a.Source.File.Path, b.Source.File.Path)
}

// sorted tells whether documents are in the order of their paths, as those of
// before are.
func sorted(docs, before []*assessment.Assessment) bool {
	for i := 1; i < len(docs); i++ {
		if known := i < len(before) && docs[i] == before[i] && docs[i-1] == before[i-1]; !known && byPath(docs[i-1], docs[i]) > 0 {
			return false
		}
	}
	return true
}

// change is a document before and after; nil: it was not there.
type change struct{ old, new *assessment.Assessment }

func (c change) path() string {
	if c.new != nil {
		return c.new.Source.File.Path
	}
	return c.old.Source.File.Path
}

// differ lists the documents that are not the same in two graphs, by path.
func differ(before, after *Graph) []change {
	var out []change
	x, y := before.Docs, after.Docs
	for len(x) > 0 || len(y) > 0 {
		if len(x) > 0 && len(y) > 0 && x[0] == y[0] {
			x, y = x[1:], y[1:]
			continue
		}
		order := 0
		switch {
		case len(x) == 0:
			order = 1
		case len(y) == 0:
			order = -1
		default:
			order = strings.Compare(x[0].Source.File.Path, y[0].Source.File.Path)
		}
		var c change
		if order <= 0 {
			c.old, x = x[0], x[1:]
		}
		if order >= 0 {
			c.new, y = y[0], y[1:]
		}
		out = append(out, c)
	}
	return out
}

// begin takes over the parts of an earlier graph and lists the places of the
// documents that are to be linked anew: those that changed, those that name
// one that did, and where other documents or files came or went, those with
// something that led nowhere.
func (g *Graph) begin(before *Graph, news []change) []int {
	other := g.shape != before.shape
	if copy(g.parts, before.parts); other {
		for i, a := range g.Docs {
			g.parts[i] = nil
			if at, ok := before.at[a.Source.File.Path]; ok {
				g.parts[i] = before.parts[at]
			}
		}
	}
	var again []int
	for _, c := range news {
		if c.new != nil {
			again = append(again, g.at[c.path()])
		}
	}
	g.spread(len(again), func(k int) { g.parts[again[k]] = &part{own: g.ownOf(g.Docs[again[k]])} })
	keys := newKeys()
	keys.documents(before, g, news)
	if g.full != nil && before.full != nil {
		keys.documents(before.full, g.full, differ(before.full, g.full))
	}
	keys.files(before.shape, g.shape)
	changed := len(again)
	isNew := make(map[int]bool, changed)
	for _, i := range again {
		isNew[i] = true
	}
	look := func(i int) {
		if p := g.parts[i]; !isNew[i] && (other && p.loose || keys.names.has(p.names) || keys.quotes.has(p.quotes)) {
			g.parts[i] = &part{own: p.own, in: p.in}
			again = append(again, i)
		}
	}
	if other || len(keys.names) > 0 {
		for i := range g.parts {
			look(i)
		}
	} else {
		for _, i := range before.quoting {
			look(i)
		}
	}
	slices.Sort(again)
	g.findQuoting(before, again)
	return again
}

// findQuoting lists the documents that link to paragraphs. again are those that
// may do so otherwise than before.
func (g *Graph) findQuoting(before *Graph, again []int) {
	if g.shape == before.shape {
		g.quoting = slices.DeleteFunc(slices.Clone(before.quoting), func(i int) bool { return slices.Contains(again, i) })
	} else {
		again = nil
		for i := range g.parts {
			again = append(again, i)
		}
	}
	for _, i := range again {
		if len(g.parts[i].quotes) > 0 {
			g.quoting = append(g.quoting, i)
		}
	}
}

// keys are hashes of the names of what says other things than before to those
// that name it.
type keys struct {
	names  hashes // of documents and files
	quotes hashes // of documents, by those that link to their paragraphs
}

type hashes map[uint64]bool

func (h hashes) has(list []uint64) bool {
	return len(h) > 0 && slices.ContainsFunc(list, func(n uint64) bool { return h[n] })
}

func newKeys() keys { return keys{hashes{}, hashes{}} }

// documents notes by which names a document is known that says other things:
// whether it is there, its records and its headings, and its paragraphs.
func (k keys) documents(before, after *Graph, news []change) {
	for _, c := range news {
		file := c.path()
		k.quotes[hash(file)] = true
		if c.old != nil && c.new != nil && c.old.ID.Value == c.new.ID.Value &&
			before.part(c.old).sameRecords(after.part(c.new)) && sameHeadings(c.old, c.new) {
			continue
		}
		for _, a := range []*assessment.Assessment{c.old, c.new} {
			if a != nil {
				k.names[hash(file)], k.names[hash(a.ID.Value)] = true, true
			}
		}
	}
}

// files notes the files that came or went.
func (k keys) files(before, after *shape) {
	if before == after || slices.Equal(before.list, after.list) {
		return
	}
	for _, x := range [][2]*shape{{before, after}, {after, before}} {
		for _, f := range x[0].list {
			if !x[1].files[f] {
				k.names[hash(f)] = true
			}
		}
	}
}

func (o *own) sameRecords(other *part) bool {
	for id := range o.records {
		if _, ok := other.records[id]; !ok {
			return false
		}
	}
	return len(o.records) == len(other.records)
}

func sameHeadings(a, b *assessment.Assessment) bool {
	return slices.EqualFunc(a.Source.Body.Headings, b.Source.Body.Headings, func(x, y markdown.Heading) bool { return x.ID == y.ID })
}

// hash shortens the names that documents know each other by. Where two have the
// same, a document is linked anew for nothing.
func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// ownOf is what a document says by itself: what the graph of all documents knows
// of it already where nothing of it is withheld.
func (g *Graph) ownOf(a *assessment.Assessment) *own {
	if g.full != nil {
		if i, ok := g.full.Place(a); ok {
			return g.full.parts[i].own
		}
	}
	return g.read(a)
}

// read finds what a document says by itself.
func (g *Graph) read(a *assessment.Assessment) *own {
	records := a.Records()
	o := &own{records: make(map[string]int, len(records))}
	for i, r := range records {
		if r.ID.Value == "" {
			continue
		}
		if first, twice := o.records[r.ID.Value]; twice {
			o.doubles = append(o.doubles, Duplicate{r.ID.Span, r.ID.Value, records[first].ID.Span})
			continue
		}
		o.records[r.ID.Value] = i
	}
	named := map[Term]bool{}
	use := func(t Term, record string) {
		if u := (termUse{t, record}); !named[t] || !slices.Contains(o.terms, u) {
			o.terms = append(o.terms, u)
		}
		named[t] = true
	}
	for t := range a.Terms() {
		use(Term{t.Kind, t.ID}, t.From.Value)
	}
	for name := range a.Organisations() {
		use(Term{"organisation", name}, "")
	}
	names, quotes := hashes{}, hashes{}
	if !a.Source.Broken {
		for r := range a.References() {
			if id := assessment.ParseAddress(r.To.Value).Document; id != "" {
				names[hash(id)] = true
			}
		}
		for i := range a.Source.Body.Links {
			l := &a.Source.Body.Links[i]
			if key := namedBy(a, l); key != "" {
				names[hash(key)] = true
				if strings.Contains(l.Target, "#p-") {
					quotes[hash(key)] = true
				}
			}
			// A cross-link of the text counts where nothing else names the term.
			if t, broken := g.crossTerm(l); broken == nil && t.Kind != "" && !named[t] {
				use(t, "")
			}
		}
	}
	o.terms = slices.Clone(o.terms) // without the room that it grew by
	o.names, o.quotes = slices.Sorted(maps.Keys(names)), slices.Sorted(maps.Keys(quotes))
	return o
}

// namedBy is the id or the path that a link of the text names, or "".
func namedBy(a *assessment.Assessment, l *markdown.Link) string {
	switch l.Kind {
	case markdown.LinkCross:
		if l.Scheme == "" || l.Scheme == "source" {
			return crossAddress(l).Document
		}
	case markdown.LinkRelative, markdown.LinkImage:
		name, _ := cutAddress(l.Target)
		return path.Join(a.Source.Dir, name)
	}
	return ""
}

// namedIn lists the ids and paths that a document names.
func namedIn(a *assessment.Assessment) []string {
	if a.Source.Broken {
		return nil
	}
	var out []string
	for r := range a.References() {
		if id := assessment.ParseAddress(r.To.Value).Document; id != "" {
			out = append(out, id)
		}
	}
	for i := range a.Source.Body.Links {
		if key := namedBy(a, &a.Source.Body.Links[i]); key != "" {
			out = append(out, key)
		}
	}
	return out
}

// resolveAll finds out where all that a document points to leads.
func (g *Graph) resolveAll(i int) edges {
	a, p := g.Docs[i], g.parts[i]
	if a.Source.Broken { // what cannot be read cannot be missing either
		return nil
	}
	l := linker{Graph: g, a: a, links: &p.links, edges: edges{}}
	l.references()
	l.sections()
	l.textLinks()
	slices.Sort(p.out)
	p.out = slices.Compact(p.out)
	return l.edges
}

// linker links one document.
type linker struct {
	*Graph
	a *assessment.Assessment
	*links
	edges edges
}

// report keeps what leads nowhere.
func (l linker) report(b Broken) {
	l.loose = true
	l.broken = append(l.broken, b)
}

// references resolves what the front matter points to.
func (l linker) references() {
	a := l.a
	for r := range a.References() {
		t, ok := l.resolve(a, assessment.ParseAddress(r.To.Value))
		l.saw(t)
		switch {
		case !ok && r.Outside && l.nearDocument(r.To.Value) == "":
			l.loose = true
		case !ok || r.Letters == "" && t.Record != "" || r.Letters != "" && t.Record == "" && !t.Withheld && r.Rel != assessment.RelEvidence && r.Rel != assessment.RelFinding:
			l.report(Broken{"ID-04", r.To.Span, l.missing(a, r), l.help(a, r)})
		case t.Record != "" && !strings.Contains(r.Letters, t.Record[:1]) && !t.Withheld:
			l.report(Broken{"ID-04", r.To.Span, quote(r.To.Value) + " is not " + letters(r.Letters), l.help(a, r)})
		case r.Rel != assessment.RelNamed && !t.Withheld:
			l.backlink(t.Node, Node{a, r.From.Value}, r.Rel)
		}
	}
	for i := range a.Withheld {
		if w := a.Withheld[i].Target; w.Set() && l.full == nil && (w.Value == "" || !a.HasTarget(w.Value)) {
			l.report(Broken{"ID-04", w.Span, "nothing is called " + quote(w.Value) + ", so nothing is withheld",
				"name a record, such as \"G1\", or a field, such as \"M1.owner\" or \"deployment.vendors\""})
		}
	}
}

// saw notes by which other document something was resolved.
func (l linker) saw(t Target) {
	if t.Doc != nil && t.Doc != l.a {
		l.out = append(l.out, t.Doc.Source.File.Path)
	}
}

// sections finds sections of the text on records that do not exist; no page
// would show them.
func (l linker) sections() {
	if l.full != nil {
		return
	}
	for _, h := range l.a.Source.Body.Headings {
		if _, ok := l.Record(Node{l.a, h.Record}); h.Record != "" && !ok {
			l.report(Broken{"ID-04", h.Span, "this section is about " + quote(h.Record) + ", which is no record of the document",
				"add the record to the front matter, or let the heading begin with another word"})
		}
	}
}

// textLinks resolves the links of the text.
func (l linker) textLinks() {
	for i := range l.a.Source.Body.Links {
		link := &l.a.Source.Body.Links[i]
		t, broken := l.ResolveLink(l.a, link)
		if broken != nil {
			l.report(*broken)
			continue
		}
		l.saw(t)
		if t.File != "" {
			l.files = append(l.files, FileUse{t.File, link.Kind == markdown.LinkImage})
		}
		l.backlink(Node{t.Doc, t.Record}, Node{Doc: l.a}, assessment.RelMentions)
	}
}

// backlink notes that a node points to another one, once for each reason. That
// the text mentions what a record rests on says nothing new.
func (l linker) backlink(to, from Node, rel assessment.Relation) {
	if to.Doc == nil || to == from {
		return
	}
	key := to.Doc.Source.File.Path
	for _, before := range l.edges[key] {
		if before.to == to && before.from.Node == from && (rel == assessment.RelMentions || before.from.Rel == rel) {
			return
		}
	}
	l.edges[key] = append(l.edges[key], edge{to, Backlink{from, rel}})
}

// joinBacklinks gives each document what points to it: the lists of before
// without what the documents said that were linked anew, and what these say now.
func (g *Graph) joinBacklinks(before *Graph, news []change, again []int, edges edges) {
	anew := make(map[string]bool, len(again))
	touched := map[string]bool{}
	leave := func(file string) {
		anew[file], touched[file] = true, true
		if at, ok := before.at[file]; ok {
			for _, to := range before.parts[at].out {
				touched[to] = true
			}
		}
	}
	for _, i := range again {
		leave(g.names[i].path)
	}
	for _, c := range news { // what went points to nothing any more
		leave(c.path())
	}
	for to := range edges {
		touched[to] = true
	}
	for file := range touched {
		at, ok := g.at[file]
		if !ok {
			continue
		}
		p := *g.parts[at]
		p.in = map[string][]Backlink{}
		if was, ok := before.at[file]; ok {
			for record, list := range before.parts[was].in {
				left := slices.DeleteFunc(slices.Clone(list), func(b Backlink) bool { return anew[b.Doc.Source.File.Path] })
				if len(left) > 0 {
					p.in[record] = left
				}
			}
		}
		changed := map[string]bool{}
		for _, e := range edges[file] {
			p.in[e.to.Record] = append(p.in[e.to.Record], e.from)
			changed[e.to.Record] = true
		}
		for record := range changed {
			slices.SortStableFunc(p.in[record], func(x, y Backlink) int { return strings.Compare(x.Doc.Source.File.Path, y.Doc.Source.File.Path) })
		}
		g.parts[at] = &p
	}
}

// mark gives new surroundings to all documents around those that changed.
func (g *Graph) mark(before *Graph, news []change, again []int) {
	fresh := map[string]bool{}
	families := func(paths map[string]bool) map[string]bool {
		out := map[string]bool{}
		for file := range paths {
			out[file] = true
			for _, x := range []*Graph{before, g} {
				if at, ok := x.at[file]; ok {
					for _, i := range x.families[at] {
						out[x.names[i].path] = true
					}
				}
			}
		}
		return out
	}
	for _, c := range news {
		fresh[c.path()] = true
	}
	fresh = families(fresh)
	for file := range maps.Clone(fresh) {
		for _, x := range []*Graph{before, g} {
			if at, ok := x.at[file]; ok {
				x.parts[at].joined(func(other string) { fresh[other] = true })
			}
		}
	}
	for _, i := range again {
		fresh[g.names[i].path] = true
	}
	for file := range families(fresh) {
		if at, ok := g.at[file]; ok {
			p := *g.parts[at]
			p.near = &Surroundings{}
			g.parts[at] = &p
		}
	}
}

// joined lists the documents that a document points to, or that point to it.
func (p *part) joined(found func(file string)) {
	for _, file := range p.out {
		found(file)
	}
	for _, list := range p.in {
		for _, b := range list {
			found(b.Doc.Source.File.Path)
		}
	}
}
