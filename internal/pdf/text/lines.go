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
	Hang     float64 // width of the space that hangs out at its left side
	Run      int     // index of the run given to Shape
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
	ends := q.breaks(width, align == Justify, balance)
	lines = make([]Line, 0, len(ends))
	var row []piece
	start := 0
	for i, end := range ends {
		last := i == len(ends)-1 || q.units[end-1].forced
		row = append(row[:0], q.pieces[q.units[start].from:q.units[end-1].to]...)
		lines = append(lines, q.line(row, width, align, last))
		start = end
	}
	return lines, overlong
}

// fit returns the paragraph with units wider than the column cut at clusters.
func (p *Paragraph) fit(width float64) (q *Paragraph, overlong bool) {
	if p.min <= width {
		return p, false
	}
	q = &Paragraph{shaper: p.shaper, styles: p.styles, rtl: p.rtl}
	for _, u := range p.units {
		if u.body <= width {
			q.pieces = append(q.pieces, p.pieces[u.from:u.to]...)
			q.units = append(q.units, u.moved(len(q.pieces)))
			q.loose = p.loose
			continue
		}
		overlong = true
		q.cutUnit(p.pieces[u.from:u.to], width)
	}
	return q, overlong
}

// moved is the unit with its last piece before piece end.
func (u unit) moved(end int) unit {
	u.from, u.to = end-(u.to-u.from), end
	return u
}

// cutUnit appends the pieces of an overlong unit as several units.
func (p *Paragraph) cutUnit(pieces []piece, width float64) {
	x := 0.0
	from := len(p.pieces)
	end := func() {
		p.addUnit(from, len(p.pieces), good)
		x, from = 0, len(p.pieces)
	}
	for _, pc := range pieces {
		if pc.kind != kindWord {
			p.pieces = append(p.pieces, pc)
			x += p.width(&pc)
			continue
		}
		size := p.styles[pc.run].Size
		for {
			n := clustersIn(pc, size, width-x)
			if n == 0 && x > 0 {
				end()
				continue
			}
			n = max(1, n)
			for n < len(pc.word.glyphs) && pc.glyph(n).Cluster.Advance == 0 {
				n++ // marks stay with their letter
			}
			if n == len(pc.word.glyphs) {
				break
			}
			head, tail := pc.split(n)
			p.pieces = append(p.pieces, head)
			end()
			pc = tail
		}
		p.pieces = append(p.pieces, pc)
		x += p.width(&pc)
	}
	end()
}

// clustersIn counts the clusters, in logical order, that fit into a width.
func clustersIn(pc piece, size, width float64) int {
	x := 0.0
	for i := range pc.word.glyphs {
		x += advance(pc.glyph(i)) * size / 1000
		if x > width {
			return i
		}
	}
	return len(pc.word.glyphs)
}

// glyph returns a glyph by its place in logical order.
func (pc *piece) glyph(i int) Glyph {
	if pc.level%2 == 1 {
		i = len(pc.word.glyphs) - 1 - i
	}
	return pc.word.glyphs[i]
}

// advance is the width of a glyph in thousandths of the type size.
func advance(g Glyph) float64 {
	return float64(g.Cluster.Advance)*1000/float64(g.Cluster.Face.Upem) + g.Kern
}

// split cuts a piece after n clusters in logical order.
func (pc piece) split(n int) (head, tail piece) {
	g := pc.word.glyphs
	a, b := g[:n], g[n:]
	if pc.level%2 == 1 {
		a, b = g[len(g)-n:], g[:len(g)-n]
	}
	head, tail = pc, pc
	head.word, tail.word = part(a), part(b)
	return head, tail
}

// part is a word of some glyphs of a word.
func part(glyphs []Glyph) *word {
	w := &word{glyphs: glyphs}
	for _, g := range glyphs {
		w.width += advance(g)
	}
	return w
}

// Weights of the parts of a choice of lines.
const (
	lineCost   = 10   // one line more
	hyphenCost = 0.08 // a hyphen at the end of a line
	twoHyphens = 0.15 // two of them in a row
	shrink     = 0.15 // what spaces of justified lines may give up
)

