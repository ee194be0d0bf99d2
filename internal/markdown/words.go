package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
)

// Text calls visit for each run of the text that readers see, without markup
// and code, and tells whether it stands in a heading. cross gives the text that
// is seen of a cross-link.
func (p Passage) Text(cross func(*Link) string, visit func(text string, heading bool)) {
	if p.Empty() {
		return
	}
	show := func(r textRun, odd []string) {
		switch r.kind {
		case runPlain:
			visit(plain(p.doc.text.text[r.at:r.end]), r.heading)
		case runOdd:
			visit(odd[r.at], r.heading)
		case runCross:
			visit(cross(&p.doc.Links[r.at]), r.heading)
		}
	}
	if k, odd, ok := p.kept(); ok {
		for _, r := range k.runs {
			show(r, odd)
		}
		return
	}
	var odd []string
	reader{p.doc.grow(), p.doc.text.text, &odd, func(r textRun) { show(r, odd) }}.passage(p)
}

// textRun is a run of text.
type textRun struct {
	at, end int32 // its place in the body; or, as at: in the odd texts, in the links
	kind    runKind
	heading bool
}

type runKind uint8

const (
	runPlain runKind = iota // stands in the body
	runOdd                  // is made of it
	runCross                // is what stands for a cross-link
)

// reader finds the runs of passages.
type reader struct {
	tree *tree
	text []byte
	odd  *[]string
	take func(textRun)
}

func (r reader) passage(p Passage) {
	for _, n := range p.pick(r.tree) {
		if !r.tree.sections.bare[n] {
			r.node(n, n.Kind() == ast.KindHeading)
		}
	}
}

func (r reader) node(n ast.Node, heading bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if s := c.Segment; s.Padding == 0 && !s.ForceNewline {
				r.take(textRun{int32(s.Start), int32(s.Stop), runPlain, heading})
			} else {
				r.made(plain(s.Value(r.text)), heading)
			}
		case *ast.String:
			r.made(string(c.Value), heading)
		case *crossLink:
			if i, known := r.tree.links[c]; known {
				r.take(textRun{int32(i), 0, runCross, heading})
			}
		case *ast.AutoLink, *ast.RawHTML, *ast.HTMLBlock, *ast.CodeBlock, *ast.FencedCodeBlock:
		default:
			r.node(c, heading || c.Kind() == ast.KindHeading)
		}
	}
}

// made is a run that does not stand in the body as it is: a quotation mark, a
// dash. Nearly all of them are the same few.
func (r reader) made(text string, heading bool) {
	i := slices.Index((*r.odd)[:min(len(*r.odd), 20)], text)
	if i < 0 {
		i = len(*r.odd)
		*r.odd = append(*r.odd, text)
	}
	r.take(textRun{int32(i), 0, runOdd, heading})
}
