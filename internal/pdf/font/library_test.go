package font

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
)

// machine is the fonts of Debian's fonts-noto-core and fonts-noto-cjk.
func machine(t testing.TB, load func() []byte, save func([]byte)) *Library {
	t.Helper()
	const dir = "/usr/share/fonts"
	for _, f := range []string{"truetype/noto/NotoSansDevanagari-Regular.ttf", "opentype/noto/NotoSansCJK-Regular.ttc"} {
		if _, err := os.Stat(filepath.Join(dir, f)); err != nil {
			t.Skipf("%s IS NOT INSTALLED: fonts of the machine are not tried", f)
		}
	}
	return NewLibrary([]Folder{{Name: dir, Files: os.DirFS(dir)}, {Name: "/no/such", Files: os.DirFS("/no/such")}}, load, save)
}

// TestLibrary borrows fonts for scripts that the built-in ones lack, and finds
// the same again in a second run that knows the files.
func TestLibrary(t *testing.T) {
	var saved []byte
	saves := 0
	save := func(b []byte) { saved = slices.Clone(b); saves++ }
	load := func() []byte { return saved }
	cases := []struct {
		r      rune
		lang   string
		bold   bool
		family string
	}{
		{'क', "hi", false, "Noto Sans Devanagari"}, {'क', "en", true, "Noto Sans Devanagari"}, {'ক', "bn", false, "Noto Sans Bengali"},
		{'ක', "si", false, "Noto Sans Sinhala"}, {'ཀ', "bo", false, "Noto Serif Tibetan"}, {'አ', "am", false, "Noto Sans Ethiopic"},
		{'ก', "th", false, "Noto Sans Thai"}, {'ក', "km", true, "Noto Sans Khmer"}, {'က', "my", false, "Noto Sans Myanmar"},
		{'直', "ja", false, "Noto Sans CJK JP"}, {'直', "zh", false, "Noto Sans CJK SC"}, {'直', "zh-TW", false, "Noto Sans CJK TC"},
		{'直', "zh-HK", true, "Noto Sans CJK HK"}, {'直', "ko", false, "Noto Sans CJK KR"}, {'한', "ko", false, "Noto Sans CJK KR"}, {'あ', "ja", false, "Noto Sans CJK JP"}, {'ກ', "lo", false, "Noto Sans Lao"},
		{'。', "ja", false, "Noto Sans CJK JP"}, {'𓂀', "en", false, "Noto Sans Egyptian Hieroglyphs"}, {'\U000F0000', "en", false, ""},
	}
	var loans []Loan
	for run := range 2 {
		l := machine(t, load, save)
		if run == 1 && !l.Same(loans) {
			t.Error("a second run would lend other fonts")
		}
		if run == 1 && len(l.faces) > 0 {
			t.Errorf("%d fonts were opened to see that they are the same", len(l.faces))
		}
		set, err := NewSet(Defaults(), Options{Library: l})
		if err != nil {
			t.Fatal(err)
		}
		var notes Loans
		for _, c := range cases {
			f, ok := set.Pick(Ask{Family: Serif, Bold: c.bold, Lang: c.lang, Rune: c.r})
			notes.Note(c.bold, false, c.lang, c.r, f, ok)
			if ok != (c.family != "") || ok && (!strings.HasPrefix(f.Family, c.family) || f.Bold != c.bold || !f.Lent) {
				t.Errorf("%c in %s, bold %v: %v %q from %s, bold %v", c.r, c.lang, c.bold, ok, f.Family, f.Name(), f.Bold)
			}
		}
		loans = notes.Take()
		if run == 1 && saves == 0 {
			t.Error("nothing was saved")
		}
	}
	before := saves
	l := machine(t, load, save)
	l.Same(loans)
	if saves != before {
		t.Error("what was known is saved again")
	}
	if len(loans) < 10 || (*Library)(nil).Same(loans) {
		t.Errorf("loans: %v", loans)
	}
}

// TestLibraryFiles looks at folders with anything in them. What is no font, or
// may not be embedded, or is damaged, is not lent.
func TestLibraryFiles(t *testing.T) {
	good := Defaults()[8].Data
	damaged := slices.Clone(good)
	damaged[len(damaged)/2] ^= 1
	locked := withTable(t, good, "OS/2", func(b []byte) { b[9] = 2 })
	folder := fstest.MapFS{
		"a/x.ttf": {Data: []byte("no font")}, "a/y.otf": {}, "b.woff2": {Data: []byte("wOF2")},
		"c.ttf": {Data: damaged}, "d.ttf": {Data: locked}, "note.txt": {Data: []byte("hello")},
	}
	for _, index := range [][]byte{nil, []byte("{"), []byte(`{"Version":1,"Files":[null,{"Folder":"F","Path":"e.ttf","Fonts":[{"Index":-3}]}]}`)} {
		l := NewLibrary([]Folder{{"F", folder}}, func() []byte { return index }, nil)
		if f := l.lend(Ask{Rune: 'a'}); f != nil {
			t.Errorf("%q is lent", f.Name())
		}
		folder["e.ttf"] = &fstest.MapFile{Data: good}
		l = NewLibrary([]Folder{{"F", folder}}, func() []byte { return index }, nil)
		if f := l.lend(Ask{Rune: 'a'}); f == nil || f.Name() != "F/e.ttf" {
			t.Errorf("the good font is not lent")
		}
		delete(folder, "e.ttf")
	}
}

