// Package site plans what is published: which pages and notes there are, in
// which languages, under which paths, and what each of them says.
//
// Plan decides pages and paths and is quick; what a page says is put together
// by View when somebody asks for that page. A view is plain data in the
// language of its page: words, links already made relative to the page, no
// vocabulary ids to look up. HTML (package web) and PDF (package brief) are
// both drawn from views, so that they cannot disagree.
//
// Paths name files and links are relative, so that the site works from a
// server, below any folder and from a disk. The first language of the site
// lies at the root, every other one in a folder of its own.
package site

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/edition"
	"hria/internal/framework"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/picture"
	"hria/internal/vocab"
)

// Input is what a plan is made of.
type Input struct {
	Config config.Config
	Words  *vocab.Set
	Texts  *locale.Bundle
	Graph  *graph.Graph // of what may be published
	// Histories are the steps between the editions of a document that are known,
	// the newest first, by the document in the graph.
	Histories map[*assessment.Assessment]func() []edition.Step
	// Hash gives the content hash of a document in the graph; nil: it is computed.
	Hash func(*assessment.Assessment) string
	// Picture tells what a picture of the content folder is like, by its path;
	// false: it cannot be published. Nil where nobody knows.
	Picture func(file string) (picture.Info, bool)
	AsOf    time.Time
	Version string // of hria
	// Initiatives is the register of initiatives that work on the same ground.
	Initiatives []assessment.Initiative
	// Findings gives what the rules find in the documents of the graph and what
	// readers may see of it; nil: nothing was found.
	Findings func() diag.List
}

// Site is a plan. It does not change after Plan.
type Site struct {
	Input
	pages      []*Page
	byPath     map[string]*Page
	byDoc      map[*assessment.Assessment]*Page
	langs      map[*assessment.Assessment]string
	notes      []*Note
	reports    []*Report
	cards      []*Card
	data       []*DataFile
	dataPaths  map[string]bool
	frameworks *framework.Book
	covered    sync.Map // what claimed gave, by document
	naming     sync.Map // what termWorks gave, by term
	countries  sync.Map // their names, by language and code
	gathered   gathered
	files      []File
	images     map[string]*shownPicture // by path in the content folder

	// What the assessments of the register say together, when it is asked for.
	assessments  func() []*assessment.Assessment
	tally        func() *tally
	openFindings func() map[string][]diag.Finding // Findings by rule
}

// Kinds of page beside those of documents.
const (
	KindHome       = "home"
	KindDocuments  = "documents"
	KindTerms      = "terms" // all terms of one vocabulary
	KindRight      = "right"
	KindPrinciple  = "principle"
	KindTechnology = "technology"
	KindCountry    = "country"
	KindGroup      = "group"
	KindRules      = "rules" // all rules of the validator
	KindRule       = "rule"
	KindMoved      = "moved" // a former address of a document
	KindMissing    = "404"
	KindVersions   = "versions" // what changed between the editions of a document
)

// Page is one HTML page. Doc is set on pages of documents, Term on pages of
// terms; on a page of kind KindTerms, Term.Kind names the vocabulary.
type Page struct {
	Kind string
	Path string // of the file below the output folder
	Lang string
	Doc  *assessment.Assessment
	Term graph.Term
	// Part of Parts, from 1, of a page whose rows are too many for one.
	Part, Parts int
	size        int // rows of a part at most
	// Foreign says that most of its rows are in another language than the page,
	// so that search engines should not offer it for its language.
	Foreign bool
}

// Note is the briefing note of a document.
type Note struct {
	Path string
	Lang string
	Doc  *assessment.Assessment
}

// Report is the whole of a document as one file to print and to keep.
type Report struct {
	Path string
	Lang string
	Doc  *assessment.Assessment
}

// reportEnding is what the name of a report has after that of its document.
const reportEnding = "-report.pdf"

// termFolders are the folders of term pages, in the order of the navigation.
var termFolders = []struct{ Kind, Folder string }{
	{KindRight, "rights"}, {KindPrinciple, "principles"}, {KindTechnology, "technologies"},
	{KindCountry, "countries"}, {KindGroup, "groups"},
}

