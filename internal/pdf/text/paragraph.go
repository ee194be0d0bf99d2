package text

import (
	"encoding/binary"
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
	pieces []piece // never changed: shared with other paragraphs
	units  []unit
	styles []Style
	rtl    bool
	max    float64
	min    float64
	loose  bool // some of it may be spread between letters

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
	loose bool  // of a script without spaces: may be spread a little
	run   int32 // index of the run given to Shape
	word  *word // nil for a break
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

// cutText is a text as it is shaped and may be broken, whatever its size.
type cutText struct {
	pieces  []piece
	ends    []end
	missing []rune
}

// end is a place where a line may end: before a piece.
type end struct {
	at     int32
	chance chance
}

// scratch holds what is needed only while one paragraph is shaped.
type scratch struct {
	bidi    bidi.Paragraph
	seg     segmenter.Segmenter
	runes   []rune
	run     []int32
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
	p := &Paragraph{shaper: s, rtl: rtl, styles: make([]Style, len(runs))}
	for i := range runs {
		p.styles[i] = runs[i].Style
	}
	key := s.textKey(runs, rtl)
	t, ok := s.texts[string(key)]
	if !ok {
		noted := s.noted
		k := string(key) // the buffer is used again
		t = s.cutUp(runs, p.styles, rtl)
		// What is said about the fonts it was set in has to be said again.
		if s.noted == noted {
			s.texts[k] = t
			s.kept += len(t.pieces)
		}
	}
	p.pieces, p.Missing = t.pieces, t.missing
	p.units = make([]unit, 0, len(t.ends))
	from := 0
	for _, e := range t.ends {
		p.addUnit(from, int(e.at), e.chance)
		from = int(e.at)
	}
	p.measure()
	return p
}

// textKey is all that the cutting of runs depends on.
func (s *Shaper) textKey(runs []Run, rtl bool) []byte {
	k := s.key[:0]
	k = appendBool(k, rtl)
	for i := range runs {
		r := &runs[i]
		k = binary.AppendUvarint(k, uint64(len(r.Text)))
		k = append(k, r.Text...)
		k = appendBool(appendBool(appendBool(k, r.Isolate), r.Style.Bold), r.Style.Italic)
		k = append(append(k, r.Style.Family...), 0)
		k = append(append(k, r.Style.Lang...), 0)
	}
	s.key = k
	return k
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// cutUp divides runs into pieces.
func (s *Shaper) cutUp(runs []Run, styles []Style, rtl bool) *cutText {
	t := &cutText{}
	c := &s.scratch
	c.runes, c.run = c.runes[:0], c.run[:0]
	for i := range runs {
		r := &runs[i]
		if r.Isolate {
			c.runes, c.run = append(c.runes, isolate), append(c.run, int32(i))
		}
		for _, ch := range r.Text {
			c.runes, c.run = append(c.runes, ch), append(c.run, int32(i))
		}
		if r.Isolate {
			c.runes, c.run = append(c.runes, endIso), append(c.run, int32(i))
		}
	}
	if len(c.runes) == 0 {
		return t
	}
	c.levels(rtl)
	c.breakPoints()
	c.classify()
	s.chooseFaces(styles, t)
	s.cut(styles, t)
	return t
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

// allSimple reports that no rune can change the order of left-to-right text:
// there is none of a right-to-left script, and no mark that begins one.
func allSimple(runes []rune) bool {
	for _, r := range runes {
		switch {
		case r < 0x0590 || r >= 0x0900 && r < 0x200F:
		case r < 0x0900, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r < 0xFEFF, r >= 0x10800 && r <= 0x10FFF, r >= 0x1E800 && r <= 0x1EFFF:
			return false
		case r == 0x200F, r == 0x202B, r == 0x202E, r == 0x2067:
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
func (s *Shaper) chooseFaces(styles []Style, t *cutText) {
	c := &s.scratch
	c.faces = c.faces[:0]
	var letter *font.Face // of the last letter
	var prev *font.Face
	lastRun := int32(-1)
	var st *Style
	var key pickKey
	var table *pickTable
	for i, r := range c.runes {
		if c.run[i] != lastRun {
			letter, prev, lastRun = nil, nil, c.run[i]
			st = &styles[lastRun]
			key = pickKey{st.Family, st.Bold, st.Italic, ""}
			table = s.table(key)
		}
		if c.drop[i] || r == shy {
			if prev == nil {
				prev = s.pick(st, ' ').face
			}
			c.faces = append(c.faces, prev)
			continue
		}
		strong := unicode.IsLetter(r)
		switch {
		case r >= 0x300 && prev != nil && sticks(r) && (joiner(r) || prev.Has(r)):
		case letter != nil && !strong && letter.Has(r):
			prev = letter
		default:
			var got pick
			if font.ByLanguage(r) {
				got = s.pick(st, r)
			} else {
				got = s.pickIn(table, key, r)
			}
			if !got.ok && !joiner(r) {
				t.missing = append(t.missing, r)
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
