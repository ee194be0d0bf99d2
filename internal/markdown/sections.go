package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"hria/internal/diag"
)

// sections says which top-level blocks belong to the narrative and which to a
// record.
type sections struct {
	narrative []ast.Node
	bare      map[ast.Node]bool // headings that are left out
	order     []string          // records with a section, in the order of the file
	records   map[string]section
}

type section struct {
	level   int // of the heading that opens it
	nodes   []ast.Node
	extents []reach
}

// reach is where a section lies, from the block that opens it to the one that
// no longer belongs to it; last is nil at the end of the body.
type reach struct{ first, last ast.Node }

// block is a top-level block on its way into a section.
type block struct {
	node    ast.Node
	level   int    // of a heading, 0 otherwise
	record  string // whose section it stands in
	opening bool   // it is the heading that opens the record's section
}

// split hands out the top-level blocks. A section reaches from its heading to
// the next of the same or a higher level; a record's section inside another's
// belongs to the inner one.
func split(root ast.Node, source []byte, records map[ast.Node]string) sections {
	blocks := assign(root, source, records)
	s := sections{records: map[string]section{}, bare: map[ast.Node]bool{}}
	bare := bareHeadings(blocks)
	var last []ast.Node
	for i, b := range blocks {
		switch {
		case b.node.Kind() == extast.KindFootnoteList:
			// The notes of the whole body stand at the end of the narrative.
			last = append(last, b.node)
		case b.opening:
			if _, ok := s.records[b.record]; !ok {
				s.order = append(s.order, b.record)
				s.records[b.record] = section{level: b.level}
			}
			own := s.records[b.record]
			own.extents = append(own.extents, reach{b.node, after(blocks[i:])})
			s.records[b.record] = own
		case b.record != "":
			own := s.records[b.record]
			own.nodes = append(own.nodes, b.node)
			s.records[b.record] = own
		case bare[i]:
			s.bare[b.node] = true
		default:
			s.narrative = append(s.narrative, b.node)
		}
	}
	s.narrative = append(s.narrative, last...)
	return s
}

// after is the heading that ends the section which the first block opens.
func after(blocks []block) ast.Node {
	for _, b := range blocks[1:] {
		if b.level > 0 && b.level <= blocks[0].level {
			return b.node
		}
	}
	return nil
}

// assign gives the blocks that show something, each with the record whose
// section it stands in.
func assign(root ast.Node, source []byte, records map[ast.Node]string) []block {
	var blocks []block
	var open []block // headings whose sections are open, outermost first
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		raw, isRaw := n.(*ast.HTMLBlock)
		if n.Kind() == ast.KindLinkReferenceDefinition || isRaw && rawBlockText(raw, source) == "" {
			continue
		}
		b := block{node: n}
		if h, ok := n.(*ast.Heading); ok {
			b.level = h.Level
			for len(open) > 0 && open[len(open)-1].level >= b.level {
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			b.record = open[len(open)-1].record
		}
		if record := records[n]; record != "" {
			b.record, b.opening = record, true
		}
		if b.level > 0 {
			open = append(open, b)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// bareHeadings finds the headings of the narrative whose sections hold records
// and nothing else. It goes from the end to the start and keeps, for each level
// of heading, whether its section holds records and whether it shows anything
// besides.
func bareHeadings(blocks []block) []bool {
	bare := make([]bool, len(blocks))
	var holds, shows [8]bool
	for i, b := range slices.Backward(blocks) {
		switch {
		case b.node.Kind() == extast.KindFootnoteList || b.level == 0 && b.record != "":
		case b.level == 0:
			fill(shows[:], true)
		default:
			bare[i] = b.record == "" && holds[b.level] && !shows[b.level]
			// The sections of the same and deeper levels end here; those around
			// go on and now hold this heading.
			fill(holds[b.level:], false)
			fill(shows[b.level:], false)
			if b.opening {
				fill(holds[:b.level], true)
			} else if b.record == "" && !bare[i] {
				fill(shows[:b.level], true)
			}
		}
	}
	return bare
}

func fill(list []bool, value bool) {
	for i := range list {
		list[i] = value
	}
}

// Narrative gives the body without the sections that belong to records. A
// heading whose section holds nothing but record sections is left out with
// them. The footnotes of the whole body stand at the end, even where there is
// nothing else, so that no note is lost.
func (d *Doc) Narrative() Passage {
	if !d.narrated {
		return Passage{}
	}
	return Passage{doc: d, pick: func(t *tree) []ast.Node { return t.sections.narrative }}
}

// Record gives the prose of a record's section without its heading, and whether
// there is such a section. level is the level of the record's own heading on
// the page; headings inside the section follow it.
func (d *Doc) Record(id string, level int) (Passage, bool) {
	s, ok := d.records[id]
	if !s.shown {
		return Passage{}, ok
	}
	return Passage{doc: d, record: id, pick: func(t *tree) []ast.Node { return t.sections.records[id].nodes }, shift: level - s.level}, true
}

// Extents gives the places of a record's sections in the file, each from the
// text of its heading to the text of the heading that follows it, or to the
// end of the file.
func (d *Doc) Extents(id string) []diag.Span { return slices.Clone(d.records[id].extents) }

// headingStart is where the text of a heading begins in the file.
func (d *Doc) headingStart(n ast.Node) int {
	at := max(n.Pos(), 0)
	if lines := n.Lines(); lines.Len() > 0 {
		at = lines.At(0).Start
	}
	return d.text.span(at, at).Start
}

// Records gives the ids of the records that have a section, in the order of
// the file. Whether there are such records is for the caller to say: the text
// of a section is in no other passage.
func (d *Doc) Records() []string { return slices.Clone(d.order) }

// Contents gives the narrative's headings of levels 2 and 3, for a table of
// contents.
func (d *Doc) Contents() []Heading {
	out := make([]Heading, len(d.contents))
	for i, place := range d.contents {
		out[i] = d.Headings[place]
	}
	return out
}

// outline notes what is asked of sections without their tree.
func (d *Doc) outline(t *tree) {
	d.narrated, d.order = len(t.sections.narrative) > 0, t.sections.order
	d.records = make(map[string]recordOutline, len(d.order))
	for id, s := range t.sections.records {
		o := recordOutline{level: s.level, shown: len(s.nodes) > 0}
		for _, x := range s.extents {
			span := diag.Span{File: d.text.file, Start: d.headingStart(x.first), End: len(d.text.file.Text)}
			if x.last != nil {
				span.End = d.headingStart(x.last)
			}
			o.extents = append(o.extents, span)
		}
		d.records[id] = o
	}
	places := make(map[string]int, len(d.Headings))
	for i := range d.Headings {
		places[d.Headings[i].ID] = i
	}
	for _, n := range t.sections.narrative {
		if h, ok := n.(*ast.Heading); ok && h.Level <= 3 {
			d.contents = append(d.contents, places[t.anchors[n]])
		}
	}
}
