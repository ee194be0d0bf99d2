package site

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/vocab"
)

// Row is a document in a list.
type Row struct {
	Link
	Kind     string
	Date     string
	ISODate  string
	Status   string
	Language string // where it is not that of the page
	Summary  string
	Where    []Link
	Severe   string // "3 severe impacts", "" for none
	Decision string
	Draft    bool
}

// Home is the view of a start page.
type Home struct {
	Frame
	Intro   string
	Counts  []string
	Newest  []Row
	Overdue []Event
	Terms   []TermList // the most used terms of each vocabulary
	All     Link
}

// Documents is the view of the list of all documents, by kind.
type Documents struct {
	Frame
	Groups []RowGroup
}

// RowGroup is the documents of one kind.
type RowGroup struct {
	ID    string
	Label string
	Rows  []Row
}

// Terms is the view of all terms of one vocabulary that are used.
type Terms struct {
	Frame
	Intro  string
	Groups []TermList
}

// TermList is a list of terms with the number of documents that name each.
type TermList struct {
	Label string
	Terms []TermCount
	All   Link
}

// TermCount is a term and how many documents name it.
type TermCount struct {
	Link
	Count string
	n     int
}

// Term is the view of one term: what it is, the impacts that touch it and the
// documents that name it.
type Term struct {
	Frame
	KindLabel string
	All       Link // to all terms of the kind
	Facts     []Fact
	Impacts   []TermImpact
	Sections  []TermSection
	Contexts  []DatedContext // of a country
	Hows      []How          // of a principle
	// Initiatives name the right, technology or country.
	Initiatives []Link
}

// TermImpact is an impact on the page of a term.
type TermImpact struct {
	Impact     Link
	Title      Link // leads nowhere; says its language
	Document   Link
	Level      int
	LevelLabel string
	Band       string
	BandLabel  string
	Likelihood string
	Holders    []Link
	Rights     []Link
}

// TermSection lists documents, each with its records that name the term.
type TermSection struct {
	Label string
	Rows  []TermRow
}

// TermRow is a document and its records that name the term.
type TermRow struct {
	Row
	Records []Link
	Reason  Link // leads nowhere; says its language
}

// DatedContext is what one document says of a country.
type DatedContext struct {
	Document Link
	Context
}

// How says how a document meets a principle.
type How struct {
	Document Link
	Text     Link // leads nowhere; says its language
}

// row shows a document in a list. Many pages of a folder list the same documents.
func (c *composer) row(original *assessment.Assessment) Row {
	known, ok := c.folder.rows.Load(original)
	if !ok {
		r := c.folder.maker.makeRow(original)
		known = &r
		c.folder.rows.Store(original, known)
	}
	r := *known.(*Row)
	r.Link, r.Where = c.here(r.Link), c.allHere(r.Where)
	return r
}

func (c *composer) makeRow(original *assessment.Assessment) Row {
	a := c.face(original).doc
	r := Row{Link: c.face(original).link, Kind: c.word("kind", a.Kind.Value), Date: c.texts.Date(a.Date.Value), Summary: opening(a.Summary.Value, 240),
		Where: c.termLinks(KindCountry, a.AllCountries()), Draft: !a.Published()}
	if a.Date.Set() {
		r.ISODate = a.Date.Value.Format(time.DateOnly)
	}
	if a.Status.Value != "published" {
		r.Status = c.word("status", a.Status.Value)
	}
	if lang := c.language(a); lang != c.lang {
		r.Language, r.Summary = c.languageLabel(lang), ""
	}
	if n := c.severe(a); n > 0 {
		r.Severe = c.texts.N("severe.impacts", n)
	}
	label, outcome := "position", a.Position.Outcome
	if !outcome.Set() {
		label, outcome = "decision", a.Decision.Outcome
	}
	r.Decision = c.word("decision.outcome", outcome.Value)
	if outcome.Set() && outcome.Value != "no-decision" { // which says itself what it is on
		r.Decision = c.t(label) + c.t("colon") + r.Decision
	}
	return r
}

