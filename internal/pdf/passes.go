package pdf

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"hria/internal/pdf/finish"
	"hria/internal/pdf/tag"
)

// This file sets documents that name pages of their own, as a table of contents
// does. Pages are known only when everything is laid out, and naming them may
// move what follows: blocks that name pages are laid out again until nothing
// moves any more.

// maxPasses is how often a document is laid out at most. Two or three are
// usual; what does not come to rest then is off by a page.
const maxPasses = 6

// laid is a block of the document as it was laid out.
type laid struct {
	entry     *entry // nil: nothing
	kids      []tag.Kid
	overflows []Overflow
	names     bool // pages
}

// settle lays the document out and puts it on pages.
func (b *builder) settle() (*tag.Elem, []page, float64, error) {
	b.heads = headings(b.doc.Blocks)
	var known []laid
	for pass := 1; ; pass++ {
		b.overflows = nil
		content, root, list, err := b.root(known)
		if err != nil {
			return nil, nil, 0, err
		}
		pages, used, err := b.paginate(content)
		if err != nil {
			return nil, nil, 0, err
		}
		if len(b.asked) == 0 {
			return root, pages, used, nil
		}
		found := placesOf(pages)
		still := b.pageOf != nil
		for _, id := range slices.Sorted(maps.Keys(b.asked)) {
			still = still && found[id] == b.pageOf[id]
		}
		if still {
			return root, pages, used, nil
		}
		if pass == maxPasses {
			b.overflow("the pages named in the document do not come to rest and may be off by one")
			return root, pages, used, nil
		}
		b.pageOf, known = found, list
	}
}

// root lays out the whole document. Blocks that name no pages are taken from
// the pass before.
func (b *builder) root(known []laid) (flow, *tag.Elem, []laid, error) {
	root := &tag.Elem{Kind: tag.Document}
	list := make([]laid, len(b.doc.Blocks))
	var out stack
	for i := range b.doc.Blocks {
		if known != nil && !known[i].names {
			list[i] = known[i]
		} else {
			var err error
			if list[i], err = b.layOut(b.doc.Blocks[i]); err != nil {
				return nil, nil, nil, err
			}
		}
		root.Kids = append(root.Kids, list[i].kids...)
		b.overflows = append(b.overflows, list[i].overflows...)
		if list[i].entry != nil {
			out = append(out, *list[i].entry)
		}
	}
	if len(out) == 0 {
		return nil, root, list, nil
	}
	return out, root, list, nil
}

// layOut lays out one block of the document.
func (b *builder) layOut(block Block) (laid, error) {
	var elem tag.Elem
	all := b.asked
	before := b.overflows
	b.asked, b.overflows = map[string]bool{}, nil
	s, err := b.blocks([]Block{block}, b.room.Width, &elem)
	out := laid{kids: elem.Kids, overflows: b.overflows, names: len(b.asked) > 0}
	if len(s) > 0 {
		out.entry = &s[0]
	}
	maps.Copy(all, b.asked)
	b.asked, b.overflows = all, before
	return out, err
}

// placesOf finds the pages of all places, from 1.
func placesOf(pages []page) map[string]int {
	out := map[string]int{}
	for i, p := range pages {
		for _, m := range p.marks {
			if a, ok := m.what.(anchorMark); ok {
				if _, known := out[a.id]; !known {
					out[a.id] = i + 1
				}
			}
		}
	}
	return out
}

// pageNumber is the number of the page of a place, in words of the language.
func (b *builder) pageNumber(id string) string {
	b.asked[id] = true
	n := b.pageOf[id]
	if n == 0 {
		n = 28 // as wide as most will be
	}
	if b.doc.Number == nil {
		return strconv.Itoa(n)
	}
	return b.doc.Number(n)
}

// numbered writes the page numbers that spans ask for.
func (b *builder) numbered(spans []Span) []Span {
	at := slices.IndexFunc(spans, func(s Span) bool { return s.PageOf != "" })
	if at < 0 {
		return spans
	}
	out := slices.Clone(spans)
	for i := range out {
		if out[i].PageOf != "" {
			out[i].Text = b.pageNumber(out[i].PageOf)
		}
	}
	return out
}

// headings lists the headings that a table of contents can lead to, in the
// order of the document.
func headings(list []Block) []Heading {
	var out []Heading
	each(list, func(bl Block) {
		if h, ok := bl.(Heading); ok && h.ID != "" && !h.NoOutline && h.Level > 1 {
			out = append(out, h)
		}
	})
	return out
}

// each calls f for every block that can hold a heading, in reading order.
func each(list []Block, f func(Block)) {
	for _, bl := range list {
		f(bl)
		switch bl := bl.(type) {
		case List:
			for _, it := range bl.Items {
				each(it.Blocks, f)
			}
		case Definitions:
			for _, it := range bl.Items {
				each(it.Blocks, f)
			}
		case Table:
			for _, rows := range [][]Row{bl.Header, bl.Rows} {
				for i := range rows {
					for k := range rows[i].Cells {
						each(rows[i].Cells[k].Blocks, f)
					}
				}
			}
		case Columns:
			for _, col := range bl.Cols {
				each(col, f)
			}
		case Box:
			each(bl.Blocks, f)
		case KeepTogether:
			each(bl.Blocks, f)
		case Cover:
			each(bl.Top, f)
			each(bl.Bottom, f)
		}
	}
}

// places lists the places that have a name, for addresses that end in "#name".
func (d *drawer) places() []finish.Place {
	var out []finish.Place
	for id, p := range d.anchors {
		out = append(out, finish.Place{Name: id, Page: p.page, X: p.x, Y: p.y})
	}
	slices.SortFunc(out, func(a, b finish.Place) int { return strings.Compare(a.Name, b.Name) })
	return out
}
