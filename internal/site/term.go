package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/graph"
)

// term puts together the page of a term: what it is, then what the register
// says about it.
func (c *composer) term(p *Page) *Term {
	name := c.termText(p.Term.Kind, p.Term.ID)
	title := name.Text
	if p.Term.Kind == KindPrinciple {
		title = join(" · ", name.Text, name.Note)
	}
	v := &Term{KindLabel: c.t("kind." + p.Term.Kind)}
	v.Frame = c.frame(p, title, c.t("term.description", title, c.Config.TitleIn(c.lang)))
	for _, f := range termFolders {
		if f.Kind == p.Term.Kind {
			v.All = c.link(c.t("home.terms."+f.Folder), c.homePath(f.Folder+"/index.html"))
		}
	}
	v.Facts = c.termFacts(p.Term)
	v.Initiatives = c.initiativesOn(p.Term)
	works := paged(p, c.termWorks(p.Term))
	records := c.termRecords(p.Term, works)
	c.termImpacts(v, p.Term, works)
	switch p.Term.Kind {
	case KindRight:
		c.rightSections(v, p.Term, works, records)
	case KindPrinciple:
		c.principleSections(v, p.Term, works, records)
	case KindCountry:
		c.countryContexts(v, p.Term.ID, works)
		v.Sections = append(v.Sections, c.section(c.t("term.documents"), works, records))
	default:
		v.Sections = append(v.Sections, c.section(c.t("term.documents"), works, records))
	}
	return v
}

func (c *composer) termFacts(t graph.Term) []Fact {
	var f facts
	switch t.Kind {
	case KindRight:
		r, _ := c.Words.RightByID(t.ID)
		f.text(c.t("right.cluster"), c.word("cluster", r.Cluster))
		limits := c.word("limits", r.Limits)
		if key := "right.limits." + r.Limits; c.t(key) != key { // what that means
			limits += c.t("colon") + c.t(key)
		}
		if r.NonDerogable {
			limits = join(c.t("semicolon"), limits, c.t("right.non_derogable"))
		}
		f.text(c.t("right.limits"), limits)
		var articles []Link
		for _, x := range c.Words.Instruments {
			if n := r.Articles[x.ID]; n != "" {
				l := c.name("instrument", x.ID)
				l.Text += c.t("comma") + c.articles(n)
				articles = append(articles, l)
			}
		}
		f.links(c.t("right.articles"), articles)
		if r.ICT != "" {
			f.links(c.t("right.ict"), []Link{c.explained("right."+r.ID, r.ICT)})
		}
	case KindPrinciple:
		for _, p := range c.Words.Principles {
			if strconv.Itoa(p.Number) == t.ID {
				f.text(c.t("principle.pillar"), c.word("pillar", p.Pillar))
				f.text(c.t("principle.kind"), c.t("principle."+p.Kind))
				f.text(c.t("principle.section"), c.word("section", p.Section))
			}
		}
	case KindTechnology:
		f.text(c.t("technology.family"), c.word("family", class(c.Words.Technologies, t.ID)))
	case KindGroup:
		f.text(c.t("group.class"), c.word("class", class(c.Words.Groups, t.ID)))
	}
	return f
}

// articles writes where in a treaty a right stands. Conventions by their own
// number and articles of protocols name themselves.
func (c *composer) articles(list string) string {
	n := strings.ReplaceAll(list, ", ", c.texts.Comma())
	if list[0] < '0' || list[0] > '9' {
		return n
	}
	return c.t("right.article", n)
}

// explained is a text of the vocabularies in the language of the page, where
// that has it under a key, and else as it is, in English.
func (c *composer) explained(key, english string) Link {
	if text := c.texts.Explain(key); text != "" {
		return Link{Text: text}
	}
	return c.english(english)
}

// english marks a text that the vocabularies have in English only.
func (c *composer) english(text string) Link {
	if c.texts.Lang == "en" {
		return Link{Text: text}
	}
	return Link{Text: text, Lang: "en"}
}

// termImpacts lists the impacts that touch the term, in each document by
// priority. Documents are not ranked against each other.
func (c *composer) termImpacts(v *Term, t graph.Term, works []*assessment.Assessment) {
	type impact struct {
		doc *assessment.Assessment
		of  *assessment.Impact
	}
	var list []impact
	for _, original := range works {
		a := c.face(original).doc
		for _, x := range c.byPriority(a) {
			if touches(a, x, t) {
				list = append(list, impact{a, x})
			}
		}
	}
	v.Impacts = make([]TermImpact, len(list))
	for i, in := range list {
		a, x := in.doc, in.of
		level, band := x.LevelBy(c.method()), x.BandBy(c.method())
		v.Impacts[i] = TermImpact{Impact: c.recordLink(graph.Node{Doc: a, Record: x.ID.Value}), Title: c.said(a, x.Title.Value), Document: c.docLink(a), Level: int(level), LevelLabel: c.level(level),
			Band: band.String(), BandLabel: c.t("band." + band.String()), Likelihood: c.likelihood(x.Column()),
			Holders: c.termLinks(KindGroup, x.Holders), Rights: c.termLinks(KindRight, x.Rights)}
	}
}

