package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

var (
	kindTableCell = extast.KindTableCell
	kindCaption   = ast.NewNodeKind("Caption")
)

// caption is the first child that every table gets.
type caption struct {
	ast.BaseBlock
	hidden bool // made, not written: for assistive technology only
}

// Kind implements ast.Node.
func (n *caption) Kind() ast.NodeKind { return kindCaption }

// Dump implements ast.Node.
func (n *caption) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// tableNode is a table and the place of the heading before it, -1 for none.
type tableNode struct {
	node    *extast.Table
	heading int
}

// The marks open the paragraph before or after a table or a picture that is its
// caption, in every language: they are marks, not words.
const (
	captionMark = "Table:"
	figureMark  = "Figure:"
)

// caption gives a table its caption: the marked paragraph directly before or
// after it, else the text of the heading above, else its column heads.
func (x *indexer) caption(i int) {
	table := x.tables[i]
	for _, p := range []ast.Node{table.node.PreviousSibling(), table.node.NextSibling()} {
		if x.marked(p, captionMark) {
			c := &caption{}
			moveChildren(c, p)
			p.Parent().RemoveChild(p.Parent(), p)
			prepend(table.node, c)
			return
		}
	}
	text := x.headText(table.node)
	if table.heading >= 0 && x.headings[table.heading].text != "" {
		text = x.headings[table.heading].text
		before := 0
		for j := i - 1; j >= 0 && x.tables[j].heading == table.heading; j-- {
			before++
		}
		if before > 0 {
			text += " (" + strconv.Itoa(before+1) + ")"
		}
	}
	c := &caption{hidden: true}
	word := ast.NewString([]byte(text))
	word.SetRaw(true)
	c.AppendChild(c, word)
	prepend(table.node, c)
}

// moveChildren gives a node all children of another one.
func moveChildren(to, from ast.Node) {
	for child := from.FirstChild(); child != nil; {
		next := child.NextSibling()
		to.AppendChild(to, child)
		child = next
	}
}

func prepend(table ast.Node, c ast.Node) {
	if first := table.FirstChild(); first != nil {
		table.InsertBefore(table, first, c)
		return
	}
	table.AppendChild(table, c)
}

// marked tells whether a paragraph is a caption, and takes its mark away.
func (x *indexer) marked(p ast.Node, mark string) bool {
	if p == nil || !ast.IsParagraph(p) {
		return false
	}
	first, ok := p.FirstChild().(*ast.Text)
	if !ok {
		return false
	}
	source := x.doc.text.text
	value := first.Segment.Value(source)
	if !bytes.HasPrefix(value, []byte(mark)) || len(bytes.TrimSpace(value)) == len(mark) && first.NextSibling() == nil {
		return false
	}
	first.Segment = first.Segment.WithStart(first.Segment.Start + len(mark))
	first.Segment = first.Segment.TrimLeftSpace(source)
	return true
}

// headText gives the column heads of a table as one line.
func (x *indexer) headText(table *extast.Table) string {
	var heads []string
	if header := table.FirstChild(); header != nil {
		for c := header.FirstChild(); c != nil; c = c.NextSibling() {
			if text := plainText(c, x.doc.text.text); text != "" {
				heads = append(heads, text)
			}
		}
	}
	return strings.Join(heads, ", ")
}
