package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/graph"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Fact is a labelled value, or a list of them.
type Fact struct {
	Label  string
	Values []Link
}

// Notice says something about the document as a whole, before its text. Kind
// is "draft", "superseded", "withdrawn", "translation", "outdated" or
// "withheld".
type Notice struct {
	Kind string
	Text string
	Link Link
}

// Document is the view of a document of any kind. A part that the document
// does not have is empty.
type Document struct {
	Frame
	ID          string
	DocVersion  string
	KindLabel   string
	Status      string
	StatusLabel string
	Date        string
	ISODate     string
	Notices     []Notice
	Note        Link // the briefing note
	Report      Link // the whole document to print
	Versions    Link // what changed between its editions
	Audience    []Link

	Lead     []Fact   // what, where, by whom
	Summary  []string // paragraphs
	Messages []Message
	Decision *Decision
	Map      *Map
	Impacts  []*Impact // by priority
	Contents []Contents
	Text     Prose // the text without the sections of records

	Of            *Link // what is reviewed or answered
	Deployment    []Fact
	Commission    []Fact
	Scope         []Fact
	Context       []Context
	Engagements   []Engagement
	NoEngagement  string
	Coverage      *Coverage
	Opportunities []Opportunity
	Measures      []*Measure
	Remedies      []Remedy
	Questions     []Item
	Actions       []ActorItems
	Reviewed      []ReviewFinding
	Answers       []Answer
	AtStake       []Fact
	Principles    []Principle
	Frameworks    []Link // where they are not covered
	Sources       []Source
	Review        []Fact
	Complaints    []Fact
	Signoffs      []Signoff
	Withheld      []Withheld
	Waivers       []Waiver
	Changes       []Change
	Related       []Relation
	Backlinks     []Link // documents and records elsewhere that point here
	Cite          Cite

	// FrameworkCoverage says how far an assessment addresses the frameworks
	// that it names.
	FrameworkCoverage []FrameworkCoverage

	// Pictures of the records, each where its records stand; nil for no data.
	Top             []*Impact // the first in the order of priority
	Profile         *Picture
	RightsAndGroups *Matrix
	ContextStrip    *Matrix
	EngagementGrid  *Matrix
	AnswerMatrix    *Matrix
	Timeline        *Timeline
	ResponseBar     *Bar
	FrameworkMatrix *Matrix
	Trace           *Trace
	RemedyTable     Link // tables for spreadsheets
	SourceTable     Link

	Overdue       int // measures
	ReviewOverdue bool
	Severe        int // impacts
	Method        string
}

// Message is a key message.
type Message struct {
	Text     string
	Evidence []Link
}

// Decision is a decision, or the position of a guidance note.
type Decision struct {
	Label      string
	Outcome    string // key
	OutcomeIs  string // in words
	Facts      []Fact
	Conditions []string
	Reasons    string
	Unless     string
}

// Contents is a part of the table of contents.
type Contents struct {
	Label string
	List  []Content
}

// Content is an entry of the table of contents.
type Content struct {
	Level int
	Link
}

// Item is a short numbered record: a question or an action.
type Item struct {
	ID        string
	Text      string
	Evidence  []Link
	Backlinks []Link
	Prose     Prose
}

// ActorItems are the actions of one actor.
type ActorItems struct {
	Actor string
	Items []Item
}

// Relation is a related document and how it relates.
type Relation struct {
	How string
	Link
}

func (c *composer) document(p *Page) *Document {
	a := p.Doc
	c.focusOn(a)
	d := c.opening(a, c.frame(p, a.Title.Value, describe(a)))
	d.Versions = c.versionsLink(a)
	c.records(a, d)
	c.ending(a, d)
	c.pictures(a, d)
	if c.Config.PDF.Enabled {
		d.Note = c.link(c.t("note.link"), dataStem(p)+".pdf")
	}
	if c.Config.PDF.Report {
		d.Report = c.link(c.t("report.link"), dataStem(p)+reportEnding)
	}
	d.Text = c.prose(a, a.Source.Body.Narrative())
	d.Contents = c.contents(a, d)
	d.Cite = c.cite(p)
	citation := c.citation(a)
	d.Tags, d.Properties, d.Linked = c.scholarTags(p, citation), c.cardTags(p), []*Linked{c.linkedDocument(p, citation)}
	return d
}

