package site

import (
	"cmp"
	"slices"

	"hria/internal/assessment"
	"hria/internal/framework"
	"hria/internal/vocab"
)

// gapsShown is how many elements of a framework the list of gaps shows.
const gapsShown = 5

// frameworksPage crosses all assessments with the frameworks that any of them
// names, and says which elements are missing most.
func (c *composer) frameworksPage(p *Page) *Pictures {
	v := c.picturePage(p, "frameworks.intro")
	if v.Empty != "" {
		return v
	}
	t := c.tally()
	var named []vocab.Framework
	for _, f := range c.Words.Frameworks {
		if t.frameworks[f.ID] != nil {
			named = append(named, f)
		}
	}
	m := &Matrix{Caption: c.t("frameworks.matrix"), Corner: c.t("kinds.assessment"), Key: []KeyMark{{fillGap, "–", c.t("frameworks.unclaimed")}}}
	for _, f := range named {
		m.Columns = append(m.Columns, Column{Link: c.name("framework", f.ID), Long: true})
	}
	for _, a := range paged(p, c.assessments()) {
		m.Rows = append(m.Rows, MatrixRow{Head: c.docLink(a), Cells: c.claimCells(a, named)})
	}
	m.Finding = c.texts.N("frameworks.register", t.claiming, c.texts.Number(len(c.assessments())))
	m.From, m.Data = c.texts.N("from.assessments", len(c.assessments())), c.dataLink(p, "frameworks")
	v.Parts = append(v.Parts, PicturePart{"assessments", c.t("coverage.assessments"), m})
	if p.Part == 1 {
		if gaps := c.frameworkGaps(p, t, named); gaps != nil {
			v.Parts = append(v.Parts, PicturePart{"gaps", c.t("frameworks.gaps"), gaps})
		}
	}
	return v
}

// claimCells has a cell for each framework, which leads to the part of the
// document that covers it.
func (c *composer) claimCells(a *assessment.Assessment, named []vocab.Framework) []Cell {
	href := c.docLink(a).Href
	claimed := c.tally().claimed[a]
	var out []Cell
	for _, f := range named {
		i := slices.IndexFunc(claimed, func(x claim) bool { return x.framework == f.ID })
		if i < 0 {
			out = append(out, Cell{Fill: fillGap, Marks: []CellMark{{Link: Link{Text: "–"}, Said: c.t("frameworks.unclaimed")}}})
			continue
		}
		n := claimed[i].elements
		cell := Cell{Fill: fillHalf, Marks: []CellMark{{Link: Link{Href: href + "#framework-" + f.ID,
			Text: c.t("frameworks.cell", c.texts.Number(n[framework.Satisfied]), c.texts.Number(n[framework.Partial]), c.texts.Number(n[framework.Missing]))}}}}
		if n[framework.Partial]+n[framework.Missing] == 0 {
			cell.Fill = fillFull
		}
		out = append(out, cell)
	}
	return out
}

// frameworkGaps lists of each framework the elements that most assessments
// that name it leave out.
func (c *composer) frameworkGaps(p *Page, t *tally, named []vocab.Framework) *Matrix {
	m := &Matrix{Caption: c.t("frameworks.gaps.table"), Corner: c.t("framework.element")}
	shown := []framework.State{framework.Missing, framework.Partial, framework.Satisfied}
	for _, s := range shown {
		m.Columns = append(m.Columns, Column{Link: Link{Text: c.t("framework.state." + s.String())}})
	}
	for _, f := range named {
		counts := t.frameworks[f.ID].elements
		gaps := slices.DeleteFunc(slices.Clone(f.Elements), func(e vocab.Element) bool {
			return counts[e.ID] == nil || counts[e.ID][framework.Missing]+counts[e.ID][framework.Partial] == 0
		})
		slices.SortStableFunc(gaps, func(x, y vocab.Element) int {
			a, b := counts[x.ID], counts[y.ID]
			return cmp.Or(cmp.Compare(b[framework.Missing], a[framework.Missing]), cmp.Compare(b[framework.Partial], a[framework.Partial]))
		})
		for _, e := range gaps[:min(len(gaps), gapsShown)] {
			row := MatrixRow{Head: c.name("element", f.ID+"/"+e.ID), Small: c.name("framework", f.ID).Text}
			for _, s := range shown {
				row.Cells = append(row.Cells, c.countCell(counts[e.ID][s]))
			}
			n := counts[e.ID]
			row.Bar = c.segments(count{n: n[framework.Missing], fill: fillGap}, count{n: n[framework.Partial], fill: fillHalf}, count{n: n[framework.Satisfied], fill: fillFull})
			m.Rows = append(m.Rows, row)
		}
	}
	if len(named) == 0 {
		return nil
	}
	if len(m.Rows) == 0 {
		m.Finding = c.t("frameworks.gapless")
	}
	m.From, m.Data = c.texts.N("from.assessments", len(c.assessments())), c.dataLink(p, "frameworks")
	return m
}
