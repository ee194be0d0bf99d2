package markdown

import (
	"bytes"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"hria/internal/diag"
)

// The rules of good writing: what a body says stays readable for everybody,
// also aloud.
const (
	ruleFootnote = "TX-08"
	rulePicture  = "TX-09"
	ruleLevels   = "TX-10"
	ruleBareURL  = "TX-11"
	ruleHeads    = "TX-12"
)

// definedNote is a footnote's text and where its mark stands.
type definedNote struct {
	node  *extast.Footnote
	start int
}

// footnotes reports footnotes that nothing refers to. goldmark numbers those
// that are used and drops the others.
func (x *indexer) footnotes(list []definedNote) {
	for _, n := range list {
		if n.node.Index <= 0 {
			label := string(n.node.Ref)
			x.findings = append(x.findings, finding(ruleFootnote, diag.Warning, x.doc.text.span(n.start, n.start+len("[^]")+len(label)),
				"nothing refers to the footnote %q, so it is shown nowhere", label, "write [^"+label+"] where it belongs, or remove it"))
		}
	}
}

// undefined reports a reference to a footnote that is not there. What turns
// out to be a link, as [^a](b), is none.
func (n *notes) undefined(line []byte, at int) {
	line = bytes.TrimPrefix(line, []byte("!"))
	end := bytes.IndexByte(line, ']')
	if end < len("[^x") || bytes.ContainsAny(line[:end], " \t\n") || bytes.IndexByte(line[1:end], '[') >= 0 {
		return
	}
	if rest := line[end+1:]; len(rest) > 0 && strings.IndexByte("([:", rest[0]) >= 0 {
		return
	}
	label := string(line[len("[^"):end])
	n.report(ruleFootnote, diag.Warning, at, at+end+1, "there is no footnote %q", label, "write its text on a line of its own: [^"+label+"]: …")
}

// decorativeMark stands in place of the text alternative of a picture that shows
// nothing of its own, in every language: it is a mark, not a word.
const decorativeMark = "decorative"

// alternative reports a picture that says nothing to those who cannot see it. A
// decorative one is meant to, unless it is all that a link has.
func (x *indexer) alternative(n ast.Node, l *Link) {
	words := strings.TrimSpace(l.Text)
	file := path.Base(l.Target)
	problem, help := "", "write what it shows between the square brackets, ![four cameras above a gate]("+l.Target+"), or ["+decorativeMark+"] where it shows nothing that matters"
	switch {
	case words == "":
		problem = "the picture %q has no text alternative"
	case strings.EqualFold(words, file) || strings.EqualFold(words, strings.TrimSuffix(file, path.Ext(file))):
		problem = "the picture %q has only its name for a text alternative"
	case words == decorativeMark:
		l.Text, l.Title = "", ""
		if p := n.Parent(); p != nil && p.Kind() == ast.KindLink && p.ChildCount() == 1 {
			problem, help = "the picture %q is all that a link has, and cannot be decorative", "write between its square brackets where the link leads"
		}
	}
	if problem != "" {
		x.findings = append(x.findings, finding(rulePicture, diag.Warning, l.Span, problem, l.Target, help))
	}
}

// levels reports headings that leave a level out. The page's title is level 1.
// Headings inside quotes and lists have no place in the order.
func (x *indexer) levels() {
	above := 1
	for _, h := range x.headings {
		if h.node.Parent().Kind() != ast.KindDocument {
			continue
		}
		if h.node.Level > above+1 {
			x.findings = append(x.findings, finding(ruleLevels, diag.Warning, x.headingSpan(h.node),
				"the heading %q leaves a level out", h.text, "take "+strings.Repeat("#", h.node.Level-above-1)+" away from it, or add the heading that it stands under"))
		}
		above = h.node.Level
	}
}

// bare reports an address that stands in prose without marks. In < > it is
// there on purpose.
func (x *indexer) bare(n *ast.AutoLink, l Link) {
	src := x.doc.text
	at, ok := src.offset(n.Label(src.text))
	if !ok || at > 0 && src.text[at-1] == '<' || n.AutoLinkType != ast.AutoLinkURL {
		return
	}
	x.findings = append(x.findings, finding(ruleBareURL, diag.Info, l.Span, "the address %q stands in the text by itself", l.Text,
		"write [what it leads to]("+l.Target+"), or <"+l.Target+"> where the address itself matters"))
}

// heads reports a table whose heads are all empty.
func (x *indexer) heads(table *extast.Table) {
	if x.headText(table) != "" {
		return
	}
	at := min(max(table.Pos(), 0), len(x.doc.text.text))
	if header := table.FirstChild(); header != nil && header.Pos() >= 0 {
		at = header.Pos()
	}
	line := bytes.IndexByte(x.doc.text.text[at:], '\n')
	if line < 0 {
		line = len(x.doc.text.text) - at
	}
	x.findings = append(x.findings, finding(ruleHeads, diag.Warning, x.doc.text.span(at, at+line), "the table has no %s", "column heads", "write in the first row what each column holds"))
}
