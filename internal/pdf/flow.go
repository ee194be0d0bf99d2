package pdf

// This file decides what goes on which page. A flow is laid-out content of a
// fixed width; taking from it gives a slab that fits a height, and the rest.
// Flows are never changed: taking returns a new one.

// eps forgives the rounding of sums of heights.
const eps = 0.01

// slab is content with its place fixed, relative to its top start corner.
type slab struct {
	height float64
	marks  []mark
}

// mark is something drawn in a box of width w whose start side is at x.
type mark struct {
	x, y, w float64
	art     bool // drawn as an artifact, whatever it was made as
	what    drawable
}

// flow is content that may be cut into slabs.
type flow interface {
	// height is that of all of it, in one piece.
	height() float64
	// take returns what fits into a height, nil if nothing does, and what is
	// left, nil if nothing is. With must, the place is an empty page: then
	// something is returned even if it does not fit.
	take(h float64, must bool) (*slab, flow)
}

// place adds the marks of s, moved.
func (s *slab) place(part *slab, x, y float64) {
	for _, m := range part.marks {
		m.x += x
		m.y += y
		s.marks = append(s.marks, m)
	}
}

// strip is content that cannot be cut.
type strip struct{ slab *slab }

func (s strip) height() float64 { return s.slab.height }

func (s strip) take(h float64, must bool) (*slab, flow) {
	if s.slab.height <= h+eps || must {
		return s.slab, nil
	}
	return nil, s
}

// lines is a paragraph. Two lines at least stay together at either end.
type lines []*slab

func (l lines) height() float64 {
	h := 0.0
	for _, s := range l {
		h += s.height
	}
	return h
}

func (l lines) take(h float64, must bool) (*slab, flow) {
	n, y := 0, 0.0
	for n < len(l) && y+l[n].height <= h+eps {
		y += l[n].height
		n++
	}
	if n < len(l) {
		if len(l)-n == 1 {
			n--
		}
		if n < 2 && !must {
			return nil, l
		}
		n = max(1, n)
	}
	out := &slab{}
	for _, s := range l[:n] {
		out.place(s, 0, out.height)
		out.height += s.height
	}
	if n == len(l) {
		return out, nil
	}
	return out, l[n:]
}

// entry is one flow of a stack and the space around it.
type entry struct {
	flow          flow
	before, after float64
	stick         bool    // not the last on a page
	feed          bool    // begins a new page; flow is nil
	from          float64 // share of the page from which it does
	space         bool    // dropped at the top of a page
}

// stack is content one below the other. Of the spaces between two entries the
// larger counts.
type stack []entry

func (s stack) height() float64 {
	y, after := 0.0, 0.0
	for i, e := range s {
		if e.flow == nil {
			continue
		}
		if i > 0 {
			y += max(after, e.before)
		}
		y += e.flow.height()
		after = e.after
	}
	return y
}

func (s stack) take(h float64, must bool) (*slab, flow) {
	var parts []*slab
	var tops []float64
	var from []int // the entry each part is of
	y, after := 0.0, 0.0
	for i, e := range s {
		if e.feed {
			if len(parts) == 0 || y < e.from*h {
				continue
			}
			return gather(parts, tops), s.rest(i+1, nil)
		}
		if e.space && len(parts) == 0 {
			continue
		}
		top := y
		if len(parts) > 0 {
			top += max(after, e.before)
		}
		part, rest := e.flow.take(h-top, must && len(parts) == 0)
		if part == nil {
			return s.backUp(parts, tops, from, i, must)
		}
		parts, tops, from = append(parts, part), append(tops, top), append(from, i)
		if rest != nil {
			return gather(parts, tops), s.rest(i, rest)
		}
		y, after = top+part.height, e.after
	}
	return gather(parts, tops), nil
}

// backUp ends a page before entry i, and before the entries above that may
// not be the last on a page.
func (s stack) backUp(parts []*slab, tops []float64, from []int, i int, must bool) (*slab, flow) {
	n := len(parts)
	for n > 0 && s[from[n-1]].stick {
		n--
	}
	if n == 0 && must {
		n = len(parts)
	}
	if n == 0 {
		return nil, s
	}
	next := i
	if n < len(parts) {
		next = from[n]
	}
	return gather(parts[:n], tops[:n]), s.rest(next, nil)
}

// rest returns the entries from i on; the first of them, if it was begun, is
// replaced by what is left of it.
func (s stack) rest(i int, left flow) flow {
	if i >= len(s) && left == nil {
		return nil
	}
	out := append(stack(nil), s[i:]...)
	if left != nil {
		out[0].flow, out[0].before = left, 0
	}
	return out
}

func gather(parts []*slab, tops []float64) *slab {
	out := &slab{}
	for i, p := range parts {
		out.place(p, 0, tops[i])
		out.height = tops[i] + p.height
	}
	return out
}

// column is one flow of a row of flows; nil when it has ended.
type column struct {
	x    float64
	flow flow
}

// side is content side by side.
type side struct {
	cols []column
	keep bool // not cut where it fits on a page
	pad  float64
	deco func(height float64) []mark // background and rules for the height it got
	// middle sets the parts in the middle of the height where none is cut.
	middle bool
}

func (s side) height() float64 {
	h := 0.0
	for _, c := range s.cols {
		if c.flow != nil {
			h = max(h, c.flow.height())
		}
	}
	return h + 2*s.pad
}

func (s side) take(h float64, must bool) (*slab, flow) {
	if s.keep && !must && s.height() > h+eps {
		return nil, s
	}
	out := &slab{}
	left := s
	left.cols = append([]column(nil), s.cols...)
	more := false
	var parts []*slab
	for i, c := range s.cols {
		if c.flow == nil {
			parts = append(parts, nil)
			continue
		}
		part, rest := c.flow.take(h-2*s.pad, must)
		if part == nil {
			return nil, s
		}
		parts = append(parts, part)
		left.cols[i].flow = rest
		more = more || rest != nil
		out.height = max(out.height, part.height)
	}
	out.height += 2 * s.pad
	if s.deco != nil {
		out.marks = s.deco(out.height)
	}
	for i, p := range parts {
		if p == nil {
			continue
		}
		y := s.pad
		if s.middle && !more {
			y = (out.height - p.height) / 2
		}
		out.place(p, s.cols[i].x, y)
	}
	if !more {
		return out, nil
	}
	return out, left
}

// keep holds content together where it fits on a page.
type keep struct{ flow flow }

func (k keep) height() float64 { return k.flow.height() }

func (k keep) take(h float64, must bool) (*slab, flow) {
	if k.flow.height() > h+eps && !must {
		return nil, k
	}
	return k.flow.take(h, must)
}
