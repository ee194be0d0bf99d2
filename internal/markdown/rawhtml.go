package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"hria/internal/diag"
)

// Raw HTML is shown as the text that it is, so that nothing is lost and nothing
// runs. Comments are the exception: their author meant them not to be read, so
// they are in no output.

const rawHelp = "write it in Markdown, or put it in a code block to show it"

// rawBlockText is the text of an HTML block without its closed comments.
func rawBlockText(n *ast.HTMLBlock, source []byte) string {
	raw := n.Lines().Value(source)
	if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(source)...)
	}
	return strings.TrimSpace(withoutComments(string(raw)))
}

// rawInlineText is the text of inline HTML, "" for a comment.
func rawInlineText(n *ast.RawHTML, source []byte) string {
	return withoutComments(string(bytes.ReplaceAll(n.Segments.Value(source), []byte("\n"), []byte(" "))))
}

func withoutComments(s string) string {
	var b strings.Builder
	for {
		start := strings.Index(s, "<!--")
		if start < 0 {
			break
		}
		end := strings.Index(s[start+2:], "-->")
		if end < 0 {
			break
		}
		b.WriteString(s[:start])
		s = s[start+2+end+3:]
	}
	b.WriteString(s)
	return b.String()
}

func (x *indexer) rawBlock(n *ast.HTMLBlock) {
	text := rawBlockText(n, x.doc.text.text)
	if text == "" || n.Lines().Len() == 0 {
		return
	}
	first := n.Lines().At(0)
	x.raw(text, first.Start, first.Stop)
}

func (x *indexer) rawInline(n *ast.RawHTML) {
	text := rawInlineText(n, x.doc.text.text)
	if text == "" || n.Segments.Len() == 0 {
		return
	}
	x.raw(text, n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop)
}

func (x *indexer) raw(text string, start, end int) {
	line, _, _ := strings.Cut(text, "\n")
	help := rawHelp
	if strings.HasPrefix(text, "<!--") {
		help = "close the comment with -->"
	}
	source := x.doc.text.text
	trimmed := bytes.TrimSpace(source[start:end])
	start += bytes.Index(source[start:end], trimmed)
	x.findings = append(x.findings, finding(ruleRawHTML, diag.Warning, x.doc.text.span(start, start+len(trimmed)),
		"HTML %q is shown as text", line, help))
}
