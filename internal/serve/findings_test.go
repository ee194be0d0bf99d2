package serve

import (
	"cmp"
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"hria/internal/build"
	"hria/internal/diag"
)

// TestAge compares what is told file by file with a count over all: as many
// findings are new and mended, and what was there before is as old as it was.
func TestAge(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	random := func() []told {
		var out []told
		for _, path := range []string{"a", "b", "c", "d"} {
			var list diag.List
			for range r.Intn(4) {
				list = append(list, diag.Finding{Rule: fmt.Sprint(r.Intn(3)), Severity: diag.Severity(r.Intn(3)), Span: diag.Span{File: &diag.File{Path: path}, Start: r.Intn(3)}})
			}
			if len(list) > 0 {
				out = append(out, told{name: path, from: &build.InFile{Path: path, List: list}})
			}
		}
		return out
	}
	for range 2000 {
		before, _ := age(nil, random(), 1)
		before, _ = age(before, random(), 2)
		now := random()
		if r.Intn(2) == 0 && len(now) > 0 && len(before) > 0 { // the same is said of a file
			now = slices.Concat(before[:1], slices.DeleteFunc(now, func(t told) bool { return t.name <= before[0].name }))
			now[0].runs, now[0].size = nil, [3]int{}
		}
		want := plainAge(before, now)
		got, n := age(before, slices.Clone(now), 9)
		fresh := 0
		since := sinceOf(before)
		for i, t := range got {
			if t.len() != len(now[i].from.List) {
				want.New = -1
			}
			for _, run := range t.runs {
				if run.since == 9 {
					fresh += len(run.list)
					continue
				}
				for _, f := range run.list {
					if !slices.Contains(since[keyOf(f)], run.since) {
						want.New = -2
					}
				}
			}
		}
		if n != want || fresh != want.New {
			t.Fatalf("got %+v, %d of the build, want %+v\n%v\n%v", n, fresh, want, before, now)
		}
	}
}

// sinceOf lists the builds that brought findings.
func sinceOf(list []told) map[key][]int {
	out := map[key][]int{}
	for _, t := range list {
		for _, r := range t.runs {
			for _, f := range r.list {
				out[keyOf(f)] = append(out[keyOf(f)], r.since)
			}
		}
	}
	return out
}

// plainAge counts what is new and what was mended by what findings are known by.
func plainAge(before, now []told) news {
	left, out := sinceOf(before), news{}
	for _, list := range left {
		out.Fixed += len(list)
	}
	for _, t := range now {
		for _, f := range t.from.List {
			if k := keyOf(f); len(left[k]) > 0 {
				left[k] = left[k][1:]
				out.Fixed--
			} else {
				out.New++
			}
		}
	}
	return out
}

// TestFirst puts the newest first, of these what is in the files that were
// saved, then the gravest, then the order of files.
func TestFirst(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 200 {
		s := state{changed: []string{"3", "x"}}
		type placed struct {
			found
			elsewhere bool
		}
		var sorted []placed
		for i := range r.Intn(9) {
			path := fmt.Sprint(i)
			next := told{name: path, from: &build.InFile{Path: path}}
			for j := range r.Intn(5) {
				f := found{diag.Finding{Severity: diag.Severity(r.Intn(3)), Span: diag.Span{Start: 10*i + j}}, r.Intn(3)}
				next.put(f.Finding, f.since)
				sorted = append(sorted, placed{f, path != "3"})
			}
			s.findings = append(s.findings, next)
		}
		slices.SortStableFunc(sorted, func(a, b placed) int {
			elsewhere := map[bool]int{true: 1}
			return cmp.Or(cmp.Compare(b.since, a.since), cmp.Compare(elsewhere[a.elsewhere], elsewhere[b.elsewhere]), cmp.Compare(a.Severity, b.Severity))
		})
		want := []found{}
		for _, f := range sorted[:min(r.Intn(12), len(sorted))] {
			want = append(want, f.found)
		}
		if got := s.first(len(want)); !slices.Equal(got, want) {
			t.Fatalf("got %v of %v", got, sorted)
		}
	}
}
