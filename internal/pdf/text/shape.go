package text

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	ot "github.com/go-text/typesetting/font"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"hria/internal/pdf/font"
)

// Bounds of what one shaper remembers. A worker that lives long begins anew
// when a bound is reached, so that memory does not grow without end.
const (
	maxWords  = 50_000
	maxPieces = 200_000 // of texts
	maxPiece  = 128     // runes shaped at once; the time grows with the square
)

// Shaper shapes words and remembers them. It is for one goroutine.
//
// Laws of its memory: a word, or a text as it was cut, depends only on its key
// and the fonts, which do not change; it is never changed after it was made;
// dropping it changes nothing but the time.
type Shaper struct {
	fonts    *font.Set
	hb       shaping.HarfbuzzShaper
	faces    map[*font.Face]*ot.Face
	words    map[string]*word
	texts    map[string]*cutText
	kept     int // pieces of texts
	clusters map[string]*font.Cluster
	picks    map[pickKey]*pickTable
	key      []byte
	scratch  scratch
	noted    int // how often something was noted in Lent

	// Lent is what was asked for beyond the fonts of the site.
	Lent font.Loans
}

// NewShaper returns a shaper for a set of fonts.
func NewShaper(fonts *font.Set) *Shaper {
	s := &Shaper{fonts: fonts, faces: map[*font.Face]*ot.Face{}}
	s.forget()
	return s
}

// Base returns the face that decides the height of lines of a family.
func (s *Shaper) Base(family string, bold, italic bool) *font.Face {
	t := s.table(pickKey{family, bold, italic, ""})
	if t.base == nil {
		t.base = s.fonts.Base(family, bold, italic)
	}
	return t.base
}

func (s *Shaper) forget() {
	s.words = map[string]*word{}
	s.texts, s.kept = map[string]*cutText{}, 0
	s.clusters = map[string]*font.Cluster{}
	s.picks = map[pickKey]*pickTable{}
}

// Trim keeps memory bounded. It must not be called while a document is being
// set, because clusters are compared by address.
func (s *Shaper) Trim() {
	if len(s.words) > maxWords || s.kept > maxPieces {
		s.forget()
	}
}

// word is a shaped piece of text, glyphs in visual order. Lengths are in
// thousandths of the type size.
type word struct {
	glyphs []Glyph
	width  float64
	runes  []int // the rune each cluster begins with, in the same order
	size   int   // in runes
}

// Glyph is a cluster and how much more it advances than its code says.
type Glyph struct {
	Cluster *font.Cluster
	Kern    float64 // thousandths of the type size
}

// pickKey is what the choice of a face depends on, beside the character.
type pickKey struct {
	family       string
	bold, italic bool
	lang         string // where it matters
}

type pick struct {
	face *font.Face // nil: not chosen yet
	ok   bool
}

// pickTable is the faces of characters, the common ones at hand.
type pickTable struct {
	base   *font.Face // that of the height of lines
	common [0x250]pick
	rest   map[rune]pick
}

func (s *Shaper) pick(st *Style, r rune) pick {
	k := pickKey{st.Family, st.Bold, st.Italic, ""}
	if font.ByLanguage(r) {
		k.lang = st.Lang
	}
	return s.pickIn(s.table(k), k, r)
}

func (s *Shaper) table(k pickKey) *pickTable {
	t := s.picks[k]
	if t == nil {
		t = &pickTable{rest: map[rune]pick{}}
		s.picks[k] = t
	}
	return t
}

func (s *Shaper) pickIn(t *pickTable, k pickKey, r rune) pick {
	var p pick
	if int(r) < len(t.common) {
		p = t.common[r]
	} else {
		p = t.rest[r]
	}
	if p.face == nil {
		p.face, p.ok = s.fonts.Pick(font.Ask{Family: k.family, Bold: k.bold, Italic: k.italic, Lang: k.lang, Rune: standIn(r)})
		if int(r) < len(t.common) {
			t.common[r] = p
		} else {
			t.rest[r] = p
		}
	}
	if p.face.Lent || !p.ok {
		s.noted++
		s.Lent.Note(k.bold, k.italic, k.lang, standIn(r), p.face, p.ok)
	}
	return p
}

// standIn is the character whose glyph the shaper takes where a font lacks
// one for r: a hyphen for the unbreakable hyphen, a space for special spaces.
func standIn(r rune) rune {
	switch {
	case r == 0x2011:
		return 0x2010
	case r >= 0x2000 && r <= 0x200A, r == narrowSp, r == 0x205F, r == 0x3000:
		return ' '
	}
	return r
}

