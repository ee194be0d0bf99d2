package pdf

// columnWidths divides the width of a table among its columns. Stated shares
// hold, but no column gets less than its longest word needs where others have
// room; without shares each column gets what its text asks for.
func (tb *tableBuilder) columnWidths() error {
	n := len(tb.t.Columns)
	lo, hi := make([]float64, n), make([]float64, n)
	for k, rows := range [][]Row{tb.t.Header, tb.t.Rows} {
		for i := range rows {
			if err := tb.ctx.Err(); err != nil {
				return err
			}
			tb.measureRow(&rows[i], k == 0, lo, hi)
		}
	}
	for i := range lo {
		start, end := tb.pads(i, i)
		pad := start + end + 0.5
		lo[i] += pad
		hi[i] = max(hi[i]+pad, lo[i])
	}
	shared := false
	want := make([]float64, n)
	for i, c := range tb.t.Columns {
		want[i] = c.Width
		shared = shared || c.Width > 0
	}
	if shared {
		tb.widths = atLeast(shares(want, n, tb.w), lo, tb.w)
		return nil
	}
	tb.widths = fitted(lo, hi, tb.w)
	return nil
}

// measureRow widens lo and hi, the least and the best width of each column.
// Cells over several columns do not count: the others decide.
func (tb *tableBuilder) measureRow(r *Row, header bool, lo, hi []float64) {
	col := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		span := max(1, c.Span)
		if span == 1 {
			a, b := tb.measureCell(c, header || i == 0 && tb.t.RowHeader && tb.t.Look == Grid)
			lo[col], hi[col] = max(lo[col], a), max(hi[col], b)
		}
		col += span
	}
}

// measureCell returns the least and the best width of a cell's content.
func (tb *tableBuilder) measureCell(c *Cell, header bool) (lo, hi float64) {
	b := tb.builder
	inCell, bold := b.inCell, b.bold
	defer func() { b.inCell, b.bold = inCell, bold }()
	b.inCell, b.bold = true, header || c.Bold
	if c.Blocks == nil {
		return b.measureSpans(c.Spans, Body)
	}
	return b.measureBlocks(c.Blocks)
}

func (b *builder) measureSpans(spans []Span, r Role) (lo, hi float64) {
	spans = b.numbered(spans)
	p := b.shape(spans, collapse(spans), b.roleLook(r))
	return p.MinWidth(), p.MaxWidth()
}

func (b *builder) measureBlocks(list []Block) (lo, hi float64) {
	for _, bl := range list {
		var l, h float64
		switch bl := bl.(type) {
		case Paragraph:
			l, h = b.measureSpans(bl.Spans, bl.Role)
		case List:
			indent := b.style.ListIndent * b.style.Size
			for _, it := range bl.Items {
				a, z := b.measureBlocks(it.Blocks)
				l, h = max(l, a+indent), max(h, z+indent)
			}
		case Figure:
			l = max(bl.Width, 2*b.style.Size)
			h = l
		case KeepTogether:
			l, h = b.measureBlocks(bl.Blocks)
		default:
			l, h = 4*b.style.Size, 20*b.style.Size
		}
		lo, hi = max(lo, l), max(hi, h)
	}
	return lo, hi
}

// atLeast takes width from columns that have more than they need for those
// that have less.
func atLeast(widths, lo []float64, total float64) []float64 {
	if sum(lo) >= total {
		return shares(lo, len(lo), total)
	}
	need, spare := 0.0, 0.0
	for i := range widths {
		if d := lo[i] - widths[i]; d > 0 {
			need += d
		} else {
			spare -= d
		}
	}
	for i := range widths {
		if d := lo[i] - widths[i]; d > 0 {
			widths[i] = lo[i]
		} else if spare > 0 {
			widths[i] += d * need / spare
		}
	}
	return widths
}

// fitted divides a width by what the columns ask for.
func fitted(lo, hi []float64, total float64) []float64 {
	n := len(lo)
	min, best := sum(lo), sum(hi)
	if min >= total {
		return shares(lo, n, total)
	}
	out := make([]float64, n)
	if best <= total {
		// What is left over goes to all, most to the widest.
		for i := range out {
			out[i] = hi[i] + (total-best)*hi[i]/best
		}
		return out
	}
	for i := range out {
		out[i] = lo[i] + (total-min)*(hi[i]-lo[i])/(best-min)
	}
	return out
}
