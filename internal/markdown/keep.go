package markdown

import "slices"

// kept is what the passages of a body show, so that no tree is needed for it. It
// takes about as much memory as the text.
type kept struct {
	passages map[string]keptPassage // by the record; "" is the narrative
	odd      []string
}

type keptPassage struct {
	shift int // of html
	html  HTML
	runs  []textRun
}

// Keep makes what the passages show while the tree of the body is at hand, and
// remembers it until Forget. It is for those who show every body once; level is
// that of the records' own headings. Passages give the same with and without.
func (d *Doc) Keep(level int) {
	list := []Passage{d.Narrative()}
	for _, id := range d.order {
		p, _ := d.Record(id, level)
		list = append(list, p)
	}
	k, t := &kept{passages: make(map[string]keptPassage, len(list))}, d.grow()
	var runs []textRun
	r := reader{t, d.text.text, &k.odd, func(x textRun) { runs = append(runs, x) }}
	for _, p := range list {
		if p.Empty() {
			continue
		}
		runs = runs[:0]
		r.passage(p)
		k.passages[p.record] = keptPassage{p.shift, p.HTML(), slices.Clone(runs)}
	}
	d.kept.Store(k)
}

// Forget lets go what Keep remembers.
func (d *Doc) Forget() { d.kept.Store(nil) }

// kept gives what is remembered of a passage.
func (p Passage) kept() (x keptPassage, odd []string, ok bool) {
	k := p.doc.kept.Load()
	if k == nil {
		return x, nil, false
	}
	x, ok = k.passages[p.record]
	return x, k.odd, ok
}
