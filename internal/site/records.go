package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hria/internal/assessment"
	"hria/internal/locale"
)

func direction(lang string) string { return locale.Direction(lang) }

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

// Engagement is a consultation as it is shown.
type Engagement struct {
	ID        string
	With      string
	Groups    []Link
	Method    string
	Depth     string
	Date      string
	People    string
	Facts     []Fact
	Prose     Prose
	Backlinks []Link
}

// Context is a country with its dated ratings.
type Context struct {
	Country    Link
	CivicSpace string
	CivicStep  int // 1 open to 5 closed; 0 not rated
	CivicDate  string
	NetFreedom string
	NetDetail  string
	Facts      []Fact
}

// Opportunity is a benefit.
type Opportunity struct {
	ID        string
	Title     string
	Facts     []Fact
	Prose     Prose
	Backlinks []Link
}

// Remedy is a grievance mechanism with its eight criteria.
type Remedy struct {
	ID        string
	Name      string
	Facts     []Fact
	Criteria  []Criterion
	Finding   string
	Prose     Prose
	Backlinks []Link
}

// Criterion is the rating of one criterion of Principle 31.
type Criterion struct {
	Name   Link
	Rating string // key
	Word   string
}

// ReviewFinding is a reviewer's finding.
type ReviewFinding struct {
	ID         string
	Target     Link
	Type       string
	Text       string
	Resolution string
	Key        string
	Reason     string
	Prose      Prose
	Backlinks  []Link
}

// Answer is the answer to one measure.
type Answer struct {
	To       Link
	Title    string
	Response string
	Key      string
	Text     string
	Due      string
	Date     string
}

// records fills in everything with an id of its own.
func (c *composer) records(a *assessment.Assessment, d *Document) {
	for i, x := range a.ByPriority(c.method()) {
		v := c.impact(a, x)
		v.Rank = i + 1
		d.Impacts = append(d.Impacts, v)
		if v.Severe {
			d.Severe++
		}
	}
	if len(d.Impacts) > 0 {
		d.Map = c.severityMap(a)
	}
	for i := range a.Mitigations {
		m := c.measure(a, &a.Mitigations[i])
		d.Measures = append(d.Measures, m)
		if m.Overdue {
			d.Overdue++
		}
	}
	for i := range a.Engagements {
		d.Engagements = append(d.Engagements, c.engagement(a, &a.Engagements[i]))
	}
	d.NoEngagement = a.NoEngagement.Value
	for i := range a.Context {
		d.Context = append(d.Context, c.context(&a.Context[i]))
	}
	for i := range a.Opportunity {
		o := &a.Opportunity[i]
		var f facts
		f.links(c.t("rights"), c.termLinks(KindRight, o.Rights))
		f.links(c.t("holders"), c.termLinks(KindGroup, o.Holders))
		f.links(c.t("evidence"), c.refs(a, o.Evidence))
		d.Opportunities = append(d.Opportunities, Opportunity{o.ID.Value, o.Title.Value, f, c.recordProse(a, o.ID.Value), c.backlinks(a, o.ID.Value)})
	}
	for i := range a.Remedies {
		d.Remedies = append(d.Remedies, c.remedy(a, &a.Remedies[i]))
	}
	d.Coverage = c.coverage(a)
	c.noteRecords(a, d)
	c.reviewRecords(a, d)
}

// recordProse is the section of the text about a record; on the page it stands
// below the record's own heading, of level 3.
func (c *composer) recordProse(a *assessment.Assessment, id string) Prose {
	p, _ := a.Source.Body.Record(id, 3)
	return c.prose(a, p)
}

