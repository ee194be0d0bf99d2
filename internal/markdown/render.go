package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"sync"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// writer collects the HTML of a passage and its holes. goldmark's renderers
// take it as their buffered writer, so nothing is buffered twice.
type writer struct {
	bytes.Buffer
	doc   *Doc
	tree  *tree
	shift int
	holes []hole
	ids   []string
	code  []code
}

// Buffered implements util.BufWriter.
func (w *writer) Buffered() int { return 0 }

// Flush implements util.BufWriter.
func (w *writer) Flush() error { return nil }

func (w *writer) hole(kind holeKind, place int) {
	w.holes = append(w.holes, hole{at: int32(w.Len()), from: int32(place), kind: kind})
}

// Write implements util.BufWriter. A longer piece of the body becomes a hole.
func (w *writer) Write(b []byte) (int, error) {
	const longer = 20 // than a hole takes
	if len(b) < longer || w.doc == nil {
		return w.Buffer.Write(b)
	}
	from, ok := w.doc.text.offset(b)
	if !ok {
		return w.Buffer.Write(b)
	}
	end := int32(from + len(b))
	if last := w.lastText(); last != nil && last.end <= int32(from) && bytes.Equal(w.Bytes()[last.at:], w.doc.text.text[last.end:from]) {
		// All that was written since stands between the two in the body.
		w.Truncate(int(last.at))
		last.end = end
		return len(b), nil
	}
	w.holes = append(w.holes, hole{at: int32(w.Len()), from: int32(from), end: end, kind: holeText})
	return len(b), nil
}

// lastText is the last hole where it is one for text.
func (w *writer) lastText() *hole {
	if n := len(w.holes); n > 0 && w.holes[n-1].kind == holeText {
		return &w.holes[n-1]
	}
	return nil
}

// Strings of bytes.Buffer never fail; these names keep the renderers short.
func (w *writer) str(s string)    { w.Buffer.WriteString(s) }
func (w *writer) escape(s string) { escapeHTML(&w.Buffer, s) }

var writers = sync.Pool{New: func() any { return new(writer) }}

// HTML renders the passage. The result depends on nothing but the body.
func (p Passage) HTML() HTML {
	if p.Empty() {
		return HTML{}
	}
	if k, _, ok := p.kept(); ok && k.shift == p.shift {
		return k.html
	}
	w := writers.Get().(*writer)
	w.Reset()
	w.doc, w.tree, w.shift, w.holes, w.ids, w.code = p.doc, p.doc.grow(), p.shift, w.holes[:0], w.ids[:0], nil
	engine := p.doc.style.renderer()
	for _, n := range p.pick(w.tree) {
		// A writer in memory never fails.
		_ = engine.Render(w, p.doc.text.text, n)
	}
	h := HTML{doc: p.doc, text: bytes.Clone(w.Bytes()), holes: slices.Clone(w.holes), ids: slices.Clone(w.ids), code: w.code}
	w.doc, w.tree, w.code = nil, nil, nil
	writers.Put(w)
	return h
}

// nodeRenderer renders what goldmark renders otherwise or not at all.
type nodeRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	for kind, render := range map[ast.NodeKind]func(*writer, []byte, ast.Node, bool) ast.WalkStatus{
		ast.KindHeading:         renderHeading,
		ast.KindParagraph:       renderParagraph,
		ast.KindCodeBlock:       renderCode,
		ast.KindFencedCodeBlock: renderCode,
		ast.KindCodeSpan:        renderCodeSpan,
		ast.KindHTMLBlock:       renderRawBlock,
		ast.KindRawHTML:         renderRawInline,
		ast.KindLink:            renderLink,
		ast.KindAutoLink:        renderAutoLink,
		ast.KindImage:           renderImage,
		kindCrossLink:           renderCrossLink,
		kindCaption:             renderCaption,
		kindFigure:              renderFigure,
		kindFigureCaption:       renderFigureCaption,
		extast.KindTable:        renderTable,
		extast.KindTableHeader:  renderTableHeader,
		extast.KindTableRow:     renderTableRow,
		extast.KindTableCell:    renderTableCell,
		extast.KindTaskCheckBox: renderTask,
	} {
		reg.Register(kind, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
			return render(w.(*writer), source, n, entering), nil
		})
	}
}

