package pdf

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"

	"hria/internal/pdf/cos"
	"hria/internal/pdf/finish"
	"hria/internal/pdf/font"
	"hria/internal/pdf/tag"
	"hria/internal/pdf/text"
)

// drawer draws pages with fpdf. Paths and colours are fpdf's; text is written
// as codes of the fonts the finisher embeds, since fpdf cannot shape.
type drawer struct {
	pdf   *fpdf.Fpdf
	b     *builder
	fonts subsets
	buf   []byte

	page    int
	height  float64
	mcid    int
	open    *tag.Leaf // whose marked content is open
	art     bool      // an artifact is open
	fill    Color
	stroke  Color
	tf      int // font and size in force
	size    float64
	anchors map[string]place
	outline []finish.Entry
	links   []pendingLink
	marks   []int // number of marked contents of each page
	images  images
	full    bool
}

// place is a point of a page in the page's own coordinates.
type place struct {
	page int
	x, y float64
}

// pendingLink is an annotation whose target may not have been drawn yet.
type pendingLink struct {
	annot *tag.Annot
	id    string
}

func newDrawer(b *builder) *drawer {
	paper := b.doc.Paper
	p := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: paper.Width, Ht: paper.Height}})
	p.SetCompression(false)
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	p.SetCatalogSort(true)
	return &drawer{
		pdf: p, b: b, height: paper.Height, fonts: subsets{index: map[*font.Face]int{}},
		anchors: map[string]place{}, page: -1,
	}
}

// draw writes all pages and returns fpdf's file.
func (d *drawer) draw(pages []page, headers, footers [][]mark) ([]byte, error) {
	for i, p := range pages {
		if err := d.b.ctx.Err(); err != nil {
			return nil, err
		}
		d.begin()
		d.watermark()
		for _, m := range p.marks {
			if _, ok := m.what.(rectMark); ok {
				d.mark(m, "")
			}
		}
		for _, m := range p.marks {
			if _, ok := m.what.(rectMark); !ok {
				d.mark(m, "")
			}
		}
		d.bar(headers[i], "Header")
		d.bar(footers[i], "Footer")
		d.close()
		d.marks = append(d.marks, d.mcid)
	}
	if d.full {
		return nil, font.ErrFull
	}
	d.resolve()
	var out bytes.Buffer
	if err := d.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	return out.Bytes(), nil
}

func (d *drawer) begin() {
	d.pdf.AddPage()
	d.page++
	d.mcid, d.fill, d.stroke, d.tf, d.size = 0, 0, 0, -1, 0
}

func (d *drawer) bar(marks []mark, kind string) {
	if len(marks) == 0 {
		return
	}
	d.close()
	for _, m := range marks {
		d.mark(m, kind)
	}
	d.close()
}

// raw writes operators.
func (d *drawer) raw(b []byte) { d.pdf.RawWriteBuf(bytes.NewReader(b)) }

// enter makes sure that what follows is the content of leaf, or an artifact
// if leaf is nil.
func (d *drawer) enter(leaf *tag.Leaf, kind string) {
	if leaf == d.open && (leaf != nil || d.art) {
		return
	}
	d.close()
	d.open = leaf
	if leaf == nil {
		d.art = true
		if kind == "" {
			d.raw([]byte("/Artifact <</Type/Layout>> BDC"))
		} else {
			d.raw([]byte("/Artifact <</Type/Pagination/Subtype/" + kind + ">> BDC"))
		}
		return
	}
	leaf.Marks = append(leaf.Marks, tag.Mark{Page: d.page, MCID: d.mcid})
	d.raw(fmt.Appendf(nil, "/Span <</MCID %d>> BDC", d.mcid))
	d.mcid++
}

// close ends the open marked content.
func (d *drawer) close() {
	if d.open != nil || d.art {
		d.raw([]byte("EMC"))
	}
	d.open, d.art = nil, false
}

// left is where the box of a mark begins at the left side of the paper.
func (d *drawer) left(m mark) float64 {
	if d.b.rtl {
		return d.b.doc.Paper.Width - m.x - m.w
	}
	return m.x
}