// describe is a sentence on a document.
func describe(a *assessment.Assessment) string {
	if a.Summary.Value != "" {
		return a.Summary.Value
	}
	return a.Title.Value
}

// opening is what the page of a document begins with.
func (c *composer) opening(a *assessment.Assessment, f Frame) *Document {
	d := &Document{
		Frame: f,
		ID:    a.ID.Value, DocVersion: a.Version.Value, KindLabel: c.word("kind", a.Kind.Value),
		Status: a.Status.Value, StatusLabel: c.word("status", a.Status.Value),
		Date: c.texts.Date(a.Date.Value), Summary: paragraphs(a.Summary.Value),
		Method: c.t("method." + string(c.method())),
	}
	if a.Date.Set() {
		d.ISODate = a.Date.Value.Format(time.DateOnly)
	}
	d.License = c.license(a)
	if a.Comment.Contact.Value != "" {
		d.Contact = a.Comment.Contact.Value
	}
	d.Notices = c.notices(a)
	d.Audience = c.words("audience", a.Audience)
	d.Lead = c.lead(a)
	for i := range a.KeyMessages {
		m := &a.KeyMessages[i]
		d.Messages = append(d.Messages, Message{m.Text.Value, c.refs(a, m.Evidence)})
	}
	d.Decision = c.decision(a)
	return d
}

func (s *Site) method() assessment.Method { return assessment.Method(s.Config.Check.Severity) }

// paragraphs splits a text at blank lines.
func paragraphs(text string) []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// words gives the terms of an enumerated field as texts.
func (c *composer) words(field string, list []assessment.Text) []Link {
	var out []Link
	for _, t := range list {
		out = append(out, c.name(field, t.Value))
	}
	return out
}

// notices are shown before anything else of the document.
func (c *composer) notices(a *assessment.Assessment) []Notice {
	var out []Notice
	add := func(kind, text string, link Link) { out = append(out, Notice{kind, text, link}) }
	switch a.Status.Value {
	case "published", "":
	case "superseded":
		next := Link{}
		for i := range a.Related {
			if a.Related[i].Rel.Value == "succeeded-by" {
				next = c.ref(a, a.Related[i].ID.Value)
			}
		}
		add("superseded", c.t("notice.superseded"), next)
	case "withdrawn":
		add("withdrawn", c.t("notice.withdrawn"), Link{})
	default:
		add("draft", c.t("notice.draft", c.word("status", a.Status.Value)), Link{})
	}
	if a.Translation.Of.Set() {
		out = append(out, c.translationNotices(a)...)
	}
	if a.Publication.Value == "summary" {
		add("withheld", c.t("notice.summary"), Link{})
	}
	return out
}

// translationNotices say what a translation translates, and whether that has
// moved on.
func (c *composer) translationNotices(a *assessment.Assessment) []Notice {
	original := c.Graph.Original(a)
	if original == a {
		return nil
	}
	link := Link{}
	if p := c.docPage(original); p != nil {
		link = c.link(original.Title.Value, p.Path)
		link.speak(c.language(original))
	}
	status := a.Translation.Status.Value
	key := "notice.translation"
	if status == "unofficial" || status == "summary" {
		key += "." + status
	}
	out := []Notice{{"translation", c.t(key, a.Translation.Version.Value), link}}
	if v := a.Translation.Version.Value; v != "" && v != original.Version.Value {
		out = append(out, Notice{"outdated", c.t("notice.outdated", v, original.Version.Value), Link{}})
	}
	return out
}

// lead says in three lines what is proposed, where and by whom.
func (c *composer) lead(a *assessment.Assessment) []Fact {
	var f facts
	d := &a.Deployment
	f.text(c.t("lead.what"), strings.TrimSpace(d.Purpose.Value))
	f.links(c.t("lead.technology"), c.termLinks(KindTechnology, a.AllTechnologies()))
	where := c.termLinks(KindCountry, a.AllCountries())
	if a.Kind.Value == assessment.KindNote && len(where) == 0 {
		where = []Link{{Text: c.t("lead.everywhere")}}
	}
	f.links(c.t("lead.where"), where)
	who := d.Deployer.Name.Value
	if who != "" && d.Name.Value != "" {
		who += c.t("brackets", d.Name.Value)
	}
	f.text(c.t("lead.who"), who)
	f.text(c.t("lead.stage"), c.word2("stage", d.Lifecycle.Value))
	if a.Reviewer.Name.Set() {
		f.text(c.t("lead.reviewer"), join(" · ", a.Reviewer.Name.Value, c.word("commission.independence", a.Reviewer.Independence.Value)))
	}
	f.text(c.t("lead.by"), a.By.Value)
	return f
}

