package pdf

import (
	"hria/internal/pdf/tag"
)

// contents sets the table of contents. Lists inside lists follow the levels of
// the headings.
func (b *builder) contents(c Contents, w float64, elem *tag.Elem) entry {
	levels := c.Levels
	if levels <= 0 {
		levels = 3
	}
	var out stack
	lists := []*tag.Elem{}
	for i, h := range b.heads {
		if h.Level > levels {
			continue
		}
		depth := h.Level - 2
		if h.Part != "" {
			list := elem.Add(tag.TOC)
			lists = []*tag.Elem{list}
			l := b.look(TextStyle{Heading: true, Size: 0.82, Leading: 1.35, Bold: true, Color: b.style.Accent})
			label := b.set(b.text([]Span{{Text: h.Part}}, l, list.Add(tag.Caption)), w, AlignStart, false)
			out = append(out, entry{flow: label, before: b.style.Size, after: 0.1 * b.style.Size, stick: true})
		}
		for len(lists) > depth+1 {
			lists = lists[:len(lists)-1]
		}
		for len(lists) <= depth {
			up := elem
			if len(lists) > 0 {
				up = lists[len(lists)-1]
			}
			lists = append(lists, up.Add(tag.TOC))
		}
		e := b.contentsEntry(h, w, lists[depth].Add(tag.TOCI).Add(tag.Reference))
		next := i + 1
		for next < len(b.heads) && b.heads[next].Level > levels {
			next++
		}
		// A part is not parted from the first of its sections.
		e.stick = depth == 0 && next < len(b.heads) && b.heads[next].Level > 2
		out = append(out, e)
	}
	if len(out) == 0 {
		return entry{}
	}
	return entry{flow: out, after: b.style.BlockGap * b.style.Size}
}

// contentsEntry is a line of the table of contents: the heading, dots, and the
// number of its page.
func (b *builder) contentsEntry(h Heading, w float64, elem *tag.Elem) entry {
	depth := h.Level - 2
	look := TextStyle{Heading: true, Size: 0.9, Leading: 1.32}
	before := 0.08 * b.style.Size
	if depth == 0 {
		look.Bold = true
		before = 0.28 * b.style.Size
	}
	l := b.look(look)
	indent := min(float64(depth)*1.25*b.style.Size, w/4)
	number := b.pageNumber(h.ID)
	room := 3.4 * l.size
	title := Span{Text: plain(h.Spans), Link: "#" + h.ID, NoUnderline: true, Color: l.color}
	set := b.text([]Span{title}, l, elem)
	lines := b.set(set, w-indent-room, AlignStart, false)
	if len(lines) == 0 {
		return entry{}
	}
	last := lines[len(lines)-1]
	for _, s := range lines {
		s.marks[0].x = indent
	}
	used := last.marks[0].what.(lineMark).line.Width
	at := elem
	in := set.inlines[0]
	if in.link != nil {
		at = in.link.elem
	}
	page := b.text([]Span{{Text: number}}, l, at)
	for i := range page.inlines {
		page.inlines[i].link = in.link
	}
	digits := page.par.MaxWidth()
	for _, s := range b.set(page, room, AlignEnd, false)[:1] {
		m := s.marks[0]
		m.x = w - room
		last.marks = append(last.marks, m)
	}
	if from, to := indent+used+0.7*l.size, w-digits-0.7*l.size; to-from > l.size {
		last.marks = append(last.marks, b.dots(from, to, set.base, l))
	}
	return entry{flow: lines, before: before, after: before}
}

// dots lead from the heading to the number.
func (b *builder) dots(from, to, base float64, l look) mark {
	// All dots of a page stand below each other.
	const step = 4.2
	first := float64(int(from/step)+1) * step
	var p Path
	p.Move(Point{0, 0}).Line(Point{to - first, 0})
	if b.rtl {
		p = Path{}
		p.Move(Point{to - first, 0}).Line(Point{0, 0})
	}
	line := pictureOp{path: p.segs, paint: Paint{Stroke: b.style.Muted, Width: 0.7, Dash: []float64{0.7, step - 0.7}}}
	return mark{x: first, y: base - 0.35, w: to - first, art: true, what: pictureMark{ops: []pictureOp{line}}}
}
