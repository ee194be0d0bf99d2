package site

import (
	"strconv"
	"strings"
	"sync"

	"hria/internal/assessment"
)

// registerPage is a page on the register as a whole. The site has one of each
// in every language, or several parts of one where there are many rows.
type registerPage struct {
	kind    string
	name    string                         // of the file, without .html
	inNav   bool                           // in the navigation above every page, not only below it
	rows    func(s *Site, lang string) int // how many rows it has; nil: it is never split
	compose func(c *composer, p *Page) any
}

// registerPages are these pages in the order in which they are linked below
// every page. Their titles are the texts "register.<kind>".
func registerPages() []registerPage {
	one := func(n func(g *gathered) int) func(*Site, string) int {
		return func(s *Site, _ string) int { return n(&s.gathered) }
	}
	return []registerPage{
		{kindMeasures, "measures", true, one(func(g *gathered) int { return len(g.measures()) }), func(c *composer, p *Page) any { return c.measures(p) }},
		{kindSearch, "search", true, nil, (*composer).search},
		{kindCalendar, "calendar", false, one(func(g *gathered) int { return len(g.events()) }), func(c *composer, p *Page) any { return c.calendar(p) }},
		{kindResponses, "responses", false, one(func(g *gathered) int { return len(g.replies()) }), func(c *composer, p *Page) any { return c.responses(p) }},
		{kindWithheld, "withheld", false, one(func(g *gathered) int { return len(g.withheld()) }), func(c *composer, p *Page) any { return c.withheldList(p) }},
		{kindChanges, "changes", false, one(func(g *gathered) int { return len(g.changes()) }), func(c *composer, p *Page) any { return c.changes(p) }},
		{kindCoverage, "coverage", false, (*Site).assessmentRows, func(c *composer, p *Page) any { return c.coveragePage(p) }},
		{kindRightGroups, "rights-groups", false, nil, func(c *composer, p *Page) any { return c.rightGroupsPage(p) }},
		{kindFrameworks, "frameworks", false, (*Site).assessmentRows, func(c *composer, p *Page) any { return c.frameworksPage(p) }},
		{kindPortfolio, "portfolio", false, nil, func(c *composer, p *Page) any { return c.portfolioPage(p) }},
		{kindQuestions, "questions", false, one(func(g *gathered) int { return len(g.questions()) }), func(c *composer, p *Page) any { return c.questions(p) }},
		{kindInitiatives, "initiatives", false, one(func(g *gathered) int { return len(g.initiatives()) }), func(c *composer, p *Page) any { return c.initiatives(p) }},
		{kindOrganisations, "organisations/index", false, func(s *Site, lang string) int { return len(s.gathered.organisations[lang]().names) }, func(c *composer, p *Page) any { return c.organisations(p) }},
		{kindSources, "sources", false, one(func(g *gathered) int { return len(g.sources()) }), func(c *composer, p *Page) any { return c.sourceList(p) }},
		{kindIndex, "a-z", false, (*Site).indexRows, func(c *composer, p *Page) any { return c.index(p) }},
		{kindAbout, "about", false, nil, func(c *composer, p *Page) any { return c.about(p) }},
	}
}

// gathered is what pages on the register as a whole list. Each list is found
// when somebody first asks, and once for a plan, since such a page can have many
// parts.
type gathered struct {
	measures    func() []trackedMeasure
	events      func() []dueEvent
	replies     func() []reply
	withheld    func() []withheldPart
	changes     func() []madeChange
	questions   func() []askedQuestion
	severe      func() map[string]int // impacts, by technology
	initiatives func() []*assessment.Initiative
	sources     func() []*joinedSource
	slugs       func() map[string]string // of the pages of organisations
	named       func(lang, organisation string) bool

	// By language.
	organisations map[string]func() *organisationBook
	sourcesIn     map[string]func() []*joinedSource
	index         map[string]func() ([]indexEntry, []letterAt)
}

func (s *Site) gather() gathered {
	g := gathered{measures: sync.OnceValue(s.trackMeasures), replies: sync.OnceValue(s.collectReplies),
		events:   sync.OnceValue(func() []dueEvent { return s.collectEvents(s.gathered.measures()) }),
		withheld: sync.OnceValue(s.collectWithheld), changes: sync.OnceValue(s.collectChanges), questions: sync.OnceValue(s.collectQuestions),
		severe: sync.OnceValue(s.countSevere), initiatives: sync.OnceValue(s.sortedInitiatives), sources: sync.OnceValue(s.collectSources),
		slugs: sync.OnceValue(s.organisationSlugs), named: s.hasOrganisation, organisations: map[string]func() *organisationBook{},
		sourcesIn: map[string]func() []*joinedSource{}, index: map[string]func() ([]indexEntry, []letterAt){}}
	for _, lang := range s.Config.Languages {
		g.organisations[lang] = sync.OnceValue(func() *organisationBook { return s.collectOrganisations(lang) })
		g.sourcesIn[lang], g.index[lang] = s.sortedSources(lang), s.collectIndex(lang)
	}
	return g
}