// withTable changes a table of a font and mends the checksums.
func withTable(t testing.TB, font []byte, tag string, change func([]byte)) []byte {
	t.Helper()
	out := slices.Clone(font)
	for i := range int(out[5]) {
		e := out[12+16*i:]
		if string(e[:4]) != tag {
			continue
		}
		off, n := be(e[8:]), be(e[12:])
		change(out[off : off+n])
		sum := checksum(out[off : off+n])
		copy(e[4:8], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	}
	return out
}

func be(b []byte) int { return int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3]) }

// TestCover counts the characters of scripts. The built-in fonts have all of
// Latin with Vietnamese and African letters, Greek, Cyrillic, Arabic, Hebrew.
func TestCover(t *testing.T) {
	set, err := NewSet(Defaults(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Scripts() {
		c := set.Cover(s, Sans)
		name, _, _ := strings.Cut(s.Name, ",")
		if slices.Contains([]string{"Latin", "Greek", "Cyrillic", "Arabic", "Hebrew", "Armenian", "Symbols"}, name) && len(c.Missing) > 0 {
			t.Errorf("%s: no font has %q", s.Name, string(c.Missing))
		}
		if c.Total < 9 || c.Total != c.Own+c.Lent+len(c.Missing) {
			t.Errorf("%s: %d characters, %d, %d and %d", s.Name, c.Total, c.Own, c.Lent, len(c.Missing))
		}
	}
	set, _ = NewSet(Defaults(), Options{Library: machine(t, nil, nil)})
	for _, s := range Scripts() {
		if c := set.Cover(s, Sans); len(c.Missing) > 0 && s.Name != "Emoji" {
			t.Errorf("%s: neither built-in nor Noto fonts have %q", s.Name, string(c.Missing))
		}
	}
}

// TestAdvice names fonts for what is missing; where they are installed, the
// names are held against them.
func TestAdvice(t *testing.T) {
	for r, want := range map[rune]string{
		'ᚠ': "Noto Sans Runic (fonts-noto-core)", 'क': "Noto Sans Devanagari (fonts-noto-core)", '漢': "Noto Sans CJK (fonts-noto-cjk)",
		'か': "Noto Sans CJK (fonts-noto-cjk)", '。': "Noto Sans CJK (fonts-noto-cjk)", '😀': "Noto Emoji ()", 0xE000: " ()", 0x378: " ()",
		'ཀ': "Noto Serif Tibetan (fonts-noto-core)", '𝒜': "Noto Sans Math (fonts-noto-core)", '🄰': "Noto Emoji ()",
	} {
		family, debian := Advice(r)
		if got := fmt.Sprintf("%s (%s)", family, debian); got != want {
			t.Errorf("%U: %s, want %s", r, got, want)
		}
	}
	l := machine(t, nil, nil)
	l.prepare()
	have := map[string][]*libraryFont{}
	for _, f := range l.list {
		have[f.Family] = append(have[f.Family], f)
	}
	for _, s := range Scripts() {
		r := rune(0)
		s.Each(func(c rune) {
			if r == 0 && unicode.IsLetter(c) {
				r = c
			}
		})
		family, debian := Advice(r)
		if debian != "fonts-noto-core" {
			continue
		}
		if !slices.ContainsFunc(have[family], func(f *libraryFont) bool { return covers(f.rows, r) }) {
			t.Errorf("%s: %q does not have %q", s.Name, family, r)
		}
	}
}

// TestInspect reads collections and refuses fonts of web pages.
func TestInspect(t *testing.T) {
	b, err := os.ReadFile("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
	if err != nil {
		t.Skip("fonts-noto-cjk IS NOT INSTALLED: collections are not tried")
	}
	list, err := Inspect("x.ttc", b)
	if err != nil || len(list) < 8 || list[0].Family != "Noto Sans CJK JP" || !list[0].Bold || list[2].Index != 2 {
		t.Errorf("%d fonts: %v", len(list), err)
	}
	if _, err := Inspect("x.woff2", []byte("wOF2\x00\x01")); err == nil || !strings.Contains(err.Error(), "WOFF") {
		t.Errorf("WOFF2: %v", err)
	}
}

// BenchmarkLibrary measures a run that knows all files already.
func BenchmarkLibrary(b *testing.B) {
	var saved []byte
	save := func(x []byte) { saved = slices.Clone(x) }
	machine(b, nil, save).lend(Ask{Rune: 'क'})
	b.ReportMetric(float64(len(saved)), "bytes")
	b.ReportAllocs()
	for b.Loop() {
		machine(b, func() []byte { return saved }, save).lend(Ask{Rune: 'क'})
	}
}
