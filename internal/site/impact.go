package site

import (
	"slices"
	"strconv"

	"hria/internal/assessment"
)

// Impact is an impact as it is shown.
type Impact struct {
	ID         string
	Rank       int // priority, from 1
	Title      string
	Level      int // 1 to 4; 0 not rated
	LevelLabel string
	Severe     bool
	Declared   string // why the declared level differs from the computed one
	Band       string // key
	BandLabel  string
	Shade      string // key of the band whose colour the level has
	Actual     bool
	Nature     string
	Likelihood string
	Components []Component
	Rights     []Link
	Holders    []Link
	Involved   string
	Facts      []Fact
	Limitation []Fact
	Residual   *Residual
	Measures   []Link
	Evidence   []Link
	Prose      Prose
	Backlinks  []Link
}

// Component is one component of severity, 1 to 4; 0 where it was not rated.
type Component struct {
	Label string
	Value int
	Word  string
}

// Residual is what is expected to remain of an impact.
type Residual struct {
	Level      int
	LevelLabel string
	BandLabel  string
	Expected   bool // until every measure is verified
}

func (c *composer) impact(a *assessment.Assessment, x *assessment.Impact) *Impact {
	m := c.method()
	level := x.LevelBy(m)
	v := &Impact{
		ID: x.ID.Value, Title: x.Title.Value, Level: int(level), LevelLabel: c.level(level), Severe: level.Severe(),
		Band: x.BandBy(m).String(), BandLabel: c.t("band." + x.BandBy(m).String()), Shade: shade(level),
		Actual: x.Actual(), Nature: c.word("impact.nature", x.Nature.Value), Likelihood: c.likelihood(x.Column()),
		Rights: c.termLinks(KindRight, x.Rights), Holders: c.termLinks(KindGroup, x.Holders),
		Involved: c.word("involvement", x.Involvement.Value), Evidence: c.refs(a, x.Evidence),
		Prose: c.recordProse(a, x.ID.Value), Backlinks: c.backlinks(a, x.ID.Value),
	}
	if x.Level.Set() && x.LevelBy(m) != x.ComputedLevel(m) {
		v.Declared = join(c.t("space"), c.t("impact.declared", c.level(x.ComputedLevel(m))), x.LevelReason.Value)
	}
	for _, s := range []struct {
		field string
		value assessment.Int
	}{{"scale", x.Severity.Scale}, {"scope", x.Severity.Scope}, {"irremediability", x.Severity.Irremediability}} {
		v.Components = append(v.Components, Component{c.t("severity." + s.field), s.value.Value, c.word("severity."+s.field, integer(s.value))})
	}
	v.Facts, v.Limitation, v.Residual = c.impactFacts(a, x), c.limitation(x), c.residual(a, x)
	for _, measure := range a.Answering(x.ID.Value) {
		l := c.ref(a, measure.ID.Value)
		v.Measures = append(v.Measures, l)
		v.Backlinks = slices.DeleteFunc(v.Backlinks, func(b Link) bool { return b == l }) // said once
	}
	return v
}

// shade is the key of the band whose colour a level has wherever the level alone
// is written: the band that it reaches where it is happening. So a level has one
// colour, and no two levels have the same.
func shade(l assessment.Level) string {
	return assessment.BandAt(l, assessment.ActualColumn).String()
}

func (c *composer) level(l assessment.Level) string {
	if l == 0 {
		return c.t("unrated")
	}
	return c.word("severity.scale", strconv.Itoa(int(l)))
}

// likelihood names a column of the map.
func (c *composer) likelihood(column int) string {
	switch column {
	case 0:
		return c.t("unrated")
	case assessment.ActualColumn:
		return c.t("map.actual")
	}
	return c.word("likelihood", strconv.Itoa(column))
}

func (c *composer) impactFacts(a *assessment.Assessment, x *assessment.Impact) []Fact {
	var f facts
	f.text(c.t("impact.people"), c.number(x.People))
	f.text(c.t("impact.by"), x.By.Value)
	f.text(c.t("impact.leverage"), join(c.t("colon"), c.word("leverage", x.Leverage.Level.Value), x.Leverage.How.Value))
	f.text(c.t("confidence"), c.word("confidence", x.Confidence.Value))
	f.texts(c.t("impact.factors"), x.Factors)
	f.texts(c.t("impact.dsa"), x.DSA)
	f.links(c.t("impact.cumulative"), c.refs(a, x.CumulativeWith))
	f.links(c.t("principles"), c.principleLinks(x.UNGP))
	return f
}

func (c *composer) principleLinks(list []assessment.Int) []Link {
	var out []Link
	for _, n := range list {
		out = append(out, c.termLink(KindPrinciple, strconv.Itoa(n.Value)))
	}
	return out
}

func (c *composer) limitation(x *assessment.Impact) []Fact {
	var f facts
	for _, limb := range []struct {
		key   string
		value assessment.Text
	}{{"legality", x.Limitation.Legality}, {"legitimate-aim", x.Limitation.LegitimateAim}, {"necessity", x.Limitation.Necessity}, {"proportionality", x.Limitation.Proportionality}} {
		f.text(c.t("limitation."+limb.key), c.word("limitation_test.result", limb.value.Value))
	}
	return f
}

func (c *composer) residual(a *assessment.Assessment, x *assessment.Impact) *Residual {
	level := x.ResidualLevel(c.method())
	if level == 0 {
		return nil
	}
	band := assessment.BandAt(level, x.ResidualColumn())
	return &Residual{Level: int(level), LevelLabel: c.level(level), BandLabel: c.t("band." + band.String()), Expected: !a.Verified(x.ID.Value)}
}
