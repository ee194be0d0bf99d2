package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"hria/internal/diag"
)

// harmful are the schemes that run code, read the reader's disk or smuggle a
// page into this one.
var harmful = []string{"javascript", "data", "vbscript", "file", "blob", "filesystem", "view-source", "livescript", "mocha"}

// scheme gives the scheme of an address as a browser reads it, lower case, or
// "". Browsers drop control characters and leading spaces first. One letter is
// a drive of Windows, not a scheme.
func scheme(address string) string {
	address = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, address)
	name, _, ok := strings.Cut(address, ":")
	if !ok || len(name) < 2 || strings.ContainsAny(name, "/?#\\&%") {
		return ""
	}
	return strings.ToLower(name)
}

// kindOf says where an address leads.
func kindOf(address string, image bool) LinkKind {
	name := scheme(address)
	outside := name != "" || strings.HasPrefix(address, "//")
	switch {
	case slices.Contains(harmful, name), image && outside:
		return LinkBad
	case image:
		return LinkImage
	case outside:
		return LinkExternal
	case strings.HasPrefix(address, "#"):
		return LinkFragment
	}
	return LinkRelative
}

// link takes note of a link or an image.
func (x *indexer) link(n ast.Node, destination []byte, text string, title []byte, image bool) {
	address := decodeAddress(destination)
	l := Link{Kind: kindOf(address, image), Target: address, Text: text, Title: plain(title), Span: x.targetSpan(n, destination)}
	switch {
	case l.Kind == LinkBad:
		x.bad(l, image)
	case image:
		x.alternative(n, &l)
	}
	x.add(n, l)
}

func (x *indexer) bad(l Link, image bool) {
	format, help := "the address %q could harm the reader and is left out", "link to a page or a file"
	if image && !slices.Contains(harmful, scheme(l.Target)) {
		format, help = "the picture %q lies on another site and is left out", "save the picture beside this file, so that reading the page tells no one"
	}
	x.findings = append(x.findings, finding(ruleBadLink, diag.Error, l.Span, format, l.Target, help))
}

func (x *indexer) autoLink(n *ast.AutoLink) {
	text := x.doc.text.text
	label := n.Label(text)
	address := string(n.URL(text))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	l := Link{Kind: kindOf(address, false), Target: address, Text: string(label), Span: x.targetSpan(n, label)}
	if l.Kind == LinkBad {
		x.bad(l, false)
	} else {
		x.bare(n, l)
	}
	x.add(n, l)
}

// cross takes note of a cross-link. Inside the text of another link it cannot
// lead anywhere and is shown as text.
func (x *indexer) cross(n *crossLink) {
	text := x.doc.text.text
	x.words.add([]byte(n.shown(text)))
	span := x.doc.text.span(n.start, n.end)
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			x.findings = append(x.findings, finding(ruleNearMiss, diag.Warning, span,
				"the cross-link %q stands inside another link and leads nowhere", string(text[n.start:n.end]), "take one of the two links away"))
			return
		}
	}
	x.add(n, Link{
		Kind: LinkCross, Target: string(text[n.start:n.end]), Text: n.label, Span: span,
		Scheme: n.target.scheme, Term: n.target.term,
		Document: n.target.document, Version: n.target.version, Record: n.target.record,
	})
}

func (x *indexer) add(n ast.Node, l Link) {
	l.Index = len(x.doc.Links)
	x.tree.links[n] = l.Index
	x.doc.Links = append(x.doc.Links, l)
}

// targetSpan gives the place of a link's address, or of the link itself where
// goldmark has copied the address.
func (x *indexer) targetSpan(n ast.Node, address []byte) diag.Span {
	src := x.doc.text
	if at, ok := src.offset(address); ok {
		return src.span(at, at+len(address))
	}
	at := min(max(n.Pos(), 0), len(src.text))
	rest := src.text[at:]
	if len(address) > 0 {
		if i := bytes.Index(rest[:min(len(rest), 2000+len(address))], address); i >= 0 {
			return src.span(at+i, at+i+len(address))
		}
	}
	return src.span(at, min(at+1, len(src.text)))
}
