package site

import (
	"fmt"

	"hria/internal/assessment"
)

// Map is the severity and likelihood map: rows from level 4 to 1, columns for
// the four likelihoods and for what has happened.
type Map struct {
	Finding  string
	Columns  []string
	Rows     []MapRow
	Unrated  []Link
	Residual bool // whether expected residuals are shown
}

// MapRow is one level.
type MapRow struct {
	Level int
	Label string
	Cells []MapCell
}

// MapCell is one field with the impacts in it.
type MapCell struct {
	Band      string // key
	BandLabel string
	Marks     []Mark
}

// Mark is an impact on the map, or where it is expected to be after the
// measures.
type Mark struct {
	Link
	Title    string
	Residual bool
}

func (c *composer) severityMap(a *assessment.Assessment) *Map {
	m := c.method()
	v := &Map{}
	for column := 1; column <= assessment.ActualColumn; column++ {
		v.Columns = append(v.Columns, c.likelihood(column))
	}
	for level := assessment.Level(4); level >= 1; level-- {
		row := MapRow{Level: int(level), Label: c.level(level)}
		for column := 1; column <= assessment.ActualColumn; column++ {
			band := assessment.BandAt(level, column).String()
			row.Cells = append(row.Cells, MapCell{Band: band, BandLabel: c.t("band." + band)})
		}
		v.Rows = append(v.Rows, row)
	}
	place := func(level assessment.Level, column int, mark Mark) bool {
		if level == 0 || column == 0 {
			return false
		}
		cell := &v.Rows[4-level].Cells[column-1]
		cell.Marks = append(cell.Marks, mark)
		return true
	}
	severe := 0
	for _, x := range a.ByPriority(m) {
		l := c.ref(a, x.ID.Value)
		if x.LevelBy(m).Severe() {
			severe++
		}
		if !place(x.LevelBy(m), x.Column(), Mark{Link: l, Title: x.Title.Value}) {
			v.Unrated = append(v.Unrated, l)
			continue
		}
		after, column := x.ResidualLevel(m), x.ResidualColumn()
		if after > 0 && (after != x.LevelBy(m) || column != x.Column()) {
			place(after, column, Mark{Link: l, Title: x.Title.Value, Residual: true})
			v.Residual = true
		}
	}
	v.Finding = c.mapFinding(a, severe)
	return v
}

// mapFinding says in one sentence what the map shows.
func (c *composer) mapFinding(a *assessment.Assessment, severe int) string {
	list := a.ByPriority(c.method())
	out := c.texts.N("map.finding", severe, c.texts.Number(len(list)))
	if len(list) > 0 && list[0].LevelBy(c.method()) > 0 {
		out += " " + c.t("map.first", fmt.Sprintf("%s (%s)", list[0].Title.Value, list[0].ID.Value))
	}
	return out
}
