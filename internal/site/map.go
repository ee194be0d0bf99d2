package site

import (
	"hria/internal/assessment"
	"hria/internal/locale"
)

// Map is the severity and likelihood map: rows from level 4 to 1, columns for
// the four likelihoods and for what has happened.
type Map struct {
	Columns  []string
	Rows     []MapRow
	Unrated  []Link
	Residual bool // whether expected residuals are shown
	Moves    []Move
	Picture
}

// Move is where an impact is expected to go once its measures work.
type Move struct {
	Link
	Title string
	Words string // "from grave, likely to grave, possible"
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
	Arrow    string // of a residual: the way it has come
	From     string // of a residual: the level and likelihood it comes from
}

func (c *composer) severityMap(a *assessment.Assessment) *Map {
	m := c.method()
	v := c.emptyMap()
	place := func(level assessment.Level, column int, mark Mark) bool {
		if level == 0 || column == 0 {
			return false
		}
		cell := &v.Rows[4-level].Cells[column-1]
		cell.Marks = append(cell.Marks, mark)
		return true
	}
	severe := 0
	for _, x := range c.byPriority(a) {
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
			from, to := c.place(x.LevelBy(m), x.Column()), c.place(after, column)
			arrow := arrowOf(int(after-x.LevelBy(m)), column-x.Column(), locale.Direction(c.lang) == "rtl")
			if place(after, column, Mark{Link: l, Title: x.Title.Value, Residual: true, Arrow: arrow, From: from}) {
				v.Moves = append(v.Moves, Move{l, x.Title.Value, c.t("map.move", from, to)})
				v.Residual = true
			}
		}
	}
	v.Finding = c.mapFinding(a, severe)
	v.From, v.Rests, v.Data = c.texts.N("from.impacts", len(a.Impacts)), c.rests(a), c.dataOf(a, "impacts")
	return v
}

// place names a field of the map.
func (c *composer) place(level assessment.Level, column int) string {
	return join(" · ", c.level(level), c.likelihood(column))
}

// arrowOf points the way from one field of the map to another: levels rise
// upwards, columns run with the text.
func arrowOf(levels, columns int, rtl bool) string {
	if rtl {
		columns = -columns
	}
	return [3][3]string{{"↙", "↓", "↘"}, {"←", "", "→"}, {"↖", "↑", "↗"}}[1+sign(levels)][1+sign(columns)]
}

func sign(n int) int { return max(-1, min(n, 1)) }

// mapFinding says in one sentence what the map shows.
func (c *composer) mapFinding(a *assessment.Assessment, severe int) string {
	list := c.byPriority(a)
	out := c.texts.N("map.finding", severe, c.texts.Number(len(list)))
	if len(list) > 0 && list[0].LevelBy(c.method()) > 0 {
		out += c.t("space") + c.t("map.first", list[0].Title.Value+c.t("brackets", list[0].ID.Value))
	}
	return out
}
