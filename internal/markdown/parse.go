package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"hria/internal/diag"
)

// Parse reads the Markdown of file from the byte offset start; what stands
// before it, the front matter, is not looked at. lang (BCP 47) decides the
// typography. Parse always gives a Doc; what is wrong is in its Findings.
func Parse(file *diag.File, start int, lang string) *Doc {
	src := newSource(file, start)
	style := styleOf(lang)
	notes := &notes{source: src, told: map[string]bool{}}
	context := parser.NewContext()
	context.Set(notesKey, notes)
	root := style.parser().Parse(text.NewReader(src.text), parser.WithContext(context))

	d := &Doc{
		text:    src,
		style:   style,
		links:   map[ast.Node]int{},
		anchors: map[ast.Node]string{},
	}
	x := indexer{doc: d, findings: notes.findings}
	x.body(root)
	x.footnotes(notes.defined)
	d.sections = split(root, src.text, x.records)
	for n := range d.sections.bare {
		for i := range d.Headings {
			if d.Headings[i].ID == d.anchors[n] {
				d.Headings[i].Bare = true
			}
		}
	}
	d.Findings = x.findings.Sort()
	return d
}
