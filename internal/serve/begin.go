package serve

import (
	"bytes"
	"context"
	"html"

	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/locale"
)

// pages are what browsers are shown: those of a site that was built or, until
// there is one, what is left of those that were shown when hria last ran.
type pages interface {
	Has(path string) bool
	Render(ctx context.Context, path string) ([]byte, diag.List, error)
	Source(path string) string
	Subject(path string) string
	NoteOf(page string) (string, bool)
	PageOf(source string) (string, bool)
	PageAbout(subject string) (string, bool)
}

// begin shows what there is before the site is built, and builds it.
func (o Options) begin(p *preview) {
	p.read(o.Session.Documents(o.Input))
	in := o.Input
	var last *build.Snapshot
	last, in.Sources = o.Session.Recall(o.Input, o.Pages)
	if last != nil && (last.Exact || o.alone()) {
		p.recall(last)
	}
	if s := p.look(); o.Reading != nil {
		o.Reading(s.documents, s.site != nil)
	}
	o.run(p, in, nil)
}

// alone tells whether nobody but this machine is served. Others are shown
// nothing that was not built now, or would be built alike: what they see of an
// earlier state may have been taken back.
func (o Options) alone() bool {
	switch o.Bind {
	case "", "localhost", "127.0.0.1", "::1":
		return true
	}
	return false
}

// read notes how many documents are read while there is no site yet.
func (p *preview) read(documents int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.state
	s.documents = documents
	p.turn(s)
}

// recall shows the pages of an earlier preview until the site is built.
func (p *preview) recall(last *build.Snapshot) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.state
	s.site, s.earlier = last, !last.Exact
	s.findings, _ = age(nil, byFile(last.Findings), s.n)
	for _, name := range last.Pages() {
		p.visits.add(name)
	}
	p.turn(s)
}

// waits tells whether nobody knows yet how a page is: it is not among those of
// an earlier preview, or it may be another one now. A browser that shows it is
// left alone until it is known.
func (s state) waits(address string) bool {
	_, status := s.shelf.find(address)
	return s.reading && (s.earlier || status != 200)
}

// progress says what is done while the site is not built; "" once it is.
func (s state) progress() string {
	switch {
	case !s.reading:
		return ""
	case s.documents == 0:
		return s.script.texts.T("live.starting")
	}
	return s.script.texts.N("live.reading", s.documents)
}

// soon is shown for a page that is not known yet. It follows by itself, where
// there are no scripts, too.
func soon(texts *locale.Texts, progress string) []byte {
	page := bare(texts, "live.starting", "<p>"+html.EscapeString(progress)+"</p>"+paragraph(texts, "live.follows"))
	return bytes.Replace(page, []byte("</head>"), []byte(`<noscript><meta http-equiv="refresh" content="2"></noscript></head>`), 1)
}
