package serve

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"hria/internal/diag"
	"hria/internal/locale"
)

// sheet is what a browser gets for an address.
type sheet struct {
	name   string // of the file
	status int
	kind   string
	body   []byte
	prints prints
	found  diag.List
	budget func() *budget // of a note
}

// prints tell one state of a page from another: its bytes, and those of the
// files that it is shown with.
type prints struct {
	Page     string `json:"page"`
	Styles   string `json:"styles"`
	Scripts  string `json:"scripts"`
	Pictures string `json:"pictures"`
}

// shelf keeps the pages of a site that were asked for last, so that a page
// that was compared with what a tab shows need not be made again when the tab
// asks for it.
type shelf struct {
	site  pages         // nil: none
	texts *locale.Texts // of pages that the site has not
	soon  string        // what is done before there is a site; "": nothing
	mu    sync.Mutex
	slots map[string]*slot
}

type slot struct {
	mu    sync.Mutex
	sheet *sheet
}

// kept is how many pages a shelf holds. When it is full it begins anew.
const kept = 64

func newShelf(site pages, texts *locale.Texts, soon string) *shelf {
	return &shelf{site: site, texts: texts, soon: soon, slots: map[string]*slot{}}
}

// get gives what is shown under an address: a page of the site, or what stands
// for one that is missing. An error says why a page could not be made.
func (f *shelf) get(ctx context.Context, address string) (*sheet, error) {
	name, status := f.find(address)
	f.mu.Lock()
	s := f.slots[name]
	if s == nil {
		if len(f.slots) >= kept {
			clear(f.slots)
		}
		s = &slot{}
		f.slots[name] = s
	}
	f.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sheet == nil {
		made, err := f.make(ctx, name, status)
		if err != nil {
			return nil, err
		}
		s.sheet = made
	}
	return s.sheet, nil
}

// find gives the file for an address: "404.html" where there is none, and ""
// where there is no site, or one that has not even that.
func (f *shelf) find(address string) (name string, status int) {
	name = strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	switch {
	case f.site == nil:
		return "", 503
	case fs.ValidPath(name) && f.site.Has(name):
		return name, 200
	case f.soon != "":
		return "", 503
	case f.site.Has("404.html"):
		return "404.html", 404
	}
	return "", 404
}

func (f *shelf) make(ctx context.Context, name string, status int) (*sheet, error) {
	s := &sheet{name: name, status: status, kind: contentType(name)}
	switch {
	case status == 503 && f.soon != "":
		s.kind, s.body = types[".html"], soon(f.texts, f.soon)
	case status == 503:
		s.kind, s.body = types[".html"], bare(f.texts, "live.bare", paragraph(f.texts, "live.bare.text"))
	case name == "":
		s.kind, s.body = types[".html"], bare(f.texts, "missing.title", "")
	default:
		var err error
		if s.body, s.found, err = protect(ctx, f.site, name); err != nil {
			return nil, err
		}
	}
	s.prints.Page = print(s.body)
	s.budget = sync.OnceValue(func() *budget { return measure(f.site, name) })
	if s.kind == types[".html"] && f.site != nil {
		s.prints.Styles = f.print(ctx, name, styles, s.body)
		s.prints.Scripts = f.print(ctx, name, scripts, s.body)
		s.prints.Pictures = f.print(ctx, name, pictures, s.body)
	}
	return s, ctx.Err()
}

// The files that a page is shown with stand in these tags, whatever else a
// template of the author's own puts there.
var (
	styles   = regexp.MustCompile(`(?i)<link\s[^>]*\brel=["']?stylesheet\b[^>]*>`)
	scripts  = regexp.MustCompile(`(?i)<script\s[^>]*\bsrc=[^>]*>`)
	pictures = regexp.MustCompile(`(?i)<img\s[^>]*>`)
	target   = regexp.MustCompile(`(?i)\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
)

// named gives the paths of the files that tags of a page name.
func named(page string, tags *regexp.Regexp, body []byte) []string {
	folder := path.Dir(page)
	if page == "404.html" {
		folder = "" // it stands for pages anywhere
	}
	var out []string
	for _, tag := range tags.FindAll(body, -1) {
		m := target.FindSubmatch(tag)
		if m == nil {
			continue
		}
		at, err := url.Parse(html.UnescapeString(string(slices.Concat(m[1:]...))))
		if err != nil || at.Host != "" || at.Path == "" {
			continue
		}
		file := path.Join("/", folder, at.Path)
		if path.IsAbs(at.Path) {
			file = path.Clean(at.Path)
		}
		out = append(out, file[1:])
	}
	return out
}

// print tells one state of the files that a page names from another.
func (f *shelf) print(ctx context.Context, page string, tags *regexp.Regexp, body []byte) string {
	var all []byte
	for _, file := range named(page, tags, body) {
		if !f.site.Has(file) {
			continue
		}
		if b, _, err := protect(ctx, f.site, file); err == nil {
			all = fmt.Appendf(all, "%s %s\n", file, print(b))
		}
	}
	if all == nil {
		return ""
	}
	return print(all)
}

func print(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// protect renders a file. A panic becomes an error, so that a preview survives
// whatever an author writes.
func protect(ctx context.Context, site pages, name string) (b []byte, found diag.List, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("hria failed on %q: %v", name, v)
		}
	}()
	return site.Render(ctx, name)
}
