package site

import "hria/internal/assessment"

// rightGroupsPage crosses the rights and groups of all assessments. A cell
// leads to the page of the right, which lists the impacts.
func (c *composer) rightGroupsPage(p *Page) *Pictures {
	v := c.picturePage(p, "groups.intro")
	t := c.tally()
	used, usedGroups := map[string]bool{}, map[string]bool{}
	for at := range t.touches {
		used[at.right], usedGroups[at.group] = true, true
	}
	rights, groups := pickIDs(c.Words.IDs("rights"), used), pickIDs(c.Words.IDs("groups"), usedGroups)
	if len(rights) == 0 {
		v.Empty = c.t("register.none")
		return v
	}
	m := &Matrix{Caption: c.t("groups.register.table"), Corner: c.t("coverage.right"), Narrow: true}
	var unheard []string
	heard := MatrixRow{Head: Link{Text: c.t("groups.named")}}
	for _, id := range groups {
		group, cell := c.termLink(KindGroup, id), Cell{Fill: fillSoft, Marks: []CellMark{{Link: Link{Text: c.t("yes")}}}}
		if !t.heard[id] {
			cell = Cell{Fill: fillGap, Marks: []CellMark{{Link: Link{Text: c.t("no")}}}}
			unheard = append(unheard, group.Text)
		}
		m.Columns, heard.Cells = append(m.Columns, Column{Link: group}), append(heard.Cells, cell)
	}
	m.Rows = append(m.Rows, heard)
	for level := assessment.Level(4); level >= 1; level-- {
		m.Key = append(m.Key, KeyMark{"band-" + shade(level), c.texts.Number(int(level)), c.level(level)})
	}
	for _, right := range rights {
		row := MatrixRow{Head: c.termLink(KindRight, right)}
		for i, group := range groups {
			row.Cells = append(row.Cells, c.touchedCell(row.Head, m.Columns[i].Link, t.touches[touch{right, group}]))
		}
		m.Rows = append(m.Rows, row)
	}
	m.Finding = c.texts.N("groups.finding", len(unheard), c.texts.Number(len(groups)), c.some(unheard))
	if len(unheard) == 0 {
		m.Finding = c.t("groups.heard")
	}
	m.From, m.Data = c.texts.N("from.impacts", t.all.impacts), c.dataLink(p, "impacts")
	v.Parts = []PicturePart{{"rights", "", m}}
	return v
}

// touchedCell shows the gravest level and the number of impacts: "4 ×3".
func (c *composer) touchedCell(right, group Link, u *touched) Cell {
	if u == nil {
		return Cell{}
	}
	l := Link{Text: c.texts.Number(int(u.level)), Href: right.Href, Note: join(c.t("comma"), c.level(u.level), c.texts.N("count.impact", u.impacts))}
	if u.level == 0 {
		l.Text = "–"
	}
	return Cell{Fill: "band-" + shade(u.level), Marks: []CellMark{{Link: l, Small: "×" + c.texts.Number(u.impacts),
		Said: right.Text + c.t("comma") + group.Text + c.t("colon") + l.Text + " " + l.Note}}} // with what is seen: who speaks to the machine says that
}

// pickIDs are the ids of a vocabulary that are used, in its order.
func pickIDs(vocabulary []string, used map[string]bool) []string {
	var out []string
	for _, id := range vocabulary {
		if used[id] {
			out = append(out, id)
		}
	}
	return out
}
