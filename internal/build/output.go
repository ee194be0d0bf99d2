package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/vocab"
)

// Site is what a build gives: every file to publish, each found and rendered
// when somebody asks for it. It does not change, and many goroutines may use it.
type Site struct {
	session  *Session
	in       Input
	config   settings
	look     *look
	plan     *site.Site
	fonts    *Fonts
	docs     []*document
	every    []*document // with earlier editions
	stamps   stamps      // of the files beside them
	waived   []rules.Waived
	later    func(diag.List) diag.List // applies levels and waivers to what notes say
	makerKey func() digest             // of what briefing notes are made with
	withhold func() map[string]bool    // paths of documents that are not part of the site
	all      func() contents
}

// output is one file to publish.
type output struct {
	kind   string // for the count
	source string // the file of the author it comes from, if one alone
	// render gives its bytes, which may lie in the buffer: they hold until that is
	// used again.
	render func(context.Context, *bytes.Buffer) ([]byte, diag.List, error)
	// stream writes them in pieces, of a file that need not be held as a whole; nil
	// for others.
	stream func(*bytes.Buffer, io.Writer) error
}

// contents is all that is published.
type contents struct {
	paths  []string // sorted
	counts Counts
}

// Counts says how much there is of what.
type Counts struct {
	Documents, Pages, Notes, Reports int
}

const (
	kindPage   = "page"
	kindNote   = "note"
	kindReport = "report"
	kindFile   = "file"
	kindExtra  = "extra"
)

// newSite makes a site. What the author's files say of its paths is said at
// once; the paths themselves are found when somebody asks.
func (s *Session) newSite(in Input, c settings, l *look, fonts *Fonts, plan *site.Site, pictures *gallery, docs []*document) (*Site, diag.List) {
	in.Sources = nil // their texts are those of the documents
	out := &Site{session: s, in: in, config: c, look: l, plan: plan, docs: docs}
	out.all = sync.OnceValue(out.list)
	out.withhold = sync.OnceValue(func() map[string]bool {
		hold := make(map[string]bool, len(docs))
		for _, d := range docs {
			hold[d.assessment.Source.File.Path] = s.withheld(d, in.Drafts)
		}
		return hold
	})
	out.fonts = fonts
	out.makerKey = sync.OnceValue(func() digest { return hashMaker(fonts, l) })
	return out, append(out.conflicts(), pictures.found...)
}

// conflicts reports the author's files that cannot be published under their
// names. A page of a term has no file; the document that names the term was
// reported already.
func (s *Site) conflicts() diag.List {
	var found diag.List
	report := func(source, format string, args ...any) {
		found = append(found, diag.Finding{Rule: "ID-01", Severity: diag.Error, Span: diag.Span{File: &diag.File{Path: source}},
			Message: fmt.Sprintf(format, args...), Help: "rename the file"})
	}
	for _, p := range s.plan.Awkward(unfit) {
		report(p.Doc.Source.File.Path, "%q cannot be the name of a page", p.Path)
	}
	for _, d := range s.plan.Displaced() {
		report(d.Source, "the page %q of its editions exists already, of another document", d.Path)
		found[len(found)-1].Help = "rename that document"
	}
	before := ""
	for _, f := range s.plan.Files() {
		found = append(found, lookAtFile(s.in.Files, f.Source)...)
		_, page := s.page(f.Path)
		switch {
		case unfit(f.Path):
			report(f.Source, "%q cannot be the name of a page", f.Path)
		case page || f.Path == before:
			report(f.Source, "the page %q exists already", f.Path)
		case f.Path == marker || f.Path == list:
			report(f.Source, "hria needs the name %q for itself", f.Path)
		}
		before = f.Path
	}
	return found
}

