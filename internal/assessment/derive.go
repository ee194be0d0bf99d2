package assessment

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Method is how a level follows from the three components of severity.
type Method string

const (
	// GatedMax takes the highest component, where scope and irremediability
	// may lift the level at most one step above scale. It is the default.
	GatedMax Method = "gated-max"
	// Max takes the highest component.
	Max Method = "max"
)

// Level is 1 minor, 2 moderate, 3 serious or 4 grave; 0 means not rated.
// Levels 3 and 4 are severe.
type Level int

// Severe tells whether the level is 3 or 4.
func (l Level) Severe() bool { return l >= 3 }

// computed derives a level from the components. No mean and no product: one
// component can be enough (UN Guiding Principle 14, commentary; the formula is
// this tool's convention). Without a scale there is no level.
func (m Method) computed(scale, scope, irremediability int) Level {
	if scale == 0 {
		return 0
	}
	top := max(scope, irremediability)
	if m != Max {
		top = min(top, scale+1)
	}
	return Level(min(max(scale, top), 4))
}

// ComputedLevel derives the impact's level from its components alone.
func (i *Impact) ComputedLevel(m Method) Level {
	return m.computed(i.Severity.Scale.Value, i.Severity.Scope.Value, i.Severity.Irremediability.Value)
}

// LevelBy is the impact's level: the declared one, where the assessor declared
// one from 1 to 4, else the computed one.
func (i *Impact) LevelBy(m Method) Level {
	if d := i.Level.Value; d >= 1 && d <= 4 {
		return Level(d)
	}
	return i.ComputedLevel(m)
}

// Actual tells whether the impact has happened or is happening.
func (i *Impact) Actual() bool { return i.Nature.Value == "actual" }

// ActualColumn is the column of actual impacts on the map, right of the four
// likelihoods.
const ActualColumn = 5

// Column is the impact's column on the severity and likelihood map: 1 to 4 is
// the likelihood, ActualColumn is for actual impacts, 0 means not rated.
func (i *Impact) Column() int {
	if i.Actual() {
		return ActualColumn
	}
	return rated(i.Likelihood.Value)
}

func rated(n int) int {
	if n < 1 || n > 4 {
		return 0
	}
	return n
}

// Band is a field of the severity and likelihood map.
type Band int

const (
	NoBand Band = iota
	Low
	Medium
	High
	VeryHigh
	Critical
)

// String gives the band's key: low, medium, high, very-high, critical.
func (b Band) String() string {
	return [...]string{"none", "low", "medium", "high", "very-high", "critical"}[b]
}

// BandAt is the band of a level and a column of the map. It is this tool's
// convention, marked as such on the page; level 4 never drops below high.
func BandAt(level Level, column int) Band {
	if level < 1 || level > 4 || column < 1 || column > ActualColumn {
		return NoBand
	}
	return [4][ActualColumn]Band{
		{Low, Low, Low, Medium, Medium},
		{Low, Medium, Medium, High, High},
		{Medium, High, High, VeryHigh, VeryHigh},
		{High, VeryHigh, VeryHigh, Critical, Critical},
	}[level-1][column-1]
}

// BandBy is the impact's band.
func (i *Impact) BandBy(m Method) Band { return BandAt(i.LevelBy(m), i.Column()) }

// ResidualLevel is the level expected after the measures; 0 where no residual
// was rated. A component that was not rated again keeps its value.
func (i *Impact) ResidualLevel(m Method) Level {
	if !i.Residual.Span.Known() {
		return 0
	}
	keep := func(after, before Int) int {
		if after.Set() {
			return after.Value
		}
		return before.Value
	}
	return m.computed(keep(i.Residual.Scale, i.Severity.Scale), keep(i.Residual.Scope, i.Severity.Scope),
		keep(i.Residual.Irremediability, i.Severity.Irremediability))
}

// ResidualColumn is the residual's column on the map. An actual impact whose
// residual has a likelihood may recur with that likelihood.
func (i *Impact) ResidualColumn() int {
	if n := rated(i.Residual.Likelihood.Value); n > 0 {
		return n
	}
	return i.Column()
}

