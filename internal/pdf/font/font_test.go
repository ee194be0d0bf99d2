package font

import (
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"

	ot "github.com/go-text/typesetting/font"
)

// systemFonts are tried where they are installed: OpenType with cubic curves
// in a collection, and TrueType.
var systemFonts = map[string]int{
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc":        2,
	"/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf": 0,
}

// TestEmbed makes fonts of a few glyphs and looks at the tables.
func TestEmbed(t *testing.T) {
	sources := []Source{Defaults()[0], Defaults()[12]}
	for file, index := range systemFonts {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Logf("%s IS NOT INSTALLED: the font is not tried", file)
			continue
		}
		sources = append(sources, Source{Family: "X", Data: data, Index: index, Name: file})
	}
	for _, src := range sources {
		set, err := NewSet([]Source{src}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		_ = set.faces[0].load()
		sub := NewSubset(set.faces[0])
		var gids []ot.GID
		for _, r := range "Aiø,नि字中 " {
			if g, ok := set.faces[0].parsed.NominalGlyph(r); ok {
				gids = append(gids, g)
			}
		}
		for i, g := range gids {
			c := &Cluster{Face: set.faces[0], Comps: []Comp{{GID: g}}, Advance: 500, Text: "x"}
			if code := sub.Code(c); int(code) != i+1 || sub.Code(c) != code {
				t.Errorf("%s: code %d", src.Name, code)
			}
		}
		pair := &Cluster{Face: set.faces[0], Comps: []Comp{{GID: gids[0]}, {GID: gids[1], DX: 300, DY: -20}}, Advance: 900, Text: "xy"}
		sub.Code(pair)
		e, err := sub.Embed()
		if err != nil {
			t.Fatal(err)
		}
		checkProgram(t, src.Name, e.Program)
		if len(e.Widths) != len(gids)+2 || e.Texts[len(e.Texts)-1] != "xy" {
			t.Errorf("%s: %d widths, texts %q", src.Name, len(e.Widths), e.Texts)
		}
		again, _ := sub.Embed()
		if !slices.Equal(e.Program, again.Program) {
			t.Errorf("%s: two programs for one subset", src.Name)
		}
	}
}

// checkProgram reads the tables of a made font as a viewer would.
func checkProgram(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := verify(b, 0); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		e := b[12+16*i:]
		off, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables[string(e[:4])] = b[off : off+n]
	}
	n := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	loca, glyf := tables["loca"], tables["glyf"]
	if len(loca) != 4*(n+1) || len(tables["hmtx"]) != 4*n || len(tables["head"]) != 54 || len(tables["hhea"]) != 36 || len(tables["maxp"]) != 32 {
		t.Fatalf("%s: tables of wrong length", name)
	}
	composites := 0
	for i := range n {
		from, to := binary.BigEndian.Uint32(loca[4*i:]), binary.BigEndian.Uint32(loca[4*i+4:])
		if to < from || int(to) > len(glyf) {
			t.Fatalf("%s: glyph %d lies outside", name, i)
		}
		g := glyf[from:to]
		if len(g) == 0 || int16(binary.BigEndian.Uint16(g)) >= 0 {
			continue
		}
		composites++
		for p := g[10:]; ; p = p[8:] {
			if at := int(binary.BigEndian.Uint16(p[2:])); at >= n {
				t.Errorf("%s: glyph %d is made of glyph %d of %d", name, i, at, n)
			}
			if binary.BigEndian.Uint16(p)&moreFollow == 0 {
				break
			}
		}
	}
	if composites == 0 {
		t.Errorf("%s: the pair is no composite", name)
	}
}

func TestDamagedFonts(t *testing.T) {
	good := Defaults()[0].Data
	if err := verify(good, 0); err != nil {
		t.Fatal(err)
	}
	if err := verify(good, 1); err == nil {
		t.Error("a second font is found in a single one")
	}
	for i := 1; i < 40; i++ {
		bad := slices.Clone(good)
		at := 300 + i*(len(good)-400)/40
		bad[at] ^= 0x55
		if _, err := NewSet([]Source{{Data: bad, Name: "bad.ttf"}}, Options{}); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("byte %d changed: %v", at, err)
		}
		if _, err := NewSet([]Source{{Data: good[:at], Name: "cut.ttf"}}, Options{}); err == nil {
			t.Errorf("cut at byte %d: no error", at)
		}
	}
}

func TestPick(t *testing.T) {
	set, err := NewSet(Defaults(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		family       string
		bold, italic bool
		r            rune
		want         string
		wantBold, ok bool
	}{
		{Serif, false, false, 'a', Serif, false, true},
		{Serif, true, true, 'a', Serif, true, true},
		{Mono, true, true, 'a', Mono, true, true},
		{Sans, true, false, 'ع', Arabic, true, true},
		{Serif, false, true, '✓', Symbol, false, true},
		{"No Such Font", false, false, 'a', Serif, false, true},
		{Sans, false, false, '漢', Sans, false, false},
	}
	for _, c := range cases {
		f, ok := set.Pick(Ask{Family: c.family, Bold: c.bold, Italic: c.italic, Rune: c.r})
		if f.Family != c.want || f.Bold != c.wantBold || ok != c.ok {
			t.Errorf("%q in %q: got %q bold %v, %v", c.r, c.family, f.Family, f.Bold, ok)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(Defaults()[8].Data[:2000], 0)
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\xff\xff\xff\xff"), 0)
	f.Fuzz(func(t *testing.T, b []byte, index int) {
		_, _ = NewSet([]Source{{Data: b, Index: index}}, Options{})
	})
}
