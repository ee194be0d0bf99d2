package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"hria/internal/diag"
)

// indexer walks the tree once and writes down what a Doc knows: headings,
// links, words and findings.
type indexer struct {
	doc        *Doc
	tree       *tree
	findings   diag.List
	headings   []headingNode
	records    map[ast.Node]string // the headings that open a record's section
	tables     []tableNode
	paragraphs []paragraphNode
	alone      []alonePicture
	words      wordCounter
	said       bytes.Buffer // of the paragraph that was noted last
}

func (x *indexer) body(root ast.Node) {
	// The callback never fails, so Walk does not either.
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock || !entering {
			x.words.end(n)
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		return x.node(n), nil
	})
	x.doc.Words = x.words.count
	x.shift()
	x.levels()
	for i := range x.tables {
		x.heads(x.tables[i].node)
		x.caption(i)
	}
	for _, n := range x.alone {
		x.figure(n)
	}
	x.name()
}

// node takes note of one node on the way down.
func (x *indexer) node(n ast.Node) ast.WalkStatus {
	text := x.doc.text.text
	switch n := n.(type) {
	case *ast.Heading:
		x.headings = append(x.headings, headingNode{node: n, text: plainText(n, text)})
	case *ast.Paragraph:
		x.paragraph(n)
	case *extast.Table:
		x.tables = append(x.tables, tableNode{n, len(x.headings) - 1})
	case *ast.FencedCodeBlock:
		// Language remembers its answer in the node; asking now keeps the tree
		// unchanged when many goroutines render it.
		n.Language(text)
	case *ast.HTMLBlock:
		x.rawBlock(n)
	case *ast.RawHTML:
		x.rawInline(n)
	case *ast.Text:
		x.words.add(n.Segment.Value(text))
		if n.SoftLineBreak() || n.HardLineBreak() {
			x.words.gap()
		}
	case *ast.String:
		x.words.add(n.Value)
	case *ast.Link:
		x.link(n, n.Destination, plainText(n, text), n.Title, false)
	case *ast.Image:
		x.link(n, n.Destination, plainText(n, text), n.Title, true)
		x.standsAlone(n)
		return ast.WalkSkipChildren
	case *ast.AutoLink:
		x.autoLink(n)
		x.words.add(n.Label(text))
	case *crossLink:
		x.cross(n)
	}
	return ast.WalkContinue
}
