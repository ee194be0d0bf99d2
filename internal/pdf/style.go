package pdf

import "hria/internal/pdf/font"

// Color is an opaque colour. The zero value means "none stated": the colour
// is inherited, or nothing is painted.
type Color uint32

// RGB makes a Color from red, green and blue.
func RGB(r, g, b uint8) Color {
	return 1<<24 | Color(r)<<16 | Color(g)<<8 | Color(b)
}

// Style is the look of a document. Sizes of text styles are multiples of
// Size, so that a whole document is made a little smaller by Size alone.
type Style struct {
	BodyFont    string  // family names, as in Font.Family
	HeadingFont string  //
	CodeFont    string  //
	Size        float64 // size of running text in points
	Leading     float64 // distance of base lines as a multiple of the size
	// Justify sets running text to both margins. Ragged text is easier to read
	// in narrow columns and keeps every word whole, so it is the default.
	Justify bool

	Ink    Color // running text
	Muted  Color // captions, header, footer
	Accent Color // bars, table header rules, labels
	Link   Color // links; they are underlined as well
	Hair   Color // thin rules
	Tint   Color // backgrounds of zebra rows and table headers

	Headings [4]TextStyle // levels 1 to 4
	Roles    [roleCount]TextStyle
	Caption  TextStyle
	Table    TextStyle // text in cells
	Bar      TextStyle // header and footer

	ListIndent float64 // as multiples of Size, as the ones below
	ItemGap    float64
	BoxPadding float64
	ColumnGap  float64
	CellPadX   float64
	CellPadY   float64
	BlockGap   float64 // around tables, figures, boxes and lists
}

// TextStyle is the look of one kind of text. Zero fields mean: size 1, the
// Style's leading, ink and body font, upright and regular, no space around.
type TextStyle struct {
	Heading bool    // in the heading font
	Size    float64 // as a multiple of Style.Size
	Leading float64
	Bold    bool
	Italic  bool
	Color   Color
	Before  float64 // space above and below, as multiples of Style.Size
	After   float64
}

// Names of the default families.
const (
	Serif = font.Serif
	Sans  = font.Sans
	Mono  = font.Mono
)

// DefaultStyle returns the look of a calm printed report: serif text, sans
// headings, one dark blue accent. The result may be changed freely.
func DefaultStyle() Style {
	accent := RGB(0x1f, 0x4e, 0x79)
	muted := RGB(0x55, 0x5b, 0x62)
	return Style{
		BodyFont: Serif, HeadingFont: Sans, CodeFont: Mono,
		Size: 10.5, Leading: 1.42,
		Ink: RGB(0x1c, 0x1f, 0x23), Muted: muted, Accent: accent, Link: RGB(0x1a, 0x4f, 0x8b),
		Hair: RGB(0xc9, 0xce, 0xd4), Tint: RGB(0xf2, 0xf4, 0xf7),
		Headings: [4]TextStyle{
			{Heading: true, Size: 2.1, Leading: 1.16, Bold: true, Color: accent, Before: 0.4, After: 0.5},
			{Heading: true, Size: 1.33, Leading: 1.25, Bold: true, Color: accent, Before: 1.7, After: 0.45},
			{Heading: true, Size: 1.09, Leading: 1.3, Bold: true, Before: 1.25, After: 0.3},
			{Heading: true, Size: 0.97, Leading: 1.35, Bold: true, Color: muted, Before: 1.0, After: 0.2},
		},
		Roles: [roleCount]TextStyle{
			Body:     {After: 0.62},
			Lead:     {Size: 1.18, Leading: 1.4, After: 0.8},
			Small:    {Size: 0.84, Leading: 1.38, Color: muted, After: 0.5},
			Subtitle: {Heading: true, Size: 1.2, Leading: 1.32, Color: muted, After: 0.9},
			Label:    {Heading: true, Size: 0.82, Leading: 1.35, Bold: true, Color: accent, After: 0.25},
			Footnote: {Size: 0.8, Leading: 1.34, After: 0.18},
		},
		Caption: TextStyle{Heading: true, Size: 0.84, Leading: 1.35, Color: muted},
		Table:   TextStyle{Heading: true, Size: 0.86, Leading: 1.32},
		Bar:     TextStyle{Heading: true, Size: 0.76, Leading: 1.3, Color: muted},

		ListIndent: 1.5, ItemGap: 0.28, BoxPadding: 1.0, ColumnGap: 2.0,
		CellPadX: 0.55, CellPadY: 0.4, BlockGap: 1.0,
	}
}
