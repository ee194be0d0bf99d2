package serve

import (
	"context"
	"slices"
	"time"
)

// calm is how long nothing must have been saved before notes are made that
// nobody asked for.
const calm = 400 * time.Millisecond

// idle makes, while nobody writes, the notes of the documents just saved, and
// again those that had something to say: whether a note fits is seen only when
// it is made.
func (p *preview) idle(ctx context.Context) {
	for n := 0; ; {
		s := p.look()
		if s.n != n {
			select {
			case <-ctx.Done():
				return
			case <-s.replaced:
				continue
			case <-time.After(calm):
			}
			n = s.n
			for _, name := range s.remade() {
				if p.look().n != n {
					break
				}
				if page, err := s.shelf.get(ctx, "/"+name); err == nil {
					p.noteFound(s, page)
				}
			}
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-s.replaced:
		}
	}
}

// remade lists the notes that may have something else to say than before. Of
// many documents saved at once none is made.
func (s state) remade() []string {
	var out []string
	if s.site == nil {
		return nil
	}
	if page := s.page(s.changed); page != "" {
		if note, ok := s.site.NoteOf(page); ok {
			out = append(out, note)
		}
	}
	for _, t := range s.notes {
		if !slices.Contains(out, t.name) && isNote(t.name) {
			out = append(out, t.name)
		}
	}
	slices.Sort(out)
	return out
}
