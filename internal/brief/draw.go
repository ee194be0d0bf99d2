package brief

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"rsc.io/qr"

	"hria/internal/pdf"
	"hria/internal/site"
)

// Measures of the map in points.
const (
	leastRow  = 38.0 // height of a row, and
	mostRow   = 56.0 // where there is room
	mapHead   = 30.0 // height of the names of axes and columns
	mapNames  = 46.0 // width of the names of the rows
	badge     = 17.0 // width of a mark
	badgeTall = 11.5
	large     = 1.25 // how much larger marks are where there is room
	fewMarks  = 2    // in a field that has room for large ones
)

// chart draws the severity and likelihood map: rows by level, a field for each
// likelihood, its band in colour and in words, the impacts as marks. Marks with
// a dashed edge stand where an impact is expected to be; an arrow leads there.
func (w *writer) chart(m *site.Map) pdf.Block {
	tall := max(leastRow, w.row)
	return pdf.Figure{
		Alt: w.mapWords(m), Height: mapHead + tall*float64(len(m.Rows)),
		Draw: func(c *pdf.Canvas) {
			if len(m.Columns) == 0 {
				return
			}
			width := (c.Width() - mapNames) / float64(len(m.Columns))
			w.axes(c, m, width, tall)
			p := plot{scale: scaleOf(m, tall), now: map[string]pdf.Point{}, after: map[string]pdf.Point{}}
			for i, row := range m.Rows {
				for k, cell := range row.Cells {
					w.field(c, &p, mapNames+float64(k)*width, mapHead+float64(i)*tall, width, tall, cell)
				}
			}
			for _, id := range p.order {
				if to, ok := p.after[id]; ok {
					w.arrow(c, p.now[id], to, p.scale)
				}
			}
			for _, draw := range p.marks {
				draw()
			}
		},
	}
}

// scaleOf is how large marks are: larger in tall rows, unless a field has many.
func scaleOf(m *site.Map, tall float64) float64 {
	if tall < 50 {
		return 1
	}
	for _, row := range m.Rows {
		for _, cell := range row.Cells {
			if len(cell.Marks) > fewMarks {
				return 1
			}
		}
	}
	return large
}

// axes names the axes, the columns and the rows.
func (w *writer) axes(c *pdf.Canvas, m *site.Map, width, tall float64) {
	name := pdf.TextMark{Size: 7.2, Bold: true, Color: w.quiet, Fit: mapNames - 3}
	c.Text(0, 8, w.t.T("map.severity"), name)
	name.Fit = c.Width() - mapNames - 20
	c.Text(mapNames, 8, w.t.T("map.likelihood"), name)
	from := mapNames + c.TextWidth(w.t.T("map.likelihood"), name) + 6
	w.pointer(c, pdf.Point{X: from, Y: 5.6}, pdf.Point{X: c.Width(), Y: 5.6}, pdf.Paint{Stroke: w.line, Width: 0.8}, w.quiet)
	for i, column := range m.Columns {
		mark := pdf.TextMark{Size: 7.2, Color: w.ink, Anchor: pdf.AlignCenter, Fit: width - 2}
		label(c, mapNames+(float64(i)+0.5)*width, mapHead-4, broken(c, column, mark), mark)
	}
	for i, row := range m.Rows {
		mark := pdf.TextMark{Size: 7.8, Bold: true, Color: w.ink, Fit: mapNames - 4}
		lines := broken(c, row.Label, mark)
		label(c, 0, mapHead+(float64(i)+0.5)*tall+2.6+float64(len(lines)-1)*mark.Size/2, lines, mark)
	}
}

// grid is how many marks go side by side in a field of the map, and how many in
// all.
func grid(width, tall, scale float64) (across, room int) {
	across = max(1, int((width-3)/(badge*scale+1.5)))
	return across, across * max(1, int((tall-12)/(badgeTall*scale+1.2)))
}

// crowded names the marks of fields that have more than they have room for: the
// map, so many points wide, shows their number.
func (w *writer) crowded(m *site.Map, width float64) []pdf.Block {
	tall := max(leastRow, w.row)
	var blocks []pdf.Block
	for _, row := range m.Rows {
		for k, cell := range row.Cells {
			if _, room := grid((width-mapNames)/float64(len(m.Columns)), tall, scaleOf(m, tall)); len(cell.Marks) <= room {
				continue
			}
			var now, after []site.Link
			for _, mark := range cell.Marks {
				if mark.Residual {
					after = append(after, mark.Link)
				} else {
					now = append(now, mark.Link)
				}
			}
			spans := w.list(now, mostCrowded)
			if len(after) > 0 {
				if len(spans) > 0 {
					spans = append(spans, pdf.Span{Text: w.t.T("brief.semicolon")})
				}
				spans = append(append(spans, pdf.Span{Text: w.t.T("map.residual") + w.t.T("colon")}), w.list(after, mostCrowded)...)
			}
			blocks = append(blocks, w.labelled(pdf.Small, capital(join(w.t.T("comma"), row.Label, m.Columns[k])), spans...))
		}
	}
	return blocks
}

