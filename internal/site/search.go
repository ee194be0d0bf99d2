package site

import (
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"sync"
	"time"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/markdown"
	"hria/internal/search"
)

// kindSearch is the page that searches; kindOverview is what it calls pages on
// the register as a whole.
const (
	kindSearch   = "search"
	kindOverview = "overview"
)

// Search is the view of the search page.
type Search struct {
	Frame
	Filters []SearchFilter
	Found   string // "{0} pages found" by CLDR's forms of the plural, as JSON
	Ways    []Link // lists that lead to everything without a search
}

// SearchFilter narrows a search down to the pages of one value.
type SearchFilter struct {
	Name, Label string
	Options     []SearchOption
}

// SearchOption is a value of a filter.
type SearchOption struct{ Value, Label string }

func (c *composer) search(p *Page) any {
	found, _ := json.Marshal(c.texts.Forms("search.found")) // texts by name: cannot fail
	v := &Search{Frame: c.frame(p, c.t("register.search"), c.t("search.intro")), Found: string(found)}
	v.Scripts = true
	_, all := c.registerLinks()
	for _, l := range append(c.nav(), all...) {
		if !l.Here {
			v.Ways = append(v.Ways, l)
		}
	}
	v.Filters = c.filters()
	return v
}

// filters lists the values that a search can be narrowed down to: those that
// documents have.
func (c *composer) filters() []SearchFilter {
	statuses, levels := map[string]bool{}, map[assessment.Level]bool{}
	for _, a := range c.Graph.Docs {
		statuses[a.Status.Value] = true
		levels[gravest(a, c.method())] = true
	}
	out := []SearchFilter{{"kind", c.t("search.kind"), c.kindOptions()}}
	for _, f := range termFolders {
		if f.Kind == KindPrinciple {
			continue
		}
		list := SearchFilter{Name: f.Kind, Label: c.t("kind." + f.Kind)}
		for _, id := range c.inOrder(f.Kind, c.Graph.TermIDs(f.Kind)) {
			list.Options = append(list.Options, SearchOption{id, c.termText(f.Kind, id).Text})
		}
		out = append(out, list)
	}
	status, level := SearchFilter{Name: "status", Label: c.t("search.status")}, SearchFilter{Name: "level", Label: c.t("search.level")}
	for _, id := range c.Words.IDs("status") {
		if statuses[id] {
			status.Options = append(status.Options, SearchOption{id, c.word("status", id)})
		}
	}
	for n := assessment.Level(4); n > 0; n-- {
		if levels[n] {
			level.Options = append(level.Options, SearchOption{strconv.Itoa(int(n)), c.level(n)})
		}
	}
	out = append(out, status, level)
	return slices.DeleteFunc(out, func(f SearchFilter) bool { return len(f.Options) == 0 })
}

func (c *composer) kindOptions() []SearchOption {
	there := map[string]bool{}
	for _, a := range c.Graph.Docs {
		there[documentKind(a)] = true
	}
	var out []SearchOption
	for _, kind := range c.Words.IDs("kind") {
		if there[kind] {
			out = append(out, SearchOption{kind, c.word("kind", kind)})
		}
	}
	for _, f := range termFolders {
		out = append(out, SearchOption{f.Kind, c.t("kind." + f.Kind)})
	}
	return append(out, SearchOption{kindOverview, c.t("search.overview")})
}

// gravest is the level of the gravest impact.
func gravest(a *assessment.Assessment, m assessment.Method) assessment.Level {
	level := assessment.Level(0)
	for i := range a.Impacts {
		level = max(level, a.Impacts[i].LevelBy(m))
	}
	return level
}

// searchIndex is the index with the number that each page has in it.
type searchIndex struct {
	*search.Index
	numbers func() map[string]int // by path
}

// Index is the index that the search page reads. Only its size is worked out
// here; it is made when somebody asks for one of its files.
func (s *Site) Index() *search.Index { return s.searched().Index }

// Read reads a document's page for the index. It is quick while the text is at
// hand, when the page was just shown; pages that nobody reads are read when the
// index is made.
func (s *Site) Read(p *Page) {
	x := s.searched()
	if n, ok := x.numbers()[p.Path]; ok {
		x.Read(n)
	}
}

