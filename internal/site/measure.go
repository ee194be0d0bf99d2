package site

import (
	"hria/internal/assessment"
)

// Measure is a mitigation as it is shown.
type Measure struct {
	ID        string
	Title     string
	Impacts   []Link
	Type      string
	Owner     string
	Due       string
	Status    string // key
	Progress  string // status in words
	Response  string
	Overdue   bool
	Severe    bool // answers a severe impact
	Indicator string
	Facts     []Fact
	Prose     Prose
	Backlinks []Link
}

func (c *composer) measure(a *assessment.Assessment, m *assessment.Mitigation) *Measure {
	v := &Measure{
		ID: m.ID.Value, Title: m.Title.Value, Impacts: c.refs(a, m.Impacts), Type: c.word("mitigation.type", m.Type.Value),
		Owner: m.Owner.Value, Due: c.texts.Date(m.Due.Value), Status: m.Status.Value, Progress: c.word("mitigation.status", m.Status.Value),
		Response: c.word("mitigation.response", m.Response.Value), Overdue: m.Overdue(c.AsOf), Severe: c.measureSevere(a, m), Indicator: c.indicator(m),
		Prose: c.recordProse(a, m.ID.Value), Backlinks: c.backlinks(a, m.ID.Value),
	}
	var f facts
	f.text(c.t("measure.form"), c.word("mitigation.remedy_form", m.RemedyForm.Value))
	f.text(c.t("measure.origin"), c.word("mitigation.origin", m.Origin.Value))
	f.texts(c.t("measure.partners"), m.Partners)
	f.text(c.t("measure.start"), c.texts.Date(m.Start.Value))
	f.text(c.t("measure.done"), c.texts.Date(m.Done.Value))
	f.text(c.t("measure.indicator"), v.Indicator)
	f.text(c.t("measure.effectiveness"), c.word("mitigation.effectiveness", m.Effectiveness.Value))
	f.links(c.t("measure.designed"), c.freeWords(a, m.DesignedWith))
	f.text(c.t("measure.cost"), m.Cost.Value)
	f.links(c.t("evidence"), c.refs(a, m.Evidence))
	f.links(c.t("principles"), c.principleLinks(m.UNGP))
	v.Facts = f
	return v
}

// freeWords says what a field for free words holds, such as who helped to design
// a measure: records by their ids, which lead there, or the words.
func (c *composer) freeWords(a *assessment.Assessment, list []assessment.Text) []Link {
	var out []Link
	for _, t := range list {
		if to := c.Graph.Resolve(a, t.Value); to.Withheld || to.Record != "" {
			out = append(out, c.targetLink(a, to, t.Value))
		} else if t.Value != "" {
			out = append(out, c.said(a, t.Value))
		}
	}
	return out
}

// indicator says what is measured: "name: from 14 to 1 (now 3, 2 March 2026)".
func (c *composer) indicator(m *assessment.Mitigation) string {
	x := &m.Indicator
	if x.Name.Value == "" {
		return ""
	}
	number := func(n assessment.Number) string {
		if !n.Set() {
			return ""
		}
		return c.texts.Decimal(n.Value)
	}
	out := x.Name.Value
	switch {
	case x.Baseline.Set() && x.Target.Set():
		out += c.t("indicator.from", number(x.Baseline), number(x.Target))
	case x.Target.Set():
		out += c.t("indicator.target", number(x.Target))
	}
	if x.Value.Set() {
		out += c.t("indicator.now", number(x.Value))
	}
	return out
}
