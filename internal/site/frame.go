package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/markdown"
)

// Link is a piece of text that may lead somewhere.
type Link struct {
	Text string
	Href string // relative to the page, or an address elsewhere; "" leads nowhere
	Lang string // of the text, where it is not that of the page
	Note string // says more, in the language of the page: the title of a record

	RTL      bool // with Lang: it is read from right to left
	External bool // an address elsewhere
	Here     bool // leads to the page itself
}

// speak says which language the text of a link is in.
func (l *Link) speak(lang string) { l.Lang, l.RTL = lang, direction(lang) == "rtl" }

// Dir is the direction of the text, where it has a language of its own.
func (l Link) Dir() string {
	switch {
	case l.Lang == "":
		return ""
	case l.RTL:
		return "rtl"
	}
	return "ltr"
}

// Alternate is the same page in another language.
type Alternate struct {
	Lang string
	Href string // absolute
}

// Frame is what every page has around its content.
type Frame struct {
	Kind        string
	Path        string
	Lang, Dir   string
	Title       string
	Description string
	SiteTitle   string
	Root        string // from the page to the root, "" or "../" …
	Home        Link
	Nav         []Link
	Languages   []Link // the other languages of this page
	Canonical   string // absolute, "" without a base address
	Moved       Link   // of a former address: where the document is now
	Alternates  []Alternate
	Foreign     bool   // most of its rows are in another language: not for search engines
	Current     Link   // of an earlier edition: the document as it is now
	Locale      string // as OpenGraph writes it: en_GB; "" where unknown
	Feed        Link
	Feeds       []Link    // of what the page lists
	Tags        []MetaTag // names with values
	Properties  []MetaTag // likewise, of OpenGraph
	Linked      []*Linked // the page in the words of schema.org; nil: nothing
	AsOf        string
	Hash        string // of the document; "" on other pages, which are given their own when they are written
	Editions    Link   // the list of all these
	Scripts     bool   // the page has a script of this site
	Index       Link   // everything, A to Z
	Register    []Link // pages on the register as a whole
	Pager       *Pager // nil on pages that are not split
	Publisher   Link
	Contact     string // address for complaints
	License     string
	Version     string // of hria
}

// composer puts together the view of one page: it knows the language and the
// place that links start from. Many goroutines may share one without a focus.
type composer struct {
	*Site
	texts  *locale.Texts
	lang   string
	path   string
	self   string // the address of the page, as seen from itself
	folder *folder
	focus  *focus // of a page of a document, else nil; one goroutine has it
}

// focus is the document that a page is about, with what many parts of the page
// ask of it.
type focus struct {
	doc     *assessment.Assessment
	refs    map[string]Link // what references in it lead to
	rests   []Rest          // nil: not asked for
	resolve func(*markdown.Link) Ref
}

// focusOn says which document the page is about. One goroutine has the composer.
func (c *composer) focusOn(a *assessment.Assessment) {
	c.focus = &focus{doc: a, refs: map[string]Link{}, resolve: c.resolver(a)}
}

func (c *composer) t(key string, args ...any) string { return c.texts.T(key, args...) }

// View puts together what a page says: *Home, *Documents, *Terms, *Term,
// *Document, *Versions, *Rules, *Rule, the view of a page of the register (registerPages)
// or, for the missing page, *Frame.
func (s *Site) View(p *Page) any {
	c := s.composer(p.Lang, p.Path)
	switch p.Kind {
	case KindHome:
		return c.home(p)
	case KindDocuments:
		return c.documents(p)
	case KindTerms:
		return c.terms(p)
	case KindRules:
		return c.rules(p)
	case KindRule:
		return c.rule(p)
	case KindMoved:
		return c.moved(p)
	case KindMissing:
		f := c.frame(p, c.t("missing.title"), c.t("missing.text"))
		return &f
	}
	if p.Kind == KindVersions {
		return c.versions(p)
	}
	for _, r := range registerPages() {
		if r.kind == p.Kind {
			return r.compose(c, p)
		}
	}
	switch {
	case p.Edition != "":
		return s.earlier(p)
	case p.Doc != nil:
		return c.document(p)
	case p.Kind == kindOrganisation:
		return c.organisation(p)
	}
	return c.term(p)
}