func (s *Site) newIndex() searchIndex {
	found, texts := 0, 0
	for _, p := range s.Pages() {
		if s.found(p) {
			found++
			if p.Doc != nil {
				texts++
			}
		}
	}
	plan := sync.OnceValues(s.searchGroups)
	return searchIndex{search.New(found, texts, func() []search.Group {
		groups, _ := plan()
		return groups
	}), sync.OnceValue(func() map[string]int {
		_, pages := plan()
		numbers := make(map[string]int, len(pages))
		for n, p := range pages {
			numbers[p.Path] = n
		}
		return numbers
	})}
}

// found tells whether a search finds a page: documents, terms and the pages on
// the whole register, of each its first part.
func (s *Site) found(p *Page) bool {
	switch p.Kind {
	case KindMoved, KindMissing, KindHome, KindRules, KindRule, kindSearch:
		return false
	}
	return p.Part < 2 && p.Edition == ""
}

// searchGroups are the pages that a search finds: the documents of each
// language, newest first, then the other pages of each.
func (s *Site) searchGroups() (out []search.Group, pages []*Page) {
	docs, local := map[string][]*Page{}, map[string][]*Page{}
	langs := slices.Clone(s.Config.Languages)
	for _, p := range s.Pages() {
		if !s.found(p) {
			continue
		}
		if !slices.Contains(langs, p.Lang) {
			langs = append(langs, p.Lang)
		}
		if p.Doc != nil {
			docs[p.Lang] = append(docs[p.Lang], p)
		} else {
			local[p.Lang] = append(local[p.Lang], p)
		}
	}
	for _, lang := range langs {
		slices.SortStableFunc(docs[lang], func(x, y *Page) int { return y.Doc.Date.Value.Compare(x.Doc.Date.Value) })
		pages = append(pages, docs[lang]...)
		c := s.composer(lang, "index.html")
		out = append(out, search.Group{Lang: lang, Dir: locale.Direction(lang), Len: len(docs[lang]),
			Page: func(i int, t *search.Text) search.Card { return c.documentCard(docs[lang][i], t) }})
	}
	for _, lang := range langs {
		pages = append(pages, local[lang]...)
		c := s.composer(lang, "index.html")
		out = append(out, search.Group{Lang: lang, Dir: locale.Direction(lang), Local: true, Len: len(local[lang]),
			Page: func(i int, t *search.Text) search.Card { return c.localCard(local[lang][i], t) }})
	}
	return out, pages
}

// localCard is the page of a term, or one on the register as a whole.
func (c *composer) localCard(p *Page, t *search.Text) search.Card {
	card, weight := search.Card{Path: escapePath(p.Path), Kind: p.Kind}, search.Title
	switch {
	case p.Term.ID != "":
		name := c.termText(p.Term.Kind, p.Term.ID)
		card.Title = name.Text
		if p.Term.Kind == KindPrinciple {
			card.Title = join(" · ", name.Text, name.Note)
		}
		if p.Kind == kindOrganisation {
			weight = search.Called
		} else {
			t.Add(search.Name, p.Term.ID)
		}
	case p.Kind == KindDocuments:
		card.Title, card.Kind = c.t("nav.documents"), kindOverview
	case p.Kind == KindTerms:
		card.Title, card.Kind = c.t("nav."+path.Base(path.Dir(p.Path))), kindOverview
	default:
		card.Title, card.Kind = c.t("register."+p.Kind), kindOverview
	}
	t.Add(weight, card.Title)
	t.Filter("kind", card.Kind)
	return card
}

// documentCard is a document: what it says, weighed, and what it is.
func (c *composer) documentCard(p *Page, t *search.Text) search.Card {
	a := p.Doc
	card := search.Card{Path: escapePath(p.Path), Title: a.Title.Value, Kind: documentKind(a), Level: int(gravest(a, c.method())),
		Status: a.Status.Value, Summary: opening(a.Summary.Value, 180)}
	if a.Date.Set() {
		card.Date = a.Date.Value.Format(time.DateOnly)
	}
	for _, x := range a.AllCountries() {
		card.Countries = append(card.Countries, x.Value)
	}
	t.Add(search.Title, a.Title.Value)
	t.Add(search.Title, a.ID.Value)
	c.searchTerms(a, t)
	searchNames(a, t)
	searchRecords(a, t)
	c.searchProse(a, t)
	t.Filter("kind", card.Kind)
	t.Filter("status", card.Status)
	t.Filter("level", strconv.Itoa(card.Level))
	return card
}