func renderHeading(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	level := strconv.Itoa(w.doc.level(n.(*ast.Heading), w.shift))
	if entering {
		w.str("<h" + level + ` id="`)
		w.escape(w.tree.anchors[n])
		w.str(`">`)
		if !linked(n) {
			w.anchor(holeHeading, w.tree.anchors[n])
		}
	} else {
		if !linked(n) {
			w.anchor(holeHeaded, w.tree.anchors[n])
		}
		w.str("</h" + level + ">\n")
	}
	return ast.WalkContinue
}

// linked tells whether a heading holds a link, so that it cannot be one.
func linked(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindLink, ast.KindAutoLink, kindCrossLink, extast.KindFootnoteLink:
			return true
		}
		if linked(c) {
			return true
		}
	}
	return false
}

// level is the level of a heading on the page. The page's title has level 1.
func (d *Doc) level(h *ast.Heading, shift int) int {
	return min(max(h.Level+shift, 2), 6)
}

func renderCodeSpan(w *writer, source []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str("<code>")
		w.escape(string(codeSpan(n.(*ast.CodeSpan), source)))
		w.str("</code>")
	}
	return ast.WalkSkipChildren
}

func renderRawBlock(w *writer, source []byte, n ast.Node, entering bool) ast.WalkStatus {
	if text := rawBlockText(n.(*ast.HTMLBlock), source); entering && text != "" {
		w.str("<p>")
		w.escape(text)
		w.str("</p>\n")
	}
	return ast.WalkContinue
}

func renderRawInline(w *writer, source []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.escape(rawInlineText(n.(*ast.RawHTML), source))
	}
	return ast.WalkContinue
}

func renderLink(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	i := w.tree.links[n]
	switch link := &w.doc.Links[i]; {
	case link.Kind == LinkBad:
	case link.Kind == LinkExternal && entering:
		w.external(link)
	case link.Kind == LinkExternal:
		w.str("</a>")
	case entering:
		w.hole(holeOpen, i)
	default:
		w.hole(holeClose, i)
	}
	return ast.WalkContinue
}

func renderAutoLink(w *writer, source []byte, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	link := &w.doc.Links[w.tree.links[n]]
	if link.Kind != LinkBad {
		w.external(link)
	}
	w.escape(string(n.(*ast.AutoLink).Label(source)))
	if link.Kind != LinkBad {
		w.str("</a>")
	}
	return ast.WalkContinue
}

// external opens a link that needs no other file.
func (w *writer) external(l *Link) {
	w.str(`<a href="`)
	writeAddress(&w.Buffer, l.Target)
	w.str(`"`)
	writeTitle(&w.Buffer, l)
	if scheme(l.Target) != "mailto" {
		w.str(` rel="external"`)
	}
	w.str(">")
}

func renderImage(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		i := w.tree.links[n]
		if link := &w.doc.Links[i]; link.Kind == LinkBad {
			w.escape(link.Text)
		} else {
			w.hole(holePicture, i)
		}
	}
	return ast.WalkSkipChildren
}

func renderCrossLink(w *writer, source []byte, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	if i, ok := w.tree.links[n]; ok {
		w.hole(holeCross, i)
	} else {
		w.escape(n.(*crossLink).shown(source))
	}
	return ast.WalkContinue
}

func renderTask(w *writer, _ []byte, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str(taskBox(n.(*extast.TaskCheckBox).IsChecked))
	}
	return ast.WalkContinue
}

// taskBox is a box as text: a disabled form field would have no name for a
// screen reader.
func taskBox(checked bool) string {
	if checked {
		return `<span class="task">☑</span> `
	}
	return `<span class="task">☐</span> `
}
