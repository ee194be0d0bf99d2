package text

// cut splits the runes into pieces and shapes them.
func (s *Shaper) cut(p *Paragraph) {
	c := &s.scratch
	start := 0
	flush := func(end int) {
		if end > start {
			s.addPiece(p, start, end)
		}
		start = end
	}
	for i, r := range c.runes {
		if i > start && c.differs(start, i) || i-start >= maxPiece {
			flush(i)
		}
		switch {
		case r == lineSep:
			flush(i)
			p.pieces = append(p.pieces, piece{kind: kindBreak, level: c.level[i], run: c.run[i]})
			p.endUnit()
			start = i + 1
			continue
		case r == shy:
			flush(i)
			w := s.shape(s.pick(p.styles[c.run[i]], '-').face, "", c.scripts[i], c.level[i]%2 == 1, []rune{'-'})
			p.pieces = append(p.pieces, piece{kind: kindHyphen, level: c.level[i], run: c.run[i], word: s.asSoftHyphen(w)})
			p.endUnit()
			start = i + 1
			continue
		case c.drop[i]:
			flush(i)
			start = i + 1
		}
		if c.breaks[i] {
			flush(i + 1)
			p.endUnit()
		}
	}
	flush(len(c.runes))
	p.endUnit()
}

// differs reports whether rune i cannot stand in one piece with rune start.
func (c *scratch) differs(start, i int) bool {
	return c.run[i] != c.run[start] || c.level[i] != c.level[start] || c.faces[i] != c.faces[start] ||
		c.scripts[i] != c.scripts[start] || isSpace(c.runes[i]) != isSpace(c.runes[start])
}

func isSpace(r rune) bool { return r == ' ' || r == nbsp || r == narrowSp || r == 0x3000 }

func (s *Shaper) addPiece(p *Paragraph, from, to int) {
	c := &s.scratch
	st := p.styles[c.run[from]]
	w := s.shape(c.faces[from], st.Lang, c.scripts[from], c.level[from]%2 == 1, c.runes[from:to])
	pc := piece{level: c.level[from], run: c.run[from], word: w, width: w.width * st.Size / 1000}
	if isSpace(c.runes[from]) {
		pc.kind = kindSpace
	}
	p.pieces = append(p.pieces, pc)
}

// asSoftHyphen returns w, a hyphen, with the text of a soft hyphen, so that a
// word copied from two lines is whole for programs that know the character.
func (s *Shaper) asSoftHyphen(w *word) *word {
	out := &word{width: w.width, runes: w.runes}
	for _, g := range w.glyphs {
		c := *g.Cluster
		c.Text = string(rune(shy))
		out.glyphs = append(out.glyphs, Glyph{s.intern(c), g.Kern})
	}
	return out
}

// endUnit makes a unit of the pieces since the last one.
func (p *Paragraph) endUnit() {
	from := 0
	if n := len(p.units); n > 0 {
		from = p.units[n-1].to
	}
	if from == len(p.pieces) {
		return
	}
	u := unit{from: from, to: len(p.pieces)}
	for _, pc := range p.pieces[from:] {
		switch pc.kind {
		case kindSpace:
			u.tail += pc.width
		case kindHyphen:
			u.hyphen = pc.word.width * p.styles[pc.run].Size / 1000
		case kindBreak:
			u.forced = true
		default:
			u.body += u.tail + pc.width
			u.tail = 0
		}
	}
	p.units = append(p.units, u)
}

// measure finds the width of the paragraph on one line.
func (p *Paragraph) measure() {
	x := 0.0
	for i, u := range p.units {
		p.max = max(p.max, x+u.body)
		x += u.body + u.tail
		if u.forced && i < len(p.units)-1 {
			x = 0
		}
	}
}

// MaxWidth is the width without any line break but forced ones.
func (p *Paragraph) MaxWidth() float64 { return p.max }

// MinWidth is the width of the widest part that cannot be broken.
func (p *Paragraph) MinWidth() float64 {
	w := 0.0
	for _, u := range p.units {
		w = max(w, u.body+u.hyphen)
	}
	return w
}
