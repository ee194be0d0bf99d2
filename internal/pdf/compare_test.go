package pdf

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompareSources writes the note that speed is measured with as a web page
// and as a Typst document, for .ci/pdf/speed.mjs.
func TestCompareSources(t *testing.T) {
	dir := os.Getenv("PDF_COMPARE")
	if dir == "" {
		t.Skip("only run by .ci/pdf/speed.mjs")
	}
	page, typst := sources(fivePages())
	for name, s := range map[string]string{"note.html": page, "note.typ": typst} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// exporter writes a document in two other languages: what a sample has, with
// headings, lists, tables, links, columns and boxes. A figure is a picture of a
// few rectangles.
type exporter struct{ html, typst strings.Builder }

func sources(doc Document) (page, typst string) {
	var x exporter
	fmt.Fprintf(&x.html, `<!doctype html><html lang=%q><meta charset="utf-8"><title>%s</title><style>@page{size:A4;margin:62pt 60pt 66pt}`+
		`body{font:10.5pt/1.42 "Liberation Serif";margin:0}h1,h2,h3,td,th,caption{font-family:"Liberation Sans"}table{width:100%%;border-collapse:collapse;font-size:9pt}`+
		`td,th{text-align:start;border-bottom:.6pt solid #ccc}.cols{display:flex;gap:21pt}.cols>div{flex:1}.box{background:#f2f5f9;border-left:3pt solid #1f4e79;padding:10pt}</style>`, doc.Lang, html.EscapeString(doc.Title))
	fmt.Fprintf(&x.typst, "#set document(title: %q)\n#set page(paper: \"a4\", margin: (x: 60pt, top: 62pt, bottom: 66pt), numbering: \"1\")\n#set text(font: \"Liberation Serif\", size: 10.5pt, lang: %q)\n"+
		"#show heading: set text(font: \"Liberation Sans\")\n#show table: set text(font: \"Liberation Sans\", size: 9pt)\n", doc.Title, doc.Lang)
	x.blocks(doc.Blocks)
	return x.html.String(), x.typst.String()
}

// both writes to both.
func (x *exporter) both(html, typst string) {
	x.html.WriteString(html)
	x.typst.WriteString(typst)
}

func (x *exporter) blocks(list []Block) {
	for _, bl := range list {
		switch bl := bl.(type) {
		case Heading:
			x.both(fmt.Sprintf("<h%d>", bl.Level), fmt.Sprintf("#heading(level: %d)[", bl.Level))
			x.spans(bl.Spans)
			x.both(fmt.Sprintf("</h%d>\n", bl.Level), "]\n\n")
		case Paragraph:
			x.both("<p>", "")
			if bl.Align == AlignJustify {
				x.both(`<span style="display:block;text-align:justify">`, "#[#set par(justify: true)\n")
			}
			x.spans(bl.Spans)
			if bl.Align == AlignJustify {
				x.both("</span>", "]")
			}
			x.both("</p>\n", "\n\n")
		case List:
			tag, call := "ul", "#list("
			if bl.Numbered {
				tag, call = "ol", "#enum("
			}
			x.both("<"+tag+">", call)
			for _, it := range bl.Items {
				x.both("<li>", "[")
				x.blocks(it.Blocks)
				x.both("</li>", "],")
			}
			x.both("</"+tag+">\n", ")\n\n")
		case Table:
			x.table(bl)
		case Figure:
			x.both(fmt.Sprintf(`<figure><svg role="img" aria-label=%q width="240pt" height="46pt">`, bl.Alt), fmt.Sprintf("#figure(alt: %q, box(width: 240pt, height: 46pt)[", bl.Alt))
			for i := range 16 {
				x.both(fmt.Sprintf(`<rect x="%dpt" y="%dpt" width="10pt" height="8pt"/>`, 60+i%4*14, i/4*11),
					fmt.Sprintf("#place(dx: %dpt, dy: %dpt, rect(width: 10pt, height: 8pt))", 60+i%4*14, i/4*11))
			}
			x.both("</svg><figcaption>", "], caption: [")
			x.spans(bl.Caption)
			x.both("</figcaption></figure>\n", "])\n\n")
		case Columns:
			x.both(`<div class="cols">`, fmt.Sprintf("#grid(columns: %d, gutter: 21pt,", len(bl.Cols)))
			for _, c := range bl.Cols {
				x.both("<div>", "[")
				x.blocks(c)
				x.both("</div>", "],")
			}
			x.both("</div>\n", ")\n\n")
		case Box:
			x.both(`<div class="box">`, `#block(width: 100%, inset: 10pt, fill: rgb("#f2f5f9"), stroke: (left: 3pt + rgb("#1f4e79")))[`)
			x.blocks(bl.Blocks)
			x.both("</div>\n", "]\n\n")
		case Rule:
			x.both("<hr>\n", "#line(length: 100%)\n\n")
		}
	}
}

func (x *exporter) table(t Table) {
	x.both("<table><caption>", fmt.Sprintf("#figure(kind: table, caption: [%s], table(columns: %d, stroke: none, align: left, table.header(", typstText(plain(t.Caption)), len(t.Columns)))
	x.html.WriteString(html.EscapeString(plain(t.Caption)) + "</caption><thead>")
	row := func(r Row, cell string) {
		x.html.WriteString("<tr>")
		for _, c := range r.Cells {
			x.both("<"+cell+">", "[")
			x.spans(c.Spans)
			x.both("</"+cell+">", "],")
		}
		x.html.WriteString("</tr>\n")
	}
	for _, r := range t.Header {
		row(r, "th scope=col")
	}
	x.both("</thead><tbody>", "), ")
	for _, r := range t.Rows {
		row(r, "td")
	}
	x.both("</tbody></table>\n", "))\n\n")
}

func (x *exporter) spans(list []Span) {
	for _, s := range list {
		open, shut, call, end := "", "", "", ""
		if strings.HasPrefix(s.Link, "http") || strings.HasPrefix(s.Link, "mailto:") {
			open, shut = `<a href="`+html.EscapeString(s.Link)+`">`, "</a>"
			call, end = fmt.Sprintf("#link(%q)[", s.Link), "]"
		}
		if s.Bold {
			open, shut, call, end = open+"<b>", "</b>"+shut, call+"#strong[", "]"+end
		}
		x.both(open+html.EscapeString(s.Text)+shut, call+typstText(s.Text)+end)
	}
}

var typstEscapes = strings.NewReplacer(`\`, `\\`, "#", `\#`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "@", `\@`, "$", `\$`, "<", `\<`, "//", `\/\/`)

func typstText(s string) string { return typstEscapes.Replace(s) }
