package brief

import (
	"strings"
	"unicode/utf8"

	"hria/internal/pdf"
	"hria/internal/site"
)

// This file sets the pictures of the records: what is a table on the page is
// one here, the others are drawn.

// fills are the colours of marks; words stand beside them.
func (r *reporter) fill(name string) (ground, ink pdf.Color) {
	if band, ok := strings.CutPrefix(name, "band-"); ok {
		if g := r.bands[band]; g != 0 {
			return g, r.bandInks[band]
		}
		return r.panel, r.ink
	}
	switch name {
	case "fill-full":
		return r.accent, r.paper
	case "fill-half":
		return mix(r.accent, r.paper, 0.32), r.ink
	case "fill-soft":
		return mix(r.accent, r.paper, 0.13), r.ink
	case "fill-late":
		return r.warnSoft, r.warn
	case "fill-none":
		return r.panel, r.ink
	}
	return 0, r.ink
}

// mix lightens a colour with another: share is how much of it stays.
func mix(c, with pdf.Color, share float64) pdf.Color {
	part := func(shift uint) uint8 {
		a, b := float64(c>>shift&255), float64(with>>shift&255)
		return uint8(a*share + b*(1-share) + 0.5)
	}
	return pdf.RGB(part(16), part(8), part(0))
}

// matrixWidth is how much room the columns of a matrix have together, in letters
// of the size of a table.
const matrixWidth = 72

// matrix sets a picture whose cells hold marks, in as many tables as its
// columns need.
func (r *reporter) matrix(m *site.Matrix) {
	if m == nil || len(m.Columns) == 0 || len(m.Rows) == 0 {
		return
	}
	r.says(m.Finding)
	caption := say(m.Caption)
	rooms := columnRooms(m)
	for from := 0; from < len(m.Columns); {
		to := from + 1
		for room := rooms[from]; to < len(m.Columns); to++ {
			if room += rooms[to]; room > matrixWidth {
				break
			}
		}
		r.add(r.matrixTable(m, from, to, caption))
		caption = nil
		from = to
	}
	r.key(m.Key)
	r.foot(m.Picture)
}

// columnRooms is the room that each column needs at least: its longest word.
func columnRooms(m *site.Matrix) []int {
	out := make([]int, len(m.Columns))
	need := func(i int, text string) {
		for _, w := range strings.Fields(text) {
			out[i] = max(out[i], utf8.RuneCountInString(w)+3)
		}
	}
	for i, c := range m.Columns {
		out[i] = 6
		need(i, c.Text+" "+c.Small)
		for _, x := range m.Rows {
			if i < len(x.Cells) {
				for _, mark := range x.Cells[i].Marks {
					need(i, mark.Text+" "+mark.Small)
				}
			}
		}
	}
	return out
}

// elsewhere tells whether a row has nothing in some columns and something in
// others, so that a table of these columns can do without it.
func elsewhere(cells []site.Cell, from, to int) bool {
	here, there := false, false
	for i := range cells {
		if len(cells[i].Marks) > 0 || cells[i].Fill != "" {
			here = here || i >= from && i < to
			there = there || i < from || i >= to
		}
	}
	return there && !here
}

func (r *reporter) matrixTable(m *site.Matrix, from, to int, caption []pdf.Span) pdf.Block {
	t := pdf.Table{Caption: caption, Look: pdf.Grid, RowHeader: true, Columns: []pdf.Column{{Width: 2.3}}}
	top := []pdf.Cell{cell(pdf.Span{Text: m.Corner})}
	for _, c := range m.Columns[from:to] {
		t.Columns = append(t.Columns, pdf.Column{Width: 1, Align: pdf.AlignCenter})
		spans := []pdf.Span{r.span(c.Link)}
		if c.Small != "" {
			spans = append(spans, pdf.Span{Text: " "}, pdf.Span{Text: c.Small, Italic: true})
		}
		top = append(top, cell(spans...))
	}
	t.Header = []pdf.Row{{Cells: top}}
	for _, x := range m.Rows {
		if elsewhere(x.Cells, from, to) {
			continue
		}
		name := []pdf.Span{r.span(x.Head)}
		if x.Title != "" {
			name = append(name, pdf.Span{Text: " "}, pdf.Span{Text: x.Title, Isolate: true})
		}
		if x.Small != "" {
			name = append(name, pdf.Span{Text: r.t.T("brackets", x.Small), Italic: true})
		}
		cells := []pdf.Cell{cell(name...)}
		for i := from; i < to; i++ {
			c := pdf.Cell{}
			if i < len(x.Cells) {
				c = r.markCell(&x.Cells[i])
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: cells})
	}
	if len(t.Rows) == 0 { // columns of which no row has anything
		for _, x := range m.Rows {
			t.Rows = append(t.Rows, pdf.Row{Cells: append([]pdf.Cell{cell(r.span(x.Head))}, make([]pdf.Cell, to-from)...)})
		}
	}
	return t
}

