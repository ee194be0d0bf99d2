package text

import (
	"math"

	"hria/internal/pdf/font"
)

// Align is the alignment of lines; Start and End follow the base direction.
type Align int

// The alignments.
const (
	Start Align = iota
	End
	Center
	Justify
)

// Frag is a row of glyphs of one run and one face. X is the distance from the
// left side of the column, whatever the direction.
type Frag struct {
	X, Width float64
	Run      int // index of the run given to Shape
	Face     *font.Face
	Size     float64
	Rise     float64
	RTL      bool
	Glyphs   []Glyph
}

// Line is a broken line, fragments from left to right.
type Line struct {
	Frags []Frag
	Width float64 // without the space at the end
}

// Break breaks the paragraph into lines of a width. balance makes lines of
// about equal length, as headings want; overlong reports that a word had to
// be broken between letters.
func (p *Paragraph) Break(width float64, align Align, balance bool) (lines []Line, overlong bool) {
	q, overlong := p.fit(width)
	ends := breaks(q.units, width, balance)
	start := 0
	for i, end := range ends {
		last := i == len(ends)-1 || q.units[end-1].forced
		lines = append(lines, q.line(q.units[start:end], width, align, last))
		start = end
	}
	return lines, overlong
}

// fit returns the paragraph with units wider than the column cut at clusters.
func (p *Paragraph) fit(width float64) (q *Paragraph, overlong bool) {
	if p.MinWidth() <= width {
		return p, false
	}
	q = &Paragraph{styles: p.styles, rtl: p.rtl}
	for _, u := range p.units {
		if u.body <= width {
			q.pieces = append(q.pieces, p.pieces[u.from:u.to]...)
			q.endUnit()
			continue
		}
		overlong = true
		q.cutUnit(p.pieces[u.from:u.to], width)
	}
	return q, overlong
}

// cutUnit appends the pieces of an overlong unit as several units.
func (p *Paragraph) cutUnit(pieces []piece, width float64) {
	x := 0.0
	for _, pc := range pieces {
		if pc.kind != kindWord {
			p.pieces = append(p.pieces, pc)
			x += pc.width
			continue
		}
		size := p.styles[pc.run].Size
		for {
			n := clustersIn(pc, size, width-x)
			if n >= len(pc.word.glyphs) {
				break
			}
			if n == 0 && x > 0 {
				p.endUnit()
				x = 0
				continue
			}
			head, tail := pc.split(max(1, n), size)
			p.pieces = append(p.pieces, head)
			p.endUnit()
			x, pc = 0, tail
			if len(pc.word.glyphs) == 0 {
				break
			}
		}
		p.pieces = append(p.pieces, pc)
		x += pc.width
	}
	p.endUnit()
}

// clustersIn counts the clusters, in logical order, that fit into a width.
func clustersIn(pc piece, size, width float64) int {
	x := 0.0
	n := len(pc.word.glyphs)
	for i := range n {
		g := pc.word.glyphs[i]
		if pc.level%2 == 1 {
			g = pc.word.glyphs[n-1-i]
		}
		x += advance(g, size)
		if x > width {
			return i
		}
	}
	return n
}

// advance is the width of a glyph in points.
func advance(g Glyph, size float64) float64 {
	return (float64(g.Cluster.Advance)*1000/float64(g.Cluster.Face.Upem) + g.Kern) * size / 1000
}

// split cuts a piece after n clusters in logical order.
func (pc piece) split(n int, size float64) (head, tail piece) {
	g := pc.word.glyphs
	a, b := g[:n], g[n:]
	if pc.level%2 == 1 {
		a, b = g[len(g)-n:], g[:len(g)-n]
	}
	cut := func(glyphs []Glyph) piece {
		w := &word{glyphs: glyphs}
		out := pc
		out.width = 0
		for _, g := range glyphs {
			out.width += advance(g, size)
		}
		w.width = out.width * 1000 / size
		out.word = w
		return out
	}
	return cut(a), cut(b)
}

// breaks chooses the units after which lines end: as few lines as possible,
// and among those the most even right edge.
func breaks(units []unit, width float64, balance bool) []int {
	n := len(units)
	const eps = 0.01
	type best struct {
		lines int
		cost  float64
		from  int
	}
	at := make([]best, n+1)
	for i := 1; i <= n; i++ {
		at[i] = best{lines: math.MaxInt32}
	}
	for from := range n {
		if at[from].lines == math.MaxInt32 {
			continue
		}
		x := 0.0
		for to := from; to < n; to++ {
			u := units[to]
			need := x + u.body
			last := to == n-1 || u.forced
			if !last {
				need += u.hyphen
			}
			if need > width+eps && to > from {
				if x+u.body > width+eps {
					break
				}
			} else {
				c := best{at[from].lines + 1, at[from].cost + badness(need, width, last && !balance, u.hyphen > 0 && !last), from}
				if b := at[to+1]; c.lines < b.lines || c.lines == b.lines && c.cost < b.cost {
					at[to+1] = c
				}
			}
			if u.forced {
				break
			}
			x += u.body + u.tail
		}
	}
	var ends []int
	for i := n; i > 0; i = at[i].from {
		ends = append(ends, i)
	}
	for i, j := 0, len(ends)-1; i < j; i, j = i+1, j-1 {
		ends[i], ends[j] = ends[j], ends[i]
	}
	return ends
}

