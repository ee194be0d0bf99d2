// Package rules is the table of everything hria checks in an assessment beyond
// its form.
//
// A rule is a value of type Rule in a file of its own, rule_<id>.go; its text,
// level and source stand in the vocabulary of rules. Document rules see one
// document, site rules the whole graph. Rules only read: a finding carries the
// place that the model remembers. Each rule has a fixture, testdata/<id>.txtar,
// with a bad example, a good one and the exact findings; one test holds rules
// and fixtures together.
//
// Three families are found before a model exists and have no function here:
// SY (package source and table), ID-02 and ID-03 (schema), TX-02 to TX-07
// (markdown and source).
package rules

import (
	"fmt"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/vocab"
)

// Rule is one entry of the table. Document is called for every document of one
// of the rule's kinds, Site once for the whole graph; either may be nil.
type Rule struct {
	ID       string
	Document func(*Report, *assessment.Assessment)
	Site     func(*Report, *graph.Graph)
}

// Options are what rules judge by besides the documents.
type Options struct {
	Method assessment.Method
	AsOf   time.Time
}

// Table lists all rules that hria checks, in the order of their ids.
func Table() []Rule {
	return []Rule{
		id01, {ID: "ID-02"}, {ID: "ID-03"}, id04,
		im01, im02, mt01, mt02, sc01, sv01, sv03,
		{ID: "CM-01"}, {ID: "SY-01"}, {ID: "SY-02"}, tx01, {ID: "TX-02"}, {ID: "TX-03"}, {ID: "TX-04"}, {ID: "TX-05"}, {ID: "TX-06"}, {ID: "TX-07"}, {ID: "PD-01"}, {ID: "PD-02"},
	}
}

// Report collects the findings of one rule.
type Report struct {
	Options
	rule  vocab.Rule
	found diag.List
}

// add reports a finding at the level of the rule.
func (r *Report) add(span diag.Span, help, message string, args ...any) {
	level, _ := diag.ParseSeverity(r.rule.Level)
	r.found = append(r.found, diag.Finding{Rule: r.rule.ID, Severity: level, Span: span, Message: fmt.Sprintf(message, args...), Help: help})
}

// Checker runs the rules.
type Checker struct {
	options Options
	rules   []Rule
	texts   []vocab.Rule
}

// New prepares the rules. A rule without a text is an error of the house.
func New(words *vocab.Set, options Options) (*Checker, error) {
	c := &Checker{options: options, rules: Table()}
	for _, r := range c.rules {
		text, ok := words.RuleByID(r.ID)
		if !ok {
			return nil, fmt.Errorf("rule %s has no text", r.ID)
		}
		c.texts = append(c.texts, text)
	}
	return c, nil
}

// Document checks one document alone.
func (c *Checker) Document(a *assessment.Assessment) diag.List {
	var found diag.List
	for i, r := range c.rules {
		if r.Document == nil || !c.applies(i, a) {
			continue
		}
		report := &Report{Options: c.options, rule: c.texts[i]}
		r.Document(report, a)
		found = append(found, report.found...)
	}
	return found
}

// applies tells whether a rule is meant for documents of this kind; all are
// where the kind is not known.
func (c *Checker) applies(i int, a *assessment.Assessment) bool {
	for _, kind := range c.texts[i].Kinds {
		if kind == a.Kind.Value {
			return true
		}
	}
	return a.Kind.Value == "" && len(c.texts[i].Kinds) == 4
}

// Site checks what only the whole graph can tell.
func (c *Checker) Site(g *graph.Graph) diag.List {
	var found diag.List
	for i, r := range c.rules {
		if r.Site != nil {
			report := &Report{Options: c.options, rule: c.texts[i]}
			r.Site(report, g)
			found = append(found, report.found...)
		}
	}
	return found
}
