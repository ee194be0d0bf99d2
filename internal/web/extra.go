package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"hria/internal/site"
	"hria/internal/theme"
)

// Extra is a file that is not a page: style sheet, icon, data, feed, sitemap.
type Extra struct {
	Path   string
	Render func() ([]byte, error)
}

// Extras lists them, sorted by path.
func (r *Renderer) Extras(s *site.Site) []Extra {
	fixed := func(b []byte) func() ([]byte, error) { return func() ([]byte, error) { return b, nil } }
	out := []Extra{{"assets/style.css", fixed(r.style)}, {"assets/icon.svg", fixed(r.icon)}}
	for _, f := range s.Feeds() {
		out = append(out, Extra{f.Path, func() ([]byte, error) { return marshal(atom(f)) }})
	}
	for _, f := range s.DataFiles() {
		out = append(out, Extra{f.Path, func() ([]byte, error) { return data(s.Data(f)) }})
	}
	for _, f := range s.Calendars() {
		out = append(out, Extra{f.Path, func() ([]byte, error) { return calendar(f, s.Entries(f)), nil }})
	}
	robots := "User-agent: *\nAllow: /\n"
	if locations := s.Sitemap(); len(locations) > 0 {
		out = append(out, Extra{"sitemap.xml", func() ([]byte, error) { return marshal(sitemap(locations)) }})
		robots += "Sitemap: " + s.Config.BaseURL + "sitemap.xml\n"
	}
	out = append(out, Extra{"robots.txt", fixed([]byte(robots))})
	slices.SortFunc(out, func(a, b Extra) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// readTheme makes the style sheet of the theme's settings and its CSS.
func (r *Renderer) readTheme(themes fs.FS, name string) error {
	t, err := theme.Load(themes, name)
	if err != nil {
		return err
	}
	css, err := fs.ReadFile(themes, path.Join(name, "style.css"))
	if err != nil {
		return fmt.Errorf("theme %q: %w", name, err)
	}
	r.icon, err = fs.ReadFile(themes, path.Join(name, "icon.svg"))
	if err != nil {
		return fmt.Errorf("theme %q: %w", name, err)
	}
	r.style = append([]byte(t.CSS()), css...)
	return nil
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// The elements of RFC 4287 that a feed of ours has.
type atomFeed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"xml:lang,attr"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []atomLink `xml:"link"`
	Entries []atomEntry
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	XMLName  xml.Name `xml:"entry"`
	Lang     string   `xml:"xml:lang,attr"`
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Updated  string   `xml:"updated"`
	Link     atomLink `xml:"link"`
	Category struct {
		Term string `xml:"term,attr"`
	} `xml:"category"`
	Summary string `xml:"summary"`
}

func atom(f site.Feed) atomFeed {
	self := f.Self
	if self == "" {
		self = path.Base(f.Path)
	}
	out := atomFeed{Lang: f.Lang, ID: f.ID, Title: f.Title, Updated: f.Updated.UTC().Format(time.RFC3339), Author: f.Author,
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: self}, {Rel: "alternate", Type: "text/html", Href: f.Home}}}
	for _, e := range f.Entries {
		x := atomEntry{Lang: e.Lang, ID: e.ID, Title: e.Title, Updated: e.Updated.UTC().Format(time.RFC3339), Summary: e.Summary,
			Link: atomLink{Rel: "alternate", Type: "text/html", Lang: e.Lang, Href: e.Href}}
		x.Category.Term = e.Kind
		out.Entries = append(out.Entries, x)
	}
	return out
}

// The elements of the sitemap protocol, with the alternates of XHTML.
type urlSet struct {
	XMLName xml.Name `xml:"urlset"`
	NS      string   `xml:"xmlns,attr"`
	XHTML   string   `xml:"xmlns:xhtml,attr"`
	URLs    []urlItem
}

type urlItem struct {
	XMLName xml.Name  `xml:"url"`
	Loc     string    `xml:"loc"`
	Lastmod string    `xml:"lastmod,omitempty"`
	Links   []urlLink `xml:"xhtml:link"`
}

type urlLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

func sitemap(locations []site.Location) urlSet {
	out := urlSet{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, l := range locations {
		u := urlItem{Loc: l.Address}
		if !l.Modified.IsZero() {
			u.Lastmod = l.Modified.Format(time.DateOnly)
		}
		for _, a := range l.Alternates {
			u.Links = append(u.Links, urlLink{"alternate", a.Lang, a.Href})
		}
		out.URLs = append(out.URLs, u)
	}
	return out
}
