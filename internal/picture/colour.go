package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"io"
	"math"
)

// profile says what the numbers of a picture's colours mean: a curve for each of
// red, green and blue, and where these three lie (XYZ of ICC, D50).
type profile struct {
	curves [3]func(float64) float64
	matrix [3][3]float64
}

// fromXYZ leads from XYZ (D50) to the linear colours of sRGB.
var fromXYZ = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// maxProfile bounds what a profile unpacks to; those of cameras have a few KB.
const maxProfile = 1 << 20

// profileOf reads the colour profile of a picture. Nil means sRGB, which is what
// pictures without one are taken for, and any profile that is not made of three
// primaries and their curves.
func profileOf(f *format, b []byte) *profile {
	var icc []byte
	for p := range parts(f, b) {
		switch p.name {
		case "\xe2":
			if bytes.HasPrefix(p.data, []byte("ICC_PROFILE\x00")) && len(p.data) > 14 && len(icc) < maxProfile {
				icc = append(icc, p.data[14:]...)
			}
		case "ICCP":
			icc = p.data
		case "iCCP":
			if _, packed, ok := bytes.Cut(p.data, []byte{0}); ok && len(packed) > 1 {
				if z, err := zlib.NewReader(bytes.NewReader(packed[1:])); err == nil {
					icc, _ = io.ReadAll(io.LimitReader(z, maxProfile))
				}
			}
		}
	}
	return readProfile(icc)
}

func readProfile(icc []byte) *profile {
	if len(icc) < 132 || string(icc[16:24]) != "RGB XYZ " {
		return nil
	}
	tags := map[string][]byte{}
	n := min(int(binary.BigEndian.Uint32(icc[128:])), 100)
	for at := 132; n > 0 && at+12 <= len(icc); n, at = n-1, at+12 {
		from, length := int64(binary.BigEndian.Uint32(icc[at+4:])), int64(binary.BigEndian.Uint32(icc[at+8:]))
		if from+length <= int64(len(icc)) {
			tags[string(icc[at:at+4])] = icc[from : from+length]
		}
	}
	p := &profile{}
	for i, name := range []string{"r", "g", "b"} {
		place := tags[name+"XYZ"]
		if p.curves[i] = curve(tags[name+"TRC"]); p.curves[i] == nil || len(place) < 20 || string(place[:4]) != "XYZ " {
			return nil
		}
		for j := range 3 {
			p.matrix[j][i] = fixed(place[8+4*j:])
		}
	}
	return p
}

// curve reads the curve of one colour: a power, a table, or one of the five
// kinds of formula of ICC.
func curve(b []byte) func(float64) float64 {
	switch {
	case len(b) >= 12 && string(b[:4]) == "curv":
		n, b := int(binary.BigEndian.Uint32(b[8:])), b[12:]
		switch {
		case n == 0:
			return func(x float64) float64 { return x }
		case n == 1 && len(b) >= 2:
			power := float64(binary.BigEndian.Uint16(b)) / 256
			return func(x float64) float64 { return math.Pow(x, power) }
		case n > 1 && n <= len(b)/2:
			return func(x float64) float64 {
				at := x * float64(n-1)
				i := min(int(at), n-2)
				low, high := float64(binary.BigEndian.Uint16(b[2*i:])), float64(binary.BigEndian.Uint16(b[2*i+2:]))
				return (low + (high-low)*(at-float64(i))) / 65535
			}
		}
	case len(b) >= 12 && string(b[:4]) == "para":
		kind, b := int(binary.BigEndian.Uint16(b[8:])), b[12:]
		if kind > 4 || len(b) < 4*[]int{1, 3, 4, 5, 7}[kind] {
			return nil
		}
		v := [7]float64{1: 1} // power, a, b, c, d, e, f
		for i := range []int{1, 3, 4, 5, 7}[kind] {
			v[i] = fixed(b[4*i:])
		}
		return formula(kind, v)
	}
	return nil
}

// formula is Y = (aX+b)^power + e from d on, and cX + f below.
func formula(kind int, v [7]float64) func(float64) float64 {
	power, a, b, c, d, e, f := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	switch kind {
	case 0:
		d = 0
	case 1, 2: // c is the constant here, and the curve begins where aX+b does
		e, f, c, d = c, c, 0, 0
		if a != 0 {
			d = -b / a
		}
	}
	return func(x float64) float64 {
		if x < d {
			return c*x + f
		}
		return math.Pow(max(0, a*x+b), power) + e
	}
}

// fixed reads a number with 16 bits behind the point.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// toSRGB gives the colours of a picture the numbers that browsers take them for.
func toSRGB(m image.Image, p *profile) image.Image {
	if p == nil {
		return m
	}
	// All numbers are rounded to whole ones first, so that every machine comes to
	// the same picture.
	const one, half = 1 << 14, 1 << 13
	var linear [3][256]int64
	var matrix [3][3]int64
	for i := range 3 {
		for x := range 256 {
			linear[i][x] = whole(p.curves[i](float64(x)/255), one)
		}
		for j := range 3 {
			sum := 0.0
			for k := range 3 {
				sum += fromXYZ[i][k] * p.matrix[k][j]
			}
			matrix[i][j] = whole(sum, one)
		}
	}
	back := make([]uint8, one+1)
	for i := range back {
		back[i] = uint8(whole(encoded(float64(i)/one), 255))
	}
	if sameAsSRGB(&linear, &matrix, back) {
		return m
	}
	out := image.NewNRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	from := rgba(m)
	for i := 0; i < len(out.Pix); i += 4 {
		a := int64(from.Pix[i+3])
		if out.Pix[i+3] = uint8(a); a == 0 {
			continue
		}
		var c [3]int64
		for j := range 3 {
			c[j] = linear[j][min(255, int64(from.Pix[i+j])*255/a)]
		}
		for j := range 3 {
			v := (matrix[j][0]*c[0] + matrix[j][1]*c[1] + matrix[j][2]*c[2] + half) >> 14
			out.Pix[i+j] = back[min(max(v, 0), one)]
		}
	}
	return rgba(out)
}

// whole rounds x·unit; what is no number of use becomes 0.
func whole(x float64, unit float64) int64 {
	if !(x > -8 && x < 8) {
		return 0
	}
	return int64(math.Round(x * unit))
}

// encoded is the curve of sRGB.
func encoded(x float64) float64 {
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

// sameAsSRGB tells whether a profile changes nothing that anybody could see.
func sameAsSRGB(linear *[3][256]int64, matrix *[3][3]int64, back []uint8) bool {
	for i := range 3 {
		for j := range 3 {
			want := int64(0)
			if i == j {
				want = 1 << 14
			}
			if d := matrix[i][j] - want; d > 100 || d < -100 {
				return false
			}
		}
		for x := range 256 {
			if d := int(back[min(max(linear[i][x], 0), 1<<14)]) - x; d > 2 || d < -2 {
				return false
			}
		}
	}
	return true
}
