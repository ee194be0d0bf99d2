package pdf

import (
	"fmt"

	"hria/internal/pdf/tag"
)

// Limits of tables: more are a mistake, and cost time.
const (
	maxColumns = 40
	maxRows    = 5000
)

// tableFlow is a table, or what is left of one.
type tableFlow struct {
	caption flow // nil on later pages
	gap     float64
	head    *slab // drawn on every page; as an artifact after the first
	rows    []flow
	keep    bool
}

func (t tableFlow) height() float64 {
	h := t.head.height
	if t.caption != nil {
		h += t.caption.height() + t.gap
	}
	for _, r := range t.rows {
		h += r.height()
	}
	return h
}

func (t tableFlow) take(h float64, must bool) (*slab, flow) {
	if t.keep && !must && t.height() > h+eps {
		return nil, t
	}
	out := &slab{}
	if t.caption != nil {
		part, rest := t.caption.take(h, must)
		if part == nil || rest != nil && !must {
			return nil, t
		}
		if rest != nil {
			t.caption = rest
			return part, t
		}
		out.place(part, 0, 0)
		out.height = part.height + t.gap
	}
	out.place(t.head, 0, out.height)
	out.height += t.head.height
	for i, r := range t.rows {
		part, rest := r.take(h-out.height, must && i == 0)
		if part == nil {
			if i == 0 {
				return nil, t
			}
			return out, t.after(t.rows[i:])
		}
		out.place(part, 0, out.height)
		out.height += part.height
		if rest != nil {
			return out, t.after(append([]flow{rest}, t.rows[i+1:]...))
		}
	}
	return out, nil
}

// after is the rest of the table on the next page.
func (t tableFlow) after(rows []flow) flow {
	head := &slab{height: t.head.height}
	for _, m := range t.head.marks {
		switch m.what.(type) {
		case anchorMark, outlineMark, noteMark:
			continue
		}
		m.art = true
		head.marks = append(head.marks, m)
	}
	return tableFlow{head: head, rows: rows}
}

// tableBuilder lays out one table.
type tableBuilder struct {
	*builder
	t      *Table
	w      float64
	widths []float64
	padX   float64
	padY   float64
	flush  bool // the outer columns stand flush with the text around
}

func (b *builder) table(t Table, w float64, elem *tag.Elem) (entry, error) {
	if err := checkTable(&t); err != nil {
		return entry{}, err
	}
	tb := &tableBuilder{builder: b, t: &t, w: w, padX: b.style.CellPadX * b.style.Size, padY: b.style.CellPadY * b.style.Size}
	if b.rtl {
		tb.padY *= 0.6
	}
	tb.flush = (t.Look == Lines || t.Look == Plain) && !filled(&t)
	if err := tb.columnWidths(); err != nil {
		return entry{}, err
	}
	e := elem.Add(tag.Table)
	out := tableFlow{head: &slab{}, gap: 0.4 * b.style.Size}
	if len(t.Caption) > 0 {
		l := b.look(b.style.Caption)
		out.caption = b.set(b.text(t.Caption, l, e.Add(tag.Caption)), w, AlignStart, false)
	}
	if err := tb.header(e, &out); err != nil {
		return entry{}, err
	}
	body := e
	if len(t.Header) > 0 {
		body = e.Add(tag.TBody)
	}
	for i := range t.Rows {
		row, err := tb.row(&t.Rows[i], body.Add(tag.TR), i, false)
		if err != nil {
			return entry{}, err
		}
		out.rows = append(out.rows, row)
	}
	if t.ID != "" {
		out.head.marks = append(out.head.marks, mark{what: anchorMark{t.ID}})
	}
	out.keep = out.height() <= 0.3*b.room.Height
	gap := b.style.BlockGap * b.style.Size
	return entry{flow: out, before: gap, after: gap * 1.2}, nil
}

// filled reports whether any cell has a background.
func filled(t *Table) bool {
	for _, rows := range [][]Row{t.Header, t.Rows} {
		for _, r := range rows {
			for _, c := range r.Cells {
				if c.Fill != 0 {
					return true
				}
			}
		}
	}
	return false
}

// pads are the paddings at the start and end of the columns from first to
// last.
func (tb *tableBuilder) pads(first, last int) (start, end float64) {
	start, end = tb.padX, tb.padX
	if tb.flush && first == 0 {
		start = 0
	}
	if tb.flush && last == len(tb.t.Columns)-1 {
		end = 0
	}
	return start, end
}

func checkTable(t *Table) error {
	n := len(t.Columns)
	if n == 0 || n > maxColumns {
		return fmt.Errorf("table with %d columns, 1 to %d are possible", n, maxColumns)
	}
	if len(t.Rows) == 0 {
		return fmt.Errorf("table %q has no rows", excerpt(plain(t.Caption)))
	}
	if len(t.Rows) > maxRows || len(t.Header) > maxRows {
		return fmt.Errorf("table with %d rows, at most %d are possible", max(len(t.Rows), len(t.Header)), maxRows)
	}
	for _, rows := range [][]Row{t.Header, t.Rows} {
		for i, r := range rows {
			sum := 0
			for _, c := range r.Cells {
				sum += max(1, c.Span)
			}
			if sum != n {
				return fmt.Errorf("table %q: row %d covers %d columns of %d", excerpt(plain(t.Caption)), i+1, sum, n)
			}
		}
	}
	return nil
}

