package check

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf16"

	"hria/internal/pdf/cos"
)

// fontInfo is an embedded font.
type fontInfo struct {
	name   string
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
		case strings.ContainsAny(s, "\x00\uFEFF\uFFFE"):
			c.fail("font %q: code %d has the text %q", fi.name, code, s)
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
	s, ok := c.f.Get(c.f.Dict(cid["FontDescriptor"])["FontFile2"]).(*cos.Stream)
	if !ok {
		c.fail("font %q is not embedded", fi.name)
		return fi
	}
	b, _ := c.f.Data(s)
	fi.readProgram(b)
	return fi
}

func (fi *fontInfo) readWidths(c *checker, w cos.Array) {
	for i := 0; i+1 < len(w); i += 2 {
		first, _ := w[i].(int)
		for k, v := range c.f.Array(w[i+1]) {
			fi.widths[first+k] = number(v)
		}
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
	head, hmtx := table("head"), table("hmtx")
	if len(head) < 20 {
		return
	}
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