// shape returns the shaped form of runes of one face, script and direction.
func (s *Shaper) shape(f *font.Face, lang string, script language.Script, rtl bool, runes []rune) *word {
	key := binary.AppendUvarint(s.key[:0], uint64(f.ID))
	key = binary.AppendUvarint(appendBool(key, rtl), uint64(script))
	key = append(append(key, lang...), 0)
	for _, r := range runes {
		key = utf8.AppendRune(key, r)
	}
	s.key = key
	if w, ok := s.words[string(key)]; ok {
		return w
	}
	k := string(key)
	face := s.faces[f]
	if face == nil {
		face = f.NewFace()
		s.faces[f] = face
	}
	in := shaping.Input{
		Text: runes, RunEnd: len(runes), Face: face, Size: fixed.I(f.Upem),
		Direction: di.DirectionLTR, Script: script, Language: language.NewLanguage(lang),
	}
	if rtl {
		in.Direction = di.DirectionRTL
	}
	out := s.hb.ShapeNoExtents(in)
	w := s.collect(f, face, out.Glyphs, runes, rtl)
	s.words[k] = w
	return w
}

// collect groups glyphs to clusters.
func (s *Shaper) collect(f *font.Face, face *ot.Face, glyphs []shaping.Glyph, runes []rune, rtl bool) *word {
	w := &word{size: len(runes)}
	scale := 1000 / float64(f.Upem)
	for i := 0; i < len(glyphs); {
		first := glyphs[i].TextIndex()
		c := font.Cluster{Face: f}
		pen := 0
		for ; i < len(glyphs) && glyphs[i].TextIndex() == first; i++ {
			g := glyphs[i]
			c.Comps = append(c.Comps, font.Comp{GID: g.GlyphID, DX: pen + g.XOffset.Round(), DY: g.YOffset.Round()})
			pen += g.Advance.Round()
		}
		end := min(len(runes), first+max(1, glyphs[i-1].RunesCount()))
		c.Advance = pen
		// A little kerning does not make another glyph; a wide gap does,
		// because readers take a jump for a space.
		if len(c.Comps) == 1 {
			nominal := int(face.HorizontalAdvance(c.Comps[0].GID))
			if d := float64(pen-nominal) * scale; d < 25 && nominal >= 0 {
				c.Advance = nominal
			}
		}
		if c.Advance < 0 {
			c.Advance = 0
		}
		g := Glyph{Kern: float64(pen-c.Advance) * scale}
		w.width += float64(pen) * scale
		head, marks := apart(runes[max(0, min(first, end)):end])
		c.Text = clusterText(head, rtl)
		g.Cluster = s.intern(c)
		switch {
		case len(marks) == 0:
			w.glyphs, w.runes = append(w.glyphs, g), append(w.runes, first)
			continue
		case rtl:
			w.glyphs = append(w.glyphs, Glyph{Cluster: s.unseen(f, clusterText(marks, rtl))}, g)
		default:
			w.glyphs = append(w.glyphs, g, Glyph{Cluster: s.unseen(f, clusterText(marks, rtl))})
		}
		w.runes = append(w.runes, first, first)
	}
	return w
}

// clusterText is what a code of a right-to-left run is copied as. Readers
// reverse such runs letter by letter, so it is stored reversed.
func clusterText(runes []rune, rtl bool) string {
	if !rtl || len(runes) < 2 {
		return string(runes)
	}
	back := make([]rune, len(runes))
	for i, r := range runes {
		back[len(runes)-1-i] = r
	}
	return string(back)
}

// intern returns the one cluster with these contents.
func (s *Shaper) intern(c font.Cluster) *font.Cluster {
	k := s.key[:0]
	k = binary.AppendUvarint(k, uint64(c.Face.ID))
	k = binary.AppendVarint(k, int64(c.Advance))
	k = binary.AppendUvarint(k, uint64(len(c.Comps)))
	for _, p := range c.Comps {
		k = binary.AppendUvarint(k, uint64(p.GID))
		k = binary.AppendVarint(k, int64(p.DX))
		k = binary.AppendVarint(k, int64(p.DY))
	}
	k = append(k, c.Text...)
	s.key = k
	if old, ok := s.clusters[string(k)]; ok {
		return old
	}
	s.clusters[string(k)] = &c
	return &c
}

// apart divides the text of a cluster before its first mark. What follows gets
// a code of its own, without ink and width: pdf.js takes every code whose text
// has a mark in it for a mark, and sees a space after it.
func apart(runes []rune) (head, marks []rune) {
	for i, r := range runes {
		if i > 0 && r >= 0x300 && unicode.Is(unicode.Mn, r) {
			return runes[:i], runes[i:]
		}
	}
	return runes, nil
}

// unseen returns a cluster that is copied but not seen.
func (s *Shaper) unseen(f *font.Face, text string) *font.Cluster {
	return s.intern(font.Cluster{Face: f, Text: text})
}
