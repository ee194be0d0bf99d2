package markdown

import "github.com/yuin/goldmark/ast"

// blocksForTest gives the top-level blocks of the body, through any node that
// the tree still holds.
func (d *tree) blocksForTest() []ast.Node {
	nodes := d.sections.narrative
	for _, s := range d.sections.records {
		nodes = append(nodes[:len(nodes):len(nodes)], s.nodes...)
	}
	for n := range d.anchors {
		nodes = append(nodes[:len(nodes):len(nodes)], n)
	}
	if len(nodes) == 0 {
		return nil
	}
	var list []ast.Node
	for n := nodes[0].OwnerDocument().FirstChild(); n != nil; n = n.NextSibling() {
		list = append(list, n)
	}
	return list
}
