package graph

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// uses are what names the terms of one kind. They do not change.
type uses struct {
	by  map[string][]use // by id, in the order of places
	ids func() []string  // sorted
}

// use is a document by its place, or one of its records, that names a term.
type use struct {
	place  int
	record string
}

func newUses(by map[string][]use) *uses {
	return &uses{by, sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(by)) })}
}

// manyNews is how many documents may change before their terms are better
// joined from the start.
const manyNews = 64

// joinUses lists what names each term, in the order of the files. Where all
// documents stand where they stood, the lists stay but for what those name
// otherwise that changed.
func (g *Graph) joinUses(before *Graph, news []change) {
	if g.shape != before.shape || len(news) > manyNews {
		g.uses = joinAll(g.parts)
		return
	}
	anew := map[string]map[string][]use{}
	for _, c := range news {
		place := g.at[c.path()]
		for t, list := range differing(place, before.parts[place].terms, g.parts[place].terms) {
			by := anew[t.Kind]
			if by == nil {
				by = map[string][]use{}
				if u := before.uses[t.Kind]; u != nil {
					by = maps.Clone(u.by)
				}
				anew[t.Kind] = by
			}
			if by[t.ID] = splice(by[t.ID], place, list); len(by[t.ID]) == 0 {
				delete(by, t.ID)
			}
		}
	}
	g.uses = maps.Clone(before.uses)
	for kind, by := range anew {
		g.uses[kind] = newUses(by)
	}
}

func joinAll(parts []*part) map[string]*uses {
	all := map[string]map[string][]use{}
	for i, p := range parts {
		for _, u := range p.terms {
			if all[u.Kind] == nil {
				all[u.Kind] = map[string][]use{}
			}
			all[u.Kind][u.ID] = append(all[u.Kind][u.ID], use{i, u.record})
		}
	}
	out := make(map[string]*uses, len(all))
	for kind, by := range all {
		out[kind] = newUses(by)
	}
	return out
}

// differing gives what a document says now of the terms of which it says
// something else than before.
func differing(place int, old, now []termUse) map[Term][]use {
	if slices.Equal(old, now) {
		return nil
	}
	group := func(list []termUse) map[Term][]use {
		out := map[Term][]use{}
		for _, u := range list {
			out[u.Term] = append(out[u.Term], use{place, u.record})
		}
		return out
	}
	before, out := group(old), group(now)
	for t, list := range before {
		if slices.Equal(out[t], list) {
			delete(out, t)
		} else if out[t] == nil {
			out[t] = nil // it names it no more
		}
	}
	return out
}

// splice makes a list in which the uses at a place are others.
func splice(list []use, place int, uses []use) []use {
	from, to := span(list, place)
	return slices.Concat(list[:from], uses, list[to:])
}

// span is where the uses at a place stand in a list.
func span(list []use, place int) (from, to int) {
	order := func(u use, place int) int { return cmp.Compare(u.place, place) }
	from, _ = slices.BinarySearchFunc(list, place, order)
	to, _ = slices.BinarySearchFunc(list, place+1, order)
	return from, to
}

// joinFiles lists the files that texts show or link to. The list stays where all
// documents stand where they stood and name the same files.
func (g *Graph) joinFiles(before *Graph, again []int) {
	if g.shape == before.shape && !slices.ContainsFunc(again, func(i int) bool { return !slices.Equal(g.parts[i].files, before.parts[i].files) }) {
		g.shows = before.shows
		return
	}
	all := map[FileUse]bool{}
	for _, p := range g.parts {
		for _, use := range p.files {
			all[use] = true
		}
	}
	g.shows = slices.SortedFunc(maps.Keys(all), func(a, b FileUse) int {
		return cmp.Or(cmp.Compare(a.File, b.File), map[bool]int{true: 1}[a.Shown]-map[bool]int{true: 1}[b.Shown])
	})
}