// severe counts the severe impacts of a document.
func (s *Site) severe(a *assessment.Assessment) int {
	n := 0
	for i := range a.Impacts {
		if a.Impacts[i].LevelBy(s.method()).Severe() {
			n++
		}
	}
	return n
}

// newestFirst orders works by date, then id.
func newestFirst(works []*assessment.Assessment) []*assessment.Assessment {
	list := slices.Clone(works)
	slices.SortFunc(list, func(x, y *assessment.Assessment) int {
		if order := y.Date.Value.Compare(x.Date.Value); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(x.ID.Value, y.ID.Value), cmp.Compare(x.Source.File.Path, y.Source.File.Path))
	})
	return list
}

const (
	newestShown  = 12
	overdueShown = 20
	termsShown   = 8
)

func (c *composer) home(p *Page) *Home {
	description := c.Config.DescriptionIn(c.lang)
	if description == "" {
		description = c.t("home.description", c.Config.TitleIn(c.lang))
	}
	works := newestFirst(c.works())
	h := &Home{Frame: c.frame(p, c.Config.TitleIn(c.lang), description), Intro: c.Config.DescriptionIn(c.lang)}
	for _, a := range works[:min(len(works), newestShown)] {
		h.Newest = append(h.Newest, c.row(a))
	}
	h.Linked = c.linkedSite(description)
	h.Counts = c.counts(works)
	h.Overdue = c.overdueEvents()
	h.All = c.link(c.texts.N("home.all", len(works)), c.homePath("assessments/index.html"))
	for _, f := range termFolders {
		list := TermList{Label: c.t("nav." + f.Folder), Terms: c.used(f.Kind), All: c.link(c.t("home.terms."+f.Folder), c.homePath(f.Folder+"/index.html"))}
		slices.SortStableFunc(list.Terms, func(x, y TermCount) int { return cmp.Compare(y.n, x.n) })
		list.Terms = list.Terms[:min(len(list.Terms), termsShown)]
		if len(list.Terms) > 0 {
			h.Terms = append(h.Terms, list)
		}
	}
	return h
}

// works are all documents, each once whatever its translations.
func (c *composer) works() []*assessment.Assessment { return c.Graph.Works() }

// counts says in words what the register holds.
func (c *composer) counts(works []*assessment.Assessment) []string {
	kinds, impacts, severe, open := map[string]int{}, 0, 0, 0
	for _, a := range works {
		kinds[a.Kind.Value]++
		impacts += len(a.Impacts)
		severe += c.severe(a)
		for i := range a.Mitigations {
			if a.Current() && a.Mitigations[i].Open() {
				open++
			}
		}
	}
	var out []string
	for _, kind := range c.Words.IDs("kind") {
		if n := kinds[kind]; n > 0 {
			out = append(out, c.texts.N("count."+kind, n))
		}
	}
	if impacts > 0 {
		out = append(out, c.texts.N("count.impacts", impacts, c.texts.N("count.severe", severe)), c.texts.N("count.open", open))
	}
	return out
}

func (c *composer) measureSevere(a *assessment.Assessment, m *assessment.Mitigation) bool {
	for i := range a.Impacts {
		if x := &a.Impacts[i]; x.LevelBy(c.method()).Severe() && m.Answers(x.ID.Value) {
			return true
		}
	}
	return false
}