// find finds a file to publish. Where two would have one path, the first kind
// of these goes before.
func (s *Site) find(path string) (output, bool) {
	if unfit(path) || path == marker || path == list {
		return output{}, false
	}
	if o, ok := s.page(path); ok {
		return o, true
	}
	if f, ok := s.plan.File(path); ok {
		return output{kind: kindFile, source: f.Source, render: func(ctx context.Context, _ *bytes.Buffer) ([]byte, diag.List, error) { return s.file(ctx, f) }}, true
	}
	if e, ok := s.look.renderer.Extra(s.plan, path); ok {
		o := extra(e.Render)
		o.stream = e.Stream
		return o, true
	}
	return extra(func(*bytes.Buffer) ([]byte, error) { return listEditions(s.config.published, s.docs), nil }), path == editions
}

// page finds a page, a briefing note, a report or a card.
func (s *Site) page(path string) (output, bool) {
	if p, ok := s.plan.Page(path); ok {
		return output{kind: kindPage, source: origin(p), render: func(_ context.Context, b *bytes.Buffer) ([]byte, diag.List, error) {
			text, err := s.look.renderer.Page(b, s.plan, p)
			if p.Doc == nil {
				return text, nil, err
			}
			return text, s.look.code.slowIn(s.plan.Written(p).Source.File), err
		}}, true
	}
	if n, ok := s.plan.Note(path); ok {
		return output{kind: kindNote, source: n.Doc.Source.File.Path, render: func(ctx context.Context, _ *bytes.Buffer) ([]byte, diag.List, error) { return s.note(ctx, n) }}, true
	}
	if r, ok := s.plan.Report(path); ok {
		return output{kind: kindReport, source: r.Doc.Source.File.Path, render: func(ctx context.Context, _ *bytes.Buffer) ([]byte, diag.List, error) { return s.report(ctx, r) }}, true
	}
	if x, ok := s.plan.Card(path); ok {
		return extra(func(*bytes.Buffer) ([]byte, error) { return s.card(x) }), true
	}
	return output{}, false
}

func extra(render func(*bytes.Buffer) ([]byte, error)) output {
	return output{kind: kindExtra, render: func(_ context.Context, b *bytes.Buffer) ([]byte, diag.List, error) {
		text, err := render(b)
		return text, nil, err
	}}
}

// list lists all paths that find knows.
func (s *Site) list() contents {
	out := contents{counts: Counts{Documents: len(s.plan.Graph.Docs)}}
	paths := []string{editions}
	for _, p := range s.plan.Pages() {
		paths = append(paths, p.Path)
	}
	for _, n := range s.plan.Notes() {
		paths = append(paths, n.Path)
	}
	for _, r := range s.plan.Reports() {
		paths = append(paths, r.Path)
	}
	for _, x := range s.plan.Cards() {
		paths = append(paths, x.Path)
	}
	for _, f := range s.plan.Files() {
		paths = append(paths, f.Path)
	}
	for _, e := range s.look.renderer.Extras(s.plan) {
		paths = append(paths, e.Path)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		o, ok := s.find(path)
		if !ok {
			continue
		}
		out.paths = append(out.paths, path)
		switch o.kind {
		case kindPage:
			out.counts.Pages++
		case kindNote:
			out.counts.Notes++
		case kindReport:
			out.counts.Reports++
		}
	}
	return out
}

// origin is the file that a page of a document comes from.
func origin(p *site.Page) string {
	if p.Doc == nil {
		return ""
	}
	return p.Doc.Source.File.Path
}

// unfit tells whether a path cannot be that of a file.
func unfit(path string) bool {
	return !fs.ValidPath(path) || path == "." || strings.ContainsFunc(path, awkward)
}

// awkward tells whether a character of a file name is more trouble than it is
// worth: in the list of sums, in addresses, on other systems.
func awkward(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == utf8.RuneError }

// withheld tells whether a document is no part of the site, so that its errors
// need not stand in the way. Where the status cannot be read nobody knows what
// the author meant, and the document counts.
func (s *Session) withheld(d *document, drafts bool) bool {
	a := d.assessment
	if !s.words.Has("status", a.Status.Value) {
		return false
	}
	return !drafts && !a.Published() || d.public() == nil
}

// Config gives the settings that the site was built with.
func (s *Site) Config() config.Config { return s.config.Config }