// planRegister plans these pages in one language.
func (s *Site) planRegister(lang string) {
	foreign := sync.OnceValue(func() bool { return s.foreign(lang) })
	for _, r := range registerPages() {
		first := Page{Kind: r.kind, Path: s.path(lang, r.name+".html"), Lang: lang}
		size := partRows
		if r.kind == kindCoverage {
			size = partMatrix
		}
		s.addChapter(first.Path, func() []*Page {
			rows := 0
			if r.rows != nil {
				rows = r.rows(s, lang)
			}
			first.Foreign = rows > 0 && foreign()
			return parts(first, rows, size)
		})
	}
	s.planOrganisations(lang)
}

// foreign tells whether less than half of the documents are in a language.
func (s *Site) foreign(lang string) bool {
	if lang == s.home() {
		return false
	}
	works, there := s.Graph.Works(), 0
	for _, a := range works {
		if s.language(s.pick(a, lang)) == lang {
			there++
		}
	}
	return 2*there < len(works)
}

// registerLinks links to these pages: those above every page, and all.
func (c *composer) registerLinks() (above, all []Link) {
	for _, r := range registerPages() {
		l := c.link(c.t("register."+r.kind), c.homePath(r.name+".html"))
		if r.inNav {
			above = append(above, l)
		}
		all = append(all, l)
	}
	return above, append(all, c.link(c.t("rules"), c.Site.path(c.Site.home(), rulesPath)))
}

// How many rows a page holds at most, so that it stays below some 30 kB when it
// is sent, whatever the size of the register.
const (
	partRows  = 200
	partWorks = 50 // documents on the page of a term, each with its impacts
)

// parts makes a page, or several where its rows are more than size:
// measures.html, measures-2.html …
func parts(p Page, rows, size int) []*Page {
	n := max(1, (rows+size-1)/size)
	out := make([]*Page, 0, n)
	for part := 1; part <= n; part++ {
		next := p
		next.Path, next.Part, next.Parts, next.size = partPath(p.Path, part), part, n, size
		out = append(out, &next)
	}
	return out
}

// partPath names the file of a part of a page.
func partPath(first string, part int) string {
	if part == 1 {
		return first
	}
	stem, _ := strings.CutSuffix(first, ".html")
	return stem + "-" + strconv.Itoa(part) + ".html"
}

// paged takes the rows that a part of a page shows. A page that was not planned
// in parts shows all.
func paged[T any](p *Page, rows []T) []T {
	if p.Parts < 2 {
		return rows
	}
	from := min(p.from(), len(rows))
	return rows[from:min(from+p.size, len(rows))]
}

// from is the number of the first row on a part of a page.
func (p *Page) from() int { return max(0, p.Part-1) * p.size }

// first is the path of the first part of a page.
func (p *Page) first() string {
	if p.Part < 2 {
		return p.Path
	}
	return strings.TrimSuffix(p.Path, "-"+strconv.Itoa(p.Part)+".html") + ".html"
}

// Pager links the parts of a page that is split.
type Pager struct {
	Here           string // "Part 2 of 5"
	Previous, Next Link
	All            []Link // the first, the last and those around this one
}

// partsAround is how many parts before and after its own a part links to.
const partsAround = 5

// pager is nil for a page that is not split.
func (c *composer) pager(p *Page) *Pager {
	if p.Parts < 2 {
		return nil
	}
	first := p.first()
	v := &Pager{Here: c.t("pager.here", c.texts.Number(p.Part), c.texts.Number(p.Parts))}
	for part := 1; part <= p.Parts; part++ {
		if part == 1 || part == p.Parts || max(part-p.Part, p.Part-part) <= partsAround {
			v.All = append(v.All, c.link(c.texts.Number(part), partPath(first, part)))
		}
	}
	if p.Part > 1 {
		v.Previous = c.link(c.t("pager.previous"), partPath(first, p.Part-1))
	}
	if p.Part < p.Parts {
		v.Next = c.link(c.t("pager.next"), partPath(first, p.Part+1))
	}
	return v
}