// word2 names a term of a vocabulary, "" for none.
func (c *composer) word2(kind, id string) string {
	if id == "" {
		return ""
	}
	return c.name(kind, id).Text
}

func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

func (c *composer) decision(a *assessment.Assessment) *Decision {
	if a.Position.Outcome.Set() {
		return &Decision{Label: c.t("position"), Outcome: a.Position.Outcome.Value,
			OutcomeIs: c.word("decision.outcome", a.Position.Outcome.Value), Unless: a.Position.Unless.Value}
	}
	x := &a.Decision
	if !x.Outcome.Set() {
		return nil
	}
	var f facts
	f.text(c.t("decision.by"), x.By.Value)
	f.text(c.t("decision.date"), c.texts.Date(x.Date.Value))
	f.text(c.t("decision.dissent"), x.Dissent.Value)
	f.text(c.t("decision.accepted"), x.AcceptedResidual.Value)
	d := &Decision{Label: c.t("decision"), Outcome: x.Outcome.Value, OutcomeIs: c.word("decision.outcome", x.Outcome.Value), Facts: f, Reasons: x.Reasons.Value}
	for _, t := range x.Conditions {
		d.Conditions = append(d.Conditions, t.Value)
	}
	return d
}

// facts collects labelled values and leaves empty ones out.
type facts []Fact

func (f *facts) text(label string, values ...string) {
	var links []Link
	for _, v := range values {
		if v != "" {
			links = append(links, Link{Text: v})
		}
	}
	f.links(label, links)
}

func (f *facts) texts(label string, list []assessment.Text) {
	for i := range list {
		if list[i].Value != "" {
			f.text(label, textValues(list)...)
			return
		}
	}
}

func (f *facts) links(label string, links []Link) {
	if len(links) > 0 {
		*f = append(*f, Fact{label, links})
	}
}

func textValues(list []assessment.Text) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Value
	}
	return out
}

func (c *composer) yesNo(f assessment.Flag) string {
	switch {
	case !f.Set():
		return ""
	case f.Value:
		return c.t("yes")
	}
	return c.t("no")
}

func (c *composer) number(n assessment.Int) string {
	if !n.Set() {
		return ""
	}
	return c.texts.Number(n.Value)
}

// backlinks links to what points to a node of this document, with the parts of
// translations left out: their originals stand for them.
func (c *composer) backlinks(a *assessment.Assessment, record string) []Link {
	var out linkSet
	for _, n := range c.backNodes(a, record) {
		if n.Doc == a && n.Record == "" {
			continue // the text around it
		}
		out.add(c.nodeLink(a, n, ""))
	}
	return out.list
}

// linkSet is links, each once.
type linkSet struct {
	list []Link
	seen map[Link]bool // nil while they are few
}

const fewLinks = 12 // among which it is quicker to look than to ask a map

func (s *linkSet) add(l Link) {
	if len(s.list) < fewLinks {
		if !slices.Contains(s.list, l) {
			s.list = append(s.list, l)
		}
		return
	}
	if s.seen == nil {
		s.seen = make(map[Link]bool, 4*fewLinks)
		for _, x := range s.list {
			s.seen[x] = true
		}
	}
	if !s.seen[l] {
		s.seen[l] = true
		s.list = append(s.list, l)
	}
}

// backNodes lists what points to a record of any translation of the document.
func (c *composer) backNodes(a *assessment.Assessment, record string) []graph.Node {
	var out []graph.Node
	for _, version := range c.Graph.Languages(a) {
		for _, b := range c.Graph.Backlinks(graph.Node{Doc: version, Record: record}) {
			if b.Rel == assessment.RelTranslation || b.Doc != a && c.sameWork(b.Doc, a) {
				continue
			}
			out = append(out, b.Node)
		}
	}
	return out
}

func (c *composer) sameWork(x, y *assessment.Assessment) bool {
	return x == y || c.Graph.Original(x) == c.Graph.Original(y)
}
