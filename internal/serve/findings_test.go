package serve

import (
	"cmp"
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"hria/internal/diag"
)

// TestAge compares lists of findings with and without the short way: as many
// are new and mended, and each is as old.
func TestAge(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	files := []*diag.File{{Path: "a"}, {Path: "b"}, {Path: "c"}, {Path: "d"}}
	random := func() []found {
		var out []found
		for _, f := range files {
			for range r.Intn(4) {
				out = append(out, found{Finding: diag.Finding{Rule: fmt.Sprint(r.Intn(3)), Span: diag.Span{File: f, Start: r.Intn(3)}}, since: r.Intn(5)})
			}
		}
		return append(out, found{Finding: diag.Finding{Rule: "PD", Span: diag.Span{File: files[r.Intn(4)]}}, noted: true})
	}
	for range 2000 {
		before, now := random(), random()
		if r.Intn(2) == 0 {
			now = slices.Clone(before)
			now[r.Intn(len(now))].Rule = "new"
		}
		want := plainAge(before, now)
		got, n := age(before, slices.Clone(now), 9)
		fresh := 0
		for _, f := range got {
			if f.since == 9 {
				fresh++
			}
		}
		if n != want || fresh != want.New {
			t.Fatalf("got %+v, %d of the build, want %+v\n%v\n%v", n, fresh, want, before, now)
		}
	}
}

// plainAge counts what is new and what was mended by what findings are known by.
func plainAge(before, now []found) news {
	count := map[key]int{}
	for _, f := range before {
		count[keyOf(f.Finding)]++
	}
	out := news{Fixed: len(before)}
	for _, f := range now {
		if k := keyOf(f.Finding); count[k] > 0 {
			count[k]--
			out.Fixed--
		} else {
			out.New++
		}
	}
	return out
}

// TestFirst puts the newest first, then the gravest, then the order of files.
func TestFirst(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 200 {
		var s state
		for i := range r.Intn(30) {
			s.findings = append(s.findings, found{Finding: diag.Finding{Severity: diag.Severity(r.Intn(3)), Span: diag.Span{Start: i}}, since: r.Intn(4)})
		}
		sorted := slices.Clone(s.findings)
		slices.SortStableFunc(sorted, func(a, b found) int {
			return cmp.Or(cmp.Compare(b.since, a.since), cmp.Compare(a.Severity, b.Severity))
		})
		most := r.Intn(12)
		if got := s.first(most); !slices.Equal(got, sorted[:min(most, len(sorted))]) {
			t.Fatalf("got %v of %v", got, sorted)
		}
	}
}
