package font

import (
	"encoding/binary"
	"errors"
	"fmt"

	ot "github.com/go-text/typesetting/font"
)

// Comp is one glyph of a cluster, moved by (DX, DY) font units.
type Comp struct {
	GID    ot.GID
	DX, DY int
}

// Cluster is what one code of a subset stands for: glyphs that were shaped
// together, how far they advance, and the text they show. It is compared by
// address: whoever shapes keeps one Cluster for equal contents.
type Cluster struct {
	Face    *Face
	Comps   []Comp
	Advance int    // in font units
	Text    string // in the order in which readers expect it, see package text
}

// Subset collects the clusters of one face that a document shows.
type Subset struct {
	Face  *Face
	codes map[*Cluster]uint16
	list  []*Cluster
}

// ErrFull says that a document shows more clusters than a font can hold.
var ErrFull = errors.New("more than 65535 different characters in one font")

// NewSubset returns an empty subset of a face.
func NewSubset(f *Face) *Subset {
	return &Subset{Face: f, codes: map[*Cluster]uint16{}}
}

// Code returns the code of c, from 1, in order of first use; 0 if the subset
// is full.
func (s *Subset) Code(c *Cluster) uint16 {
	if n, ok := s.codes[c]; ok {
		return n
	}
	if len(s.list) >= 0xFFFF {
		return 0
	}
	s.list = append(s.list, c)
	n := uint16(len(s.list))
	s.codes[c] = n
	return n
}

// Clusters returns the clusters in the order of their codes; the first one
// has the code 1.
func (s *Subset) Clusters() []*Cluster { return s.list }

// Embedded is a font made for one document.
type Embedded struct {
	Program []byte    // a TrueType font whose glyph n draws the code n
	Widths  []float64 // of codes, in thousandths of the type size; Widths[0] is 0
	Texts   []string  // of codes
	BBox    [4]int    // in thousandths
}

// Embed makes the font program. Glyphs shown by several codes are stored once
// and referred to.
func (s *Subset) Embed() (*Embedded, error) {
	b := &builder{face: s.Face, uses: map[ot.GID]int{}, shared: map[ot.GID]int{}}
	for _, c := range s.list {
		for _, p := range c.Comps {
			b.uses[p.GID]++
		}
	}
	b.add(nil, 0) // code 0: never used, and nothing to see
	b.next = len(s.list) + 1
	for _, c := range s.list {
		b.add(b.glyph(c), c.Advance)
	}
	for i := 0; i < len(b.later); i++ {
		b.add(s.Face.simple(b.later[i]), 0)
	}
	if len(b.glyphs) > 0xFFFF {
		return nil, fmt.Errorf("font %q: %w", s.Face.source.Name, ErrFull)
	}
	e := &Embedded{Program: b.program()}
	scale := 1000 / float64(s.Face.Upem)
	e.Widths, e.Texts = append(e.Widths, 0), append(e.Texts, "")
	for _, c := range s.list {
		e.Widths = append(e.Widths, float64(min(c.Advance, 0xFFFF))*scale)
		e.Texts = append(e.Texts, c.Text)
	}
	for i, v := range []int{b.box[0], b.box[1], b.box[2], b.box[3]} {
		e.BBox[i] = int(float64(v) * scale)
	}
	return e, nil
}

// builder puts together the tables of a TrueType font.
type builder struct {
	face     *Face
	uses     map[ot.GID]int // by how many clusters a glyph is shown
	shared   map[ot.GID]int // where a glyph that is referred to will be
	later    []ot.GID       // in that order
	next     int
	glyphs   [][]byte
	advances []int
	box      [4]int
}

func (b *builder) add(glyph []byte, advance int) {
	b.glyphs = append(b.glyphs, glyph)
	b.advances = append(b.advances, advance)
	if len(glyph) >= 10 {
		for i := range 4 {
			v := int(int16(binary.BigEndian.Uint16(glyph[2+2*i:])))
			if i < 2 {
				b.box[i] = min(b.box[i], v)
			} else {
				b.box[i] = max(b.box[i], v)
			}
		}
	}
}

// glyph returns the outline of a cluster: the glyph itself where it is the
// only user, else a composite.
func (b *builder) glyph(c *Cluster) []byte {
	var comps []Comp
	for _, p := range c.Comps {
		if len(b.face.simple(p.GID)) > 0 {
			comps = append(comps, p)
		}
	}
	if len(comps) == 0 {
		return nil
	}
	if p := comps[0]; len(comps) == 1 && p.DX == 0 && p.DY == 0 && b.uses[p.GID] == 1 {
		return b.face.simple(p.GID)
	}
	return b.composite(comps)
}

// Flags of the parts of a composite glyph.
const (
	argsAreWords = 1
	argsAreXY    = 2
	moreFollow   = 0x20
)

func (b *builder) composite(comps []Comp) []byte {
	box := [4]int{32767, 32767, -32768, -32768}
	var parts []byte
	for i, p := range comps {
		at, ok := b.shared[p.GID]
		if !ok {
			at = b.next
			b.next++
			b.shared[p.GID] = at
			b.later = append(b.later, p.GID)
		}
		flags := uint16(argsAreWords | argsAreXY)
		if i < len(comps)-1 {
			flags |= moreFollow
		}
		parts = binary.BigEndian.AppendUint16(parts, flags)
		parts = binary.BigEndian.AppendUint16(parts, uint16(at))
		parts = binary.BigEndian.AppendUint16(parts, uint16(int16(p.DX)))
		parts = binary.BigEndian.AppendUint16(parts, uint16(int16(p.DY)))
		g := b.face.simple(p.GID)
		for k := range 4 {
			v := int(int16(binary.BigEndian.Uint16(g[2+2*k:])))
			d := p.DX
			if k%2 == 1 {
				d = p.DY
			}
			if k < 2 {
				box[k] = min(box[k], v+d)
			} else {
				box[k] = max(box[k], v+d)
			}
		}
	}
	out := []byte{0xFF, 0xFF}
	for _, v := range box {
		out = binary.BigEndian.AppendUint16(out, uint16(int16(clamp16(float64(v)))))
	}
	return append(out, parts...)
}
