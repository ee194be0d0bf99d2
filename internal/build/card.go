package build

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"hria/internal/diag"
	"hria/internal/site"
)

// card makes the picture of a document for links, or finds the same one from
// before. It is made of its view, the fonts and the theme, and of nothing else.
func (s *Site) card(x *site.Card) ([]byte, error) {
	view := s.plan.CardView(x)
	text, _ := json.Marshal(view) // plain data: cannot fail
	h := sha256.New()
	fmt.Fprintf(h, "card %q %x %s", s.in.Version, s.makerKey(), text)
	v := s.made(context.Background(), &s.session.cards, digest(h.Sum(nil)), nil, func(_ context.Context, m *maker) ([]byte, diag.List, error) {
		b, err := m.Card(view)
		return b, nil, err
	})
	return v.pdf, v.err
}
