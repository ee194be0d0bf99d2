package font

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	ot "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// Check verifies that a font file is whole, before any parser sees it, and that
// its makers let it be embedded.
func Check(src Source) error {
	if err := verify(src.Data, src.Index); err != nil {
		return err
	}
	return guarded(func() error {
		loaders, err := opentype.NewLoaders(bytes.NewReader(src.Data))
		if err != nil {
			return err
		}
		if src.Index < 0 || src.Index >= len(loaders) {
			return fmt.Errorf("collection has %d fonts, index %d asked for", len(loaders), src.Index)
		}
		return drawable(loaders[src.Index])
	})
}

// drawable reports why a font cannot be drawn in a document.
func drawable(ld *opentype.Loader) error {
	has := func(tag string) bool { return ld.HasTable(opentype.MustNewTag(tag)) }
	switch {
	case !has("glyf") && !has("CFF ") && !has("CFF2"):
		return errors.New("font has no outlines, only pictures")
	case has("COLR") || has("CBDT") || has("sbix"):
		return errors.New("font has coloured glyphs, which are not drawn")
	}
	raw, _ := ld.RawTable(opentype.MustNewTag("OS/2"))
	if len(raw) >= 10 && binary.BigEndian.Uint16(raw[8:])&0xF == 2 {
		return errors.New("font may not be embedded, as it says itself (fsType 2)")
	}
	return nil
}

// Inspect lists the fonts of a file: all of a collection, and of a variable font
// its regular and its bold instance. A family that comes in many weights is
// thinned by Choose.
func Inspect(name string, data []byte) ([]Source, error) {
	if err := verify(data, 0); err != nil {
		return nil, err
	}
	var out []Source
	err := guarded(func() error {
		loaders, err := opentype.NewLoaders(bytes.NewReader(data))
		if err != nil {
			return err
		}
		for i, ld := range loaders {
			if err := verify(data, i); err != nil {
				return err
			}
			if err := drawable(ld); err != nil {
				return err
			}
			d := describe(ld)
			if d.family == "" {
				d.family = name
			}
			for _, w := range d.instances() {
				src := Source{Family: d.family, Bold: w >= boldFrom, Italic: d.italic, Data: data, Index: i, Weight: w, Name: name}
				if d.variable() {
					src.Variations = map[string]float64{"wght": float64(w)}
				}
				out = append(out, src)
			}
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = errors.New("font file holds no font")
	}
	return out, err
}

// Weights of fonts.
const (
	regular  = 400
	boldFrom = 600
	bold     = 700
)

// description is what a font says of itself.
type description struct {
	family         string
	weight         int
	italic, narrow bool
	least, most    int // of the axis of weight; 0: there is none
}

func (d description) variable() bool { return d.most > d.least }

// instances are the weights in which the font is used.
func (d description) instances() []int {
	if !d.variable() {
		return []int{d.weight}
	}
	list := []int{min(max(regular, d.least), d.most)}
	if d.most >= boldFrom {
		list = append(list, max(min(bold, d.most), d.least))
	}
	return slices.Compact(list)
}

func describe(ld *opentype.Loader) description {
	about, _ := ot.Describe(ld, nil)
	d := description{family: printable(about.Family), weight: int(about.Aspect.Weight), italic: about.Aspect.Style == ot.StyleItalic,
		narrow: about.Aspect.Stretch != 1 && about.Aspect.Stretch != 0}
	if d.weight == 0 {
		d.weight = regular
	}
	raw, _ := ld.RawTable(opentype.MustNewTag("fvar"))
	d.least, d.most = weightAxis(raw)
	return d
}

// printable is a name as it can be shown: short, without characters that steer.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFFFD {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60])
	}
	return strings.TrimSpace(s)
}

// weightAxis reads the ends of the axis of weight from an fvar table.
func weightAxis(b []byte) (least, most int) {
	if len(b) < 16 {
		return 0, 0
	}
	at, n, size := int(binary.BigEndian.Uint16(b[4:])), int(binary.BigEndian.Uint16(b[8:])), int(binary.BigEndian.Uint16(b[10:]))
	for ; n > 0 && size >= 20 && at+20 <= len(b); n, at = n-1, at+size {
		if string(b[at:at+4]) == "wght" {
			whole := func(off int) int { return int(int32(binary.BigEndian.Uint32(b[at+off:])) >> 16) }
			return whole(4), whole(12)
		}
	}
	return 0, 0
}

// runes lists the characters of a font as pairs of the first and last of a row.
func runes(ld *opentype.Loader) ([]rune, error) {
	raw, err := ld.RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return nil, err
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil, err
	}
	cmap, _, err := ot.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return nil, err
	}
	const most = 400_000 // Unicode has fewer
	var list []rune
	for it := cmap.Iter(); it.Next(); {
		if r, gid := it.Char(); gid != 0 && r > 0 {
			list = append(list, r)
		}
		if len(list) > most {
			return nil, errors.New("font claims more characters than there are")
		}
	}
	slices.Sort(list)
	var rows []rune
	for _, r := range list {
		if n := len(rows); n > 0 && r <= rows[n-1]+1 {
			rows[n-1] = r
		} else {
			rows = append(rows, r, r)
		}
	}
	return rows, nil
}

// covers reports whether rows, as runes gives them, hold r.
func covers(rows []rune, r rune) bool {
	i, found := slices.BinarySearch(rows, r)
	return found || i%2 == 1
}

// Choose thins families that come in many weights: of each, the font that is
// nearest to regular and the one nearest to bold stay, in their order.
func Choose(list []Source) []Source {
	type style struct {
		family       string
		bold, italic bool
	}
	best := map[style]int{}
	far := func(i int) int {
		if list[i].Bold {
			return max(list[i].Weight-bold, bold-list[i].Weight)
		}
		return max(list[i].Weight-regular, regular-list[i].Weight)
	}
	for i, s := range list {
		k := style{s.Family, s.Bold, s.Italic}
		if old, ok := best[k]; !ok || far(i) < far(old) {
			best[k] = i
		}
	}
	var out []Source
	for i, s := range list {
		if best[style{s.Family, s.Bold, s.Italic}] == i {
			out = append(out, s)
		}
	}
	return out
}
