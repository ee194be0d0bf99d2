package site

import (
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/framework"
)

// FrameworkCoverage says how far a document addresses a framework that it
// names. It is judged by what is published of the document.
type FrameworkCoverage struct {
	ID        string
	Name      Link
	Reference string
	Finding   string
	Elements  []FrameworkElement
}

// FrameworkElement is what a document says to one element of a framework.
type FrameworkElement struct {
	ID       string
	Number   string // the id, where it is a number and not a word of ours
	Title    Link
	Optional bool
	State    string // key: satisfied, partial or missing
	StateIs  string // in words
	Answers  []Link // parts and records that answer it
	Missing  []Lack
}

// Lack is something that an element asks for and the document does not say.
type Lack struct {
	What    string
	Records []Link // that lack it
}

// claimed covers the frameworks that a document names. It is asked for by the page,
// the data and the register, and worked out once.
func (s *Site) claimed(a *assessment.Assessment) []framework.Coverage {
	if known, ok := s.covered.Load(a); ok {
		return known.([]framework.Coverage)
	}
	list := s.frameworks.Claimed(a)
	s.covered.Store(a, list)
	return list
}

// frameworkCoverage covers the frameworks that an assessment names.
func (c *composer) frameworkCoverage(a *assessment.Assessment, d *Document) []FrameworkCoverage {
	if a.Kind.Value != assessment.KindAssessment {
		return nil
	}
	claimed := c.claimed(a)
	out := make([]FrameworkCoverage, 0, len(claimed))
	there := c.partsThere(d)
	words := map[framework.State]string{}
	for _, s := range frameworkStates {
		words[s.state] = c.t("framework.state." + s.state.String())
	}
	for _, x := range claimed {
		v := FrameworkCoverage{ID: x.Framework.ID, Name: c.name("framework", x.Framework.ID), Reference: x.Framework.Reference, Finding: c.frameworkFinding(x)}
		v.Elements = make([]FrameworkElement, 0, len(x.Results))
		for _, r := range x.Results {
			v.Elements = append(v.Elements, FrameworkElement{ID: r.Element.ID, Number: numbered(r.Element.ID), Title: c.name("element", x.Framework.ID+"/"+r.Element.ID), Optional: !r.Element.Required,
				State: r.State.String(), StateIs: words[r.State], Answers: c.answers(a, there, r), Missing: c.lacks(a, r)})
		}
		out = append(out, v)
	}
	return out
}

// frameworkFinding counts the elements by their state.
func (c *composer) frameworkFinding(x framework.Coverage) string {
	out := c.t("framework.finding", c.texts.Number(x.Count(framework.Satisfied)), c.texts.Number(len(x.Results)))
	for _, s := range []framework.State{framework.Partial, framework.Missing} {
		if n := x.Count(s); n > 0 {
			out += c.t("space") + c.t("framework.finding."+s.String(), c.texts.Number(n))
		}
	}
	return out
}

// numbered gives an id that holds a number, such as that of an article.
func numbered(id string) string {
	if !strings.ContainsAny(id, "0123456789") {
		return ""
	}
	return id
}

// answers links to what answers an element: the records, where they are few,
// else the part of the page that holds them, if it is there.
func (c *composer) answers(a *assessment.Assessment, there map[string]bool, r framework.Result) []Link {
	const few = 5
	var byLetter [256]int
	for _, id := range r.Records {
		byLetter[id[0]]++
	}
	var out []Link
	var seen []string // labels; an element asks for few fields
	add := func(table string, count int) {
		p := framePart(table)
		if p.label == "" || slices.Contains(seen, p.label) {
			return
		}
		seen = append(seen, p.label)
		l := Link{Text: c.t(p.label)}
		if count > 0 {
			l.Text += c.t("brackets", c.texts.Number(count))
		}
		if there[p.part] {
			l.Href = "#part-" + p.part
		}
		out = append(out, l)
	}
	for _, path := range r.Holds {
		table := tableOf(path)
		switch n := byLetter[letterOf[table]]; {
		case n == 0:
			add(table, 0)
		case n > few:
			add(table, n)
		}
	}
	for _, id := range r.Records {
		if byLetter[id[0]] <= few {
			out = append(out, c.ref(a, id))
		}
	}
	return out
}

