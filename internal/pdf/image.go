package pdf

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"hria/internal/pdf/cos"
	"hria/internal/pdf/finish"
	"hria/internal/picture"
)

// Pictures on paper. A printer shows no more than some 220 pixels to an inch,
// and a file that is sent by mail should not be larger than what it shows.
const (
	printed     = 220.0 / 72 // pixels to a point at most
	natural     = 120.0 / 72 // of a picture whose size nobody states
	jpegQuality = 85
)

// imageFigure turns a figure with a picture into one that draws it.
func (b *builder) imageFigure(f Figure, column float64) Figure {
	size := f.Image.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		f.Image = nil // refused as a figure with nothing to draw
		return f
	}
	if !(f.Width > 0) {
		f.Width = float64(size.X) / natural
	}
	f.Width = min(f.Width, column)
	f.Height = f.Width * float64(size.Y) / float64(size.X)
	if most := b.room.Height * 0.8; f.Height > most {
		f.Width, f.Height = f.Width*most/f.Height, most
	}
	m := f.Image
	f.Draw = func(c *Canvas) { c.Image(0, 0, c.Width(), c.Height(), m) }
	return f
}

// imageOp is a picture as a step of a drawing. Where the canvas was mirrored,
// the corners have changed places.
func imageOp(op canvasOp) pictureOp {
	p := op.path.segs[0].p
	left, right := min(p[0].X, p[1].X), max(p[0].X, p[1].X)
	return pictureOp{image: op.image, x: left, y: p[0].Y, w: right - left, h: p[1].Y - p[0].Y}
}

// images gives every picture of a document its resource name. A picture that
// comes again is stored once.
type images struct {
	list  []finish.Image
	index map[[sha256.Size]byte]int
}

func (s *images) add(m finish.Image) int {
	h := sha256.New()
	for _, part := range [][]byte{m.Palette, {0}, m.Data} {
		h.Write(part)
	}
	key := [sha256.Size]byte(h.Sum(nil))
	i, ok := s.index[key]
	if !ok {
		if s.index == nil {
			s.index = map[[sha256.Size]byte]int{}
		}
		i = len(s.list)
		s.index[key] = i
		s.list = append(s.list, m)
	}
	return i
}

// image draws a picture.
func (d *drawer) image(op pictureOp, x, y float64) {
	if !(op.w > 0 && op.h > 0) || d.b.ctx.Err() != nil {
		return
	}
	n := d.images.add(stored(op.image, op.w, op.h))
	b := append(d.buf[:0], "q "...)
	for _, v := range []float64{op.w, 0, 0, op.h, x + op.x, d.height - y - op.y - op.h} {
		b = append(cos.AppendNumber(b, v, 3), ' ')
	}
	b = append(b, "cm /I"...)
	b = cos.Append(b, n+1)
	d.buf = append(b, " Do Q"...)
	d.raw(d.buf)
}

// stored is a picture as the file holds it for a box of points: flat, opaque,
// no finer than print shows. A drawing keeps its colours one by one, a photo
// becomes a JPEG.
func stored(m image.Image, w, h float64) finish.Image {
	size := m.Bounds().Size()
	pw, ph := min(size.X, int(w*printed)+1), min(size.Y, int(h*printed)+1)
	if pw < size.X && ph < size.Y {
		m = picture.Scale(m, pw, ph)
	}
	flat := flatten(m)
	out := finish.Image{Width: flat.Rect.Dx(), Height: flat.Rect.Dy()}
	colours := indexed(flat, &out)
	if colours <= 256 {
		return out
	}
	var photo bytes.Buffer
	// Writing to memory cannot fail, nor can a picture of less than 2^16 pixels on
	// a side.
	_ = jpeg.Encode(&photo, flat, &jpeg.Options{Quality: jpegQuality})
	out.JPEG, out.Data = true, photo.Bytes()
	if colours <= mostColours {
		if plain := opaque(flat); finish.Packed(plain) < photo.Len()*3/2 {
			out.JPEG, out.Data = false, plain
		}
	}
	return out
}

// flatten puts a picture on white paper.
func flatten(m image.Image) *image.RGBA {
	r := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, m, r.Min, draw.Over)
	return out
}

// mostColours is how many colours a drawing may have at its edges; a photo has
// more.
const mostColours = 4096

// indexed stores a picture by the numbers of its colours where there are at most
// 256, and counts them, up to mostColours.
func indexed(m *image.RGBA, out *finish.Image) int {
	numbers := map[color.RGBA]int{}
	var palette []byte
	pixels := make([]byte, len(m.Pix)/4)
	for i := range pixels {
		c := color.RGBA{m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2], 255}
		n, ok := numbers[c]
		if !ok {
			n = len(numbers)
			numbers[c] = n
			palette = append(palette, c.R, c.G, c.B)
		}
		if pixels[i] = byte(n); n > mostColours {
			break
		}
	}
	if len(numbers) <= 256 {
		out.Palette, out.Data = palette, pixels
	}
	return len(numbers)
}

// opaque are the samples of a picture without transparency.
func opaque(m *image.RGBA) []byte {
	out := make([]byte, 0, len(m.Pix)/4*3)
	for i := 0; i < len(m.Pix); i += 4 {
		out = append(out, m.Pix[i:i+3]...)
	}
	return out
}
