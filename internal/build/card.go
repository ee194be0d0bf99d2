package build

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"hria/internal/site"
)

// card makes the picture of a document for links, or finds the same one from
// before. It is made of its view, the fonts and the theme, and of nothing else.
func (s *Site) card(x *site.Card) ([]byte, error) {
	view := s.plan.CardView(x)
	text, _ := json.Marshal(view) // plain data: cannot fail
	h := sha256.New()
	fmt.Fprintf(h, "card %q %x %s", s.in.Version, s.makerKey(), text)
	key := digest(h.Sum(nil))
	v := s.session.cards.get(key, always, func() (note, bool) {
		if b, ok := s.in.Cache.load(key); ok {
			return note{pdf: b}, true
		}
		m, err := s.session.maker(s.makerKey(), s.fonts, s.look)
		if err != nil {
			return note{err: fmt.Errorf("cannot prepare the fonts: %w", err)}, false
		}
		b, err := m.Card(view)
		s.session.release(s.makerKey(), m)
		if err == nil {
			s.in.Cache.store(key, b)
		}
		return note{pdf: b, err: err}, err == nil
	})
	return v.pdf, v.err
}
