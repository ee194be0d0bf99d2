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

// The longest lists that still read well, and the shortest that still inform.
var (
	longest  = limits{messages: 5, impacts: 3, key: 8, measures: 12, remains: 8, heard: 6, contexts: 3, sources: 9, questions: 10, actions: 12, stake: 8, findings: 14}
	shortest = limits{messages: 3, impacts: 3, key: 0, measures: 4, remains: 3, heard: 2, contexts: 1, sources: 2, questions: 5, actions: 4, stake: 4, findings: 5}
)

// cuts is the number of steps from the longest lists to the shortest.
const cuts = 8

// cut gives the limits of a step: sources go first and fastest, since the full
// page has them all, measures last.
func cut(step int) limits {
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

// comfortable is the least size that is read without effort.
const comfortable = 9.3

// pages is the length of a note.
const pages = 2

// fit finds the largest type and the longest lists that go on two pages.
func (m *Maker) fit(ctx context.Context, w *writer) (pdf.Document, error) {
	for _, a := range attempts {
		// A short document is one page. Halves are not squeezed onto one.
		if s := w.sheet(cut(0)); a.size == largest || !s.apart && a.size >= comfortable {
			doc := w.document(flow(s, false), a.size)
			if ok, err := m.within(ctx, doc, 1); ok || err != nil {
				return doc, err
			}
		}
	}
	for _, a := range attempts {
		doc, ok, err := m.try(ctx, w, a.size, a.cuts)
		if ok || err != nil {
			return doc, err
		}
	}
	// What does not fit is shown on more pages, and a finding says so.
	return w.document(flow(w.sheet(cut(cuts)), false), least), nil
}

// try sets a note at a type size with the fewest cuts that fit, up to most.
func (m *Maker) try(ctx context.Context, w *writer, size float64, most int) (pdf.Document, bool, error) {
	test := func(step int) (pdf.Document, bool, error) {
		s := w.sheet(cut(step))
		doc := w.document(flow(s, s.apart), size)
		ok, err := m.within(ctx, doc, pages)
		if !ok && err == nil && s.apart && size < comfortable {
			// One long half may borrow from the other.
			doc = w.document(flow(s, false), size)
			ok, err = m.within(ctx, doc, pages)
		}
		return doc, ok, err
	}
	doc, ok, err := test(most)
	if !ok || err != nil {
		return doc, false, err
	}
	for lo, hi := 0, most; lo < hi; {
		mid := (lo + hi) / 2
		better, fits, err := test(mid)
		switch {
		case err != nil:
			return doc, false, err
		case fits:
			doc, hi = better, mid
		default:
			lo = mid + 1
		}
	}
	return doc, true, nil
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
