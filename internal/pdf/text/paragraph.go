package text

import (
	"reflect"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"

	"hria/internal/pdf/font"
)

// Style is the look of a run.
type Style struct {
	Family       string
	Bold, Italic bool
	Size         float64
	Rise         float64 // of the base line
	Lang         string
}

// Run is text of one style. U+2028 ends a line.
type Run struct {
	Text    string
	Style   Style
	Isolate bool // UAX #9 isolate: does not disturb the order around it
}

// Paragraph is shaped text that has not been broken into lines.
type Paragraph struct {
	shaper *Shaper // for clusters
	pieces []piece
	units  []unit
	styles []Style
	rtl    bool
	max    float64
	min    float64

	// Missing lists the runes no font has, with repetitions.
	Missing []rune
}

// pieceKind says how a piece takes part in lines.
type pieceKind byte

const (
	kindWord   pieceKind = iota
	kindSpace            // stretches; invisible at the end of a line
	kindFixed            // a space that does not stretch
	kindHyphen           // soft hyphen: shown only at the end of a line
	kindBreak            // ends the line, no width
	kindEdge             // space at the end of a line: hangs out, is not stretched
)

type piece struct {
	kind  pieceKind
	level int8
	run   int
	loose bool // of a script without spaces: may be spread a little
	word  *word
	width float64 // in points
}

// unit is a row of pieces a line may be broken after.
type unit struct {
	from, to int     // pieces
	body     float64 // width without the spaces at its end
	tail     float64 // width of those spaces
	hyphen   float64 // what a break after it adds
	spaces   float64 // width of the spaces that stretch in body and tail
	cost     float64 // of ending a line after it
	forced   bool
}

// scratch holds what is needed only while one paragraph is shaped.
type scratch struct {
	bidi    bidi.Paragraph
	seg     segmenter.Segmenter
	runes   []rune
	run     []int
	level   []int8
	breaks  []chance
	faces   []*font.Face
	scripts []language.Script
	drop    []bool
	piece   []rune     // runes of a piece, without what is not drawn
	cuts    []cutPoint // where it may be cut
}

// Unicode characters that steer layout and are not drawn.
const (
	zwsp     = '\u200B'
	zwnj     = '\u200C'
	zwj      = '\u200D'
	shy      = '\u00AD'
	lineSep  = '\u2028'
	isolate  = '\u2068'
	endIso   = '\u2069'
	nbsp     = '\u00A0'
	narrowSp = '\u202F'
)

// Shape shapes runs into a paragraph with the base direction rtl.
func (s *Shaper) Shape(runs []Run, rtl bool) *Paragraph {
	p := &Paragraph{shaper: s, rtl: rtl}
	c := &s.scratch
	c.runes, c.run = c.runes[:0], c.run[:0]
	for i, r := range runs {
		p.styles = append(p.styles, r.Style)
		if r.Isolate {
			c.runes, c.run = append(c.runes, isolate), append(c.run, i)
		}
		for _, ch := range r.Text {
			c.runes, c.run = append(c.runes, ch), append(c.run, i)
		}
		if r.Isolate {
			c.runes, c.run = append(c.runes, endIso), append(c.run, i)
		}
	}
	if len(c.runes) == 0 {
		return p
	}
	c.levels(rtl)
	c.breakPoints()
	c.classify()
	s.chooseFaces(p)
	s.cut(p)
	p.measure()
	return p
}

// levels finds the embedding level of every rune. The bidi package merges
// neighbouring levels of one direction and shows only the first of them; the
// order of numbers after right-to-left words needs them all, so the slice is
// read through reflection. A test guards that it is there.
func (c *scratch) levels(rtl bool) {
	c.level = c.level[:0]
	base := bidi.LeftToRight
	if rtl {
		base = bidi.RightToLeft
	}
	if !rtl && allSimple(c.runes) {
		for range c.runes {
			c.level = append(c.level, 0)
		}
		return
	}
	runs := c.bidi.Segment(c.runes, base)
	all := reflect.ValueOf(runs).FieldByName("levels")
	if all.IsValid() && all.Kind() == reflect.Slice && all.Len() >= len(c.runes) {
		for i := range c.runes {
			c.level = append(c.level, int8(all.Index(i).Int()))
		}
		return
	}
	for i := range runs.NumRuns() {
		r := runs.Run(i)
		for len(c.level) < r.End {
			c.level = append(c.level, int8(r.Level))
		}
	}
	for len(c.level) < len(c.runes) {
		c.level = append(c.level, 0)
	}
}

// allSimple reports that no rune can change the order of left-to-right text.
func allSimple(runes []rune) bool {
	for _, r := range runes {
		if r >= 0x0590 && (r < 0x0900 || r >= 0x200B && r < 0x2070 && r != lineSep || r >= 0xFB1D) {
			return false
		}
	}
	return true
}

// classify finds scripts and the runes that are not drawn.
func (c *scratch) classify() {
	c.scripts, c.drop = c.scripts[:0], c.drop[:0]
	cur := language.Common
	for _, r := range c.runes {
		sc := language.LookupScript(r)
		if sc == language.Common || sc == language.Inherited || sc == language.Unknown {
			sc = cur
		}
		cur = sc
		c.scripts = append(c.scripts, sc)
		c.drop = append(c.drop, invisible(r))
	}
	// Opening punctuation takes the script of what follows it.
	next := language.Common
	for i := len(c.scripts) - 1; i >= 0; i-- {
		if c.scripts[i] == language.Common {
			c.scripts[i] = next
		}
		next = c.scripts[i]
	}
	for i := range c.scripts {
		if c.scripts[i] == language.Common {
			c.scripts[i] = language.Latin
		}
	}
}

// invisible reports characters that only steer layout. Joiners are left to
// the shaper, inside words.
func invisible(r rune) bool {
	switch {
	case r == zwsp, r == 0x2060, r == 0xFEFF, r == lineSep, r == 0x061C, r == 0x200E, r == 0x200F:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2061 && r <= 0x206F:
		return true
	}
	return r < 0x20 || r >= 0x7F && r < 0xA0
}

// chooseFaces chooses a face for every rune. Marks, joiners, spaces, digits
// and punctuation stay in the face of the letter before them where it has
// them.
func (s *Shaper) chooseFaces(p *Paragraph) {
	c := &s.scratch
	c.faces = c.faces[:0]
	var letter *font.Face // of the last letter
	var prev *font.Face
	lastRun := -1
	for i, r := range c.runes {
		if c.run[i] != lastRun {
			letter, prev, lastRun = nil, nil, c.run[i]
		}
		st := p.styles[c.run[i]]
		if c.drop[i] || r == shy {
			if prev == nil {
				prev = s.pick(st, ' ').face
			}
			c.faces = append(c.faces, prev)
			continue
		}
		strong := unicode.IsLetter(r)
		switch {
		case prev != nil && sticks(r) && (joiner(r) || prev.Has(r)):
		case letter != nil && !strong && letter.Has(r):
			prev = letter
		default:
			got := s.pick(st, r)
			if !got.ok && !joiner(r) {
				p.Missing = append(p.Missing, r)
			}
			prev = got.face
		}
		if strong {
			letter = prev
		}
		c.faces = append(c.faces, prev)
	}
}

func joiner(r rune) bool {
	return r == zwj || r == zwnj || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// sticks reports runes that are drawn with the one before them.
func sticks(r rune) bool { return joiner(r) || unicode.Is(unicode.M, r) }
