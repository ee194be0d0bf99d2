package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/util"
)

// HTML is a rendered passage with holes where an address, or a whole
// cross-link, depends on other files. What stands in the body as it is shown is
// a hole, too, so that it is not held twice. It does not change and may be used
// by many goroutines at once.
type HTML struct {
	doc   *Doc
	text  []byte
	holes []hole
	ids   []string // of headings and paragraphs, in the order of their holes
	code  []code   // likewise
}

// code is a block of code.
type code struct{ language, text string }

// Fill answers for the holes of an HTML. A nil function stands for the answer
// that needs no other file: the address as written, a cross-link as its text.
type Fill struct {
	// Cross gives the whole element that stands for a cross-link. It must be
	// safe HTML; nothing is escaped any more.
	Cross func(l *Link) string
	// Address gives the address of a relative link or a fragment; it is
	// escaped here. False keeps the text and drops the link.
	Address func(l *Link) (string, bool)
	// Picture gives the address and, where known, the size of a picture.
	// False leaves only the text alternative.
	Picture func(l *Link) (Picture, bool)
	// Code gives a block of code as HTML, of Highlight mostly; whoever renders a
	// body again may remember what that gave. Without it code stays plain.
	Code func(language, code string) string
	// Anchor says what the link of a paragraph or heading to itself is called.
	// Without it they have none, and paragraphs have no anchors.
	Anchor string
}

// Picture is where an image lies and how large it is in pixels; a size of zero
// is left out.
type Picture struct {
	Source        string
	Width, Height int
	Versions      []Version // of several widths to choose from; may be none
	Sizes         string    // how wide it is shown, as HTML says it; goes with Versions
}

// Version is a picture in one width.
type Version struct {
	Source string
	Width  int
}

type holeKind uint8

const (
	holeText holeKind = iota // the bytes [from, end) of the body
	holeCross
	holeOpen
	holeClose
	holePicture
	holeCode
	holeAnchor  // the anchor of a paragraph
	holeSelf    // the link of a paragraph to itself
	holeHeading // the opening of a heading's link to itself
	holeHeaded  // its end
)

// hole is a gap in an HTML's text. The bytes up to at stand before it.
type hole struct {
	at   int32
	from int32 // place in the body, in the links, in ids or in code
	end  int32
	kind holeKind
}

// Render writes the HTML with its holes filled.
func (h HTML) Render(b *bytes.Buffer, fill Fill) {
	last, open := int32(0), false
	for _, gap := range h.holes {
		b.Write(h.text[last:gap.at])
		last = gap.at
		switch gap.kind {
		case holeText:
			b.Write(h.doc.text.text[gap.from:gap.end])
		case holeCross:
			fill.cross(b, &h.doc.Links[gap.from])
		case holeOpen:
			open = fill.open(b, &h.doc.Links[gap.from])
		case holeClose:
			if open {
				b.WriteString("</a>")
			}
		case holePicture:
			fill.picture(b, &h.doc.Links[gap.from])
		case holeCode:
			fill.code(b, h.code[gap.from])
		default:
			fill.anchor(b, gap.kind, h.ids[gap.from])
		}
	}
	b.Write(h.text[last:])
}

func (f Fill) code(b *bytes.Buffer, c code) {
	if f.Code == nil {
		escapeHTML(b, c.text)
		return
	}
	b.WriteString(f.Code(c.language, c.text))
}

// anchor writes an anchor of the text, or a part of the link to it.
func (f Fill) anchor(b *bytes.Buffer, kind holeKind, id string) {
	if f.Anchor == "" {
		return
	}
	switch kind {
	case holeAnchor:
		b.WriteString(` id="`)
		escapeHTML(b, id)
		b.WriteByte('"')
	case holeHeading:
		b.WriteString(`<a class="self" href="#`)
		escapeHTML(b, id)
		b.WriteString(`">`)
	case holeHeaded:
		b.WriteString("</a>")
	case holeSelf:
		b.WriteString(` <a class="anchor" href="#`)
		escapeHTML(b, id)
		b.WriteString(`" aria-label="`)
		escapeHTML(b, f.Anchor)
		b.WriteString(`"></a>`) // the style sheet has the mark: it is no word of the text
	}
}

func (f Fill) cross(b *bytes.Buffer, l *Link) {
	switch {
	case f.Cross != nil:
		b.WriteString(f.Cross(l))
	case l.Text != "":
		escapeHTML(b, l.Text)
	default:
		escapeHTML(b, l.Target)
	}
}

// open opens a link and tells whether there is one to close.
func (f Fill) open(b *bytes.Buffer, l *Link) bool {
	address, ok := l.Target, true
	if f.Address != nil {
		address, ok = f.Address(l)
	}
	if !ok {
		return false
	}
	b.WriteString(`<a href="`)
	writeAddress(b, address)
	b.WriteByte('"')
	writeTitle(b, l)
	b.WriteByte('>')
	return true
}

func (f Fill) picture(b *bytes.Buffer, l *Link) {
	p, ok := Picture{Source: l.Target}, true
	if f.Picture != nil {
		p, ok = f.Picture(l)
	}
	if !ok {
		escapeHTML(b, l.Text)
		return
	}
	b.WriteString(`<img src="`)
	writeAddress(b, p.Source)
	b.WriteString(`" alt="`)
	escapeHTML(b, l.Text)
	b.WriteByte('"')
	writeTitle(b, l)
	if p.Width > 0 && p.Height > 0 {
		b.WriteString(` width="` + strconv.Itoa(p.Width) + `" height="` + strconv.Itoa(p.Height) + `"`)
	}
	if len(p.Versions) > 0 {
		b.WriteString(` srcset="`)
		for i, v := range p.Versions {
			if i > 0 {
				b.WriteString(", ")
			}
			writeAddress(b, strings.ReplaceAll(v.Source, ",", "%2C"))
			b.WriteString(" " + strconv.Itoa(v.Width) + "w")
		}
		b.WriteString(`" sizes="`)
		escapeHTML(b, p.Sizes)
		b.WriteByte('"')
	}
	// No text opens a page: title, summary and facts fill the first screen.
	b.WriteString(` loading="lazy" decoding="async">`)
}

// writeAddress writes an address as the value of an attribute.
func writeAddress(b *bytes.Buffer, address string) {
	b.Write(util.EscapeHTML(util.URLEscape([]byte(address), false)))
}

func writeTitle(b *bytes.Buffer, l *Link) {
	if l.Title != "" {
		b.WriteString(` title="`)
		escapeHTML(b, l.Title)
		b.WriteByte('"')
	}
}

// escapeHTML writes text so that it is text in HTML, in attributes too.
func escapeHTML(b *bytes.Buffer, s string) {
	last := 0
	for i := 0; i < len(s); i++ {
		if e := util.EscapeHTMLByte(s[i]); e != nil {
			b.WriteString(s[last:i])
			b.Write(e)
			last = i + 1
		}
	}
	b.WriteString(s[last:])
}
