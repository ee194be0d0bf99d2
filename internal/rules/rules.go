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
// Some families are found before a model exists, or after all rules, and have
// no function here: SY-01 and SY-02 (packages source and table), ID-02 and
// ID-03 (schema), TX-02 to TX-12 (markdown and source), VC (vocab), PD (brief). WV stands
// in waivers.go: Settle applies levels and waivers to the findings of all
// families together.
//
// Deadlines are judged at Options.AsOf, never by a clock. Absent on purpose:
// any score of a document, and any rule that reads prose for its meaning.
package rules

import (
	"fmt"
	"slices"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/framework"
	"hria/internal/graph"
	"hria/internal/vocab"
)

// Rule is one entry of the table. Document is called for every document of one
// of the rule's kinds, and sees nothing else. Joined is called for every
// document of the site; it reads what the graph joins to it in one step and no
// further (graph.Surroundings), so that its findings hold while that stays.
// Site is called once for the whole graph. Any of them may be nil.
type Rule struct {
	ID       string
	Document func(*Report, *assessment.Assessment)
	Joined   func(*Report, *graph.Graph, *assessment.Assessment)
	Site     func(*Report, *graph.Graph)
}

// Options are what rules judge by besides the documents.
type Options struct {
	Method assessment.Method
	AsOf   time.Time
	// Levels are those that a site sets for rules, as in hria.toml. What the
	// catalogue calls an error stays one.
	Levels map[string]diag.Severity
	// Published gives the content hash of the edition of a document that
	// readers have now, by Edition; nil where nothing was published.
	Published map[string]string
}

// Table lists all rules that hria checks, in the order of the catalogue.
func Table() []Rule {
	return []Rule{
		id01, {ID: "ID-02"}, {ID: "ID-03"}, id04, id05, id06, id07, id08, id09, id10,
		sc01, sc02, sc03, cx01, cx02, cx03, en01, en02, en03,
		rt01, rt02, rt03, rt04, im01, im02, im03,
		sv01, sv02, sv03, sv04, sv05, sv06, iv01, iv02,
		mt01, mt02, mt03, mt04, mt05, mt06, mt07, rm01, rm02, rm03, ev01,
		cm01, cm02, cm03, tr01, rv01, rv02, gn01, gn02,
		fw01, {ID: "VC-01"}, pr01, pr02,
		{ID: "SY-01"}, {ID: "SY-02"}, sy03,
		tx01, {ID: "TX-02"}, {ID: "TX-03"}, {ID: "TX-04"}, {ID: "TX-05"}, {ID: "TX-06"}, {ID: "TX-07"},
		{ID: "TX-08"}, {ID: "TX-09"}, {ID: "TX-10"}, {ID: "TX-11"}, {ID: "TX-12"}, tx13, tx14, {ID: "TX-15"}, tx16,
		{ID: "PD-01"}, {ID: "PD-02"}, {ID: "PD-03"}, {ID: "PD-04"}, {ID: "PD-05"}, {ID: "PD-06"}, {ID: "PD-07"}, {ID: "WV-01"}, {ID: "WV-02"}, {ID: "WV-03"},
	}
}

// Report collects the findings of one rule.
type Report struct {
	Options
	words *vocab.Set
	rule  vocab.Rule
	facts *facts
	steps []Step // of all documents, for site rules
	found diag.List
	// frameworks are those that documents can claim to address.
	frameworks *framework.Book
}

// add reports a finding at the level of the rule.
func (r *Report) add(span diag.Span, help, message string, args ...any) {
	level, _ := diag.ParseSeverity(r.rule.Level)
	r.addAt(level, span, help, message, args...)
}

// addAt reports a finding at another level, where the catalogue lets it depend
// on the document.
func (r *Report) addAt(level diag.Severity, span diag.Span, help, message string, args ...any) {
	r.found = append(r.found, diag.Finding{Rule: r.rule.ID, Severity: level, Span: span, Message: fmt.Sprintf(message, args...), Help: help})
}

// meant tells whether the rule is meant for a document and the document could
// be read.
func (r *Report) meant(a *assessment.Assessment) bool {
	return !a.Source.Broken && slices.Contains(r.rule.Kinds, a.Kind.Value)
}

// Checker runs the rules. It does not change, and many goroutines may use it.
type Checker struct {
	options Options
	words   *vocab.Set
	rules   []Rule
	texts   []vocab.Rule

	frameworks *framework.Book
}

// New prepares the rules. A rule without a text is an error of the house.
func New(words *vocab.Set, options Options) (*Checker, error) {
	c := &Checker{options: options, words: words, rules: Table(), frameworks: framework.New(words)}
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
	facts := newFacts(a)
	for i, r := range c.rules {
		if r.Document == nil || !c.applies(i, a) {
			continue
		}
		report := &Report{Options: c.options, words: c.words, rule: c.texts[i], facts: facts, frameworks: c.frameworks}
		r.Document(report, a)
		found = append(found, report.found...)
	}
	return found
}

// applies tells whether a rule is meant for documents of this kind; all are
// where the kind is not known.
func (c *Checker) applies(i int, a *assessment.Assessment) bool {
	return slices.Contains(c.texts[i].Kinds, a.Kind.Value) || a.Kind.Value == "" && len(c.texts[i].Kinds) == 4
}

// Joined checks a document with what the graph joins to it.
func (c *Checker) Joined(g *graph.Graph, a *assessment.Assessment) diag.List {
	var found diag.List
	for i, r := range c.rules {
		if r.Joined != nil {
			report := Report{Options: c.options, words: c.words, rule: c.texts[i]}
			r.Joined(&report, g, a)
			found = append(found, report.found...)
		}
	}
	return found
}

// Site checks what only the whole graph can tell. steps are those of all its
// documents, in their order.
func (c *Checker) Site(g *graph.Graph, steps []Step) diag.List {
	var found diag.List
	for i, r := range c.rules {
		if r.Site != nil {
			report := &Report{Options: c.options, words: c.words, rule: c.texts[i], steps: steps}
			r.Site(report, g)
			found = append(found, report.found...)
		}
	}
	return found
}
