package site

import (
	"cmp"
	"maps"
	"slices"
)

// portfolioPage counts what the assessments found by technology, country and
// right. Rows stand in the order of the vocabulary or the alphabet: neither
// countries nor firms are ranked.
func (c *composer) portfolioPage(p *Page) *Pictures {
	v := c.picturePage(p, "portfolio.intro")
	if v.Empty != "" {
		return v
	}
	t := c.tally()
	countries := slices.SortedFunc(maps.Keys(t.countries), func(x, y string) int {
		return cmp.Or(cmp.Compare(c.country(x), c.country(y)), cmp.Compare(x, y))
	})
	for _, x := range []struct {
		kind, label string
		ids         []string
		sums        map[string]*sums
	}{
		{KindTechnology, "technologies", inOrder(c.Words.IDs("technologies"), slices.Sorted(maps.Keys(t.technologies))), t.technologies},
		{KindCountry, "countries", countries, t.countries},
		{KindRight, "rights", inOrder(c.Words.IDs("rights"), slices.Sorted(maps.Keys(t.rights))), t.rights},
	} {
		if len(x.ids) > 0 {
			v.Parts = append(v.Parts, PicturePart{x.label, c.t(x.label), c.sumsTable(p, x.kind, c.t(x.label), x.ids, x.sums)})
		}
	}
	if len(v.Parts) > 0 {
		n := t.all
		v.Parts[0].Matrix.Finding = join(c.t("semicolon"), c.texts.N("count.assessment", n.assessments), c.texts.N("count.impacts", n.impacts, c.texts.N("count.severe", n.severe))) + c.t("stop")
	}
	return v
}

func (c *composer) sumsTable(p *Page, kind, label string, ids []string, counted map[string]*sums) *Matrix {
	m := &Matrix{Caption: c.t("portfolio.table", label), Corner: c.t("kind." + kind)}
	for _, key := range []string{"assessments", "impacts", "severe", "open"} {
		m.Columns = append(m.Columns, Column{Link: Link{Text: c.t("portfolio." + key)}})
	}
	for _, id := range ids {
		n := counted[id]
		m.Rows = append(m.Rows, MatrixRow{Head: c.termLink(kind, id), Cells: []Cell{c.countCell(n.assessments), c.countCell(n.impacts), c.countCell(n.severe), c.countCell(n.open)}})
	}
	m.From, m.Data = c.texts.N("from.assessments", len(c.assessments())), c.dataLink(p, "impacts")
	return m
}
