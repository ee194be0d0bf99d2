package markdown

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"hria/internal/diag"
)

// Blocks gives the passage as plain data.
func (p Passage) Blocks() []Block {
	if p.Empty() {
		return nil
	}
	b := blocker{p.doc, p.doc.grow(), p.shift}
	var list []Block
	for _, n := range p.pick(b.tree) {
		list = b.append(list, n)
	}
	return list
}

// blocker turns nodes into blocks.
type blocker struct {
	doc   *Doc
	tree  *tree
	shift int
}

func (b blocker) children(n ast.Node) []Block {
	var list []Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		list = b.append(list, c)
	}
	return list
}

func (b blocker) append(list []Block, n ast.Node) []Block {
	block := Block{Span: b.span(n)}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		block.Kind, block.Inlines, block.ID = BlockParagraph, b.inlines(n), b.tree.anchors[n]
	case *ast.Heading:
		block.Kind, block.Inlines = BlockHeading, b.inlines(n)
		block.Level, block.ID = b.doc.level(n, b.shift), b.tree.anchors[n]
	case *ast.List:
		block.Kind, block.Children = BlockList, b.children(n)
		block.Ordered, block.Number, block.Tight = n.IsOrdered(), n.Start, n.IsTight
	case *ast.ListItem:
		block.Kind, block.Children = BlockItem, b.children(n)
	case *ast.Blockquote:
		block.Kind, block.Children = BlockQuote, b.children(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		block.Kind = BlockCode
		block.Language, block.Text = codeOf(n, b.doc.text.text)
	case *ast.ThematicBreak:
		block.Kind = BlockRule
	case *ast.HTMLBlock:
		text := rawBlockText(n, b.doc.text.text)
		if text == "" {
			return list
		}
		block.Kind, block.Inlines = BlockParagraph, []Inline{{Kind: InlineText, Text: text}}
	case *extast.Table:
		b.table(&block, n)
	case *figure:
		var r run
		b.inline(&r, n.FirstChild())
		block.Kind, block.Inlines, block.Caption, block.ID = BlockFigure, r.end(), b.inlines(n.LastChild()), b.tree.anchors[n]
	case *extast.DefinitionList:
		block.Kind, block.Children = BlockDefinitions, b.children(n)
	case *extast.DefinitionTerm:
		block.Kind, block.Inlines = BlockTerm, b.inlines(n)
	case *extast.DefinitionDescription:
		block.Kind, block.Children, block.Tight = BlockDescription, b.children(n), n.IsTight
	case *extast.FootnoteList:
		block.Kind, block.Children = BlockFootnotes, b.children(n)
	case *extast.Footnote:
		block.Kind, block.Children, block.Number = BlockFootnote, b.children(n), n.Index
	default:
		return list
	}
	return append(list, block)
}

func (b blocker) table(block *Block, n *extast.Table) {
	block.Kind = BlockTable
	for _, a := range n.Alignments {
		block.Align = append(block.Align, alignOf(a))
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if made, ok := c.(*caption); ok {
			block.Caption, block.Hidden = b.inlines(c), made.hidden
			continue
		}
		row := Block{Kind: BlockRow, Header: c.Kind() == extast.KindTableHeader, Span: b.span(c)}
		for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
			row.Children = append(row.Children, Block{Kind: BlockCell, Header: row.Header, Inlines: b.inlines(cell), Span: b.span(cell)})
		}
		block.Children = append(block.Children, row)
	}
}

// span is the place of a block: its lines, or what goldmark knows of it.
func (b blocker) span(n ast.Node) diag.Span {
	src := b.doc.text
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		start, end := lines.At(0).Start, lines.At(lines.Len()-1).Stop
		return src.span(start, start+len(strings.TrimRight(string(src.text[start:max(start, end)]), "\n")))
	}
	if at := n.Pos(); at >= 0 && at <= len(src.text) {
		return src.span(at, at)
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
		return b.span(c)
	}
	return diag.Span{}
}

func (b blocker) inlines(n ast.Node) []Inline {
	var r run
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(&r, c)
	}
	return r.end()
}

// run collects inlines; pieces of text that touch become one.
type run struct {
	list []Inline
	text strings.Builder
}

func (r *run) add(i Inline) { r.list = append(r.end(), i) }

func (r *run) end() []Inline {
	if r.text.Len() > 0 {
		r.list = append(r.list, Inline{Kind: InlineText, Text: r.text.String()})
		r.text.Reset()
	}
	return r.list
}

func (b blocker) inline(r *run, n ast.Node) {
	text := b.doc.text.text
	switch n := n.(type) {
	case *ast.Text:
		b.text(r, n)
	case *ast.String:
		r.text.Write(n.Value)
	case *ast.RawHTML:
		r.text.WriteString(rawInlineText(n, text))
	case *ast.CodeSpan:
		r.add(Inline{Kind: InlineCode, Text: string(codeSpan(n, text))})
	case *ast.Emphasis:
		kind := InlineEmphasis
		if n.Level == 2 {
			kind = InlineStrong
		}
		r.add(Inline{Kind: kind, Children: b.inlines(n)})
	case *extast.Strikethrough:
		r.add(Inline{Kind: InlineStrike, Children: b.inlines(n)})
	case *extast.FootnoteLink:
		r.add(Inline{Kind: InlineFootnote, Number: n.Index})
	case *extast.TaskCheckBox:
		r.add(Inline{Kind: InlineTask, Checked: n.IsChecked})
	case *ast.Link:
		b.link(r, n, b.inlines(n))
	case *ast.AutoLink:
		b.link(r, n, textOnly(string(n.Label(text))))
	case *ast.Image:
		if link := &b.doc.Links[b.tree.links[n]]; link.Kind == LinkBad {
			r.text.WriteString(link.Text)
		} else {
			r.add(Inline{Kind: InlineImage, Link: link})
		}
	case *crossLink:
		if _, known := b.tree.links[n]; known {
			b.link(r, n, textOnly(n.label))
		} else {
			r.text.WriteString(n.shown(text))
		}
	}
}

// text adds a piece of text and the line end behind it.
func (b blocker) text(r *run, n *ast.Text) {
	value := n.Segment.Value(b.doc.text.text)
	if n.IsRaw() {
		r.text.Write(value)
	} else {
		r.text.WriteString(plain(value))
	}
	switch {
	case n.HardLineBreak():
		r.add(Inline{Kind: InlineBreak})
	case n.SoftLineBreak() && !b.joins(n, value):
		r.text.WriteByte(' ')
	}
}

// joins tells whether a line end in Chinese or Japanese is no space.
func (b blocker) joins(n *ast.Text, value []byte) bool {
	next, ok := n.NextSibling().(*ast.Text)
	if b.doc.style != styleCJK || !ok || len(value) == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRune(value)
	after, _ := utf8.DecodeRune(next.Segment.Value(b.doc.text.text))
	return util.IsEastAsianWideRune(before) && util.IsEastAsianWideRune(after)
}

// link adds a link, or the text alone of one that is left out.
func (b blocker) link(r *run, n ast.Node, children []Inline) {
	link := &b.doc.Links[b.tree.links[n]]
	if link.Kind != LinkBad {
		r.add(Inline{Kind: InlineLink, Link: link, Children: children})
		return
	}
	for _, c := range children {
		if c.Kind == InlineText {
			r.text.WriteString(c.Text)
		} else {
			r.add(c)
		}
	}
}

func textOnly(text string) []Inline {
	if text == "" {
		return nil
	}
	return []Inline{{Kind: InlineText, Text: text}}
}
