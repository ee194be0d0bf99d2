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
	pages []uint32 // each, counted from 1, with its weight in the last three bits

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
		x.pages = append(x.pages, uint32(page+1)<<3|uint32(weight))
		x.count = 0
	}
	t.found = t.found[:0]
}

// written lists the pages of a token as the index has them. Of a token that is
// nearly everywhere only those stay where it weighs something. A star says so.
func (x *term) written(pages int) string {
	short := x.token[0] != ':' && len(x.pages) > max(50, pages/4)
	b := make([]byte, 0, 3*len(x.pages)+1)
	if short {
		b = append(b, '*')
	}
	last := uint32(0)
	for _, p := range x.pages {
		if page, weight := p>>3, p&7; !short || weight >= weighsLead {
			b = encode(b, int((page-last)<<3|weight))
			last = page
		}
	}
	return string(b)
}

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