func (r *reporter) markCell(c *site.Cell) pdf.Cell {
	ground, ink := r.fill(c.Fill)
	out := pdf.Cell{Fill: ground, Align: pdf.AlignCenter}
	if ground != 0 {
		out.Ink = ink
	}
	for i, m := range c.Marks {
		if i > 0 {
			out.Spans[len(out.Spans)-1].Break = true
		}
		s := r.span(m.Link)
		if ground != 0 {
			s.Color = ink
		}
		if m.Said != "" && m.Href == "" {
			s.Text += " " + m.Said
		}
		out.Spans = append(out.Spans, s)
		if m.Small != "" {
			out.Spans = append(out.Spans, pdf.Span{Text: " " + m.Small})
		}
	}
	return out
}

// key explains the signs of a picture.
func (r *reporter) key(list []site.KeyMark) {
	var parts []string
	for _, k := range list {
		if k.Sign != "" {
			parts = append(parts, k.Sign+" "+k.Word)
		}
	}
	if len(parts) > 0 {
		r.add(paragraph(pdf.Small, say(strings.Join(parts, " · "))...))
	}
}

// profile shows the components of severity of all impacts.
func (r *reporter) profile() {
	if r.d.Profile == nil {
		return
	}
	r.says(r.d.Profile.Finding)
	t := pdf.Table{Caption: say(r.t.T("profile.table")), RowHeader: true,
		Columns: []pdf.Column{{Width: 2.7}, {Width: 1.4}, {Width: 1.4}, {Width: 1.5}, {Width: 1.1}, {Width: 1.1}},
		Header:  head(r.t.T("impact"), r.t.T("severity.scale"), r.t.T("severity.scope"), r.t.T("severity.irremediability"), r.t.T("severity.level"), r.t.T("impact.likelihood"))}
	for _, x := range r.d.Impacts {
		cells := []pdf.Cell{cell(r.span(site.Link{Text: x.ID, Href: "#" + x.ID}), pdf.Span{Text: " "}, pdf.Span{Text: x.Title, Isolate: true})}
		for i := range 3 {
			c := cell(pdf.Span{Text: r.t.T("unrated"), Color: r.quiet})
			if i < len(x.Components) && x.Components[i].Value > 0 {
				c = pdf.Cell{Blocks: []pdf.Block{r.stepBar(x.Components[i].Value), pdf.Paragraph{Spans: say(r.t.Number(x.Components[i].Value) + " " + x.Components[i].Word)}}}
			}
			cells = append(cells, c)
		}
		cells = append(cells, r.levelCell(x), cell(pdf.Span{Text: x.Likelihood}))
		t.Rows = append(t.Rows, pdf.Row{Cells: cells})
	}
	r.add(t)
	r.foot(*r.d.Profile)
}

// stepBar draws one to four steps; the words below it say the same.
func (r *reporter) stepBar(level int) pdf.Block {
	const side, gap, tall = 11.0, 1.6, 5.0
	return pdf.Figure{Decorative: true, Width: 4*side + 3*gap, Height: tall + 2, Draw: func(c *pdf.Canvas) {
		for i := range 4 {
			p := pdf.Paint{Fill: r.paper, Stroke: r.quiet, Width: 0.6}
			if i < level {
				p.Fill = r.accent
			}
			c.Rect(float64(i)*(side+gap)+0.3, 0.3, side-0.6, tall, p)
		}
	}}
}

