package serve

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
	"time"

	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/locale"
)

// state is what browsers are shown: one value, replaced as a whole.
type state struct {
	n         int         // of the build; unlike that of any other since the start
	id        string      // the same, unlike that of any other preview
	site      pages       // of the last good build, or the last one where none was good, or of an earlier preview; nil: none
	built     *build.Site // the last one, good or not
	reading   bool        // there has been no build
	earlier   bool        // site is of an earlier preview and may differ from what is built
	documents int         // that are read for the first build; 0: nobody knows
	command   string      // that opens a file in an editor
	good      bool        // there has been a good one
	held      bool        // the last build is not shown: it could not read a file
	failure   string      // why the last build could not be made
	changed   []string    // the files that led to it
	findings  []told      // of the build, by file
	notes     []told      // by note; found only while it is made
	news      news
	saved     string   // the page of the one document that was saved
	leader    *tab     // the tab that goes to that page
	shelf     *shelf   // of the site
	script    script   // that pages follow with, in the language of the settings
	replaced  chan any // closed when there is a newer state
	list      func() []finding
	count     map[string]int // of findings, by weight
}

// preview holds the state.
type preview struct {
	start    int64
	desk     *desk // opens files
	now      func() time.Time
	bound    string   // the address that is served, where it is not the usual one
	navigate bool     // tabs go to the page just saved
	busy     chan any // a place for each page that is made to be compared with what a tab shows
	mu       sync.Mutex
	state    state
	tabs     []*tab // the newest last
	visits   visits
	album    *build.PageCache // for the next preview; nil: none
	keeping  sync.Mutex       // held while it is written
	kept     keptTurn
}

func newPreview(o Options, editor string, texts *locale.Texts) *preview {
	p := &preview{start: o.Now().UnixMilli(), now: o.Now, desk: newDesk(o), navigate: o.Navigate, album: o.Pages, bound: o.Bind, busy: make(chan any, comparing)}
	p.state = state{id: fmt.Sprintf("%d-0", p.start), reading: true, command: editor, script: newScript(texts), replaced: make(chan any)}
	p.turn(p.state)
	return p
}

func (p *preview) look() state {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

// turn replaces the state. The lock is held.
func (p *preview) turn(s state) {
	old := p.state.replaced
	s.replaced = make(chan any)
	s.list = sync.OnceValue(func() []finding { return s.listed(most) })
	s.count = s.tallied()
	if s.shelf == nil || s.site != p.state.site || s.script.texts != p.state.script.texts || s.progress() != p.state.progress() {
		s.shelf = newShelf(s.site, s.script.texts, s.progress())
	}
	p.state = s
	close(old)
}

// next prepares the state of the next build.
func (p *preview) next(changed []string) state {
	s := p.state
	s.n++
	s.id = fmt.Sprintf("%d-%d", p.start, s.n)
	s.changed, s.news, s.saved, s.leader = changed, news{}, "", nil
	if s.reading {
		s.site, s.findings, s.reading, s.earlier = nil, nil, false, false
	}
	return s
}

// show takes the result of a build over.
func (p *preview) show(site *build.Site, findings *build.Findings, changed []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.next(changed)
	s.built, s.failure, s.command = site, "", site.Config().Serve.Editor
	s.held = findings.Unreadable()
	if !s.held || !s.good {
		s.site, s.good = site, s.good || !s.held
	}
	now := byFile(findings)
	var gone news
	s.findings, s.news = age(s.findings, now, s.n)
	s.notes, gone = age(s.notes, slices.DeleteFunc(slices.Clone(s.notes), func(t told) bool { return !site.Has(t.name) }), s.n)
	s.news.Fixed += gone.Fixed
	if s.n == 1 {
		s.news = news{}
	}
	s.speak(site.Texts())
	s.saved = s.page(changed)
	s.leader = p.lead(s.saved)
	p.turn(s)
}

// byFile puts findings to their files.
func byFile(findings *build.Findings) []told {
	out := make([]told, len(findings.Files()))
	for i, f := range findings.Files() {
		out[i] = told{name: f.Path, from: f}
	}
	return out
}

// speak takes the words of pages and of the panel from interface texts.
func (s *state) speak(texts *locale.Texts) {
	if texts != s.script.texts {
		s.script = newScript(texts)
	}
}

// fail notes that a build could not be made; the pages stay. The texts are nil
// where they cannot be read, too.
func (p *preview) fail(err error, texts *locale.Texts, changed []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.next(changed)
	if texts != nil {
		s.speak(texts)
	}
	s.failure = err.Error()
	if errors.Is(err, build.ErrNoContent) {
		s.failure += "; make the folder, or name another one under content in [paths] of the settings"
	}
	p.turn(s)
}

// note takes over what a briefing note had to say when it was made.
func (p *preview) note(site *build.Site, name string, list diag.List) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.state
	at, known := slices.BinarySearchFunc(s.notes, name, func(t told, name string) int { return cmp.Compare(t.name, name) })
	now := slices.Clone(s.notes)
	if known {
		now = slices.Delete(now, at, at+1)
	}
	if len(list) > 0 {
		now = slices.Insert(now, at, told{name: name, from: &build.InFile{Path: list[0].Span.Path(), List: list}})
	}
	if s.site != site || !known && len(list) == 0 || known && slices.EqualFunc(s.notes[at].from.List, list, func(a, b diag.Finding) bool {
		return keyOf(a) == keyOf(b) && diag.Place(a.Span) == diag.Place(b.Span)
	}) {
		return
	}
	var more news
	s.notes, more = age(s.notes, now, s.n)
	s.news.New += more.New
	s.news.Fixed += more.Fixed
	p.turn(s)
}

// page gives the page of the one document among files that were saved.
func (s state) page(changed []string) string {
	out := ""
	for _, name := range changed {
		if path.Ext(name) != ".md" || s.site == nil {
			continue
		}
		page, ok := s.site.PageOf(name)
		switch {
		case !ok:
		case out != "":
			return ""
		default:
			out = page
		}
	}
	return out
}