// moved is what a former address of a document says.
func (c *composer) moved(p *Page) *Frame {
	now := c.docPage(p.Doc)
	f := c.frame(now, c.t("moved.title"), c.t("moved.text"))
	f.Kind, f.Path, f.Root, f.Alternates, f.Languages = p.Kind, p.Path, strings.Repeat("../", strings.Count(p.Path, "/")), nil, nil
	f.Moved = c.link(p.Doc.Title.Value, now.Path)
	return &f
}

// basis is what the frame of a page and a briefing note share.
func (c *composer) basis(p *Page, title, description string) Frame {
	f := Frame{
		Kind: p.Kind, Path: p.Path, Lang: p.Lang, Foreign: p.Foreign, Dir: locale.Direction(p.Lang), Title: title, Description: shorten(description, 300),
		SiteTitle: c.Config.TitleIn(c.lang), Root: strings.Repeat("../", strings.Count(p.Path, "/")),
		Locale: openGraphLocales[p.Lang], AsOf: c.texts.Date(c.AsOf), Contact: c.Config.Publisher.Contact, License: c.Config.License,
	}
	f.Publisher = c.publisher()
	if c.Config.BaseURL != "" && p.Kind != KindMissing {
		f.Canonical = c.Config.BaseURL + escapePath(p.Path)
	}
	return f
}

func (c *composer) frame(p *Page, title, description string) Frame {
	f := c.basis(p, title, description)
	f.Version = c.Input.Version
	fixed := c.folder.navigation()
	f.Home, f.Index, f.Feed, f.Editions = c.here(fixed.home), c.here(fixed.index), fixed.feed, fixed.editions
	f.Nav, f.Register, f.Pager = c.allHere(fixed.above), c.allHere(fixed.below), c.pager(p)
	f.Hash, f.Feeds = c.pageHash(p), c.feeds(p)
	for _, other := range c.translations(p) {
		l := c.link(locale.LanguageName(other.Lang), other.Path)
		l.speak(other.Lang)
		if other != p {
			f.Languages = append(f.Languages, l)
		}
		if c.Config.BaseURL != "" && !p.Foreign && !other.Foreign {
			f.Alternates = append(f.Alternates, Alternate{other.Lang, c.Config.BaseURL + escapePath(other.Path)})
		}
	}
	if len(f.Alternates) < 2 {
		f.Alternates = nil
	}
	return f
}

// publisher links to the publisher's own site; where that is this register, a
// copy of it must not lead away from itself.
func (c *composer) publisher() Link {
	p := c.Config.Publisher
	if base := c.Config.BaseURL; base != "" && strings.HasPrefix(strings.TrimRight(p.URL, "/")+"/", base) {
		return c.link(p.Name, c.homePath("index.html"))
	}
	return Link{Text: p.Name, Href: p.URL, External: true}
}

// homePath is a path of the language's own part of the site: that of the page,
// or the first language's where the site has no such part.
func (c *composer) homePath(rest string) string {
	return c.Site.path(c.interfaceLang(), rest)
}

// interfaceLang is the language of the pages around a document: its own where
// the site has pages in it.
func (c *composer) interfaceLang() string {
	for _, l := range c.Config.Languages {
		if l == c.lang {
			return l
		}
	}
	return c.Site.home()
}

// link makes a link to a path of the site.
func (c *composer) link(text, to string) Link {
	return Link{Text: text, Href: relative(c.path, to), Here: to == c.path}
}

func (c *composer) nav() []Link {
	out := []Link{c.link(c.t("nav.documents"), c.homePath("assessments/index.html"))}
	for _, f := range termFolders {
		out = append(out, c.link(c.t("nav."+f.Folder), c.homePath(f.Folder+"/index.html")))
	}
	return out
}

// translations lists the same page in all languages that have it, the page
// itself among them, in the order of the site's languages.
func (c *composer) translations(p *Page) []*Page {
	var out []*Page
	if p.Kind == KindVersions || p.Edition != "" {
		return nil
	}
	if p.Doc != nil {
		for _, a := range c.Graph.Languages(p.Doc) {
			if page := c.docPage(a); page != nil {
				out = append(out, page)
			}
		}
		return out
	}
	if p.Kind == KindMissing {
		return nil
	}
	rest := p.Path
	if p.Lang != c.Site.home() {
		rest = strings.TrimPrefix(rest, strings.ToLower(p.Lang)+"/")
	}
	for _, lang := range c.Config.Languages {
		if page, ok := c.Page(c.Site.path(lang, rest)); ok {
			out = append(out, page)
		}
	}
	return out
}

