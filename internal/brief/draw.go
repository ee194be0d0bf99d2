package brief

import (
	"strings"

	"rsc.io/qr"

	"hria/internal/pdf"
	"hria/internal/site"
)

// Measures of the map in points.
const (
	mapRow    = 38.0 // height of a row
	mapHead   = 19.0 // height of the names of the columns
	mapNames  = 46.0 // width of the names of the rows
	badge     = 16.5 // width of a mark
	badgeTall = 11.0
)

// chart draws the severity and likelihood map: rows by level, a field for each
// likelihood, its band in colour and in words, the impacts as marks. Marks with
// a dashed edge stand where an impact is expected to be.
func (w *writer) chart(m *site.Map) pdf.Block {
	return pdf.Figure{
		Alt: w.mapWords(m), Height: mapHead + mapRow*float64(len(m.Rows)),
		Draw: func(c *pdf.Canvas) {
			if len(m.Columns) == 0 {
				return
			}
			width := (c.Width() - mapNames) / float64(len(m.Columns))
			for i, name := range m.Columns {
				mark := pdf.TextMark{Size: 7, Color: w.quiet, Anchor: pdf.AlignCenter, Fit: width - 2}
				label(c, mapNames+(float64(i)+0.5)*width, mapHead-4.5, broken(c, name, mark), mark)
			}
			for i, row := range m.Rows {
				y := mapHead + float64(i)*mapRow
				mark := pdf.TextMark{Size: 7.6, Bold: true, Color: w.ink, Fit: mapNames - 4}
				lines := broken(c, row.Label, mark)
				label(c, 0, y+mapRow/2+2.6+float64(len(lines)-1)*mark.Size/2, lines, mark)
				for k, cell := range row.Cells {
					w.field(c, mapNames+float64(k)*width, y, width, cell)
				}
			}
		},
	}
}

// field draws one field of the map. Marks beyond its room become a number.
func (w *writer) field(c *pdf.Canvas, x, y, width float64, cell site.MapCell) {
	across := max(1, int((width-3)/(badge+1.5)))
	c.Rect(x, y, width, mapRow, pdf.Paint{Fill: w.bands[cell.Band], Stroke: w.paper, Width: 1})
	band := pdf.TextMark{Size: 6.5, Color: w.bandInks[cell.Band], Fit: width - 6}
	lines := []string{cell.BandLabel}
	if len(cell.Marks) <= across {
		lines = broken(c, cell.BandLabel, band)
	}
	label(c, x+3.5, y+mapRow-3.8, lines, band)
	room := 2 * across
	for i, mark := range cell.Marks {
		label := mark.Text
		last := i == room-1 && len(cell.Marks) > room
		if last {
			label = "+" + w.t.Number(len(cell.Marks)-i)
		}
		bx := x + 2.5 + float64(i%across)*(badge+1.5)
		by := y + 2.5 + float64(i/across)*(badgeTall+1.2)
		edge := pdf.Paint{Fill: w.paper, Stroke: w.ink, Width: 0.9}
		if mark.Residual && !last {
			edge.Dash = []float64{1.6, 1.3}
			edge.Stroke = w.quiet
		}
		c.RoundRect(bx, by, badge, badgeTall, 2.5, edge)
		c.Text(bx+badge/2, by+badgeTall-2.9, label, pdf.TextMark{Size: 7.6, Bold: !mark.Residual, Color: w.ink, Anchor: pdf.AlignCenter, Fit: badge - 2.5})
		if last {
			return
		}
	}
}

// broken breaks a name of the map at its first space where it is too wide for
// its room, so that it need not be squeezed to be small print.
func broken(c *pdf.Canvas, name string, mark pdf.TextMark) []string {
	first, rest, two := strings.Cut(name, " ")
	if !two || c.TextWidth(name, mark) <= mark.Fit {
		return []string{name}
	}
	return []string{first, rest}
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
				b.WriteString(" " + mark.Text + ": " + place + ".")
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
