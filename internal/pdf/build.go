package pdf

import (
	"context"
	"fmt"
	"strconv"

	"hria/internal/pdf/tag"
	"hria/internal/pdf/text"
)

// maxNesting bounds how deep blocks may stand in one another.
const maxNesting = 200

// builder turns blocks into flows and records their structure on the way.
type builder struct {
	ctx    context.Context
	doc    *Document
	style  Style
	shaper *text.Shaper
	rtl    bool
	tall   float64 // widens leadings that are stated for Latin letters
	room   Size    // of a page, for text

	ink    Color // set inside cells with a colour of their own
	inCell bool
	bold   bool
	align  Align // of paragraphs that state none
	depth  int

	runs      []text.Run // used again for every text
	missing   []Missing
	seen      map[rune]bool
	overflows []Overflow

	heads  []Heading       // that Contents may list
	pageOf map[string]int  // pages of places as the last pass found them, from 1; nil in the first
	asked  map[string]bool // places whose pages were asked for
	notes  []*note         // of the block that is being laid out
}

// overflow records that something did not fit. The page is not known yet.
func (b *builder) overflow(format string, args ...any) {
	b.overflows = append(b.overflows, Overflow{What: fmt.Sprintf(format, args...)})
}

// miss records a character no font has, once.
func (b *builder) miss(r rune, pieces []collapsed) {
	if b.seen[r] {
		return
	}
	b.seen[r] = true
	s := ""
	for _, p := range pieces {
		s += p.text
	}
	b.missing = append(b.missing, Missing{Rune: r, Text: excerpt(s)})
}

