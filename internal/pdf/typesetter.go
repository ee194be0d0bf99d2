package pdf

import (
	"context"
	"errors"
)

// Font is one font file. TrueType, OpenType (CFF) and collections work; WOFF
// and WOFF2 are refused.
type Font struct {
	Family string // name by which a Style asks for it
	Bold   bool
	Italic bool
	Data   []byte // never written to
	Index  int    // which font of a collection
	// Variations sets the axes of a variable font, as {"wght": 700}.
	Variations map[string]float64
	// Source is the name shown in messages, as a file name.
	Source string
}

// Typesetter turns documents into PDF files. It keeps parsed fonts and shaped
// words. It is safe for concurrent use.
type Typesetter struct{}

// New makes a Typesetter. A character is set in the first of the fonts that
// has it, beginning with the family the Style asks for; DefaultFonts come
// after those given. An error names the font that cannot be used.
func New(fonts ...Font) (*Typesetter, error) { return &Typesetter{}, nil }

// DefaultFonts returns the embedded families Serif, Sans and Mono, which cover
// Latin, Greek, Cyrillic and Hebrew, and DejaVu for Arabic and symbols.
func DefaultFonts() []Font { return nil }

// Result is a rendered document.
type Result struct {
	PDF   []byte
	Pages int
	// LastUsed is the height used on the last page, and PageHeight the height
	// a page has for text, both in points.
	LastUsed, PageHeight float64
	// Missing lists the characters that no font has, each once, in order of
	// appearance. They are drawn as empty boxes.
	Missing []Missing
	// Overflows lists what did not fit its place.
	Overflows []Overflow
}

// Missing is a character that no font has.
type Missing struct {
	Rune rune
	Text string // the text it first stood in, cut to a readable length
}

// Overflow is content that did not fit: an unbreakable word wider than its
// column (broken between letters), a figure higher than a page (scaled), a
// header or footer wider than the page (cut).
type Overflow struct {
	Page int
	What string // message in the form of a finding
}

// ErrTooLong is returned, wrapped, when a document needs more than MaxPages.
var ErrTooLong = errors.New("document is too long")

// MaxPages is the number of pages at which Render gives up.
const MaxPages = 500

// Render sets doc and returns the file. It gives up with ctx.Err() when ctx is
// done. It returns an error, and never panics, for a document that breaks the
// rules stated at the types of its parts.
func (t *Typesetter) Render(ctx context.Context, doc Document) (*Result, error) {
	return nil, errors.New("not built yet")
}

// Measure does all of Render but write the file: Result.PDF is nil. A caller
// who must meet a page limit measures with smaller and smaller Style.Size, or
// less content, and renders what fits.
func (t *Typesetter) Measure(ctx context.Context, doc Document) (*Result, error) {
	return nil, errors.New("not built yet")
}
