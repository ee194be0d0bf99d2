package pdf_test

import (
	"context"
	"fmt"
	"time"

	"hria/internal/pdf"
)

func Example() {
	ts, err := pdf.New()
	if err != nil {
		panic(err)
	}
	say := func(s string) []pdf.Span { return []pdf.Span{{Text: s}} }
	blue := pdf.RGB(0x1f, 0x4e, 0x79)
	res, err := ts.Render(context.Background(), pdf.Document{
		Title: "Cameras at the port of Meridian",
		Lang:  "en",
		Date:  time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		Footer: func(p pdf.Page) pdf.Bar {
			return pdf.Bar{End: say(fmt.Sprintf("Page %d of %d", p.Number, p.Count))}
		},
		Blocks: []pdf.Block{
			pdf.Heading{Level: 1, Spans: say("Cameras at the port of Meridian")},
			pdf.Paragraph{Role: pdf.Lead, Spans: []pdf.Span{
				{Text: "Do not switch on face recognition before the "},
				{Text: "safeguards", Link: "#safeguards"},
				{Text: " are in place."},
			}},
			pdf.Heading{Level: 2, ID: "safeguards", Spans: say("Safeguards")},
			pdf.List{Items: []pdf.Item{
				{Blocks: []pdf.Block{pdf.Paragraph{Spans: say("A human decides.")}}},
			}},
			pdf.Table{
				Caption: say("Who must act"), RowHeader: true,
				Columns: []pdf.Column{{Width: 2}, {Width: 1}},
				Header:  []pdf.Row{{Cells: []pdf.Cell{{Spans: say("Safeguard")}, {Spans: say("Owner")}}}},
				Rows:    []pdf.Row{{Cells: []pdf.Cell{{Spans: say("A human decides")}, {Spans: say("Port authority")}}}},
			},
			pdf.Figure{
				Alt: "Two of three safeguards are in place.", Width: 60, Height: 12,
				Draw: func(c *pdf.Canvas) {
					for i := range 3 {
						p := pdf.Paint{Stroke: blue}
						if i < 2 {
							p.Fill = blue
						}
						c.Circle(6+18*float64(i), 6, 5, p)
					}
				},
			},
		},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(res.Pages, len(res.Missing), len(res.Overflows))
	// Output: 1 0 0
}
