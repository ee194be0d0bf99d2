package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

const (
	// A sign of life keeps connections open through whatever closes silent
	// ones, and lets a page notice that its preview is gone.
	heartbeat = 10 * time.Second
	// A browser that takes nothing for so long is let go. It comes back by itself.
	patience = 30 * time.Second
	// So many browsers may listen, and for so many a page is made at a time.
	listening = 200
	comparing = 2
)

// tab is a page in a browser that listens. It never gets a list of what
// happened, always the newest state: a slow browser misses what is over, and
// nobody waits for it.
type tab struct {
	address string // empty: it follows the site as a whole
	subject string // of its page; it finds the page under another name
	framed  bool   // it stands in the view of a note
	local   bool   // on this machine
	shown   prints // what it was told
	whole   *shelf
	led     int // the build that it was led by
}

// join adds a tab. It fails where too many listen.
func (p *preview) join(t *tab) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.tabs) >= listening {
		return false
	}
	p.tabs = append(p.tabs, t)
	return true
}

func (p *preview) leave(t *tab) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tabs = slices.DeleteFunc(p.tabs, func(other *tab) bool { return other == t })
}

// lead chooses the tab that goes to a page: the one that was looked at last,
// and none where a tab shows the page. The lock is held.
func (p *preview) lead(page string) *tab {
	var out *tab
	if page == "" || !p.navigate {
		return nil
	}
	for _, t := range p.tabs {
		if pageBeside(t.address) == "/"+page {
			return nil
		}
		if t.address != "" && !t.framed {
			out = t
		}
	}
	return out
}

// message is what a tab is told. Type is "hello" to one that came, "reload"
// where its page changed, "findings" where it did not.
type message struct {
	Type  string `json:"type"`
	Build string `json:"build"`
	N     int    `json:"n"`
	prints
	Go       string         `json:"go,omitempty"`    // the address to go to
	Moved    bool           `json:"moved,omitempty"` // it is the new one of the page
	Paths    []string       `json:"paths,omitempty"` // the files that changed
	Held     bool           `json:"held,omitempty"`  // an earlier page is shown
	Failure  string         `json:"failure"`
	Findings []finding      `json:"findings"`
	Count    map[string]int `json:"count"` // of all findings
	New      int            `json:"new"`
	Fixed    int            `json:"fixed"`
	Source   string         `json:"source,omitempty"`  // the author's file of the page
	Note     string         `json:"note,omitempty"`    // the briefing note of the page
	Budget   *budget        `json:"budget,omitempty"`  // where the page is a note
	Token    string         `json:"token,omitempty"`   // for what opens files; empty: nothing does
	Script   string         `json:"script"`            // that pages should have
	Reading  string         `json:"reading"`           // what is done before there is a site; "": there is one
	Earlier  bool           `json:"earlier,omitempty"` // pages are as they were when hria last ran
	Unknown  bool           `json:"unknown,omitempty"` // findings are not known yet
	Waits    bool           `json:"waits,omitempty"`   // nobody knows yet how the page of the tab is
}

// tell says what a tab has to know of a state.
func (p *preview) tell(ctx context.Context, t *tab, s state, first bool) message {
	m := message{Type: "findings", Build: s.id, N: s.n, Held: s.held && s.good, Failure: s.failure, Findings: s.list(), Count: s.count,
		New: s.news.New, Fixed: s.news.Fixed, Script: s.script.version,
		Reading: s.progress(), Earlier: s.earlier, Unknown: s.reading && (s.earlier || s.site == nil)}
	if len(s.changed) <= most {
		m.Paths = s.changed
	}
	if t.local && s.command != "" {
		m.Token = p.desk.token
	}
	changed := t.whole != s.shelf
	t.whole = s.shelf
	if t.address != "" && s.waits(t.address) {
		changed, m.Waits = false, true
	} else if t.address != "" {
		now, budget := p.compare(ctx, t, s)
		changed = now != t.shown
		t.shown, m.prints, m.Budget = now, now, budget
	}
	switch {
	case first:
		m.Type = "hello"
	case changed:
		m.Type = "reload"
	}
	if s.site != nil && t.address != "" && !m.Waits {
		p.guide(&m, t, s, first)
	}
	return m
}

// compare gives the prints of a tab's page, as it would be shown now, and the
// budget of a note.
func (p *preview) compare(ctx context.Context, t *tab, s state) (prints, *budget) {
	select {
	case p.busy <- nil:
		defer func() { <-p.busy }()
	case <-ctx.Done():
		return t.shown, nil
	}
	page, err := s.shelf.get(ctx, t.address)
	if err != nil {
		return prints{Page: print([]byte(err.Error()))}, nil
	}
	p.noteFound(s, page)
	if !isNote(page.name) {
		return page.prints, nil
	}
	return page.prints, page.budget()
}

// guide says where a tab's page comes from, and where it has to go: to the page
// just saved, or to the new address of its own.
func (p *preview) guide(m *message, t *tab, s state, first bool) {
	name, status := s.shelf.find(t.address)
	here := ""
	if status == http.StatusOK {
		m.Source = s.site.Source(name)
		here = s.site.Subject(pageBeside(name))
		if note, ok := s.site.NoteOf(name); ok {
			m.Note = address(note)
		}
	}
	if here != "" {
		t.subject = here
	} else if there, ok := s.site.PageAbout(t.subject); ok && there != pageBeside(name) {
		m.Go, m.Moved = t.kindred(s, there), true
	}
	if s.leader == t && !first && t.led != s.n {
		m.Go, m.Moved = t.kindred(s, s.saved), false
	}
	t.led = s.n
}

// kindred is where a tab sees a page: the view of a note shows the next note.
func (t *tab) kindred(s state, page string) string {
	if note, ok := s.site.NoteOf(page); ok && isNote(t.address) {
		return "/_hria/note" + address(note)
	}
	return address(page)
}

// address is where a browser finds a file.
func address(name string) string { return (&url.URL{Path: "/" + name}).EscapedPath() }

// events answers one browser for as long as it stays.
func (p *preview) events(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	t := &tab{address: q.Get("page"), subject: q.Get("subject"), framed: q.Has("framed"), local: local(r)}
	if !p.join(t) {
		w.Header().Set("Retry-After", "5")
		http.Error(w, "too many pages listen", http.StatusServiceUnavailable)
		return
	}
	defer p.leave(t)
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for first := true; ; first = false {
		s := p.look()
		text, err := json.Marshal(p.tell(r.Context(), t, s, first))
		if err != nil { // plain data: it cannot fail
			return
		}
		if !p.write(w, out, "data: %s\n\n", text) {
			return
		}
		for waits := true; waits; {
			select {
			case <-r.Context().Done():
				return
			case <-s.replaced:
				waits = false
			case <-beat.C:
				if !p.write(w, out, "event: beat\ndata: %s\n\n", s.id) {
					return
				}
			}
		}
	}
}

func (p *preview) write(w http.ResponseWriter, out *http.ResponseController, form string, args ...any) bool {
	out.SetWriteDeadline(p.now().Add(patience)) // a connection without deadlines does without
	_, err := fmt.Fprintf(w, form, args...)
	return err == nil && out.Flush() == nil
}
