package rules

import (
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// Waived is a finding that a document waives in the open.
type Waived struct {
	diag.Finding
	Waiver *assessment.Waiver
}

// Settle says what remains of the findings of a site, those of all packages
// together: each finding gets the record that it is about, a site's levels are
// applied, and waivers take out what they are for. Waivers that are
// incomplete, out of date or of no use are findings themselves (WV).
func (c *Checker) Settle(found diag.List, docs []*assessment.Assessment) (open diag.List, waived []Waived) {
	return c.settle(found, docs, true)
}

// SettleLater does the same for what is found when notes are printed; by then
// it was said which waivers are of no use.
func (c *Checker) SettleLater(found diag.List, docs []*assessment.Assessment) (open diag.List, waived []Waived) {
	return c.settle(found, docs, false)
}

func (c *Checker) settle(found diag.List, docs []*assessment.Assessment, judge bool) (open diag.List, waived []Waived) {
	byPath := make(map[string]*assessment.Assessment, len(docs))
	for _, a := range docs {
		byPath[a.Source.File.Path] = a
	}
	open = make(diag.List, 0, len(found))
	places := map[*assessment.Assessment][]place{}
	used := map[*assessment.Waiver]bool{}
	for _, f := range found {
		a := byPath[f.Span.Path()]
		if a != nil && f.Record == "" {
			if _, made := places[a]; !made {
				places[a] = placesOf(a)
			}
			f.Record = recordAt(places[a], f.Span.Start)
		}
		f = c.level(f)
		if a != nil && a.Source.Front.YAML {
			f.Help = inYAML(f.Help)
		}
		if w := c.waiver(a, f); w != nil {
			used[w] = true
			waived = append(waived, Waived{f, w})
			continue
		}
		open = append(open, f)
	}
	if judge {
		for _, a := range docs {
			for _, f := range c.judgeWaivers(a, used) {
				open = append(open, c.level(f))
			}
		}
	}
	return open, waived
}

// Levels reads the levels that a site sets; words that are none are left out.
func Levels(words map[string]string) map[string]diag.Severity {
	out := make(map[string]diag.Severity, len(words))
	for rule, word := range words {
		if level, ok := diag.ParseSeverity(word); ok {
			out[rule] = level
		}
	}
	return out
}

// level gives a finding the level that the site sets. What is an error, by the
// catalogue or because of what the document is about, stays one.
func (c *Checker) level(f diag.Finding) diag.Finding {
	if level, set := c.options.Levels[f.Rule]; set && f.Severity != diag.Error {
		f.Severity = level
	}
	return f
}

// waiver is the first one that takes out a finding, or nil.
func (c *Checker) waiver(a *assessment.Assessment, f diag.Finding) *assessment.Waiver {
	if a == nil || a.Source.Broken || !Waivable(f.Rule) {
		return nil
	}
	for i := range a.Waivers {
		w := &a.Waivers[i]
		if w.Rule.Value == f.Rule && (w.Record.Value == "" || w.Record.Value == f.Record) && len(lacks(w)) == 0 && !c.expired(w) {
			return w
		}
	}
	return nil
}

// Waivable tells whether a document may waive a rule. What cannot be read,
// what nobody can interpret, and what can harm people cannot be waived; nor
// can a waiver that is wrong.
func Waivable(rule string) bool {
	family, _, _ := strings.Cut(rule, "-")
	return family != "SY" && family != "WV" && !slices.Contains([]string{"ID-02", "ID-03", "TX-03", "CM-01", "CM-03"}, rule)
}

func (c *Checker) expired(w *assessment.Waiver) bool {
	return w.Until.Set() && w.Until.Value.Before(c.options.AsOf)
}
