package pdf

import (
	"os"
	"path/filepath"
	"testing"
)

// showcase has the parts a briefing note uses less often.
func showcase(w words) Document {
	cell := func(s string, fill, ink Color) Cell {
		return Cell{Spans: sp(s), Fill: fill, Ink: ink, Align: AlignCenter}
	}
	dark, mid, light := RGB(0x7a, 0x1f, 0x1f), RGB(0xc9, 0x6a, 0x3a), RGB(0xf3, 0xdc, 0xc4)
	white := RGB(255, 255, 255)
	grid := Table{
		Caption: sp(w.caption), Look: Grid, RowHeader: true,
		Columns: []Column{{Width: 2}, {Width: 1}, {Width: 1}, {Width: 1}},
		Header: []Row{
			{Cells: []Cell{{}, {Spans: sp(w.head[2]), Span: 3, Align: AlignCenter}}},
			{Cells: []Cell{{Spans: sp(w.head[0])}, cell("A", 0, 0), cell("B", 0, 0), cell("C", 0, 0)}},
		},
	}
	for i := range 3 {
		grid.Rows = append(grid.Rows, Row{Cells: []Cell{
			{Spans: sp(w.items[i%len(w.items)])}, cell("● I1, I2", dark, white), cell("◐ I3", mid, 0), cell("○", light, 0),
		}})
	}
	zebra := Table{Look: Zebra, Columns: make([]Column, 3), Header: []Row{{Cells: []Cell{{Spans: sp("A")}, {Spans: sp(w.head[1])}, {Spans: sp("12")}}}}}
	zebra.Columns[2].Align = AlignEnd
	for _, r := range append(w.rows, w.rows...) {
		zebra.Rows = append(zebra.Rows, Row{Cells: []Cell{
			{Spans: sp(r[0])},
			{Blocks: []Block{Paragraph{Spans: sp(r[1])}, List{Tight: true, Items: []Item{{Blocks: []Block{Paragraph{Spans: sp(r[2])}}}, {Blocks: []Block{Paragraph{Spans: sp(r[3])}}}}}}},
			{Spans: sp("1 234,5")},
		}})
	}
	inner := List{Numbered: true, Start: 9, Tight: true, Items: []Item{{Blocks: []Block{Paragraph{Spans: sp(w.items[0])}}}, {Blocks: []Block{Paragraph{Spans: sp(w.items[1])}}}}}
	return Document{Title: w.title, Lang: w.lang, Blocks: []Block{
		Heading{Level: 1, Spans: sp(w.title + " — " + w.subtitle)},
		grid,
		Heading{Level: 2, Spans: sp(w.findings)},
		List{Items: []Item{
			{Blocks: []Block{Paragraph{Spans: sp(w.items[0])}, inner}},
			{Blocks: []Block{Paragraph{Spans: sp(w.items[1])}}},
		}},
		Box{Kind: BoxQuote, Bar: RGB(0xc9, 0xce, 0xd4), Blocks: []Block{Paragraph{Spans: []Span{{Text: w.lead, Italic: true}}}, Paragraph{Role: Small, Spans: sp("— " + w.mail)}}},
		Columns{Widths: []float64{2, 1}, Cols: [][]Block{
			{Heading{Level: 3, Spans: sp(w.left)}, Paragraph{Spans: sp(w.para + w.link + ".")}},
			{Box{Border: RGB(0xc9, 0xce, 0xd4), Blocks: []Block{
				Figure{Decorative: true, NoMirror: true, Width: 70, Height: 70, Align: AlignCenter, Draw: checkerboard},
				Paragraph{Role: Small, Align: AlignCenter, Spans: []Span{{Text: "example.org/r/003", Link: "https://example.org/r/003"}}},
			}}},
		}},
		zebra,
		Heading{Level: 3, Spans: sp(w.right)},
		Heading{Level: 4, Spans: sp(w.measures)},
		KeepTogether{Blocks: []Block{Paragraph{Spans: sp(w.lead)}, Paragraph{Align: AlignEnd, Spans: sp(w.boxText)}}},
	}}
}

// checkerboard stands for a QR code.
func checkerboard(c *Canvas) {
	for i := range 21 {
		for k := range 21 {
			if (i*7+k*11+i*k)%3 == 0 {
				c.Rect(float64(i)*70/21, float64(k)*70/21, 70./21, 70./21, Paint{Fill: RGB(0, 0, 0)})
			}
		}
	}
}

func TestShowcase(t *testing.T) {
	ts := setter(t)
	for _, w := range []words{english, arabic} {
		res, err := ts.Render(t.Context(), showcase(w))
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Missing) > 0 || len(res.Overflows) > 0 {
			t.Errorf("%s: missing %+v, overflows %+v", w.lang, res.Missing, res.Overflows)
		}
		elements(t, res.PDF)
		if dir := os.Getenv("PDF_SAMPLES"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "show-"+w.lang+".pdf"), res.PDF, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
