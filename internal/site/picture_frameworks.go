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
func (c *composer) frameworkMatrix(a *assessment.Assessment, covered []FrameworkCoverage) *Matrix {
	if len(covered) == 0 {
		return nil
	}
	v := &Matrix{Caption: c.t("frameworks.table"), Corner: c.t("framework")}
	for _, s := range frameworkStates {
		v.Columns = append(v.Columns, Column{Link: Link{Text: c.t("framework.state." + s.state.String())}})
	}
	full := 0
	for _, x := range covered {
		counts := map[string]int{}
		for _, e := range x.Elements {
			counts[e.State]++
		}
		if counts[framework.Satisfied.String()] == len(x.Elements) {
			full++
		}
		row := MatrixRow{Head: x.Name}
		row.Head.Href = "#framework-" + x.ID
		var parts []count
		for _, s := range frameworkStates {
			n := counts[s.state.String()]
			parts = append(parts, count{n: n, fill: s.fill})
			row.Cells = append(row.Cells, c.countCell(n))
		}
		row.Bar = c.segments(parts...)
		v.Rows = append(v.Rows, row)
	}
	v.Finding = c.texts.N("frameworks.finding", full, c.texts.Number(len(covered)))
	v.From, v.Data = c.t("frameworks.from"), c.dataOf(a, "frameworks")
	return v
}