func (d *drawer) mark(m mark, kind string) {
	x := d.left(m)
	switch what := m.what.(type) {
	case rectMark:
		d.enter(nil, kind)
		d.rect(x, m.y, m.w, what.h, what.color)
	case lineMark:
		d.line(what, m, x, kind)
	case pictureMark:
		d.picture(what, m, x)
	case anchorMark:
		if _, ok := d.anchors[what.id]; !ok {
			d.anchors[what.id] = d.place(m)
		}
	case outlineMark:
		at := d.place(m)
		d.outline = append(d.outline, finish.Entry{Title: what.title, Level: what.level, Page: at.page, X: at.x, Y: at.y})
	}
}

// place is a little above a mark, so that what a link leads to does not touch
// the edge of the window.
func (d *drawer) place(m mark) place { return place{d.page, 0, d.height - m.y + 8} }

func (d *drawer) setFill(c Color) {
	if c != d.fill {
		d.pdf.SetFillColor(int(c>>16&255), int(c>>8&255), int(c&255))
		d.fill = c
	}
}

func (d *drawer) setStroke(c Color) {
	if c != d.stroke {
		d.pdf.SetDrawColor(int(c>>16&255), int(c>>8&255), int(c&255))
		d.stroke = c
	}
}

func (d *drawer) rect(x, y, w, h float64, c Color) {
	d.setFill(c)
	d.pdf.Rect(x, y, w, h, "F")
}

// line draws a line of text, its underlines and its annotations.
func (d *drawer) line(lm lineMark, m mark, x float64, kind string) {
	base := m.y + lm.base
	for i := 0; i < len(lm.line.Frags); {
		in := lm.set.inlines[lm.line.Frags[i].Run]
		j := i + 1
		for j < len(lm.line.Frags) && lm.set.inlines[lm.line.Frags[j].Run].leaf == in.leaf {
			j++
		}
		leaf := in.leaf
		if m.art {
			leaf = nil
		}
		d.enter(leaf, kind)
		d.frags(lm.line.Frags[i:j], x, base, func(run int) Color { return lm.set.inlines[run].color })
		if in.strike {
			d.rule(lm.line.Frags[i:j], x, base-lm.set.look.size*0.28, lm.set.look.size)
		}
		if in.link != nil && !in.link.bare {
			d.underline(lm.line.Frags[i:j], x, base, lm.set.look.size)
		}
		i = j
	}
	if !m.art {
		d.annotate(lm, m, x)
	}
}

// underline draws a rule under links: colour alone must not tell them.
func (d *drawer) underline(frags []text.Frag, x, base, size float64) {
	d.rule(frags, x, base+size*0.11, size)
}

// rule draws a thin line along a row of glyphs.
func (d *drawer) rule(frags []text.Frag, x, y, size float64) {
	first, last := frags[0], frags[len(frags)-1]
	left := first.X + first.Hang
	if w := last.X + last.Width - left; w > 0 { // not a space that hangs out
		d.pdf.Rect(x+left, y, w, max(0.4, size*0.045), "F")
	}
}

// annotate makes one annotation for each link on a line.
func (d *drawer) annotate(lm lineMark, m mark, x float64) {
	for i := 0; i < len(lm.line.Frags); {
		l := lm.set.inlines[lm.line.Frags[i].Run].link
		j := i + 1
		for j < len(lm.line.Frags) && lm.set.inlines[lm.line.Frags[j].Run].link == l {
			j++
		}
		if l != nil {
			a := l.elem.AddAnnot()
			first, last := lm.line.Frags[i], lm.line.Frags[j-1]
			lead := lm.set.look.lead
			a.Page = d.page
			left := first.X + first.Hang
			right := max(last.X+last.Width, left+1)
			a.Rect = [4]float64{x + left, d.height - m.y - lead, x + right, d.height - m.y}
			a.Contents = strings.TrimSpace(strings.ReplaceAll(l.contents, "\u2028", ""))
			if a.Contents == "" {
				a.Contents = l.target
			}
			if id, ok := strings.CutPrefix(l.target, "#"); ok {
				d.links = append(d.links, pendingLink{a, id})
			} else {
				a.URI = asciiAddress(l.target)
			}
		}
		i = j
	}
}

// resolve fills in where links within the document lead.
func (d *drawer) resolve() {
	for _, l := range d.links {
		at := d.anchors[l.id]
		l.annot.DestPage, l.annot.DestX, l.annot.DestY = at.page, at.x, at.y
	}
}

