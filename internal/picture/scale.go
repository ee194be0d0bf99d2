package picture

import (
	"image"
	"image/draw"
)

// Scale makes a picture smaller, with a filter that keeps edges sharp: that of
// Catmull and Rom, along the rows, then along the columns. It counts in whole
// numbers, since fractions come out differently on different processors, and
// equal pictures are to give equal bytes everywhere.
func Scale(m image.Image, width, height int) *image.RGBA {
	from := m.Bounds()
	size := from.Size()
	across, down := newFilter(size.X, width), newFilter(size.Y, height)
	narrow := image.NewRGBA(image.Rect(0, 0, width, size.Y))
	rows := image.NewRGBA(image.Rect(0, 0, size.X, min(strip, size.Y)))
	for y := 0; y < size.Y; y += strip {
		n := min(strip, size.Y-y)
		draw.Draw(rows, image.Rect(0, 0, size.X, n), m, from.Min.Add(image.Pt(0, y)), draw.Src)
		for i := range n {
			across.line(narrow.Pix[(y+i)*narrow.Stride:], 4, rows.Pix[i*rows.Stride:], 4)
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		down.line(out.Pix[4*x:], out.Stride, narrow.Pix[4*x:], narrow.Stride)
	}
	return out
}

// strip is how many rows are unpacked at once.
const strip = 64

// filter says of which pixels of a line each pixel of a shorter one is made.
type filter []taps

// taps are the weights of pixels from the first on, unit together.
type taps struct {
	first   int
	weights []int32
}

// unit is the weight 1.
const unit = 1 << 30

func newFilter(from, to int) filter {
	f := make(filter, to)
	wide := int64(max(from, to)) // the filter spans two pixels of the shorter line
	for i := range f {
		// The middles of both pixels are (2i+1)from and (2j+1)to in parts of a
		// 2·from·to-th of the line.
		middle := int64(2*i+1) * int64(from)
		first := max(0, int((middle-4*wide)/int64(2*to))-1)
		var weights []int64
		sum := int64(0)
		for j := first; j < from; j++ {
			far := middle - int64(2*j+1)*int64(to)
			if far < -4*wide {
				break
			}
			w := kernel(far * near / (2 * wide))
			weights, sum = append(weights, w), sum+w
		}
		f[i] = evened(first, weights, sum)
	}
	return f
}

// near is the distance of two pixels beside each other.
const near = 1 << 16

// kernel is Catmull's and Rom's, of a distance in parts of near.
func kernel(far int64) int64 {
	t := max(far, -far)
	square := t * t / near
	cube := square * t / near
	switch {
	case t < near:
		return (3*cube - 5*square + 2*near) / 2
	case t < 2*near:
		return (-cube + 5*square - 8*t + 4*near) / 2
	}
	return 0
}

// evened makes weights add up to unit; what is left over by rounding goes to the
// heaviest.
func evened(first int, weights []int64, sum int64) taps {
	out := taps{first, make([]int32, len(weights))}
	left, heaviest := int32(unit), 0
	for i, w := range weights {
		out.weights[i] = int32(w * unit / sum)
		left -= out.weights[i]
		if out.weights[i] > out.weights[heaviest] {
			heaviest = i
		}
	}
	out.weights[heaviest] += left
	return out
}

// line filters a line of pixels. What the steps lead to from the start of a slice
// are the next pixels. Colours are those of image.RGBA, at most as strong as
// their pixel is opaque.
func (f filter) line(to []byte, toStep int, from []byte, fromStep int) {
	for i := range f {
		var r, g, b, a int64
		at := f[i].first * fromStep
		for _, weight := range f[i].weights {
			w, p := int64(weight), from[at:at+4:at+4]
			r, g, b, a = r+w*int64(p[0]), g+w*int64(p[1]), b+w*int64(p[2]), a+w*int64(p[3])
			at += fromStep
		}
		p := to[i*toStep : i*toStep+4 : i*toStep+4]
		p[3] = rounded(a, 255)
		p[0], p[1], p[2] = rounded(r, p[3]), rounded(g, p[3]), rounded(b, p[3])
	}
}

// rounded is a filtered value as a byte, at most most.
func rounded(v int64, most uint8) uint8 {
	return uint8(min(max((v+unit/2)/unit, 0), int64(most)))
}
