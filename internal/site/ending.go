package site

import (
	"slices"
	"strconv"
	"strings"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/markdown"
)

// Principle says how the document meets a UN Guiding Principle.
type Principle struct {
	Number  Link
	Title   string
	How     string
	Section Link
	Records []Link // that answer to it
}

// Source is a numbered source with the places that cite it.
type Source struct {
	ID         string
	Number     string
	Title      Link
	Author     string
	Date       string
	Type       string
	Confidence string
	Archived   Link
	Accessed   string
	Cited      []Link // marks in the text
	Backlinks  []Link // records that rest on it
}

// Signoff is a signature.
type Signoff struct {
	Role, Name, Date, Note string
}

// Withheld says that something is withheld and why, never what.
type Withheld struct {
	What, Reason, By, Until string
}

// Waiver is a rule waived in the open.
type Waiver struct {
	Rule   Link
	Record Link
	Reason string
	By     string
	Until  string
}

// Change is an entry of the version history.
type Change struct {
	Version, Date, Summary string
	Edition                Link // that version as it was, where it has a page
	Records                []Link
}

// ending fills in what stands after the records.
func (c *composer) ending(a *assessment.Assessment, d *Document) {
	d.Deployment, d.Commission, d.Scope = c.deployment(a), c.commission(a), c.scope(a)
	d.Principles = c.principles(a)
	if a.Kind.Value != assessment.KindAssessment {
		for _, f := range a.Frameworks {
			d.Frameworks = append(d.Frameworks, c.name("framework", f.Value))
		}
	}
	d.Sources = c.sources(a)
	d.ReviewOverdue = a.ReviewOverdue(c.AsOf)
	d.Review, d.Complaints = c.review(a), c.complaints(a)
	for i := range a.Signoffs {
		s := &a.Signoffs[i]
		d.Signoffs = append(d.Signoffs, Signoff{c.word("signoff.role", s.Role.Value), s.Name.Value, c.texts.Date(s.Date.Value), s.Note.Value})
	}
	d.Withheld = c.withheld(a)
	for i := range a.Waivers {
		w := &a.Waivers[i]
		v := Waiver{Rule: c.ruleLink(w.Rule.Value), Reason: w.Reason.Value, By: w.By.Value, Until: c.texts.Date(w.Until.Value)}
		if w.Record.Set() {
			v.Record = c.ref(a, w.Record.Value)
		}
		d.Waivers = append(d.Waivers, v)
	}
	for i := range a.Changes {
		x := &a.Changes[i]
		d.Changes = append(d.Changes, Change{x.Version.Value, c.texts.Date(x.Date.Value), x.Summary.Value, c.earlierLink(a, x.Version.Value, x.Version.Value), c.refs(a, x.Records)})
	}
	slices.Reverse(d.Changes)
	d.Related = c.related(a)
	d.Backlinks = c.elsewhere(a)
}

func (c *composer) deployment(a *assessment.Assessment) []Fact {
	d := &a.Deployment
	var f facts
	f.text(c.t("deployment.name"), d.Name.Value)
	f.text(c.t("deployment.role"), c.word("deployment.role", d.Role.Value))
	f.links(c.t("technologies"), c.termLinks(KindTechnology, d.Technologies))
	f.text(c.t("deployment.purpose"), d.Purpose.Value)
	f.text(c.t("deployment.process"), d.Process.Value)
	f.links(c.t("deployment.deployer"), c.organisationLinks(d.Deployer.Name))
	var vendors []string
	for _, v := range d.Vendors {
		vendors = append(vendors, join(c.t("colon"), v.Name.Value, v.Provides.Value))
	}
	f.text(c.t("deployment.vendors"), vendors...)
	f.links(c.t("countries"), c.termLinks(KindCountry, d.Countries))
	f.text(c.t("deployment.sector"), d.Sector.Value)
	f.text(c.t("deployment.lifecycle"), c.word2("stage", d.Lifecycle.Value))
	f.text(c.t("deployment.start"), c.texts.Date(d.Start.Value))
	f.text(c.t("deployment.end"), c.texts.Date(d.End.Value))
	f.text(c.t("deployment.changed"), c.texts.Date(d.Changed.Value))
	f.text(c.t("deployment.frequency"), d.Frequency.Value)
	f.text(c.t("deployment.people"), c.number(d.People))
	f.text(c.t("deployment.automation"), c.word("deployment.automation", d.Automation.Value))
	f.text(c.t("deployment.oversight"), d.Oversight.Value)
	f.texts(c.t("deployment.data"), d.Data)
	if d.LegalBasis.Value != "" {
		f.links(c.t("deployment.legal_basis"), []Link{c.sourceTitle(a, d.LegalBasis.Value)})
	}
	f.text(c.t("deployment.governance"), d.Governance.Value)
	if n := &a.Notification; n.Authority.Set() {
		f.text(c.t("notification"), join(c.t("comma"), n.Authority.Value, c.texts.Date(n.Date.Value), n.Reference.Value))
	}
	return f
}

