// Package build is the pipeline: from the files of a site to the files that
// are published.
//
//	session, err := build.NewSession()
//	site, findings, err := session.Build(input)
//	page, more, err := site.Render(ctx, "index.html")
//	result, err := build.Write(ctx, site, folder, options)
//
// Build reads, checks, links and plans; it writes nothing, and equal inputs
// give equal bytes. What costs most, rendering, happens when somebody asks for
// a path: Write asks for all of them on all cores, a preview for the one that a
// browser shows. A Session remembers between builds what is costly and pure
// (memo.go); a warm build and a cold one cannot be told apart.
//
// Two channels, never mixed: findings say what is wrong in the author's files,
// an error says that hria could not work. Site.Blocking tells which findings
// stand in the way of publishing.
//
// A build of ten thousand documents takes seconds. What a preview showed is
// therefore kept from one run to the next (PageCache), with the sums of all that
// it was made of (Sources): Session.Recall reads all files, which takes a
// twentieth of the time, and knows what of it is still true. A cache of checked
// documents would not do instead, since to link and plan them takes seconds, too.
//
// Write, NoteCache, CodeCache and PageCache are all that touches a disk; the rest
// takes an fs.FS and gives bytes. Absent on purpose: the clock and the
// environment, which the command line turns into an Input; any knowledge of
// templates or of PDF.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/pdf/font"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/vocab"
)

// Input is everything that a build depends on.
type Input struct {
	Files      fs.FS  // the site's folder: settings and content
	ConfigPath string // of the settings in Files, such as "hria.toml"
	// Look gives templates and themes for the folders that the settings name:
	// the built-in ones below those of the site.
	Look    func(config.Paths) (templates, themes fs.FS)
	AsOf    time.Time     // wins over the settings; zero: as they say
	Today   time.Time     // the as-of date where nobody says one
	BaseURL string        // wins over the settings; empty: as they say
	Drafts  bool          // publish what is not published yet, too
	NoPDF   bool          // neither notes nor pictures for links
	Report  bool          // the whole of each document as PDF, too; so do the settings say
	Strict  bool          // warnings block, too; so do the settings say
	Jobs    int           // how many cores to use; 0: one
	Whole   bool          // all of the site will be rendered, once: what that needs is kept where it is cheap to have
	Version string        // of hria, as pages name it
	Cache   *NoteCache    // of briefing notes and pictures; nil: none
	Library *font.Library // of the machine's fonts; nil: there are none
	Code    *CodeCache    // of highlighted code; nil: for the session only
	// Sources are what was read of the files a moment ago, so that documents need
	// not be read again; nil: nothing.
	Sources *Sources
	// Changed names the files and folders, as they are called in Files, that may
	// differ from what the session's last build read; nil: any may. Files that
	// came or went are seen without.
	Changed []string
	// Published gives what readers have now, as ReadEditions reads it from the
	// output folder; nil where nothing is known.
	Published func(config.Paths) map[string]string
}

// ErrNoContent says that the folder of documents is missing.
var ErrNoContent = errors.New("no folder of documents")

// Build turns the files of a site into the files to publish. It reads only
// what in holds and writes nothing: equal inputs give equal bytes. The Site is
// there whatever the findings say, and nil only beside an error.
func (s *Session) Build(in Input) (out *Site, found *Findings, err error) {
	s.changed = s.changed.with(in)
	err = protect(func() error {
		out, found, err = s.build(in)
		return err
	}, func(int) string { return in.ConfigPath }, 0)
	if err == nil {
		s.changed = changes{}
	}
	return out, found, err
}

// build is the pipeline, a stage after the other.
func (s *Session) build(in Input) (*Site, *Findings, error) {
	settings, findings, err := s.settings(in)
	if err != nil {
		return nil, nil, err
	}
	var look *look
	var bad diag.List
	var content content
	err = each(context.Background(), in.Jobs, 2, func(i int) (err error) {
		if i == 0 {
			look, bad, err = s.lookAt(in, settings.Config)
		} else {
			content, err = s.content(in, settings)
		}
		return err
	}, func(int) string { return in.ConfigPath })
	if look != nil {
		findings = slices.Concat(findings, bad, look.unshown(settings.words))
	}
	if err != nil {
		return nil, newFindings(inFiles(findings)), err
	}
	checker, others, every := content.checker, content.others, content.docs
	s.roster = newRoster(every, in, s.roster)
	docs, earlier := s.roster.documents()
	histories, bad := history(settings, docs, earlier)
	findings = append(findings, bad...)
	initiatives, bad := s.initiatives(in, settings, others)
	findings = append(findings, bad...)
	full, published := there(s.roster.full), there(s.roster.open)
	s.graph = s.graph.Relink(settings.words, full, others, spread(in))
	s.public = s.graph.Public(published, s.public)
	said, err := s.said(in.Jobs, checker, s.graph, docs, findings)
	if err != nil {
		return nil, nil, err
	}
	pictures := &gallery{files: in.Files}
	plan := site.Plan(site.Input{Config: settings.Config, Words: settings.words, Texts: look.texts,
		Graph: s.public, Histories: histories, Hash: hashes(docs), Picture: pictures.info, AsOf: settings.asOf, Version: in.Version,
		Spread: spread(in), Kept: &s.plans, Initiatives: initiatives, Findings: shown(checker, said, published, s.public, spread(in))})
	fonts, badFonts, err := s.siteFonts(in, settings, look)
	if err != nil {
		return nil, newFindings(inFiles(findings)), err
	}
	out, bad := s.newSite(in, settings, look, fonts, plan, pictures, docs)
	found, waived, err := s.settle(in.Jobs, said.with(append(badFonts, bad...)))
	out.waived = waived
	out.every, out.stamps = every, content.stamps
	out.later = func(found diag.List) diag.List {
		open, _ := checker.SettleLater(found, full)
		return open
	}
	return out, found, err
}

