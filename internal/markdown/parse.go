package markdown

import (
	"slices"
	"weak"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"hria/internal/diag"
)

// Parse reads the Markdown of file from the byte offset start; what stands
// before it, the front matter, is not looked at. lang (BCP 47) decides the
// typography. Parse always gives a Doc; what is wrong is in its Findings.
func Parse(file *diag.File, start int, lang string) *Doc {
	d, _ := read(newSource(file, start), styleOf(lang))
	return d
}

// tree is what goldmark made of a body, with what was found in it. It takes
// several times the memory of the text and is needed only while a passage is
// shown, so that a Doc does not hold it: what nobody uses goes, and is made
// again, the same, when somebody asks.
type tree struct {
	sections sections
	links    map[ast.Node]int    // place in Links
	anchors  map[ast.Node]string // of headings and paragraphs
}

// grow gives the tree of the body.
func (d *Doc) grow() *tree {
	d.growing.Lock()
	defer d.growing.Unlock()
	t := d.tree.Value()
	if t == nil {
		_, t = read(d.text, d.style)
		d.tree = weak.Make(t)
	}
	return t
}

func read(src *source, style style) (*Doc, *tree) {
	notes := &notes{source: src, told: map[string]bool{}}
	context := parser.NewContext()
	context.Set(notesKey, notes)
	root := style.parser().Parse(text.NewReader(src.text), parser.WithContext(context))

	d := &Doc{text: src, style: style}
	t := &tree{links: map[ast.Node]int{}, anchors: map[ast.Node]string{}}
	x := indexer{doc: d, tree: t, findings: notes.findings}
	x.body(root)
	x.footnotes(notes.defined)
	t.sections = split(root, src.text, x.records)
	for n := range t.sections.bare {
		for i := range d.Headings {
			if d.Headings[i].ID == t.anchors[n] {
				d.Headings[i].Bare = true
			}
		}
	}
	d.outline(t)
	d.Links = slices.Clone(d.Links) // without the room that it grew by
	d.Findings = x.findings.Sort()
	d.tree = weak.Make(t)
	return d, t
}
