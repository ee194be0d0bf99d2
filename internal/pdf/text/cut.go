package text

import (
	"github.com/go-text/typesetting/language"

	"hria/internal/pdf/font"
)

// cutPoint is a place within a piece where a line may end: before rune at.
type cutPoint struct {
	at     int
	chance chance
	hyphen int // the soft hyphen, as an index of the paragraph; 0: none
}

// cut splits the runes into pieces and shapes them. Words are shaped whole, so
// that letters fit and join across the places where they may be broken.
func (s *Shaper) cut(styles []Style, t *cutText) {
	c := &s.scratch
	start := -1 // of the open piece
	c.piece, c.cuts = c.piece[:0], c.cuts[:0]
	flush := func() {
		if len(c.piece) > 0 {
			s.addPiece(styles, t, start)
		}
		c.piece, c.cuts, start = c.piece[:0], c.cuts[:0], -1
	}
	n := len(c.runes)
	for i, r := range c.runes {
		if start >= 0 && (c.differs(start, i) || c.tooLong(i)) {
			flush()
		}
		switch {
		case r == lineSep:
			flush()
			t.pieces = append(t.pieces, piece{kind: kindBreak, level: c.level[i], run: c.run[i]})
			t.end(never)
			continue
		case r == shy:
			if start < 0 {
				s.addHyphen(styles, t, i)
				t.end(good)
			} else {
				c.cuts = append(c.cuts, cutPoint{len(c.piece), good, i})
			}
			continue
		case c.drop[i]:
			flush()
		default:
			if start < 0 {
				start = i
			}
			c.piece = append(c.piece, r)
		}
		if c.breaks[i] == never {
			continue
		}
		if start >= 0 && i+1 < n && !isSpace(r) && !isSpace(c.runes[i+1]) && !ideographic(c.scripts[i]) {
			c.cuts = append(c.cuts, cutPoint{len(c.piece), c.breaks[i], 0})
			continue
		}
		flush()
		t.end(c.breaks[i])
	}
	flush()
	t.end(never)
}

// differs reports whether rune i cannot stand in one piece with rune start.
func (c *scratch) differs(start, i int) bool {
	return c.run[i] != c.run[start] || c.level[i] != c.level[start] || c.faces[i] != c.faces[start] ||
		c.scripts[i] != c.scripts[start] || isSpace(c.runes[i]) != isSpace(c.runes[start])
}

// tooLong reports that the open piece must end before rune i: at the first
// place for a break, and never inside a cluster unless it has no end.
func (c *scratch) tooLong(i int) bool {
	n := len(c.piece)
	if n < maxPiece*3/4 {
		return false
	}
	if len(c.cuts) > 0 && c.cuts[len(c.cuts)-1].at == n {
		return true
	}
	prev := c.piece[n-1 : n]
	return n >= maxPiece && !sticks(c.runes[i]) && !leads(prev) && prev[0] != zwj || n >= 4*maxPiece
}

func isSpace(r rune) bool { return r == ' ' || r == nbsp || r == narrowSp || r == 0x3000 }

// ideographic reports scripts whose letters stand for themselves, so that they
// are shaped and remembered one by one.
func ideographic(s language.Script) bool {
	switch s {
	case language.Han, language.Hiragana, language.Katakana, language.Bopomofo, language.Yi:
		return true
	}
	return false
}

// loose reports scripts without spaces, which are set to both margins by
// spreading their letters.
func loose(s language.Script) bool {
	switch s {
	case language.Thai, language.Lao, language.Khmer, language.Myanmar:
		return true
	}
	return ideographic(s)
}