// header lays out the header rows. They never part, and are repeated on every
// page, unless they are so high that little else would fit.
func (tb *tableBuilder) header(e *tag.Elem, out *tableFlow) error {
	if len(tb.t.Header) == 0 {
		return nil
	}
	head := e.Add(tag.THead)
	var rows []flow
	height := 0.0
	for i := range tb.t.Header {
		row, err := tb.row(&tb.t.Header[i], head.Add(tag.TR), i, true)
		if err != nil {
			return err
		}
		rows = append(rows, row)
		height += row.height()
	}
	if height > tb.room.Height/2 {
		tb.overflow("table %q: the header is higher than half a page and is not repeated", excerpt(plain(tb.t.Caption)))
		out.rows = rows
		return nil
	}
	for _, row := range rows {
		part, _ := row.take(tb.room.Height, true)
		out.head.place(part, 0, out.head.height)
		out.head.height += part.height
	}
	return nil
}

// row lays out one row.
func (tb *tableBuilder) row(r *Row, elem *tag.Elem, index int, header bool) (flow, error) {
	out := side{pad: tb.padY, keep: true, middle: tb.t.Look == Grid}
	var fills []mark
	x, col := 0.0, 0
	for i := range r.Cells {
		c := &r.Cells[i]
		span := max(1, c.Span)
		w := sum(tb.widths[col : col+span])
		cell := elem.Add(tag.TD)
		switch {
		case len(c.Blocks) == 0 && plain(c.Spans) == "":
			// An empty corner heads nothing.
		case header:
			cell.Kind, cell.Attrs.Scope = tag.TH, "Column"
		case i == 0 && tb.t.RowHeader:
			cell.Kind, cell.Attrs.Scope = tag.TH, "Row"
		}
		cell.Attrs.ColSpan = span
		start, end := tb.pads(col, col+span-1)
		bold := header || cell.Kind == tag.TH && tb.t.Look == Grid
		inner, err := tb.cell(c, w-start-end, cell, tb.t.Columns[col].Align, bold)
		if err != nil {
			return nil, err
		}
		if i == 0 && r.ID != "" {
			anchored := strip{&slab{marks: []mark{{what: anchorMark{r.ID}}}}}
			out.cols = append(out.cols, column{x, anchored})
		}
		if inner != nil {
			out.cols = append(out.cols, column{x + start, inner})
		}
		fill := c.Fill
		if fill == 0 && (header && tb.t.Look == Grid || !header && tb.t.Look == Zebra && index%2 == 1) {
			fill = tb.style.Tint
		}
		fills = append(fills, mark{x: x, w: w, art: true, what: rectMark{0, fill}})
		x += w
		col += span
	}
	out.deco = func(h float64) []mark { return tb.deco(fills, h, header) }
	return out, nil
}

// deco draws the fills and rules of a row of a height.
func (tb *tableBuilder) deco(fills []mark, h float64, header bool) []mark {
	var out []mark
	rect := func(x, y, w, h float64, c Color) {
		if c != 0 {
			out = append(out, mark{x: x, y: y, w: w, art: true, what: rectMark{h, c}})
		}
	}
	for _, f := range fills {
		rect(f.x, 0, f.w, h, f.what.(rectMark).color)
	}
	st := &tb.style
	switch {
	case tb.t.Look == Grid:
		rect(0, -hair, tb.w, hair, st.Hair) // on the rule of the row above
		rect(0, h-hair, tb.w, hair, st.Hair)
		for _, f := range fills {
			rect(f.x, 0, hair, h, st.Hair)
		}
		rect(tb.w-hair, 0, hair, h, st.Hair)
	case header:
		rect(0, h-0.9, tb.w, 0.9, st.Accent)
	case tb.t.Look == Lines:
		rect(0, h-hair, tb.w, hair, st.Hair)
	}
	return out
}

func sum(list []float64) float64 {
	s := 0.0
	for _, v := range list {
		s += v
	}
	return s
}

// cell lays out the content of a cell.
func (tb *tableBuilder) cell(c *Cell, w float64, elem *tag.Elem, align Align, head bool) (flow, error) {
	b := tb.builder
	inCell, ink, bold, old := b.inCell, b.ink, b.bold, b.align
	defer func() { b.inCell, b.ink, b.bold, b.align = inCell, ink, bold, old }()
	b.inCell, b.bold = true, head || c.Bold
	if c.Ink != 0 {
		b.ink = c.Ink
	}
	if align == AlignStart {
		align = c.Align
	}
	b.align = max(AlignStart, min(AlignJustify, align))
	if c.Blocks == nil {
		if len(c.Spans) == 0 {
			return nil, nil
		}
		return b.paragraph(Paragraph{Spans: c.Spans}, w, elem).flow, nil
	}
	inner, err := b.blocks(c.Blocks, w, elem)
	if len(inner) == 0 || err != nil {
		return nil, err
	}
	return inner, nil
}