func (c *composer) impact(a *assessment.Assessment, x *assessment.Impact) *Impact {
	m := c.method()
	level := x.LevelBy(m)
	v := &Impact{
		ID: x.ID.Value, Title: x.Title.Value, Level: int(level), LevelLabel: c.level(level), Severe: level.Severe(),
		Band: x.BandBy(m).String(), BandLabel: c.t("band." + x.BandBy(m).String()),
		Actual: x.Actual(), Nature: c.word("impact.nature", x.Nature.Value), Likelihood: c.likelihood(x.Column()),
		Rights: c.termLinks(KindRight, x.Rights), Holders: c.termLinks(KindGroup, x.Holders),
		Involved: c.word("involvement", x.Involvement.Value), Evidence: c.refs(a, x.Evidence),
		Prose: c.recordProse(a, x.ID.Value), Backlinks: c.backlinks(a, x.ID.Value),
	}
	if x.Level.Set() && x.LevelBy(m) != x.ComputedLevel(m) {
		v.Declared = join(" ", c.t("impact.declared", c.level(x.ComputedLevel(m))), x.LevelReason.Value)
	}
	for _, s := range []struct {
		field string
		value assessment.Int
	}{{"scale", x.Severity.Scale}, {"scope", x.Severity.Scope}, {"irremediability", x.Severity.Irremediability}} {
		v.Components = append(v.Components, Component{c.t("severity." + s.field), s.value.Value, c.word("severity."+s.field, rating(s.value))})
	}
	v.Facts, v.Limitation, v.Residual = c.impactFacts(a, x), c.limitation(x), c.residual(a, x)
	for i := range a.Mitigations {
		if slices.ContainsFunc(a.Mitigations[i].Impacts, func(t assessment.Text) bool { return t.Value == x.ID.Value }) {
			v.Measures = append(v.Measures, c.ref(a, a.Mitigations[i].ID.Value))
		}
	}
	return v
}

