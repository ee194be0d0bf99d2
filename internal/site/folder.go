package site

import (
	"slices"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/graph"
)

// folder is a folder of the site as its pages in one language see it. What all of
// them say in the same words and links is made for the first that asks, once for a
// plan. Links of a folder do not say whether they lead to the page itself.
type folder struct {
	maker      *composer // of these links, as of a page without a name
	navigation func() navigation
	terms      func() map[graph.Term]Link // those that documents name
	rights     func() []catalogued        // all of the catalogue
	faces      sync.Map                   // *face, by document
	rows       sync.Map                   // *Row, by document
}

type folderKey struct{ lang, path string }

// folder finds a folder by its path, which ends with a slash.
func (s *Site) folder(lang, path string) *folder {
	key := folderKey{lang, path}
	if f, ok := s.places.Load(key); ok {
		return f.(*folder)
	}
	f := &folder{}
	f.maker = &composer{Site: s, texts: s.Texts.For(lang), lang: lang, path: path, folder: f}
	f.navigation, f.terms = sync.OnceValue(f.maker.navigation), sync.OnceValue(f.maker.usedTerms)
	f.rights = sync.OnceValue(f.maker.catalogue)
	known, _ := s.places.LoadOrStore(key, f)
	return known.(*folder)
}

// composer puts together what a page or file of this path says.
func (s *Site) composer(lang, path string) *composer {
	in := path[:strings.LastIndexByte(path, '/')+1]
	return &composer{Site: s, texts: s.Texts.For(lang), lang: lang, path: path, self: relative(in, path), folder: s.folder(lang, in)}
}

// navigation is what every page of a folder links to around its content.
type navigation struct {
	home, feed, editions, index Link
	above, below                []Link
}

func (c *composer) navigation() navigation {
	above, register := c.registerLinks()
	return navigation{home: c.link(c.t("nav.home"), c.homePath("index.html")), feed: c.link(c.t("feed.title", c.Config.TitleIn(c.lang)), c.homePath(feedPath)),
		editions: c.link(c.t("hash.list"), "EDITIONS"), index: c.link(c.t("register.a-z"), c.homePath("a-z.html")),
		above: append(c.nav(), above...), below: register}
}

// here says of a link of the folder whether it leads to the page itself.
func (c *composer) here(l Link) Link {
	l.Here = l.Href == c.self && l.Href != ""
	return l
}

// allHere does so for a list, which is not changed.
func (c *composer) allHere(list []Link) []Link {
	for i := range list {
		if here := c.here(list[i]); here.Here {
			list = slices.Clone(list)
			list[i] = here
			break
		}
	}
	return list
}

func (c *composer) usedTerms() map[graph.Term]Link {
	out := map[graph.Term]Link{}
	for _, f := range termFolders {
		for _, id := range c.Graph.TermIDs(f.Kind) {
			out[graph.Term{Kind: f.Kind, ID: id}] = c.makeTermLink(f.Kind, id)
		}
	}
	return out
}

// face is a document as the pages of a folder show it.
type face struct {
	doc  *assessment.Assessment // in their language, where there is a translation
	link Link
}

func (c *composer) face(a *assessment.Assessment) *face {
	if f, ok := c.folder.faces.Load(a); ok {
		return f.(*face)
	}
	shown := c.pick(c.Graph.Original(a), c.lang)
	f := &face{shown, c.folder.maker.makeDocLink(shown)}
	c.folder.faces.Store(a, f)
	return f
}

// docLink links to a document, in the language of the page where there is a
// translation.
func (c *composer) docLink(a *assessment.Assessment) Link { return c.here(c.face(a).link) }

func (c *composer) makeDocLink(a *assessment.Assessment) Link {
	l := Link{Text: a.Title.Value}
	if p := c.docPage(a); p != nil {
		l.Href, l.Here = relative(c.path, p.Path), p.Path == c.path
	}
	if lang := c.language(a); lang != c.lang {
		l.speak(lang)
	}
	return l
}

// recordLink links to a record by its id, in the version of its document that
// docLink leads to, unless that lacks it; to the document where it has no id.
func (c *composer) recordLink(n graph.Node) Link {
	f := c.face(n.Doc)
	if n.Record == "" {
		return c.here(f.link)
	}
	l, to := Link{Text: n.Record}, f.link
	if shown := c.edition(n); shown != f.doc {
		to = c.makeDocLink(shown)
	}
	switch to.Href {
	case "":
	case c.self:
		l.Href = "#" + n.Record
	default:
		l.Href = to.Href + "#" + n.Record
	}
	return l
}

// noted is recordLink with the title of the record beside it.
func (c *composer) noted(n graph.Node) Link {
	l := c.recordLink(n)
	if r, ok := c.Graph.Record(graph.Node{Doc: c.edition(n), Record: n.Record}); ok {
		l.Note = r.Title
	}
	return l
}
