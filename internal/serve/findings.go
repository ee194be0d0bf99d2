package serve

import (
	"cmp"
	"maps"
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

// age tells which findings were there before and since when. Both lists are in
// the order of their files, but for those of notes at the end; a file of which
// nothing new is said costs no more than a comparison.
func age(before, now []found, n int) ([]found, news) {
	left, fresh := apart(before, now)
	since := map[key][]int{}
	for _, i := range left {
		k := keyOf(before[i].Finding)
		since[k] = append(since[k], before[i].since)
	}
	out := news{Fixed: len(left)}
	for _, i := range fresh {
		k := keyOf(now[i].Finding)
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

// apart gives the places of the findings that are not the same in two lists at
// first sight, and hands on the age of the others.
func apart(before, now []found) (left, fresh []int) {
	i, j := 0, 0
	for i < len(before) || j < len(now) {
		if i < len(before) && j < len(now) && before[i].Finding == now[j].Finding {
			now[j].since = before[i].since
			i, j = i+1, j+1
			continue
		}
		order := 0
		switch {
		case i == len(before):
			order = 1
		case j == len(now):
			order = -1
		default:
			order = cmp.Compare(before[i].Span.Path(), now[j].Span.Path())
		}
		if order <= 0 { // all of one file
			for at := i; i < len(before) && before[i].Span.Path() == before[at].Span.Path(); i++ {
				left = append(left, i)
			}
		}
		if order >= 0 {
			for at := j; j < len(now) && now[j].Span.Path() == now[at].Span.Path(); j++ {
				fresh = append(fresh, j)
			}
		}
	}
	return left, fresh
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
// first, of these what is in the files that were saved, which may have led to
// the rest, then the gravest, and gives so many of them.
func (s state) listed(most int) []finding {
	sorted := s.first(most)
	out := make([]finding, len(sorted))
	for i, f := range sorted {
		line, column := f.Span.Position()
		out[i] = finding{f.Span.Path(), line, column, f.Severity.String(), f.Rule, f.Message, f.Help, f.since, diag.Place(f.Span), ""}
		if page := "rules/" + strings.ToLower(f.Rule) + ".html"; s.site != nil && s.site.Has(page) {
			out[i].About = address(page)
		}
	}
	return out
}

// first gives so many findings in the order of a panel, without putting all the
// others in order.
func (s state) first(most int) []found {
	type rank struct {
		since     int
		elsewhere int // 1: not in a file that was saved
		diag.Severity
	}
	saved := map[string]bool{}
	for _, name := range s.changed {
		saved[name] = true
	}
	byRank := map[rank][]int{}
	for i, f := range s.findings {
		r := rank{f.since, 1, f.Severity}
		if saved[f.Span.Path()] {
			r.elsewhere = 0
		}
		if len(byRank[r]) < most {
			byRank[r] = append(byRank[r], i)
		}
	}
	ranks := slices.SortedFunc(maps.Keys(byRank), func(a, b rank) int {
		return cmp.Or(cmp.Compare(b.since, a.since), cmp.Compare(a.elsewhere, b.elsewhere), cmp.Compare(a.Severity, b.Severity))
	})
	var out []found
	for _, r := range ranks {
		for _, i := range byRank[r][:min(len(byRank[r]), most-len(out))] {
			out = append(out, s.findings[i])
		}
	}
	return out
}

// count says how many findings of which weight there are.
func count(list []found) map[string]int {
	by := map[diag.Severity]int{}
	for _, f := range list {
		by[f.Severity]++
	}
	out := make(map[string]int, len(by))
	for severity, n := range by {
		out[severity.String()] = n
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
