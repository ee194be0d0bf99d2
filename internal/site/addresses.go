package site

import (
	"slices"
	"sync"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
)

// Kept is what a plan leaves to the next one of the same site: what follows from
// names alone, of documents and of organisations, and need not be found again
// while these stay. A plan is the same with it and without. It may be used by
// many plans at once.
type Kept struct {
	mu        sync.Mutex
	graph     *graph.Graph
	languages []string
	addresses *addresses
	pages     []*Page
	names     []string // of organisations
	slugs     map[string]string
}

// addresses are the languages of documents and the paths of their pages, beside
// the documents of a graph.
type addresses struct {
	langs []string
	paths []string // empty where another page has it
	at    map[string]int
}

// planDocuments plans the pages of all documents, as one chapter. Pages with
// their paths were planned before.
func (s *Site) planDocuments() {
	if s.Kept == nil {
		s.Kept = &Kept{}
	}
	s.addresses, s.pages = s.Kept.documents(s)
	for _, a := range s.Graph.Docs {
		h, ok := s.Histories[a]
		if !ok {
			continue
		}
		if p := s.docPage(a); p != nil {
			s.addEdition(a.Source.File.Path, &Page{Kind: KindVersions, Path: versionsPath(dataStem(p)), Lang: p.Lang, Doc: a})
			for _, e := range h.Kept {
				s.addEdition(e.Whole.Source.File.Path, &Page{Kind: p.Kind, Path: earlierPath(p, e.Version), Lang: p.Lang, Doc: a, Edition: e.Version})
			}
		}
	}
	s.chapters = append(s.chapters, &chapter{path: "assessments/", pages: func() []*Page {
		return slices.DeleteFunc(slices.Clone(s.pages), func(p *Page) bool { return p == nil })
	}})
}

// addEdition plans a page on editions, which gives way to that of a document.
func (s *Site) addEdition(source string, p *Page) {
	if s.has(p.Path) {
		s.displaced = append(s.displaced, Displaced{source, p.Path})
		return
	}
	s.add(p)
}

// Displaced is a page on editions that is not there, since a document has its path.
type Displaced struct {
	Source string // file of the edition, or of the document where all are compared
	Path   string
}

// Displaced lists such pages.
func (s *Site) Displaced() []Displaced { return s.displaced }

// documents gives the addresses and the pages of a site's documents, those from
// before where their names stayed and, of the pages, the document too.
func (k *Kept) documents(s *Site) (*addresses, []*Page) {
	k.mu.Lock()
	defer k.mu.Unlock()
	same := s.Graph.SameNames(k.graph) && slices.Equal(s.Config.Languages, k.languages)
	before := k.pages
	if !same {
		k.addresses, before = s.findAddresses(), nil
	}
	pages := make([]*Page, len(s.Graph.Docs))
	for i, a := range s.Graph.Docs {
		if before != nil && a == k.graph.Docs[i] {
			pages[i] = before[i]
		} else if path := k.addresses.paths[i]; path != "" {
			pages[i] = &Page{Kind: documentKind(a), Path: path, Lang: k.addresses.langs[i], Doc: a}
		}
	}
	k.graph, k.languages, k.pages = s.Graph, s.Config.Languages, pages
	return k.addresses, pages
}

func (s *Site) findAddresses() *addresses {
	n := len(s.Graph.Docs)
	out := &addresses{make([]string, n), make([]string, n), make(map[string]int, n)}
	valid := map[string]bool{}
	for i, a := range s.Graph.Docs {
		out.langs[i] = s.languageOf(a, valid)
		path := s.path(out.langs[i], "assessments/"+a.Source.Slug+".html")
		if _, twice := out.at[path]; !twice && !s.has(path) { // else a finding says so (ID-01)
			out.paths[i], out.at[path] = path, i
		}
	}
	return out
}

// languageOf finds the language of a document: what the document says, else its
// file name, else the site's first. valid remembers what is a language.
func (s *Site) languageOf(a *assessment.Assessment, valid map[string]bool) string {
	for _, l := range []string{a.Lang.Value, a.Source.Lang} {
		ok, known := valid[l]
		if !known {
			ok = locale.ValidLanguage(l)
			valid[l] = ok
		}
		if ok {
			return l
		}
	}
	return s.home()
}

// language is the language of a document of the graph.
func (s *Site) language(a *assessment.Assessment) string {
	if i, ok := s.Graph.Place(a); ok {
		return s.addresses.langs[i]
	}
	return ""
}

// docPage is the page of a document; nil: it has none.
func (s *Site) docPage(a *assessment.Assessment) *Page {
	if i, ok := s.Graph.Place(a); ok {
		return s.pages[i]
	}
	return nil
}

// planned finds a page among those that were planned at once.
func (s *Site) planned(path string) *Page {
	if p := s.byPath[path]; p != nil || s.addresses == nil {
		return p
	}
	if i, ok := s.addresses.at[path]; ok {
		return s.pages[i]
	}
	return nil
}

// organisationSlugs names the pages of all organisations, as before where they
// are the same.
func (s *Site) organisationSlugs() map[string]string {
	names := s.Graph.TermIDs(kindOrganisation)
	k := s.Kept
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.slugs == nil || !slices.Equal(names, k.names) {
		k.names, k.slugs = names, slugs(names)
	}
	return k.slugs
}
