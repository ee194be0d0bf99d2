package build

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/vocab"
)

// Site is what a build gives: every file to publish, each rendered when
// somebody asks for it. It does not change, and many goroutines may use it.
type Site struct {
	session  *Session
	in       Input
	config   settings
	look     *look
	plan     *site.Site
	paths    []string
	outputs  map[string]output
	withhold map[string]bool // paths of documents that are not part of the site
	fonts    map[string][]byte
	makerKey func() digest // of what briefing notes are made with
	counts   Counts
	ids      []string // of all documents
	docs     []*document
	waived   []rules.Waived
	later    func(diag.List) diag.List // applies levels and waivers to what notes say
}

// output is one file to publish.
type output struct {
	kind   string // for the count
	source string // the file of the author it comes from, if one alone
	render func(context.Context) ([]byte, diag.List, error)
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

// newSite lays the outputs out. Two files of the author that would be
// published under one path are a finding.
func (s *Session) newSite(in Input, c settings, l *look, plan *site.Site, pictures *gallery, docs []*document) (*Site, diag.List) {
	out := &Site{session: s, in: in, config: c, look: l, plan: plan, outputs: map[string]output{}, withhold: map[string]bool{}, docs: docs}
	for _, d := range docs {
		out.withhold[d.assessment.Source.File.Path] = s.withheld(d, in.Drafts)
		out.ids = append(out.ids, d.assessment.ID.Value)
	}
	out.counts.Documents = len(plan.Graph.Docs)
	fonts, found := readFonts(in.Files, c)
	out.fonts, out.makerKey = fonts, sync.OnceValue(func() digest { return hashMaker(fonts, l) })
	for _, p := range plan.Pages() {
		found = append(found, out.add(p.Path, output{kindPage, origin(p), func(context.Context) ([]byte, diag.List, error) {
			b, err := l.renderer.Page(plan, p)
			return b, nil, err
		}})...)
	}
	for _, n := range plan.Notes() {
		found = append(found, out.add(n.Path, output{kindNote, n.Doc.Source.File.Path, func(ctx context.Context) ([]byte, diag.List, error) {
			return out.note(ctx, n)
		}})...)
	}
	for _, r := range plan.Reports() {
		found = append(found, out.add(r.Path, output{kindReport, r.Doc.Source.File.Path, func(ctx context.Context) ([]byte, diag.List, error) {
			return out.report(ctx, r)
		}})...)
	}
	for _, x := range plan.Cards() {
		found = append(found, out.add(x.Path, output{kindExtra, "", func(context.Context) ([]byte, diag.List, error) {
			b, err := out.card(x)
			return b, nil, err
		}})...)
	}
	for _, f := range plan.Files() {
		found = append(found, lookAtFile(in.Files, f.Source)...)
		found = append(found, out.add(f.Path, output{kindFile, f.Source, func(ctx context.Context) ([]byte, diag.List, error) {
			return out.file(ctx, f)
		}})...)
	}
	found = append(found, pictures.found...)
	for _, e := range l.renderer.Extras(plan) {
		found = append(found, out.add(e.Path, output{kindExtra, "", func(context.Context) ([]byte, diag.List, error) {
			b, err := e.Render()
			return b, nil, err
		}})...)
	}
	found = append(found, out.add(editions, output{kindExtra, "", func(context.Context) ([]byte, diag.List, error) {
		return listEditions(c.published, docs), nil, nil
	}})...)
	out.paths = slices.Sorted(maps.Keys(out.outputs))
	return out, found
}

// origin is the file that a page of a document comes from.
func origin(p *site.Page) string {
	if p.Doc == nil {
		return ""
	}
	return p.Doc.Source.File.Path
}

func (s *Site) add(path string, o output) diag.List {
	switch {
	case !fs.ValidPath(path) || path == "." || strings.ContainsFunc(path, awkward):
		return s.unpublished(o, fmt.Sprintf("%q cannot be the name of a page", path))
	case s.outputs[path].render != nil:
		return s.unpublished(o, fmt.Sprintf("the page %q exists already", path))
	case path == marker || path == list:
		return s.unpublished(o, fmt.Sprintf("hria needs the name %q for itself", path))
	}
	switch s.outputs[path] = o; o.kind {
	case kindPage:
		s.counts.Pages++
	case kindNote:
		s.counts.Notes++
	case kindReport:
		s.counts.Reports++
	}
	return nil
}

// awkward tells whether a character of a file name is more trouble than it is
// worth: in the list of sums, in addresses, on other systems.
func awkward(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == utf8.RuneError }

// unpublished reports a file of the author's that has no page. A page of a
// term has no file; the document that names the term was reported already.
func (s *Site) unpublished(o output, message string) diag.List {
	if o.source == "" {
		return nil
	}
	return diag.List{{Rule: "ID-01", Severity: diag.Error, Span: diag.Span{File: &diag.File{Path: o.source}},
		Message: message, Help: "rename the file"}}
}

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

// AsOf gives the date that deadlines were judged on.
func (s *Site) AsOf() time.Time { return s.config.asOf }

// Waived lists the findings that documents waive in the open.
func (s *Site) Waived() []rules.Waived { return s.waived }

// IDs lists the ids of all documents, one for each file, published or not.
func (s *Site) IDs() []string { return s.ids }

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
func (s *Site) Counts() Counts { return s.counts }

// Outputs lists the paths of all files to publish, sorted.
func (s *Site) Outputs() []string { return s.paths }

// Has tells whether there is a file of this path.
func (s *Site) Has(path string) bool { return s.outputs[path].render != nil }

// Render gives the bytes of one file. Findings come from briefing notes, which
// only see when they are made whether everything fits.
func (s *Site) Render(ctx context.Context, path string) ([]byte, diag.List, error) {
	o, ok := s.outputs[path]
	if !ok {
		return nil, nil, fmt.Errorf("no page %q: %w", path, fs.ErrNotExist)
	}
	b, found, err := o.render(ctx)
	if err != nil {
		return nil, found, fmt.Errorf("%s: %w", path, err)
	}
	if len(found) > 0 {
		found = s.later(found)
	}
	return b, found, nil
}

// Notes makes all briefing notes and reports for what they have to say, and
// nothing else.
func (s *Site) Notes(ctx context.Context, progress func(done, total int)) (diag.List, error) {
	paths := slices.DeleteFunc(slices.Clone(s.paths), func(p string) bool { return s.outputs[p].kind != kindNote && s.outputs[p].kind != kindReport })
	found := make([]diag.List, len(paths))
	done := counter(len(paths), progress)
	err := each(ctx, s.in.Jobs, len(paths), func(i int) (err error) {
		_, found[i], err = s.Render(ctx, paths[i])
		done()
		return err
	}, func(i int) string { return paths[i] })
	return slices.Concat(found...), err
}

// Blocking counts the findings that stand in the way of publishing: errors,
// and warnings too where the site or the call is strict. Findings in documents
// that are no part of the site are left out.
func (s *Site) Blocking(list diag.List) int {
	n := 0
	for _, f := range list {
		if s.Weighs(f) && !s.withhold[f.Span.Path()] {
			n++
		}
	}
	return n
}

// Unreadable tells whether a file could not be read at all, so that its page
// would be empty or missing. Any other finding leaves something to look at.
func Unreadable(list diag.List) bool {
	return slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Rule == "SY-01" || f.Rule == "SY-02" })
}

// Weighs tells whether a finding makes a check fail.
func (s *Site) Weighs(f diag.Finding) bool {
	return f.Severity == diag.Error || s.config.Check.Strict && f.Severity == diag.Warning
}

// readFonts reads the fonts that the settings name.
func readFonts(files fs.FS, c settings) (map[string][]byte, diag.List) {
	fonts, found := map[string][]byte{}, diag.List(nil)
	for _, name := range c.PDF.Fonts {
		font, err := readFile(files, name)
		if err == nil {
			fonts[name] = font
			continue
		}
		at := max(0, bytes.Index(c.file.Text, []byte(name)))
		found = append(found, diag.Finding{Rule: "TX-01", Severity: diag.Error, Span: diag.Span{File: c.file, Start: at, End: at + len(name)},
			Message: fmt.Sprintf("cannot read the font file %q", name), Help: "put the file there, or take it off the list"})
	}
	return fonts, found
}
