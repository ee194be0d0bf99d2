package search

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// make makes all files.
func (x *Index) make() map[string][]byte {
	r := root{Pages: x.pages, Block: blockSize, Groups: [][]any{}, Fold: rules}
	first := 0
	for _, g := range x.plan().groups {
		r.Groups = append(r.Groups, []any{g.Lang, g.Dir, first, first + g.Len, g.Local})
		first += g.Len
	}
	x.readAll()
	files := map[string][]byte{}
	for i := range x.blocks() {
		name := fmt.Sprintf("p%d", i)
		files[name+".js"] = script(name, x.plan().cards[i*blockSize:min((i+1)*blockSize, x.pages)])
	}
	shards := cut(merge(x.texts), x.shards, x.pages)
	x.texts, x.free = nil, nil
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

// readAll reads on all cores what nobody has read, and waits for those who do.
func (x *Index) readAll() {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range max(1, min(runtime.GOMAXPROCS(0), x.pages/64)) {
		workers.Go(func() {
			for n := int(next.Add(1)) - 1; n < x.pages; n = int(next.Add(1)) - 1 {
				x.Read(n)
			}
		})
	}
	workers.Wait()
}

// merge puts the lists of all texts together, and tokens and pages in order: it
// does not matter who has read which page.
func merge(texts []*Text) []*term {
	all := newText()
	for _, t := range texts {
		for i := range t.terms {
			own := &t.terms[i]
			x := &all.terms[all.id(own.token)]
			x.pages = append(x.pages, own.pages...)
		}
	}
	list := make([]*term, len(all.terms))
	for i := range all.terms {
		list[i] = &all.terms[i]
		slices.Sort(list[i].pages)
	}
	slices.SortFunc(list, func(x, y *term) int { return cmp.Compare(x.token, y.token) })
	return list
}

// cut deals the tokens out to n files of about the same size. Each entry of a
// file is a token and its pages, by turns.
func cut(list []*term, n, pages int) [][]string {
	total := 0
	written := make([]string, len(list))
	for i, t := range list {
		written[i] = t.written(pages)
		total += len(t.token) + len(written[i]) + 2
	}
	out := make([][]string, n)
	done := 0
	for i, t := range list {
		at := min(done*n/max(total, 1), n-1)
		out[at] = append(out[at], t.token, written[i])
		done += len(t.token) + len(written[i]) + 2
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
