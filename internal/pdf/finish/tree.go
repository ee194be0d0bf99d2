package finish

import (
	"hria/internal/pdf/cos"
	"hria/internal/pdf/tag"
)

// written is the structure tree in the file.
type written struct {
	root   cos.Ref
	annots []cos.Array // of each page
}

// tree writes the structure tree, the annotations that belong to it and the
// table that leads back from content to elements.
func (f *file) tree(root *tag.Elem, marks []int, pages []cos.Ref) written {
	w := &treeWriter{file: f, pages: pages, out: written{root: f.reserve(), annots: make([]cos.Array, len(pages))}}
	for _, n := range marks {
		w.parents = append(w.parents, make(cos.Array, n))
	}
	top := w.elem(root, w.out.root)
	nums := cos.Array{}
	for i, list := range w.parents {
		nums = append(nums, i, f.add(list))
	}
	for i, r := range w.annotParents {
		nums = append(nums, len(pages)+i, r)
	}
	d := cos.Dict{
		"Type": cos.Name("StructTreeRoot"), "K": top,
		"ParentTree": f.add(cos.Dict{"Nums": nums}), "ParentTreeNextKey": len(pages) + len(w.annotParents),
	}
	if len(w.ids) > 0 {
		d["IDTree"] = f.add(names(w.ids))
	}
	f.set(w.out.root, d)
	return w.out
}

type treeWriter struct {
	*file
	pages        []cos.Ref
	parents      []cos.Array // of each page: element by marked-content id
	annotParents []cos.Ref
	ids          []named
	out          written
}

func (w *treeWriter) elem(e *tag.Elem, parent cos.Ref) cos.Ref {
	at := w.reserve()
	d := cos.Dict{"S": cos.Name(e.Kind), "P": parent}
	if e.ID != "" {
		d["ID"] = text(e.ID)
		w.ids = append(w.ids, named{text(e.ID), at})
	}
	if e.Lang != "" {
		d["Lang"] = cos.String(e.Lang)
	}
	if e.Alt != "" {
		d["Alt"] = text(e.Alt)
	}
	if e.Actual != "" {
		d["ActualText"] = text(e.Actual)
	}
	if e.Title != "" {
		d["T"] = text(e.Title)
	}
	if a := attributes(e); a != nil {
		d["A"] = a
	}
	page := homePage(e)
	if page >= 0 {
		d["Pg"] = w.pages[page]
	}
	kids := make(cos.Array, 0, len(e.Kids))
	for _, k := range e.Kids {
		switch {
		case k.Elem != nil:
			kids = append(kids, w.elem(k.Elem, at))
		case k.Leaf != nil:
			kids = w.leaf(kids, k.Leaf, page, at)
		case k.Annot != nil:
			kids = append(kids, w.annot(k.Annot, at))
		}
	}
	switch len(kids) {
	case 0:
	case 1:
		d["K"] = kids[0]
	default:
		d["K"] = kids
	}
	w.set(at, d)
	return at
}

// homePage is the page of the first content of an element itself; content on
// other pages then says so.
func homePage(e *tag.Elem) int {
	for _, k := range e.Kids {
		if k.Leaf != nil && len(k.Leaf.Marks) > 0 {
			return k.Leaf.Marks[0].Page
		}
	}
	return -1
}

// leaf appends the content of an element that stands on a page.
func (w *treeWriter) leaf(out cos.Array, l *tag.Leaf, page int, elem cos.Ref) cos.Array {
	for _, m := range l.Marks {
		w.parents[m.Page][m.MCID] = elem
		if m.Page == page {
			out = append(out, m.MCID)
			continue
		}
		out = append(out, cos.Dict{"Type": cos.Name("MCR"), "Pg": w.pages[m.Page], "MCID": m.MCID})
	}
	return out
}

func (w *treeWriter) annot(a *tag.Annot, elem cos.Ref) cos.Dict {
	const printed = 4 // the flag every annotation of an archived file has
	d := cos.Dict{
		"Type": cos.Name("Annot"), "Subtype": cos.Name("Link"), "F": printed,
		"Rect":   cos.Array{a.Rect[0], a.Rect[1], a.Rect[2], a.Rect[3]},
		"Border": cos.Array{0, 0, 0}, "Contents": text(a.Contents),
		"StructParent": len(w.pages) + len(w.annotParents), "P": w.pages[a.Page],
	}
	if a.URI != "" {
		d["A"] = cos.Dict{"Type": cos.Name("Action"), "S": cos.Name("URI"), "URI": cos.String(a.URI)}
	} else {
		d["Dest"] = dest(w.pages[a.DestPage], a.DestX, a.DestY)
	}
	r := w.add(d)
	w.annotParents = append(w.annotParents, elem)
	w.out.annots[a.Page] = append(w.out.annots[a.Page], r)
	return cos.Dict{"Type": cos.Name("OBJR"), "Pg": w.pages[a.Page], "Obj": r}
}

// attributes are those of an element that are no keys of its own; nil for most.
func attributes(e *tag.Elem) any {
	at := &e.Attrs
	var list cos.Array
	if at.Scope != "" || at.ColSpan > 1 {
		d := cos.Dict{"O": cos.Name("Table")}
		if at.Scope != "" {
			d["Scope"] = cos.Name(at.Scope)
		}
		if at.ColSpan > 1 {
			d["ColSpan"] = at.ColSpan
		}
		list = append(list, d)
	}
	if at.Numbering != "" {
		list = append(list, cos.Dict{"O": cos.Name("List"), "ListNumbering": cos.Name(at.Numbering)})
	}
	if at.BBox != [4]float64{} || at.Placement != "" {
		d := cos.Dict{"O": cos.Name("Layout")}
		if b := at.BBox; b != [4]float64{} {
			d["BBox"] = cos.Array{b[0], b[1], b[2], b[3]}
		}
		if at.Placement != "" {
			d["Placement"] = cos.Name(at.Placement)
		}
		list = append(list, d)
	}
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return list
}
