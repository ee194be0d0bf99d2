package site

import (
	"slices"

	"hria/internal/assessment"
)

// contextStrip draws one line for each country: where it stands on the five
// steps of civic space, with the date of the rating, and how free the net is.
// shown is what the page tells of each.
func (c *composer) contextStrip(a *assessment.Assessment, shown []Context) *Matrix {
	steps := c.Words.IDs("context.civic_space")
	v := &Matrix{Caption: c.t("context.strip"), Corner: c.t("kind.country")}
	for _, id := range steps {
		v.Columns = append(v.Columns, Column{Link: c.name("context.civic_space", id)})
	}
	v.Columns = append(v.Columns, Column{Link: Link{Text: c.t("context.net")}})
	narrow, rated := 0, 0
	for i := range a.Context {
		x := &a.Context[i]
		if !x.CivicSpace.Rating.Set() && !x.NetFreedom.Status.Set() {
			continue
		}
		row := MatrixRow{Head: c.termLink(KindCountry, x.Country.Value), Cells: make([]Cell, len(steps)+1)}
		if at := slices.Index(steps, x.CivicSpace.Rating.Value); at >= 0 {
			rated++
			if at >= 3 {
				narrow++
			}
			row.Cells[at] = Cell{Fill: fillFull, Marks: []CellMark{{Link: Link{Text: c.word("context.civic_space", steps[at])}, Small: c.texts.Date(x.CivicSpace.AsOf.Value)}}}
		}
		if s := &shown[i]; s.NetFreedom != "" {
			row.Cells[len(steps)] = Cell{Marks: []CellMark{{Link: Link{Text: s.NetFreedom}, Small: s.NetDetail}}}
		}
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) == 0 {
		return nil
	}
	v.From, v.Data = c.t("context.source"), c.dataOf(a, "context")
	if rated > 0 {
		v.Finding = c.texts.N("context.finding", narrow, c.texts.Number(rated))
		if len(a.Context) == 1 { // there is nothing to count
			only := &shown[0]
			v.Finding = only.Country.Text + c.t("colon") + c.t("context.step", only.CivicSpace, only.CivicStep) + c.t("stop")
		}
	}
	return v
}
