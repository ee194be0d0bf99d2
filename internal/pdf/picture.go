package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"

	"hria/internal/pdf/text"
)

// Picture is a flat picture of a few lines of text and boxes, for places where
// a document cannot be shown. Lengths are pixels from the upper left corner,
// whatever the direction of the text.
type Picture struct {
	Width, Height int
	Lang          string
	Ground        Color
	Boxes         []PictureBox
	Texts         []PictureText
}

// PictureBox is a box of one colour.
type PictureBox struct {
	X, Y, Width, Height int
	Color               Color
}

// PictureText is a text in lines. It is cut at a word, with an ellipsis, where
// it needs more than Lines. Of Sizes the first that fits is taken, else the
// last.
type PictureText struct {
	Text      string
	X, Y      float64 // of the first base line at the left side of the column
	Width     float64
	Sizes     []float64
	Leading   float64 // of a size
	Lines     int
	Bold      bool
	Color, On Color
}

// steps of each colour of letters towards its ground: enough for smooth edges,
// few enough for a small file.
const steps = 3

// Picture draws a picture as a PNG file. A character that no font has is an
// empty box.
func (t *Typesetter) Picture(p Picture) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil { // fonts are foreign
			out, err = nil, errors.New("drawing the picture failed")
		}
	}()
	s := t.shapers.Get().(*text.Shaper)
	defer func() {
		t.noted(s)
		t.shapers.Put(s)
	}()
	s.Trim()
	c := &painting{Paletted: image.NewPaletted(image.Rect(0, 0, p.Width, p.Height), nil)}
	ground := c.shade(p.Ground)
	for i := range c.Pix {
		c.Pix[i] = ground
	}
	for _, b := range p.Boxes {
		shade, r := c.shade(b.Color), image.Rect(b.X, b.Y, b.X+b.Width, b.Y+b.Height).Intersect(c.Rect)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := c.Pix[c.PixOffset(r.Min.X, y):c.PixOffset(r.Max.X, y)]
			for i := range row {
				row[i] = shade
			}
		}
	}
	for _, x := range p.Texts {
		lines, size := x.lines(s, p.Lang)
		ramp := c.ramp(x.Color, x.On)
		for i, l := range lines {
			c.line(l, x.X, x.Y+float64(i)*size*x.Leading, ramp)
		}
	}
	return c.encode()
}

// wanted is the size of a file that is better not exceeded.
const wanted = 30_000

// encode writes the picture quickly or, where that makes it large, well.
func (c *painting) encode() ([]byte, error) {
	for len(c.Palette) < 17 { // rows of fewer colours are packed, which is slow
		c.Palette = append(c.Palette, color.RGBA{A: 255})
	}
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &pngBuffers}
	if err := e.Encode(&b, c.Paletted); err != nil || b.Len() < wanted {
		return b.Bytes(), err
	}
	b.Reset()
	e.CompressionLevel = png.DefaultCompression
	err := e.Encode(&b, c.Paletted)
	return b.Bytes(), err
}

// pngBuffers keeps what an encoder of PNG works with; it is costly to make.
var pngBuffers bufferPool

type bufferPool struct{ sync.Pool }

func (p *bufferPool) Get() *png.EncoderBuffer {
	b, _ := p.Pool.Get().(*png.EncoderBuffer)
	return b
}

func (p *bufferPool) Put(b *png.EncoderBuffer) { p.Pool.Put(b) }

// TextWidth is the width of a text on one line of a picture.
func (t *Typesetter) TextWidth(words, lang string, bold bool, size float64) float64 {
	s := t.shapers.Get().(*text.Shaper)
	defer func() {
		t.noted(s)
		t.shapers.Put(s)
	}()
	x := PictureText{Text: words, Width: 1e6, Sizes: []float64{size}, Lines: 1, Bold: bold}
	lines, _ := x.lines(s, lang)
	if len(lines) == 0 {
		return 0
	}
	return lines[0].Width
}

// lines breaks the text at the largest size that fits.
func (x PictureText) lines(s *text.Shaper, lang string) (lines []text.Line, size float64) {
	words := x.Text
	for i := 0; ; {
		size = x.Sizes[i]
		p := s.Shape([]text.Run{{Text: words, Style: text.Style{Family: Sans, Bold: x.Bold, Size: size, Lang: lang}}}, rtlLanguage(lang))
		var overlong bool
		lines, overlong = p.Break(x.Width, text.Start, true)
		switch {
		case len(lines) <= x.Lines && !overlong:
			return lines, size
		case i < len(x.Sizes)-1:
			i++
			continue
		case len(lines) <= x.Lines:
			return lines, size
		}
		shorter := strings.TrimSuffix(words, "…")
		if at := strings.LastIndexAny(strings.TrimRight(shorter, " "), " "); at > 0 {
			shorter = shorter[:at]
		} else if runes := []rune(shorter); len(runes) > 8 {
			shorter = string(runes[:len(runes)*3/4])
		} else {
			return lines[:x.Lines], size
		}
		words = strings.TrimRight(shorter, " ,;:.") + "…"
	}
}