// mostCrowded is how many marks of a field are named below the map.
const mostCrowded = 30

// plot collects where marks stand, so that arrows are drawn below them.
type plot struct {
	scale      float64              // of marks
	now, after map[string]pdf.Point // middles of marks by id
	order      []string
	marks      []func()
}

// field draws one field of the map. Marks beyond its room become a number, and
// are named below (crowded).
func (w *writer) field(c *pdf.Canvas, p *plot, x, y, width, tall float64, cell site.MapCell) {
	wide, high := badge*p.scale, badgeTall*p.scale
	across, room := grid(width, tall, p.scale)
	c.Rect(x, y, width, tall, pdf.Paint{Fill: w.bands[cell.Band], Stroke: w.paper, Width: 1.2})
	band := pdf.TextMark{Size: 7, Color: w.bandInks[cell.Band], Fit: width - 6}
	lines := []string{cell.BandLabel}
	if len(cell.Marks) <= across {
		lines = broken(c, cell.BandLabel, band)
	}
	label(c, x+3.5, y+tall-3.8, lines, band)
	for i, mark := range cell.Marks {
		words := mark.Text
		last := i == room-1 && len(cell.Marks) > room
		if last {
			words = "+" + w.t.Number(len(cell.Marks)-i)
		}
		bx := x + 3 + float64(i%across)*(wide+1.5)
		by := y + 3 + float64(i/across)*(high+1.2)
		dashed := mark.Residual && !last
		p.marks = append(p.marks, func() { w.mark(c, bx, by, p.scale, words, dashed) })
		if last {
			return
		}
		middle := pdf.Point{X: bx + wide/2, Y: by + high/2}
		if mark.Residual {
			p.after[mark.Text] = middle
			continue
		}
		p.now[mark.Text] = middle
		p.order = append(p.order, mark.Text)
	}
}

// mark draws the id of an impact on white, with a dashed edge where it is only
// expected to be.
func (w *writer) mark(c *pdf.Canvas, x, y, scale float64, words string, dashed bool) {
	edge := pdf.Paint{Fill: w.paper, Stroke: w.ink, Width: 0.9}
	if dashed {
		edge.Dash, edge.Stroke = []float64{1.6, 1.3}, w.quiet
	}
	c.RoundRect(x, y, badge*scale, badgeTall*scale, 2.5*scale, edge)
	c.Text(x+badge*scale/2, y+(badgeTall-3)*scale, words, pdf.TextMark{Size: 7.8 * scale, Bold: !dashed, Color: w.ink, Anchor: pdf.AlignCenter, Fit: (badge - 2.5) * scale})
}

// arrow leads from a mark to where its impact is expected to be, from edge to
// edge, dark on a light seam so that it is seen on every band.
func (w *writer) arrow(c *pdf.Canvas, from, to pdf.Point, scale float64) {
	a, b := edge(from, to, scale), edge(to, from, scale)
	c.Line(a.X, a.Y, b.X, b.Y, pdf.Paint{Stroke: w.paper, Width: 2.6})
	w.pointer(c, a, b, pdf.Paint{Stroke: w.ink, Width: 0.9}, w.ink)
}

// edge is where the way from the middle of a mark to another point leaves it.
func edge(from, to pdf.Point, scale float64) pdf.Point {
	dx, dy := to.X-from.X, to.Y-from.Y
	share := 1.0
	if dx != 0 {
		share = min(share, (badge*scale/2+0.8)/math.Abs(dx))
	}
	if dy != 0 {
		share = min(share, (badgeTall*scale/2+0.8)/math.Abs(dy))
	}
	return pdf.Point{X: from.X + share*dx, Y: from.Y + share*dy}
}

