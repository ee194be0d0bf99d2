package brief

import (
	"hria/internal/pdf"
	"hria/internal/theme"
)

// colours are those of the theme's light side, as on a printed page.
type colours struct {
	ink, quiet, line, panel pdf.Color
	accent, accentSoft      pdf.Color
	warn, warnSoft, paper   pdf.Color
	ghost                   pdf.Color // of what stands behind the text
	ground                  pdf.Color // of pages on a screen
	bands, bandInks         map[string]pdf.Color
	codeInks                map[string]pdf.Color // of tokens, by their class
}

// bandNames are the bands of the map, from the lightest to the darkest.
var bandNames = [...]string{"low", "medium", "high", "very-high", "critical"}

func coloursOf(t *theme.Theme) colours {
	get := func(name string) pdf.Color { return pdf.RGB(t.Colour(name)) }
	c := colours{
		ground: get("ground"), ink: get("ink"), quiet: get("quiet"), line: get("line"), panel: get("panel"),
		accent: get("accent"), accentSoft: get("accent-soft"), warn: get("warn"), warnSoft: get("warn-soft"),
		paper: pdf.RGB(0xff, 0xff, 0xff), ghost: pdf.RGB(0xec, 0xec, 0xec), bands: map[string]pdf.Color{}, bandInks: map[string]pdf.Color{},
	}
	for _, b := range bandNames {
		c.bands[b], c.bandInks[b] = get("band-"+b), get("band-"+b+"-ink")
	}
	c.codeInks = map[string]pdf.Color{
		"c-keyword": get("code-keyword"), "c-heading": get("code-keyword"), "c-string": get("code-string"), "c-inserted": get("code-string"),
		"c-number": get("code-number"), "c-comment": get("code-comment"), "c-name": get("code-name"), "c-deleted": c.warn,
	}
	return c
}

// Sizes of the running text in points. Below the least nobody reads a page at
// arm's length.
const (
	largest = 12.0
	least   = 8.5
)

// style is the look of a note at a type size. Space around things shrinks
// faster than the letters, down to four fifths.
func (c colours) style(lang string, size float64) pdf.Style {
	s := pdf.StyleFor(lang)
	air := 0.8 + 0.2*(size-least)/(largest-least)
	leading := s.Leading / 1.42 * (1.27 + 0.11*(size-least)/(largest-least))
	s.BodyFont, s.HeadingFont = pdf.Sans, pdf.Sans
	s.Size, s.Leading = size, leading
	s.Ink, s.Muted, s.Accent, s.Link, s.Hair, s.Tint = c.ink, c.quiet, c.accent, c.accent, c.line, c.panel
	s.Headings = [4]pdf.TextStyle{
		{Heading: true, Size: (17.5 + 1.1*(size-least)) / size, Leading: 1.14, Bold: true, Color: c.ink, After: 0.35 * air},
		{Heading: true, Size: 1.16, Leading: 1.25, Bold: true, Color: c.accent, Before: 1.35 * air, After: 0.4 * air},
		{Heading: true, Size: 1, Leading: 1.25, Bold: true, Color: c.ink, Before: 0.85 * air, After: 0.15 * air},
		{Heading: true, Size: 1, Leading: 1.25, Bold: true, Color: c.quiet, Before: 0.6 * air, After: 0.15 * air},
	}
	s.Roles[pdf.Body] = pdf.TextStyle{After: 0.4 * air}
	s.Roles[pdf.Lead] = pdf.TextStyle{Heading: true, Size: 1.95, Leading: 1.14, Bold: true, After: 0.35 * air}
	s.Roles[pdf.Small] = pdf.TextStyle{Size: 0.88, Leading: 1.3, After: 0.22 * air}
	s.Roles[pdf.Subtitle] = pdf.TextStyle{Heading: true, Size: 0.94, Leading: 1.3, Color: c.quiet, After: 0.6 * air}
	s.Roles[pdf.Label] = pdf.TextStyle{Heading: true, Size: 0.88, Leading: 1.3, Bold: true, Color: c.accent, After: 0.2 * air}
	s.Roles[pdf.Fine] = pdf.TextStyle{Size: 7 / size, Leading: 1.3, Before: 0.5 * air}
	s.Table = pdf.TextStyle{Heading: true, Size: 0.9, Leading: 1.25}
	s.Caption = pdf.TextStyle{Heading: true, Size: 0.82, Leading: 1.3, Color: c.quiet}
	s.Bar = pdf.TextStyle{Heading: true, Size: 8 / size, Leading: 1.3, Color: c.quiet}
	s.ItemGap, s.BlockGap, s.CellPadY = 0.32*air, 0.6*air, 0.32*air
	s.BoxPadding, s.ColumnGap, s.ListIndent = 0.95*air, 2, 1.45
	return s
}

// margins leave room for a thumb at the sides and for the footer below.
var margins = pdf.Margins{Top: 46, End: sides, Bottom: 54, Start: sides}

const (
	sides     = 52.0
	pageWidth = 595.28 - 2*sides // of the text, on A4
)
