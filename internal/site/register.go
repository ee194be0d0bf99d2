package site

import (
	"strconv"
	"strings"
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
	return []registerPage{
		{kind: kindMeasures, name: "measures", inNav: true, rows: func(s *Site, _ string) int { return len(s.gathered.measures) }, compose: func(c *composer, p *Page) any { return c.measures(p) }},
		{kind: kindCalendar, name: "calendar", rows: func(s *Site, _ string) int { return len(s.gathered.events) }, compose: func(c *composer, p *Page) any { return c.calendar(p) }},
		{kind: kindResponses, name: "responses", rows: func(s *Site, _ string) int { return len(s.gathered.replies) }, compose: func(c *composer, p *Page) any { return c.responses(p) }},
		{kind: kindWithheld, name: "withheld", rows: func(s *Site, _ string) int { return len(s.gathered.withheld) }, compose: func(c *composer, p *Page) any { return c.withheldList(p) }},
		{kind: kindChanges, name: "changes", rows: func(s *Site, _ string) int { return len(s.gathered.changes) }, compose: func(c *composer, p *Page) any { return c.changes(p) }},
	}
}

// gathered is what pages on the register as a whole list, found and put in
// order once for a plan, since such a page can have many parts.
type gathered struct {
	measures []trackedMeasure
	events   []dueEvent
	replies  []reply
	withheld []withheldPart
	changes  []madeChange
}

func (s *Site) gather() gathered {
	measures := s.trackMeasures()
	return gathered{measures: measures, events: s.collectEvents(measures), replies: s.collectReplies(),
		withheld: s.collectWithheld(), changes: s.collectChanges()}
}

// planRegister plans these pages in one language.
func (s *Site) planRegister(lang string) {
	for _, r := range registerPages() {
		rows := 0
		if r.rows != nil {
			rows = r.rows(s, lang)
		}
		s.addParts(Page{Kind: r.kind, Path: s.path(lang, r.name+".html"), Lang: lang, Foreign: rows > 0 && s.foreign(lang)}, rows, partRows)
	}
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

// addParts adds a page, or several where its rows are more than size:
// measures.html, measures-2.html …
func (s *Site) addParts(p Page, rows, size int) {
	parts := max(1, (rows+size-1)/size)
	first := p.Path
	for part := 1; part <= parts; part++ {
		next := p
		next.Path, next.Part, next.Parts, next.size = partPath(first, part), part, parts, size
		s.add(&next)
	}
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
	from := min((p.Part-1)*p.size, len(rows))
	return rows[from:min(from+p.size, len(rows))]
}

// Pager links the parts of a page that is split.
type Pager struct {
	Here           string // "Part 2 of 5"
	Previous, Next Link
	All            []Link
}

// pager is nil for a page that is not split.
func (c *composer) pager(p *Page) *Pager {
	if p.Parts < 2 {
		return nil
	}
	first := p.Path
	if p.Part > 1 {
		first = strings.TrimSuffix(p.Path, "-"+strconv.Itoa(p.Part)+".html") + ".html"
	}
	v := &Pager{Here: c.t("pager.here", c.texts.Number(p.Part), c.texts.Number(p.Parts))}
	for part := 1; part <= p.Parts; part++ {
		v.All = append(v.All, c.link(c.texts.Number(part), partPath(first, part)))
	}
	if p.Part > 1 {
		v.Previous = c.link(c.t("pager.previous"), partPath(first, p.Part-1))
	}
	if p.Part < p.Parts {
		v.Next = c.link(c.t("pager.next"), partPath(first, p.Part+1))
	}
	return v
}
