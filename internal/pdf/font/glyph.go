package font

import (
	"encoding/binary"
	"math"

	ot "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// point is a point of a TrueType outline.
type point struct {
	x, y int
	on   bool
}

// simple returns the glyph as an entry of a glyf table, empty for a blank. It
// is encoded once per face, whatever kind of outlines the font has.
func (f *Face) simple(gid ot.GID) []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	if b, ok := f.drawn[gid]; ok {
		return b
	}
	outline, _ := f.drawer.GlyphDataOutline(gid)
	b := encodeGlyph(contours(outline.Segments))
	f.drawn[gid] = b
	return b
}

// contours turns path segments into closed TrueType contours.
func contours(segs []opentype.Segment) [][]point {
	var all [][]point
	var cur []point
	flush := func() {
		if len(cur) > 1 && cur[0] == cur[len(cur)-1] {
			cur = cur[:len(cur)-1]
		}
		if len(cur) > 2 {
			all = append(all, thin(cur))
		}
		cur = nil
	}
	var pen opentype.SegmentPoint
	for _, s := range segs {
		end := s.Args[0]
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			flush()
			cur = append(cur, rounded(end, true))
		case opentype.SegmentOpLineTo:
			cur = append(cur, rounded(end, true))
		case opentype.SegmentOpQuadTo:
			end = s.Args[1]
			cur = append(cur, rounded(s.Args[0], false), rounded(end, true))
		case opentype.SegmentOpCubeTo:
			end = s.Args[2]
			cur = appendCubic(cur, pen, s.Args, 0)
		}
		pen = end
	}
	flush()
	return all
}

func rounded(p opentype.SegmentPoint, on bool) point {
	return point{clamp16(math.Round(float64(p.X))), clamp16(math.Round(float64(p.Y))), on}
}

func clamp16(v float64) int {
	if v != v {
		return 0
	}
	return int(max(-32768, min(32767, v)))
}

// appendCubic appends a cubic curve as quadratic ones. A cubic is halved
// until the quadratic through its ends is nearer than half a font unit.
func appendCubic(out []point, from opentype.SegmentPoint, c [3]opentype.SegmentPoint, depth int) []point {
	// The distance between a cubic and its best quadratic is at most
	// sqrt(3)/36 of |p3 - 3 p2 + 3 p1 - p0|.
	dx := float64(c[2].X - 3*c[1].X + 3*c[0].X - from.X)
	dy := float64(c[2].Y - 3*c[1].Y + 3*c[0].Y - from.Y)
	if depth >= 5 || math.Hypot(dx, dy)*math.Sqrt(3)/36 < 0.5 {
		ctl := opentype.SegmentPoint{
			X: (3*(c[0].X+c[1].X) - from.X - c[2].X) / 4,
			Y: (3*(c[0].Y+c[1].Y) - from.Y - c[2].Y) / 4,
		}
		return append(out, rounded(ctl, false), rounded(c[2], true))
	}
	mid := func(a, b opentype.SegmentPoint) opentype.SegmentPoint {
		return opentype.SegmentPoint{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
	}
	a, b, d := mid(from, c[0]), mid(c[0], c[1]), mid(c[1], c[2])
	ab, bd := mid(a, b), mid(b, d)
	m := mid(ab, bd)
	out = appendCubic(out, from, [3]opentype.SegmentPoint{a, ab, m}, depth+1)
	return appendCubic(out, m, [3]opentype.SegmentPoint{bd, d, c[2]}, depth+1)
}

// thin drops the points on the curve that lie exactly between two control
// points: a rasteriser puts them there by itself.
func thin(c []point) []point {
	out := make([]point, 0, len(c))
	for i, p := range c {
		a, b := c[(i+len(c)-1)%len(c)], c[(i+1)%len(c)]
		if p.on && !a.on && !b.on && a.x+b.x == 2*p.x && a.y+b.y == 2*p.y {
			continue
		}
		out = append(out, p)
	}
	if len(out) < 3 {
		return c
	}
	return out
}

// Flags of points in a glyf table.
const (
	flagOn     = 1
	flagShortX = 2
	flagShortY = 4
	flagRepeat = 8
	flagSameX  = 16
	flagSameY  = 32
)

// encodeGlyph writes a simple glyph.
func encodeGlyph(cs [][]point) []byte {
	if len(cs) == 0 {
		return nil
	}
	x0, y0, x1, y1 := bounds(cs)
	b := binary.BigEndian.AppendUint16(nil, uint16(len(cs)))
	for _, v := range []int{x0, y0, x1, y1} {
		b = binary.BigEndian.AppendUint16(b, uint16(int16(v)))
	}
	n := 0
	for _, c := range cs {
		n += len(c)
		b = binary.BigEndian.AppendUint16(b, uint16(n-1))
	}
	b = append(b, 0, 0) // no instructions
	var flags, xs, ys []byte
	px, py := 0, 0
	for _, c := range cs {
		for _, p := range c {
			var flag byte
			if p.on {
				flag = flagOn
			}
			var fx, fy byte
			xs, fx = appendDelta(xs, p.x-px, flagShortX, flagSameX)
			ys, fy = appendDelta(ys, p.y-py, flagShortY, flagSameY)
			flags = append(flags, flag|fx|fy)
			px, py = p.x, p.y
		}
	}
	b = append(b, packFlags(flags)...)
	b = append(b, xs...)
	b = append(b, ys...)
	if len(b)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

func appendDelta(b []byte, d int, short, same byte) ([]byte, byte) {
	switch {
	case d == 0:
		return b, same
	case d > 0 && d < 256:
		return append(b, byte(d)), short | same
	case d < 0 && d > -256:
		return append(b, byte(-d)), short
	}
	return binary.BigEndian.AppendUint16(b, uint16(int16(d))), 0
}

// packFlags replaces runs of equal flags by a count.
func packFlags(flags []byte) []byte {
	var out []byte
	for i := 0; i < len(flags); {
		n := 1
		for i+n < len(flags) && flags[i+n] == flags[i] && n < 256 {
			n++
		}
		if n > 2 {
			out = append(out, flags[i]|flagRepeat, byte(n-1))
		} else {
			for range n {
				out = append(out, flags[i])
			}
		}
		i += n
	}
	return out
}

func bounds(cs [][]point) (x0, y0, x1, y1 int) {
	x0, y0, x1, y1 = math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16
	for _, c := range cs {
		for _, p := range c {
			x0, y0 = min(x0, p.x), min(y0, p.y)
			x1, y1 = max(x1, p.x), max(y1, p.y)
		}
	}
	return
}

// Outline returns the path of a glyph in font units, y upwards. It must not be
// changed.
func (f *Face) Outline(gid ot.GID) []opentype.Segment {
	f.mu.Lock()
	defer f.mu.Unlock()
	outline, _ := f.drawer.GlyphDataOutline(gid)
	return outline.Segments
}
