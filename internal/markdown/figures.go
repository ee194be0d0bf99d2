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

// alonePicture is a picture, or a link around one, that has a paragraph to
// itself.
type alonePicture struct {
	image     *ast.Image
	node      ast.Node
	paragraph int // place in the indexer's paragraphs, -1 for none
}

func (x *indexer) standsAlone(image *ast.Image) {
	n := ast.Node(image)
	if p := n.Parent(); p.Kind() == ast.KindLink && p.ChildCount() == 1 {
		n = p
	}
	p := n.Parent()
	if !ast.IsParagraph(p) || p.ChildCount() != 1 {
		return
	}
	last := len(x.paragraphs) - 1
	if last >= 0 && x.paragraphs[last].node != p {
		last = -1
	}
	x.alone = append(x.alone, alonePicture{image, n, last})
}

// figure makes a figure of a picture that has a paragraph to itself and a
// caption: the marked paragraph directly after or before it, else its title.
func (x *indexer) figure(alone alonePicture) {
	n := alone.node
	place := n.Parent()
	link := &x.doc.Links[x.tree.links[alone.image]]
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
	if alone.paragraph >= 0 {
		x.paragraphs[alone.paragraph].node = f
	}
}

func renderFigure(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.str("</figure>\n")
		return ast.WalkContinue
	}
	w.str("<figure")
	if id := w.tree.anchors[n]; id != "" {
		w.anchor(holeAnchor, id)
	}
	w.str(">\n")
	return ast.WalkContinue
}

func renderFigureCaption(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str("\n<figcaption>")
		return ast.WalkContinue
	}
	if id := w.tree.anchors[n.Parent()]; id != "" {
		w.anchor(holeSelf, id)
	}
	w.str("</figcaption>\n")
	return ast.WalkContinue
}
