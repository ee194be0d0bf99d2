package web

import (
	"bytes"
	"encoding/xml"
	"io"
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
	Render func(*bytes.Buffer) ([]byte, error) // the bytes may lie in the buffer
	// Stream writes them to w, in pieces that the buffer, which is empty at first,
	// holds one after the other: of a file that grows with the register; nil for
	// others.
	Stream func(*bytes.Buffer, io.Writer) error
}

// Extras lists them, sorted by path.
func (r *Renderer) Extras(s *site.Site) []Extra {
	var out []Extra
	for _, file := range fixed {
		e, _ := r.fixed(s, file)
		out = append(out, e)
	}
	for _, name := range s.Index().Names() {
		out = append(out, indexFile(s, name))
	}
	for _, f := range s.DataFiles() {
		out = append(out, dataFile(s, f))
	}
	for _, f := range s.Calendars() {
		out = append(out, calendarFile(s, f))
	}
	slices.SortStableFunc(out, func(a, b Extra) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// Extra finds one of them by its path, without a look at the others.
func (r *Renderer) Extra(s *site.Site, file string) (Extra, bool) {
	if e, ok := r.fixed(s, file); ok {
		return e, true
	}
	if name, ok := strings.CutPrefix(file, searchFolder); ok {
		return indexFile(s, name), s.Index().Has(name)
	}
	if f, ok := s.DataFile(file); ok {
		return dataFile(s, f), true
	}
	if path.Ext(file) == ".ics" {
		for _, f := range s.Calendars() {
			if f.Path == file {
				return calendarFile(s, f), true
			}
		}
	}
	return Extra{}, false
}

const searchFolder = "search/"

// fixed are those that every site has.
var fixed = []string{"assets/style.css", "assets/icon.svg", "assets/search.js", "robots.txt"}

func (r *Renderer) fixed(s *site.Site, file string) (Extra, bool) {
	var b []byte
	switch file {
	case "assets/style.css":
		b = r.style
	case "assets/icon.svg":
		b = r.icon
	case "assets/search.js":
		b = r.search
	case "robots.txt":
		b = robots(s)
	default:
		return Extra{}, false
	}
	return Extra{Path: file, Render: func(*bytes.Buffer) ([]byte, error) { return b, nil }}, true
}

func robots(s *site.Site) []byte {
	text := "User-agent: *\nAllow: /\n"
	if s.Config.BaseURL != "" {
		text += "Sitemap: " + s.Config.BaseURL + "sitemap.xml\n"
	}
	return []byte(text)
}

func indexFile(s *site.Site, name string) Extra {
	return Extra{Path: searchFolder + name, Render: func(*bytes.Buffer) ([]byte, error) { return s.Index().File(name), nil }}
}

func dataFile(s *site.Site, f *site.DataFile) Extra {
	if f.Kind == site.DataTable && f.Doc == nil {
		return streamed(f.Path, func(b *bytes.Buffer, w io.Writer) error { return spreadsheet(b, w, s.Data(f).(*site.Table)) })
	}
	return Extra{Path: f.Path, Render: func(b *bytes.Buffer) ([]byte, error) { return data(b, s, f) }}
}

func calendarFile(s *site.Site, f site.CalendarFile) Extra {
	return streamed(f.Path, func(b *bytes.Buffer, w io.Writer) error { return calendar(b, w, f, s.Entries(f)) })
}

func streamed(path string, stream func(*bytes.Buffer, io.Writer) error) Extra {
	return Extra{path, func(b *bytes.Buffer) ([]byte, error) {
		b.Reset()
		err := stream(b, nil)
		return b.Bytes(), err
	}, stream}
}

// readTheme makes the style sheet of the theme's settings and its CSS.
func (r *Renderer) readTheme(themes fs.FS, name string) error {
	t, err := theme.Load(themes, name)
	if err != nil {
		return err
	}
	if r.style, err = t.Style(themes); err != nil {
		return err
	}
	r.icon, err = t.Icon(themes)
	return err
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

func atom(f *site.Feed) atomFeed {
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

type mapIndex struct {
	XMLName xml.Name  `xml:"sitemapindex"`
	NS      string    `xml:"xmlns,attr"`
	Parts   []mapPart `xml:"sitemap"`
}

type mapPart struct {
	Loc string `xml:"loc"`
}

func sitemap(v *site.Sitemap) any {
	const protocol = "http://www.sitemaps.org/schemas/sitemap/0.9"
	if len(v.Parts) > 0 {
		out := mapIndex{NS: protocol}
		for _, address := range v.Parts {
			out.Parts = append(out.Parts, mapPart{Loc: address})
		}
		return out
	}
	out := urlSet{NS: protocol, XHTML: "http://www.w3.org/1999/xhtml"}
	for _, l := range v.Locations {
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
