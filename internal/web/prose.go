package web

import (
	"bytes"
	"html"
	"strings"

	"hria/internal/markdown"
	"hria/internal/site"
)

// writeProse renders a passage of a document's text with its links filled in.
func (f functions) writeProse(b *bytes.Buffer, p *site.Prose) {
	start := b.Len()
	p.Passage.HTML().Render(b, f.fill(p.Resolve))
	if made := b.Bytes()[start:]; bytes.Contains(made, []byte("<table>")) {
		text := string(made)
		b.Truncate(start)
		tables.WriteString(b, text) // a buffer in memory never fails
	}
}

// tables puts each table of the text into a box that scrolls on narrow
// screens. The text itself cannot hold these tags: raw HTML is escaped.
var tables = strings.NewReplacer("<table>", `<div class="scroll" tabindex="0"><table>`, "</table>", "</table></div>")

// fill answers for the links of a text. Whatever is not escaped by package
// markdown is escaped here.
func (f functions) fill(resolve func(*markdown.Link) site.Ref) markdown.Fill {
	return markdown.Fill{
		Anchor: f.anchor,
		Code:   f.code,
		Cross:  func(l *markdown.Link) string { return crossLink(resolve(l)) },
		Address: func(l *markdown.Link) (string, bool) {
			ref := resolve(l)
			return ref.Href, ref.Href != ""
		},
		Picture: func(l *markdown.Link) (markdown.Picture, bool) {
			ref := resolve(l)
			return markdown.Picture{Source: ref.Href}, ref.Href != ""
		},
	}
}

// crossLink is the element that stands for a cross-link.
func crossLink(ref site.Ref) string {
	text := html.EscapeString(ref.Text)
	switch {
	case ref.Withheld:
		return `<span class="withheld">` + text + `</span>`
	case ref.Href == "":
		return text
	case ref.Citation:
		mark := `<sup class="cite" id="` + html.EscapeString(ref.Anchor) + `"><a`
		b := appendAttribute(appendAttribute([]byte(mark), "href", address(ref.Href)), "title", ref.Note)
		return string(b) + `>[` + text + `]</a></sup>`
	}
	return string(writeLink(nil, &ref.Link))
}