// letterOf gives the first letter of the ids of records.
var letterOf = map[string]byte{"engagement": 'G', "impact": 'I', "opportunity": 'O', "mitigation": 'M', "remedy": 'R', "source": 'S'}

func tableOf(path string) string { return path[:strings.IndexAny(path+".", ".[")] }

// lacks says what an element asks for and the document does not have.
func (c *composer) lacks(a *assessment.Assessment, r framework.Result) []Lack {
	var out []Lack
	for _, g := range r.Lacks {
		l := Lack{What: c.fieldLabel(g)}
		for _, id := range g.Records {
			l.Records = append(l.Records, c.ref(a, id))
		}
		out = append(out, l)
	}
	if len(r.Either) > 0 {
		var list []string
		for _, g := range r.Either {
			list = append(list, c.fieldLabel(g))
		}
		out = append(out, Lack{What: c.t("framework.either", strings.Join(list, c.t("semicolon")))})
	}
	return out
}

// fieldLabel names a field as the page does where it shows it.
func (c *composer) fieldLabel(g framework.Gap) string {
	table, key, _ := strings.Cut(g.Field, ".")
	value := ""
	if g.Key != "" && len(g.Records)+g.Unnamed == 0 { // no such record
		key, value = g.Key, c.word(table+"."+g.Key, g.Value)
	}
	part, field := "", c.fieldText(table, key)
	switch p := framePart(table); {
	case p.label == "" && field == key:
		return g.Field
	case p.label != "" && (p.part != "about" || field == ""):
		part = c.t(p.label)
	}
	return join(c.t("colon"), part, field, value)
}

// fieldText names a field of a table, by its key where it has no name.
func (c *composer) fieldText(table, key string) string {
	if key == "" || key == "id" {
		return ""
	}
	for _, name := range []string{fieldTexts[table+"."+key], labelTable(table) + "." + key, key} {
		if name != "" && c.texts.Has(name) {
			return c.t(name)
		}
	}
	return key
}

// labelTable is what the texts call a table.
func labelTable(table string) string {
	if table == "mitigation" {
		return "measure"
	}
	return table
}

// fieldTexts names texts of fields that are called otherwise.
var fieldTexts = map[string]string{
	"impact.severity.scale": "severity.scale", "impact.severity.scope": "severity.scope", "impact.severity.irremediability": "severity.irremediability",
	"impact.limitation_test": "limitation", "impact.title": "framework.field.title", "impact.cumulative_with": "impact.cumulative",
	"mitigation.remedy_form": "measure.form", "mitigation.designed_with": "measure.designed",
	"remedy.criteria": "remedy.table", "engagement.participants": "engagement.people",
	"related.rel": "related", "commission.funded_by": "commission.funded", "commission.conducted_by": "commission.conducted", "commission.editorial_control": "commission.control",
	"scope.out_of_scope": "scope.out", "decision.outcome": "framework.field.outcome",
}

// aPart is a part of a page and the text of its heading.
type aPart struct{ label, part string }

// framePart is the part of an assessment's page that shows a table of the
// front matter.
func framePart(table string) aPart {
	switch table {
	case "deployment", "context", "engagement", "remedy", "summary":
		return aPart{"section." + table, table}
	case "commission", "review", "signoff", "withheld", "comment", "related":
		return aPart{table, "about"}
	case "publication", "translations":
		return aPart{"framework.field." + table, ""}
	case "scope", "organisation":
		return aPart{"commission", "about"}
	}
	return otherParts[table]
}

var otherParts = map[string]aPart{
	"decision": {"decision", "decision"}, "notification": {"notification", "deployment"}, "right": {"section.coverage", "coverage"}, "impact": {"section.impacts", "impacts"},
	"opportunity": {"section.opportunities", "opportunities"}, "mitigation": {"section.measures", "measures"}, "source": {"section.sources", "sources"},
	"principle": {"section.principles", "principles"}, "key_message": {"section.messages", "messages"}, "change": {"changes", "about"}, "waiver": {"waivers", "about"},
}
