package markdown

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/yuin/goldmark/ast"
)

// paragraph notes a paragraph of the body itself, not one of a list or quote.
// Its anchor is made of its words: it stays when other text comes and goes, and
// a paragraph that says something else has another one.
func (x *indexer) paragraph(n *ast.Paragraph) {
	if n.Parent().Kind() != ast.KindDocument {
		return
	}
	x.said.Reset()
	writePlain(&x.said, n, x.doc.text.text)
	sum := sha256.Sum256(bytes.TrimSpace(x.said.Bytes()))
	x.paragraphs = append(x.paragraphs, paragraphNode{n, "p-" + hex.EncodeToString(sum[:4])})
}

type paragraphNode struct {
	node ast.Node
	id   string
}

// nameParagraphs comes after the headings, whose anchors people write down.
func (x *indexer) nameParagraphs(taken map[string]int) {
	for _, p := range x.paragraphs {
		if p.node.Parent() == nil {
			continue // it has become a caption
		}
		id := unique(taken, p.id)
		x.tree.anchors[p.node] = id
		x.doc.paragraphs = append(x.doc.paragraphs, id)
	}
}

// Paragraph tells whether a paragraph of the body has this anchor.
func (d *Doc) Paragraph(id string) bool { return slices.Contains(d.paragraphs, id) }

func renderParagraph(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	id := w.tree.anchors[n]
	switch {
	case entering && id != "":
		w.str("<p")
		w.anchor(holeAnchor, id)
		w.str(">")
	case entering:
		w.str("<p>")
	case id != "":
		w.anchor(holeSelf, id)
		w.str("</p>\n")
	default:
		w.str("</p>\n")
	}
	return ast.WalkContinue
}

// anchor leaves a hole for an anchor or for the link to it.
func (w *writer) anchor(kind holeKind, id string) {
	w.hole(kind, len(w.ids))
	w.ids = append(w.ids, id)
}
