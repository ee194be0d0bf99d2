package brief

import (
	"context"
)

// Budget says what a note takes of the room that it may take. Sizes are those
// of the running text in points.
type Budget struct {
	Pages, Most          int
	Filled               float64 // share of the last page
	Size, Largest, Least float64
	Words                int // of the note
}

// Budget lays a note out as Note does, and makes no file.
func (m *Maker) Budget(ctx context.Context, in Input) (Budget, error) {
	w := newWriter(in.View, in.Doc, in.Texts, m.colours)
	w.data = in.Data
	fitted, err := m.fit(ctx, w)
	if err != nil {
		return Budget{}, err
	}
	res, err := m.setter.Measure(ctx, fitted)
	if err != nil {
		return Budget{}, err
	}
	return Budget{Pages: res.Pages, Most: pages, Filled: min(res.LastUsed/res.PageHeight, 1), Size: fitted.Style.Size,
		Largest: largest, Least: least, Words: words(fitted.Blocks)}, nil
}