// ByPriority orders impacts for action (UN Guiding Principle 24): level
// falling, irremediability falling, actual before potential, likelihood
// falling, people falling, id. Likelihood only orders equals.
func (a *Assessment) ByPriority(m Method) []*Impact {
	list := make([]*Impact, len(a.Impacts))
	for i := range a.Impacts {
		list[i] = &a.Impacts[i]
	}
	slices.SortStableFunc(list, func(x, y *Impact) int {
		if order := cmp.Or(
			cmp.Compare(y.LevelBy(m), x.LevelBy(m)),
			cmp.Compare(y.Severity.Irremediability.Value, x.Severity.Irremediability.Value),
			cmp.Compare(y.Column(), x.Column()),
			cmp.Compare(y.People.Value, x.People.Value),
		); order != 0 {
			return order
		}
		return compareIDs(x.ID.Value, y.ID.Value)
	})
	return list
}

// compareIDs orders record ids as a reader counts: I2 before I10.
func compareIDs(a, b string) int {
	n, errA := strconv.Atoi(strings.TrimLeft(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	m, errB := strconv.Atoi(strings.TrimLeft(b, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if errA == nil && errB == nil && a[0] == b[0] {
		return cmp.Compare(n, m)
	}
	return cmp.Compare(a, b)
}

// Overdue tells whether the measure was due before the as-of date and is still
// to be done. Deferred and rejected measures are not due.
func (m *Mitigation) Overdue(asOf time.Time) bool {
	switch m.Status.Value {
	case "implemented", "verified", "deferred", "rejected":
		return false
	}
	return m.Due.Set() && m.Due.Value.Before(asOf)
}

// Open tells whether the measure is still to be done.
func (m *Mitigation) Open() bool {
	switch m.Status.Value {
	case "implemented", "verified", "rejected":
		return false
	}
	return true
}

// ReviewOverdue tells whether the next review was due before the as-of date.
func (a *Assessment) ReviewOverdue(asOf time.Time) bool {
	return a.Review.Next.Set() && a.Review.Next.Value.Before(asOf) && a.Current()
}

// Answers tells whether the measure lists the impact of its own document.
func (m *Mitigation) Answers(impact string) bool {
	return slices.ContainsFunc(m.Impacts, func(t Text) bool { return t.Value == impact })
}

// Verified tells whether every measure that answers the impact is verified, so
// that its residual rating holds and is no longer only expected.
func (a *Assessment) Verified(impact string) bool {
	list := a.Answering(impact)
	return len(list) > 0 && !slices.ContainsFunc(list, func(m *Mitigation) bool { return m.Status.Value != "verified" })
}

// Answering lists the measures that answer an impact, in the order of the
// document.
func (a *Assessment) Answering(impact string) []*Mitigation {
	var out []*Mitigation
	for i := range a.Mitigations {
		if a.Mitigations[i].Answers(impact) {
			out = append(out, &a.Mitigations[i])
		}
	}
	return out
}

// Published tells whether the document is meant for readers: published, or
// once published and now superseded or withdrawn.
func (a *Assessment) Published() bool {
	switch a.Status.Value {
	case "published", "superseded", "withdrawn":
		return true
	}
	return false
}

// Current tells whether the document is neither superseded nor withdrawn.
func (a *Assessment) Current() bool {
	return a.Status.Value != "superseded" && a.Status.Value != "withdrawn"
}

// Severe lists the severe impacts in the order of priority.
func (a *Assessment) Severe(m Method) []*Impact {
	return slices.DeleteFunc(a.ByPriority(m), func(i *Impact) bool { return !i.LevelBy(m).Severe() })
}

// AllTechnologies are the technologies of the deployment or of the note.
func (a *Assessment) AllTechnologies() []Text {
	return append(slices.Clip(a.Deployment.Technologies), a.Technologies...)
}

// AllCountries are the countries of the deployment or of the note.
func (a *Assessment) AllCountries() []Text {
	return append(slices.Clip(a.Deployment.Countries), a.Countries...)
}
