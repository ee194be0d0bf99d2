package brief

import (
	"hria/internal/pdf"
	"hria/internal/site"
)

// reportMargins leave room for a hole punch at the start and for notes at the
// end.
var reportMargins = pdf.Margins{Top: 74, End: 62, Bottom: 74, Start: 66}

// reportStyle is the look of a report: a text to read at length, in the colours
// of the theme.
func (c colours) reportStyle(lang string) pdf.Style {
	s := pdf.StyleFor(lang)
	s.Ink, s.Muted, s.Accent, s.Link, s.Hair, s.Tint = c.ink, c.quiet, c.accent, c.accent, c.line, c.panel
	s.Roles[pdf.Small].Heading = true
	s.Headings[0] = pdf.TextStyle{Heading: true, Size: 2.7, Leading: 1.14, Bold: true, Before: 0.3, After: 0.5}
	s.Headings[1] = pdf.TextStyle{Heading: true, Size: 1.6, Leading: 1.2, Bold: true, Color: c.accent, Before: 2.2, After: 0.7}
	s.Headings[2] = pdf.TextStyle{Heading: true, Size: 1.18, Leading: 1.25, Bold: true, Before: 1.7, After: 0.45}
	s.Headings[3] = pdf.TextStyle{Heading: true, Size: 1.0, Leading: 1.3, Bold: true, Color: c.quiet, Before: 1.1, After: 0.25}
	s.Roles[pdf.Body] = pdf.TextStyle{After: 0.7}
	s.Roles[pdf.Footnote] = pdf.TextStyle{Size: 0.82, Leading: 1.34, After: 0.2}
	s.Table.Size, s.BlockGap = 0.88, 0.75
	return s
}

// document is the report with its frame.
func (r *reporter) document() pdf.Document {
	doc := pdf.Document{
		Title: visible(r.title()), Author: visible(r.publisher()), Subject: visible(r.d.Description), Lang: r.d.Lang, Date: r.a.Date.Value,
		Margins: reportMargins, Style: r.reportStyle(r.d.Lang), Header: r.top, Footer: r.bottom, Number: r.t.Number, Blocks: r.out,
	}
	if r.unfinished() {
		doc.Watermark = pdf.Watermark{Text: r.watermark(), Color: r.ghost}
	}
	r.attach(&doc)
	return doc
}

// top names the document and the section that the page begins in.
func (r *reporter) top(p pdf.Page) pdf.Bar {
	if p.Number == 1 {
		return pdf.Bar{}
	}
	bar := pdf.Bar{Rule: true, Start: say(shorten(r.title(), 64)), End: say(shorten(p.Section, 44))}
	for _, n := range r.d.Notices {
		if warning(n) {
			bar.Start = []pdf.Span{{Text: shorten(n.Text, 70), Bold: true, Color: r.warn}}
			return bar
		}
	}
	return bar
}

// bottom says which edition this is, of what day, with its hash, and which
// page.
func (r *reporter) bottom(p pdf.Page) pdf.Bar {
	if p.Number == 1 {
		return pdf.Bar{}
	}
	var edition []pdf.Span
	for _, s := range []string{shorten(r.d.ID, 24), r.edition(), r.version(12), r.t.T("as_of", r.d.AsOf), shortHash(r.d.Hash)} {
		switch {
		case s == "":
			continue
		case len(edition) > 0:
			edition = append(edition, pdf.Span{Text: " · "})
		}
		edition = append(edition, pdf.Span{Text: s, Isolate: true})
	}
	return pdf.Bar{Rule: true, Start: edition, End: say(r.t.T("brief.page", r.t.Number(p.Number), r.t.Number(p.Count)))}
}

// shortHash is as much of a hash as pages show.
func shortHash(hash string) string { return hash[:min(16, len(hash))] }

func (r *reporter) version(most int) string {
	if r.d.DocVersion == "" {
		return ""
	}
	return r.t.T("version", shorten(r.d.DocVersion, most))
}

// cover is the first page: what this is, by whom, of what day, and what must be
// known before it is read.
func (r *reporter) cover() {
	d := r.d
	light := func(s string) pdf.Span { return pdf.Span{Text: s, Color: r.paper} }
	label := []pdf.Span{light(join(" · ", r.t.T("report.title"), d.KindLabel))}
	title := []pdf.Block{
		paragraph(pdf.Label, label...),
		pdf.Space{Height: 10},
		pdf.Heading{Level: 1, Spans: []pdf.Span{light(r.title())}},
	}
	if d.ID != "" {
		title = append(title, paragraph(pdf.Subtitle, pdf.Span{Text: d.ID, Color: r.paper, Isolate: true}))
	}
	r.level = 1
	top := []pdf.Block{
		paragraph(pdf.Subtitle, pdf.Span{Text: r.publisher(), Isolate: true}),
		pdf.Space{Height: 60},
		pdf.Box{Fill: r.accent, Padding: 26, Blocks: title},
		pdf.Space{Height: 10},
		paragraph(pdf.Subtitle, say(join(" · ", r.version(40), d.StatusLabel, d.Date))...),
	}
	top = append(top, r.notices()...)
	if t, ok := r.leadTable(); ok {
		top = append(top, pdf.Space{Height: 6}, t)
	}
	r.add(pdf.Cover{Top: top, Bottom: []pdf.Block{r.imprint()}})
}