// sourceTitle links to a source by its title rather than its id.
func (c *composer) sourceTitle(a *assessment.Assessment, ref string) Link {
	l := c.ref(a, ref)
	if l.Note != "" {
		l.Text, l.Note = l.Note, ""
	}
	return l
}

func (c *composer) commission(a *assessment.Assessment) []Fact {
	x := &a.Commission
	var f facts
	f.links(c.t("commission.by"), c.organisationLinks(x.By))
	f.links(c.t("commission.conducted"), c.organisationLinks(x.ConductedBy))
	f.links(c.t("commission.funded"), c.organisationLinks(x.FundedBy))
	f.text(c.t("commission.independence"), c.word("commission.independence", x.Independence.Value))
	f.text(c.t("commission.control"), x.EditorialControl.Value)
	f.text(c.t("commission.positionality"), x.Positionality.Value)
	f.texts(c.t("commission.team"), x.Team)
	f.text(c.t("organisation.policy"), a.Organisation.Policy.Value)
	f.text(c.t("organisation.governance"), a.Organisation.Governance.Value)
	f.texts(c.t("organisation.policies"), a.Organisation.Policies)
	return f
}

func (c *composer) scope(a *assessment.Assessment) []Fact {
	x := &a.Scope
	var f facts
	f.text(c.t("scope.level"), c.word("scope.level", x.Level.Value))
	f.text(c.t("scope.timing"), c.word("timing", x.Timing.Value))
	f.text(c.t("scope.phase"), c.word2("phase", x.Phase.Value))
	f.text(c.t("scope.method"), x.Method.Value)
	f.text(c.t("scope.limitations"), x.Limitations.Value)
	f.texts(c.t("scope.out"), x.OutOfScope)
	f.texts(c.t("scope.standards"), x.Standards)
	f.text(c.t("scope.period"), x.Period.Value)
	return f
}

func (c *composer) principles(a *assessment.Assessment) []Principle {
	uses := slices.DeleteFunc(slices.Collect(a.Terms()), func(u assessment.TermUse) bool { return u.Kind != KindPrinciple || !u.From.Set() })
	out := make([]Principle, 0, len(a.Principles))
	for i := range a.Principles {
		x := &a.Principles[i]
		n := strconv.Itoa(x.Number.Value)
		v := Principle{Number: c.termLink(KindPrinciple, n), Title: c.word("principle", n), How: x.How.Value}
		v.Section, _ = c.headingLink(a, x.Section.Value)
		for _, use := range uses {
			if use.ID != n {
				continue
			}
			if l := c.ref(a, use.From.Value); !slices.Contains(v.Records, l) {
				v.Records = append(v.Records, l)
			}
		}
		out = append(out, v)
	}
	return out
}

func (c *composer) sources(a *assessment.Assessment) []Source {
	out := make([]Source, 0, len(a.Sources))
	for i := range a.Sources {
		x := &a.Sources[i]
		v := Source{
			ID: x.ID.Value, Number: strings.TrimPrefix(x.ID.Value, "S"), Title: Link{Text: x.Title.Value}, Author: x.Author.Value,
			Date: c.texts.Date(x.Date.Value), Type: c.word("source.type", x.Type.Value), Confidence: c.word("confidence", x.Confidence.Value),
			Accessed: c.texts.Date(x.Accessed.Value), Backlinks: c.backlinks(a, x.ID.Value),
		}
		if x.URL.Value != "" {
			v.Title.Href, v.Title.External = x.URL.Value, true
		}
		if x.Archived.Value != "" {
			v.Archived = Link{Text: c.t("source.archived"), Href: x.Archived.Value, External: true}
		}
		out = append(out, v)
	}
	body := a.Source.Body
	for i := range body.Links {
		l := &body.Links[i]
		if l.Scheme != "source" {
			continue
		}
		t, broken := c.Graph.ResolveLink(a, l)
		if broken != nil || t.Doc != a {
			continue
		}
		at := slices.IndexFunc(out, func(s Source) bool { return s.ID == t.Record })
		if at >= 0 && c.shown(a, l.Span.Start) {
			out[at].Cited = append(out[at].Cited, Link{Text: itoa(len(out[at].Cited) + 1), Href: "#" + citationAnchor(a, l)})
		}
	}
	return out
}

