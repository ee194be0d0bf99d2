package pdf

import "hria/internal/pdf/tag"

// note is a footnote on its way to the foot of a page.
type note struct {
	*Note
	flow flow // nil until the block that refers to it is laid out
}

// attach marks the lines that hold a place links lead to or the mark of a
// footnote.
func (b *builder) attach(t *setText, set lines) {
	done := map[int]bool{}
	for _, s := range set {
		for _, f := range s.marks[0].what.(lineMark).line.Frags {
			in := &t.inlines[f.Run]
			if in.id == "" && in.note == nil || done[f.Run] {
				continue
			}
			done[f.Run] = true
			if in.id != "" {
				s.marks = append(s.marks, mark{what: anchorMark{in.id}})
			}
			if in.note != nil {
				n := &note{Note: in.note}
				b.notes = append(b.notes, n)
				s.marks = append(s.marks, mark{what: noteMark{n}})
			}
		}
	}
}

// flushNotes lays out the footnotes of a block. In the structure they follow
// the block.
func (b *builder) flushNotes(elem *tag.Elem) error {
	if len(b.notes) == 0 {
		return nil
	}
	list := b.notes
	b.notes = nil
	inCell, ink, bold, align := b.inCell, b.ink, b.bold, b.align
	defer func() { b.inCell, b.ink, b.bold, b.align = inCell, ink, bold, align }()
	b.inCell, b.ink, b.bold, b.align = false, 0, false, AlignStart
	for _, n := range list {
		if err := b.note(n, elem); err != nil {
			return err
		}
	}
	return nil
}

// note lays out a footnote, its label beside its text.
func (b *builder) note(n *note, elem *tag.Elem) error {
	e := elem.Add(tag.Note)
	e.ID = n.ID
	l := b.roleLook(Footnote)
	label := Span{Text: n.Label, LinkAlt: n.Alt, NoUnderline: true}
	if n.Back != "" {
		label.Link = "#" + n.Back
	}
	set := b.text([]Span{label}, l, e.Add(tag.Lbl))
	indent := max(1.7*l.size, set.par.MaxWidth()+0.5*l.size)
	head := b.set(set, indent, AlignStart, false)
	head.anchor(anchorMark{n.ID})
	body, err := b.blocks(n.Blocks, b.room.Width-indent, e)
	if err != nil {
		return err
	}
	row := side{cols: []column{{0, head}}}
	if len(body) > 0 {
		row.cols = append(row.cols, column{indent, body})
	}
	n.flow = row
	return nil
}

// noteRule is the room of the line above the footnotes of a page, and noteShare
// the most of a page that they take where there is text.
const (
	noteRule  = 14.0
	noteShare = 0.6
)

// fill takes one page from the text and from the footnotes that are left of the
// page before. Footnotes that do not fit go on on the next page.
func (b *builder) fill(text, carry flow) (page *slab, rest, left flow) {
	room := b.room.Height
	if text == nil {
		page, left = carry.take(room, true)
		return page, nil, left
	}
	var foot stack
	if carry != nil {
		foot = append(foot, entry{flow: carry})
	}
	need := foot.height()
	part, rest := text.take(b.beside(need), true)
	for range 12 {
		all := append(foot[:len(foot):len(foot)], notesOf(part)...)
		more := all.height()
		if more == 0 || part != nil && part.height+noteRule+more <= room+eps || b.beside(more) >= b.beside(need)-eps {
			return b.withNotes(part, all, rest)
		}
		need = more
		part, rest = text.take(b.beside(need), true)
	}
	return b.withNotes(part, append(foot[:len(foot):len(foot)], notesOf(part)...), rest)
}

// beside is the height for text beside footnotes of a height.
func (b *builder) beside(notes float64) float64 {
	if notes == 0 {
		return b.room.Height
	}
	return b.room.Height - noteRule - min(notes, noteShare*b.room.Height)
}

// withNotes puts footnotes at the foot of a page.
func (b *builder) withNotes(part *slab, notes stack, rest flow) (page *slab, text, left flow) {
	if part == nil || len(notes) == 0 {
		return part, rest, nil
	}
	room := b.room.Height
	foot, left := notes.take(room-part.height-noteRule, false)
	if foot == nil {
		return part, rest, notes
	}
	out := &slab{height: part.height + noteRule + foot.height}
	out.place(part, 0, 0)
	top := max(part.height+noteRule, room-foot.height)
	rule := mark{w: min(120, b.room.Width), y: top - noteRule/2, art: true, what: rectMark{hair, b.style.Muted}}
	out.marks = append(out.marks, rule)
	out.place(foot, 0, top)
	return out, rest, left
}

// notesOf lists the footnotes whose marks stand in a slab.
func notesOf(s *slab) stack {
	var out stack
	if s == nil {
		return nil
	}
	for _, m := range s.marks {
		if n, ok := m.what.(noteMark); ok && n.note.flow != nil {
			out = append(out, entry{flow: n.note.flow, after: 1.5})
		}
	}
	return out
}