func (r *reporter) notices() []pdf.Block {
	var out []pdf.Block
	notice := func(strong bool, spans ...pdf.Span) {
		if !strong {
			out = append(out, paragraph(pdf.Small, spans...))
			return
		}
		for i := range spans {
			spans[i].Bold, spans[i].Color = true, r.warn
		}
		out = append(out, pdf.Box{Fill: r.warnSoft, Bar: r.warn, Padding: 8, Blocks: []pdf.Block{paragraph(pdf.Body, spans...)}})
	}
	for _, n := range r.d.Notices {
		spans := say(n.Text)
		if n.Link.Text != "" {
			spans = append(spans, pdf.Span{Text: r.t.T("space")}, r.span(n.Link))
		}
		notice(warning(n), spans...)
	}
	if r.d.ReviewOverdue {
		notice(true, say(r.t.T("review.overdue"))...)
	}
	return out
}

// leadTable says what is proposed, where and by whom.
func (r *reporter) leadTable() (pdf.Block, bool) {
	facts := r.d.Lead
	if of := r.d.Of; of != nil {
		l := *of
		if l.Note != "" {
			l.Text += r.t.T("brackets", l.Note)
		}
		facts = append([]site.Fact{{Label: r.t.T("lead.of"), Values: []site.Link{l}}}, facts...)
	}
	if len(r.d.Audience) > 0 {
		facts = append(facts[:len(facts):len(facts)], site.Fact{Label: r.t.T("lead.audience"), Values: r.d.Audience})
	}
	t := pdf.Table{Columns: []pdf.Column{{Width: 1}, {Width: 5}}, RowHeader: true, Look: pdf.Plain}
	for _, f := range facts {
		spans := r.links(f.Values)
		if blank(wordsOf(spans)) {
			continue
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(pdf.Span{Text: f.Label, Bold: true, Color: r.quiet}), cell(spans...)}})
	}
	return t, len(t.Rows) > 0
}

// imprint stands at the foot of the cover.
func (r *reporter) imprint() pdf.Block {
	d := r.d
	lines := []pdf.Block{paragraph(pdf.Small, say(join(" · ", r.edition(), r.t.T("as_of", d.AsOf)))...)}
	if d.Hash != "" {
		lines = append(lines, r.labelled(pdf.Small, r.t.T("report.hash"), pdf.Span{Text: d.Hash, Isolate: true, Code: true}))
	}
	if d.License != "" {
		lines = append(lines, r.labelled(pdf.Small, r.t.T("footer.license"), pdf.Span{Text: d.License, Isolate: true}))
	}
	if r.base != nil {
		lines = append(lines, r.labelled(pdf.Small, r.t.T("report.online"), pdf.Span{Text: d.Canonical, Link: d.Canonical, LinkAlt: r.title(), Isolate: true}))
	}
	code, ok := r.code()
	if !ok {
		return pdf.Box{Border: r.line, Blocks: lines}
	}
	return pdf.Box{Border: r.line, Blocks: []pdf.Block{pdf.Columns{Widths: []float64{6, 1.1}, Cols: [][]pdf.Block{lines, {code}}}}}
}

// contents stand on a page of their own, but where they end near its top.
func (r *reporter) contents() {
	r.level = 1
	r.add(pdf.Heading{Level: 2, Spans: say(r.t.T("report.contents")), NoOutline: true}, pdf.Contents{Levels: 3}, pdf.PageBreak{From: 0.4})
	r.level = 2
}

// glance is what there is to know in two minutes.
func (r *reporter) glance() {
	d := r.d
	if len(d.Summary) > 0 {
		r.part("summary", r.t.T("section.summary"))
		for i, p := range d.Summary {
			role := pdf.Body
			if i == 0 {
				role = pdf.Lead
			}
			r.add(paragraph(role, pdf.Span{Text: p}))
		}
	}
	if len(d.Messages) > 0 {
		r.part("messages", r.t.T("section.messages"))
		list := pdf.List{Numbered: true, Marker: func(i int) string { return r.t.Number(i+1) + "." }}
		for _, m := range d.Messages {
			list.Items = append(list.Items, item(r.withRefs(m.Text, m.Evidence)))
		}
		r.add(list)
	}
	r.theDecision()
	r.severityMap()
	r.topImpacts()
}