// searchTerms adds the terms that a document names: their names to the text,
// their ids to the filters.
func (c *composer) searchTerms(a *assessment.Assessment, t *search.Text) {
	seen := map[graph.Term]bool{}
	for use := range a.Terms() {
		term := graph.Term{Kind: use.Kind, ID: use.ID}
		if seen[term] {
			continue
		}
		seen[term] = true
		name := c.termText(use.Kind, use.ID)
		t.Add(search.Name, name.Text)
		t.Add(search.Body, name.Note)
		if use.Kind != KindPrinciple {
			t.Filter(use.Kind, use.ID)
		}
	}
	t.Add(search.Name, c.word("kind", a.Kind.Value))
}

// searchNames adds those who act: organisations, people, offices.
func searchNames(a *assessment.Assessment, t *search.Text) {
	add := func(list ...assessment.Text) {
		for _, x := range list {
			t.Add(search.Name, x.Value)
		}
	}
	add(a.Deployment.Name, a.Deployment.Deployer.Name, a.Commission.By, a.Commission.ConductedBy, a.Commission.FundedBy,
		a.Commission.EditorialControl, a.Reviewer.Name, a.By, a.Decision.By, a.Notification.Authority)
	for i := range a.Deployment.Vendors {
		add(a.Deployment.Vendors[i].Name)
	}
	for i := range a.Mitigations {
		add(a.Mitigations[i].Owner)
		add(a.Mitigations[i].Partners...)
	}
	for i := range a.Remedies {
		add(a.Remedies[i].Name)
	}
	for i := range a.Signoffs {
		add(a.Signoffs[i].Name)
	}
	add(a.Tags...)
}

// searchRecords adds what the front matter says in words.
func searchRecords(a *assessment.Assessment, t *search.Text) {
	add := func(w search.Weight, list ...assessment.Text) {
		for _, x := range list {
			t.Add(w, x.Value)
		}
	}
	d := &a.Deployment
	add(search.Lead, a.Summary, a.Position.Unless, d.Purpose, a.Decision.Reasons)
	add(search.Lead, a.Decision.Conditions...)
	add(search.Body, d.Process, d.Oversight, d.Governance, a.Scope.Method, a.Scope.Limitations, a.NoEngagement)
	for i := range a.KeyMessages {
		add(search.Lead, a.KeyMessages[i].Text)
	}
	for _, r := range a.Records() {
		w := search.Lead
		if r.Letter() == 'S' {
			w = search.Body
		}
		t.Add(w, r.Title)
		t.Add(search.Body, r.ID.Value)
	}
	for i := range a.Sources {
		add(search.Body, a.Sources[i].Author)
	}
	for i := range a.Engagements {
		add(search.Body, a.Engagements[i].Influence)
	}
	for i := range a.Answers {
		add(search.Lead, a.Answers[i].Text)
	}
	for i := range a.Context {
		add(search.Body, a.Context[i].Law...)
		add(search.Body, a.Context[i].Incidents...)
	}
	for i := range a.Principles {
		add(search.Body, a.Principles[i].How)
	}
}

// searchProse adds the text of the body, as far as the page shows it: a section
// on a record that is not there is left out.
func (c *composer) searchProse(a *assessment.Assessment, t *search.Text) {
	cross := func(l *markdown.Link) string {
		if to, _ := c.Graph.ResolveLink(a, l); to.Withheld || l.Scheme == "source" {
			return "" // another text stands there
		}
		return l.Text
	}
	add := func(text string, heading bool) {
		w := search.Body
		if heading {
			w = search.Lead
		}
		t.Add(w, text)
	}
	a.Source.Body.Narrative().Text(cross, add)
	for _, r := range a.Records() {
		if prose, ok := a.Source.Body.Record(r.ID.Value, RecordLevel); ok {
			prose.Text(cross, add)
		}
	}
}