// bar draws how measures were answered.
func (r *reporter) bar(b *site.Bar) {
	if b == nil || len(b.Segments) == 0 {
		return
	}
	r.says(b.Finding)
	total := 0
	var words []string
	for _, s := range b.Segments {
		total += max(1, s.Width)
		words = append(words, s.Count+" "+s.Word)
	}
	r.add(pdf.Figure{Alt: visible(b.Finding + " " + strings.Join(words, r.t.T("semicolon"))), Height: 20, Draw: func(c *pdf.Canvas) {
		x := 0.0
		for _, s := range b.Segments {
			w := c.Width() * float64(max(1, s.Width)) / float64(total)
			ground, ink := r.fill(s.Fill)
			c.Rect(x+0.5, 0.5, w-1, 19, pdf.Paint{Fill: ground, Stroke: r.quiet, Width: 0.6})
			c.Text(x+w/2, 13.4, s.Count, pdf.TextMark{Size: 9, Bold: true, Color: ink, Anchor: pdf.AlignCenter, Fit: w - 4})
			x += w
		}
	}})
	list := pdf.List{Tight: true}
	for _, s := range b.Segments {
		spans := []pdf.Span{{Text: s.Count + " " + s.Word, Bold: true}}
		if len(s.Marks) > 0 {
			spans = append(append(spans, pdf.Span{Text: r.t.T("colon")}), r.links(s.Marks)...)
		}
		list.Items = append(list.Items, pdf.Item{Blocks: []pdf.Block{paragraph(pdf.Small, spans...)}})
	}
	r.add(list)
	r.foot(b.Picture)
}

// strip draws all rights in their four states, a mark each.
func (r *reporter) strip(c *site.Coverage) {
	s := c.Strip
	if s == nil || len(s.Groups) == 0 {
		return
	}
	const label, side, gap = 150.0, 13.0, 2.0
	width := 480.0 - label
	across := int(width / (side + gap))
	height := 0.0
	for _, g := range s.Groups {
		height += float64(max(1, (len(g.Marks)+across-1)/across))*(side+gap) + 3
	}
	words := []string{c.Finding}
	for _, g := range c.Groups {
		words = append(words, g.Label+r.t.T("colon")+r.t.Number(g.Count))
	}
	r.add(pdf.Figure{Alt: visible(strings.Join(words, " ")), Height: height, Draw: func(c *pdf.Canvas) {
		across := max(1, int((c.Width()-label)/(side+gap)))
		y := 0.0
		for _, g := range s.Groups {
			c.Text(0, y+9.6, g.Label, pdf.TextMark{Size: 8.2, Color: r.quiet, Fit: label - 8})
			for i, m := range g.Marks {
				if i > 0 && i%across == 0 {
					y += side + gap
				}
				ground, ink := r.fill(m.Fill)
				x := label + float64(i%across)*(side+gap)
				p := pdf.Paint{Fill: ground, Stroke: r.quiet, Width: 0.6}
				if ground == 0 {
					p.Fill, p.Dash = r.paper, []float64{1.6, 1.4}
				}
				c.Rect(x+0.4, y+0.4, side-0.8, side-0.8, p)
				c.Text(x+side/2, y+9.4, m.Sign, pdf.TextMark{Size: 7.6, Bold: true, Color: ink, Anchor: pdf.AlignCenter, Fit: side - 2})
			}
			y += side + gap + 3
		}
	}})
	r.key(s.Key)
	r.foot(s.Picture)
}

// timelineRows is how many measures one drawing of the timeline has.
const timelineRows = 26

// timeline draws when measures run and are due.
func (r *reporter) timeline(v *site.Timeline) {
	if v == nil || len(v.Rows) == 0 || len(v.Columns) == 0 {
		return
	}
	r.says(v.Finding)
	for at := 0; at < len(v.Rows); at += timelineRows {
		r.add(r.timelineFigure(v, v.Rows[at:min(at+timelineRows, len(v.Rows))]))
	}
	r.add(r.timelineKey(v))
	r.foot(v.Picture)
}

