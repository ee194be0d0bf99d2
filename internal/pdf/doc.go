// Package pdf sets documents as accessible PDF files: tagged for assistive
// technology (PDF/UA-1) and for archives (PDF/A-2), with real shaping of all
// scripts, and the same bytes for the same input.
//
// It knows nothing of assessments, reads no file, no clock and no
// environment, and loads nothing an address in the content points to.
//
//	ts, err := pdf.New()
//	if err != nil {
//		return err
//	}
//	res, err := ts.Render(ctx, pdf.Document{
//		Title: "Cameras at the port of Meridian",
//		Lang:  "en",
//		Date:  time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
//		Footer: func(page, pages int) pdf.Bar {
//			return pdf.Bar{End: []pdf.Span{{Text: fmt.Sprintf("Page %d of %d", page, pages)}}}
//		},
//		Blocks: []pdf.Block{
//			pdf.Heading{Level: 1, Spans: []pdf.Span{{Text: "Cameras at the port of Meridian"}}},
//			pdf.Paragraph{Role: pdf.Lead, Spans: []pdf.Span{
//				{Text: "Do not switch on face recognition before the "},
//				{Text: "safeguards", Link: "#safeguards"},
//				{Text: " are in place."},
//			}},
//			pdf.Heading{Level: 2, ID: "safeguards", Spans: []pdf.Span{{Text: "Safeguards"}}},
//			pdf.List{Items: []pdf.Item{
//				{Blocks: []pdf.Block{pdf.Paragraph{Spans: []pdf.Span{{Text: "A human decides."}}}}},
//			}},
//			pdf.Figure{
//				Alt: "Two of three safeguards are in place.", Width: 90, Height: 12,
//				Draw: func(c *pdf.Canvas) {
//					for i := range 3 {
//						fill := pdf.RGB(0x1f, 0x4e, 0x79)
//						if i == 2 {
//							fill = 0
//						}
//						c.Circle(6+18*float64(i), 6, 5, pdf.Paint{Fill: fill, Stroke: pdf.RGB(0x1f, 0x4e, 0x79)})
//					}
//				},
//			},
//		},
//	})
//
// Absent on purpose: pictures from files, forms, scripts, attachments,
// encryption, and links that do anything but open an address or a page.
package pdf
