package serve

import (
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"math"
	"net"
	"net/http"
	"net/netip"
	"path"
	"strconv"
	"strings"

	"hria/internal/build"
	"hria/internal/locale"
)

// ServeHTTP answers a browser.
func (p *preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'self'")
	h.Set("Referrer-Policy", "no-referrer")
	inner, isOurs := strings.CutPrefix(r.URL.Path, "/_hria/")
	switch reads := r.Method == http.MethodGet || r.Method == http.MethodHead; {
	case !p.ownHost(r):
		http.Error(w, "this preview answers only to its own names", http.StatusForbidden)
	case isOurs && foreign(r):
		http.Error(w, "this preview answers only to its own pages", http.StatusForbidden)
	case isOurs && inner == "open" && r.Method == http.MethodPost:
		p.open(w, r)
	case !reads:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "this preview is read-only", http.StatusMethodNotAllowed)
	case isOurs:
		p.ours(w, r, inner)
	default:
		p.page(w, r)
	}
}

// ours answers with what is the preview's own and no part of the site.
func (p *preview) ours(w http.ResponseWriter, r *http.Request, name string) {
	switch {
	case name == "events" && r.Method == http.MethodGet:
		p.events(w, r)
	case name == "findings":
		sendJSON(w, r, p.look().listed(math.MaxInt))
	case name == "state":
		sendJSON(w, r, p.tell(r.Context(), &tab{}, p.look(), true))
	case strings.HasPrefix(name, "note/"):
		p.noteView(w, r, strings.TrimPrefix(name, "note/"))
	case name == "note.css":
		send(w, r, http.StatusOK, types[".css"], noteStyle)
	case name == "live.js":
		send(w, r, http.StatusOK, types[".js"], p.look().script.body)
	default:
		http.NotFound(w, r)
	}
}

// ownHost tells whether a request was made by a name of this machine that
// nobody else can give out. Where the preview was bound to an address, that
// one counts, and so does any number that leads here: a page of somebody else
// has a name of its own, whatever machine that name leads to.
func (p *preview) ownHost(r *http.Request) bool {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	switch host {
	case "localhost", "127.0.0.1", "::1":
		return true
	case "":
		return false
	case strings.ToLower(p.bound):
		return true
	}
	number, err := netip.ParseAddr(host)
	here, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return err == nil && ok && p.bound != "" && number.Unmap() == here.AddrPort().Addr().Unmap().WithZone("")
}

// foreign tells whether a browser says that another site makes the request.
func foreign(r *http.Request) bool {
	from := r.Header.Get("Sec-Fetch-Site")
	return from == "cross-site" || from == "same-site" // another port of this machine is same-site
}

// local tells whether a request comes from this machine.
func local(r *http.Request) bool {
	there, err := netip.ParseAddrPort(r.RemoteAddr)
	here, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return err == nil && ok && (there.Addr().Unmap().IsLoopback() || there.Addr().Unmap() == here.AddrPort().Addr().Unmap())
}

// page answers with a file of the site.
func (p *preview) page(w http.ResponseWriter, r *http.Request) {
	s := p.look()
	name := strings.TrimPrefix(r.URL.Path, "/")
	if folder := name + "/index.html"; s.site != nil && fs.ValidPath(name) && !s.site.Has(name) && s.site.Has(folder) {
		http.Redirect(w, r, address(name)+"/", http.StatusFound)
		return
	}
	page, err := s.shelf.get(r.Context(), r.URL.Path)
	if err == nil {
		p.visit(page)
	}
	switch {
	case r.Context().Err() != nil:
		return
	case err != nil:
		text := bare(s.script.texts, "live.broken", `<p lang="en" dir="ltr">`+html.EscapeString(err.Error())+"</p>")
		page = &sheet{status: http.StatusInternalServerError, kind: types[".html"], body: text, prints: prints{Page: print([]byte(err.Error()))}}
	default:
		p.noteFound(s, page)
	}
	if page.status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	body := page.body
	if page.kind == types[".html"] {
		body = enliven(body, s.tag(page), page.status == http.StatusNotFound)
	}
	send(w, r, page.status, page.kind, body)
}

// tag loads the script that makes a page follow. It says what the page is.
func (s state) tag(page *sheet) string {
	subject := ""
	if s.site != nil && page.status == http.StatusOK {
		subject = s.site.Subject(page.name)
	}
	return fmt.Sprintf(`<script src="/_hria/live.js" data-build="%s" data-shown="%s" data-subject="%s" data-script="%s"></script>`,
		html.EscapeString(s.id), quoted(page.prints), html.EscapeString(subject), s.script.version)
}

// noteFound takes over what was found while a page was made.
func (p *preview) noteFound(s state, page *sheet) {
	if site, ok := s.site.(*build.Site); ok && isNote(page.name) {
		p.note(site, page.name, page.found)
	}
}

func send(w http.ResponseWriter, r *http.Request, status int, kind string, b []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(b)
	}
}

// sendJSON sends plain data.
func sendJSON(w http.ResponseWriter, r *http.Request, data any) {
	b, err := json.Marshal(data)
	if err != nil { // plain data: it cannot fail
		b = nil
	}
	send(w, r, http.StatusOK, types[".json"], b)
}

// bare is a page for what has none of its own: a title and more, which is HTML.
func bare(texts *locale.Texts, title, more string) []byte {
	return fmt.Appendf(nil, "<!doctype html>\n<html lang=\"%[1]s\" dir=\"%[2]s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"+
		"<meta name=\"color-scheme\" content=\"light dark\"><title>%[3]s</title></head>\n<body><main><h1>%[3]s</h1>%[4]s</main></body></html>\n",
		html.EscapeString(texts.Lang), locale.Direction(texts.Lang), html.EscapeString(texts.T(title)), more)
}

// paragraph is an interface text as HTML.
func paragraph(texts *locale.Texts, key string) string {
	return "<p>" + html.EscapeString(texts.T(key)) + "</p>"
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