// shown tells whether the text at a place is on the page: not in the section
// of a record that is withheld.
func (c *composer) shown(a *assessment.Assessment, at int) bool {
	record := ""
	level := 0
	for _, h := range a.Source.Body.Headings {
		if h.Span.Start > at {
			break
		}
		switch {
		case h.Record != "":
			record, level = h.Record, h.Level
		case record != "" && h.Level <= level:
			record = ""
		}
	}
	if record == "" {
		return true
	}
	_, ok := c.Graph.Record(graph.Node{Doc: a, Record: record})
	return ok
}

func (c *composer) review(a *assessment.Assessment) []Fact {
	x := &a.Review
	var f facts
	f.text(c.t("review.next"), c.texts.Date(x.Next.Value))
	f.text(c.t("review.interval"), c.duration(x.Interval.Value))
	var triggers []string
	for _, t := range x.Triggers {
		triggers = append(triggers, c.word("review.trigger", t.Value))
	}
	f.text(c.t("review.triggers"), triggers...)
	f.text(c.t("review.last"), c.texts.Date(x.Last.Value))
	return f
}

// duration says an ISO 8601 duration such as P6M in words.
func (c *composer) duration(iso string) string {
	rest, ok := strings.CutPrefix(iso, "P")
	if !ok {
		return iso
	}
	var parts []string
	for rest != "" {
		i := strings.IndexAny(rest, "YMWD")
		if i < 1 {
			return iso
		}
		n, err := strconv.Atoi(rest[:i])
		if err != nil {
			return iso
		}
		unit := map[byte]string{'Y': "years", 'M': "months", 'W': "weeks", 'D': "days"}[rest[i]]
		parts = append(parts, c.texts.N(unit, n))
		rest = rest[i+1:]
	}
	return c.texts.Join(parts)
}

func (c *composer) complaints(a *assessment.Assessment) []Fact {
	x := &a.Comment
	var f facts
	f.text(c.t("comment.open"), c.yesNo(x.Open))
	f.text(c.t("comment.until"), c.texts.Date(x.Until.Value))
	if x.Contact.Value != "" {
		f.links(c.t("comment.contact"), []Link{contactLink(x.Contact.Value)})
	}
	f.text(c.t("comment.policy"), x.Policy.Value)
	return f
}

// withheld lists reasons. What is withheld is called by its kind alone.
func (c *composer) withheld(a *assessment.Assessment) []Withheld {
	var out []Withheld
	for i := range a.Withheld {
		w := &a.Withheld[i]
		out = append(out, Withheld{c.withheldKind(w), c.word("withheld.reason", w.Reason.Value), w.By.Value, c.texts.Date(w.Until.Value)})
	}
	return out
}

// withheldKind says what kind of thing is withheld, and no more.
func (c *composer) withheldKind(w *assessment.Withheld) string {
	if at := assessment.ParseAddress(w.Target.Value); at.Record != "" {
		return c.t("withheld." + at.Record[:1])
	}
	return c.t("withheld.other")
}

func (c *composer) related(a *assessment.Assessment) []Relation {
	var out []Relation
	for i := range a.Related {
		x := &a.Related[i]
		l := c.ref(a, x.ID.Value)
		if l.Href == "" {
			if x.Title.Value != "" {
				l.Text = x.Title.Value + c.t("brackets", x.ID.Value)
			}
			if x.URL.Value != "" {
				l.Href, l.External = x.URL.Value, true
			}
		}
		out = append(out, Relation{c.word("related.rel", x.Rel.Value), l})
	}
	return out
}

// elsewhere links to other documents that point to this one or its records.
func (c *composer) elsewhere(a *assessment.Assessment) []Link {
	var out linkSet
	var last *assessment.Assessment // links of one document follow each other
	for _, version := range c.Graph.Languages(a) {
		for _, b := range c.Graph.Backlinks(graph.Node{Doc: version}) {
			if b.Rel == assessment.RelTranslation || b.Doc == last {
				continue
			}
			if last = b.Doc; !c.sameWork(last, a) {
				out.add(c.docLink(last))
			}
		}
	}
	return out.list
}

