package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// renderTable writes a table in a box that scrolls on narrow screens, by keyboard
// too.
func renderTable(w *writer, _ []byte, _ ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str(`<div class="scroll" tabindex="0"><table>` + "\n")
	} else {
		w.str("</table></div>\n")
	}
	return ast.WalkContinue
}

func renderCaption(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	switch {
	case !entering:
		w.str("</caption>\n")
	case n.(*caption).hidden:
		w.str(`<caption class="visually-hidden">`)
	default:
		w.str("<caption>")
	}
	return ast.WalkContinue
}

func renderTableHeader(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str("<thead>\n<tr>\n")
		return ast.WalkContinue
	}
	w.str("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		w.str("<tbody>\n")
	}
	return ast.WalkContinue
}

func renderTableRow(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str("<tr>\n")
		return ast.WalkContinue
	}
	w.str("</tr>\n")
	if n.NextSibling() == nil {
		w.str("</tbody>\n")
	}
	return ast.WalkContinue
}

// renderTableCell sets the alignment by class: a style attribute would need a
// hole in the page's Content-Security-Policy.
func renderTableCell(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	tag := "td"
	if n.Parent().Kind() == extast.KindTableHeader {
		tag = "th"
	}
	if !entering {
		w.str("</" + tag + ">\n")
		return ast.WalkContinue
	}
	w.str("<" + tag)
	switch alignOf(n.(*extast.TableCell).Alignment) {
	case AlignStart:
		w.str(` class="align-start"`)
	case AlignCenter:
		w.str(` class="align-center"`)
	case AlignEnd:
		w.str(` class="align-end"`)
	}
	if tag == "th" {
		w.str(` scope="col"`)
	}
	w.str(">")
	return ast.WalkContinue
}

func alignOf(a extast.Alignment) Align {
	switch a {
	case extast.AlignLeft:
		return AlignStart
	case extast.AlignCenter:
		return AlignCenter
	case extast.AlignRight:
		return AlignEnd
	}
	return AlignNone
}
