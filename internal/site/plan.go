package site

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/framework"
	"hria/internal/graph"
)

// plan is what pages there are. Pages of documents are planned at once. How many
// parts a page on the register has, and who has a page among the organisations,
// takes a look at all documents; it is found out when somebody asks for such a
// page or for all pages, so that a preview does not pay for it after each save.
type plan struct {
	chapters  []*chapter
	firsts    map[string]*chapter // by the path of their first page
	folders   []*chapter
	byPath    map[string]*Page // of those planned at once, but for documents
	moved     map[string]*Page // former addresses
	displaced []Displaced
	pages     func() []*Page
}

// chapter is a run of pages that is planned when somebody asks for it.
type chapter struct {
	path  string // of its first page or, with a slash at the end, its folder
	pages func() []*Page
	find  func(file string) *Page // among them
}

func newChapter(path string, pages func() []*Page) *chapter {
	pages = sync.OnceValue(pages)
	byPath := sync.OnceValue(func() map[string]*Page {
		out := map[string]*Page{}
		for _, p := range pages() {
			out[p.Path] = p
		}
		return out
	})
	return &chapter{path, pages, func(file string) *Page { return byPath()[file] }}
}

// onePage is a chapter of a page that is planned already.
func onePage(p *Page) *chapter {
	return &chapter{path: p.Path, pages: func() []*Page { return []*Page{p} }}
}

// Plan decides on all pages and notes.
func Plan(in Input) *Site {
	s := &Site{Input: in, frameworks: framework.New(in.Words), plan: plan{firsts: map[string]*chapter{}, byPath: map[string]*Page{}, moved: map[string]*Page{}}}
	s.plan.pages = sync.OnceValue(s.allPages)
	s.gathered = s.gather()
	s.assessments, s.tally = sync.OnceValue(s.currentAssessments), sync.OnceValue(s.newTally)
	s.searched, s.openFindings = sync.OnceValue(s.newIndex), sync.OnceValue(s.findingsByRule)
	for _, lang := range in.Config.Languages {
		s.add(&Page{Kind: KindHome, Path: s.path(lang, "index.html"), Lang: lang})
		for _, p := range parts(Page{Kind: KindDocuments, Path: s.path(lang, "assessments/index.html"), Lang: lang}, len(in.Graph.Works()), partRows) {
			s.add(p) // at once: a document may have the name of one
		}
	}
	s.planDocuments()
	for _, lang := range in.Config.Languages {
		s.planRegister(lang)
		s.planTerms(lang)
	}
	for _, a := range in.Graph.Docs {
		s.addAliases(a)
	}
	s.planRules()
	s.planData()
	s.add(&Page{Kind: KindMissing, Path: "404.html", Lang: s.home()})
	s.planFiles()
	return s
}

// planTerms plans the pages of terms in a language.
func (s *Site) planTerms(lang string) {
	for _, f := range termFolders {
		s.add(&Page{Kind: KindTerms, Path: s.path(lang, f.Folder+"/index.html"), Lang: lang, Term: graph.Term{Kind: f.Kind}})
		for _, id := range s.termsOf(f.Kind, lang) {
			p := Page{Kind: f.Kind, Path: s.path(lang, termPath(f.Folder, id)), Lang: lang, Term: graph.Term{Kind: f.Kind, ID: id}}
			s.addChapter(p.Path, func() []*Page { return parts(p, len(s.termWorks(p.Term)), partWorks) })
		}
	}
}

// termsOf lists the terms of a kind that have a page in a language: all that
// are used in the site's first language, else those that a document in the
// language names.
func (s *Site) termsOf(kind, lang string) []string {
	ids := s.Graph.TermIDs(kind)
	if lang == s.home() {
		return ids
	}
	return slices.DeleteFunc(ids, func(id string) bool {
		for n := range s.Graph.Uses(graph.Term{Kind: kind, ID: id}) {
			if s.language(n.Doc) == lang {
				return false
			}
		}
		return true
	})
}

// add plans a page.
func (s *Site) add(p *Page) {
	if !s.has(p.Path) {
		s.byPath[p.Path] = p
		s.chapters = append(s.chapters, onePage(p))
	}
}

// addChapter plans a page that may have several parts.
func (s *Site) addChapter(first string, pages func() []*Page) {
	if !s.has(first) {
		c := newChapter(first, pages)
		s.chapters, s.firsts[first] = append(s.chapters, c), c
	}
}

// addFolder plans the pages of a folder that has a list of them as its index.
func (s *Site) addFolder(folder string, pages func() []*Page) {
	c := newChapter(folder, pages)
	s.chapters, s.folders = append(s.chapters, c), append(s.folders, c)
}

// addAliases keeps former addresses alive. A page that is there goes before.
func (s *Site) addAliases(a *assessment.Assessment) {
	if len(a.Aliases) == 0 || s.docPage(a) == nil {
		return
	}
	for _, alias := range a.Aliases {
		if fs.ValidPath(alias.Value) && strings.HasSuffix(alias.Value, ".html") && s.moved[alias.Value] == nil {
			p := &Page{Kind: KindMoved, Path: alias.Value, Lang: s.language(a), Doc: a}
			s.moved[p.Path] = p
			s.chapters = append(s.chapters, onePage(p))
		}
	}
}