// addPiece shapes the open piece, whose first rune is from, and splits it
// where a line may end.
func (s *Shaper) addPiece(styles []Style, t *cutText, from int) {
	c := &s.scratch
	w := s.shape(c.faces[from], styles[c.run[from]].Lang, c.scripts[from], c.level[from]%2 == 1, c.piece)
	pc := piece{level: c.level[from], run: c.run[from], loose: loose(c.scripts[from]), word: w}
	switch c.piece[0] {
	case ' ', nbsp:
		pc.kind = kindSpace
	case narrowSp, 0x3000:
		pc.kind = kindFixed
	}
	done := 0 // clusters that were split off
	for _, cut := range c.cuts {
		n, ok := w.clustersBefore(cut.at)
		if !ok {
			continue // inside a ligature
		}
		if n > done && n < len(w.glyphs) {
			var head piece
			head, pc = pc.split(n - done)
			t.pieces = append(t.pieces, head)
			done = n
		} else if n > done {
			t.pieces = append(t.pieces, pc)
			done = n
		}
		if cut.hyphen > 0 {
			s.addHyphen(styles, t, cut.hyphen)
		}
		t.end(cut.chance)
	}
	if done < len(w.glyphs) {
		t.pieces = append(t.pieces, pc)
	}
}

// clustersBefore counts, in logical order, the clusters before a rune; ok is
// false if no cluster begins there.
func (w *word) clustersBefore(at int) (n int, ok bool) {
	total := len(w.runes)
	rtl := total > 1 && w.runes[0] > w.runes[total-1]
	for n < total {
		i := n
		if rtl {
			i = total - 1 - n
		}
		if w.runes[i] >= at {
			return n, w.runes[i] == at
		}
		n++
	}
	return n, at >= w.size
}

// addHyphen adds the soft hyphen at rune i.
func (s *Shaper) addHyphen(styles []Style, t *cutText, i int) {
	c := &s.scratch
	w := s.shape(s.pick(&styles[c.run[i]], '-').face, "", c.scripts[i], c.level[i]%2 == 1, []rune{'-'})
	t.pieces = append(t.pieces, piece{kind: kindHyphen, level: c.level[i], run: c.run[i], word: s.asSoftHyphen(w)})
}

// asSoftHyphen returns w, a hyphen, with the text of a soft hyphen, so that a
// word copied from two lines is whole for programs that know the character.
func (s *Shaper) asSoftHyphen(w *word) *word {
	out := &word{width: w.width, runes: w.runes, size: w.size}
	for _, g := range w.glyphs {
		out.glyphs = append(out.glyphs, Glyph{s.withText(g.Cluster, string(rune(shy))), g.Kern})
	}
	return out
}

// withText returns c as a cluster that is copied as another text.
func (s *Shaper) withText(c *font.Cluster, text string) *font.Cluster {
	other := *c
	other.Text = text
	return s.intern(other)
}

// end says that a line may end after the pieces there are.
func (t *cutText) end(after chance) {
	last := int32(0)
	if n := len(t.ends); n > 0 {
		last = t.ends[n-1].at
	}
	if n := int32(len(t.pieces)); n > last {
		t.ends = append(t.ends, end{n, after})
	}
}

// width is that of a piece in points.
func (p *Paragraph) width(pc *piece) float64 {
	if pc.word == nil {
		return 0
	}
	return pc.word.width * p.styles[pc.run].Size / 1000
}

// addUnit makes a unit of a row of pieces; a line may end after it.
func (p *Paragraph) addUnit(from, to int, after chance) {
	if from == to {
		return
	}
	u := unit{from: from, to: to, cost: after.cost()}
	for i := from; i < to; i++ {
		pc := &p.pieces[i]
		w := p.width(pc)
		switch pc.kind {
		case kindSpace:
			u.tail += w
			u.spaces += w
		case kindFixed:
			u.tail += w
		case kindHyphen:
			u.hyphen = w
		case kindBreak:
			u.forced = true
		default:
			u.body += u.tail + w
			u.tail = 0
			p.loose = p.loose || pc.loose
		}
	}
	p.units = append(p.units, u)
}

// measure finds the least and the greatest width of the paragraph.
func (p *Paragraph) measure() {
	x := 0.0
	for i, u := range p.units {
		p.max = max(p.max, x+u.body)
		p.min = max(p.min, u.body+u.hyphen)
		x += u.body + u.tail
		if u.forced && i < len(p.units)-1 {
			x = 0
		}
	}
}

// MaxWidth is the width without any line break but forced ones.
func (p *Paragraph) MaxWidth() float64 { return p.max }

// MinWidth is the width of the widest part that cannot be broken.
func (p *Paragraph) MinWidth() float64 { return p.min }
