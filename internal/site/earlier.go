package site

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/edition"
	"hria/internal/framework"
	"hria/internal/graph"
)

// earlierPath is the page of an earlier edition of the document of a page. What
// leads to a record or paragraph of the document leads to it there by the same
// anchor.
func earlierPath(p *Page, version string) string { return dataStem(p) + "/" + version + ".html" }

// earlierLink leads to an edition as it was, nowhere where it has no page.
func (c *composer) earlierLink(a *assessment.Assessment, version, text string) Link {
	if now := c.docPage(a); now != nil && version != "" {
		if p := c.Site.byPath[earlierPath(now, version)]; p != nil && p.Edition == version && p.Doc == a {
			return c.link(text, p.Path)
		}
	}
	return Link{Text: text}
}

// earlier is the page of an earlier edition: the document as it was, on the day of
// its own date, among what it refers to as that is now. It says at once that it is
// not current. What there is of the current edition alone, such as its note, data and
// what refers to it, is not on it.
func (s *Site) earlier(p *Page) *Document {
	was := s.editionOf(p)
	a := was.Shown()
	page := *p
	page.Doc = a
	then := s.around(&page, s.Graph.Beside(was.Whole, a, s.publishes))
	c := then.composer(p.Lang, p.Path)
	c.focusOn(a)
	title := c.t("edition.title", a.Title.Value, p.Edition)
	d := c.opening(a, c.frame(&page, title, describe(a)))
	d.Current = c.link(c.t("edition.current", p.Doc.Version.Value), s.docPage(p.Doc).Path)
	d.Notices = slices.DeleteFunc(d.Notices, func(n Notice) bool { return n.Kind == "superseded" })
	d.Notices = append([]Notice{{"superseded", c.t("edition.notice", p.Edition), d.Current}}, d.Notices...)
	d.Status, d.StatusLabel = "superseded", c.word("status", "superseded")
	d.Versions = s.composer(p.Lang, p.Path).versionsLink(p.Doc)
	c.records(a, d)
	c.ending(a, d)
	c.pictures(a, d)
	d.Text = c.prose(a, a.Source.Body.Narrative())
	d.Contents = c.contents(a, d)
	d.Cite = Cite{Text: c.citationText(c.citation(a))}
	d.ReviewOverdue = false
	return d
}

// editionOf is the earlier edition that a page is of.
func (s *Site) editionOf(p *Page) edition.Earlier {
	kept := s.Histories[p.Doc].Kept
	return kept[slices.IndexFunc(kept, func(e edition.Earlier) bool { return e.Version == p.Edition })]
}

// Written is the document whose text the page of a document shows: an earlier
// edition, as its author wrote it, on a page of one.
func (s *Site) Written(p *Page) *assessment.Assessment {
	if p.Edition == "" {
		return p.Doc
	}
	return s.editionOf(p).Whole
}

// around is the site as a page of an earlier edition sees it: the pages are those
// of the site, the documents those of a graph beside it.
func (s *Site) around(p *Page, g *graph.Graph) *Site {
	out := &Site{Input: s.Input, plan: s.plan, addresses: &addresses{}, data: s.data, allData: s.allData, frameworks: framework.New(s.Words),
		gathered: s.gathered, files: s.files, images: s.images, assessments: s.assessments, tally: s.tally, searched: s.searched, openFindings: s.openFindings}
	out.Graph, out.Histories, out.Hash, out.Kept = g, nil, nil, nil
	if p.Doc.Date.Set() {
		out.AsOf = p.Doc.Date.Value
	}
	for _, a := range g.Docs {
		at, lang := s.docPage(a), s.language(a)
		if a == p.Doc {
			at, lang = p, p.Lang
		}
		out.pages, out.addresses.langs = append(out.pages, at), append(out.addresses.langs, lang)
	}
	return out
}
