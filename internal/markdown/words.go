package markdown

import "github.com/yuin/goldmark/ast"

// Text calls visit for each run of the text that readers see, without markup
// and code, and tells whether it stands in a heading. cross gives the text that
// is seen of a cross-link.
func (p Passage) Text(cross func(*Link) string, visit func(text string, heading bool)) {
	if p.Empty() {
		return
	}
	t := p.doc.grow()
	r := reading{p.doc, t, cross, visit}
	for _, n := range p.pick(t) {
		if !t.sections.bare[n] {
			r.node(n, n.Kind() == ast.KindHeading)
		}
	}
}

// reading is one call of Text.
type reading struct {
	doc   *Doc
	tree  *tree
	cross func(*Link) string
	visit func(text string, heading bool)
}

func (r reading) node(n ast.Node, heading bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			r.visit(plain(c.Segment.Value(r.doc.text.text)), heading)
		case *ast.String:
			r.visit(string(c.Value), heading)
		case *crossLink:
			if i, known := r.tree.links[c]; known {
				r.visit(r.cross(&r.doc.Links[i]), heading)
			}
		case *ast.AutoLink, *ast.RawHTML, *ast.HTMLBlock, *ast.CodeBlock, *ast.FencedCodeBlock:
		default:
			r.node(c, heading || c.Kind() == ast.KindHeading)
		}
	}
}
