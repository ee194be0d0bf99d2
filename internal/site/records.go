package site

import (
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/locale"
)

func direction(lang string) string { return locale.Direction(lang) }

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
	for i, x := range c.byPriority(a) {
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
		d.Context = append(d.Context, c.context(a, &a.Context[i]))
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

// RecordLevel is the level of a record's heading on the page of its document.
const RecordLevel = 3

// recordProse is the section of the text about a record; on the page it stands
// below the record's own heading.
func (c *composer) recordProse(a *assessment.Assessment, id string) Prose {
	p, _ := a.Source.Body.Record(id, RecordLevel)
	return c.prose(a, p)
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

// context says what a document tells of a country.
func (c *composer) context(a *assessment.Assessment, x *assessment.Context) Context {
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
	f.links(c.t("context.law"), c.freeWords(a, x.Law))
	f.links(c.t("context.incidents"), c.freeWords(a, x.Incidents))
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
		return Link{Text: strings.TrimPrefix(strings.TrimPrefix(contact, "mailto:"), "https://"), Href: contact, External: true}
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
