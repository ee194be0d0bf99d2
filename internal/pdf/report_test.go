package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hria/internal/pdf/check"
)

// book is a document of many pages with all that a report has.
func book(lang string, parts int) Document {
	blocks := []Block{
		Cover{
			Top:    []Block{Paragraph{Role: Label, Spans: sp("Report")}, Heading{Level: 1, Spans: sp("Title of the book")}},
			Bottom: []Block{Paragraph{Spans: sp("At the foot of the cover.")}},
		},
		Heading{Level: 2, ID: "contents", Spans: sp("What is in it"), NoOutline: true},
		Contents{Levels: 3}, PageBreak{},
	}
	for i := range parts {
		id := fmt.Sprintf("part%d", i+1)
		note := &Note{ID: "note-" + id, Label: fmt.Sprint(i + 1), Back: "mark-" + id, Alt: "Back to the text", Blocks: []Block{Paragraph{Role: Footnote, Spans: sp("Said at the foot, " + id + ".")}}}
		mark := Span{Text: fmt.Sprint(i + 1), Super: true, Link: "#note-" + id, LinkAlt: "Note", ID: "mark-" + id, Note: note, NoUnderline: true}
		blocks = append(blocks,
			Heading{Level: 2, ID: id, Spans: []Span{{Text: "Part number " + fmt.Sprint(i+1)}}},
			Paragraph{ID: "p-" + id, Spans: []Span{{Text: strings.Repeat("Words of the text that fill the page. ", 40)}, mark}},
			Heading{Level: 3, ID: "sub-" + id, Spans: sp("Section of " + id)},
			Definitions{Items: []Definition{{Term: sp("Term"), Blocks: []Block{Paragraph{Spans: sp("What it means.")}}}}},
			Paragraph{Spans: []Span{{Text: "See page "}, {PageOf: fmt.Sprintf("part%d", parts-i), Link: fmt.Sprintf("#part%d", parts-i)}, {Text: "."}}},
		)
	}
	return Document{Title: "Book", Lang: lang, Blocks: blocks, Header: func(p Page) Bar { return Bar{Start: sp(p.Section)} }}
}

// TestBook holds the pages that a table of contents and references name against
// those that the places are on, and footnotes against their marks.
func TestBook(t *testing.T) {
	for _, lang := range []string{"en", "ar"} {
		doc := book(lang, 40)
		res, err := setter(t).Render(t.Context(), doc)
		if err != nil || len(res.Overflows) > 0 {
			t.Fatal(err, res)
		}
		elems := elements(t, res.PDF)
		where := pagesOf(t, doc)
		listed, notes := 0, 0
		for _, e := range elems {
			switch e.Kind {
			case "TOCI":
				listed++
			case "Note":
				notes++
			}
		}
		if listed != 80 || notes != 40 {
			t.Errorf("%s: %d entries of the contents, %d notes", lang, listed, notes)
		}
		for i := range 40 {
			id := fmt.Sprintf("part%d", i+1)
			if where["note-"+id] != where["mark-"+id] {
				t.Errorf("%s: the note of %s is on page %d, its mark on page %d", lang, id, where["note-"+id], where["mark-"+id])
			}
			want := fmt.Sprintf("Part number %d%d", i+1, where[id])
			if lang == "en" && !slices.ContainsFunc(elems, func(e check.Elem) bool { return e.Kind == "Link" && e.Text == want }) {
				t.Errorf("the contents do not say %q", want)
			}
		}
		names := check.File(res.PDF).Places
		for _, id := range []string{"part1", "part40", "sub-part3", "p-part2", "note-part1", "mark-part1"} {
			if !slices.Contains(names, id) {
				t.Errorf("%s: no place is named %q", lang, id)
			}
		}
	}
}

// pagesOf lays a document out and finds its places.
func pagesOf(t *testing.T, doc Document) map[string]int {
	t.Helper()
	if err := complete(&doc); err != nil {
		t.Fatal(err)
	}
	_, pages, _, err := setter(t).builder(t.Context(), &doc).settle()
	if err != nil {
		t.Fatal(err)
	}
	return placesOf(pages)
}

// TestSections: a header names the section that its page begins in.
func TestSections(t *testing.T) {
	filler := Paragraph{Spans: sp(strings.Repeat("Words that fill the page. ", 260))}
	doc := Document{Title: "T", Lang: "en", Blocks: []Block{
		Heading{Level: 1, Spans: sp("Title")}, Heading{Level: 2, Spans: sp("First")}, filler, filler,
		Heading{Level: 2, Spans: sp("Second")}, filler, PageBreak{}, Heading{Level: 2, Spans: sp("Third")}, filler,
	}}
	if err := complete(&doc); err != nil {
		t.Fatal(err)
	}
	b := setter(t).builder(t.Context(), &doc)
	_, pages, _, err := b.settle()
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Compact(b.sections(pages))
	if strings.Join(got, " ") != "First Second Third" || len(pages) < 5 {
		t.Errorf("%d pages in sections %q", len(pages), got)
	}
}

// TestNotes: many and long footnotes lose nothing and stay on pages.
func TestNotes(t *testing.T) {
	m := 0
	var spans []Span
	for i := range 120 {
		words := 6
		if i%17 == 0 {
			words = 900
		}
		var s strings.Builder
		for range words {
			m++
			fmt.Fprintf(&s, "w%dx ", m)
		}
		n := &Note{ID: fmt.Sprintf("n%d", i), Label: fmt.Sprint(i), Back: fmt.Sprintf("b%d", i), Blocks: []Block{Paragraph{Role: Footnote, Spans: sp(s.String())}}}
		spans = append(spans, Span{Text: "Text. "}, Span{Text: n.Label, ID: n.Back, Note: n, Link: "#" + n.ID})
	}
	doc := Document{Title: "T", Lang: "en", Blocks: []Block{Paragraph{Spans: spans}, Paragraph{Spans: sp(strings.Repeat("The end. ", 900))}}}
	res, err := setter(t).Render(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, e := range elements(t, res.PDF) {
		for _, w := range word.FindAllString(e.Text, -1) {
			said[w]++
		}
	}
	for i := 1; i <= m; i++ {
		if said[fmt.Sprintf("w%dx", i)] != 1 {
			t.Fatalf("word %d is said %d times", i, said[fmt.Sprintf("w%dx", i)])
		}
	}
	onPage(t, doc, 0)
}

// TestDeep: lists in lists in lists end in a readable column.
func TestDeep(t *testing.T) {
	deep := []Block{Paragraph{Spans: sp("the innermost words of all")}}
	for range 50 {
		deep = []Block{Paragraph{Spans: sp("around it")}, List{Items: []Item{{Blocks: deep}}}}
	}
	doc := Document{Title: "T", Lang: "en", Blocks: deep}
	res, err := setter(t).Render(t.Context(), doc)
	if err != nil || res.Pages > 4 {
		t.Fatal(err, res.Pages)
	}
	if !said(elements(t, res.PDF), "the innermost words of all") {
		t.Error("something is lost")
	}
	onPage(t, doc, 0)
}
