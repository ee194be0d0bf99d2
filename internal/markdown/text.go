package markdown

import (
	"bytes"
	stdhtml "html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// plain gives the text that a piece of Markdown text stands for: escapes and
// entities are resolved. goldmark does both only while it writes HTML, so this
// takes the HTML and undoes its escaping.
func plain(b []byte) string {
	if literal(b) {
		return string(b)
	}
	w := writer{}
	html.DefaultWriter.Write(&w, b)
	return stdhtml.UnescapeString(w.String())
}

// literal tells whether a piece of Markdown text stands for itself.
func literal(b []byte) bool { return bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 }

// decodeAddress gives the address that a link's destination stands for, by the
// same steps as goldmark takes when it writes it.
func decodeAddress(b []byte) string {
	b = util.UnescapePunctuations(b)
	b = util.ResolveNumericReferences(b)
	return string(util.ResolveEntityNames(b))
}

// plainText gives the text of a node without markup, as one line.
func plainText(n ast.Node, source []byte) string {
	var b bytes.Buffer
	writePlain(&b, n, source)
	return string(bytes.TrimSpace(b.Bytes()))
}

func writePlain(b *bytes.Buffer, n ast.Node, source []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if value := c.Segment.Value(source); c.IsRaw() || literal(value) {
				b.Write(value)
			} else {
				b.WriteString(plain(value))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.CodeSpan:
			b.Write(codeSpan(c, source))
		case *ast.AutoLink:
			b.Write(c.Label(source))
		case *crossLink:
			b.WriteString(c.shown(source))
		case *ast.RawHTML:
			b.WriteString(rawInlineText(c, source))
		default:
			writePlain(b, c, source)
		}
	}
}

// shown is the text of a cross-link where it cannot be a link.
func (n *crossLink) shown(source []byte) string {
	if n.label != "" {
		return n.label
	}
	return string(source[n.start:n.end])
}

// codeSpan gives the text of a code span as one line. In a table cell the bar
// is written "\|", in code too.
func codeSpan(n *ast.CodeSpan, source []byte) []byte {
	var code []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			code = append(code, t.Segment.Value(source)...)
		}
	}
	code = bytes.ReplaceAll(code, []byte("\n"), []byte(" "))
	if inCell(n) {
		code = bytes.ReplaceAll(code, []byte(`\|`), []byte("|"))
	}
	return code
}

// inCell tells whether an inline node stands in a table.
func inCell(n ast.Node) bool {
	for n != nil && n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	return n != nil && n.Kind() == kindTableCell
}

// wordCounter counts runs of characters other than spaces and punctuation;
// characters of scripts written without spaces count one by one.
type wordCounter struct {
	count  int
	inside bool
}

func (w *wordCounter) gap() { w.inside = false }

// end closes a word at the border of a block.
func (w *wordCounter) end(n ast.Node) {
	if n.Type() != ast.TypeInline {
		w.gap()
	}
}

func (w *wordCounter) add(b []byte) {
	for i := 0; i < len(b); {
		// Most text is ASCII, and this runs over every byte of every body.
		if c := b[i]; c < utf8.RuneSelf {
			i++
			if c == ' ' || c >= '\t' && c <= '\r' {
				w.inside = false
			} else if !w.inside && (c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z') {
				w.count++
				w.inside = true
			}
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			w.inside = false
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			w.count++
			w.inside = false
		case !w.inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			w.count++
			w.inside = true
		}
	}
}

// slug gives the anchor of a heading's text as GitHub makes it, in any script:
// letters, digits and hyphens, lower case.
func slug(text string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r == '-' || unicode.IsSpace(r):
			return '-'
		case r == '_' || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return -1
	}, text), "-")
}
