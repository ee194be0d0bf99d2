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
	"net/url"
	"path"
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
	// Histories are what is known of earlier editions, by the document in the graph.
	Histories map[*assessment.Assessment]History
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
	// Spread does many things on all cores; nil: one after the other.
	Spread graph.Spread
	// Kept is what earlier plans of the site left; nil: nothing.
	Kept *Kept
}

// History is what is known of the editions of a document before the newest one.
type History struct {
	Steps func() []edition.Step // from one to the next, the newest first
	Kept  []edition.Earlier     // those that have a page, the newest first
}

// Site is a plan. It does not change after Plan.
type Site struct {
	Input
	plan
	addresses  *addresses
	pages      []*Page            // of documents, beside those of the graph
	data       []*DataFile        // on the register
	allData    func() []*DataFile // those of documents, too
	frameworks *framework.Book
	covered    sync.Map // what claimed gave, by document
	naming     sync.Map // what termWorks gave, by term
	ordered    sync.Map // what byPriority gave, by document
	listed     sync.Map // what byKind gave, by language
	countries  sync.Map // their names, by language and code
	places     sync.Map // *folder, by language and path
	gathered   gathered
	files      []File
	images     map[string]*shownPicture // by path in the content folder

	// What the assessments of the register say together, when it is asked for.
	assessments  func() []*assessment.Assessment
	tally        func() *tally
	searched     func() searchIndex
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
	// Edition is the version on a page that shows an earlier edition of Doc.
	Edition string
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

// home is the language at the root.
func (s *Site) home() string { return s.Config.Languages[0] }

// Address is where the page of a document stands below the address of a site with
// these settings, published or not.
func Address(c config.Config, a *assessment.Assessment) string {
	s := &Site{Input: Input{Config: c}}
	return s.path(s.languageOf(a, map[string]bool{}), "assessments/"+a.Source.Slug) + ".html"
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

// pick chooses the version of a work for a language: in that language, else
// the original.
func (s *Site) pick(original *assessment.Assessment, lang string) *assessment.Assessment {
	if a := s.Graph.Version(original, func(a *assessment.Assessment) bool { return s.language(a) == lang }); a != nil {
		return a
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
	rest, up := to[shared:], ""
	if n := strings.Count(from[shared:], "/"); n > 0 {
		up = strings.Repeat("../", n)
	} else if first, _, _ := strings.Cut(rest, "/"); strings.IndexByte(first, ':') >= 0 {
		up = "./" // else it would read as a scheme
	}
	return up + escapePath(rest)
}

// escapePath writes a path as it stands in an address. Most paths stand there as
// they are.
func escapePath(path string) string {
	for i := range len(path) {
		if c := path[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '/' || c == '.' || c == '_') {
			address := url.URL{Path: path}
			return strings.TrimPrefix(address.EscapedPath(), "./")
		}
	}
	return strings.TrimPrefix(path, "./")
}
