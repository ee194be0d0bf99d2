package pdf

import (
	"regexp"
	"strings"
	"testing"
)

// linesOn counts the lines of every text on every page, texts in order.
func linesOn(t *testing.T, ts *Typesetter, doc Document) (pages []map[string]int, last []string) {
	t.Helper()
	if err := complete(&doc); err != nil {
		t.Fatal(err)
	}
	_, laid, _, err := ts.builder(t.Context(), &doc).settle()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range laid {
		count, end, y := map[string]int{}, "", 0.0
		for _, m := range p.marks {
			l, ok := m.what.(lineMark)
			if !ok {
				continue
			}
			name, _, _ := strings.Cut(l.set.begin, " ")
			count[name]++
			if m.y > y {
				y, end = m.y, name
			}
		}
		pages, last = append(pages, count), append(last, end)
	}
	return pages, last
}

// TestPageBreaks moves a text down a page, line by line: no line of a paragraph
// is ever left alone at the top or the bottom of a page, and no heading stands
// without what it heads.
func TestPageBreaks(t *testing.T) {
	words := func(name string, n int) []Span { return sp(name + strings.Repeat(" several words", n)) }
	rows := []Row{{Cells: []Cell{{Spans: sp("cell one")}, {Spans: sp("x")}}}, {Cells: []Cell{{Spans: sp("cell2 two")}, {Spans: sp("x")}}}}
	ts := setter(t)
	for offset := 0.0; offset < 720; offset += 9 {
		for _, justify := range []bool{false, true} {
			style := DefaultStyle()
			style.Justify = justify
			pages, last := linesOn(t, ts, Document{Title: "T", Lang: "en", Style: style, Blocks: []Block{
				Heading{Level: 1, Spans: sp("Title")}, Space{Height: offset},
				Heading{Level: 2, Spans: sp("Head2 of a part")}, Heading{Level: 3, Spans: sp("Head3 of its first part")},
				Paragraph{Spans: words("Five", 33)}, Paragraph{Spans: words("Three", 18)}, Paragraph{Spans: words("Two", 10)},
				Heading{Level: 2, Spans: sp("Head4 of a list")},
				List{Items: []Item{{Blocks: []Block{Paragraph{Spans: words("Item", 18)}}}, {Blocks: []Block{Paragraph{Spans: sp("Last item")}}}}},
				Heading{Level: 2, Spans: sp("Head5 of a table")},
				Table{Columns: make([]Column, 2), Caption: sp("Caption"), Header: []Row{{Cells: []Cell{{Spans: sp("Column")}, {Spans: sp("y")}}}}, Rows: rows},
				Paragraph{Spans: words("End", 40)},
			}})
			for i := range pages {
				for name, n := range pages[i] {
					split := i > 0 && pages[i-1][name] > 0 || i < len(pages)-1 && pages[i+1][name] > 0
					if n == 1 && split && name != "Column" && name != "y" && name != "x" && name != "•" {
						t.Errorf("at %g: one line of %q stands alone on page %d", offset, name, i+1)
					}
				}
				if i < len(pages)-1 && (strings.HasPrefix(last[i], "Head") || last[i] == "Caption" || last[i] == "Column") {
					t.Errorf("at %g: page %d ends with %q", offset, i+1, last[i])
				}
			}
		}
	}
}

// TestLeftToRight sets code in a document that is read from right to left: its
// signs stay where they were written, and it begins at the left.
func TestLeftToRight(t *testing.T) {
	code := []Span{{Text: "if x(y):", Break: true, Code: true}, {Text: "[z] = 1:", Code: true}}
	set := func(ltr bool) string {
		res := render(t, setter(t), Document{Title: "عنوان", Lang: "ar", Blocks: []Block{Heading{Level: 1, Spans: sp("عنوان")}, Paragraph{LTR: ltr, Spans: code}}})
		elements(t, res.PDF)
		return tool(t, res.PDF, "pdftotext", "-bbox", "FILE", "-")
	}
	left := regexp.MustCompile(`xMin="[1-9][0-9]\.[^>]*>if<`)
	if out := set(true); !left.MatchString(out) || !strings.Contains(out, ">x(y):<") || !strings.Contains(out, ">[z]<") {
		t.Errorf("code is read\n%s", out)
	}
	if out := set(false); left.MatchString(out) {
		t.Errorf("text is read\n%s", out)
	}
}