// openGraphLocales are the languages as OpenGraph writes them.
var openGraphLocales = map[string]string{"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR", "pt": "pt_BR", "ru": "ru_RU", "zh": "zh_CN", "ja": "ja_JP"}

// name gives a term of a vocabulary in the language of the page. Where there is
// no name in it, the text says its own language.
func (c *composer) name(kind, id string) Link {
	text, found := c.Words.Name(c.lang, kind, id)
	l := Link{Text: text}
	if base, _, _ := strings.Cut(c.lang, "-"); found != c.lang && found != base && found != "" {
		l.speak(found)
	}
	return l
}

// word is a term that stands in a sentence of its own: the value of an
// enumerated field.
func (c *composer) word(field, value string) string {
	if value == "" {
		return ""
	}
	text, _ := c.Words.Name(c.lang, field, value)
	return text
}

// country names a country in the language of the page; a code that the site
// names itself has that name everywhere.
func (c *composer) country(code string) string {
	if name := c.Config.Countries[code]; name != "" {
		return name
	}
	key := [2]string{c.lang, code}
	if name, ok := c.countries.Load(key); ok {
		return name.(string)
	}
	name := locale.CountryName(c.lang, code)
	c.countries.Store(key, name)
	return name
}

// termText is what a link to a term shows.
func (c *composer) termText(kind, id string) Link {
	switch kind {
	case KindCountry:
		l := Link{Text: c.country(id)}
		if c.Config.Countries[id] != "" && c.lang != c.Site.home() {
			l.speak(c.Site.home())
		}
		return l
	case KindPrinciple:
		return Link{Text: c.t("ungp.short", id), Note: c.word("principle", id)}
	}
	return c.name(kind, id)
}

// termLink links to the page of a term, where there is one.
func (c *composer) termLink(kind, id string) Link {
	l, ok := c.folder.terms()[graph.Term{Kind: kind, ID: id}]
	if !ok {
		l = c.makeTermLink(kind, id)
	}
	return c.here(l)
}

func (c *composer) makeTermLink(kind, id string) Link {
	l := c.termText(kind, id)
	for _, f := range termFolders {
		if f.Kind != kind {
			continue
		}
		for _, path := range []string{c.homePath(termPath(f.Folder, id)), termPath(f.Folder, id)} {
			if c.has(path) {
				l.Href, l.Here = relative(c.path, path), path == c.path
				break
			}
		}
	}
	return l
}

func (c *composer) termLinks(kind string, list []assessment.Text) []Link {
	if len(list) == 0 {
		return nil
	}
	out := make([]Link, len(list))
	for i, t := range list {
		out[i] = c.termLink(kind, t.Value)
	}
	return out
}

// oneLine makes a text one line with single spaces. Most texts are.
func oneLine(text string) string {
	if !strings.Contains(text, "  ") && strings.TrimSpace(text) == text &&
		!strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// opening is the sentences that a text begins with, of at most n characters; where
// not even the first fits, or little of the room is used, what fits of the text.
func opening(text string, n int) string {
	text = oneLine(text)
	end, count := 0, 0
	for i, r := range text {
		if count++; count > n {
			break
		}
		switch r {
		case '.', '!', '?', '؟', '।':
			rest := text[i+utf8.RuneLen(r):]
			next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, " "))
			if rest == "" || rest[0] == ' ' && !unicode.IsLower(next) && !unicode.IsDigit(next) {
				end = len(text) - len(rest)
			}
		case '。', '！', '？':
			end = i + utf8.RuneLen(r)
		}
	}
	if count <= n {
		return text
	}
	if utf8.RuneCountInString(text[:end]) < n/3 {
		return shorten(text, n)
	}
	return text[:end]
}

// shorten cuts a text at a word, with an ellipsis, to at most n characters.
func shorten(text string, n int) string {
	text = oneLine(text)
	end, count := len(text), 0
	for i := range text {
		if count++; count == n {
			end = i // where the last character that fits begins
		}
	}
	if count <= n {
		return text
	}
	cut := text[:end]
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
