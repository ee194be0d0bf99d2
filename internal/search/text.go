package search

import "strings"

// Weight says how much a text tells about its page.
type Weight int

const (
	Body   Weight = iota // running text
	Lead                 // summary, key messages, headings, titles of records
	Name                 // of rights, places, organisations …
	Called               // of an organisation's page: a document of that title goes before
	Title                // of the page, its id
)

// The weights that are written: a body's words weigh by how often they occur, a
// title's by how few there are.
const (
	weighsLead   = 3
	weighsName   = 4
	weighsCalled = 6
	heaviest     = 7
)

// Text takes the texts of one page after the other.
type Text struct {
	terms []term
	ids   map[string]int32   // token to its place in terms
	words map[string][]int32 // word as written to its tokens
	found []int32            // tokens of the page at hand
}

// term is a token and where it stands.
type term struct {
	token string
	pages []byte // encoded
	last  int    // page, from 1
	first int    // page, from 1
	held  int    // pages

	count, weight uint8 // on the page at hand
}

func newText() *Text {
	return &Text{ids: map[string]int32{}, words: map[string][]int32{}}
}

// Add adds a text of the page.
func (t *Text) Add(w Weight, text string) {
	weight := uint8(0)
	switch w {
	case Lead:
		weight = weighsLead
	case Name:
		weight = weighsName
	case Called:
		weight = weighsCalled
	case Title:
		n := 0
		split(text, func(string) { n++ })
		weight = heaviest - uint8(min(n/4, 2))
	}
	split(text, func(word string) {
		ids, ok := t.words[word]
		if !ok {
			word = strings.Clone(word) // without the text around it
			for _, token := range tokens(word) {
				ids = append(ids, t.id(token))
			}
			t.words[word] = ids
		}
		for _, id := range ids {
			t.add(id, weight)
		}
	})
}

// Filter says that the page has a value that readers may narrow down to.
func (t *Text) Filter(name, value string) {
	t.add(t.id(":"+name+":"+strings.ReplaceAll(value, " ", "-")), 0)
}

func (t *Text) id(token string) int32 {
	id, ok := t.ids[token]
	if !ok {
		id = int32(len(t.terms))
		t.ids[token] = id
		t.terms = append(t.terms, term{token: token})
	}
	return id
}

func (t *Text) add(id int32, weight uint8) {
	x := &t.terms[id]
	if x.count == 0 {
		t.found = append(t.found, id)
		x.weight = 0
	}
	x.count = min(x.count+1, 200)
	x.weight = max(x.weight, weight)
}

// finish writes down what the page holds.
func (t *Text) finish(page int) {
	for _, id := range t.found {
		x := &t.terms[id]
		weight := x.weight
		switch {
		case weight > 0 || x.count == 1:
		case x.count < 5:
			weight = 1
		default:
			weight = 2
		}
		x.write(page+1, weight)
		x.count = 0
	}
	t.found = t.found[:0]
}

// write appends a page, counted from 1.
func (x *term) write(page int, weight uint8) {
	x.pages = encode(x.pages, (page-x.last)<<3|int(weight))
	if x.held == 0 {
		x.first = page
	}
	x.last, x.held = page, x.held+1
}

// take appends the pages of a term of a later part.
func (t *Text) take(later *term) {
	x := &t.terms[t.id(later.token)]
	n, rest := decode(later.pages)
	x.write(later.first, uint8(n&7))
	x.pages = append(x.pages, rest...)
	x.last, x.held = later.last, x.held+later.held-1
}

// trim leaves of a token that is nearly everywhere only the pages where it
// weighs something. A star says so.
func (x *term) trim(pages int) {
	if x.token[0] == ':' || x.held <= max(50, pages/4) {
		return
	}
	short := term{pages: []byte{'*'}}
	for page, rest := 0, x.pages; len(rest) > 0; {
		var n int
		n, rest = decode(rest)
		page += n >> 3
		if n&7 >= weighsLead {
			short.write(page, uint8(n&7))
		}
	}
	x.pages = short.pages
}

func (x *term) size() int { return len(x.token) + len(x.pages) + 2 }

// alphabet writes numbers: five bits a character, the smallest first; the sixth
// says that more follow.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func encode(b []byte, n int) []byte {
	for n >= 32 {
		b = append(b, alphabet[n&31|32])
		n >>= 5
	}
	return append(b, alphabet[n])
}

// decode reads a number and gives what follows it.
func decode(b []byte) (n int, rest []byte) {
	for i := 0; i < len(b); i++ {
		digit := strings.IndexByte(alphabet, b[i])
		n |= digit & 31 << (5 * i)
		if digit < 32 {
			return n, b[i+1:]
		}
	}
	return n, nil
}