func (r *reporter) timelineFigure(v *site.Timeline, rows []site.TimelineRow) pdf.Block {
	const names, tall, top = 214.0, 17.0, 24.0
	words := []string{v.Caption + "."}
	for _, x := range rows {
		state := x.Progress
		if x.Overdue {
			state = join(r.t.T("comma"), r.t.T("measure.overdue"), state)
		}
		words = append(words, join(r.t.T("comma"), x.ID+" "+x.Title, join(" ", r.t.T("measure.due"), x.Due), state)+".")
	}
	return pdf.Figure{Alt: visible(strings.Join(words, " ")), Caption: say(v.Caption), Height: top + tall*float64(len(rows)), Draw: func(c *pdf.Canvas) {
		step := (c.Width() - names) / float64(len(v.Columns))
		for i, col := range v.Columns {
			x := names + float64(i)*step
			mark := pdf.TextMark{Size: 7.4, Color: r.quiet, Anchor: pdf.AlignCenter, Fit: step - 2}
			mark.Bold = col.Now
			if col.Small != "" {
				c.Text(x+step/2, 8, col.Small, mark)
			}
			c.Text(x+step/2, 18, col.Text, mark)
			if col.Now {
				c.Rect(x, top-3, step, tall*float64(len(rows))+3, pdf.Paint{Stroke: r.warn, Width: 0.8})
			}
		}
		for i, x := range rows {
			y := top + float64(i)*tall
			c.Line(0, y+tall, c.Width(), y+tall, pdf.Paint{Stroke: r.line, Width: 0.5})
			name := pdf.TextMark{Size: 8, Color: r.ink}
			c.Text(0, y+11.2, x.ID, pdf.TextMark{Size: 8, Bold: true, Color: r.accent, Fit: 24})
			c.Text(27, y+11.2, fitted(c, x.Title, names-34, name), name)
			for k, cell := range x.Cells {
				r.timelineCell(c, &cell, names+float64(k)*step, y, step, tall)
			}
		}
	}}
}

// fitted shortens a text to a width.
func fitted(c *pdf.Canvas, text string, width float64, mark pdf.TextMark) string {
	text = visible(text)
	n := utf8.RuneCountInString(text)
	if n > 400 {
		text, n = shorten(text, 400), 400
	}
	for n > 4 && c.TextWidth(text, mark) > width {
		n = min(n-1, int(float64(n)*width/c.TextWidth(text, mark))+1)
		text = shorten(text, n)
	}
	return text
}

func (r *reporter) timelineCell(c *pdf.Canvas, cell *site.Cell, x, y, w, h float64) {
	if ground, _ := r.fill(cell.Fill); ground != 0 {
		p := pdf.Paint{Fill: ground}
		c.Rect(x, y+4, w, h-8, p)
		if cell.Fill == "fill-late" { // hatched, so that it is seen without colour
			for at := 0.0; at < w; at += 4 {
				c.Line(x+at, y+h-4, min(x+at+4, x+w), y+4, pdf.Paint{Stroke: r.warn, Width: 0.6})
			}
		}
	}
	_, ink := r.fill(cell.Fill)
	for i, m := range cell.Marks {
		c.Text(x+w/2+float64(i)*5, y+11.4, m.Text, pdf.TextMark{Size: 8.4, Bold: true, Color: ink, Anchor: pdf.AlignCenter, Fit: w})
	}
}

// timelineKey explains the marks of the timeline by drawing them.
func (r *reporter) timelineKey(v *site.Timeline) pdf.Block {
	var words []string
	for _, k := range v.Key {
		words = append(words, join(" ", k.Sign, k.Word))
	}
	return pdf.Figure{Alt: visible(strings.Join(words, r.t.T("semicolon"))), Height: 13, Draw: func(c *pdf.Canvas) {
		x := 0.0
		for _, k := range v.Key {
			cell := site.Cell{Fill: k.Fill}
			if k.Sign != "" {
				cell.Marks = []site.CellMark{{Link: site.Link{Text: k.Sign}}}
			}
			r.timelineCell(c, &cell, x, -2, 18, 17)
			mark := pdf.TextMark{Size: 7.8, Color: r.quiet}
			c.Text(x+22, 9.4, k.Word, mark)
			x += 22 + c.TextWidth(k.Word, mark) + 16
		}
	}}
}
