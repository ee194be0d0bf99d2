package pdf

import (
	"fmt"

	"hria/internal/pdf/tag"
	"hria/internal/pdf/text"
)

// maxOps bounds the steps of one drawing.
const maxOps = 200_000

func (b *builder) figure(f Figure, w float64, elem *tag.Elem) (entry, error) {
	if f.Image != nil {
		f = b.imageFigure(f, w)
	}
	if f.Draw == nil || !(f.Height > 0) {
		return entry{}, fmt.Errorf("figure %q has no height or nothing to draw", excerpt(f.Alt))
	}
	if f.Alt == "" && !f.Decorative {
		return entry{}, fmt.Errorf("figure %q has no alternative text", excerpt(plain(f.Caption)))
	}
	fw, fh := f.Width, f.Height
	if !(fw > 0) || fw > w {
		if fw > w+eps {
			b.overflow("figure %q is wider than its column", excerpt(f.Alt))
		}
		fw = w
	}
	if most := b.room.Height * 0.9; fh > most {
		b.overflow("figure %q is higher than a page", excerpt(f.Alt))
		fh = most
	}
	ops, err := b.record(f, fw, fh)
	if err != nil {
		return entry{}, err
	}
	pic := pictureMark{h: fh, ops: ops}
	caption := elem
	if !f.Decorative {
		if len(f.Caption) > 0 {
			elem = elem.Add(tag.Div)
			caption = elem
		}
		pic.elem = elem.Add(tag.Figure)
		pic.elem.Alt = f.Alt
		pic.elem.Attrs.Placement = "Block"
		pic.leaf = pic.elem.AddLeaf()
	}
	x := 0.0
	switch f.Align {
	case AlignCenter:
		x = (w - fw) / 2
	case AlignEnd:
		x = w - fw
	}
	drawn := &slab{height: fh, marks: []mark{{x: x, w: fw, art: f.Decorative, what: pic}}}
	if f.ID != "" {
		drawn.marks = append(drawn.marks, mark{what: anchorMark{f.ID}})
	}
	gap := b.style.BlockGap * b.style.Size
	out := stack{{flow: strip{drawn}}}
	if len(f.Caption) > 0 {
		l := b.look(b.style.Caption)
		under := b.set(b.text(f.Caption, l, caption.Add(tag.P)), w, f.Align, false)
		out = append(out, entry{flow: under, before: 0.45 * b.style.Size})
	}
	return entry{flow: keep{out}, before: gap, after: gap}, nil
}

// record lets the figure draw and turns what it drew into steps from the left
// top corner.
func (b *builder) record(f Figure, w, h float64) ([]pictureOp, error) {
	c := &Canvas{width: w, height: h, rtl: b.rtl, mirror: b.rtl && !f.NoMirror}
	c.measure = func(s string, m TextMark) float64 { return b.canvasText(s, m, 1).par.MaxWidth() }
	f.Draw(c)
	if len(c.ops) > maxOps {
		return nil, fmt.Errorf("figure %q has %d parts, at most %d are possible", excerpt(f.Alt), len(c.ops), maxOps)
	}
	var out []pictureOp
	for _, op := range c.ops {
		if !finite(op) {
			continue
		}
		if c.mirror {
			op.path = mirrored(op.path, w)
		}
		if op.image != nil {
			out = append(out, imageOp(op))
			continue
		}
		if op.text == "" {
			out = append(out, pictureOp{path: op.path.segs, paint: op.paint})
			continue
		}
		out = append(out, b.label(op, c.mirror)...)
	}
	return out, nil
}

// canvasText shapes a label.
func (b *builder) canvasText(s string, m TextMark, scale float64) *setText {
	l := b.look(TextStyle{Heading: !m.Body, Bold: m.Bold, Italic: m.Italic, Color: m.Color})
	l.size = m.Size * scale
	if !(m.Size > 0) {
		l.size = 8 * scale
	}
	return b.text([]Span{{Text: s, Lang: m.Lang}}, l, nil)
}

// label places a text of a drawing.
func (b *builder) label(op canvasOp, mirror bool) []pictureOp {
	t := b.canvasText(op.text, op.mark, 1)
	w := t.par.MaxWidth()
	if fit := op.mark.Fit; fit > 0 && w > fit {
		scale := max(0.6, fit/w)
		t = b.canvasText(op.text, op.mark, scale)
		w = t.par.MaxWidth()
		if w > fit*1.02 {
			b.overflow("label %q is wider than its place in a figure", excerpt(op.text))
		}
	}
	if len(t.inlines) == 0 {
		return nil
	}
	at := op.path.segs[0].p[0]
	left := at.X
	switch anchor := op.mark.Anchor; {
	case anchor == AlignCenter:
		left -= w / 2
	case (anchor == AlignEnd) != mirror:
		left -= w
	}
	var out []pictureOp
	broken, _ := t.par.Break(w+1, text.Start, false)
	for i, l := range broken {
		shift := 0.0
		if b.rtl {
			shift = -1 // the line ends at the right side of w+1
		}
		out = append(out, pictureOp{
			frags: l.Frags, x: left + shift, y: at.Y + float64(i)*t.look.size*1.2, color: t.inlines[0].color,
		})
	}
	return out
}

func mirrored(p Path, w float64) Path {
	segs := make([]pathSeg, len(p.segs))
	for i, s := range p.segs {
		for k := range s.p {
			s.p[k].X = w - s.p[k].X
		}
		segs[i] = s
	}
	return Path{segs}
}

// finite reports that all numbers of a step can be drawn.
func finite(op canvasOp) bool {
	ok := func(v float64) bool { return v > -1e5 && v < 1e5 }
	for _, s := range op.path.segs {
		for _, p := range s.p {
			if !ok(p.X) || !ok(p.Y) {
				return false
			}
		}
	}
	for _, d := range op.paint.Dash {
		if !(d >= 0 && d < 1e5) {
			return false
		}
	}
	// A path that does not begin with a move is none.
	return len(op.path.segs) > 0 && op.path.segs[0].op == 'm' && ok(op.paint.Width) && ok(op.mark.Size)
}
