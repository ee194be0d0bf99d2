package site

import "hria/internal/assessment"

// Pages of the register that are made of pictures.
const (
	kindCoverage    = "coverage"
	kindRightGroups = "rights-groups"
	kindFrameworks  = "frameworks"
	kindPortfolio   = "portfolio"
)

// partMatrix is how many assessments a part of a matrix of the register shows:
// each has a cell for every right.
const partMatrix = 40

// Pictures is the view of a page on the register that is made of pictures.
type Pictures struct {
	Frame
	Intro string
	Parts []PicturePart
	Empty string // said where there is nothing to draw
}

// PicturePart is one picture below a heading; a picture that is alone on its
// page has none.
type PicturePart struct {
	ID     string
	Label  string
	Matrix *Matrix
}

func (c *composer) picturePage(p *Page, intro string) *Pictures {
	v := &Pictures{Frame: c.frame(p, c.t("register."+p.Kind), c.t(intro)), Intro: c.t(intro)}
	if len(c.assessments()) == 0 {
		v.Empty = c.t("register.none")
	}
	return v
}

// coveragePage crosses all assessments with all rights; before that it says of
// each right how often it was found in which state.
func (c *composer) coveragePage(p *Page) *Pictures {
	v := c.picturePage(p, "coverage.intro")
	if v.Empty != "" {
		return v
	}
	if p.Part == 1 {
		v.Parts = append(v.Parts, PicturePart{"rights", c.t("coverage.rights"), c.rightsCovered(p)})
	}
	m := &Matrix{Caption: c.t("coverage.matrix"), Corner: c.t("kinds.assessment"), Narrow: true, Key: c.relevanceKey()}
	for _, id := range c.Words.IDs("rights") {
		m.Columns = append(m.Columns, Column{Link: c.termLink(KindRight, id)})
	}
	signs := map[string]Link{}
	for state := range relevanceFills {
		signs[state] = Link{Text: c.t("sign." + state), Note: c.word("right.relevance", state)}
	}
	for _, a := range paged(p, c.assessments()) {
		m.Rows = append(m.Rows, MatrixRow{Head: c.docLink(a), Cells: c.coverageCells(a, m.Columns, signs)})
	}
	m.From, m.Data = c.texts.N("from.assessments", len(c.assessments())), c.dataLink(p, "rights")
	v.Parts = append(v.Parts, PicturePart{"assessments", c.t("coverage.assessments"), m})
	return v
}

// coverageCells has a cell for each right, which leads to what the assessment
// says of it. Letters, by state, are few, so each cell is called by all that it
// stands for.
func (c *composer) coverageCells(a *assessment.Assessment, rights []Column, signs map[string]Link) []Cell {
	href := ""
	if len(a.Rights) > 0 {
		href = c.docLink(a).Href
	}
	states, start, colon := relevances(a), a.ID.Value+c.t("comma"), c.t("colon")
	marks, cells := make([]CellMark, len(rights)), make([]Cell, len(rights))
	for i, id := range c.Words.IDs("rights") {
		state := states[id]
		if relevanceFills[state] == "" {
			state = "not-considered"
		}
		l := signs[state]
		if href != "" {
			l.Href = href + "#right-" + id
		}
		marks[i] = CellMark{Link: l, Said: start + rights[i].Text + colon + l.Note}
		cells[i] = Cell{Fill: relevanceFills[state], Marks: marks[i : i+1]}
	}
	return cells
}

// rightsCovered counts for each right the assessments in each state. Those
// that do not name a right did not consider it.
func (c *composer) rightsCovered(p *Page) *Matrix {
	t, all := c.tally(), len(c.assessments())
	m := &Matrix{Caption: c.t("coverage.rights.table"), Corner: c.t("coverage.right"), Key: c.relevanceKey()}
	states := c.Words.IDs("right.relevance")
	for _, state := range states {
		m.Columns = append(m.Columns, Column{Link: c.name("right.relevance", state)})
	}
	gaps := 0
	for _, id := range c.Words.IDs("rights") {
		counts, screened := t.relevance[id], 0
		for _, state := range states {
			if state != "not-considered" {
				screened += counts[state]
			}
		}
		if screened == 0 {
			gaps++
		}
		row := MatrixRow{Head: c.termLink(KindRight, id)}
		var parts []count
		for _, state := range states {
			n := counts[state]
			if state == "not-considered" {
				n = all - screened
			}
			parts = append(parts, count{n: n, fill: relevanceFills[state]})
			row.Cells = append(row.Cells, c.countCell(n))
		}
		row.Bar = c.segments(parts...)
		m.Rows = append(m.Rows, row)
	}
	m.Finding = c.texts.N("coverage.register", gaps, c.texts.Number(len(m.Rows)))
	if gaps == 0 {
		m.Finding = c.t("coverage.every")
	}
	m.From, m.Data = c.texts.N("from.assessments", all), c.dataLink(p, "rights")
	return m
}

// countCell is a cell with a number.
func (c *composer) countCell(n int) Cell {
	return Cell{Marks: []CellMark{{Link: Link{Text: c.texts.Number(n)}}}}
}
