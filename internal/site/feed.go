package site

import (
	"time"

	"hria/internal/assessment"
)

// Feed is the view of the newest documents for feed readers.
type Feed struct {
	Path    string
	Lang    string
	ID      string // an address or, without a base address, a tag of the title
	Title   string
	Self    string // absolute, "" without a base address
	Home    string
	Author  string
	Updated time.Time
	Entries []Entry
}

// Entry is a version of a document in a feed.
type Entry struct {
	ID      string
	Title   string
	Href    string // absolute, or relative to the feed without a base address
	Lang    string
	Summary string
	Updated time.Time
	Kind    string
}

const feedEntries = 40

// Feeds makes a feed for each language of the site: the newest documents, in
// that language where they have it.
func (s *Site) Feeds() []Feed {
	var out []Feed
	for _, lang := range s.Config.Languages {
		path := s.path(lang, "feed.xml")
		c := s.composer(lang, path)
		f := Feed{Path: path, Lang: lang, Title: s.Config.Title, Author: s.Config.Publisher.Name, Home: relative(path, s.path(lang, "index.html"))}
		if f.Author == "" {
			f.Author = s.Config.Title
		}
		if s.Config.BaseURL != "" {
			f.Self, f.Home = s.Config.BaseURL+path, s.Config.BaseURL+s.path(lang, "index.html")
		}
		f.ID = f.Self
		if f.ID == "" {
			f.ID = "urn:hria:feed:" + lang
		}
		works := newestFirst(c.works())
		for _, a := range works[:min(len(works), feedEntries)] {
			f.Entries = append(f.Entries, c.entry(c.pick(a, lang)))
		}
		f.Updated = s.AsOf
		if len(f.Entries) > 0 {
			f.Updated = f.Entries[0].Updated
		}
		out = append(out, f)
	}
	return out
}

func (c *composer) entry(a *assessment.Assessment) Entry {
	e := Entry{Title: a.Title.Value, Lang: c.language(a), Summary: shorten(a.Summary.Value, 600), Updated: a.Date.Value, Kind: c.word("kind", a.Kind.Value)}
	if p := c.byDoc[a]; p != nil {
		e.Href = relative(c.path, p.Path)
		e.ID = "urn:hria:" + a.ID.Value + ":" + a.Version.Value
		if c.Config.BaseURL != "" {
			e.Href = c.Config.BaseURL + escapePath(p.Path)
			e.ID = e.Href + "#v" + a.Version.Value
		}
	}
	return e
}

// Location is an entry of the sitemap.
type Location struct {
	Address    string
	Modified   time.Time // zero where unknown
	Alternates []Alternate
}

// Sitemap lists the addresses of all pages; it is empty without a base address,
// since a sitemap holds absolute addresses only.
func (s *Site) Sitemap() []Location {
	if s.Config.BaseURL == "" {
		return nil
	}
	var out []Location
	for _, p := range s.pages {
		if p.Kind == KindMissing || p.Kind == KindMoved || p.Foreign {
			continue
		}
		l := Location{Address: s.Config.BaseURL + escapePath(p.Path)}
		if p.Doc != nil {
			l.Modified = p.Doc.Date.Value
		}
		if all := s.composer(p.Lang, p.Path).translations(p); len(all) > 1 {
			for _, other := range all {
				if other.Foreign {
					continue
				}
				l.Alternates = append(l.Alternates, Alternate{other.Lang, s.Config.BaseURL + escapePath(other.Path)})
			}
		}
		out = append(out, l)
	}
	return out
}
