package site

import "hria/internal/assessment"

// progressFills draw how far a measure has come.
var progressFills = map[string]string{"implemented": fillFull, "verified": fillFull, "in-progress": fillHalf,
	"planned": fillSoft, "proposed": fillSoft, "deferred": fillNone, "rejected": fillNone}

// impactsAndMeasures crosses impacts, in the order of priority, with the
// measures that answer them. An impact that nothing answers has an empty row.
func (c *composer) impactsAndMeasures(a *assessment.Assessment) *Matrix {
	if len(a.Impacts) == 0 || len(a.Impacts)*len(a.Mitigations) > pictureCells {
		return nil
	}
	v := &Matrix{Caption: c.t("answers.matrix"), Corner: c.t("impact")}
	v.From, v.Data = c.texts.N("from.impacts", len(a.Impacts)), c.dataOf(a, "measures")
	v.Columns = make([]Column, 0, len(a.Mitigations))
	for i := range a.Mitigations {
		v.Columns = append(v.Columns, Column{Link: c.ref(a, a.Mitigations[i].ID.Value)})
	}
	v.lay(len(a.Impacts))
	empty := 0
	for y, x := range c.byPriority(a) {
		row := &v.Rows[y]
		row.Head, row.Title, row.Small = c.ref(a, x.ID.Value), x.Title.Value, c.t("impact.measures.none")
		for i := range a.Mitigations {
			m := &a.Mitigations[i]
			if m.Answers(x.ID.Value) {
				row.Small = ""
				l := c.ref(a, m.ID.Value)
				l.Text = c.word("mitigation.type", m.Type.Value)
				said := join(c.t("colon"), m.ID.Value, l.Text)
				if l.Text == "" {
					l.Text, said = m.ID.Value, ""
				}
				row.Cells[i] = Cell{Fill: progressFills[m.Status.Value], Marks: []CellMark{{Link: l, Small: c.word("mitigation.status", m.Status.Value), Said: said}}}
			}
		}
		if row.Small != "" {
			empty++
		}
	}
	v.Finding = c.texts.N("answers.finding", empty, c.texts.Number(len(a.Impacts)))
	if empty == 0 {
		v.Finding = c.t("answers.all")
	}
	return v
}
