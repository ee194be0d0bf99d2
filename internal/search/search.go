// Package search makes an index that a page searches without a server: plain
// entries (an address, a title, texts of different weight, filters) become
// small files, of which a query loads the few it needs.
//
//	index.js    how words are folded, where each token is to be found
//	t0.js …     tokens in order, each with the pages that hold it
//	p0.js …     what is shown of each page: title, address, kind, date …
//
// They are classic scripts that call hriaSearch(name, data), since neither
// fetch nor modules work from a disk; the script that searches is
// templates/assets/search.js. Pages are numbered by group, so that language
// needs no list. A token's pages are a text of 64 characters: for each page the
// distance from the one before and a weight of 0 to 7 (encode). A token of more
// than a quarter of all pages tells little; only the pages are listed where it
// weighs something. Filters are tokens that begin with a colon.
//
// Own code, since nothing that is kept well does this: Pagefind is no Go module
// and its WebAssembly needs fetch (Pagefind issue 241), lunr and its ports load
// the whole index at once, and bleve's index is not for browsers.
//
// What a query loads tells the server with which letters its words begin and
// among which pages the found ones are, no more; files are large enough to hold
// hundreds of words each. Tokens stand in
// the files as they are, so that everybody can look for what must not be there.
package search

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Card is what is shown of a page that was found.
type Card struct {
	Path      string // from the root of the site, escaped
	Title     string
	Kind      string
	Date      string // 2026-03-02
	Countries []string
	Level     int // of the gravest impact, 0 for none
	Status    string
	Summary   string
}

// Group is pages of one language.
type Group struct {
	Lang, Dir string
	Local     bool // shown to readers of this language only
	Len       int
	// Page gives the text of page i to t and says what is shown of it. It is
	// called once for each page, by many goroutines.
	Page func(i int, t *Text) Card
}

// Index is an index that is made when the first of its files is asked for.
// Pages may be read before, in any order.
type Index struct {
	pages, shards int
	plan          func() *plan
	files         func() map[string][]byte

	mu    sync.Mutex
	texts []*Text
	free  []*Text // those that nobody writes to now
}

const (
	blockSize = 16 // cards in a file
	// Files of tokens: as many as let each have about 12 kB, so that a query of
	// seven words moves about 100 kB.
	shardsAtLeast = 4
	textsPerShard = 15
)

// plan is the pages of an index, and what is read of them.
type plan struct {
	groups []Group
	pages  []page
	cards  [][]any
}

// page is a page of a group.
type page struct {
	group *Group
	at    int
	once  sync.Once // for reading it
}

// New plans an index of so many pages, of which some are whole texts; groups
// gives the pages when the first is read.
func New(pages, texts int, groups func() []Group) *Index {
	x := &Index{pages: pages, shards: shardsAtLeast + texts/textsPerShard}
	x.plan = sync.OnceValue(func() *plan {
		p := &plan{groups: groups(), pages: make([]page, 0, pages), cards: make([][]any, pages)}
		for i := range p.groups {
			for at := range p.groups[i].Len {
				p.pages = append(p.pages, page{group: &p.groups[i], at: at})
			}
		}
		return p
	})
	x.files = sync.OnceValue(x.make)
	return x
}

// Read reads a page, counted from the first of the first group, if nobody has.
// Who has just shown a page has its text at hand.
func (x *Index) Read(n int) {
	plan := x.plan()
	p := &plan.pages[n]
	p.once.Do(func() {
		t := x.take()
		c := p.group.Page(p.at, t)
		if c.Countries == nil {
			c.Countries = []string{}
		}
		plan.cards[n] = []any{c.Path, c.Title, c.Kind, c.Date, c.Countries, c.Level, c.Status, c.Summary}
		t.finish(n)
		x.mu.Lock()
		x.free = append(x.free, t)
		x.mu.Unlock()
	})
}

// take gives a Text that nobody else writes to.
func (x *Index) take() *Text {
	x.mu.Lock()
	defer x.mu.Unlock()
	if last := len(x.free) - 1; last >= 0 {
		t := x.free[last]
		x.free = x.free[:last]
		return t
	}
	t := newText()
	x.texts = append(x.texts, t)
	return t
}

// Names lists the files. It is quick: nothing is made yet.
func (x *Index) Names() []string {
	out := []string{"index.js"}
	for i := range x.shards {
		out = append(out, fmt.Sprintf("t%d.js", i))
	}
	for i := range x.blocks() {
		out = append(out, fmt.Sprintf("p%d.js", i))
	}
	return out
}

// Has tells whether there is a file of this name.
func (x *Index) Has(name string) bool {
	letter, rest := name[:min(len(name), 1)], strings.TrimSuffix(name[min(len(name), 1):], ".js")
	n, err := strconv.Atoi(rest)
	switch {
	case name == "index.js":
		return true
	case err != nil || n < 0 || name != fmt.Sprintf("%s%d.js", letter, n):
		return false
	}
	return letter == "t" && n < x.shards || letter == "p" && n < x.blocks()
}

// File gives the bytes of a file.
func (x *Index) File(name string) []byte { return x.files()[name] }

func (x *Index) blocks() int { return (x.pages + blockSize - 1) / blockSize }

// root is the file that is loaded first.
type root struct {
	Stamp  string   `json:"stamp"` // changes with the index, so that no old file is used with it
	Pages  int      `json:"pages"`
	Block  int      `json:"block"`
	Groups [][]any  `json:"groups"` // language, direction, first page, end, local
	Shards []string `json:"shards"` // the first token of each
	Fold   folding  `json:"fold"`
}

func script(name string, data any) []byte {
	b, err := json.Marshal(data)
	if err != nil {
		panic(err) // plain data
	}
	return fmt.Appendf(nil, "hriaSearch(%q,%s)\n", name, b)
}
