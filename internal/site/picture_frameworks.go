package site

import (
	"hria/internal/assessment"
	"hria/internal/framework"
)

// frameworkStates are the three states as they stand from left to right.
var frameworkStates = []struct {
	state framework.State
	fill  string
}{{framework.Satisfied, fillFull}, {framework.Partial, fillHalf}, {framework.Missing, fillGap}}

// frameworkMatrix counts the elements of each framework that the document
// names, by their state.
func (c *composer) frameworkMatrix(a *assessment.Assessment) *Matrix {
	if a.Kind.Value != assessment.KindAssessment {
		return nil
	}
	claimed := c.frameworks.Claimed(a)
	if len(claimed) == 0 {
		return nil
	}
	v := &Matrix{Caption: c.t("frameworks.table"), Corner: c.t("framework")}
	for _, s := range frameworkStates {
		v.Columns = append(v.Columns, Column{Link: Link{Text: c.t("framework.state." + s.state.String())}})
	}
	full := 0
	for _, x := range claimed {
		if x.Count(framework.Satisfied) == len(x.Results) {
			full++
		}
		row := MatrixRow{Head: c.name("framework", x.Framework.ID)}
		row.Head.Href = "#framework-" + x.Framework.ID
		var parts []count
		for _, s := range frameworkStates {
			n := x.Count(s.state)
			parts = append(parts, count{n: n, fill: s.fill})
			row.Cells = append(row.Cells, Cell{Marks: []CellMark{{Link: Link{Text: c.texts.Number(n)}}}})
		}
		row.Bar = c.segments(parts...)
		v.Rows = append(v.Rows, row)
	}
	v.Finding = c.texts.N("frameworks.finding", full, c.texts.Number(len(claimed)))
	v.From, v.Data = c.t("frameworks.from"), c.dataOf(a, "frameworks")
	return v
}
