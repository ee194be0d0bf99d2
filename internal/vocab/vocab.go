// Package vocab holds the controlled vocabularies of the field: human rights,
// UN Guiding Principles, rights-holder groups, technologies, lifecycle stages,
// the values of every enumerated field, rules and frameworks.
//
// They are data (data/*.toml), embedded in the binary. A term has an id that
// never changes and a name in every language that the data give; data/names
// holds the names of one more language a file. Sources stand in the data, next
// to each list. A site adds technologies, groups and frameworks of its own
// (With, own.go). The package decides nothing: it only tells what exists.
//
// Third party: golang.org/x/text/unicode/norm takes accents off words, so that
// a term is found however it is typed.
package vocab

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"hria/internal/diag"
	"hria/internal/table"
)

//go:embed data
var files embed.FS

// Right is a human right of the catalogue.
type Right struct {
	ID           string            `key:"id"`
	Cluster      string            `key:"cluster"`
	Limits       string            `key:"limits"` // absolute, qualified, progressive, mixed, protection, collective
	NonDerogable bool              `key:"non_derogable"`
	Title        map[string]string `key:"title"`
	Articles     map[string]string `key:"articles"` // instrument id to article numbers
	ICT          string            `key:"ict"`      // how technology touches it
}

// Instrument is a treaty or declaration.
type Instrument struct {
	ID   string            `key:"id"`
	Year int               `key:"year"` // 0 where it stands for several
	Name map[string]string `key:"name"`
}

// Principle is one of the 31 UN Guiding Principles.
type Principle struct {
	Number  int    `key:"number"`
	Pillar  string `key:"pillar"`
	Kind    string `key:"kind"` // foundational or operational
	Section string `key:"section"`
	Title   string `key:"title"` // a short label of ours, not the UN's text
}

// Pillar is one of the three parts of the Guiding Principles.
type Pillar struct {
	ID     string            `key:"id"`
	Number int               `key:"number"`
	Name   map[string]string `key:"name"`
}

// Term is an entry of a plain vocabulary. Class is the family of a technology
// or the class of a group; Note says more.
type Term struct {
	ID     string `key:"id"`
	Name   string `key:"name"`
	Class  string
	Family string `key:"family"`
	Group  string `key:"class"`
	Note   string `key:"note"`
	Does   string `key:"does"`
	Means  string `key:"meaning"`
	Basis  string `key:"basis"`
}

// Enum lists the values that a field may hold.
type Enum struct {
	Field  string `key:"field"`
	Source string `key:"source"`
	Note   string `key:"note"`
	Values []Term `key:"values"`
}

// Rule is the text of a validation rule.
type Rule struct {
	ID     string   `key:"id"`
	Level  string   `key:"level"`
	Kinds  []string `key:"kinds"`
	Check  string   `key:"check"`
	Why    string   `key:"why"`
	Source string   `key:"source"`
}

// Framework is a set of elements that an assessment can address. Own tells
// that the site added it.
type Framework struct {
	ID        string    `key:"id"`
	Name      string    `key:"name"`
	Reference string    `key:"reference"`
	Elements  []Element `key:"elements"`
	Own       bool
}

// Element is one demand of a framework. All and Any are paths to fields, which
// package framework reads.
type Element struct {
	Span     diag.Span    `key:"."`
	ID       string       `key:"id"`
	Title    string       `key:"title"`
	Required bool         `key:"required"`
	All      []table.Text `key:"all"`
	Any      []table.Text `key:"any"`
}

// Set is all vocabularies together. It is immutable and safe to share.
type Set struct {
	Rights       []Right
	Instruments  []Instrument
	Principles   []Principle
	Pillars      []Pillar
	Criteria     []Term // of Principle 31
	Groups       []Term
	Technologies []Term
	Stages       []Term
	Phases       []Term
	Enums        []Enum
	Rules        []Rule
	Frameworks   []Framework

	ids   map[string][]string                     // vocabulary to its ids, in order
	has   map[string]map[string]bool              // the same, to look up
	names map[string]map[string]map[string]string // language, kind, id
}

// Standard loads the vocabularies of the binary. An error means that the
// binary was built from broken data.
func Standard() (*Set, error) {
	s := &Set{}
	var d struct {
		Rights       []Right      `key:"right"`
		Instruments  []Instrument `key:"instrument"`
		Principles   []Principle  `key:"principle"`
		Pillars      []Pillar     `key:"pillar"`
		Criteria     []Term       `key:"remedy_criterion"`
		Groups       []Term       `key:"group"`
		Technologies []Term       `key:"technology"`
		Stages       []Term       `key:"stage"`
		Phases       []Term       `key:"phase"`
		Enums        []Enum       `key:"enum"`
		Rules        []Rule       `key:"rule"`
		Frameworks   []Framework  `key:"framework"`
	}
	for _, name := range []string{"ungp", "rights", "rights-holders", "technologies", "lifecycle", "enums", "rules", "frameworks"} {
		t, err := load("data/" + name + ".toml")
		if err != nil {
			return nil, err
		}
		table.Decode(t, &d)
	}
	s.Rights, s.Instruments, s.Principles, s.Pillars = d.Rights, d.Instruments, d.Principles, d.Pillars
	s.Criteria, s.Groups, s.Technologies, s.Stages, s.Phases = d.Criteria, d.Groups, d.Technologies, d.Stages, d.Phases
	s.Enums, s.Rules, s.Frameworks = d.Enums, d.Rules, d.Frameworks
	for i := range s.Technologies {
		s.Technologies[i].Class = s.Technologies[i].Family
	}
	for i := range s.Groups {
		s.Groups[i].Class = s.Groups[i].Group
	}
	s.index()
	return s, s.loadNames()
}