// Texts gives the interface texts of the site's main language.
func (s *Site) Texts() *locale.Texts { return s.look.texts.For(s.config.Languages[0]) }

// AsOf gives the date that deadlines were judged on.
func (s *Site) AsOf() time.Time { return s.config.asOf }

// Waived lists the findings that documents waive in the open.
func (s *Site) Waived() []rules.Waived { return s.waived }

// IDs lists the ids of all documents, one for each file, published or not.
func (s *Site) IDs() []string {
	out := make([]string, len(s.docs))
	for i, d := range s.docs {
		out[i] = d.assessment.ID.Value
	}
	return out
}

// Documents lists all documents as their authors wrote them, published or not.
func (s *Site) Documents() []*assessment.Assessment {
	out := make([]*assessment.Assessment, len(s.docs))
	for i, d := range s.docs {
		out[i] = d.assessment
	}
	return out
}

// Words gives the vocabularies, the site's own terms among them.
func (s *Site) Words() *vocab.Set { return s.config.words }

// Counts says how much is published.
func (s *Site) Counts() Counts { return s.all().counts }

// Outputs lists the paths of all files to publish, sorted.
func (s *Site) Outputs() []string { return s.all().paths }

// Has tells whether there is a file of this path.
func (s *Site) Has(path string) bool {
	_, ok := s.find(path)
	return ok
}

// Render gives the bytes of one file. Findings come from briefing notes, which
// only see when they are made whether everything fits.
func (s *Site) Render(ctx context.Context, path string) ([]byte, diag.List, error) {
	o, ok := s.find(path)
	if !ok {
		return nil, nil, fmt.Errorf("no page %q: %w", path, fs.ErrNotExist)
	}
	return s.renderIn(ctx, path, o, new(bytes.Buffer))
}

// renderIn is Render of what was found, with a buffer that the bytes may lie in.
func (s *Site) renderIn(ctx context.Context, path string, o output, buffer *bytes.Buffer) ([]byte, diag.List, error) {
	b, found, err := o.render(ctx, buffer)
	if len(found) > 0 {
		found = s.later(found)
	}
	if err != nil {
		return nil, found, fmt.Errorf("%s: %w", path, err)
	}
	return b, found, nil
}

// excused tells whether an error needs no other word than the findings beside
// it, which stand in the way of publishing.
func (s *Site) excused(err error, found diag.List) bool {
	return errors.Is(err, errNotSet) && s.Blocking(found) > 0
}

// Notes makes all briefing notes and reports for what they have to say, and
// nothing else.
func (s *Site) Notes(ctx context.Context, progress func(done, total int)) (diag.List, error) {
	var paths []string
	for _, n := range s.plan.Notes() {
		paths = append(paths, n.Path)
	}
	for _, r := range s.plan.Reports() {
		paths = append(paths, r.Path)
	}
	slices.Sort(paths)
	paths = slices.DeleteFunc(slices.Compact(paths), func(p string) bool { return !s.Has(p) })
	found := make([]diag.List, len(paths))
	done := counter(len(paths), progress)
	err := each(ctx, s.in.Jobs, len(paths), func(i int) (err error) {
		_, found[i], err = s.Render(ctx, paths[i])
		done()
		if s.excused(err, found[i]) {
			return nil
		}
		return err
	}, func(i int) string { return paths[i] })
	return once(slices.Concat(found...)), err
}

// Blocking counts the findings that stand in the way of publishing: errors,
// and warnings too where the site or the call is strict. Findings in documents
// that are no part of the site are left out.
func (s *Site) Blocking(list diag.List) int {
	n := 0
	hold := s.withhold()
	for _, f := range list {
		if s.Weighs(f) && !hold[f.Span.Path()] {
			n++
		}
	}
	return n
}

// Weighs tells whether a finding makes a check fail.
func (s *Site) Weighs(f diag.Finding) bool {
	return f.Severity == diag.Error || s.config.Check.Strict && f.Severity == diag.Warning
}
