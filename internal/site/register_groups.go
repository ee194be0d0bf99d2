package site

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
	for _, id := range groups {
		col := Column{Link: c.termLink(KindGroup, id)}
		if !t.heard[id] {
			col.Small = c.t("groups.unpublished")
			unheard = append(unheard, col.Text)
		}
		m.Columns = append(m.Columns, col)
	}
	for _, right := range rights {
		row := MatrixRow{Head: c.termLink(KindRight, right)}
		for _, group := range groups {
			row.Cells = append(row.Cells, c.touchedCell(row.Head, t.touches[touch{right, group}]))
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

// touchedCell shows the gravest level and the number of impacts.
func (c *composer) touchedCell(right Link, u *touched) Cell {
	if u == nil {
		return Cell{}
	}
	l := Link{Text: c.rank(u.level), Href: right.Href}
	return Cell{Fill: "band-" + u.band.String(), Marks: []CellMark{{Link: l, Small: c.texts.N("count.impact", u.impacts)}}}
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
