package site

import (
	"slices"

	"hria/internal/assessment"
)

// depthFills draw how deeply people were involved.
var depthFills = map[string]string{"inform": fillSoft, "consult": fillSoft, "involve": fillHalf, "collaborate": fillFull, "empower": fillFull}

// engagementGrid crosses the groups that are affected or were heard with the
// phases of the assessment. Consultations that are withheld are counted, not
// named.
func (c *composer) engagementGrid(a *assessment.Assessment) *Matrix {
	withheld := withheldRecords(a, 'G')
	if len(a.Engagements)+withheld == 0 {
		return nil
	}
	v := &Matrix{Caption: c.t("engagement.grid"), Corner: c.t("engagement.groups")}
	phases := slices.Clone(c.Words.IDs("phases"))
	if anyEngagement(a, func(g *assessment.Engagement) bool { return !slices.Contains(phases, g.Phase.Value) }) {
		phases = append(phases, "")
	}
	for _, id := range phases {
		col := Column{Link: Link{Text: c.t("engagement.nophase")}}
		if id != "" {
			col.Link = c.name("phase", id)
		}
		v.Columns = append(v.Columns, col)
	}
	heard := heardGroups(a)
	groups := c.concerned(a)
	v.Rows = make([]MatrixRow, 0, len(groups))
	if len(groups)*len(phases) > pictureCells {
		return nil
	}
	for _, id := range groups {
		row := MatrixRow{Head: c.termLink(KindGroup, id)}
		if !heard[id] {
			row.Small = c.t(unheardKey(a))
		}
		row.Cells = c.engagementCells(a, phases, func(g *assessment.Engagement) bool {
			return slices.ContainsFunc(g.Groups, func(t assessment.Text) bool { return t.Value == id })
		})
		v.Rows = append(v.Rows, row)
	}
	for _, with := range c.Words.IDs("engagement.with") {
		nameless := func(g *assessment.Engagement) bool { return len(g.Groups) == 0 && g.With.Value == with }
		if anyEngagement(a, nameless) {
			v.Rows = append(v.Rows, MatrixRow{Head: c.name("engagement.with", with), Cells: c.engagementCells(a, phases, nameless)})
		}
	}
	if len(a.Engagements) > 0 {
		v.Finding = c.texts.N("engagement.finding", len(a.Engagements), c.texts.N("count.groups", len(heard)))
	}
	if withheld > 0 {
		v.Finding = join(c.t("space"), v.Finding, c.texts.N("engagement.withheld", withheld))
	}
	v.From, v.Data = c.texts.N("from.engagements", len(a.Engagements)), c.dataOf(a, "engagement")
	return v
}

func anyEngagement(a *assessment.Assessment, match func(*assessment.Engagement) bool) bool {
	for i := range a.Engagements {
		if match(&a.Engagements[i]) {
			return true
		}
	}
	return false
}

// concerned lists the groups that impacts or consultations name.
func (c *composer) concerned(a *assessment.Assessment) []string {
	var out []string
	add := func(groups []assessment.Text) {
		for i := range groups {
			out = append(out, groups[i].Value)
		}
	}
	for i := range a.Impacts {
		add(a.Impacts[i].Holders)
	}
	for i := range a.Engagements {
		add(a.Engagements[i].Groups)
	}
	return inOrder(c.Words.IDs("groups"), out)
}

// engagementCells is one row of the grid: the consultations that match, by
// phase.
func (c *composer) engagementCells(a *assessment.Assessment, phases []string, match func(*assessment.Engagement) bool) []Cell {
	out := make([]Cell, len(phases))
	for i := range a.Engagements {
		g := &a.Engagements[i]
		if !match(g) {
			continue
		}
		at := slices.Index(phases, g.Phase.Value)
		if at < 0 {
			at = len(phases) - 1
		}
		cell := &out[at]
		if fill := depthFills[g.Depth.Value]; cell.Fill == "" || fill == fillFull || fill == fillHalf && cell.Fill == fillSoft {
			cell.Fill = fill
		}
		cell.Marks = append(cell.Marks, CellMark{Link: c.ref(a, g.ID.Value), Small: c.word("engagement.depth", g.Depth.Value)})
	}
	return out
}