// excerpt cuts a text to a length that fits a message.
func excerpt(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// blocks lays out blocks in a width, as children of elem.
func (b *builder) blocks(list []Block, w float64, elem *tag.Elem) (stack, error) {
	if b.depth++; b.depth > maxNesting {
		return nil, fmt.Errorf("blocks are nested more than %d deep", maxNesting)
	}
	defer func() { b.depth-- }()
	var out stack
	for _, bl := range list {
		if err := b.ctx.Err(); err != nil {
			return nil, err
		}
		e, err := b.block(bl, w, elem)
		if err == nil {
			err = b.flushNotes(elem)
		}
		if err != nil {
			return nil, err
		}
		if e.flow != nil || e.feed {
			out = append(out, e)
		}
	}
	return out, nil
}

func (b *builder) block(bl Block, w float64, elem *tag.Elem) (entry, error) {
	gap := b.style.BlockGap * b.style.Size
	switch bl := bl.(type) {
	case Heading:
		return b.heading(bl, w, elem), nil
	case Paragraph:
		return b.paragraph(bl, w, elem.Add(tag.P)), nil
	case List:
		return b.list(bl, w, elem)
	case Table:
		return b.table(bl, w, elem)
	case Figure:
		return b.figure(bl, w, elem)
	case Definitions:
		return b.definitions(bl, w, elem)
	case Cover:
		return b.cover(bl, w, elem)
	case Contents:
		return b.contents(bl, w, elem), nil
	case Columns:
		return b.columns(bl, w, elem)
	case Box:
		return b.box(bl, w, elem)
	case Rule:
		c := bl.Color
		if c == 0 {
			c = b.style.Hair
		}
		line := &slab{height: hair, marks: []mark{{w: w, what: rectMark{hair, c}}}}
		return entry{flow: strip{line}, before: gap, after: gap}, nil
	case Space:
		h := max(0, min(bl.Height, b.room.Height))
		return entry{flow: strip{&slab{height: h}}, space: true}, nil
	case PageBreak:
		return entry{feed: true, from: bl.From}, nil
	case KeepTogether:
		inner, err := b.blocks(bl.Blocks, w, elem)
		if len(inner) == 0 || err != nil {
			return entry{}, err
		}
		return entry{flow: keep{inner}, before: inner[0].before, after: inner[len(inner)-1].after}, nil
	case nil:
		return entry{}, fmt.Errorf("a block is nil")
	}
	return entry{}, fmt.Errorf("block of unknown type %T", bl)
}

// hair is the thickness of thin rules.
const hair = 0.6

// set breaks a text into lines of a width.
func (b *builder) set(t *setText, w float64, align Align, balance bool) lines {
	broken, overlong := t.par.Break(w, text.Align([]text.Align{text.Start, text.End, text.Center, text.Justify}[align]), balance)
	if overlong {
		b.overflow("a word of %q is wider than its column and was broken between letters", excerpt(t.begin))
	}
	var out lines
	for _, l := range broken {
		out = append(out, &slab{height: t.look.lead, marks: []mark{{w: w, what: lineMark{l, t.base, t}}}})
	}
	b.attach(t, out)
	return out
}

// anchor marks a place at the top of a paragraph.
func (l lines) anchor(d drawable) {
	if len(l) > 0 {
		l[0].marks = append(l[0].marks, mark{what: d})
	}
}

func (b *builder) heading(h Heading, w float64, elem *tag.Elem) entry {
	l := b.look(b.style.Headings[h.Level-1])
	e := elem.Add(tag.Heading(h.Level))
	out := b.set(b.text(h.Spans, l, e), w, AlignStart, true)
	if h.ID != "" {
		out.anchor(anchorMark{h.ID})
	}
	title := plain(h.Spans)
	if !h.NoOutline && title != "" {
		out.anchor(outlineMark{title, h.Level})
	}
	return entry{flow: out, before: l.before, after: l.after, stick: true}
}

// roleLook is the look of a paragraph where it stands.
func (b *builder) roleLook(r Role) look {
	if r < 0 || r >= roleCount {
		r = Body
	}
	t := b.style.Roles[r]
	if b.inCell && r == Body {
		t = b.style.Table
		t.After = b.style.CellPadY * 0.6
	}
	l := b.look(t)
	l.bold = l.bold || b.bold
	return l
}

func (b *builder) paragraph(p Paragraph, w float64, elem *tag.Elem) entry {
	l := b.roleLook(p.Role)
	against := p.LTR && b.rtl
	b.rtl = b.rtl && !against
	t := b.text(p.Spans, l, elem)
	b.rtl = b.rtl || against
	align := p.Align
	if against {
		align = AlignStart
	}
	if align < AlignStart || align > AlignJustify {
		align = AlignStart
	}
	if align == AlignStart {
		align = b.align
	}
	if align == AlignStart && b.style.Justify && !b.inCell && (p.Role == Body || p.Role == Lead) {
		align = AlignJustify
	}
	out := b.set(t, w, align, p.Role == Subtitle || p.Role == Label)
	if p.ID != "" {
		out.anchor(anchorMark{p.ID})
	}
	return entry{flow: out, before: l.before, after: l.after, stick: p.Role == Label || p.Keep}
}

func (b *builder) list(li List, w float64, elem *tag.Elem) (entry, error) {
	if len(li.Items) == 0 {
		return entry{}, nil
	}
	e := elem.Add(tag.L)
	e.Attrs.Numbering = "Disc"
	if li.Numbered {
		e.Attrs.Numbering = "Decimal"
	}
	l := b.roleLook(Body)
	markers := make([]*setText, len(li.Items))
	bodies := make([]*tag.Elem, len(li.Items))
	indent := b.style.ListIndent * l.size
	for i := range li.Items {
		item := e.Add(tag.LI)
		markers[i] = b.text([]Span{{Text: li.marker(i)}}, l, item.Add(tag.Lbl))
		bodies[i] = item.Add(tag.LBody)
		indent = max(indent, markers[i].par.MaxWidth()+0.45*l.size)
	}
	indent = min(indent, w/2)
	if w-indent < leastColumn*l.size {
		return b.narrowList(li, w, markers, bodies)
	}
	gap := b.style.ItemGap * l.size
	if li.Tight {
		gap *= 0.4
	}
	var out stack
	for i, item := range li.Items {
		body, err := b.item(item, w-indent, bodies[i])
		if err != nil {
			return entry{}, err
		}
		// Numbers end near the text, bullets stand halfway.
		place := indent - 0.45*l.size
		align := AlignEnd
		if !li.Numbered && li.Marker == nil {
			align = AlignStart
			place = indent
		}
		label := b.set(markers[i], place, align, false)
		x := 0.0
		if align == AlignStart {
			x = indent * 0.32
		}
		out = append(out, entry{
			flow:   side{cols: []column{{x, label}, {indent, body}}},
			before: gap, after: gap,
		})
	}
	return entry{flow: out, before: gap, after: l.after}, nil
}

// leastColumn is how narrow, in multiples of the type size, lists in lists get
// before their labels stand above the text instead of beside it.
const leastColumn = 12

// narrowList sets a list in which there is no room beside the labels.
func (b *builder) narrowList(li List, w float64, markers []*setText, bodies []*tag.Elem) (entry, error) {
	var out stack
	for i, item := range li.Items {
		body, err := b.item(item, w, bodies[i])
		if err != nil {
			return entry{}, err
		}
		out = append(out, entry{flow: b.set(markers[i], w, AlignStart, false), stick: body != nil})
		if body != nil {
			out = append(out, entry{flow: body})
		}
	}
	return entry{flow: out}, nil
}

// item lays out one item; the only paragraph of an item needs no element of
// its own.
func (b *builder) item(item Item, w float64, body *tag.Elem) (flow, error) {
	if len(item.Blocks) == 1 {
		if p, ok := item.Blocks[0].(Paragraph); ok {
			return b.paragraph(p, w, body).flow, nil
		}
	}
	inner, err := b.blocks(item.Blocks, w, body)
	if len(inner) == 0 || err != nil {
		return nil, err
	}
	for i := range inner {
		inner[i].after = min(inner[i].after, 0.35*b.style.Size)
	}
	return inner, nil
}

func (li List) marker(i int) string {
	switch {
	case li.Marker != nil:
		return li.Marker(i)
	case li.Numbered:
		return strconv.Itoa(i+max(1, li.Start)) + "."
	}
	return "•"
}

func (b *builder) columns(c Columns, w float64, elem *tag.Elem) (entry, error) {
	if len(c.Cols) == 0 {
		return entry{}, nil
	}
	gap := c.Gap
	if gap <= 0 {
		gap = b.style.ColumnGap * b.style.Size
	}
	widths := shares(c.Widths, len(c.Cols), w-gap*float64(len(c.Cols)-1))
	var out side
	x, first, last := 0.0, 0.0, 0.0
	for i, blocks := range c.Cols {
		inner, err := b.blocks(blocks, widths[i], elem.Add(tag.Div))
		if err != nil {
			return entry{}, err
		}
		if len(inner) > 0 {
			out.cols = append(out.cols, column{x, inner})
			first, last = max(first, inner[0].before), max(last, inner[len(inner)-1].after)
		}
		x += widths[i] + gap
	}
	if len(out.cols) == 0 {
		return entry{}, nil
	}
	return entry{flow: out, before: first, after: last}, nil
}

// shares divides a width. Shares that make no sense count as equal ones.
func shares(want []float64, n int, w float64) []float64 {
	out := make([]float64, n)
	sum := 0.0
	for i := range out {
		out[i] = 1
		if i < len(want) && want[i] > 0 && want[i] < 1e6 {
			out[i] = want[i]
		}
		sum += out[i]
	}
	for i := range out {
		out[i] *= max(n2, w) / sum
	}
	return out
}

// n2 is the least width anything is laid out in.
const n2 = 1.0

func (b *builder) box(bx Box, w float64, elem *tag.Elem) (entry, error) {
	kind := map[BoxKind]tag.Kind{BoxAside: tag.Sect, BoxQuote: tag.BlockQuote}[bx.Kind]
	if kind == "" {
		kind = tag.Div
	}
	pad := bx.Padding
	if pad <= 0 {
		pad = b.style.BoxPadding * b.style.Size
	}
	pad = min(pad, w/4)
	if w < 1.2*leastColumn*b.style.Size {
		pad = min(pad, hair) // boxes in boxes in boxes
	}
	padY := pad * 0.85
	const bar = 3.0
	start := pad
	if bx.Bar != 0 {
		start += bar
	}
	if bx.Fill == 0 && bx.Border == 0 {
		padY = pad * 0.15
	}
	inner, err := b.blocks(bx.Blocks, w-start-pad, elem.Add(kind))
	if len(inner) == 0 || err != nil {
		return entry{}, err
	}
	deco := func(h float64) []mark {
		var out []mark
		rect := func(x, y, rw, rh float64, c Color) {
			if c != 0 {
				out = append(out, mark{x: x, y: y, w: rw, art: true, what: rectMark{rh, c}})
			}
		}
		rect(0, 0, w, h, bx.Fill)
		rect(0, 0, w, hair, bx.Border)
		rect(0, h-hair, w, hair, bx.Border)
		rect(0, 0, hair, h, bx.Border)
		rect(w-hair, 0, hair, h, bx.Border)
		rect(0, 0, bar, h, bx.Bar)
		return out
	}
	gap := b.style.BlockGap * b.style.Size
	f := side{cols: []column{{start, inner}}, pad: padY, deco: deco}
	f.keep = f.height() <= 0.3*b.room.Height
	return entry{flow: f, before: gap, after: gap, stick: bx.Keep}, nil
}
