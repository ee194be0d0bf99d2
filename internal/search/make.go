package search

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// page is a page of a group.
type page struct {
	group *Group
	at    int
}

// make makes all files.
func (x *Index) make(groups []Group) map[string][]byte {
	var pages []page
	r := root{Pages: x.pages, Block: blockSize, Groups: [][]any{}, Fold: rules}
	for i := range groups {
		g := &groups[i]
		r.Groups = append(r.Groups, []any{g.Lang, g.Dir, len(pages), len(pages) + g.Len, g.Local})
		for at := range g.Len {
			pages = append(pages, page{g, at})
		}
	}
	cards, list := collect(pages)
	files := map[string][]byte{}
	for i := range x.blocks() {
		name := fmt.Sprintf("p%d", i)
		files[name+".js"] = script(name, cards[i*blockSize:min((i+1)*blockSize, len(cards))])
	}
	shards := cut(list, x.shards, len(pages))
	r.Shards = firsts(shards)
	for i, shard := range shards {
		name := fmt.Sprintf("t%d", i)
		files[name+".js"] = script(name, strings.Join(shard, " "))
	}
	sum := sha256.New()
	for _, name := range x.Names() {
		sum.Write(files[name])
	}
	r.Stamp = fmt.Sprintf("%x", sum.Sum(nil)[:4])
	files["index.js"] = script("index", r)
	return files
}

// collect reads all pages on all cores, each core a run of neighbours.
func collect(pages []page) (cards [][]any, list []*term) {
	cards = make([][]any, len(pages))
	parts := make([]*Text, max(1, min(runtime.GOMAXPROCS(0), len(pages)/64)))
	var workers sync.WaitGroup
	for n := range parts {
		t := newText()
		parts[n] = t
		workers.Go(func() {
			for i := n * len(pages) / len(parts); i < (n+1)*len(pages)/len(parts); i++ {
				c := pages[i].group.Page(pages[i].at, t)
				countries := c.Countries
				if countries == nil {
					countries = []string{}
				}
				cards[i] = []any{c.Path, c.Title, c.Kind, c.Date, countries, c.Level, c.Status, c.Summary}
				t.finish(i)
			}
		})
	}
	workers.Wait()
	return cards, merge(parts)
}

// merge puts the parts' lists one after the other, and the tokens in order.
func merge(parts []*Text) []*term {
	all := parts[0]
	for _, t := range parts[1:] {
		for i := range t.terms {
			all.take(&t.terms[i])
		}
	}
	list := make([]*term, len(all.terms))
	for i := range all.terms {
		list[i] = &all.terms[i]
	}
	slices.SortFunc(list, func(x, y *term) int { return cmp.Compare(x.token, y.token) })
	return list
}

// cut deals the tokens out to n files of about the same size. Each entry of a
// file is a token and its pages, by turns.
func cut(list []*term, n, pages int) [][]string {
	total := 0
	for _, t := range list {
		t.trim(pages)
		total += t.size()
	}
	out := make([][]string, n)
	done := 0
	for _, t := range list {
		at := min(done*n/max(total, 1), n-1)
		out[at] = append(out[at], t.token, string(t.pages))
		done += t.size()
	}
	return out
}

// firsts gives the first token of each file. An empty one has that of the next,
// so that nothing is looked for in it.
func firsts(shards [][]string) []string {
	out := make([]string, len(shards))
	next := "\uffff" // comes after all tokens
	for i, shard := range slices.Backward(shards) {
		if len(shard) > 0 {
			next = shard[0]
		}
		out[i] = next
	}
	return out
}
