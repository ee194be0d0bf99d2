package font

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	ot "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
)

// Source is one font of a font file and how it is to be found.
type Source struct {
	Family     string
	Bold       bool
	Italic     bool
	Data       []byte // never written to
	Index      int    // of a collection
	Variations map[string]float64
	Weight     int    // as Inspect finds it: 400 is regular, 700 bold
	Name       string // for messages
	BuiltIn    bool   // gives way to the others where it is not asked for by name
}

// Face is one font. It is parsed when it is first needed and does not change
// after that, so that it can be shared.
type Face struct {
	ID     int // unique in a Set and the Library beside it
	Family string
	Bold   bool
	Italic bool
	Lent   bool // from the Library

	source Source
	cjk    string // the writing of Han that it is drawn for; empty: any
	key    string
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

func newFace(id int, src Source) *Face {
	return &Face{ID: id, Family: src.Family, Bold: src.Bold, Italic: src.Italic, source: src, cjk: writingOf(src.Family), key: strconv.Itoa(id)}
}

// Key tells the face from all others with which a document can be set. Of a
// font of the machine it says nothing but what the font is.
func (f *Face) Key() string { return f.key }

// Set is an ordered list of faces, with a Library for what they lack.
type Set struct {
	faces   []*Face
	library *Library
	instead string
}

// Options say how a Set is used.
type Options struct {
	// Library lends what the sources lack; nil: nothing is lent.
	Library *Library
	// Family is the family of the sources that stands in for the built-in ones
	// but for that of code. Empty: none.
	Family string
}

// NewSet makes a Set. Sources that are not built in are parsed at once, so that
// a font that somebody configured is refused with a message; the others are
// trusted and parsed when they are needed.
func NewSet(sources []Source, o Options) (*Set, error) {
	s := &Set{library: o.Library, instead: o.Family}
	for i, src := range sources {
		f := newFace(i, src)
		if !src.BuiltIn {
			if err := Check(src); err != nil {
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

// load parses the file once.
func (f *Face) load() error {
	f.once.Do(func() { f.err = guarded(f.parse) })
	return f.err
}

// patience is how long a font may take to be parsed. Whole ones take some
// milliseconds; some that somebody damaged on purpose take many seconds.
const patience = 10 * time.Second

// guarded runs a function that parses a foreign file: a panic becomes an error,
// and so does an endless loop, whose goroutine is left behind.
func guarded(parse func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("font cannot be read: %v", r)
			}
		}()
		done <- parse()
	}()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return errors.New("font cannot be read: it takes too long")
	}
}

func (f *Face) parse() error {
	loaders, err := opentype.NewLoaders(bytes.NewReader(f.source.Data))
	if err != nil {
		return err
	}
	if f.source.Index < 0 || f.source.Index >= len(loaders) {
		return fmt.Errorf("collection has %d fonts, index %d asked for", len(loaders), f.source.Index)
	}
	parsed, err := ot.NewFont(loaders[f.source.Index])
	if err != nil {
		return err
	}
	face := ot.NewFace(parsed)
	upem := int(face.Upem())
	if upem < 16 || upem > 16384 {
		return fmt.Errorf("font has %d units per em", upem)
	}
	coords, err := variationCoords(face, f.source.Variations)
	if err != nil {
		return err
	}
	drawer := ot.NewFace(parsed)
	if coords != nil {
		drawer.SetCoords(coords)
	}
	ext, _ := drawer.FontHExtents()
	f.parsed, f.Upem, f.coords, f.drawer = parsed, upem, coords, drawer
	f.Ascent = float64(ext.Ascender) / float64(upem)
	f.Descent = -float64(ext.Descender) / float64(upem)
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

// Ask is a character that is to be set, and how.
type Ask struct {
	Family       string
	Bold, Italic bool
	Lang         string // BCP 47; tells the writings of Han apart
	Rune         rune
}

// Pick returns the face for a character: of the wanted family if it has the
// character, else the first of all others that has it, else one that the
// Library lends; with the wanted weight and slant where there is a choice. ok is
// false if no face has it; the face is then the one to draw an empty box with.
func (s *Set) Pick(a Ask) (f *Face, ok bool) {
	best := s.best(a, func(f *Face) bool { return f.Has(a.Rune) })
	if best != nil && !best.stopgap(a.Rune) {
		return best, true
	}
	if f := s.library.lend(a); f != nil {
		return f, true
	}
	if best != nil {
		return best, true
	}
	return s.first(a), false
}

// stopgap reports whether the face has some characters of a script and not all
// that its texts need, so that a font of the machine is better.
func (f *Face) stopgap(r rune) bool {
	if !f.source.BuiltIn || f.Family != Symbol {
		return false
	}
	switch language.LookupScript(r) {
	case language.Lao, language.Nko, language.Canadian_Aboriginal, language.Arabic, language.Hebrew, language.Ogham:
		return true
	}
	return false
}

// Lends reports whether there is a Library beside the faces.
func (s *Set) Lends() bool { return s.library != nil }

// first returns the face that fits best, whatever characters it has.
func (s *Set) first(a Ask) *Face {
	return s.best(a, func(f *Face) bool { return f.load() == nil })
}

// best returns the face that fits best of those that will do; nil if none does.
// They are asked in that order, because to ask a face is to parse its font.
func (s *Set) best(a Ask, does func(*Face) bool) *Face {
	type ranked struct {
		face *Face
		rank int
	}
	list := make([]ranked, len(s.faces))
	for i, f := range s.faces {
		list[i] = ranked{f, s.mismatch(f, a)}
	}
	slices.SortStableFunc(list, func(x, y ranked) int { return x.rank - y.rank })
	for _, r := range list {
		if does(r.face) {
			return r.face
		}
	}
	return nil
}

// Base returns the face that decides the height of lines of a family.
func (s *Set) Base(family string, bold, italic bool) *Face {
	return s.first(Ask{Family: family, Bold: bold, Italic: italic})
}

// mismatch says how badly a face fits. Another writing of Han weighs most, then
// a wrong family, then a wrong weight: bold carries meaning in headings and
// table heads. The fonts of a site come before the built-in ones: a word in one
// look is better than a bold one in another.
func (s *Set) mismatch(f *Face, a Ask) int {
	n := 0
	if f.cjk != "" && a.Lang != "" && f.cjk != writing(a.Lang) && ByLanguage(a.Rune) {
		n += 32
	}
	switch {
	case s.instead != "" && a.Family != Mono && f.Family == s.instead:
	case f.Family == a.Family:
		n += 4
	case f.source.BuiltIn:
		n += 16
	default:
		n += 8
	}
	if f.Bold != a.Bold {
		n += 2
	}
	if f.Italic != a.Italic {
		n++
	}
	return n
}
