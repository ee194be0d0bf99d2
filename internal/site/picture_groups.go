package site

import (
	"slices"

	"hria/internal/assessment"
)

// touch is a right of a group of people.
type touch struct{ right, group string }

// rightsAndGroups crosses the rights that are affected with the groups whose
// rights they are. A cell holds the first impact in the order of priority, so
// its level is the highest.
func (c *composer) rightsAndGroups(a *assessment.Assessment) *Matrix {
	first := map[touch]*assessment.Impact{}
	var rights, groups []string
	list := c.byPriority(a)
	for _, x := range list {
		for _, r := range x.Rights {
			for _, g := range x.Holders {
				rights, groups = append(rights, r.Value), append(groups, g.Value)
				if t := (touch{r.Value, g.Value}); first[t] == nil {
					first[t] = x
				}
			}
		}
	}
	rights, groups = inOrder(c.Words.IDs("rights"), rights), inOrder(c.Words.IDs("groups"), groups)
	if len(rights) == 0 || len(rights)*len(groups) > pictureCells {
		return nil
	}
	v := &Matrix{Caption: c.t("groups.table"), Corner: c.t("coverage.right"), Narrow: len(groups) > 4}
	v.From, v.Rests, v.Data = c.texts.N("from.impacts", len(a.Impacts)), c.rests(a), c.dataOf(a, "impacts")
	heard := heardGroups(a)
	unheard := []string{}
	v.Columns = make([]Column, 0, len(groups))
	for _, g := range groups {
		col := Column{Link: c.termLink(KindGroup, g)}
		if !heard[g] {
			col.Small = c.t(unheardKey(a))
			unheard = append(unheard, col.Text)
		}
		v.Columns = append(v.Columns, col)
	}
	v.lay(len(rights))
	for y, r := range rights {
		row := &v.Rows[y]
		row.Head = c.termLink(KindRight, r)
		for x, g := range groups {
			row.Cells[x] = c.levelCell(a, first[touch{r, g}])
		}
	}
	v.Finding = c.texts.N("groups.finding", len(unheard), c.texts.Number(len(groups)), c.some(unheard))
	if len(unheard) == 0 {
		v.Finding = c.t("groups.heard")
	} else if unheardKey(a) != "groups.unheard" {
		v.Finding += c.t("space") + c.t("groups.withheld")
	}
	return v
}

// namesShown is how many names a sentence has at most.
const namesShown = 4

// some lists names; where they are many, the first of them.
func (c *composer) some(names []string) string {
	if len(names) > namesShown+1 {
		names = append(slices.Clone(names[:namesShown]), c.t("brief.others", c.texts.Number(len(names)-namesShown)))
	}
	return c.texts.Join(names)
}

// levelCell shows an impact with its level; nothing for no impact.
func (c *composer) levelCell(a *assessment.Assessment, x *assessment.Impact) Cell {
	if x == nil {
		return Cell{}
	}
	l := c.ref(a, x.ID.Value)
	level := x.LevelBy(c.method())
	return Cell{Fill: "band-" + shade(level), Marks: []CellMark{{Link: l, Small: c.rank(level)}}}
}

// rank writes a level with its number: "4 grave".
func (c *composer) rank(level assessment.Level) string {
	if level == 0 {
		return c.level(level)
	}
	return c.texts.Number(int(level)) + " " + c.level(level)
}

// heardGroups are the groups that a consultation names.
func heardGroups(a *assessment.Assessment) map[string]bool {
	heard := map[string]bool{}
	for i := range a.Engagements {
		for _, g := range a.Engagements[i].Groups {
			heard[g.Value] = true
		}
	}
	return heard
}

// unheardKey is the text on a group that no consultation names. Where
// consultations are withheld, nobody can say that it was not heard.
func unheardKey(a *assessment.Assessment) string {
	if withheldRecords(a, 'G') > 0 {
		return "groups.unpublished"
	}
	return "groups.unheard"
}
