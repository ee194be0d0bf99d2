package site

import (
	"strconv"
	"strings"

	"hria/internal/assessment"
	"hria/internal/framework"
)

// The rows that a document gives to the tables of data. Their cells are in the
// order of the columns in dataTables.

func (c *composer) documentData(a *assessment.Assessment) []dataRow {
	var languages []string
	for _, other := range c.Graph.Languages(a) {
		languages = append(languages, c.language(other))
	}
	overdue := 0
	for i := range a.Mitigations {
		if a.Mitigations[i].Overdue(c.AsOf) {
			overdue++
		}
	}
	decision := a.Decision.Outcome.Value
	if a.Position.Outcome.Set() {
		decision = a.Position.Outcome.Value
	}
	return []dataRow{{"", []string{a.Kind.Value, c.word("kind", a.Kind.Value), c.language(a), strings.Join(languages, between), a.Status.Value,
		c.word("status", a.Status.Value), isoDay(a.Date), cellOf(a.AllCountries()), cellOf(a.AllTechnologies()), itoa(len(a.Impacts)),
		itoa(c.severe(a)), itoa(len(a.Mitigations)), itoa(overdue), decision, c.word("decision.outcome", decision), isoDay(a.Review.Next),
		strconv.FormatBool(a.ReviewOverdue(c.AsOf))}}}
}

func (c *composer) impactData(a *assessment.Assessment) []dataRow {
	m := c.method()
	var out []dataRow
	for i, x := range a.ByPriority(m) {
		var measures []string
		for _, measure := range a.Answering(x.ID.Value) {
			measures = append(measures, measure.ID.Value)
		}
		level, band := x.LevelBy(m), x.BandBy(m)
		cells := []string{x.ID.Value, x.Title.Value, itoa(i + 1), x.Nature.Value, c.word("impact.nature", x.Nature.Value), rank(level), c.level(level),
			strconv.FormatBool(level.Severe()), band.String(), c.t("band." + band.String()), integer(x.Severity.Scale), integer(x.Severity.Scope),
			integer(x.Severity.Irremediability), integer(x.Likelihood), c.likelihood(x.Column()), integer(x.People), cellOf(x.Rights),
			c.labels(KindRight, x.Rights), cellOf(x.Holders), c.labels(KindGroup, x.Holders), x.Involvement.Value, c.word("involvement", x.Involvement.Value),
			strings.Join(measures, between)}
		cells = append(append(cells, c.residualCells(a, x)...), x.Confidence.Value, c.refIDs(a, x.Evidence))
		out = append(out, dataRow{x.ID.Value, cells})
	}
	return out
}

// rank writes a level as a number, "" for one that was not rated.
func rank(l assessment.Level) string {
	if l == 0 {
		return ""
	}
	return itoa(int(l))
}

func (c *composer) residualCells(a *assessment.Assessment, x *assessment.Impact) []string {
	level := x.ResidualLevel(c.method())
	if level == 0 {
		return make([]string, 5)
	}
	return []string{itoa(int(level)), c.level(level), assessment.BandAt(level, x.ResidualColumn()).String(), integer(x.Residual.Likelihood),
		strconv.FormatBool(a.Verified(x.ID.Value))}
}

func (c *composer) measureData(a *assessment.Assessment) []dataRow {
	var out []dataRow
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		x := &m.Indicator
		out = append(out, dataRow{m.ID.Value, []string{m.ID.Value, m.Title.Value, c.refIDs(a, m.Impacts), strconv.FormatBool(c.measureSevere(a, m)), m.Type.Value,
			c.word("mitigation.type", m.Type.Value), m.Status.Value, c.word("mitigation.status", m.Status.Value), strconv.FormatBool(m.Overdue(c.AsOf)),
			m.Response.Value, c.word("mitigation.response", m.Response.Value), m.Owner.Value, cellOf(m.Partners), m.Origin.Value, isoDay(m.Start),
			isoDay(m.Due), isoDay(m.Done), x.Name.Value, decimal(x.Baseline), decimal(x.Target), decimal(x.Value), isoDay(x.Measured),
			m.Effectiveness.Value, c.word("mitigation.effectiveness", m.Effectiveness.Value), m.Cost.Value, c.refIDs(a, m.Evidence)}})
	}
	return out
}

