package pdf

import (
	"fmt"
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

// maker makes random documents in which every word is another.
type maker struct {
	*rand.Rand
	words int
	level int
}

func (m *maker) text(most int) []Span {
	var out []Span
	for range 1 + m.Intn(3) {
		var sb strings.Builder
		for range 1 + m.Intn(most) {
			m.words++
			fmt.Fprintf(&sb, " w%dx%s", m.words, strings.Repeat("y", m.Intn(8)))
		}
		s := Span{Text: sb.String(), Bold: m.Intn(5) == 0, Italic: m.Intn(5) == 0, Code: m.Intn(9) == 0, Break: m.Intn(12) == 0}
		if m.Intn(6) == 0 {
			s.Link = "https://example.org/"
		}
		out = append(out, s)
	}
	return out
}

func (m *maker) blocks(depth int) []Block {
	var out []Block
	for range m.Intn(5) {
		out = append(out, m.block(depth))
	}
	return out
}

func (m *maker) block(depth int) Block {
	if depth > 3 {
		return Paragraph{Role: Role(m.Intn(int(roleCount))), Align: Align(m.Intn(4)), Spans: m.text(120)}
	}
	switch m.Intn(11) {
	case 0:
		m.level = min(m.level+1, 1+m.Intn(4))
		if m.level < 2 {
			m.level = 2
		}
		return Heading{Level: m.level, Spans: m.text(12)}
	case 1:
		l := List{Numbered: m.Intn(2) == 0, Tight: m.Intn(2) == 0}
		for range 1 + m.Intn(6) {
			l.Items = append(l.Items, Item{m.blocks(depth + 1)})
		}
		return l
	case 2, 3:
		return m.table(depth)
	case 4:
		return Box{Fill: RGB(240, 240, 240), Bar: Color(m.Intn(2)), Blocks: m.blocks(depth + 1)}
	case 5:
		if depth > 1 {
			return Rule{}
		}
		return Columns{Cols: [][]Block{m.blocks(depth + 1), m.blocks(depth + 1)}}
	case 6:
		return KeepTogether{m.blocks(depth + 1)}
	case 7:
		return []Block{Rule{}, PageBreak{}, Space{Height: 40}}[m.Intn(3)]
	}
	return Paragraph{Role: Role(m.Intn(int(roleCount))), Align: Align(m.Intn(4)), Spans: m.text(120)}
}

func (m *maker) table(depth int) Block {
	n := 1 + m.Intn(4)
	t := Table{Columns: make([]Column, n), Look: TableLook(m.Intn(4)), RowHeader: m.Intn(2) == 0, Caption: m.text(8)}
	row := func() (r Row) {
		for range n {
			var c Cell
			if m.Intn(5) == 0 {
				c.Blocks = []Block{Paragraph{Spans: m.text(60)}, List{Items: []Item{{[]Block{Paragraph{Spans: m.text(9)}}}}}}
			} else {
				c.Spans = m.text(12)
			}
			r.Cells = append(r.Cells, c)
		}
		return r
	}
	if m.Intn(3) > 0 {
		t.Header = []Row{row()}
	}
	for range 1 + m.Intn(30) {
		t.Rows = append(t.Rows, row())
	}
	return t
}

var word = regexp.MustCompile(`w\d+x`)

// TestRandomDocuments sets documents nobody would write. Nothing may get lost
// or be said twice, all must be tagged, and nothing may stand off the page.
func TestRandomDocuments(t *testing.T) {
	ts := setter(t)
	for seed := range 6 {
		m := &maker{Rand: rand.New(rand.NewSource(int64(seed))), level: 1}
		blocks := []Block{Heading{Level: 1, Spans: m.text(5)}}
		for range 6 {
			blocks = append(blocks, m.block(0))
		}
		doc := Document{Title: "T", Lang: []string{"en", "ar"}[seed%2], Blocks: blocks}
		res, err := ts.Render(t.Context(), doc)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		count := map[string]int{}
		for _, e := range elements(t, res.PDF) {
			for _, w := range word.FindAllString(e.Text, -1) {
				count[w]++
			}
		}
		for i := 1; i <= m.words; i++ {
			if n := count[fmt.Sprintf("w%dx", i)]; n != 1 {
				t.Fatalf("seed %d: word %d is said %d times", seed, i, n)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
		onPage(t, doc, seed)
	}
}

// onPage lays a document out and looks at where things stand.
func onPage(t *testing.T, doc Document, seed int) {
	t.Helper()
	if err := complete(&doc); err != nil {
		t.Fatal(err)
	}
	ts := setter(t)
	b := ts.builder(t.Context(), &doc)
	_, pages, _, err := b.settle()
	if err != nil {
		t.Fatal(err)
	}
	m := doc.Margins
	for i, p := range pages {
		for _, k := range p.marks {
			l, ok := k.what.(lineMark)
			if !ok {
				continue
			}
			bottom := k.y + l.set.look.lead
			if k.x < m.Start-1 || k.x+k.w > doc.Paper.Width-m.End+1 || k.y < m.Top-1 || bottom > doc.Paper.Height-m.Bottom+1 {
				t.Fatalf("seed %d, page %d: a line of %q at %g, %g (%g wide) is off the page", seed, i+1, l.set.begin, k.x, k.y, k.w)
			}
		}
	}
}
