package finish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"hria/internal/pdf/cos"
	"hria/internal/pdf/font"
)

// fonts embeds the subsets and returns the resource dictionary.
func (f *file) fonts(subsets []*font.Subset) (cos.Dict, error) {
	out := cos.Dict{}
	for i, s := range subsets {
		e, err := s.Embed()
		if err != nil {
			return nil, err
		}
		out[cos.Name("F"+strconv.Itoa(i+1))] = f.font(s.Face, e)
	}
	return out, nil
}

func (f *file) font(face *font.Face, e *font.Embedded) cos.Ref {
	name := cos.Name(subsetTag(face, e) + "+" + postScriptName(face))
	const symbolic = 4
	flags := symbolic
	if face.Italic {
		flags |= 64
	}
	if face.Bold {
		flags |= 1 << 18
	}
	desc := cos.Dict{
		"Type": cos.Name("FontDescriptor"), "FontName": name, "Flags": flags,
		"FontBBox":    cos.Array{e.BBox[0], e.BBox[1], e.BBox[2], e.BBox[3]},
		"ItalicAngle": 0, "Ascent": int(face.Ascent * 1000), "Descent": -int(face.Descent * 1000),
		"CapHeight": int(face.Ascent * 800), "StemV": 80,
		"FontFile2": f.add(deflated(cos.Dict{"Length1": len(e.Program)}, e.Program)),
	}
	if face.Italic {
		desc["ItalicAngle"] = -12
	}
	if face.Bold {
		desc["StemV"] = 140
	}
	widths := cos.Array{}
	for _, w := range e.Widths[1:] {
		widths = append(widths, w)
	}
	cid := f.add(cos.Dict{
		"Type": cos.Name("Font"), "Subtype": cos.Name("CIDFontType2"), "BaseFont": name,
		"CIDSystemInfo":  cos.Dict{"Registry": cos.String("Adobe"), "Ordering": cos.String("Identity"), "Supplement": 0},
		"FontDescriptor": f.add(desc), "CIDToGIDMap": cos.Name("Identity"), "DW": 0, "W": cos.Array{1, widths},
	})
	return f.add(cos.Dict{
		"Type": cos.Name("Font"), "Subtype": cos.Name("Type0"), "BaseFont": name, "Encoding": cos.Name("Identity-H"),
		"DescendantFonts": cos.Array{cid}, "ToUnicode": f.add(deflated(cos.Dict{}, toUnicode(e.Texts))),
	})
}

// subsetTag is six letters that differ for different contents, and for the
// instances of one variable font.
func subsetTag(face *font.Face, e *font.Embedded) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %q", face.Key(), e.Texts)
	h.Write(e.Program)
	var out []byte
	for _, c := range h.Sum(nil)[:6] {
		out = append(out, 'A'+c%26)
	}
	return string(out)
}

func postScriptName(face *font.Face) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}
	name := strings.Map(keep, face.Family)
	if name == "" {
		name = "Font"
	}
	style := ""
	if face.Bold {
		style += "Bold"
	}
	if face.Italic {
		style += "Italic"
	}
	if style != "" {
		name += "-" + style
	}
	return name
}

// toUnicode writes the map from codes to text.
func toUnicode(texts []string) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const block = 100 // the most a block may have
	var line []byte
	var units []uint16
	for from := 1; from < len(texts); from += block {
		to := min(from+block, len(texts))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			line = append(appendHex(append(line[:0], '<'), uint16(i)), "> <"...)
			units = units[:0]
			for _, r := range texts[i] {
				units = utf16.AppendRune(units, r)
			}
			for _, u := range units {
				line = appendHex(line, u)
			}
			b.Write(append(line, ">\n"...))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.Bytes()
}

func appendHex(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}