func rating(n assessment.Int) string {
	if !n.Set() {
		return ""
	}
	return strconv.Itoa(n.Value)
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

func (c *composer) measure(a *assessment.Assessment, m *assessment.Mitigation) *Measure {
	v := &Measure{
		ID: m.ID.Value, Title: m.Title.Value, Impacts: c.refs(a, m.Impacts), Type: c.word("mitigation.type", m.Type.Value),
		Owner: m.Owner.Value, Due: c.texts.Date(m.Due.Value), Status: m.Status.Value, Progress: c.word("mitigation.status", m.Status.Value),
		Response: c.word("mitigation.response", m.Response.Value), Overdue: m.Overdue(c.AsOf), Indicator: c.indicator(m),
		Prose: c.recordProse(a, m.ID.Value), Backlinks: c.backlinks(a, m.ID.Value),
	}
	for _, x := range a.Severe(c.method()) {
		if slices.ContainsFunc(m.Impacts, func(t assessment.Text) bool { return t.Value == x.ID.Value }) {
			v.Severe = true
		}
	}
	var f facts
	f.text(c.t("measure.form"), c.word("mitigation.remedy_form", m.RemedyForm.Value))
	f.text(c.t("measure.origin"), c.word("mitigation.origin", m.Origin.Value))
	f.texts(c.t("measure.partners"), m.Partners)
	f.text(c.t("measure.start"), c.texts.Date(m.Start.Value))
	f.text(c.t("measure.done"), c.texts.Date(m.Done.Value))
	f.text(c.t("measure.indicator"), v.Indicator)
	f.text(c.t("measure.effectiveness"), c.word("mitigation.effectiveness", m.Effectiveness.Value))
	f.texts(c.t("measure.designed"), m.DesignedWith)
	f.text(c.t("measure.cost"), m.Cost.Value)
	f.links(c.t("evidence"), c.refs(a, m.Evidence))
	f.links(c.t("principles"), c.principleLinks(m.UNGP))
	v.Facts = f
	return v
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

func (c *composer) engagement(a *assessment.Assessment, g *assessment.Engagement) Engagement {
	v := Engagement{
		ID: g.ID.Value, With: c.word("engagement.with", g.With.Value), Groups: c.termLinks(KindGroup, g.Groups),
		Method: c.word("engagement.method", g.Method.Value), Depth: c.word("engagement.depth", g.Depth.Value),
		Date: c.texts.Date(g.Date.Value), People: c.number(g.Participants),
		Prose: c.recordProse(a, g.ID.Value), Backlinks: c.backlinks(a, g.ID.Value),
	}
	var f facts
	f.text(c.t("engagement.phase"), c.word2("phase", g.Phase.Value))
	var languages []Link
	for _, l := range g.Languages {
		languages = append(languages, Link{Text: locale.LanguageNameIn(c.lang, l.Value)})
	}
	f.links(c.t("languages"), languages)
	f.text(c.t("engagement.safeguards"), g.Safeguards.Value)
	f.text(c.t("engagement.influence"), g.Influence.Value)
	f.text(c.t("engagement.feedback"), c.yesNo(g.Feedback))
	f.text(c.t("engagement.compensation"), g.Compensation.Value)
	f.links(c.t("principles"), c.principleLinks(g.UNGP))
	v.Facts = f
	return v
}

func (c *composer) context(x *assessment.Context) Context {
	v := Context{Country: c.termLink(KindCountry, x.Country.Value)}
	if r := x.CivicSpace.Rating.Value; r != "" {
		v.CivicSpace, v.CivicDate = c.word("context.civic_space", r), c.texts.Date(x.CivicSpace.AsOf.Value)
		v.CivicStep = 1 + slices.Index(c.Words.IDs("context.civic_space"), r)
	}
	if s := x.NetFreedom.Status.Value; s != "" {
		v.NetFreedom = c.word("context.net_freedom", s)
		detail := ""
		if x.NetFreedom.Score.Set() {
			detail = c.t("context.score", x.NetFreedom.Score.Value)
		}
		edition := ""
		if x.NetFreedom.Edition.Set() {
			edition = c.t("context.edition", x.NetFreedom.Edition.Value)
		}
		v.NetDetail = join(c.t("comma"), detail, edition)
	}
	var f facts
	f.text(c.t("context.conflict"), c.yesNo(x.ConflictAffected))
	f.texts(c.t("context.law"), x.Law)
	f.texts(c.t("context.incidents"), x.Incidents)
	v.Facts = f
	return v
}

func (c *composer) remedy(a *assessment.Assessment, r *assessment.Remedy) Remedy {
	v := Remedy{ID: r.ID.Value, Name: r.Name.Value, Prose: c.recordProse(a, r.ID.Value), Backlinks: c.backlinks(a, r.ID.Value)}
	var f facts
	f.text(c.t("remedy.mechanism"), c.word("remedy.mechanism", r.Mechanism.Value))
	if r.Contact.Value != "" {
		f.links(c.t("remedy.contact"), []Link{contactLink(r.Contact.Value)})
	}
	f.texts(c.t("remedy.open_to"), r.OpenTo)
	var languages []Link
	for _, l := range r.Languages {
		languages = append(languages, Link{Text: locale.LanguageNameIn(c.lang, l.Value)})
	}
	f.links(c.t("languages"), languages)
	f.text(c.t("remedy.anonymous"), c.yesNo(r.Anonymous))
	f.text(c.t("remedy.non_retaliation"), c.yesNo(r.NonRetaliation))
	f.text(c.t("remedy.waiver"), c.yesNo(r.Waiver))
	if r.Cases.Received.Set() {
		cases := c.t("remedy.cases.received", c.number(r.Cases.Received))
		if r.Cases.Resolved.Set() {
			cases = c.t("remedy.cases.text", c.number(r.Cases.Received), c.number(r.Cases.Resolved))
		}
		if r.Cases.MedianDays.Set() {
			cases += c.t("remedy.cases.days", c.number(r.Cases.MedianDays))
		}
		f.text(c.t("remedy.cases"), cases)
	}
	f.links(c.t("principles"), c.principleLinks(r.UNGP))
	v.Facts = f
	met := 0
	for _, id := range c.Words.IDs("criteria") {
		rating := r.Criteria[id].Value
		if rating == "" {
			rating = "not-assessed"
		}
		if rating == "met" {
			met++
		}
		v.Criteria = append(v.Criteria, Criterion{c.name("criterion", id), rating, c.word("remedy.rating", rating)})
	}
	v.Finding = c.texts.N("remedy.finding", met, len(v.Criteria))
	return v
}

// contactLink makes a link of an address, or a text of anything else.
func contactLink(contact string) Link {
	if strings.HasPrefix(contact, "https://") || strings.HasPrefix(contact, "http://") || strings.HasPrefix(contact, "mailto:") {
		return Link{Text: strings.TrimPrefix(strings.TrimPrefix(contact, "mailto:"), "https://"), Href: contact, Rel: "external"}
	}
	return Link{Text: contact}
}

func (c *composer) noteRecords(a *assessment.Assessment, d *Document) {
	for i := range a.Questions {
		q := &a.Questions[i]
		d.Questions = append(d.Questions, Item{q.ID.Value, q.Text.Value, c.refs(a, q.Evidence), c.backlinks(a, q.ID.Value), c.recordProse(a, q.ID.Value)})
	}
	for i := range a.Actions {
		x := &a.Actions[i]
		item := Item{x.ID.Value, x.Text.Value, c.refs(a, x.Evidence), c.backlinks(a, x.ID.Value), c.recordProse(a, x.ID.Value)}
		actor := c.word("audience", x.By.Value)
		at := slices.IndexFunc(d.Actions, func(g ActorItems) bool { return g.Actor == actor })
		if at < 0 {
			at = len(d.Actions)
			d.Actions = append(d.Actions, ActorItems{Actor: actor})
		}
		d.Actions[at].Items = append(d.Actions[at].Items, item)
	}
	var f facts
	f.links(c.t("rights"), c.termLinks(KindRight, a.NoteRights))
	f.links(c.t("holders"), c.termLinks(KindGroup, a.Holders))
	f.links(c.t("principles"), c.principleLinks(a.UNGP))
	f.links(c.t("based_on"), c.refs(a, a.BasedOn))
	f.links(c.t("evidence"), c.refs(a, a.Evidence))
	d.AtStake = f
}

func (c *composer) reviewRecords(a *assessment.Assessment, d *Document) {
	if a.Of.ID.Set() {
		l := c.ref(a, a.Of.ID.Value)
		if v := a.Of.Version.Value; v != "" {
			l.Note = c.t("version", v)
		}
		d.Of = &l
	}
	for i := range a.Findings {
		x := &a.Findings[i]
		d.Reviewed = append(d.Reviewed, ReviewFinding{
			ID: x.ID.Value, Target: c.ref(a, x.Target.Value), Type: c.word("finding.type", x.Type.Value), Text: x.Text.Value,
			Resolution: c.word("finding.resolution", x.Resolution.Value), Key: x.Resolution.Value, Reason: x.Reason.Value,
			Prose: c.recordProse(a, x.ID.Value), Backlinks: c.backlinks(a, x.ID.Value)})
	}
	for i := range a.Answers {
		x := &a.Answers[i]
		to := c.ref(a, x.To.Value)
		d.Answers = append(d.Answers, Answer{To: to, Title: to.Note, Response: c.word("mitigation.response", x.Response.Value), Key: x.Response.Value,
			Text: x.Text.Value, Due: c.texts.Date(x.Due.Value), Date: c.texts.Date(x.Date.Value)})
	}
}

// Coverage shows what was looked at: all rights of the catalogue by what was
// found, gaps included.
type Coverage struct {
	Finding string
	Groups  []CoverageGroup
}

// CoverageGroup holds the rights of one state of relevance.
type CoverageGroup struct {
	Key    string
	Label  string
	Count  int
	Rights []CoveredRight
}

// CoveredRight is a right, the reason given and the impacts that touch it.
type CoveredRight struct {
	Right   Link
	Reason  string
	Salient bool
	Impacts []Link
}

func (c *composer) coverage(a *assessment.Assessment) *Coverage {
	if len(a.Rights) == 0 {
		return nil
	}
	found := map[string]*assessment.Right{}
	for i := range a.Rights {
		found[a.Rights[i].ID.Value] = &a.Rights[i]
	}
	v := &Coverage{}
	counts := map[string]int{}
	for _, state := range c.Words.IDs("right.relevance") {
		g := CoverageGroup{Key: state, Label: c.word("right.relevance", state)}
		for _, id := range c.Words.IDs("rights") {
			r := found[id]
			if r == nil {
				r = &assessment.Right{Relevance: assessment.Text{Value: "not-considered"}}
			}
			if r.Relevance.Value != state {
				continue
			}
			row := CoveredRight{Right: c.termLink(KindRight, id), Reason: r.Reason.Value, Salient: r.Salient.Value}
			for j := range a.Impacts {
				if slices.ContainsFunc(a.Impacts[j].Rights, func(t assessment.Text) bool { return t.Value == id }) {
					row.Impacts = append(row.Impacts, c.ref(a, a.Impacts[j].ID.Value))
				}
			}
			g.Rights = append(g.Rights, row)
		}
		g.Count = len(g.Rights)
		counts[state] = g.Count
		v.Groups = append(v.Groups, g)
	}
	total := len(c.Words.IDs("rights"))
	v.Finding = c.t("coverage.finding", total-counts["not-considered"], total, counts["affected"], counts["possibly-affected"], counts["considered-not-affected"])
	return v
}

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