// byPriority lists the impacts of a document by priority. Many pages ask for the
// same; the list must not be changed.
func (s *Site) byPriority(a *assessment.Assessment) []*assessment.Impact {
	if list, ok := s.ordered.Load(a); ok {
		return list.([]*assessment.Impact)
	}
	list := a.ByPriority(s.method())
	s.ordered.Store(a, list)
	return list
}

// said is a text of a document, on a page that may have another language.
func (c *composer) said(a *assessment.Assessment, text string) Link {
	l := Link{Text: text}
	if lang := c.language(a); lang != c.lang {
		l.speak(lang)
	}
	return l
}

// touches tells whether an impact belongs on the page of a term: it names the
// right or group, or its document is about the technology or country.
func touches(a *assessment.Assessment, x *assessment.Impact, t graph.Term) bool {
	has := func(list []assessment.Text) bool {
		return slices.ContainsFunc(list, func(v assessment.Text) bool { return v.Value == t.ID })
	}
	switch t.Kind {
	case KindRight:
		return has(x.Rights)
	case KindGroup:
		return has(x.Holders)
	case KindTechnology:
		return has(a.AllTechnologies())
	case KindCountry:
		return has(a.AllCountries())
	case KindPrinciple:
		return slices.ContainsFunc(x.UNGP, func(n assessment.Int) bool { return strconv.Itoa(n.Value) == t.ID })
	}
	return false
}

// section lists documents with their records that name the term.
func (c *composer) section(label string, works []*assessment.Assessment, records termRecords) TermSection {
	s := TermSection{Label: label, Rows: make([]TermRow, 0, len(works))}
	for _, a := range works {
		s.Rows = append(s.Rows, TermRow{Row: c.row(a), Records: records[c.face(a).doc]})
	}
	return s
}

// termRecords are the records that name a term, by document.
type termRecords map[*assessment.Assessment][]Link

func (c *composer) termRecords(t graph.Term, works []*assessment.Assessment) termRecords {
	out := termRecords{}
	for _, original := range works {
		a := c.face(original).doc
		for n := range c.Graph.UsesIn(a, t) {
			if n.Record != "" {
				out[a] = append(out[a], c.noted(n))
			}
		}
	}
	return out
}

// rightSections tells where a right is affected, where it was considered, and
// where a note or text names it.
func (c *composer) rightSections(v *Term, t graph.Term, works []*assessment.Assessment, records termRecords) {
	for _, state := range c.Words.IDs("right.relevance") {
		s := TermSection{Label: c.t("right.state." + state)}
		for _, original := range works {
			a := c.face(original).doc
			for i := range a.Rights {
				if r := &a.Rights[i]; r.ID.Value == t.ID && r.Relevance.Value == state {
					s.Rows = append(s.Rows, TermRow{Row: c.row(original), Reason: c.said(a, r.Reason.Value), Records: records[a]})
				}
			}
		}
		if len(s.Rows) > 0 {
			v.Sections = append(v.Sections, s)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(works), func(a *assessment.Assessment) bool {
		return slices.ContainsFunc(a.Rights, func(r assessment.Right) bool { return r.ID.Value == t.ID })
	})
	if len(rest) > 0 {
		v.Sections = append(v.Sections, c.section(c.t("term.cited"), rest, records))
	}
}

func (c *composer) principleSections(v *Term, t graph.Term, works []*assessment.Assessment, records termRecords) {
	for _, original := range works {
		a := c.face(original).doc
		for i := range a.Principles {
			if x := &a.Principles[i]; strconv.Itoa(x.Number.Value) == t.ID && x.How.Value != "" {
				v.Hows = append(v.Hows, How{c.docLink(original), c.said(a, x.How.Value)})
			}
		}
	}
	v.Sections = append(v.Sections, c.section(c.t("term.documents"), works, records))
}

// countryContexts lists what documents say of a country, by the date of the
// ratings, newest first.
func (c *composer) countryContexts(v *Term, code string, works []*assessment.Assessment) {
	type dated struct {
		day  time.Time
		said DatedContext
	}
	var list []dated
	for _, original := range works {
		a := c.face(original).doc
		for i := range a.Context {
			if x := &a.Context[i]; x.Country.Value == code {
				list = append(list, dated{ratedOn(x), DatedContext{c.docLink(original), c.context(a, x)}})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y dated) int { return y.day.Compare(x.day) })
	for _, x := range list {
		v.Contexts = append(v.Contexts, x.said)
	}
}

// ratedOn is the date of the newest rating; an edition is as old as its year.
func ratedOn(x *assessment.Context) time.Time {
	day := x.CivicSpace.AsOf.Value
	if year := x.NetFreedom.Edition; year.Set() {
		if edition := time.Date(year.Value, time.January, 1, 0, 0, 0, 0, time.UTC); edition.After(day) {
			return edition
		}
	}
	return day
}