// frags writes rows of glyphs on one base line.
func (d *drawer) frags(frags []text.Frag, x, base float64, color func(run int) Color) {
	b := append(d.buf[:0], "BT\n"...)
	px, py := 0.0, 0.0 // where the text line began, as written
	for _, f := range frags {
		if c := color(f.Run); c != d.fill {
			b = appendColor(b, c)
			d.fill = c
		}
		n := d.fonts.of(f.Face)
		if n != d.tf || f.Size != d.size {
			b = fmt.Appendf(b, "/F%d ", n+1)
			b = cos.AppendNumber(b, f.Size, 2)
			b = append(b, " Tf\n"...)
			d.tf, d.size = n, f.Size
		}
		tx, ty := round2(x+f.X), round2(d.height-base+f.Rise)
		b = cos.AppendNumber(b, tx-px, 2)
		b = append(b, ' ')
		b = cos.AppendNumber(b, ty-py, 2)
		b = append(b, " Td\n"...)
		px, py = tx, ty
		b = d.glyphs(b, f)
	}
	d.buf = append(b, "ET"...)
	d.raw(d.buf)
}

func round2(v float64) float64 {
	if v < 0 {
		return float64(int(v*100-0.5)) / 100
	}
	return float64(int(v*100+0.5)) / 100
}

func appendColor(b []byte, c Color) []byte {
	for _, v := range []Color{c >> 16 & 255, c >> 8 & 255, c & 255} {
		b = cos.AppendNumber(b, float64(v)/255, 3)
		b = append(b, ' ')
	}
	return append(b, "rg\n"...)
}

// glyphs writes the codes of a row with their kerning.
func (d *drawer) glyphs(b []byte, f text.Frag) []byte {
	sub := d.fonts.list[d.fonts.of(f.Face)]
	var codes [256]byte
	run := codes[:0]
	debt := 0.0 // kerning too small to be written yet
	b = append(b, '[')
	for i, g := range f.Glyphs {
		code := sub.Code(g.Cluster)
		d.full = d.full || code == 0
		run = append(run, byte(code>>8), byte(code))
		debt += g.Kern
		if (debt >= 0.5 || debt <= -0.5) && i < len(f.Glyphs)-1 {
			n := float64(int(debt + 0.5))
			if debt < 0 {
				n = float64(int(debt - 0.5))
			}
			b = cos.AppendString(b, run)
			b = cos.AppendNumber(b, -n, 0)
			run = run[:0]
			debt -= n
		}
	}
	b = cos.AppendString(b, run)
	return append(b, "]TJ\n"...)
}

// picture draws a figure.
func (d *drawer) picture(p pictureMark, m mark, x float64) {
	leaf := p.leaf
	if m.art {
		leaf = nil
	}
	d.enter(leaf, "")
	for _, op := range p.ops {
		if op.image != nil {
			d.image(op, x, m.y)
			continue
		}
		if op.frags != nil {
			d.frags(op.frags, x+op.x, m.y+op.y, func(int) Color { return op.color })
			continue
		}
		d.path(op, x, m.y)
	}
	if p.elem != nil {
		p.elem.Attrs.BBox = [4]float64{x, d.height - m.y - p.h, x + m.w, d.height - m.y}
	}
}

func (d *drawer) path(op pictureOp, x, y float64) {
	style := ""
	if op.paint.Fill != 0 {
		d.setFill(op.paint.Fill)
		style = "F"
	}
	if op.paint.Stroke != 0 {
		d.setStroke(op.paint.Stroke)
		w := op.paint.Width
		if w <= 0 {
			w = 0.75
		}
		d.pdf.SetLineWidth(w)
		d.pdf.SetDashPattern(op.paint.Dash, 0)
		style += "D"
	}
	if style == "" {
		return
	}
	for _, s := range op.path {
		p := s.p
		switch s.op {
		case 'm':
			d.pdf.MoveTo(x+p[0].X, y+p[0].Y)
		case 'l':
			d.pdf.LineTo(x+p[0].X, y+p[0].Y)
		case 'c':
			d.pdf.CurveBezierCubicTo(x+p[0].X, y+p[0].Y, x+p[1].X, y+p[1].Y, x+p[2].X, y+p[2].Y)
		case 'h':
			d.pdf.ClosePath()
		}
	}
	d.pdf.DrawPath(style)
}
