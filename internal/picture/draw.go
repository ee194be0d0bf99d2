package picture

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"maps"
	"slices"
)

// Quality of JPEG: of those that come with less or more, and of smaller ones.
const (
	bestQuality  = 85
	worstQuality = 60
	smallQuality = 80
)

// Draw gives the bytes to publish of a picture, in its own size or, where width
// is not 0, in that width. An *Unfit says why it cannot be published; the error
// of ctx is given where it ends first.
func Draw(ctx context.Context, name string, b []byte, width int) ([]byte, error) {
	seen, err := lookAt(name, b)
	if err != nil {
		return nil, err
	}
	if seen.name == "GIF" {
		return drawGIF(ctx, b)
	}
	clear, err := seen.pixels(ctx, b)
	if err != nil {
		return nil, err
	}
	quality := bestQuality
	if seen.name == "JPEG" {
		quality = min(max(qualityOf(b), worstQuality), bestQuality)
	}
	smaller := width > 0 && width < seen.Width
	if smaller {
		w, h := width, seen.HeightIn(width)
		if seen.orientation > 4 {
			w, h = h, w
		}
		clear, quality = Scale(clear, w, h), min(quality, smallQuality)
	}
	clear = turn(toSRGB(clear, profileOf(seen.format, b)), seen.orientation)
	var out bytes.Buffer
	if seen.name == "JPEG" || seen.Ending == ".jpg" {
		err = jpeg.Encode(&out, clear, &jpeg.Options{Quality: quality})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, slim(clear, smaller))
	}
	return out.Bytes(), err
}

// Decode gives a picture as it is seen: turned the way the camera was held, in
// the colours of sRGB, without what does not show; of an animation the first
// frame. Errors are those of Draw.
func Decode(ctx context.Context, name string, b []byte) (image.Image, error) {
	seen, err := lookAt(name, b)
	if err != nil {
		return nil, err
	}
	if seen.name == "GIF" {
		return firstFrame(ctx, b)
	}
	m, err := seen.pixels(ctx, b)
	if err != nil {
		return nil, err
	}
	return turn(toSRGB(m, profileOf(seen.format, b)), seen.orientation), nil
}

// pixels unpacks a picture, but for GIF, without what does not show.
func (l look) pixels(ctx context.Context, b []byte) (image.Image, error) {
	if l.name == "JPEG" && scans(b) > maxScans {
		return nil, &Unfit{"the picture is drawn in too many passes", "save it again as JPEG"}
	}
	m, err := l.decode(patient{ctx, bytes.NewReader(b)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, unreadable(err)
	}
	return showing(m), nil
}

// patient ends a read when its context ends, and with it a decoder.
type patient struct {
	ctx context.Context
	io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.Reader.Read(b)
}

// showing takes out what a decoded picture holds and does not show: colours
// below full transparency, and those of a palette that no pixel has.
func showing(m image.Image) image.Image {
	switch m := m.(type) {
	case *image.NRGBA:
		for i := 3; i < len(m.Pix); i += 4 {
			if m.Pix[i] == 0 {
				clear(m.Pix[i-3 : i])
			}
		}
	case *image.NRGBA64:
		for i := 7; i < len(m.Pix); i += 8 {
			if m.Pix[i] == 0 && m.Pix[i-1] == 0 {
				clear(m.Pix[i-7 : i-1])
			}
		}
	case *image.Paletted:
		m.Palette = usedColours(m)
	case *image.NYCbCrA:
		out := image.NewNRGBA(m.Rect)
		draw.Draw(out, out.Rect, m, m.Rect.Min, draw.Src)
		return showing(out)
	}
	return m
}

// usedColours is the palette of a picture with black for colours that no pixel
// has.
func usedColours(m *image.Paletted) color.Palette {
	used := [256]bool{}
	for _, i := range m.Pix {
		used[i] = true
	}
	out := make(color.Palette, len(m.Palette))
	for i, c := range m.Palette {
		out[i] = color.NRGBA{A: 255}
		if _, _, _, a := c.RGBA(); used[i] && a == 0 {
			out[i] = color.NRGBA{}
		} else if used[i] {
			out[i] = c
		}
	}
	return out
}

// slim draws a picture with a palette, which PNG keeps small, where it has no
// more colours than a palette holds. A picture that was made smaller has many
// more at its edges; where nine tenths of it have few colours, it is a drawing,
// and the rest gets the nearest of these.
func slim(m image.Image, smaller bool) image.Image {
	from, ok := m.(*image.RGBA)
	if !ok {
		return m
	}
	most := 256
	if smaller {
		most = 30_000 // a photo has more
	}
	counts := map[color.RGBA]int{}
	for i := 0; i < len(from.Pix); i += 4 {
		if counts[at(from, i)]++; len(counts) > most {
			return m
		}
	}
	ranked := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B), int(a.A)-int(b.A))
	})
	ranked = ranked[:min(len(ranked), 256)]
	few := 0
	out := image.NewPaletted(from.Rect, nil)
	index := map[color.RGBA]uint8{}
	for i, c := range ranked {
		few += counts[c]
		index[c] = uint8(i)
		out.Palette = append(out.Palette, c)
	}
	if few < len(out.Pix)*9/10 {
		return m
	}
	for i := range out.Pix {
		c := at(from, 4*i)
		nearest, known := index[c]
		if !known {
			nearest = uint8(out.Palette.Index(c))
			index[c] = nearest
		}
		out.Pix[i] = nearest
	}
	return out
}

func at(m *image.RGBA, i int) color.RGBA {
	return color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]}
}

// turn applies an EXIF orientation: 2 is mirrored, 3 upside down, 6 and 8 lie on
// a side, the others are both.
func turn(m image.Image, orientation int) image.Image {
	if orientation < 2 {
		return m
	}
	from := rgba(m)
	w, h := from.Rect.Dx(), from.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation > 4 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			u, v := x, y
			switch orientation {
			case 2:
				u = w - 1 - x
			case 3:
				u, v = w-1-x, h-1-y
			case 4:
				v = h - 1 - y
			case 5:
				u, v = y, x
			case 6:
				u, v = h-1-y, x
			case 7:
				u, v = h-1-y, w-1-x
			case 8:
				u, v = y, w-1-x
			}
			copy(out.Pix[v*out.Stride+4*u:][:4], from.Pix[y*from.Stride+4*x:])
		}
	}
	return out
}

func rgba(m image.Image) *image.RGBA {
	if out, ok := m.(*image.RGBA); ok {
		return out
	}
	out := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}
