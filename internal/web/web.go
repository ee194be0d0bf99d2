// Package web turns planned pages into HTML with templates and a theme, and
// makes the files that go with them: style sheet, icon, feeds and sitemap.
//
// A page is its kind's layout (layouts/<kind>.html) inside layouts/base.html,
// with the partials; it sees only the view that package site gives. Everything
// passes through html/template, which package stencil runs; what is written here
// by hand (prose.go, link.go) is escaped where it is written. Pages ask nothing of
// another site, hold no inline style and, but for the search page, no script.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"hria/internal/config"
	"hria/internal/locale"
	"hria/internal/markdown"
	"hria/internal/site"
	"hria/internal/stencil"
)

// Renderer renders pages. It is safe for concurrent use.
type Renderer struct {
	files map[string]string // templates by their path
	style []byte
	icon  []byte
	// search is the script that searches.
	search []byte
	code   func(language, code string) string

	mu      sync.Mutex
	layouts map[layoutKey]*stencil.Stencil
	parsing sync.Mutex                   // guards frames; taken last
	frames  map[dress]*template.Template // base and partials
}

// dress is what the words of a page are put into: texts of a language, and the
// direction that the page reads in, which may be another where the site has no
// texts in its language.
type dress struct {
	texts *locale.Texts
	rtl   bool
}

func dressOf(s *site.Site, p *site.Page) dress {
	return dress{s.Texts.For(p.Lang), locale.Direction(p.Lang) == "rtl"}
}

type layoutKey struct {
	kind string
	dress
}

const (
	base         = "layouts/base.html"
	searchScript = "assets/search.js"
)

// New reads templates and theme. An error names the file that is broken.
func New(templates, themes fs.FS, c config.Config, texts *locale.Bundle) (*Renderer, error) {
	r := &Renderer{files: map[string]string{}, frames: map[dress]*template.Template{}, layouts: map[layoutKey]*stencil.Stencil{}}
	for _, pattern := range []string{"layouts/*.html", "partials/*.html"} {
		names, err := fs.Glob(templates, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(templates, name)
			if err != nil {
				return nil, fmt.Errorf("templates/%s: %w", name, err)
			}
			r.files[name] = string(text)
		}
	}
	if r.files[base] == "" {
		return nil, fmt.Errorf("templates/%s is missing", base)
	}
	var err error
	if r.search, err = fs.ReadFile(templates, searchScript); err != nil {
		return nil, fmt.Errorf("templates/%s: %w", searchScript, err)
	}
	if err := r.check(dress{texts: texts.For(c.Languages[0])}); err != nil {
		return nil, err
	}
	return r, r.readTheme(themes, c.Theme)
}

// Highlight makes HTML of a block of code. It is pure and takes its time: where
// that is up, there is an error, and the code comes plain.
func Highlight(ctx context.Context, language, code string) (string, error) {
	return markdown.Highlight(ctx, language, code)
}

// Remember sets what stands for Highlight and remembers what that gave. It is
// called before the first page.
func (r *Renderer) Remember(highlight func(language, code string) string) { r.code = highlight }

// check parses all templates and tells which one is broken. Each layout is parsed
// alone, since it takes ten times as long to put it into its frame; that is done
// for the kinds of page that somebody asks for.
func (r *Renderer) check(d dress) error {
	if _, err := r.frame(d); err != nil {
		return err
	}
	functions := r.functions(d).templates()
	for _, name := range slices.Sorted(maps.Keys(r.files)) {
		if !strings.HasPrefix(name, "layouts/") || name == base {
			continue
		}
		if err := r.parse(template.New(name).Funcs(functions), name, d.texts); err != nil {
			return err
		}
	}
	return nil
}

// layout gives the template of a page kind with the texts of a language.
func (r *Renderer) layout(kind string, d dress) (*stencil.Stencil, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := layoutKey{kind, d}
	if t := r.layouts[key]; t != nil {
		return t, nil
	}
	f := r.functions(d)
	t, err := stencil.New(func() (*template.Template, error) { return r.template(kind, d) }, f.templates(), f.printers())
	if err != nil {
		return nil, err
	}
	r.layouts[key] = t
	return t, nil
}

// template parses the layout of a page kind.
func (r *Renderer) template(kind string, d dress) (*template.Template, error) {
	file := path.Join("layouts", kind+".html")
	if r.files[file] == "" {
		return nil, fmt.Errorf("templates/%s is missing", file)
	}
	frame, err := r.frame(d)
	if err != nil {
		return nil, err
	}
	t, err := frame.Clone()
	if err != nil {
		return nil, err
	}
	return t, r.parse(t.New(file), file, d.texts)
}

// frame is base and partials with the texts of a language.
func (r *Renderer) frame(d dress) (*template.Template, error) {
	r.parsing.Lock()
	defer r.parsing.Unlock()
	if t := r.frames[d]; t != nil {
		return t, nil
	}
	t := template.New(base).Funcs(r.functions(d).templates())
	if err := r.parse(t, base, d.texts); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(r.files)) {
		if strings.HasPrefix(name, "partials/") {
			if err := r.parse(t.New(name), name, d.texts); err != nil {
				return nil, err
			}
		}
	}
	r.frames[d] = t
	return t, nil
}

// constant is a text without values.
var constant = regexp.MustCompile(`\{\{t "([^"]*)"\}\}`)

// parse reads a template. Texts without values are put in before, since the
// many calls would cost a third of the time of a page; they stand in text and
// in quoted attributes, for which one escaping serves.
func (r *Renderer) parse(t *template.Template, name string, texts *locale.Texts) error {
	text := constant.ReplaceAllStringFunc(r.files[name], func(call string) string {
		return strings.ReplaceAll(html.EscapeString(texts.T(constant.FindStringSubmatch(call)[1])), "{{", "{&#123;")
	})
	if _, err := t.Parse(text); err != nil {
		return fmt.Errorf("templates/%s: %w", name, err)
	}
	return nil
}

// Page renders one page in a buffer, whose bytes it gives.
func (r *Renderer) Page(b *bytes.Buffer, s *site.Site, p *site.Page) ([]byte, error) {
	t, err := r.layout(p.Kind, dressOf(s, p))
	if err != nil {
		return nil, err
	}
	b.Reset()
	if err := t.Execute(b, s.View(p)); err != nil {
		return nil, fmt.Errorf("%s: %w", p.Path, err)
	}
	return sign(bytes.TrimLeft(b.Bytes(), "\n")), nil
}

// unsigned stands where the hash of a page goes that is no document's. It comes
// last on a page, so that a text cannot take its place.
const unsigned = "················"

// sign writes the hash of what a page says into it, in its place.
func sign(page []byte) []byte {
	at := -1
	for from := 0; ; from = at + 1 { // bytes.LastIndex takes many times as long
		next := bytes.Index(page[from:], []byte(unsigned))
		if next < 0 {
			break
		}
		at = from + next
	}
	if at < 0 {
		return page
	}
	sum := sha256.Sum256(page)
	hash := hex.AppendEncode(page[:at], sum[:8]) // shorter than what it replaces
	return append(hash, page[at+len(unsigned):]...)
}
