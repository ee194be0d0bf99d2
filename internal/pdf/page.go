package pdf

import "fmt"

// page is what stands on a page, in points from the top start corner of the
// paper.
type page struct{ marks []mark }

// paginate puts a flow on pages.
func (b *builder) paginate(f flow) (pages []page, lastUsed float64, err error) {
	m := b.doc.Margins
	var carry flow
	for f != nil || carry != nil {
		if err := b.ctx.Err(); err != nil {
			return nil, 0, err
		}
		if len(pages) == MaxPages {
			return nil, 0, fmt.Errorf("%w: more than %d pages", ErrTooLong, MaxPages)
		}
		var part *slab
		part, f, carry = b.fill(f, carry)
		if part == nil {
			return nil, 0, fmt.Errorf("content does not fit on page %d", len(pages)+1)
		}
		if part.height > b.room.Height+1 {
			b.overflows = append(b.overflows, Overflow{len(pages) + 1, "content is higher than the page"})
		}
		placed := &slab{}
		placed.place(part, m.Start, m.Top)
		pages = append(pages, page{placed.marks})
		lastUsed = part.height
	}
	if len(pages) == 0 {
		pages = append(pages, page{})
	}
	return pages, lastUsed, nil
}

// bars returns the header and footer of page i as artifacts.
func (b *builder) bars(i, n int, section string) (header, footer []mark) {
	m, paper := b.doc.Margins, b.doc.Paper
	l := b.look(b.style.Bar)
	set := func(run Running, y func(h float64) float64, rule func(y, h float64) float64) []mark {
		if run == nil {
			return nil
		}
		bar := run(Page{i + 1, n, section})
		out, h := b.bar(bar, l, i)
		if out == nil {
			return nil
		}
		top := y(h)
		for k := range out {
			out[k].x += m.Start
			out[k].y += top
		}
		if bar.Rule {
			out = append(out, mark{x: m.Start, y: rule(top, h), w: b.room.Width, art: true, what: rectMark{hair, b.style.Hair}})
		}
		return out
	}
	header = set(b.doc.Header, func(h float64) float64 { return max(20, m.Top-18-h) }, func(y, h float64) float64 { return y + h + 4 })
	footer = set(b.doc.Footer, func(h float64) float64 { return min(paper.Height-20-h, paper.Height-m.Bottom+22) }, func(y, h float64) float64 { return y - 5 })
	return header, footer
}

// bar sets the three parts of a header or footer on one line. The middle part
// stands in the middle of the page where the others leave it.
func (b *builder) bar(bar Bar, l look, page int) ([]mark, float64) {
	parts := []struct {
		spans []Span
		align Align
	}{{bar.Start, AlignStart}, {bar.Center, AlignCenter}, {bar.End, AlignEnd}}
	var out []mark
	total := 0.0
	var widths [3]float64
	var middle []mark
	for i, p := range parts {
		if len(p.spans) == 0 {
			continue
		}
		t := b.text(p.spans, l, nil)
		widths[i] = t.par.MaxWidth()
		total += widths[i] + l.size
		ls := b.set(t, b.room.Width, p.align, false)
		switch {
		case len(ls) == 0:
		case p.align == AlignCenter:
			middle = ls[0].marks
		default:
			out = append(out, ls[0].marks...)
		}
		if len(ls) > 1 {
			total += b.room.Width
		}
	}
	if total > b.room.Width+l.size {
		b.overflows = append(b.overflows, Overflow{page + 1, fmt.Sprintf("header or footer %q is wider than the page", excerpt(plain(bar.Start)))})
	}
	left, right := widths[0], widths[2]
	if b.rtl {
		left, right = right, left
	}
	now := (b.room.Width - widths[1]) / 2
	shift := max(left+l.size, min(now, b.room.Width-right-l.size-widths[1])) - now
	for i := range middle {
		middle[i].x += shift
	}
	out = append(out, middle...)
	for i := range out {
		out[i].art = true
	}
	return out, l.lead
}

// sections names, for each page, the section of level 2 that it begins in: the
// one that begins at its top, else the last one before.
func (b *builder) sections(pages []page) []string {
	out := make([]string, len(pages))
	section := ""
	for i, p := range pages {
		first, last := "", ""
		for _, m := range p.marks {
			if o, ok := m.what.(outlineMark); ok && o.level == 2 {
				if first == "" && (section == "" || m.y <= b.doc.Margins.Top+2*b.style.Size) {
					first = o.title
				}
				last = o.title
			}
		}
		out[i] = section
		if first != "" {
			out[i] = first
		}
		if last != "" {
			section = last
		}
	}
	return out
}
