package font

import (
	"bytes"
	"encoding/binary"
	"math/rand"
	"slices"
	"strings"
	"testing"

	ot "github.com/go-text/typesetting/font"
)

// swollen is how much wider the capital I of the variable font is at its heaviest.
const swollen = 200

// variable makes a font with an axis of weight from 400 to 700 of a font that
// has none: at 700 the two right corners of the capital I stand apart, and so does
// what follows it.
func variable(t testing.TB) []byte {
	t.Helper()
	static := Defaults()[4].Data
	var list []table
	for i := range int(binary.BigEndian.Uint16(static[4:])) {
		e := static[12+16*i:]
		off, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		list = append(list, table{string(e[:4]), slices.Clone(static[off : off+n])})
	}
	find := func(tag string) []byte {
		return list[slices.IndexFunc(list, func(x table) bool { return x.tag == tag })].data
	}
	glyphs := int(binary.BigEndian.Uint16(find("maxp")[4:]))
	set, err := NewSet([]Source{{Family: "X", Data: static}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	gid, ok := set.faces[0].parsed.NominalGlyph('I')
	if !ok {
		t.Fatal("no I")
	}

	fvar := words(1, 0, 16, 2, 1, 20, 0, 8)
	fvar = append(fvar, "wght"...)
	fvar = append(fvar, words(400, 0, 400, 0, 700, 0, 0, 256)...)

	// Of the I, one variation that is whole at the end of the axis: all points, which
	// are four corners and four of the metrics, in words for x and none for y.
	shift := []int{0, 0, 0, 0, 0, swollen, 0, 0}
	glyf, loca := find("glyf"), find("loca")
	at := int(binary.BigEndian.Uint32(loca[4*int(gid):]))
	if binary.BigEndian.Uint16(find("head")[50:]) == 0 {
		at = 2 * int(binary.BigEndian.Uint16(loca[2*int(gid):]))
	}
	if n := binary.BigEndian.Uint16(glyf[at+10:]); n != 3 {
		t.Fatalf("the I has %d corners", n+1)
	}
	for i, p := range corners(set.faces[0], gid) {
		if p > 200 {
			shift[i] = swollen
		}
	}
	data := append([]byte{0, 0x47}, words(shift...)...)
	data = append(data, 0x87)
	one := words(1, 10, len(data), 0xA000, 0x4000)
	one = append(one, data...)
	if len(one)%2 == 1 {
		one = append(one, 0)
	}
	gvar := words(1, 0, 1, 0)
	gvar = binary.BigEndian.AppendUint32(gvar, 0)
	gvar = append(gvar, words(glyphs, 0)...)
	gvar = binary.BigEndian.AppendUint32(gvar, uint32(20+2*(glyphs+1)))
	for i := range glyphs + 1 {
		end := 0
		if i > int(gid) {
			end = len(one) / 2
		}
		gvar = append(gvar, words(end)...)
	}
	list = append(list, table{"fvar", fvar}, table{"gvar", append(gvar, one...)})
	slices.SortFunc(list, func(a, b table) int { return strings.Compare(a.tag, b.tag) })
	return sfnt(list)
}

// corners are the places of the corners of a glyph from left to right, in the
// order of the file.
func corners(f *Face, gid ot.GID) []float32 {
	var out []float32
	for _, s := range f.Outline(gid) {
		p := s.Args[0]
		out = append(out, p.X)
	}
	return out[:4]
}

// TestVariable takes from a variable font its regular and its bold, and an
// instance that the settings of a site ask for: outlines and widths are theirs.
func TestVariable(t *testing.T) {
	data := variable(t)
	list, err := Inspect("x.ttf", data)
	if err != nil || len(list) != 2 || list[0].Bold || !list[1].Bold || list[0].Variations["wght"] != 400 || list[1].Variations["wght"] != 700 {
		t.Fatalf("%d fonts: %v", len(list), err)
	}
	between := list[0]
	between.Variations = map[string]float64{"wght": 550}
	set, err := NewSet(append(list, between), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wide []float32
	var programs [][]byte
	for i, f := range set.faces {
		if err := f.load(); err != nil {
			t.Fatal(err)
		}
		gid, _ := f.parsed.NominalGlyph('I')
		places := corners(f, gid)
		slices.Sort(places)
		wide = append(wide, places[3]-places[0])
		if got, want := f.NewFace().HorizontalAdvance(gid)-set.faces[0].NewFace().HorizontalAdvance(gid), []float32{0, swollen, swollen / 2}[i]; got != want {
			t.Errorf("font %d: what follows stands %g further", i, got)
		}
		sub := NewSubset(f)
		sub.Code(&Cluster{Face: f, Comps: []Comp{{GID: gid}}, Advance: 500, Text: "I"})
		sub.Code(&Cluster{Face: f, Comps: []Comp{{GID: gid}, {GID: gid, DX: 300}}, Advance: 900, Text: "II"})
		e, err := sub.Embed()
		if err != nil {
			t.Fatal(err)
		}
		checkProgram(t, "x.ttf", e.Program)
		programs = append(programs, e.Program)
	}
	if wide[1]-wide[0] != swollen || wide[2]-wide[0] != swollen/2 {
		t.Errorf("the letters are %g wide", wide)
	}
	if bytes.Equal(programs[0], programs[1]) || bytes.Equal(programs[1], programs[2]) {
		t.Error("two instances are one")
	}
	if f, ok := set.Pick(Ask{Family: list[0].Family, Rune: 'I', Bold: true}); !ok || !f.Bold {
		t.Error("bold is not set in the bold of the font")
	}
}

// TestSpoiledVariable reads variable fonts that somebody damaged: they are refused
// or used, and nothing panics.
func TestSpoiledVariable(t *testing.T) {
	good := variable(t)
	r := rand.New(rand.NewSource(3))
	used, rounds := 0, 150
	if testing.Short() {
		rounds = 30
	}
	for range rounds {
		data := slices.Clone(good)
		for range 1 + r.Intn(3) {
			e := entryOf(data, []string{"fvar", "gvar"}[r.Intn(2)])
			off, n := int(binary.BigEndian.Uint32(e[8:])), int(binary.BigEndian.Uint32(e[12:]))
			at := r.Intn(n)
			if r.Intn(2) == 0 {
				at = max(0, n-1-r.Intn(60)) // where the variation is
			}
			data[off+at] = byte(r.Intn(256))
			binary.BigEndian.PutUint32(e[4:], checksum(data[off:off+n]))
		}
		list, err := Inspect("x.ttf", data)
		if err == nil {
			_, err = NewSet(list, Options{})
		}
		if err != nil {
			continue
		}
		set, _ := NewSet(list, Options{})
		for _, f := range set.faces {
			_ = guarded(func() error {
				if err := f.load(); err != nil {
					return err
				}
				gid, _ := f.parsed.NominalGlyph('I')
				sub := NewSubset(f)
				sub.Code(&Cluster{Face: f, Comps: []Comp{{GID: gid}}, Advance: 500, Text: "I"})
				_, err := sub.Embed()
				used++
				return err
			})
		}
	}
	if used == 0 {
		t.Error("no font got as far as a glyph")
	}
}

// entryOf is the entry of a table in the directory of a font.
func entryOf(data []byte, tag string) []byte {
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if e := data[12+16*i:]; string(e[:4]) == tag {
			return e
		}
	}
	return nil
}
