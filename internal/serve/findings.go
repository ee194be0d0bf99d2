package serve

import (
	"cmp"
	"slices"
	"strings"

	"hria/internal/diag"
)

// found is a finding with the build that brought it.
type found struct {
	diag.Finding
	since int
	noted bool // while a note was made
}

// news says how the findings of a build differ from those before.
type news struct{ New, Fixed int }

// key is what a finding is known by from one build to the next. It has no
// place: a line that is added above moves all others and mends nothing.
type key struct{ rule, path, record, message string }

func keyOf(f diag.Finding) key { return key{f.Rule, f.Span.Path(), f.Record, f.Message} }

// age tells which findings were there before and since when.
func age(before, now []found, n int) ([]found, news) {
	since := map[key][]int{}
	for _, f := range before {
		k := keyOf(f.Finding)
		since[k] = append(since[k], f.since)
	}
	out := news{Fixed: len(before)}
	for i, f := range now {
		k := keyOf(f.Finding)
		if old := since[k]; len(old) > 0 {
			now[i].since, since[k] = old[0], old[1:]
			out.Fixed--
		} else {
			now[i].since = n
			out.New++
		}
	}
	return now, out
}

// finding is a finding as the panel shows it.
type finding struct {
	Path     string `json:"path,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Help     string `json:"help,omitempty"`
	Build    int    `json:"build"` // that brought it
	Place    string `json:"place"`
	About    string `json:"about,omitempty"` // the page of the rule
}

// most is how many findings a panel lists before somebody asks for all.
const most = 200

// listed orders findings as a panel lists them, those of the newest change
// first, then the gravest, and gives so many of them.
func (s state) listed(most int) []finding {
	sorted := slices.Clone(s.findings)
	slices.SortStableFunc(sorted, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.since, a.since), cmp.Compare(a.Severity, b.Severity))
	})
	out := make([]finding, min(most, len(sorted)))
	for i, f := range sorted[:len(out)] {
		line, column := f.Span.Position()
		out[i] = finding{f.Span.Path(), line, column, f.Severity.String(), f.Rule, f.Message, f.Help, f.since, diag.Place(f.Span), ""}
		if page := "rules/" + strings.ToLower(f.Rule) + ".html"; s.site != nil && s.site.Has(page) {
			out[i].About = address(page)
		}
	}
	return out
}

// count says how many findings of which weight there are.
func count(list []found) map[string]int {
	out := map[string]int{}
	for _, f := range list {
		out[f.Severity.String()]++
	}
	return out
}

// plain gives findings as the rest of the house knows them.
func plain(list []found) diag.List {
	out := make(diag.List, len(list))
	for i, f := range list {
		out[i] = f.Finding
	}
	return out.Sort()
}
