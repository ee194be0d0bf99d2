package web

import (
	"bytes"

	"hria/internal/site"
)

// Slow renders a page with html/template alone.
func (r *Renderer) Slow(s *site.Site, p *site.Page) ([]byte, error) {
	t, err := r.template(p.Kind, dressOf(s, p))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, s.View(p))
	return sign(bytes.TrimLeft(b.Bytes(), "\n")), err
}

// Knows tells whether package stencil renders a page by itself.
func (r *Renderer) Knows(s *site.Site, p *site.Page) bool {
	t, err := r.layout(p.Kind, dressOf(s, p))
	return err == nil && t.Knows(s.View(p))
}