// badness of a line: the square of what is left empty. A last line may be
// short, but one word alone looks lost.
func badness(used, width float64, last, hyphen bool) float64 {
	if width <= 0 {
		return 0
	}
	slack := max(0, 1-used/width)
	c := slack * slack
	if last {
		c = 0
		if slack > 0.85 {
			c = 0.05
		}
	}
	if hyphen {
		c += 0.02
	}
	return c
}

// line sets one line.
func (p *Paragraph) line(units []unit, width float64, align Align, last bool) Line {
	var row []piece
	if len(units) > 0 {
		row = append(row, p.pieces[units[0].from:units[len(units)-1].to]...)
	}
	row = p.finishRow(row, last)
	trail := len(row)
	for trail > 0 && row[trail-1].kind != kindWord && row[trail-1].kind != kindHyphen {
		trail--
	}
	used, spaces := 0.0, 0
	for _, pc := range row[:trail] {
		used += pc.width
		if pc.kind == kindSpace {
			spaces++
		}
	}
	stretch := 0.0
	if align == Justify && !last && spaces > 0 && used < width {
		stretch = min((width-used)/float64(spaces), width/8)
		used += stretch * float64(spaces)
	}
	tail := 0.0
	for i := trail; i < len(row); i++ {
		row[i].level, row[i].kind = p.base(), kindEdge
		tail += row[i].width
	}
	x := p.offset(used, width, align)
	if p.rtl {
		x -= tail
	}
	return Line{Frags: p.place(reorder(row), x, stretch), Width: used}
}

// finishRow drops soft hyphens but the last and pieces without a look.
func (p *Paragraph) finishRow(row []piece, last bool) []piece {
	out := row[:0]
	for i, pc := range row {
		switch pc.kind {
		case kindBreak:
			continue
		case kindHyphen:
			if i < len(row)-1 || last {
				continue
			}
			pc.width = pc.word.width * p.styles[pc.run].Size / 1000
		}
		out = append(out, pc)
	}
	return out
}

func (p *Paragraph) base() int8 {
	if p.rtl {
		return 1
	}
	return 0
}

// offset is where a line of a width begins at the left.
func (p *Paragraph) offset(used, width float64, align Align) float64 {
	switch {
	case align == Center:
		return (width - used) / 2
	case (align == End) != p.rtl:
		return width - used
	}
	return 0
}

// reorder puts pieces from logical into visual order (UAX #9, rule L2).
func reorder(row []piece) []piece {
	var high, low int8 = 0, 127
	for _, pc := range row {
		high = max(high, pc.level)
		if pc.level%2 == 1 {
			low = min(low, pc.level)
		}
	}
	for level := high; level >= low; level-- {
		for i := 0; i < len(row); {
			if row[i].level < level {
				i++
				continue
			}
			j := i
			for j < len(row) && row[j].level >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				row[a], row[b] = row[b], row[a]
			}
			i = j
		}
	}
	return row
}

// place gives pieces their places and joins those that can be written at
// once.
func (p *Paragraph) place(row []piece, x, stretch float64) []Frag {
	var out []Frag
	for _, pc := range row {
		if len(pc.word.glyphs) == 0 {
			continue
		}
		st := p.styles[pc.run]
		face := pc.word.glyphs[0].Cluster.Face
		rtl := pc.level%2 == 1
		n := len(out)
		if n == 0 || out[n-1].Run != pc.run || out[n-1].Face != face || out[n-1].RTL != rtl {
			out = append(out, Frag{X: x, Run: pc.run, Face: face, Size: st.Size, Rise: st.Rise, RTL: rtl})
			n++
		}
		f := &out[n-1]
		f.Glyphs = append(f.Glyphs, pc.word.glyphs...)
		w := pc.width
		if pc.kind == kindSpace && stretch > 0 {
			f.Glyphs[len(f.Glyphs)-1].Kern += stretch * 1000 / st.Size
			w += stretch
		}
		f.Width += w
		x += w
	}
	return out
}
