package pdf

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"hria/internal/pdf/check"
	"hria/internal/pdf/font"
)

// bounded renders a document within a time and a memory that no honest one
// comes near, and reads it back.
func bounded(t *testing.T, ts *Typesetter, doc Document, most uint64) *Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, err := ts.Render(ctx, doc)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > most {
		t.Errorf("%d MB were used in all, %d are many", used>>20, most>>20)
	}
	for _, f := range check.File(res.PDF).Findings {
		t.Error(f)
	}
	return res
}

func TestHostileContent(t *testing.T) {
	ts := setter(t)
	cell := func(s string) Cell { return Cell{Spans: sp(s)} }
	table := Table{Columns: make([]Column, 2), Header: []Row{{Cells: []Cell{cell("A"), cell("B")}}}}
	for i := range 5000 {
		table.Rows = append(table.Rows, Row{Cells: []Cell{cell(fmt.Sprint("row ", i)), cell("x")}})
	}
	var list Block = Paragraph{Spans: sp("the innermost")}
	for range 50 {
		list = List{Numbered: true, Items: []Item{{Blocks: []Block{Paragraph{Spans: sp("level")}, list}}}}
	}
	tall := Table{Columns: make([]Column, 2), Rows: []Row{{Cells: []Cell{cell(strings.Repeat("A row that is higher than a page. ", 900)), cell("beside")}}}}
	cases := map[string]struct {
		blocks []Block
		want   string // is read in the file
		pages  int    // at least
		most   uint64
	}{
		"100,000 letters":     {[]Block{Paragraph{Spans: sp(strings.Repeat("unbreakable", 9100))}}, "", 10, 600 << 20},
		"100,000 Arabic":      {[]Block{Paragraph{Spans: sp(strings.Repeat("مكتبةالإنسان", 8400))}}, "", 10, 900 << 20},
		"100,000 marks":       {[]Block{Paragraph{Spans: sp("a" + strings.Repeat("\u0301", 100_000))}}, "", 1, 900 << 20},
		"row higher than one": {[]Block{tall}, "beside", 3, 200 << 20},
		"5,000 rows":          {[]Block{table}, "row 4999", 80, 1200 << 20},
		"50 deep":             {[]Block{list}, "the innermost", 1, 200 << 20},
		"overrides":           {[]Block{Paragraph{Spans: sp("a\u202Eb\u202Dc\u2067d\u2066e\u2068f" + strings.Repeat("\u202E\u2067", 300) + "end\x00\x00\u2069.")}}, "", 1, 100 << 20},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			res := bounded(t, ts, Document{Title: "T", Lang: "en", Blocks: append([]Block{Heading{Level: 1, Spans: sp("T")}}, c.blocks...)}, c.most)
			if res.Pages < c.pages {
				t.Errorf("%d pages", res.Pages)
			}
			if c.want != "" && !said(check.File(res.PDF).Elems, c.want) {
				t.Errorf("%q is not in the file", c.want)
			}
		})
	}
}

// TestAllOfUnicode sets every character that Unicode knows, a paragraph for each
// row of 256.
func TestAllOfUnicode(t *testing.T) {
	if testing.Short() {
		t.Skip("all of Unicode takes some seconds")
	}
	ts := setter(t)
	for from := rune(0); from < 0x30000; from += 0x3000 {
		var blocks []Block
		for row := from; row < from+0x3000; row += 256 {
			var s strings.Builder
			for r := row; r < row+256; r++ {
				if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.C) && !unicode.Is(unicode.Cs, r) {
					s.WriteRune(r)
				}
			}
			blocks = append(blocks, Paragraph{Spans: sp(s.String())})
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		res, err := ts.Render(ctx, Document{Title: "T", Lang: "en", Blocks: blocks})
		cancel()
		if err != nil {
			t.Fatalf("from %U: %v", from, err)
		}
		for _, f := range check.File(res.PDF).Findings {
			// What is private is found to be private, and nothing else.
			if !strings.Contains(f, "which says nothing outside of its font") {
				t.Errorf("from %U: %s", from, f)
			}
		}
	}
}

// spoiled changes bytes of a font within its tables, and mends the checksums,
// so that it gets as far as the parser.
func spoiled(r *rand.Rand, good []byte) []byte {
	b := slices.Clone(good)
	n := int(binary.BigEndian.Uint16(b[4:]))
	for range 1 + r.Intn(4) {
		e := b[12+16*r.Intn(n):]
		off, size := int(binary.BigEndian.Uint32(e[8:])), int(binary.BigEndian.Uint32(e[12:]))
		if size == 0 {
			continue
		}
		b[off+r.Intn(min(size, 400))] = byte(r.Intn(256))
		var sum uint32
		table := append(slices.Clone(b[off:off+size]), 0, 0, 0)
		for i := 0; i+4 <= len(table); i += 4 {
			sum += binary.BigEndian.Uint32(table[i:])
		}
		binary.BigEndian.PutUint32(e[4:], sum)
	}
	return b
}

// setIn sets a line in a font that may be anything.
func setIn(ctx context.Context, data []byte) (*Result, error) {
	ts, err := New(Font{Family: "X", Data: data, Source: "fonts/x.ttf"})
	if err != nil {
		return nil, err
	}
	style := StyleFor("en")
	style.BodyFont = "X"
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	return ts.Render(ctx, Document{Title: "T", Lang: "en", Style: style, Blocks: []Block{Paragraph{Spans: sp("Affluent fjord, 123. حقوق الإنسان")}}})
}

// TestSpoiledFonts sets text in fonts that somebody damaged with care. They are
// refused with their name, or used; nothing panics, and nothing waits for ever.
func TestSpoiledFonts(t *testing.T) {
	n := 60
	if testing.Short() {
		n = 15
	}
	r := rand.New(rand.NewSource(7))
	goods := [][]byte{font.Defaults()[8].Data, font.Defaults()[10].Data}
	used := 0
	for i := range n {
		data := spoiled(r, goods[i%2])
		if _, err := New(Font{Family: "X", Data: data, Source: "fonts/x.ttf"}); err != nil && !strings.Contains(err.Error(), `"fonts/x.ttf"`) {
			t.Errorf("%d: the error does not name the file: %v", i, err)
		}
		if res, err := setIn(t.Context(), data); err == nil && len(res.PDF) > 0 {
			used++
		}
	}
	if used == 0 {
		t.Error("no font got as far as a page")
	}
	t.Logf("%d of %d fonts were used", used, n)
}

// FuzzSpoiledFont does the same with as many as there is time for.
func FuzzSpoiledFont(f *testing.F) {
	for i := range 5 {
		f.Add(int64(i))
	}
	good := font.Defaults()[8].Data
	f.Fuzz(func(t *testing.T, seed int64) {
		_, _ = setIn(t.Context(), spoiled(rand.New(rand.NewSource(seed)), good))
	})
}