// painting is a picture that is drawn.
type painting struct {
	*image.Paletted
	shades map[Color]uint8
	ramps  map[[2]Color][steps + 1]uint8
	raster vector.Rasterizer
	mask   *image.Alpha
}

// shade finds a colour in the palette, or adds it.
func (c *painting) shade(x Color) uint8 {
	if i, ok := c.shades[x]; ok {
		return i
	}
	if c.shades == nil {
		c.shades, c.ramps = map[Color]uint8{}, map[[2]Color][steps + 1]uint8{}
	}
	c.Palette = append(c.Palette, color.RGBA{uint8(x >> 16), uint8(x >> 8), uint8(x), 255})
	c.shades[x] = uint8(len(c.Palette) - 1)
	return c.shades[x]
}

// ramp gives the shades from a ground to the colour of letters. They follow one
// another in the palette, so that where letters touch the darker shade stays.
func (c *painting) ramp(ink, on Color) [steps + 1]uint8 {
	if r, ok := c.ramps[[2]Color{ink, on}]; ok {
		return r
	}
	r := [steps + 1]uint8{c.shade(on)}
	for i := 1; i <= steps; i++ {
		mix := func(shift int) uint8 {
			a, b := int(on>>shift&0xff), int(ink>>shift&0xff)
			return uint8(a + (b-a)*i/steps)
		}
		c.Palette = append(c.Palette, color.RGBA{mix(16), mix(8), mix(0), 255})
		r[i] = uint8(len(c.Palette) - 1)
	}
	c.ramps[[2]Color{ink, on}] = r
	return r
}

// line draws the glyphs of a line.
func (c *painting) line(l text.Line, x, y float64, ramp [steps + 1]uint8) {
	for _, f := range l.Frags {
		scale := f.Size / float64(f.Face.Upem)
		pen := x + f.X
		for _, g := range f.Glyphs {
			for _, part := range g.Cluster.Comps {
				c.glyph(f.Face.Outline(part.GID), pen+float64(part.DX)*scale, y-float64(part.DY)*scale, scale, ramp)
			}
			pen += float64(g.Cluster.Advance)*scale + g.Kern*f.Size/1000
		}
	}
}

// glyph draws an outline with its origin at a place. Each glyph is drawn by
// itself: what is smaller than 512 pixels is drawn in whole numbers, which are
// the same on every machine.
func (c *painting) glyph(outline []opentype.Segment, x, y, scale float64, ramp [steps + 1]uint8) {
	r := extent(outline, x, y, scale).Intersect(c.Rect)
	if r.Empty() {
		return
	}
	w, h := r.Dx(), r.Dy()
	c.raster.Reset(w, h)
	at := func(p opentype.SegmentPoint) (float32, float32) {
		return float32(x + float64(p.X)*scale - float64(r.Min.X)), float32(y - float64(p.Y)*scale - float64(r.Min.Y))
	}
	for _, s := range outline {
		ax, ay := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			c.raster.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			bx, by := at(s.Args[1])
			c.raster.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			ex, ey := at(s.Args[2])
			c.raster.CubeTo(ax, ay, bx, by, ex, ey)
		}
	}
	c.raster.ClosePath()
	if c.mask == nil || len(c.mask.Pix) < w*h {
		c.mask = image.NewAlpha(image.Rect(0, 0, max(w, 128), max(h, 128)))
	}
	mask := &image.Alpha{Pix: c.mask.Pix[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	clear(mask.Pix)
	c.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for row := range h {
		to := c.Pix[c.PixOffset(r.Min.X, r.Min.Y+row):]
		for i, a := range mask.Pix[row*w : row*w+w] {
			if step := (int(a)*steps + 127) / 255; step > 0 {
				if to[i] < ramp[1] || to[i] > ramp[steps] || to[i] < ramp[step] {
					to[i] = ramp[step]
				}
			}
		}
	}
}

// extent is the box of pixels that an outline touches.
func extent(outline []opentype.Segment, x, y, scale float64) image.Rectangle {
	var r image.Rectangle
	for _, s := range outline {
		for _, p := range s.ArgsSlice() {
			px, py := int(x+float64(p.X)*scale), int(y-float64(p.Y)*scale)
			r = r.Union(image.Rect(px-1, py-1, px+2, py+2))
		}
	}
	return r
}
