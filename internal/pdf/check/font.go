package check

import (
	"encoding/binary"
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

	"hria/internal/pdf/cos"
	"hria/internal/pdf/font"
)

// fontInfo is an embedded font.
type fontInfo struct {
	name   string
	glyphs int // in the program
	texts  map[int]string
	widths map[int]float64
	hmtx   []float64 // thousandths
	seen   map[int]bool
}

// use notes that a code is shown and returns its text.
func (fi *fontInfo) use(c *checker, code int) string {
	if !fi.seen[code] {
		fi.seen[code] = true
		s, ok := fi.texts[code]
		switch {
		case code == 0:
			c.fail("font %q: the missing glyph is shown", fi.name)
		case !ok || s == "":
			c.fail("font %q: code %d has no text", fi.name, code)
		case strings.ContainsAny(s, "\x00\uFEFF\uFFFE\uFFFF"):
			c.fail("font %q: code %d has the text %q", fi.name, code, s)
		case strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Co, r) }):
			c.fail("font %q: code %d has the text %q, which says nothing outside of its font", fi.name, code, s)
		}
		w, ok := fi.widths[code]
		if code >= len(fi.hmtx) || !ok {
			c.fail("font %q: code %d has no glyph or no width", fi.name, code)
		} else if math.Abs(w-fi.hmtx[code]) > 1 {
			c.fail("font %q: code %d is %g wide in the file and %g in the font", fi.name, code, w, fi.hmtx[code])
		}
	}
	return fi.texts[code]
}

func (c *checker) loadFont(r cos.Ref) *fontInfo {
	if fi, ok := c.fonts[r]; ok {
		return fi
	}
	d := c.f.Dict(r)
	if d == nil {
		c.fail("a font that is used is not there")
		return nil
	}
	fi := &fontInfo{name: c.name(d["BaseFont"]), texts: map[int]string{}, widths: map[int]float64{}, seen: map[int]bool{}}
	c.fonts[r] = fi
	if s, ok := c.f.Get(d["ToUnicode"]).(*cos.Stream); ok {
		b, _ := c.f.Data(s)
		fi.readMap(b)
	} else {
		c.fail("font %q has no ToUnicode", fi.name)
	}
	if enc := c.name(d["Encoding"]); enc != "Identity-H" {
		c.fail("font %q has the encoding %q", fi.name, enc)
	}
	kids := c.f.Array(d["DescendantFonts"])
	if len(kids) != 1 {
		c.fail("font %q is not a composite font", fi.name)
		return fi
	}
	cid := c.f.Dict(kids[0])
	if c.name(cid["CIDToGIDMap"]) != "Identity" {
		c.fail("font %q: codes are not glyph numbers", fi.name)
	}
	fi.readWidths(c, c.f.Array(cid["W"]))
	desc := c.f.Dict(cid["FontDescriptor"])
	if other := c.name(cid["BaseFont"]); other != fi.name || c.name(desc["FontName"]) != fi.name || !subsetName.MatchString(fi.name) {
		c.fail("font %q is called %q and %q, too, or not as a subset", fi.name, other, c.name(desc["FontName"]))
	}
	if info := c.f.Dict(cid["CIDSystemInfo"]); c.text(info["Registry"]) != "Adobe" || c.text(info["Ordering"]) != "Identity" {
		c.fail("font %q: codes belong to a collection", fi.name)
	}
	s, ok := c.f.Get(desc["FontFile2"]).(*cos.Stream)
	if !ok {
		c.fail("font %q is not embedded", fi.name)
		return fi
	}
	b, err := c.f.Data(s)
	if err != nil {
		c.fail("font %q: %v", fi.name, err)
		return fi
	}
	if c.f.Get(s.Dict["Length1"]) != len(b) {
		c.fail("font %q has %d bytes, and says otherwise", fi.name, len(b))
	}
	if err := font.Whole(b); err != nil {
		c.fail("font %q: %v", fi.name, err)
	}
	fi.readProgram(b)
	if fi.glyphs == 0 || fi.glyphs != len(fi.hmtx) {
		c.fail("font %q has %d glyphs and %d widths", fi.name, fi.glyphs, len(fi.hmtx))
	}
	return fi
}

// subsetName is how the font of one document is called.
var subsetName = regexp.MustCompile(`^[A-Z]{6}\+.`)

func (fi *fontInfo) readWidths(c *checker, w cos.Array) {
	for i := 0; i+1 < len(w); {
		first, _ := c.f.Get(w[i]).(int)
		if list := c.f.Array(w[i+1]); list != nil {
			for k, v := range list {
				fi.widths[first+k] = number(c.f.Get(v))
			}
			i += 2
			continue
		}
		last, _ := c.f.Get(w[i+1]).(int)
		if i+2 < len(w) && first >= 0 && last < 1<<16 && len(fi.widths) < 1<<16 {
			for k := first; k <= last; k++ {
				fi.widths[k] = number(c.f.Get(w[i+2]))
			}
		}
		i += 3
	}
}

func number(v any) float64 {
	switch v := v.(type) {
	case int:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

// readMap reads the bfchar lines of a ToUnicode map.
func (fi *fontInfo) readMap(b []byte) {
	p := cos.NewContent(b)
	var pair []cos.String
	in := false
	for {
		v, ok, err := p.Next()
		if !ok || err != nil {
			return
		}
		switch v := v.(type) {
		case cos.Operator:
			in = v == "beginbfchar"
			pair = pair[:0]
		case cos.String:
			if pair = append(pair, v); in && len(pair) == 2 {
				if len(pair[0]) == 2 {
					fi.texts[int(pair[0][0])<<8|int(pair[0][1])] = utf16Text(pair[1])
				}
				pair = pair[:0]
			}
		}
	}
}

// readProgram reads the advances of the embedded font.
func (fi *fontInfo) readProgram(b []byte) {
	table := func(tag string) []byte {
		if len(b) < 12 {
			return nil
		}
		for i := range int(binary.BigEndian.Uint16(b[4:])) {
			e := 12 + 16*i
			if e+16 > len(b) || string(b[e:e+4]) != tag {
				continue
			}
			off, n := int(binary.BigEndian.Uint32(b[e+8:])), int(binary.BigEndian.Uint32(b[e+12:]))
			if off+n <= len(b) {
				return b[off : off+n]
			}
		}
		return nil
	}
	head, hmtx, maxp := table("head"), table("hmtx"), table("maxp")
	if len(head) < 20 || len(maxp) < 6 {
		return
	}
	fi.glyphs = int(binary.BigEndian.Uint16(maxp[4:]))
	scale := 1000 / float64(binary.BigEndian.Uint16(head[18:]))
	for ; len(hmtx) >= 4; hmtx = hmtx[4:] {
		fi.hmtx = append(fi.hmtx, float64(binary.BigEndian.Uint16(hmtx))*scale)
	}
}

func utf16Text(s cos.String) string {
	var u []uint16
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// decodeText decodes a text string; those that are not UTF-16 are ASCII in
// the files of this project.
func decodeText(s cos.String) string {
	if strings.HasPrefix(string(s), "\xFE\xFF") {
		return utf16Text(s[2:])
	}
	return string(s)
}