func item(spans []pdf.Span) pdf.Item {
	return pdf.Item{Blocks: []pdf.Block{paragraph(pdf.Body, spans...)}}
}

// withRefs is a text with what it rests on behind it.
func (r *reporter) withRefs(text string, refs []site.Link) []pdf.Span {
	spans := []pdf.Span{{Text: text}}
	if len(refs) > 0 {
		spans = append(append(spans, pdf.Span{Text: " "}), r.refs(refs)...)
	}
	return spans
}

func (r *reporter) theDecision() {
	x := r.d.Decision
	if x == nil {
		return
	}
	r.part("decision", x.Label)
	light := func(s string) pdf.Span { return pdf.Span{Text: s, Color: r.paper} }
	top := []pdf.Block{paragraph(pdf.Lead, pdf.Span{Text: x.OutcomeIs, Color: r.paper, Bold: true})}
	if x.Unless != "" {
		top = append(top, paragraph(pdf.Body, pdf.Span{Text: r.t.T("decision.unless"), Bold: true, Color: r.paper}, light(r.t.T("space")+x.Unless)))
	}
	r.add(pdf.Box{Fill: r.accent, Blocks: top})
	if x.Reasons != "" {
		r.add(paragraph(pdf.Body, pdf.Span{Text: x.Reasons}))
	}
	if len(x.Conditions) > 0 {
		r.heading(3, "", say(r.t.T("decision.conditions")))
		list := pdf.List{Numbered: true, Marker: func(i int) string { return r.t.Number(i+1) + "." }}
		for _, c := range x.Conditions {
			list.Items = append(list.Items, item([]pdf.Span{{Text: c}}))
		}
		r.add(list)
	}
	r.table(r.factRows(x.Facts)...)
}

func (r *reporter) severityMap() {
	m := r.d.Map
	if m == nil {
		return
	}
	r.part("map", r.t.T("section.map"))
	r.says(m.Finding)
	r.add(r.chart(m))
	r.add(r.crowded(m, pdf.A4.Width-reportMargins.Start-reportMargins.End)...)
	if len(m.Unrated) > 0 {
		r.add(paragraph(pdf.Small, append(say(r.t.T("map.unrated")+r.t.T("space")), r.refs(m.Unrated)...)...))
	}
	if len(m.Moves) > 0 {
		spans := say(r.t.T("map.moves") + r.t.T("space"))
		for i, x := range m.Moves {
			if i > 0 {
				spans = append(spans, pdf.Span{Text: r.t.T("semicolon")})
			}
			spans = append(spans, r.span(x.Link), pdf.Span{Text: " " + x.Words})
		}
		r.add(paragraph(pdf.Small, append(spans, pdf.Span{Text: r.t.T("stop")})...))
	}
	legend := r.d.Method
	if m.Residual {
		legend = r.t.T("map.legend") + r.t.T("space") + legend
	}
	r.add(paragraph(pdf.Small, say(legend)...))
	r.foot(m.Picture)
}

// topImpacts are the first to act on.
func (r *reporter) topImpacts() {
	if len(r.d.Top) == 0 {
		return
	}
	r.part("top", r.t.T("brief.top"))
	t := pdf.Table{RowHeader: true, Columns: []pdf.Column{{Width: 2.5}, {Width: 1.1}, {Width: 2}, {Width: 2}, {Width: 1.4}},
		Header: head(r.t.T("impact"), r.t.T("severity.level"), r.t.T("holders"), r.t.T("rights"), r.t.T("impact.involvement"))}
	for _, x := range r.d.Top {
		name := append([]pdf.Span{r.span(site.Link{Text: x.ID, Href: "#" + x.ID}), {Text: " " + x.Title}}, r.pageIfKnown(x.ID)...)
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(name...), r.levelCell(x), cell(r.list(x.Holders, 3)...), cell(r.list(x.Rights, 3)...), cell(pdf.Span{Text: x.Involved})}})
	}
	r.add(t)
}

// levelCell is a level in its colour.
func (r *reporter) levelCell(x *site.Impact) pdf.Cell {
	level := x.LevelLabel
	if x.Level > 0 {
		level = r.t.Number(x.Level) + " " + level
	}
	ground, ink := r.fill("band-" + x.Shade)
	return pdf.Cell{Spans: []pdf.Span{{Text: level, Bold: true, Color: ink}}, Fill: ground, Ink: ink}
}

// pageIfKnown is the page of a record in brackets.
func (r *reporter) pageIfKnown(id string) []pdf.Span {
	if !r.known[id] {
		return nil
	}
	return r.inBrackets(r.page(id))
}
