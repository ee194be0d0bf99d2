package font

import "encoding/binary"

// program writes the file: the six tables a PDF viewer needs to draw glyphs
// by number.
func (b *builder) program() []byte {
	n := len(b.glyphs)
	var glyf, loca, hmtx []byte
	points, conts, parts := 0, 0, 0
	maxAdvance := 0
	for i, g := range b.glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, g...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		lsb := 0
		if len(g) >= 10 {
			lsb = int(int16(binary.BigEndian.Uint16(g[2:])))
			p, c, k := complexity(g)
			points, conts, parts = max(points, p), max(conts, c), max(parts, k)
		}
		adv := max(0, min(0xFFFF, b.advances[i]))
		maxAdvance = max(maxAdvance, adv)
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(adv))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(int16(lsb)))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	return sfnt([]table{
		{"glyf", glyf},
		{"head", headTable(b.face.Upem, b.box)},
		{"hhea", hheaTable(b.face, maxAdvance, n)},
		{"hmtx", hmtx},
		{"loca", loca},
		{"maxp", maxpTable(n, points, conts, parts)},
	})
}

// complexity returns the numbers maxp asks for: points and contours of a
// simple glyph, or parts of a composite.
func complexity(g []byte) (points, contours, parts int) {
	c := int(int16(binary.BigEndian.Uint16(g)))
	if c < 0 {
		return 0, 0, (len(g) - 10) / 8
	}
	return int(binary.BigEndian.Uint16(g[10+2*(c-1):])) + 1, c, 0
}

func words(vs ...int) []byte {
	var b []byte
	for _, v := range vs {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

func headTable(upem int, box [4]int) []byte {
	b := words(1, 0, 1, 0, 0, 0) // version, revision, checksum adjustment
	b = append(b, 0x5F, 0x0F, 0x3C, 0xF5)
	b = append(b, words(0x0003, upem)...)
	b = append(b, make([]byte, 16)...) // dates: none
	b = append(b, words(box[0], box[1], box[2], box[3])...)
	return append(b, words(0, 6, 2, 1, 0)...) // style, smallest size, direction, long loca, format
}

func hheaTable(f *Face, maxAdvance, n int) []byte {
	asc, desc := int(f.Ascent*float64(f.Upem)), int(f.Descent*float64(f.Upem))
	b := words(1, 0, asc, -desc, 0, maxAdvance, 0, 0, maxAdvance, 1, 0, 0)
	b = append(b, make([]byte, 10)...)
	return append(b, words(n)...)
}

// maxpTable allows for twice the points of a glyph in composites: their exact
// number matters to nobody, but too small a one makes rasterisers refuse.
func maxpTable(n, points, conts, parts int) []byte {
	k := max(1, parts)
	limit := func(v int) int { return min(0xFFFF, v) }
	return words(1, 0, n, limit(points), limit(conts), limit(points*k), limit(conts*k), 1, 0, 0, 0, 0, 0, 0, parts, min(1, parts))
}

type table struct {
	tag  string
	data []byte
}

// sfnt writes tables, given in order of their tags, as a font file.
func sfnt(tables []table) []byte {
	n := len(tables)
	entry, power := 0, 1
	for power*2 <= n {
		power *= 2
		entry++
	}
	out := []byte{0, 1, 0, 0}
	out = append(out, words(n, power*16, entry, (n-power)*16)...)
	off := 12 + 16*n
	head := 0
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(off))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		if t.tag == "head" {
			head = off
		}
		off += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}
