package serve

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hria/internal/build"
	"hria/internal/diag"
)

// found is a finding with the build that brought it.
type found struct {
	diag.Finding
	since int
}

// news says how the findings of a build differ from those before.
type news struct{ New, Fixed int }

// key is what a finding is known by from one build to the next. It has no
// place: a line that is added above moves all others and mends nothing.
type key struct{ rule, path, record, message string }

func keyOf(f diag.Finding) key { return key{f.Rule, f.Span.Path(), f.Record, f.Message} }

// told is what is said of a file, or by a note when it is made. It does not
// change.
type told struct {
	name string // of the file or the note
	from *build.InFile
	size [3]int // by weight
	runs []run
}

// run is findings of a file, in reading order, that one build brought and that
// weigh the same.
type run struct {
	since  int
	weight diag.Severity
	list   diag.List
}

// age tells which findings were there before and since when. Both are in the
// order of their names; a file of which the same is said costs a comparison.
func age(before, now []told, n int) ([]told, news) {
	var out news
	drop := func() told {
		was := before[0]
		before = before[1:]
		return was
	}
	for i := range now {
		for len(before) > 0 && before[0].from != now[i].from && before[0].name < now[i].name {
			out.Fixed += drop().len()
		}
		var was told
		if len(before) > 0 && before[0].name == now[i].name {
			was = drop()
		}
		if was.from == now[i].from {
			now[i] = was
			continue
		}
		var more news
		now[i], more = now[i].after(was, n)
		out.New += more.New
		out.Fixed += more.Fixed
	}
	for len(before) > 0 {
		out.Fixed += drop().len()
	}
	return now, out
}

// after gives what is said, as old as it was said before.
func (t told) after(was told, n int) (told, news) {
	since := map[key][]int{}
	for _, r := range was.runs {
		for _, f := range r.list {
			since[keyOf(f)] = append(since[keyOf(f)], r.since)
		}
	}
	out := news{Fixed: was.len()}
	for _, f := range t.from.List {
		k, brought := keyOf(f), n
		if old := since[k]; len(old) > 0 {
			brought, since[k] = old[0], old[1:]
			out.Fixed--
		} else {
			out.New++
		}
		t.put(f, brought)
	}
	return t, out
}

func (t *told) put(f diag.Finding, since int) {
	t.size[f.Severity]++
	for i := range t.runs {
		if r := &t.runs[i]; r.since == since && r.weight == f.Severity {
			r.list = append(r.list, f)
			return
		}
	}
	t.runs = append(t.runs, run{since, f.Severity, diag.List{f}})
}

func (t told) len() int { return t.size[0] + t.size[1] + t.size[2] }

// all goes through what was said when the site was built, then by notes.
func (s state) all(do func(*told)) {
	for _, list := range [][]told{s.findings, s.notes} {
		for i := range list {
			do(&list[i])
		}
	}
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
	out, about := make([]finding, len(sorted)), map[string]string{}
	for i, f := range sorted {
		if _, known := about[f.Rule]; !known {
			about[f.Rule] = ""
			if page := "rules/" + strings.ToLower(f.Rule) + ".html"; s.site != nil && s.site.Has(page) {
				about[f.Rule] = address(page)
			}
		}
		line, column := f.Span.Position()
		out[i] = finding{f.Span.Path(), line, column, f.Severity.String(), f.Rule, f.Message, f.Help, f.since, diag.Place(f.Span), about[f.Rule]}
	}
	return out
}

// first gives so many findings in the order of a panel, without putting all the
// others in order.
func (s state) first(most int) []found {
	type rank struct {
		since     int
		elsewhere int // 1: not in a file that was saved
		weight    diag.Severity
	}
	saved := map[string]bool{}
	for _, name := range s.changed {
		saved[name] = true
	}
	byRank := map[rank][]found{}
	s.all(func(t *told) {
		for _, r := range t.runs {
			at := rank{r.since, 1, r.weight}
			if saved[t.from.Path] {
				at.elsewhere = 0
			}
			for _, f := range r.list[:min(len(r.list), most-len(byRank[at]))] {
				byRank[at] = append(byRank[at], found{f, r.since})
			}
		}
	})
	ranks := slices.SortedFunc(maps.Keys(byRank), func(a, b rank) int {
		return cmp.Or(cmp.Compare(b.since, a.since), cmp.Compare(a.elsewhere, b.elsewhere), cmp.Compare(a.weight, b.weight))
	})
	var out []found
	for _, r := range ranks {
		out = append(out, byRank[r][:min(len(byRank[r]), most-len(out))]...)
	}
	return out
}

// tallied says how many findings of which weight there are.
func (s state) tallied() map[string]int {
	var size [3]int
	s.all(func(t *told) {
		for weight, n := range t.size {
			size[weight] += n
		}
	})
	out := map[string]int{}
	for weight, n := range size {
		if n > 0 {
			out[diag.Severity(weight).String()] = n
		}
	}
	return out
}

// plain gives the findings as the rest of the house knows them.
func (s state) plain() diag.List {
	var out diag.List
	s.all(func(t *told) { out = append(out, t.from.List...) })
	return out.Sort()
}