// Plan decides on all pages and notes.
func Plan(in Input) *Site {
	s := &Site{Input: in, byPath: map[string]*Page{}, byDoc: map[*assessment.Assessment]*Page{}, langs: map[*assessment.Assessment]string{}, dataPaths: map[string]bool{},
		frameworks: framework.New(in.Words)}
	for _, a := range in.Graph.Docs {
		s.langs[a] = s.findLanguage(a)
	}
	s.gathered = s.gather()
	s.assessments, s.tally = sync.OnceValue(s.currentAssessments), sync.OnceValue(s.newTally)
	s.openFindings = sync.OnceValue(s.findingsByRule)
	for _, lang := range in.Config.Languages {
		s.add(&Page{Kind: KindHome, Path: s.path(lang, "index.html"), Lang: lang})
		s.addParts(Page{Kind: KindDocuments, Path: s.path(lang, "assessments/index.html"), Lang: lang}, len(in.Graph.Works()), partRows)
		s.planRegister(lang)
		for _, f := range termFolders {
			s.add(&Page{Kind: KindTerms, Path: s.path(lang, f.Folder+"/index.html"), Lang: lang, Term: graph.Term{Kind: f.Kind}})
			for _, id := range s.termsOf(f.Kind, lang) {
				term := graph.Term{Kind: f.Kind, ID: id}
				s.addParts(Page{Kind: f.Kind, Path: s.path(lang, termPath(f.Folder, id)), Lang: lang, Term: term}, len(s.termWorks(term)), partWorks)
			}
		}
	}
	for _, a := range in.Graph.Docs {
		s.addDocument(a)
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

// termsOf lists the terms of a kind that have a page in a language: all that
// are used in the site's first language, else those that a document in the
// language names.
func (s *Site) termsOf(kind, lang string) []string {
	ids := s.Graph.TermIDs(kind)
	if lang == s.home() {
		return ids
	}
	return slices.DeleteFunc(ids, func(id string) bool {
		return !slices.ContainsFunc(s.Graph.Uses(graph.Term{Kind: kind, ID: id}), func(n graph.Node) bool { return s.language(n.Doc) == lang })
	})
}

func (s *Site) add(p *Page) {
	if s.byPath[p.Path] == nil {
		s.byPath[p.Path] = p
		s.pages = append(s.pages, p)
	}
}

func (s *Site) addDocument(a *assessment.Assessment) {
	lang := s.language(a)
	stem := s.path(lang, "assessments/"+a.Source.Slug)
	p := &Page{Kind: documentKind(a), Path: stem + ".html", Lang: lang, Doc: a}
	if s.byPath[p.Path] != nil {
		return // a finding says so (ID-01)
	}
	s.add(p)
	s.byDoc[a] = p
	if s.Histories[a] != nil {
		s.add(&Page{Kind: KindVersions, Path: versionsPath(stem), Lang: lang, Doc: a})
	}
	if s.Config.PDF.Enabled {
		s.notes = append(s.notes, &Note{Path: stem + ".pdf", Lang: lang, Doc: a})
	}
	if s.Config.PDF.Report {
		s.reports = append(s.reports, &Report{Path: stem + reportEnding, Lang: lang, Doc: a})
	}
	if s.hasCards() {
		s.cards = append(s.cards, &Card{Path: stem + cardEnding, Lang: lang, Doc: a})
	}
}

// addAliases keeps former addresses alive. A page that is there goes before.
func (s *Site) addAliases(a *assessment.Assessment) {
	if s.byDoc[a] == nil {
		return
	}
	for _, alias := range a.Aliases {
		if fs.ValidPath(alias.Value) && strings.HasSuffix(alias.Value, ".html") {
			s.add(&Page{Kind: KindMoved, Path: alias.Value, Lang: s.language(a), Doc: a})
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

// home is the language at the root.
func (s *Site) home() string { return s.Config.Languages[0] }

// language is the language of a document.
func (s *Site) language(a *assessment.Assessment) string { return s.langs[a] }

// findLanguage finds it: what the document says, else its file name, else the
// site's first.
func (s *Site) findLanguage(a *assessment.Assessment) string {
	for _, l := range []string{a.Lang.Value, a.Source.Lang} {
		if locale.ValidLanguage(l) {
			return l
		}
	}
	return s.home()
}

func (s *Site) path(lang, rest string) string {
	if lang == s.home() {
		return rest
	}
	return path.Join(strings.ToLower(lang), rest)
}

func termPath(folder, id string) string {
	return folder + "/" + strings.ToLower(id) + ".html"
}

// Pages lists all pages.
func (s *Site) Pages() []*Page { return s.pages }

// Page finds a page by its path.
func (s *Site) Page(path string) (*Page, bool) {
	p, ok := s.byPath[path]
	return p, ok
}

// Notes lists the briefing notes.
func (s *Site) Notes() []*Note { return s.notes }

// Reports lists the reports.
func (s *Site) Reports() []*Report { return s.reports }

// pick chooses the version of a work for a language: in that language, else
// the original.
func (s *Site) pick(original *assessment.Assessment, lang string) *assessment.Assessment {
	for _, a := range s.Graph.Languages(original) {
		if s.language(a) == lang {
			return a
		}
	}
	return original
}

// relative makes the address of a file as seen from a page, both given by
// their paths.
func relative(from, to string) string {
	shared := 0 // folders that both lie in
	for i := 0; i < len(from) && i < len(to) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			shared = i + 1
		}
	}
	rest := to[shared:]
	up := strings.Repeat("../", strings.Count(from[shared:], "/"))
	if first, _, _ := strings.Cut(rest, "/"); up == "" && strings.Contains(first, ":") {
		up = "./" // else it would read as a scheme
	}
	return up + escapePath(rest)
}

// escapePath writes a path as it stands in an address. Most paths stand there as
// they are.
func escapePath(path string) string {
	if !strings.ContainsFunc(path, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r == '-' || r == '/' || r == '.' || r == '_')
	}) {
		return strings.TrimPrefix(path, "./")
	}
	address := url.URL{Path: path}
	return strings.TrimPrefix(address.EscapedPath(), "./")
}
