package site

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
)

const kindInitiatives = "initiatives"

// Initiatives is the view of the initiatives that already work on the same
// ground, and of the gaps between them and the documents.
type Initiatives struct {
	Frame
	Intro   string
	Finding string
	Rows    []InitiativeRow
	Gaps    []Gap // on the first part only
}

// InitiativeRow is an initiative. The texts of the register of initiatives are
// in the site's first language.
type InitiativeRow struct {
	ID           string
	Name         Link
	Kind         Link
	Organisation Link
	Rights       []Link
	Technologies []Link
	Countries    []Link
	Since        string
	Reviewed     string
	Stale        bool // looked at more than two years ago, or never
}

// Gap is the rights or technologies that one side knows and the other does not.
type Gap struct {
	Label string
	Terms []Link
}

// staleYears is after how many years an entry should be looked at again.
const staleYears = 2

// sortedInitiatives orders the initiatives by name.
func (s *Site) sortedInitiatives() []*assessment.Initiative {
	var out []*assessment.Initiative
	for i := range s.Initiatives {
		if s.Initiatives[i].Name.Value != "" {
			out = append(out, &s.Initiatives[i])
		}
	}
	locale.Sort(s.home(), out, func(x *assessment.Initiative) string { return x.Name.Value })
	return out
}

func (c *composer) initiatives(p *Page) *Initiatives {
	v := &Initiatives{Frame: c.frame(p, c.t("register.initiatives"), c.t("initiatives.intro")), Intro: c.t("initiatives.intro")}
	all := c.gathered.initiatives()
	stale := 0
	for _, x := range all {
		if c.stale(x) {
			stale++
		}
	}
	if len(all) > 0 {
		v.Finding = c.texts.N("count.initiatives", len(all)) + c.t("stop")
		if stale > 0 {
			v.Finding = c.t("initiatives.finding", c.texts.N("count.initiatives", len(all)), c.texts.N("count.stale", stale))
		}
	}
	for _, x := range paged(p, all) {
		v.Rows = append(v.Rows, c.initiativeRow(x))
	}
	if p.Part < 2 {
		v.Gaps = c.gaps()
	}
	return v
}

func (c *composer) stale(x *assessment.Initiative) bool {
	return x.LastReviewed.Value.Before(c.AsOf.AddDate(-staleYears, 0, 0))
}

func (c *composer) initiativeRow(x *assessment.Initiative) InitiativeRow {
	row := InitiativeRow{ID: x.ID.Value, Name: c.homeText(x.Name.Value), Kind: c.homeText(x.Kind.Value), Organisation: c.organisationLink(x.Organisation.Value),
		Rights: c.termLinks(KindRight, x.Rights), Technologies: c.termLinks(KindTechnology, x.Technologies), Countries: c.termLinks(KindCountry, x.Countries),
		Reviewed: c.texts.Date(x.LastReviewed.Value), Stale: c.stale(x)}
	if x.URL.Value != "" {
		row.Name.Href, row.Name.External = x.URL.Value, true
	}
	if row.Organisation.Href == "" {
		row.Organisation = c.homeText(x.Organisation.Value)
	}
	if x.Since.Set() {
		row.Since = itoa(x.Since.Value)
	}
	return row
}

// homeText is a text in the site's first language.
func (c *composer) homeText(text string) Link {
	l := Link{Text: text}
	if home := c.Site.home(); home != c.lang {
		l.speak(home)
	}
	return l
}

// initiativeLink links to an initiative in the list.
func (c *composer) initiativeLink(x *assessment.Initiative) Link {
	l := c.homeText(x.Name.Value)
	part := 1 + slices.Index(c.gathered.initiatives(), x)/partRows
	l.Href = relative(c.path, partPath(c.homePath("initiatives.html"), part)) + "#initiative-" + x.ID.Value
	return l
}

// initiativesOn links to the initiatives that name a term.
func (c *composer) initiativesOn(t graph.Term) []Link {
	var out []Link
	for _, x := range c.gathered.initiatives() {
		list := map[string][]assessment.Text{KindRight: x.Rights, KindTechnology: x.Technologies, KindCountry: x.Countries}[t.Kind]
		if slices.ContainsFunc(list, func(v assessment.Text) bool { return v.Value == t.ID }) {
			out = append(out, c.initiativeLink(x))
		}
	}
	return out
}

// gaps compares what documents and initiatives name.
func (c *composer) gaps() []Gap {
	var out []Gap
	for _, kind := range []string{KindRight, KindTechnology} {
		named := map[string]bool{}
		for _, x := range c.gathered.initiatives() {
			for _, t := range append(slices.Clip(x.Rights), x.Technologies...) {
				named[t.Value] = true
			}
		}
		alone, missing := Gap{Label: c.t("initiatives.without." + kind)}, Gap{Label: c.t("initiatives.only." + kind)}
		for _, id := range c.Words.IDs(termVocabulary[kind]) {
			switch assessed := c.assessed(graph.Term{Kind: kind, ID: id}); {
			case assessed && !named[id]:
				alone.Terms = append(alone.Terms, c.termLink(kind, id))
			case !assessed && named[id]:
				missing.Terms = append(missing.Terms, c.termLink(kind, id))
			}
		}
		out = append(out, alone, missing)
	}
	return slices.DeleteFunc(out, func(g Gap) bool { return len(g.Terms) == 0 })
}

// assessed tells whether an assessment finds a right affected, or is about a
// technology.
func (c *composer) assessed(t graph.Term) bool {
	names := func(x assessment.Impact) bool {
		return slices.ContainsFunc(x.Rights, func(r assessment.Text) bool { return r.Value == t.ID })
	}
	for n := range c.Graph.Uses(t) {
		if n.Doc.Kind.Value == assessment.KindAssessment && (t.Kind == KindTechnology || slices.ContainsFunc(n.Doc.Impacts, names)) {
			return true
		}
	}
	return false
}
