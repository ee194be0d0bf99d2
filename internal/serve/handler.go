package serve

import (
	_ "embed"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed live.js
var script []byte

// ServeHTTP answers a browser of this machine.
func (p *preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	switch {
	case !ownHost(r.Host):
		http.Error(w, "this preview answers only to localhost", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "this preview is read-only", http.StatusMethodNotAllowed)
	case r.URL.Path == "/_hria/events" && r.Method == http.MethodGet:
		p.events(w, r)
	case r.URL.Path == "/_hria/live.js":
		send(w, r, http.StatusOK, "text/javascript; charset=utf-8", script)
	default:
		p.page(w, r)
	}
}

// ownHost tells whether a request was made to this machine by a name that
// nobody else can give out.
func ownHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	switch strings.Trim(host, "[]") {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	return false
}

// page answers with a file of the site.
func (p *preview) page(w http.ResponseWriter, r *http.Request) {
	s := p.state()
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	switch {
	case fs.ValidPath(name) && s.site.Has(name):
		p.render(w, r, s, name, http.StatusOK)
	case fs.ValidPath(name) && s.site.Has(name+"/index.html"):
		http.Redirect(w, r, "/"+name+"/", http.StatusFound)
	case s.site.Has("404.html"):
		p.render(w, r, s, "404.html", http.StatusNotFound)
	default:
		send(w, r, http.StatusNotFound, types[".html"], plain("This page does not exist.", "", s.id))
	}
}

func (p *preview) render(w http.ResponseWriter, r *http.Request, s state, name string, status int) {
	b, found, err := protect(r, s, name)
	switch {
	case r.Context().Err() != nil:
		return
	case err != nil:
		send(w, r, http.StatusInternalServerError, types[".html"], plain("This page could not be made.", err.Error(), s.id))
		return
	case len(found) > 0:
		p.add(s.site, found)
	}
	kind := contentType(name)
	if kind == types[".html"] {
		b = enliven(b, s.id, status == http.StatusNotFound)
	}
	send(w, r, status, kind, b)
}

func send(w http.ResponseWriter, r *http.Request, status int, kind string, b []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b)
	}
}

// plain is a page for what has none of its own.
func plain(title, text, build string) []byte {
	return fmt.Appendf(nil, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body><main><h1>%s</h1><p>%s</p></main>%s</body></html>\n",
		html.EscapeString(title), html.EscapeString(title), html.EscapeString(text), tag(build))
}

// types are the kinds of files that a site consists of. The tables of the
// system are not asked: they differ from one to the next.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".jsonld": "application/ld+json", ".xml": "application/xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".md": "text/plain; charset=utf-8",
	".pdf": "application/pdf", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf", ".webmanifest": "application/manifest+json",
}

func contentType(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}
