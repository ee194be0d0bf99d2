// Package web turns planned pages into HTML with templates and a theme, and
// makes the files that go with them: style sheet, icon, feeds and sitemap.
//
// A page is its kind's layout (layouts/<kind>.html) inside layouts/base.html,
// with the partials; it sees only the view that package site gives. Everything
// passes through html/template; what is written here by hand (prose.go) is
// escaped where it is written. Pages ask nothing of another site, hold no
// script and no inline style.
package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"hria/internal/config"
	"hria/internal/locale"
	"hria/internal/site"
)

// Renderer renders pages. It is safe for concurrent use.
type Renderer struct {
	layouts map[string]*template.Template // by page kind, with the functions of no language
	style   []byte
	icon    []byte

	mu      sync.Mutex
	inLang  map[layoutKey]*template.Template
	buffers sync.Pool
}

type layoutKey struct{ kind, lang string }

// New reads templates and theme. An error names the file that is broken.
func New(templates, themes fs.FS, c config.Config) (*Renderer, error) {
	r := &Renderer{layouts: map[string]*template.Template{}, inLang: map[layoutKey]*template.Template{}}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	base, err := readTemplates(templates)
	if err != nil {
		return nil, err
	}
	layouts, err := fs.Glob(templates, "layouts/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range layouts {
		kind := strings.TrimSuffix(path.Base(file), ".html")
		if kind == "base" {
			continue
		}
		if r.layouts[kind], err = withLayout(base, templates, file); err != nil {
			return nil, err
		}
	}
	return r, r.readTheme(themes, c.Theme)
}

// functions are what templates may call; t and n are bound to a language when
// a page is rendered.
var functions = template.FuncMap{
	"t":     func(string, ...any) string { return "" },
	"n":     func(string, int, ...any) string { return "" },
	"prose": prose,
}

// readTemplates parses the frame and the partials.
func readTemplates(fsys fs.FS) (*template.Template, error) {
	partials, err := fs.Glob(fsys, "partials/*.html")
	if err != nil {
		return nil, err
	}
	base := template.New("base").Funcs(functions)
	for _, file := range append([]string{"layouts/base.html"}, partials...) {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("templates/%s: %w", file, err)
		}
		t := base
		if file != "layouts/base.html" {
			t = base.New(file)
		}
		if _, err := t.Parse(string(text)); err != nil {
			return nil, fmt.Errorf("templates/%s: %w", file, err)
		}
	}
	return base, nil
}

func withLayout(base *template.Template, fsys fs.FS, file string) (*template.Template, error) {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("templates/%s: %w", file, err)
	}
	t, err := base.Clone()
	if err != nil {
		return nil, err
	}
	if _, err := t.New(file).Parse(string(text)); err != nil {
		return nil, fmt.Errorf("templates/%s: %w", file, err)
	}
	return t, nil
}

// layout gives the template of a page kind with the texts of a language.
func (r *Renderer) layout(kind string, texts *locale.Texts) (*template.Template, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := layoutKey{kind, texts.Lang}
	if t := r.inLang[key]; t != nil {
		return t, nil
	}
	l := r.layouts[kind]
	if l == nil {
		return nil, fmt.Errorf("templates/layouts/%s.html is missing", kind)
	}
	t, err := l.Clone()
	if err != nil {
		return nil, err
	}
	t.Funcs(template.FuncMap{"t": texts.T, "n": texts.N, "prose": prose})
	r.inLang[key] = t
	return t, nil
}

// Page renders one page.
func (r *Renderer) Page(s *site.Site, p *site.Page) ([]byte, error) {
	t, err := r.layout(p.Kind, s.Texts.For(p.Lang))
	if err != nil {
		return nil, err
	}
	b := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(b)
	b.Reset()
	if err := t.Execute(b, s.View(p)); err != nil {
		return nil, fmt.Errorf("%s: %w", p.Path, err)
	}
	return bytes.Clone(bytes.TrimLeft(b.Bytes(), "\n")), nil
}
