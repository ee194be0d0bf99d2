package pdf

import "hria/internal/pdf/tag"

// cover lays out a page of its own.
func (b *builder) cover(c Cover, w float64, elem *tag.Elem) (entry, error) {
	top, err := b.blocks(c.Top, w, elem)
	if err != nil {
		return entry{}, err
	}
	bottom, err := b.blocks(c.Bottom, w, elem)
	if err != nil {
		return entry{}, err
	}
	gap := b.style.BlockGap * b.style.Size
	out := stack{{feed: true}}
	if top.height()+gap+bottom.height() <= b.room.Height {
		first, _ := top.take(b.room.Height, true)
		last, _ := bottom.take(b.room.Height, true)
		page := &slab{height: b.room.Height}
		if first != nil {
			page.place(first, 0, 0)
		}
		if last != nil {
			page.place(last, 0, b.room.Height-last.height)
		}
		out = append(out, entry{flow: strip{page}})
	} else {
		out = append(append(out, top...), bottom...)
	}
	return entry{flow: append(out, entry{feed: true})}, nil
}

// definitions lays out terms, each above what it means.
func (b *builder) definitions(d Definitions, w float64, elem *tag.Elem) (entry, error) {
	if len(d.Items) == 0 {
		return entry{}, nil
	}
	e := elem.Add(tag.L)
	e.Attrs.Numbering = "None"
	l := b.roleLook(Body)
	indent := min(b.style.ListIndent*l.size, w/4)
	if w-indent < leastColumn*l.size {
		indent = 0
	}
	term := l
	term.bold = true
	gap := b.style.ItemGap * l.size
	var out stack
	for _, it := range d.Items {
		item := e.Add(tag.LI)
		if plain(it.Term) != "" {
			set := b.set(b.text(it.Term, term, item.Add(tag.Lbl)), w, AlignStart, false)
			out = append(out, entry{flow: set, before: 2 * gap, stick: len(it.Blocks) > 0})
		}
		body, err := b.blocks(it.Blocks, w-indent, item.Add(tag.LBody))
		if err != nil {
			return entry{}, err
		}
		if len(body) > 0 {
			out = append(out, entry{flow: side{cols: []column{{indent, body}}}, before: 0.5 * gap, after: gap})
		}
	}
	if len(out) == 0 {
		return entry{}, nil
	}
	return entry{flow: out, before: gap, after: l.after}, nil
}