func (c *composer) documents(p *Page) *Documents {
	v := &Documents{Frame: c.frame(p, c.t("nav.documents"), c.t("documents.description", c.Config.TitleIn(c.lang)))}
	works := paged(p, c.byKind())
	for _, kind := range c.Words.IDs("kind") {
		g := RowGroup{ID: kind, Label: c.t("kinds." + kind)}
		for _, a := range works {
			if documentKind(a) == kind {
				g.Rows = append(g.Rows, c.row(a))
			}
		}
		if len(g.Rows) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

// byKind orders all works by kind, then date.
func (c *composer) byKind() []*assessment.Assessment {
	if list, ok := c.listed.Load(c.lang); ok { // for every part of the list
		return list.([]*assessment.Assessment)
	}
	kinds := c.Words.IDs("kind")
	list := newestFirst(c.works())
	slices.SortStableFunc(list, func(x, y *assessment.Assessment) int {
		return cmp.Compare(slices.Index(kinds, documentKind(x)), slices.Index(kinds, documentKind(y)))
	})
	c.listed.Store(c.lang, list)
	return list
}

// used lists the terms of a kind that documents name, in the order of the
// vocabulary, with the number of documents.
func (c *composer) used(kind string) []TermCount {
	var out []TermCount
	for _, id := range c.ordered(kind) {
		n := len(c.termWorks(graph.Term{Kind: kind, ID: id}))
		if n > 0 {
			out = append(out, TermCount{c.termLink(kind, id), c.texts.N("count.documents", n), n})
		}
	}
	return out
}

// ordered lists the used ids of a kind in the order of their vocabulary.
func (c *composer) ordered(kind string) []string {
	return c.inOrder(kind, c.termsOf(kind, c.interfaceLang()))
}

// inOrder gives ids in the order of their vocabulary, those of countries in the
// order of their names.
func (c *composer) inOrder(kind string, used []string) []string {
	if kind == KindCountry {
		slices.SortStableFunc(used, func(x, y string) int { return cmp.Compare(c.country(x), c.country(y)) })
		return used
	}
	var out []string
	for _, id := range c.Words.IDs(termVocabulary[kind]) {
		if slices.Contains(used, id) {
			out = append(out, id)
		}
	}
	return out
}

var termVocabulary = map[string]string{KindRight: "rights", KindPrinciple: "principles", KindTechnology: "technologies", KindGroup: "groups"}

// termWorks lists the works that name a term, each once, newest first. Every
// part of a term's page asks for it; the list must not be changed.
func (s *Site) termWorks(t graph.Term) []*assessment.Assessment {
	if list, ok := s.naming.Load(t); ok {
		return list.([]*assessment.Assessment)
	}
	list := s.findTermWorks(t)
	s.naming.Store(t, list)
	return list
}

func (s *Site) findTermWorks(t graph.Term) []*assessment.Assessment {
	var out []*assessment.Assessment
	seen := map[*assessment.Assessment]bool{}
	for n := range s.Graph.Uses(t) {
		if o := s.Graph.Original(n.Doc); !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	return newestFirst(out)
}

func (c *composer) terms(p *Page) *Terms {
	folder := ""
	for _, f := range termFolders {
		if f.Kind == p.Term.Kind {
			folder = f.Folder
		}
	}
	v := &Terms{Frame: c.frame(p, c.t("nav."+folder), c.t("terms.intro."+folder)), Intro: c.t("terms.intro." + folder)}
	used := c.used(p.Term.Kind)
	ids := c.ordered(p.Term.Kind)
	for i, t := range used {
		if p.Term.Kind == KindPrinciple {
			t.Text = join(" · ", t.Text, t.Note)
		}
		label := c.termGroup(p.Term.Kind, ids[i])
		at := slices.IndexFunc(v.Groups, func(g TermList) bool { return g.Label == label })
		if at < 0 {
			at = len(v.Groups)
			v.Groups = append(v.Groups, TermList{Label: label})
		}
		v.Groups[at].Terms = append(v.Groups[at].Terms, t)
	}
	return v
}

// termGroup is the heading under which a term is listed.
func (c *composer) termGroup(kind, id string) string {
	switch kind {
	case KindRight:
		r, _ := c.Words.RightByID(id)
		return c.word("cluster", r.Cluster)
	case KindPrinciple:
		for _, p := range c.Words.Principles {
			if strconv.Itoa(p.Number) == id {
				return c.word("pillar", p.Pillar)
			}
		}
	case KindTechnology:
		return c.word("family", class(c.Words.Technologies, id))
	case KindGroup:
		return c.word("class", class(c.Words.Groups, id))
	}
	return ""
}

func class(list []vocab.Term, id string) string {
	for _, t := range list {
		if t.ID == id {
			return t.Class
		}
	}
	return ""
}
