package serve

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"sync"

	"hria/internal/build"
	"hria/internal/diag"
)

// state is what browsers are shown: one value, replaced as a whole.
type state struct {
	id       string      // of the build, unlike that of any other
	site     *build.Site // the last good one, or the last one where none was good
	built    *build.Site // the last one, good or not
	good     bool        // there has been a good one
	held     bool        // the last build is not shown: it could not read a file
	findings diag.List
	failure  string // why the last build could not be made
}

// preview holds the state and tells browsers of changes.
type preview struct {
	hub   hub
	start int64
	mu    sync.Mutex
	n     int
	now   state
}

func newPreview(start int64) *preview {
	p := &preview{start: start}
	p.hub.browsers = map[chan []byte]bool{}
	return p
}

func (p *preview) state() state {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// next prepares the state of the next build.
func (p *preview) next() state {
	p.n++
	s := p.now
	s.id = fmt.Sprintf("%d-%d", p.start, p.n)
	return s
}

// show takes the result of a build over.
func (p *preview) show(site *build.Site, findings diag.List, changed []string) {
	p.mu.Lock()
	s := p.next()
	s.built, s.findings, s.failure = site, findings, ""
	s.held = build.Unreadable(findings)
	kind := "reload"
	switch {
	case !s.held:
		s.site, s.good = site, true
	case !s.good:
		s.site = site // better than nothing
	default:
		kind = "findings"
	}
	p.now = s
	p.mu.Unlock()
	p.hub.tell(s.message(kind, changed))
}

// fail notes that a build could not be made; the pages stay.
func (p *preview) fail(err error, changed []string) {
	p.mu.Lock()
	s := p.next()
	s.failure = err.Error()
	p.now = s
	p.mu.Unlock()
	p.hub.tell(s.message("findings", changed))
}

// add shows what was found while a page of a site was made.
func (p *preview) add(site *build.Site, found diag.List) {
	p.mu.Lock()
	s := p.now
	before := len(s.findings)
	if s.site == site {
		s.findings = slices.Concat(s.findings, found).Sort()
		p.now = s
	}
	p.mu.Unlock()
	if len(s.findings) > before {
		p.hub.tell(s.message("findings", nil))
	}
}

// message is what browsers are told. Type is "hello" to one that came, "reload"
// where pages changed, "findings" where only these did.
type message struct {
	Type     string    `json:"type"`
	Build    string    `json:"build"`
	Paths    []string  `json:"paths,omitempty"`
	Style    string    `json:"style,omitempty"` // "only" or "too": style sheets changed
	Held     bool      `json:"held,omitempty"`  // an earlier page is shown
	Failure  string    `json:"failure,omitempty"`
	Findings []finding `json:"findings"`
	Left     int       `json:"left,omitempty"` // findings that are not listed
}

// finding is a finding as the panel shows it.
type finding struct {
	Place    string `json:"place"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Help     string `json:"help,omitempty"`
}

// most is how many findings a panel lists.
const most = 200

func (s state) message(kind string, changed []string) []byte {
	m := message{Type: kind, Build: s.id, Style: style(changed), Held: s.held && s.good, Failure: s.failure, Findings: []finding{}}
	if len(changed) <= most {
		m.Paths = changed
	}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		for _, f := range s.findings {
			if f.Severity != severity {
				continue
			}
			if len(m.Findings) == most {
				m.Left++
				continue
			}
			m.Findings = append(m.Findings, finding{diag.Place(f.Span), f.Severity.String(), f.Rule, f.Message, f.Help})
		}
	}
	b, err := json.Marshal(m)
	if err != nil { // plain strings: it cannot fail
		return []byte(`{"type":"reload"}`)
	}
	return b
}

// style tells whether style sheets are among the files that changed: "only"
// they, they "too", or not.
func style(changed []string) string {
	sheets := 0
	for _, name := range changed {
		if path.Ext(name) == ".css" {
			sheets++
		}
	}
	switch {
	case sheets == 0 && !slices.ContainsFunc(changed, func(name string) bool { return path.Ext(name) == ".toml" }):
		return ""
	case sheets == len(changed):
		return "only"
	}
	return "too"
}
