package pdf

import (
	"fmt"
	"math"

	"hria/internal/pdf/cos"
	"hria/internal/pdf/text"
)

// Limits of a watermark: a share of the diagonal of the paper, and a size in
// points beyond which letters are no longer seen as a word.
const (
	watermarkSpan = 0.72
	watermarkSize = 150.0
)

// watermark draws the watermark from the lower left to the upper right corner
// of the paper, in every direction of writing.
func (d *drawer) watermark() {
	mark := d.b.doc.Watermark
	if mark.Text == "" || mark.Color == 0 {
		return
	}
	paper := d.b.doc.Paper
	diagonal := math.Hypot(paper.Width, paper.Height)
	set := func(size float64) *setText {
		l := d.b.look(TextStyle{Heading: true, Bold: true, Color: mark.Color})
		l.size = size
		return d.b.text([]Span{{Text: mark.Text}}, l, nil)
	}
	t := set(10)
	if len(t.inlines) == 0 {
		return
	}
	size := min(watermarkSize, 10*watermarkSpan*diagonal/max(1, t.par.MaxWidth()))
	t = set(round2(size))
	width := t.par.MaxWidth()
	lines, _ := t.par.Break(width+1, text.Start, false)
	if len(lines) != 1 {
		return // an unreadable heap of letters
	}
	start := -width / 2
	if d.b.rtl {
		start-- // the line ends at the right side of width+1
	}
	d.enter(nil, "Watermark")
	fill, stroke, tf, was := d.fill, d.stroke, d.tf, d.size
	cosine, sine := paper.Width/diagonal, paper.Height/diagonal
	m := []byte("q ")
	for _, v := range []float64{cosine, sine, -sine, cosine} {
		m = append(cos.AppendNumber(m, v, 5), ' ')
	}
	m = fmt.Appendf(m, "%.2f %.2f cm", paper.Width/2, paper.Height/2)
	d.raw(m)
	// frags counts from the top of the paper; the origin is its middle now.
	d.frags(lines[0].Frags, start, d.height+size*0.35, func(int) Color { return mark.Color })
	d.raw([]byte("Q"))
	d.fill, d.stroke, d.tf, d.size = fill, stroke, tf, was
	d.close()
}
