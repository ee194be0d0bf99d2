package web

import (
	"bytes"
	"fmt"
	"html"

	"hria/internal/markdown"
	"hria/internal/site"
)

// writeProse renders a passage of a document's text with its links filled in.
func (f functions) writeProse(b *bytes.Buffer, p *site.Prose) {
	p.Passage.HTML().Render(b, f.fill(p.Resolve))
}

// fill answers for the links of a text. Whatever is not escaped by package
// markdown is escaped here.
func (f functions) fill(resolve func(*markdown.Link) site.Ref) markdown.Fill {
	return markdown.Fill{
		Anchor: f.anchor,
		Code:   f.code,
		Cross:  func(l *markdown.Link) string { return f.crossLink(resolve(l)) },
		Address: func(l *markdown.Link) (string, bool) {
			ref := resolve(l)
			return ref.Href, ref.Href != ""
		},
		Picture: func(l *markdown.Link) (markdown.Picture, bool) {
			ref := resolve(l)
			return picture(ref), ref.Href != ""
		},
	}
}

// column is about how wide the text of a page is, in pixels of CSS, and share
// how much of a narrow screen it takes, in hundredths: with these a browser
// chooses among the widths of a picture before it has read the style sheet.
const column, share = 900, 92

// picture is a picture of the text with its widths.
func picture(ref site.Ref) markdown.Picture {
	p := markdown.Picture{Source: ref.Href, Width: ref.Image.Width, Height: ref.Image.Height}
	for _, v := range ref.Image.Versions {
		p.Versions = append(p.Versions, markdown.Version{Source: v.Href, Width: v.Width})
	}
	wide := min(p.Width, column)
	p.Sizes = fmt.Sprintf("(min-width: %dpx) %dpx, %dvw", wide*100/share, wide, share)
	return p
}

// crossLink is the element that stands for a cross-link.
func (f functions) crossLink(ref site.Ref) string {
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
	return string(f.writeLink(nil, &ref.Link))
}