// breaks chooses the units after which lines end: as few lines as possible,
// and among those the most even right edge, or the most even spaces.
func (p *Paragraph) breaks(width float64, justify, balance bool) []int {
	units := p.units
	n := len(units)
	const eps = 0.01
	type best struct {
		cost  float64
		from  int32
		lines int32
	}
	at := make([]best, n+1)
	for i := 1; i <= n; i++ {
		at[i].cost = math.Inf(1)
	}
	for from := range n {
		// Every unit that fits on a line of its own can be reached, and all do.
		x, spaces := 0.0, 0.0
		hyphens := from > 0 && units[from-1].hyphen > 0
		for to := from; to < n; to++ {
			u := &units[to]
			last := to == n-1 || u.forced
			room := width + eps
			if justify {
				room += spaces * shrink
			}
			need := x + u.body
			if need > room && to > from {
				break
			}
			if !last {
				need += u.hyphen
			}
			if need <= room || to == from {
				cost := at[from].cost + lineCost
				cost += badness(need, width, last && !balance)
				if justify && !last && spaces > 0 && !p.loose {
					cost += looseness(need, width, spaces)
				}
				if !last {
					cost += u.cost
					if u.hyphen > 0 {
						cost += hyphenCost
						if hyphens {
							cost += twoHyphens
						}
					}
				}
				if cost < at[to+1].cost {
					at[to+1] = best{cost, int32(from), at[from].lines + 1}
				}
			}
			if u.forced {
				break
			}
			x += u.body + u.tail
			spaces += u.spaces
		}
	}
	ends := make([]int, at[n].lines)
	for i, k := n, len(ends)-1; k >= 0; i, k = int(at[i].from), k-1 {
		ends[k] = i
	}
	return ends
}

// looseness of a justified line: the square of how much wider its spaces are.
func looseness(used, width, spaces float64) float64 {
	r := min(3, (width-used)/spaces)
	return r * r * 0.1
}

// badness of a line: the square of what is left empty. A last line may be
// short, but one word alone looks lost.
func badness(used, width float64, last bool) float64 {
	if width <= 0 {
		return 0
	}
	slack := 1 - used/width
	switch {
	case !last:
		return slack * slack
	case slack > 0.85:
		return 0.05
	}
	return 0
}

// Bounds of how far a justified line is stretched, in multiples of the type
// size: a space, and a letter of a script without spaces. Readers of PDF files
// take wider gaps between letters for spaces.
const (
	maxSpace  = 1.0
	easySpace = 0.35 // from here letters are spread as well
	maxLetter = 0.09
)

// line sets one line. It changes row.
func (p *Paragraph) line(row []piece, width float64, align Align, last bool) Line {
	row = p.finishRow(row, last)
	trail := len(row)
	for trail > 0 && row[trail-1].kind != kindWord && row[trail-1].kind != kindHyphen {
		trail--
	}
	used, tail := 0.0, 0.0
	for i := range row[:trail] {
		used += p.width(&row[i])
	}
	var st stretch
	if align == Justify && (!last || used > width) {
		st = p.stretch(row[:trail], width-used)
		used += st.total
	}
	for i := trail; i < len(row); i++ {
		row[i].level, row[i].kind = p.base(), kindEdge
		tail += p.width(&row[i])
	}
	x := p.offset(used, width, align)
	if p.rtl {
		x -= tail
	}
	return Line{Frags: p.place(reorder(row), x, st), Width: used}
}

// stretch is how much a justified line is spread: each space, and each letter
// of a script without spaces but the last one.
type stretch struct {
	space, letter float64
	total         float64
	after         int // letters that are followed by another one
}

