package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/edition"
	"hria/internal/schema"
)

// Versions is the view of what changed between the editions of a document.
type Versions struct {
	Frame
	Document Link
	Steps    []Step // the newest first
}

// Step leads from one edition to the next.
type Step struct {
	ID       string // anchor
	From, To string // versions
	Date     string
	Before   Link   // the earlier edition as it was, where it has a page
	Summary  string // by the authors
	Finding  string // in one sentence
	Added    []CameWent
	Removed  []CameWent
	Changed  []Changed
	Sections []ChangedText
}

// CameWent are the records of a kind that are new, or that are gone.
type CameWent struct {
	Label   string
	Titled  bool // the records have titles, so that each wants a line
	Records []Link
}

// Changed is a record, or a table of the front matter, and what changed in it.
type Changed struct {
	Name   Link // the record, or what the table is called
	Title  string
	Fields []ChangedField
}

// ChangedField is a field with what it was and what it is; nothing where it was
// not set.
type ChangedField struct {
	Label   string
	Was, Is []Link
}

// ChangedText is a section of the text.
type ChangedText struct {
	State      string
	StateIs    string
	Title      Link
	Paragraphs [][]TextPiece
}

// TextPiece is a stretch of text: State is "added", "removed" or "same"; "gap"
// stands for text that stayed and is not shown, "hidden" for text that was
// removed and may be withheld.
type TextPiece struct {
	State string
	Text  string
}

// versionsPath is the page of the editions of a document.
func versionsPath(stem string) string { return stem + "/versions.html" }

// versionsLink leads to it, nowhere where only one edition is known.
func (c *composer) versionsLink(a *assessment.Assessment) Link {
	if _, ok := c.Histories[a]; !ok || c.docPage(a) == nil {
		return Link{}
	}
	return c.link(c.t("versions.link"), versionsPath(dataStem(c.docPage(a))))
}

func (c *composer) versions(p *Page) *Versions {
	a := p.Doc
	v := &Versions{Frame: c.frame(p, c.t("versions.title", a.Title.Value), c.t("versions.intro")), Document: c.docLink(a)}
	for _, s := range c.Histories[a].Steps() {
		v.Steps = append(v.Steps, c.step(a, s))
	}
	return v
}

func (c *composer) step(a *assessment.Assessment, s edition.Step) Step {
	v := Step{ID: "v" + s.To, From: s.From, To: s.To, Date: c.texts.Date(s.Date), Before: c.earlierLink(a, s.From, c.t("edition.read", s.From))}
	for i := range a.Changes {
		if a.Changes[i].Version.Value == s.To {
			v.Summary = a.Changes[i].Summary.Value
		}
	}
	for _, g := range bySubject(s.Groups) {
		switch g.State {
		case edition.Added:
			v.Added = c.cameWent(v.Added, a, g)
		case edition.Removed:
			v.Removed = c.cameWent(v.Removed, a, g)
		default:
			v.Changed = append(v.Changed, c.changed(a, g))
		}
	}
	for _, x := range s.Sections {
		v.Sections = append(v.Sections, c.changedText(a, x))
	}
	v.Finding = c.stepFinding(s)
	return v
}

// stepFinding counts what changed.
func (c *composer) stepFinding(s edition.Step) string {
	if s.Empty() {
		return c.t("versions.none")
	}
	var count [3]int
	for _, g := range s.Groups {
		count[g.State]++
	}
	var parts []string
	for _, x := range []struct {
		key string
		n   int
	}{{"versions.added", count[edition.Added]}, {"versions.removed", count[edition.Removed]}, {"versions.changed", count[edition.Changed]}, {"versions.sections", len(s.Sections)}} {
		if x.n > 0 {
			parts = append(parts, c.texts.N(x.key, x.n))
		}
	}
	return c.t("versions.finding", c.texts.Join(parts))
}

var stateKeys = map[edition.State]string{edition.Changed: "changed", edition.Added: "added", edition.Removed: "removed"}

// subjects is the order in which changes are told: what may happen to people,
// what is done about it, then the rest as the page has it.
var subjects = []string{"impact", "mitigation", "decision", "position", "key_message", "remedy", "engagement", "right", "question", "action", "finding", "answer"}

