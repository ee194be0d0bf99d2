package markdown

import "github.com/yuin/goldmark/ast"

var (
	kindFigure        = ast.NewNodeKind("Figure")
	kindFigureCaption = ast.NewNodeKind("FigureCaption")
)

// figure is a picture that stands alone, and below it its caption.
type figure struct{ ast.BaseBlock }

// Kind implements ast.Node.
func (n *figure) Kind() ast.NodeKind { return kindFigure }

// Dump implements ast.Node.
func (n *figure) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// figureCaption is the last child of a figure.
type figureCaption struct{ ast.BaseBlock }

// Kind implements ast.Node.
func (n *figureCaption) Kind() ast.NodeKind { return kindFigureCaption }

// Dump implements ast.Node.
func (n *figureCaption) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// figure makes a figure of a picture that has a paragraph to itself and a
// caption: the marked paragraph directly after or before it, else its title.
func (x *indexer) figure(n *ast.Image) {
	place := n.Parent()
	link := &x.doc.Links[x.doc.links[n]]
	if link.Kind == LinkBad {
		return
	}
	c := &figureCaption{}
	for _, p := range []ast.Node{place.NextSibling(), place.PreviousSibling()} {
		if c.FirstChild() == nil && x.marked(p, figureMark) {
			moveChildren(c, p)
			p.Parent().RemoveChild(p.Parent(), p)
		}
	}
	if c.FirstChild() == nil && link.Title != "" {
		word := ast.NewString([]byte(link.Title))
		word.SetRaw(true)
		c.AppendChild(c, word)
		link.Title = ""
	}
	if c.FirstChild() == nil {
		return
	}
	f := &figure{}
	f.SetLines(place.Lines())
	place.Parent().ReplaceChild(place.Parent(), place, f)
	f.AppendChild(f, n)
	f.AppendChild(f, c)
}

func renderFigure(w *writer, _ []byte, _ ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str("<figure>\n")
	} else {
		w.str("</figure>\n")
	}
	return ast.WalkContinue
}

func renderFigureCaption(w *writer, _ []byte, _ ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str("\n<figcaption>")
	} else {
		w.str("</figcaption>\n")
	}
	return ast.WalkContinue
}
