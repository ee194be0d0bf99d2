package font

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"

	ot "github.com/go-text/typesetting/font"
)

// Source is a font file and how it is to be found.
type Source struct {
	Family     string
	Bold       bool
	Italic     bool
	Data       []byte
	Index      int
	Variations map[string]float64
	Name       string // for messages
}

// Face is one font of a Set. It is parsed when it is first needed and does
// not change after that, so that it can be shared.
type Face struct {
	ID     int // place in the Set; smaller is preferred
	Family string
	Bold   bool
	Italic bool

	source Source
	once   sync.Once
	parsed *ot.Font
	coords []ot.VarCoord
	err    error

	Upem            int
	Ascent, Descent float64 // as multiples of the type size, both positive

	mu     sync.Mutex // guards drawn and drawer
	drawer *ot.Face
	drawn  map[ot.GID][]byte // glyphs encoded for a glyf table
}

// Set is an ordered list of faces.
type Set struct{ faces []*Face }

// NewSet makes a Set. The first eager sources are parsed at once, so that a
// font that somebody configured is refused with a message; the others are
// trusted and parsed when they are needed.
func NewSet(sources []Source, eager int) (*Set, error) {
	s := &Set{}
	for i, src := range sources {
		f := &Face{ID: i, Family: src.Family, Bold: src.Bold, Italic: src.Italic, source: src}
		if i < eager {
			if err := verify(src.Data, src.Index); err != nil {
				return nil, fmt.Errorf("font %q: %w", src.Name, err)
			}
			if err := f.load(); err != nil {
				return nil, fmt.Errorf("font %q: %w", src.Name, err)
			}
		}
		s.faces = append(s.faces, f)
	}
	if len(s.faces) == 0 {
		return nil, errors.New("no fonts")
	}
	return s, nil
}

// load parses the file once. The parser may panic on damaged files that have
// right checksums.
func (f *Face) load() error {
	f.once.Do(func() {
		defer func() {
			if r := recover(); r != nil {
				f.err = fmt.Errorf("font cannot be read: %v", r)
			}
		}()
		f.err = f.parse()
	})
	return f.err
}

func (f *Face) parse() error {
	faces, err := ot.ParseTTC(bytes.NewReader(f.source.Data))
	if err != nil {
		return err
	}
	if f.source.Index >= len(faces) {
		return fmt.Errorf("collection has %d fonts, index %d asked for", len(faces), f.source.Index)
	}
	face := faces[f.source.Index]
	f.parsed, f.Upem = face.Font, int(face.Upem())
	if f.Upem < 16 || f.Upem > 16384 {
		return fmt.Errorf("font has %d units per em", f.Upem)
	}
	if f.coords, err = variationCoords(face, f.source.Variations); err != nil {
		return err
	}
	f.drawer = f.NewFace()
	ext, _ := f.drawer.FontHExtents()
	f.Ascent = float64(ext.Ascender) / float64(f.Upem)
	f.Descent = -float64(ext.Descender) / float64(f.Upem)
	f.drawn = map[ot.GID][]byte{}
	return nil
}

func variationCoords(face *ot.Face, want map[string]float64) ([]ot.VarCoord, error) {
	if len(want) == 0 {
		return nil, nil
	}
	var list []ot.Variation
	for tag, value := range want {
		if len(tag) != 4 {
			return nil, fmt.Errorf("axis %q: the name of an axis has four letters", tag)
		}
		t := ot.Tag(uint32(tag[0])<<24 | uint32(tag[1])<<16 | uint32(tag[2])<<8 | uint32(tag[3]))
		list = append(list, ot.Variation{Tag: t, Value: float32(value)})
	}
	slices.SortFunc(list, func(a, b ot.Variation) int { return int(int64(a.Tag) - int64(b.Tag)) })
	face.SetVariations(list)
	return slices.Clone(face.Coords()), nil
}

// Name is the name of the face for messages.
func (f *Face) Name() string { return f.source.Name }

// NewFace returns a face for one goroutine: the shared font with caches of
// its own. It may be called only for faces that Pick returned.
func (f *Face) NewFace() *ot.Face {
	face := ot.NewFace(f.parsed)
	if f.coords != nil {
		face.SetCoords(f.coords)
	}
	return face
}

// Has reports whether the face has a glyph for r.
func (f *Face) Has(r rune) bool {
	if f.load() != nil {
		return false
	}
	gid, ok := f.parsed.NominalGlyph(r)
	return ok && gid != 0
}

// Pick returns the face for r: of the wanted family if it has the character,
// else the first of all others that has it; with the wanted weight and slant
// where there is a choice. ok is false if no face has it; the face is then
// the one to draw an empty box with.
func (s *Set) Pick(family string, bold, italic bool, r rune) (f *Face, ok bool) {
	var best *Face
	rank := 1 << 30
	for _, c := range s.faces {
		n := mismatch(c, family, bold, italic)
		if n < rank && c.Has(r) {
			best, rank = c, n
		}
	}
	if best != nil {
		return best, true
	}
	return s.first(family, bold, italic), false
}

// first returns the face that fits best, whatever characters it has.
func (s *Set) first(family string, bold, italic bool) *Face {
	var best *Face
	rank := 1 << 30
	for _, c := range s.faces {
		if n := mismatch(c, family, bold, italic); n < rank && c.load() == nil {
			best, rank = c, n
		}
	}
	return best
}

// Base returns the face that decides the height of lines of a family.
func (s *Set) Base(family string, bold, italic bool) *Face {
	return s.first(family, bold, italic)
}

// mismatch says how badly a face fits. A wrong family weighs most, then a
// wrong weight: bold carries meaning in headings and table heads.
func mismatch(f *Face, family string, bold, italic bool) int {
	n := 0
	if f.Family != family {
		n += 4
	}
	if f.Bold != bold {
		n += 2
	}
	if f.Italic != italic {
		n++
	}
	return n
}
