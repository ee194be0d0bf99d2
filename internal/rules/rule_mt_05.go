package rules

import (
	"strconv"
	"time"

	"hria/internal/assessment"
)

// mt05: what was done is looked at again. Without an interval of its own a
// document has a year; a measure without a day of its own counts from the date
// of the document.
var mt05 = Rule{ID: "MT-05", Document: func(r *Report, a *assessment.Assessment) {
	if !a.Current() {
		return
	}
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		if !finished(m) || m.Effectiveness.Set() && m.Effectiveness.Value != "not-assessed" {
			continue
		}
		done := m.Done
		if !done.Set() {
			done = a.Date
		}
		if done.Set() && later(done.Value, a.Review.Interval.Value).Before(r.AsOf) {
			r.add(recordSpan(m.ID, m.Span), "write effectiveness = \"effective\", \"partly-effective\" or \"not-effective\", and measure the indicator",
				"%s was done on %s, and nobody has judged whether it works", recordName("measure", m.ID), done.Value.Format(time.DateOnly))
		}
	}
}}

// later adds an ISO 8601 duration of years, months, weeks and days to a day; a
// year where there is none.
func later(day time.Time, duration string) time.Time {
	if len(duration) < 3 || duration[0] != 'P' {
		return day.AddDate(1, 0, 0)
	}
	years, months, days, from := 0, 0, 0, 1
	for i := 1; i < len(duration); i++ {
		if duration[i] >= '0' && duration[i] <= '9' {
			continue
		}
		n, err := strconv.Atoi(duration[from:i])
		if err != nil || n > 1000 {
			return day.AddDate(1, 0, 0)
		}
		switch duration[i] {
		case 'Y':
			years = n
		case 'M':
			months = n
		case 'W':
			days += 7 * n
		case 'D':
			days += n
		}
		from = i + 1
	}
	return day.AddDate(years, months, days)
}