// rightData has all rights of the catalogue, so that gaps are rows, too.
func (c *composer) rightData(a *assessment.Assessment) []dataRow {
	if len(a.Rights) == 0 {
		return nil
	}
	found := map[string]*assessment.Right{}
	for i := range a.Rights {
		found[a.Rights[i].ID.Value] = &a.Rights[i]
	}
	impacts, highest := map[string][]string{}, map[string]assessment.Level{}
	for i := range a.Impacts {
		x := &a.Impacts[i]
		for _, t := range x.Rights {
			impacts[t.Value] = append(impacts[t.Value], x.ID.Value)
			highest[t.Value] = max(highest[t.Value], x.LevelBy(c.method()))
		}
	}
	var out []dataRow
	for _, id := range c.Words.IDs("rights") {
		r := found[id]
		if r == nil {
			r = &assessment.Right{Relevance: assessment.Text{Value: "not-considered"}}
		}
		out = append(out, dataRow{"part-coverage", []string{id, c.name(KindRight, id).Text, r.Relevance.Value, c.word("right.relevance", r.Relevance.Value),
			strconv.FormatBool(r.Salient.Value), r.Reason.Value, strings.Join(impacts[id], between), rank(highest[id])}})
	}
	return out
}

func (c *composer) frameworkData(a *assessment.Assessment) []dataRow {
	if a.Kind.Value != assessment.KindAssessment {
		return nil
	}
	var out []dataRow
	for _, x := range c.claimed(a) {
		for _, r := range x.Results {
			out = append(out, c.elementData(x, r))
		}
	}
	return out
}

func (c *composer) elementData(x framework.Coverage, r framework.Result) dataRow {
	return dataRow{"part-frameworks", []string{x.Framework.ID, c.name("framework", x.Framework.ID).Text, r.Element.ID,
		c.name("element", x.Framework.ID+"/"+r.Element.ID).Text, strconv.FormatBool(r.Element.Required), r.State.String(),
		c.t("framework.state." + r.State.String()), strings.Join(r.Records, between)}}
}

func (c *composer) engagementData(a *assessment.Assessment) []dataRow {
	var out []dataRow
	for i := range a.Engagements {
		g := &a.Engagements[i]
		out = append(out, dataRow{g.ID.Value, []string{g.ID.Value, g.With.Value, c.word("engagement.with", g.With.Value), cellOf(g.Groups),
			c.labels(KindGroup, g.Groups), g.Method.Value, c.word("engagement.method", g.Method.Value), g.Depth.Value,
			c.word("engagement.depth", g.Depth.Value), isoDay(g.Date), integer(g.Participants), g.Phase.Value, c.word2("phase", g.Phase.Value),
			cellOf(g.Languages), flag(g.Feedback)}})
	}
	return out
}

// remedyData has a row for each of the eight criteria of a mechanism.
func (c *composer) remedyData(a *assessment.Assessment) []dataRow {
	var out []dataRow
	for i := range a.Remedies {
		r := &a.Remedies[i]
		for _, id := range c.Words.IDs("criteria") {
			rating := r.Criteria[id].Value
			if rating == "" {
				rating = "not-assessed"
			}
			out = append(out, dataRow{r.ID.Value, []string{r.ID.Value, r.Name.Value, r.Mechanism.Value, c.word("remedy.mechanism", r.Mechanism.Value), id,
				c.name("criterion", id).Text, rating, c.word("remedy.rating", rating)}})
		}
	}
	return out
}

func (c *composer) contextData(a *assessment.Assessment) []dataRow {
	var out []dataRow
	for i := range a.Context {
		x := &a.Context[i]
		out = append(out, dataRow{"part-context", []string{x.Country.Value, c.country(x.Country.Value), x.CivicSpace.Rating.Value,
			c.word("context.civic_space", x.CivicSpace.Rating.Value), isoDay(x.CivicSpace.AsOf), x.NetFreedom.Status.Value,
			c.word("context.net_freedom", x.NetFreedom.Status.Value), integer(x.NetFreedom.Score), integer(x.NetFreedom.Edition), flag(x.ConflictAffected)}})
	}
	return out
}

func (c *composer) sourceData(a *assessment.Assessment) []dataRow {
	var out []dataRow
	for i := range a.Sources {
		x := &a.Sources[i]
		out = append(out, dataRow{x.ID.Value, []string{x.ID.Value, x.Type.Value, c.word("source.type", x.Type.Value), x.Title.Value, x.Author.Value, isoDay(x.Date),
			x.URL.Value, x.Archived.Value, isoDay(x.Accessed), x.Confidence.Value, c.word("confidence", x.Confidence.Value)}})
	}
	return out
}