func bySubject(groups []edition.Group) []edition.Group {
	place := func(g edition.Group) int {
		if i := slices.Index(subjects, g.Table); i >= 0 {
			return i
		}
		return len(subjects)
	}
	list := slices.Clone(groups)
	slices.SortStableFunc(list, func(x, y edition.Group) int { return cmp.Compare(place(x), place(y)) })
	return list
}

// cameWent adds a record to those of its kind.
func (c *composer) cameWent(list []CameWent, a *assessment.Assessment, g edition.Group) []CameWent {
	l := c.groupName(a, g)
	switch {
	case g.Table == "key_message" || g.Table == "signoff":
		l.Text = g.Title
	case g.Title != l.Text:
		l.Text = join(" ", l.Text, g.Title)
	}
	label := c.t(framePart(g.Table).label)
	if len(list) == 0 || list[len(list)-1].Label != label {
		list = append(list, CameWent{Label: label, Titled: g.Title != ""})
	}
	last := &list[len(list)-1]
	last.Records = append(last.Records, l)
	return list
}

func (c *composer) changed(a *assessment.Assessment, g edition.Group) Changed {
	v := Changed{Name: c.groupName(a, g), Title: g.Title}
	for _, f := range g.Fields {
		v.Fields = append(v.Fields, ChangedField{c.changedLabel(g.Table, f), c.fieldValues(a, f, f.Was), c.fieldValues(a, f, f.Is)})
	}
	return v
}

// groupName says what changed: a record by its id, a right, a country or a
// principle by its name, else the part of the page that shows the table.
func (c *composer) groupName(a *assessment.Assessment, g edition.Group) Link {
	part := Link{Text: c.t(framePart(g.Table).label)}
	switch {
	case letterOf[g.Table] != 0 || strings.Contains("question action finding", g.Table) && g.Table != "":
		if g.State == edition.Removed {
			return Link{Text: g.Key}
		}
		l := c.ref(a, g.Key)
		l.Note = ""
		return l
	case g.Table == "right":
		return c.termLink(KindRight, g.Key)
	case g.Table == "context":
		return c.termLink(KindCountry, g.Key)
	case g.Table == "principle":
		return c.termLink(KindPrinciple, g.Key)
	case g.Table == "answer":
		return c.ref(a, g.Key)
	case g.Table == "":
		return Link{Text: c.t("section.about")}
	case part.Text == "":
		return Link{Text: g.Table}
	case g.Table == "related" || g.Table == "signoff":
		return Link{Text: g.Key}
	case g.Key != "":
		part.Text += " " + g.Key
	}
	return part
}

// changedLabel names a field as the page of the document does.
func (c *composer) changedLabel(table string, f edition.Field) string {
	key := strings.Join(f.Path, ".")
	if text := changedTexts[table+"."+key]; text != "" {
		return c.t(text)
	}
	last := f.Path[len(f.Path)-1]
	switch {
	case last == "ungp":
		return c.t("principles")
	case f.Path[0] == "cases":
		return c.t("remedy.cases")
	case last == edition.LevelKey:
		return c.t("severity.level")
	case f.Path[0] == "criteria":
		return c.word("criterion", last)
	case f.Path[0] == "residual" && len(f.Path) == 2:
		field := "severity." + last
		if last == "likelihood" {
			field = "impact.likelihood"
		}
		return join(c.t("colon"), c.t("impact.residual"), c.t(field))
	case f.Path[0] == "severity" || f.Path[0] == "limitation_test":
		return c.t(strings.Replace(key, "_test", "", 1))
	}
	if name := c.fieldText(table, key); name != key {
		return name
	}
	if name := c.fieldText(table, f.Path[0]); name != f.Path[0] {
		return name
	}
	return c.t(framePart(table).label)
}