// docPart is a part of a document's page. Where it has no label it is named by the
// heading that its id has.
type docPart struct {
	id    string
	there bool
	label string
}

// parts lists what the page of a document may consist of beside its text, as it
// follows: what is seen at a glance, and the records.
func (c *composer) parts(d *Document) (glance, records []docPart) {
	part := func(id string, there bool) docPart { return docPart{id, there, ""} }
	decision := part("decision", d.Decision != nil)
	if decision.there {
		decision.label = d.Decision.Label
	}
	return []docPart{
			part("summary", len(d.Summary) > 0), part("messages", len(d.Messages) > 0), decision, part("map", d.Map != nil),
			{"top", len(d.Top) > 0, c.t("brief.top")}, part("questions", len(d.Questions) > 0), part("actions", len(d.Actions) > 0),
		}, []docPart{
			part("findings", len(d.Reviewed) > 0), part("answers", len(d.Answers) > 0), part("deployment", len(d.Deployment) > 0),
			part("context", len(d.Context) > 0), part("engagement", len(d.Engagements) > 0 || d.NoEngagement != "" || d.EngagementGrid != nil),
			part("coverage", d.Coverage != nil), part("impacts", len(d.Impacts) > 0), part("opportunities", len(d.Opportunities) > 0),
			part("measures", len(d.Measures) > 0), part("remedy", len(d.Remedies) > 0), part("stake", len(d.AtStake) > 0),
			part("principles", len(d.Principles) > 0), {"frameworks", len(d.FrameworkCoverage) > 0, c.t("framework.title")},
			part("trace", d.Trace != nil), part("sources", len(d.Sources) > 0), part("about", true),
		}
}

// partsThere tells which parts the page has.
func (c *composer) partsThere(d *Document) map[string]bool {
	glance, records := c.parts(d)
	there := make(map[string]bool, len(glance)+len(records))
	for _, parts := range [][]docPart{glance, records} {
		for _, p := range parts {
			there[p.id] = p.there
		}
	}
	return there
}

// contents lists the parts of the page as they follow each other, the text
// between those at a glance and the records.
func (c *composer) contents(a *assessment.Assessment, d *Document) []Contents {
	glance, records := c.parts(d)
	list := func(label string, parts []docPart) Contents {
		out := Contents{Label: c.t(label), List: make([]Content, 0, len(parts))}
		for _, p := range parts {
			if !p.there {
				continue
			}
			if p.label == "" {
				p.label = c.t("section." + p.id)
			}
			out.List = append(out.List, Content{2, Link{Text: p.label, Href: "#part-" + p.id}})
		}
		return out
	}
	headings := a.Source.Body.Contents()
	text := Contents{Label: c.t("contents.text"), List: make([]Content, 0, len(headings))}
	for _, h := range headings {
		text.List = append(text.List, Content{h.Level, Link{Text: h.Text, Href: "#" + h.ID}})
	}
	return slices.DeleteFunc([]Contents{list("contents.glance", glance), text, list("contents.records", records)}, func(x Contents) bool { return len(x.List) == 0 })
}

// headingLink links to a heading of a document's text. A heading that only
// gathers records is not shown; the records' own part of the page stands for it.
func (c *composer) headingLink(a *assessment.Assessment, anchor string) (Link, bool) {
	headings := a.Source.Body.Headings
	i := slices.IndexFunc(headings, func(h markdown.Heading) bool { return h.ID == anchor })
	if i < 0 && a.Source.Body.Paragraph(anchor) {
		return Link{Href: "#" + anchor}, true
	}
	if i < 0 {
		return Link{}, false
	}
	h := headings[i]
	if h.Record != "" {
		return c.ref(a, h.Record), true
	}
	for _, inner := range headings[i:] {
		if h.Bare && inner.Record != "" {
			return Link{Text: h.Text, Href: "#part-" + partOf(inner.Record)}, true
		}
	}
	return Link{Text: h.Text, Href: "#" + h.ID}, true
}

// partOf is the part of a page that shows the records of a kind.
func partOf(record string) string {
	return partOfLetter[record[0]]
}

var partOfLetter = map[byte]string{'I': "impacts", 'M': "measures", 'G': "engagement", 'R': "remedy", 'S': "sources",
	'F': "findings", 'Q': "questions", 'A': "actions", 'O': "opportunities"}

// languageLabel names a language in the language of the page.
func (c *composer) languageLabel(lang string) string { return locale.LanguageNameIn(c.lang, lang) }
