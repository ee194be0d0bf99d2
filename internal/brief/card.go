package brief

import (
	"strings"
	"unicode"

	"hria/internal/pdf"
	"hria/internal/site"
)

// Places on a card, in pixels.
const (
	cardMargin = 72
	cardColumn = site.CardWidth - 2*cardMargin
)

// Card draws the picture that other sites show with a link to a document, in
// the colours of the theme and the direction of its language. A text with a
// character that no font has is left out; in place of the title stands the id
// of the document.
func (m *Maker) Card(v site.CardView) ([]byte, error) {
	c := m.colours
	p := pdf.Picture{Width: site.CardWidth, Height: site.CardHeight, Lang: v.Lang, Ground: c.ground,
		Boxes: []pdf.PictureBox{{Width: site.CardWidth, Height: 18, Color: c.accent}}}
	add := func(text string, y float64, size float64, bold bool, ink pdf.Color) {
		if m.readable(text) {
			p.Texts = append(p.Texts, pdf.PictureText{Text: text, X: cardMargin, Y: y, Width: cardColumn, Sizes: []float64{size}, Lines: 1, Leading: 1.2, Bold: bold, Color: ink, On: c.ground})
		}
	}
	title := v.Title
	if !m.readable(title) {
		title = v.ID
	}
	leading := 1.18
	if v.Dir == "rtl" {
		leading = 1.4
	}
	add(v.Kind+" · "+v.ID, 92, 30, false, c.quiet)
	p.Texts = append(p.Texts, pdf.PictureText{Text: title, X: cardMargin, Y: 178, Width: cardColumn, Sizes: []float64{66, 58, 50, 44}, Lines: 4, Leading: leading, Bold: true, Color: c.ink, On: c.ground})
	if v.Level != "" && m.readable(v.Level) {
		m.cardLevel(&p, v)
	}
	add(v.Decision, 540, 32, true, c.ink)
	add(v.Register, 592, 26, false, c.quiet)
	return m.setter.Picture(p)
}

// cardLevel puts the level of the gravest impact on the colour of its band.
func (m *Maker) cardLevel(p *pdf.Picture, v site.CardView) {
	const size, padding, top, height = 32, 22, 432, 58
	ground, ink := m.colours.bands[v.Band], m.colours.bandInks[v.Band]
	if v.Band == "none" {
		ground, ink = m.colours.panel, m.colours.ink
	}
	width := int(m.setter.TextWidth(v.Level, v.Lang, true, size)) + 2*padding
	x := cardMargin
	if v.Dir == "rtl" {
		x = site.CardWidth - cardMargin - width
	}
	p.Boxes = append(p.Boxes, pdf.PictureBox{X: x, Y: top, Width: width, Height: height, Color: ground})
	p.Texts = append(p.Texts, pdf.PictureText{Text: v.Level, X: float64(x + padding), Y: top + 41, Width: float64(width - 2*padding + 2), Sizes: []float64{size}, Lines: 1, Leading: 1.2, Bold: true, Color: ink, On: ground})
}

// readable tells whether the fonts have all characters of a text.
func (m *Maker) readable(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		if r < unicode.MaxLatin1 || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return false
		}
		_, ok := m.setter.FontFor(pdf.Sans, r)
		return !ok
	}) < 0
}