func documentKind(a *assessment.Assessment) string {
	switch a.Kind.Value {
	case assessment.KindNote, assessment.KindReview, assessment.KindResponse:
		return a.Kind.Value
	}
	return assessment.KindAssessment
}

// allPages lists the pages of all chapters. Where two have the same path, there
// is the one that Page finds.
func (s *Site) allPages() []*Page {
	if s.Spread != nil { // some look at all documents
		s.Spread(len(s.chapters), func(i int) { s.chapters[i].pages() })
	}
	var out []*Page
	for _, c := range s.chapters {
		for _, p := range c.pages() {
			if found, _ := s.Page(p.Path); found == p {
				out = append(out, p)
			}
		}
	}
	return out
}

// Pages lists all pages.
func (s *Site) Pages() []*Page { return s.plan.pages() }

// has tells whether a page was planned, as one of its own or as the first of its
// parts.
func (s *Site) has(path string) bool { return s.planned(path) != nil || s.firsts[path] != nil }

// Page finds a page by its path.
func (s *Site) Page(file string) (*Page, bool) {
	if p := s.planned(file); p != nil {
		return p, true
	}
	if c := s.firsts[file]; c != nil {
		return c.pages()[0], true
	}
	for _, c := range s.folders {
		if strings.HasPrefix(file, c.path) {
			if p := c.find(file); p != nil {
				return p, true
			}
		}
	}
	if first, ok := firstPart(file); ok && s.firsts[first] != nil {
		if p := s.firsts[first].find(file); p != nil {
			return p, true
		}
	}
	p := s.moved[file]
	return p, p != nil
}

// firstPart names the first part of a page, given a later one: measures.html for
// measures-2.html.
func firstPart(file string) (string, bool) {
	stem, html := strings.CutSuffix(file, ".html")
	cut := strings.LastIndexByte(stem, '-')
	if !html || cut < 0 {
		return "", false
	}
	_, err := strconv.Atoi(stem[cut+1:])
	return stem[:cut] + ".html", err == nil
}

// PageOf gives the page of a document.
func (s *Site) PageOf(a *assessment.Assessment) (*Page, bool) {
	p := s.docPage(a)
	return p, p != nil
}

// PathsOf lists the paths of a document's pages, of its note and its report.
func (s *Site) PathsOf(a *assessment.Assessment) []string {
	p := s.docPage(a)
	if p == nil {
		return nil
	}
	out := []string{p.Path}
	if h, ok := s.Histories[a]; ok {
		out = append(out, versionsPath(dataStem(p)))
		for _, e := range h.Kept {
			out = append(out, earlierPath(p, e.Version))
		}
	}
	if n := s.noteOf(p); n != nil {
		out = append(out, n.Path)
	}
	if r := s.reportOf(p); r != nil {
		out = append(out, r.Path)
	}
	for _, alias := range a.Aliases {
		if to := s.moved[alias.Value]; to != nil && to.Doc == a {
			out = append(out, to.Path)
		}
	}
	return out
}

// Awkward lists the pages of documents, and their former addresses, of which the
// path is unfit. What else belongs to a document is named like its page.
func (s *Site) Awkward(unfit func(path string) bool) []*Page {
	var out []*Page
	for i, path := range s.addresses.paths {
		if path != "" && unfit(path) {
			out = append(out, s.pages[i])
		}
	}
	for _, path := range slices.Sorted(maps.Keys(s.moved)) {
		if unfit(path) {
			out = append(out, s.moved[path])
		}
	}
	return out
}

// Notes lists the briefing notes.
func (s *Site) Notes() []*Note { return beside(s, s.noteOf) }

// Note finds a briefing note by its path.
func (s *Site) Note(file string) (*Note, bool) { return besideAt(s, file, noteEnding, s.noteOf) }

// noteOf gives the note of a document's page.
func (s *Site) noteOf(p *Page) *Note {
	if !s.Config.PDF.Enabled {
		return nil
	}
	return &Note{Path: dataStem(p) + noteEnding, Lang: p.Lang, Doc: p.Doc}
}

// Reports lists the reports.
func (s *Site) Reports() []*Report { return beside(s, s.reportOf) }

// Report finds a report by its path.
func (s *Site) Report(file string) (*Report, bool) {
	return besideAt(s, file, reportEnding, s.reportOf)
}

// reportOf gives the report of a document's page.
func (s *Site) reportOf(p *Page) *Report {
	if !s.Config.PDF.Report {
		return nil
	}
	return &Report{Path: dataStem(p) + reportEnding, Lang: p.Lang, Doc: p.Doc}
}

const noteEnding = ".pdf"

// beside lists what stands beside the pages of documents; of gives what stands
// beside one, or nil.
func beside[T any](s *Site, of func(*Page) *T) []*T {
	var out []*T
	for _, a := range s.Graph.Docs {
		p := s.docPage(a)
		if p == nil {
			continue
		}
		if x := of(p); x != nil {
			out = append(out, x)
		}
	}
	return out
}

// besideAt finds what stands beside the page of a document by its path, which
// is that of the page with another ending.
func besideAt[T any](s *Site, file, ending string, of func(*Page) *T) (*T, bool) {
	stem, ok := strings.CutSuffix(file, ending)
	if !ok {
		return nil, false
	}
	p := s.planned(stem + ".html")
	if p == nil || p.Doc == nil || s.docPage(p.Doc) != p {
		return nil, false
	}
	x := of(p)
	return x, x != nil
}
