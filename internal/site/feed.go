package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/graph"
)

// Feed is the view of the newest versions of documents for feed readers.
type Feed struct {
	Path    string
	Lang    string
	ID      string // an address or, without a base address, a name made of the path
	Title   string
	Self    string // absolute, "" without a base address
	Home    string // the page that the feed follows
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

const (
	feedPath    = "feed.xml" // of all documents
	feedEntries = 40
)

// feedTerms are the kinds of term that have feeds of their own.
var feedTerms = []string{KindRight, KindTechnology, KindCountry}

// feedSubject is what a feed is about: all documents, those of a kind, or those
// that name a term.
type feedSubject struct {
	kind string
	term graph.Term
}

// planFeeds plans the feeds of a language. A feed holds a bounded number of
// entries, and there is one for each page that lists documents.
func (s *Site) planFeeds(lang string) {
	add := func(path string, subject feedSubject) {
		s.addData(&DataFile{Path: s.path(lang, path), Kind: DataFeed, Lang: lang, subject: subject})
	}
	add(feedPath, feedSubject{})
	there := map[string]bool{}
	for _, a := range s.Graph.Works() {
		there[documentKind(a)] = true
	}
	for _, kind := range s.Words.IDs("kind") {
		if there[kind] {
			add(kindFeed(kind), feedSubject{kind: kind})
		}
	}
	for _, f := range termFolders {
		if !slices.Contains(feedTerms, f.Kind) {
			continue
		}
		for _, id := range s.termsOf(f.Kind, lang) {
			add(termFeed(f.Folder, id), feedSubject{term: graph.Term{Kind: f.Kind, ID: id}})
		}
	}
}

func kindFeed(kind string) string { return "assessments/" + kind + "/feed.xml" }

func termFeed(folder, id string) string {
	return strings.TrimSuffix(termPath(folder, id), ".html") + "/feed.xml"
}

// feeds links a page to the feeds of what it lists, beside that of all
// documents.
func (c *composer) feeds(p *Page) []Link {
	var out []Link
	add := func(name, path string) {
		if path = c.Site.path(p.Lang, path); c.hasData(path) {
			l := c.link(c.t("footer.feed")+c.t("colon")+name, path)
			l.Note = c.t("feed.title", name)
			out = append(out, l)
		}
	}
	switch {
	case p.Kind == KindDocuments:
		for _, kind := range c.Words.IDs("kind") {
			add(c.t("kinds."+kind), kindFeed(kind))
		}
	case p.Doc == nil && slices.Contains(feedTerms, p.Kind):
		for _, f := range termFolders {
			if f.Kind == p.Kind {
				add(c.termText(p.Kind, p.Term.ID).Text, termFeed(f.Folder, p.Term.ID))
			}
		}
	}
	return out
}

func (c *composer) feed(f *DataFile) *Feed {
	name, home, works := c.subject(f)
	v := &Feed{Path: c.path, Lang: c.lang, Title: c.t("feed.title", name), Author: c.Config.Publisher.Name, Home: c.address(home)}
	if v.Author == "" {
		v.Author = c.Config.TitleIn(c.lang)
	}
	v.ID = "urn:hria:feed:" + escapePath(strings.TrimSuffix(c.path, ".xml"))
	if v.Self = c.absolute(c.path); v.Self != "" {
		v.ID = v.Self
	}
	v.Entries = c.entries(works)
	v.Updated = c.AsOf
	if len(v.Entries) > 0 {
		v.Updated = v.Entries[0].Updated
	}
	return v
}

// subject gives the name of a feed, the page that it follows and its documents.
func (c *composer) subject(f *DataFile) (name, home string, works []*assessment.Assessment) {
	switch x := f.subject; {
	case x.kind != "":
		of := func(a *assessment.Assessment) bool { return documentKind(a) != x.kind }
		return c.t("kinds." + x.kind), c.homePath("assessments/index.html"), slices.DeleteFunc(c.works(), of)
	case x.term.Kind != "":
		page := strings.TrimSuffix(c.path, "/feed.xml") + ".html"
		return c.termText(x.term.Kind, x.term.ID).Text, page, c.termWorks(x.term)
	}
	return c.Config.TitleIn(c.lang), c.homePath("index.html"), c.works()
}

// issue is a version of a document as a feed tells of it.
type issue struct {
	doc     *assessment.Assessment
	number  string
	date    time.Time
	summary string
}

// entries are the newest versions of documents, in the language of the feed
// where they have it.
func (c *composer) entries(works []*assessment.Assessment) []Entry {
	var list []issue
	for _, work := range works {
		a := c.pick(work, c.lang)
		list = append(list, issue{a, a.Version.Value, a.Date.Value, a.Summary.Value})
		for i := range a.Changes {
			if x := &a.Changes[i]; x.Version.Value != a.Version.Value && x.Version.Value != "" {
				list = append(list, issue{a, x.Version.Value, x.Date.Value, x.Summary.Value})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y issue) int {
		return cmp.Or(y.date.Compare(x.date), cmp.Compare(x.doc.ID.Value, y.doc.ID.Value), cmp.Compare(y.number, x.number))
	})
	var out []Entry
	seen := map[string]bool{}
	for _, e := range list {
		if v := c.entry(e); len(out) < feedEntries && v.ID != "" && !seen[v.ID] {
			seen[v.ID] = true
			out = append(out, v)
		}
		if len(out) == feedEntries {
			break
		}
	}
	return out
}

func (c *composer) entry(x issue) Entry {
	a := x.doc
	e := Entry{Title: a.Title.Value, Lang: c.language(a), Summary: shorten(x.summary, 600), Updated: x.date, Kind: c.word("kind", a.Kind.Value)}
	if x.number != "" {
		e.Title += " · " + c.Texts.For(e.Lang).T("version", x.number)
	}
	if p := c.docPage(a); p != nil {
		e.Href = c.address(p.Path)
		e.ID = "urn:hria:" + a.ID.Value + ":" + x.number
		if c.Config.BaseURL != "" {
			e.ID = e.Href + "#v" + x.number
		}
	}
	return e
}

// Sitemap is the view of a part of the sitemap, or of the list of its parts.
type Sitemap struct {
	Parts     []string // addresses; of the list
	Locations []Location
}

// Location is an entry of the sitemap.
type Location struct {
	Address    string
	Modified   time.Time // zero where unknown
	Alternates []Alternate
}

// mostLocations is the number of addresses in a file. The protocol allows
// 50,000 in 50 MB; with alternates in ten languages an entry has some 2 kB.
const mostLocations = 20_000

// planSitemap plans the sitemap; there is none without a base address, since it
// holds absolute addresses only.
func (s *Site) planSitemap() {
	if s.Config.BaseURL == "" {
		return
	}
	s.addData(&DataFile{Path: "sitemap.xml", Kind: DataSitemap, Lang: s.home()})
}

// sitemapParts are the parts of a sitemap that is too large for one file.
func (s *Site) sitemapParts() []*DataFile {
	n := len(s.mapped())
	if s.Config.BaseURL == "" || n <= mostLocations {
		return nil
	}
	var out []*DataFile
	for part := 1; (part-1)*mostLocations < n; part++ {
		out = append(out, &DataFile{Path: "sitemap-" + itoa(part) + ".xml", Kind: DataSitemap, Lang: s.home(), part: part})
	}
	return out
}

// mapped are the pages that the sitemap names.
func (s *Site) mapped() []*Page {
	return slices.DeleteFunc(slices.Clone(s.Pages()), func(p *Page) bool {
		return p.Kind == KindMissing || p.Kind == KindMoved || p.Foreign || p.Edition != ""
	})
}

func (c *composer) sitemap(part int) *Sitemap {
	pages := c.mapped()
	if part == 0 && len(pages) > mostLocations {
		v := &Sitemap{}
		for n := 1; (n-1)*mostLocations < len(pages); n++ {
			v.Parts = append(v.Parts, c.absolute("sitemap-"+itoa(n)+".xml"))
		}
		return v
	}
	from := max(part-1, 0) * mostLocations
	v := &Sitemap{}
	for _, p := range pages[from:min(from+mostLocations, len(pages))] {
		l := Location{Address: c.absolute(p.Path)}
		if p.Doc != nil {
			l.Modified = p.Doc.Date.Value
		}
		if all := c.composer(p.Lang, p.Path).translations(p); len(all) > 1 {
			for _, other := range all {
				if other.Foreign {
					continue
				}
				l.Alternates = append(l.Alternates, Alternate{other.Lang, c.absolute(other.Path)})
			}
		}
		v.Locations = append(v.Locations, l)
	}
	return v
}
