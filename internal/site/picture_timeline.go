package site

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"hria/internal/assessment"
)

// Timeline shows when measures start, are due and were done. Measures that
// answer severe impacts stand first.
type Timeline struct {
	Picture
	Caption string
	Columns []Column // the periods; none where no measure has a date
	Rows    []TimelineRow
	Key     []KeyMark
}

// TimelineRow is a measure with a cell for each period.
type TimelineRow struct {
	*Measure
	Done  string
	Cells []Cell
}

func (c *composer) timeline(a *assessment.Assessment, measures []*Measure) *Timeline {
	if len(measures) == 0 {
		return nil
	}
	v := &Timeline{Caption: c.t("timeline.table", c.texts.Date(c.AsOf))}
	v.From, v.Data = c.texts.N("from.measures", len(measures)), c.dataOf(a, "measures")
	order := make([]int, len(measures))
	late, severe := 0, 0
	for i, m := range measures {
		order[i] = i
		if m.Overdue {
			late++
			if m.Severe {
				severe++
			}
		}
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return cmp.Or(-compareFlags(measures[x].Severe, measures[y].Severe), -compareFlags(a.Mitigations[x].Due.Set(), a.Mitigations[y].Due.Set()),
			a.Mitigations[x].Due.Value.Compare(a.Mitigations[y].Due.Value))
	})
	axis := newAxis(a, c.AsOf)
	v.Columns, v.Rows = c.periods(axis), make([]TimelineRow, 0, len(measures))
	for _, i := range order {
		m := &a.Mitigations[i]
		v.Rows = append(v.Rows, TimelineRow{measures[i], c.texts.Date(m.Done.Value), c.track(axis, m)})
	}
	v.Finding = c.texts.N("timeline.finding", late, c.texts.Number(len(measures)))
	switch {
	case late == 0:
		v.Finding = c.t("timeline.none", c.texts.Date(c.AsOf))
	case severe > 0:
		v.Finding += c.t("space") + c.texts.N("timeline.severe", severe)
	}
	if len(v.Columns) > 0 {
		v.Key = []KeyMark{{fillSoft, "", c.t("timeline.running")}, {"", signDue, c.t("timeline.due")}, {fillFull, signDone, c.t("timeline.done")}, {fillLate, "", c.t("measure.overdue")}}
	}
	return v
}

const (
	signDue  = "◆"
	signDone = "✓"
)

// axis cuts the time of all measures into at most axisPeriods periods of some
// months each. Its months count from year 0.
type axis struct {
	first, months, n int
	now              int // the period of the as-of date, -1 where it is outside
}

const axisPeriods = 12

func newAxis(a *assessment.Assessment, asOf time.Time) axis {
	first, last := 0, 0
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		for _, day := range []assessment.Day{m.Start, m.Due, m.Done} {
			if !day.Set() {
				continue
			}
			n := monthOf(day.Value)
			if first == 0 || n < first {
				first = n
			}
			last = max(last, n)
		}
	}
	if first == 0 {
		return axis{}
	}
	if now := monthOf(asOf); now >= first-axisPeriods && now <= last+axisPeriods {
		first, last = min(first, now), max(last, now)
	}
	x := axis{}
	for _, x.months = range []int{1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000} {
		x.first = first - first%x.months
		x.n = (last-x.first)/x.months + 1
		if x.n <= axisPeriods {
			break
		}
	}
	x.now = x.period(asOf)
	return x
}

func monthOf(day time.Time) int { return day.Year()*12 + int(day.Month()) - 1 }

// period is the period of a day, -1 for one outside.
func (x axis) period(day time.Time) int {
	n := monthOf(day) - x.first
	if day.IsZero() || n < 0 || n/x.months >= x.n {
		return -1
	}
	return n / x.months
}

// periods heads the periods, as the marks of an axis do: by the month that each
// begins with, and the year below the first of a year; or by years.
func (c *composer) periods(x axis) []Column {
	out := make([]Column, 0, x.n)
	year := -1
	for i := range x.n {
		month := x.first + i*x.months
		col := Column{Now: i == x.now}
		if x.months >= 12 {
			col.Text = strconv.Itoa(month / 12)
		} else {
			col.Text = c.texts.ShortMonth(time.Month(month%12 + 1))
		}
		if x.months < 12 && month/12 != year {
			year = month / 12
			col.Small = strconv.Itoa(year)
		}
		out = append(out, col)
	}
	return out
}

// track draws one measure: running from its start to the day it is due or
// done, hatched from the day it was due to the as-of date.
func (c *composer) track(x axis, m *assessment.Mitigation) []Cell {
	start, due, done := x.period(m.Start.Value), x.period(m.Due.Value), x.period(m.Done.Value)
	end := due
	if done >= 0 {
		end = done
	}
	late := m.Overdue(c.AsOf)
	out := make([]Cell, x.n)
	for i := range out {
		cell := &out[i]
		cell.Now = i == x.now
		switch {
		case i == done:
			cell.Fill = fillFull
			cell.Marks = append(cell.Marks, CellMark{Link: Link{Text: signDone}, Said: c.t("timeline.done")})
		case late && i >= due && i <= x.now:
			cell.Fill = fillLate
		case start >= 0 && i >= start && i <= end:
			cell.Fill = fillSoft
		}
		if i == due && i != done {
			cell.Marks = append(cell.Marks, CellMark{Link: Link{Text: signDue}, Said: c.t("timeline.due")})
		}
	}
	return out
}