// load reads one embedded file.
func load(name string) (*table.Table, error) {
	b, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, findings := table.ParseTOML(&diag.File{Path: name, Text: b}, 0, len(b))
	if len(findings) > 0 {
		return nil, fmt.Errorf("%s: %s", diag.Place(findings[0].Span), findings[0].Message)
	}
	return t, nil
}

func (s *Set) index() {
	s.ids = map[string][]string{"frameworks": each(s.Frameworks, func(f Framework) string { return f.ID }),
		"rights": each(s.Rights, func(r Right) string { return r.ID }), "rules": each(s.Rules, func(r Rule) string { return r.ID }),
		"principles": each(s.Principles, func(p Principle) string { return strconv.Itoa(p.Number) }),
		"criteria":   terms(s.Criteria), "groups": terms(s.Groups), "technologies": terms(s.Technologies),
		"stages": terms(s.Stages), "phases": terms(s.Phases)}
	for _, e := range s.Enums {
		s.ids[e.Field] = terms(e.Values)
	}
	s.has = map[string]map[string]bool{}
	for name, ids := range s.ids {
		s.has[name] = map[string]bool{}
		for _, id := range ids {
			s.has[name][id] = true
		}
	}
}

func terms(list []Term) []string { return each(list, func(t Term) string { return t.ID }) }

func each[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = id(x)
	}
	return out
}

// IDs lists the ids of a vocabulary in their order: "rights", "principles",
// "groups", "technologies", "stages", "phases", "criteria", "frameworks",
// "rules" or the name of an enumerated field. It is nil for any other name.
func (s *Set) IDs(vocabulary string) []string { return s.ids[vocabulary] }

// Has tells whether the vocabulary holds the id.
func (s *Set) Has(vocabulary, id string) bool { return s.has[vocabulary][id] }

// RightByID finds a right.
func (s *Set) RightByID(id string) (Right, bool) {
	i := slices.IndexFunc(s.Rights, func(r Right) bool { return r.ID == id })
	if i < 0 {
		return Right{}, false
	}
	return s.Rights[i], true
}

// RuleByID finds a rule.
func (s *Set) RuleByID(id string) (Rule, bool) {
	i := slices.IndexFunc(s.Rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return s.Rules[i], true
}

func (s *Set) loadNames() error {
	s.names = map[string]map[string]map[string]string{}
	s.ownNames()
	entries, err := files.ReadDir("data/names")
	if err != nil {
		return err
	}
	for _, e := range entries {
		t, err := load(path.Join("data/names", e.Name()))
		if err != nil {
			return err
		}
		lang := strings.TrimSuffix(e.Name(), ".toml")
		var d struct {
			Enum map[string]map[string]string `key:"enum"`
		}
		table.Decode(t, &d)
		for field, labels := range d.Enum {
			s.addNames(lang, field, labels)
		}
		for _, e := range t.Entries {
			if e.Key != "enum" && e.Value.Table != nil {
				labels := map[string]string{}
				for _, name := range e.Value.Table.Entries {
					labels[name.Key] = name.Value.Text
				}
				s.addNames(lang, e.Key, labels)
			}
		}
	}
	return nil
}

// ownNames takes over the names that the vocabularies themselves give.
func (s *Set) ownNames() {
	for _, r := range s.Rights {
		for lang, title := range r.Title {
			s.addNames(lang, "right", map[string]string{r.ID: title})
		}
	}
	for _, x := range s.Instruments {
		for lang, name := range x.Name {
			s.addNames(lang, "instrument", map[string]string{x.ID: name})
		}
	}
	for _, p := range s.Pillars {
		for lang, name := range p.Name {
			s.addNames(lang, "pillar", map[string]string{p.ID: name})
		}
	}
	for _, p := range s.Principles {
		s.addNames("en", "principle", map[string]string{strconv.Itoa(p.Number): p.Title})
	}
	for kind, list := range map[string][]Term{"group": s.Groups, "technology": s.Technologies, "stage": s.Stages, "phase": s.Phases, "criterion": s.Criteria} {
		for _, t := range list {
			s.addNames("en", kind, map[string]string{t.ID: t.Name})
		}
	}
	for _, f := range s.Frameworks {
		s.addNames("en", "framework", map[string]string{f.ID: f.Name})
		for _, e := range f.Elements {
			s.addNames("en", "element", map[string]string{f.ID + "/" + e.ID: e.Title})
		}
	}
}

func (s *Set) addNames(lang, kind string, names map[string]string) {
	if s.names[lang] == nil {
		s.names[lang] = map[string]map[string]string{}
	}
	if s.names[lang][kind] == nil {
		s.names[lang][kind] = map[string]string{}
	}
	for id, name := range names {
		s.names[lang][kind][id] = name
	}
}

// Name gives the display name of a term in a language, and the language in
// which it was found: the one asked for, else English, else with no language
// the one name that a site gave its own term, or the id itself. kind is "right",
// "instrument", "principle", "pillar", "group", "technology", "stage", "phase",
// "criterion", "framework", "element" (with the id FRAMEWORK/ELEMENT), "family",
// "class", "cluster", "limits", "section" or the name of an enumerated field.
func (s *Set) Name(lang, kind, id string) (name, found string) {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range []string{lang, base, "en", ""} {
		if n := s.names[l][kind][id]; n != "" {
			return n, l
		}
	}
	return id, ""
}