// changedTexts names fields that are shown without a name on the page.
var changedTexts = map[string]string{
	"decision.reasons": "coverage.reason", "decision.accepted_residual": "decision.accepted",
	"right.relevance": "framework.state", "right.reason": "coverage.reason", "right.salient": "coverage.salient", "related.title": "framework.field.title",
	"related.rel": "related", "related.url": "related", "key_message.text": "answer.text", "question.text": "answer.text", "action.text": "answer.text", "finding.text": "answer.text",
	"question.evidence": "evidence", "action.evidence": "evidence", "context.civic_space.rating": "context.civic_space", "context.civic_space.as_of": "context.civic_space",
	"context.net_freedom.status": "context.net_freedom", "context.net_freedom.score": "context.net_freedom", "context.net_freedom.edition": "context.net_freedom",
	"deployment.deployer.name": "deployment.deployer", "deployment.deployer.type": "deployment.deployer", "impact.leverage.level": "impact.leverage", "impact.leverage.how": "impact.leverage",
	"mitigation.indicator.name": "measure.indicator", "mitigation.indicator.baseline": "indicator.baseline", "mitigation.indicator.target": "indicator.goal",
	"mitigation.indicator.value": "indicator.value", "mitigation.indicator.measured": "indicator.measured", ".title": "framework.field.title", ".summary": "section.summary",
	"source.url": "framework.field.title", "source.title": "framework.field.title", "source.author": "signoff.name", "source.type": "measure.type", "source.date": "change.date", "source.accessed": "change.date",
	".status": "measure.status", ".license": "footer.license", ".frameworks": "frameworks", "principle.section": "principle.where", "position.outcome": "framework.field.outcome", "position.unless": "decision.unless",
}

// fieldValues says the values of a field as the language does.
func (c *composer) fieldValues(a *assessment.Assessment, f edition.Field, list []string) []Link {
	var out []Link
	for _, text := range list {
		if slices.Contains(edition.Pointers, f.Path[len(f.Path)-1]) {
			out = append(out, c.ref(a, text))
		} else {
			out = append(out, c.fieldValue(f.Decl, text))
		}
	}
	return out
}

// termKinds are the vocabularies whose terms have pages.
var termKinds = map[string]string{"rights": KindRight, "groups": KindGroup, "technologies": KindTechnology, "principles": KindPrinciple}

func (c *composer) fieldValue(decl schema.Field, text string) Link {
	switch {
	case termKinds[decl.Vocab] != "":
		return c.termLink(termKinds[decl.Vocab], text)
	case decl.Vocab == "frameworks":
		return c.name("framework", text)
	case decl.Format == schema.Country:
		return c.termLink(KindCountry, text)
	case decl.Vocab != "":
		word := c.word(decl.Vocab, text)
		if decl.Type == schema.Integer {
			word = text + " " + word
		}
		return Link{Text: word}
	case decl.Type == schema.Date:
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return Link{Text: c.texts.Date(day)}
		}
	case decl.Type == schema.Bool:
		return Link{Text: c.t(map[string]string{"true": "yes", "false": "no"}[text])}
	}
	return Link{Text: text}
}

func (c *composer) changedText(a *assessment.Assessment, s edition.Section) ChangedText {
	state := stateKeys[s.State]
	v := ChangedText{State: state, StateIs: c.t("versions.is." + state), Title: Link{Text: s.Title}}
	switch {
	case s.ID == "" && s.State != edition.Removed:
		v.Title.Text = c.t("versions.beginning")
	case s.Title == "" && s.State == edition.Removed:
		v.Title.Text = s.ID
	case s.Title == "":
		v.Title = c.ref(a, s.ID)
	}
	if s.State != edition.Removed && s.Title != "" {
		if l, ok := c.headingLink(a, s.ID); ok {
			v.Title.Href = relative(c.path, c.docPage(a).Path) + l.Href
		}
	}
	v.Paragraphs = paragraphsOf(s)
	return v
}

// paragraphsOf cuts the text of a section at the ends of paragraphs. Of a section
// that is new or gone as a whole its heading says so.
func paragraphsOf(s edition.Section) [][]TextPiece {
	out := [][]TextPiece{nil}
	add := func(p TextPiece) { out[len(out)-1] = append(out[len(out)-1], p) }
	for _, p := range s.Pieces {
		state := map[edition.State]string{edition.Changed: "same", edition.Added: "added", edition.Removed: "removed"}[p.State]
		if p.Gap && p.State == edition.Removed {
			add(TextPiece{State: "hidden"})
			continue
		}
		if p.Gap {
			add(TextPiece{State: "gap"})
			continue
		}
		if s.State != edition.Changed {
			state = "same"
		}
		for i, line := range strings.Split(p.Text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			if line != "" {
				add(TextPiece{state, line})
			}
		}
	}
	return out
}
