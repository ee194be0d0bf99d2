package site

import (
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/rules"
	"hria/internal/vocab"
)

// Rules is the view of the list of all rules that documents are checked by.
type Rules struct {
	Frame
	Intro string
	Rows  []RuleRow
}

// RuleRow is one rule in the list.
type RuleRow struct {
	Link
	Level  string // key: error, warning or info
	Word   string // the level in words
	Check  Link   // leads nowhere; says its language
	Found  string // "2 findings", "" for none
	Waived string // "waived in 2 documents", "" for none
}

// Rule is the view of one rule: what it asks, why, by which source, an example
// of both kinds, where it finds something in this register and where it is
// waived.
type Rule struct {
	Frame
	ID        string
	Level     string
	Check     Link
	Facts     []Fact
	Bad, Good string
	Findings  []RuleFinding
	Waivers   []RuleWaiver
	All       Link // all rules
}

// RuleFinding is something that the rule finds in a published document.
type RuleFinding struct {
	Document Link
	Record   Link
	Level    string
	Message  Link // leads nowhere; says its language
}

// RuleWaiver is a document that waives the rule in the open.
type RuleWaiver struct {
	Document Link
	Record   Link
	Reason   Link
	Until    string
}

const rulesPath = "rules/index.html"

// planRules plans the pages of the rules. They are for authors more than for
// readers, so that only the site's first language has them.
func (s *Site) planRules() {
	s.add(&Page{Kind: KindRules, Path: s.path(s.home(), rulesPath), Lang: s.home()})
	for _, r := range rules.Table() {
		s.add(&Page{Kind: KindRule, Path: s.path(s.home(), termPath("rules", r.ID)), Lang: s.home(), Term: graph.Term{Kind: KindRule, ID: r.ID}})
	}
}

// ruleLink links to the page of a rule.
func (c *composer) ruleLink(id string) Link {
	if p, ok := c.Page(c.Site.path(c.Site.home(), termPath("rules", id))); ok {
		return c.link(id, p.Path)
	}
	return Link{Text: id}
}

func (c *composer) rules(p *Page) *Rules {
	v := &Rules{Frame: c.frame(p, c.t("rules"), c.t("rules.intro")), Intro: c.t("rules.intro")}
	for _, r := range rules.Table() {
		text, _ := c.Words.RuleByID(r.ID)
		row := RuleRow{Link: c.ruleLink(r.ID), Level: text.Level, Word: c.t("rules." + text.Level), Check: c.ruleCheck(text)}
		if n := len(c.openFindings()[r.ID]); n > 0 {
			row.Found = c.texts.N("rules.found", n)
		}
		if n := len(c.ruleWaivers(r.ID)); n > 0 {
			row.Waived = c.texts.N("rules.waived", n)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func (c *composer) rule(p *Page) *Rule {
	text, _ := c.Words.RuleByID(p.Term.ID)
	v := &Rule{Frame: c.frame(p, c.t("rule", text.ID), text.ID+c.t("colon")+c.ruleCheck(text).Text), ID: text.ID, Level: c.t("rules." + text.Level),
		Check: c.ruleCheck(text), Findings: c.ruleFindings(text.ID), Waivers: c.ruleWaivers(text.ID),
		All: c.link(c.t("rules"), c.Site.path(c.Site.home(), rulesPath))}
	var f facts
	f.text(c.t("rule.level"), v.Level)
	f.links(c.t("rule.why"), []Link{c.explained("rule."+text.ID+".why", text.Why)})
	f.links(c.t("rule.source"), []Link{c.ruleSource(text)})
	f.text(c.t("rule.kinds"), c.kinds(text)...)
	v.Facts = f
	v.Bad, v.Good, _ = rules.Example(text.ID)
	return v
}

// ruleCheck says what must hold.
func (c *composer) ruleCheck(r vocab.Rule) Link { return c.explained("rule."+r.ID+".check", r.Check) }

// ruleSource says where a rule is from. Titles of sources stay as they are.
func (c *composer) ruleSource(r vocab.Rule) Link {
	if r.Source == "design" {
		return Link{Text: c.t("rule.source.own")}
	}
	return c.english(r.Source)
}

func (c *composer) kinds(r vocab.Rule) []string {
	var out []string
	for _, k := range r.Kinds {
		out = append(out, c.word("kind", k))
	}
	return []string{strings.Join(out, c.texts.Comma())}
}

// findingsByRule sorts out the findings that readers may see.
func (s *Site) findingsByRule() map[string][]diag.Finding {
	out := map[string][]diag.Finding{}
	if s.Findings == nil {
		return out
	}
	all, counts := s.Findings(), map[string]int{}
	for _, f := range all {
		counts[f.Rule]++
	}
	for rule, n := range counts {
		out[rule] = make([]diag.Finding, 0, n)
	}
	for _, f := range all {
		out[f.Rule] = append(out[f.Rule], f)
	}
	return out
}

// ruleFindings lists what a rule finds in published documents.
func (c *composer) ruleFindings(id string) []RuleFinding {
	found := c.openFindings()[id]
	out := make([]RuleFinding, 0, len(found))
	for _, f := range found {
		a, ok := c.Graph.Has(f.Span.Path())
		if !ok {
			continue
		}
		v := RuleFinding{Document: c.docLink(a), Level: c.t("rules." + f.Severity.String()), Message: c.english(f.Message)}
		if f.Record != "" {
			v.Record = c.noted(graph.Node{Doc: a, Record: f.Record})
		}
		out = append(out, v)
	}
	return out
}

// ruleWaivers lists where a rule is waived, each work once.
func (c *composer) ruleWaivers(id string) []RuleWaiver {
	var out []RuleWaiver
	for _, a := range c.Graph.Works() {
		for i := range a.Waivers {
			if w := &a.Waivers[i]; w.Rule.Value == id {
				out = append(out, c.ruleWaiver(a, w))
			}
		}
	}
	return out
}

func (c *composer) ruleWaiver(a *assessment.Assessment, w *assessment.Waiver) RuleWaiver {
	shown := c.face(a).doc
	v := RuleWaiver{Document: c.docLink(a), Until: c.texts.Date(w.Until.Value)}
	for i := range shown.Waivers {
		if x := &shown.Waivers[i]; x.Rule.Value == w.Rule.Value && x.Record.Value == w.Record.Value {
			v.Reason = c.said(shown, x.Reason.Value)
		}
	}
	if w.Record.Set() {
		v.Record = c.noted(graph.Node{Doc: shown, Record: w.Record.Value})
	}
	return v
}