// content is the documents of a site, checked, and the files beside them.
type content struct {
	docs    []*document
	others  []string
	stamps  stamps
	checker *rules.Checker
}

func (s *Session) content(in Input, c settings) (out content, err error) {
	documents, others, err := s.list(in.Files, c.Paths.Content)
	if errors.Is(err, fs.ErrNotExist) {
		return out, fmt.Errorf("%w: %q", ErrNoContent, c.Paths.Content)
	}
	if err != nil {
		return out, fmt.Errorf("cannot list the documents: %w", err)
	}
	out.others, out.stamps = others, s.stamp(in, c, others)
	if out.checker, err = s.checker(c); err != nil {
		return out, err
	}
	out.docs, err = s.read(in, c, out.checker, documents)
	return out, err
}

// settings is hria.toml with what wins over it, and the vocabularies with the
// site's own terms; vocabulary tells one state of these from another.
type settings struct {
	config.Config
	file       *diag.File
	asOf       time.Time
	published  map[string]string // editions that readers have
	words      *vocab.Set
	vocabulary digest
}

func (s *Session) settings(in Input) (settings, diag.List, error) {
	text, err := fs.ReadFile(in.Files, in.ConfigPath)
	if err != nil {
		return settings{}, nil, fmt.Errorf("cannot read the settings: %w", err)
	}
	file := &diag.File{Path: in.ConfigPath, Text: text}
	c, findings := config.Read(s.words, file)
	if in.BaseURL != "" {
		c.BaseURL = strings.TrimRight(in.BaseURL, "/") + "/"
	}
	c.PDF.Enabled = c.PDF.Enabled && !in.NoPDF
	c.PDF.Report = (c.PDF.Report || in.Report) && c.PDF.Enabled
	c.Cards = c.Cards && !in.NoPDF
	c.Check.Strict = c.Check.Strict || in.Strict
	out := settings{Config: c, file: file, asOf: c.AsOf}
	if in.Published != nil {
		out.published = in.Published(c.Paths)
	}
	if !in.AsOf.IsZero() {
		out.asOf = in.AsOf
	} else if out.asOf.IsZero() {
		out.asOf = in.Today
	}
	var bad diag.List
	out.words, out.vocabulary, bad = s.vocabulary(in, c.Paths.Vocabulary)
	return out, append(findings, bad...), nil
}

// initiatives reads the register of initiatives beside the documents.
func (s *Session) initiatives(in Input, c settings, others []string) ([]assessment.Initiative, diag.List) {
	name := path.Join(c.Paths.Content, "initiatives.toml")
	if !slices.Contains(others, name) {
		return nil, nil
	}
	text, err := fs.ReadFile(in.Files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diag.List{cannotRead(name, err)}
	}
	return assessment.DecodeInitiatives(c.words, &diag.File{Path: name, Text: text})
}

// spread does many things on all cores. What ends in a panic ends in one here.
func spread(in Input) graph.Spread {
	return func(n int, do func(i int)) {
		err := each(context.Background(), in.Jobs, n, func(i int) error {
			do(i)
			return nil
		}, func(int) string { return in.ConfigPath })
		if err != nil {
			panic(err)
		}
	}
}

// hashes gives the content hashes of documents, which are in the order of their
// paths, by what is public of them.
func hashes(docs []*document) func(*assessment.Assessment) string {
	return func(a *assessment.Assessment) string {
		i, _ := slices.BinarySearchFunc(docs, pathOf(a), func(d *document, path string) int { return strings.Compare(pathOf(d.assessment), path) })
		return docs[i].hash()
	}
}

func cannotRead(name string, err error) diag.Finding {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return diag.Finding{Rule: "SY-01", Severity: diag.Error, Span: diag.Span{File: &diag.File{Path: name}},
		Message: "cannot read the file: " + err.Error(), Help: "make the file readable, or remove it"}
}