// pointer draws a line with a head at its end; one too short is no line.
func (w *writer) pointer(c *pdf.Canvas, from, to pdf.Point, p pdf.Paint, head pdf.Color) {
	const long, wide = 4.0, 1.9
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if length < long {
		return
	}
	dx, dy = dx/length, dy/length
	back := pdf.Point{X: to.X - long*dx, Y: to.Y - long*dy}
	c.Line(from.X, from.Y, back.X, back.Y, p)
	var tip pdf.Path
	tip.Move(to).Line(pdf.Point{X: back.X - wide*dy, Y: back.Y + wide*dx}).Line(pdf.Point{X: back.X + wide*dy, Y: back.Y - wide*dx}).Close()
	c.Path(tip, pdf.Paint{Fill: head})
}

// broken breaks a name of the map in two where it is too wide for its room, so
// that it need not be squeezed to be small print: at its first space, or in the
// middle where words are written without spaces.
func broken(c *pdf.Canvas, name string, mark pdf.TextMark) []string {
	if c.TextWidth(name, mark) <= mark.Fit {
		return []string{name}
	}
	if first, rest, two := strings.Cut(name, " "); two {
		return []string{first, rest}
	}
	letters := []rune(name)
	if slices.ContainsFunc(letters, func(r rune) bool { return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
		return []string{name}
	}
	half := (len(letters) + 1) / 2
	return []string{string(letters[:half]), string(letters[half:])}
}

// label draws lines of which the last stands at y.
func label(c *pdf.Canvas, x, y float64, lines []string, mark pdf.TextMark) {
	for i, line := range lines {
		c.Text(x, y-float64(len(lines)-1-i)*(mark.Size+0.5), line, mark)
	}
}

// mapWords says in words what the map shows.
func (w *writer) mapWords(m *site.Map) string {
	var b strings.Builder
	b.WriteString(w.t.T("map.caption") + ". " + m.Finding)
	for _, row := range m.Rows {
		for k, cell := range row.Cells {
			for _, mark := range cell.Marks {
				place := join(w.t.T("comma"), row.Label, m.Columns[k], cell.BandLabel)
				if mark.Residual {
					place = join(w.t.T("comma"), w.t.T("map.residual"), place)
				}
				b.WriteString(" " + mark.Text + w.t.T("colon") + place + ".")
			}
		}
	}
	return visible(b.String())
}

// steps draws the five steps of civic space from open to closed, the country's
// own in the dark. The words beside it say the same.
func (w *writer) steps(x site.Context) pdf.Block {
	const side, tall = 22.0, 7.0
	return pdf.Figure{
		Width: 5*side + 4*2, Height: tall,
		Alt: w.t.T("context.step", x.CivicSpace, x.CivicStep),
		Draw: func(c *pdf.Canvas) {
			for i := range 5 {
				p := pdf.Paint{Fill: w.paper, Stroke: w.quiet, Width: 0.7}
				if i+1 == x.CivicStep {
					p = pdf.Paint{Fill: w.accent, Stroke: w.accent, Width: 0.7}
				}
				c.Rect(float64(i)*(side+2)+0.5, 0.5, side-1, tall-1, p)
			}
		},
	}
}

// code draws the QR code of the full page on white, with the quiet margin that
// readers of codes need.
func (w *writer) code() (pdf.Block, bool) {
	if w.base == nil {
		return nil, false
	}
	code, err := qr.Encode(w.d.Canonical, qr.M)
	if err != nil {
		return nil, false // an address too long for a code; the text has it
	}
	const quiet = 4
	return pdf.Figure{
		Alt: visible(w.t.T("brief.qr", w.d.Canonical)), Width: 70, Height: 70, Align: pdf.AlignEnd, NoMirror: true,
		Draw: func(c *pdf.Canvas) {
			unit := c.Width() / float64(code.Size+2*quiet)
			c.Rect(0, 0, c.Width(), c.Width(), pdf.Paint{Fill: w.paper})
			var p pdf.Path
			for y := range code.Size {
				for x := 0; x < code.Size; x++ {
					from := x
					for x < code.Size && code.Black(x, y) {
						x++
					}
					if x > from {
						bar(&p, float64(from+quiet)*unit, float64(y+quiet)*unit, float64(x-from)*unit, unit)
					}
				}
			}
			c.Path(p, pdf.Paint{Fill: pdf.RGB(0, 0, 0)})
		},
	}, true
}

// bar adds a rectangle to a path; neighbours overlap a little, so that no
// hairline shows between them.
func bar(p *pdf.Path, x, y, width, height float64) {
	const more = 0.03
	p.Move(pdf.Point{X: x, Y: y}).Line(pdf.Point{X: x + width, Y: y}).
		Line(pdf.Point{X: x + width, Y: y + height + more}).Line(pdf.Point{X: x, Y: y + height + more}).Close()
}
