package brief

import (
	"context"
	"errors"

	"hria/internal/pdf"
)

// limits say how many entries of each list a note shows.
type limits struct {
	messages, impacts, key, measures, remains, heard, contexts, sources int
	questions, actions, stake, findings                                 int
}

// The longest lists for somebody who has two minutes, and the shortest that
// still inform; where room is left, a line that counts the rest would take as
// much of it as the rest itself, and ample lists have more.
var (
	ample    = limits{messages: 5, impacts: 3, key: 9, measures: 12, remains: 8, heard: 6, contexts: 4, sources: 9, questions: 12, actions: 16, stake: 10, findings: 18}
	longest  = limits{messages: 5, impacts: 3, key: 5, measures: 8, remains: 5, heard: 4, contexts: 3, sources: 5, questions: 10, actions: 12, stake: 8, findings: 14}
	shortest = limits{messages: 3, impacts: 3, key: 0, measures: 4, remains: 3, heard: 2, contexts: 1, sources: 2, questions: 5, actions: 4, stake: 4, findings: 5}
)

// cuts is the number of steps from the longest lists to the shortest.
const cuts = 8

// plenty is the step before the longest lists.
const plenty = -1

// cut gives the limits of a step: sources go first and fastest, since the full
// page has them all, measures last.
func cut(step int) limits {
	if step == plenty {
		return ample
	}
	at := func(long, short, from int) int {
		if step <= from {
			return long
		}
		return long - (long-short)*(step-from)/(cuts-from)
	}
	a, b := longest, shortest
	return limits{
		messages: at(a.messages, b.messages, 4), impacts: at(a.impacts, b.impacts, 0), key: at(a.key, b.key, 0), measures: at(a.measures, b.measures, 3),
		remains: at(a.remains, b.remains, 2), heard: at(a.heard, b.heard, 2), contexts: at(a.contexts, b.contexts, 1),
		sources: at(a.sources, b.sources, 0), questions: at(a.questions, b.questions, 3), actions: at(a.actions, b.actions, 3),
		stake: at(a.stake, b.stake, 1), findings: at(a.findings, b.findings, 3),
	}
}

// attempt is a type size with how far lists may be cut at it. A slightly
// smaller type comes before shorter lists, shorter lists before small type.
var attempts = []struct {
	size float64
	cuts int
}{{largest, 0}, {11.4, 0}, {10.8, 0}, {10.3, 0}, {9.9, 1}, {9.6, 2}, {9.3, 4}, {9, 6}, {8.75, cuts}, {least, cuts}}

// comfortable is how many attempts have a size that is read without effort.
const comfortable = 7

// pages is the length of a note.
const pages = 2

// fit finds the largest type and the longest lists that go on two pages.
func (m *Maker) fit(ctx context.Context, w *writer) (pdf.Document, error) {
	// A short document is one page. Halves are not squeezed onto one.
	single := 1
	if !w.sheet(longest).apart {
		single = comfortable
	}
	doc, i, err := first(single, func(i int) (pdf.Document, bool, error) {
		return m.set(ctx, w, attempts[i].size, 0, 1)
	})
	if err != nil || i < single {
		return doc, err
	}
	_, i, err = first(len(attempts), func(i int) (pdf.Document, bool, error) {
		return m.set(ctx, w, attempts[i].size, attempts[i].cuts, pages)
	})
	if err != nil {
		return doc, err
	}
	if i == len(attempts) {
		// What does not fit is shown on more pages, and a finding says so.
		return w.document(flow(w.sheet(cut(cuts)), false), least), nil
	}
	best := attempts[i]
	doc, step, err := first(best.cuts+2, func(i int) (pdf.Document, bool, error) {
		return m.set(ctx, w, best.size, plenty+i, pages)
	})
	if err != nil {
		return doc, err
	}
	return m.spread(ctx, w, doc, best.size, plenty+step)
}

// rows are the heights of a row of the map, the tallest first.
var rows = []float64{mostRow, 50, 44, leastRow}

// airs are what a gap between two parts can gain where there is room.
var airs = []float64{10, 6, 3, 0}

// spread uses the room that a note in halves leaves: the map grows as far as
// its page allows, then the parts move apart. A note that needs both pages as
// one stays as it is.
func (m *Maker) spread(ctx context.Context, w *writer, doc pdf.Document, size float64, step int) (pdf.Document, error) {
	if !w.sheet(cut(step)).apart {
		return doc, nil
	}
	fits := func(blocks []pdf.Block, most int) (pdf.Document, bool, error) {
		doc := w.document(blocks, size)
		ok, err := m.within(ctx, doc, most)
		return doc, ok, err
	}
	if w.d.Map != nil {
		_, i, err := first(len(rows)-1, func(i int) (pdf.Document, bool, error) {
			w.row = rows[i]
			return fits(flow(sheet{front: w.sheet(cut(step)).front}, false), 1)
		})
		if err != nil {
			return doc, err
		}
		w.row = rows[i]
	}
	s := w.sheet(cut(step))
	wide, i, err := first(len(airs), func(i int) (pdf.Document, bool, error) {
		return fits(airy(s, airs[i]), pages)
	})
	if err != nil || i == len(airs) {
		return doc, err
	}
	return wide, nil
}

// airy puts the sections of a note in halves one after the other with room
// between them. What a note is about stays close to its title.
func airy(s sheet, room float64) []pdf.Block {
	var blocks []pdf.Block
	half := func(list []section, close int) {
		shown := 0
		for _, x := range list {
			if len(x.blocks) == 0 {
				continue
			}
			if shown++; shown > close && room > 0 {
				blocks = append(blocks, pdf.Space{Height: room})
			}
			blocks = append(blocks, x.blocks...)
		}
	}
	half(s.front, 2)
	blocks = append(blocks, pdf.PageBreak{})
	half(s.back, 1)
	return blocks
}

// first finds the lowest of n numbers that passes a test, where all above it
// pass, too; n where none does. It gives what the test made for it.
func first(n int, test func(int) (pdf.Document, bool, error)) (pdf.Document, int, error) {
	var best pdf.Document
	lo, hi := 0, n
	for lo < hi {
		mid := (lo + hi) / 2
		doc, ok, err := test(mid)
		switch {
		case err != nil:
			return best, n, err
		case ok:
			best, hi = doc, mid
		default:
			lo = mid + 1
		}
	}
	return best, hi, nil
}

// set lays a note out and tells whether it has at most so many pages.
func (m *Maker) set(ctx context.Context, w *writer, size float64, step, most int) (pdf.Document, bool, error) {
	s := w.sheet(cut(step))
	doc := w.document(flow(s, s.apart && most > 1), size)
	ok, err := m.within(ctx, doc, most)
	if !ok && err == nil && s.apart && most > 1 && size < attempts[comfortable-1].size {
		// One long half may borrow from the other.
		doc = w.document(flow(s, false), size)
		ok, err = m.within(ctx, doc, most)
	}
	return doc, ok, err
}

// within tells whether a document has at most so many pages.
func (m *Maker) within(ctx context.Context, doc pdf.Document, most int) (bool, error) {
	res, err := m.setter.Measure(ctx, doc)
	if errors.Is(err, pdf.ErrTooLong) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return res.Pages <= most, nil
}

// flow puts the sections of a note one after the other.
func flow(s sheet, apart bool) []pdf.Block {
	var blocks []pdf.Block
	for _, x := range s.front {
		blocks = append(blocks, x.blocks...)
	}
	if apart {
		blocks = append(blocks, pdf.PageBreak{})
	}
	for _, x := range s.back {
		blocks = append(blocks, x.blocks...)
	}
	return blocks
}