// stretch divides what is missing, or too much, on a line.
func (p *Paragraph) stretch(row []piece, missing float64) stretch {
	var st stretch
	spaces := 0
	size := 0.0
	for i := range row {
		pc := &row[i]
		size = max(size, p.styles[pc.run].Size)
		switch {
		case pc.kind == kindSpace:
			spaces++
		case pc.kind == kindWord && pc.loose:
			for k := range pc.word.glyphs {
				if endsLetter(pc.word.glyphs, k) {
					st.after++
				}
			}
		}
	}
	if n := len(row); n > 0 && row[n-1].loose {
		st.after--
	}
	easy := float64(spaces) * easySpace * size
	if missing > easy && st.after > 0 {
		st.letter = min((missing-easy)/float64(st.after), maxLetter*size)
		missing -= st.letter * float64(st.after)
		st.total = st.letter * float64(st.after)
	}
	if spaces > 0 {
		st.space = min(missing/float64(spaces), maxSpace*size)
		st.total += st.space * float64(spaces)
	}
	return st
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

// endsLetter reports whether glyph i is the last of a letter: what has no width
// belongs to the one before it.
func endsLetter(glyphs []Glyph, i int) bool {
	return i+1 == len(glyphs) || glyphs[i+1].Cluster.Advance > 0
}

// place gives pieces their places and joins those that can be written at
// once.
func (p *Paragraph) place(row []piece, x float64, st stretch) []Frag {
	n, frags := 0, 0
	for i := range row {
		n += len(row[i].word.glyphs)
		if row[i].level%2 != p.base() {
			n++ // for a mark of direction
		}
		if i == 0 || !row[i].follows(&row[i-1]) {
			frags++
		}
	}
	// One slab holds the glyphs of all fragments.
	glyphs := make([]Glyph, n)
	used, start := 0, 0 // in the slab; start is that of the last fragment
	out := make([]Frag, 0, frags)
	var prev *piece
	for i := range row {
		pc := &row[i]
		if len(pc.word.glyphs) == 0 {
			continue
		}
		style := &p.styles[pc.run]
		if prev == nil || !pc.follows(prev) {
			start = used
			out = append(out, Frag{
				X: x, Run: int(pc.run), Face: pc.word.glyphs[0].Cluster.Face, Size: style.Size, Rise: style.Rise, RTL: pc.level%2 == 1,
				Glyphs: glyphs[used:used],
			})
		}
		prev = pc
		f := &out[len(out)-1]
		before, after := p.guard(row, i)
		if before != nil {
			f.Glyphs = append(f.Glyphs, Glyph{Cluster: before})
		}
		f.Glyphs = append(f.Glyphs, pc.word.glyphs...)
		set := f.Glyphs[len(f.Glyphs)-len(pc.word.glyphs):]
		if after != nil {
			f.Glyphs = append(f.Glyphs, Glyph{Cluster: after})
		}
		w := p.width(pc)
		switch {
		case pc.kind == kindSpace && st.space != 0:
			set[len(set)-1].Kern += st.space * 1000 / style.Size
			w += st.space
		case pc.kind == kindWord && pc.loose && st.letter > 0:
			for k := range set {
				if !endsLetter(set, k) {
					continue
				}
				if st.after == 0 {
					break // the last letter of the line
				}
				st.after--
				set[k].Kern += st.letter * 1000 / style.Size
				w += st.letter
			}
		}
		used = start + len(f.Glyphs)
		switch {
		case pc.kind != kindEdge:
			f.Width += w
		case p.rtl:
			f.Width += w
			f.Hang += w
		}
		x += w
	}
	return out
}

// follows reports whether a piece can be written in one row with the one
// before it.
func (pc *piece) follows(prev *piece) bool {
	return pc.run == prev.run && pc.level%2 == prev.level%2 && len(pc.word.glyphs) > 0 && len(prev.word.glyphs) > 0 &&
		pc.word.glyphs[0].Cluster.Face == prev.word.glyphs[0].Cluster.Face
}

// guard returns a mark of direction to be copied with a word that runs against
// the paragraph, and whether it stands before or after it; nil if none is
// needed. Readers that put lines back into logical order take the space on that
// side for a part of the foreign words otherwise, and join the words on the
// other side: 14 and the month after it.
func (p *Paragraph) guard(row []piece, i int) (before, after *font.Cluster) {
	base := p.base()
	switch pc := &row[i]; {
	case pc.level%2 == base || pc.kind != kindWord:
	case p.rtl && i > 0 && row[i-1].level == base:
		return p.shaper.unseen(pc.word.glyphs[0].Cluster.Face, "\u200F"), nil
	case !p.rtl && i < len(row)-1 && row[i+1].level == base:
		return nil, p.shaper.unseen(pc.word.glyphs[0].Cluster.Face, "\u200E")
	}
	return nil, nil
}
