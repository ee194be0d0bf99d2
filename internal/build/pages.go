package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"hria/internal/diag"
)

// PageCache keeps what a preview showed in a folder, so that the next one can
// show it before the site is built. Its laws:
//
//  1. An entry says what it was made of: the program, the folder of the site, and
//     the sums of all sources. Where all are equal it is what a build would give.
//  2. Where documents, the day or what readers have differ, findings are not
//     given out, and a page only where its own document is what it was; nothing
//     at all where a document that readers were shown something of is gone, or
//     has something withheld now: any page may say what another document said.
//     The caller says that it is an earlier page. Where anything else differs,
//     pictures among it, nothing is given out.
//  3. What is not whole is never given out, what cannot be read or written is
//     done without, and the folder may be emptied at any time.
//
// Only its owner may read it. A nil PageCache keeps nothing.
type PageCache struct {
	dir, site string
	program   func() string
}

const (
	pagesKept   = 96 << 20 // bytes of all entries
	foundKept   = 24 << 20 // bytes of the findings of an entry
	lookedInto  = 200      // documents that changed and are read to see whether something is withheld in them
	besideFound = 4 << 20  // bytes of files other than documents that findings are about
)

// NewPageCache keeps the pages of the site in a folder of the disk in dir.
// program tells one build of hria from another.
func NewPageCache(dir, site string, program func() string) *PageCache {
	if whole, err := filepath.Abs(site); err == nil {
		site = whole
	}
	return &PageCache{dir: dir, site: site, program: sync.OnceValue(program)}
}

// Page is a file as a preview showed it, without what the preview adds.
type Page struct {
	Path string
	Body []byte
}

// keptPage is a page with what a preview asks a site about it.
type keptPage struct {
	Path, Source, Subject, Note string
	Body                        []byte
}

// album is an entry as it lies on the disk.
type album struct {
	Day   []byte
	Files map[string][]byte
	Pages []keptPage
	// Unseen are the documents that were no part of the site.
	Unseen   map[string]bool
	Findings []byte
	Words    []string
	Texts    map[string][]byte // of files that findings are about and that are no documents
}

// Snapshot is what a preview showed when it last ran. It answers like a Site,
// for the pages that it has.
type Snapshot struct {
	Exact    bool      // it is what a build will give
	Findings *Findings // where it is exact; else nil
	pages    map[string]*keptPage
}

// file names the entry of a site that looks like this.
func (c *PageCache) file(frame digest) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "pages %q %x %q", c.site, frame, c.program()))
	return filepath.Join(c.dir, hexadecimal(sum))
}

// Recall gives what a preview of the site showed when it last ran, and what it
// read to know how that stands to the site as it is now; both may be nil.
func (s *Session) Recall(in Input, c *PageCache) (out *Snapshot, read *Sources) {
	if c == nil {
		return nil, nil
	}
	err := protect(func() error {
		settings, _, err := s.settings(in)
		if err != nil {
			return err
		}
		look, err := fingerprint(in.Look(settings.Paths))
		if err != nil {
			return err
		}
		frame := frame(in, settings, look)
		kept, err := c.load(frame)
		if err != nil {
			return err
		}
		if read, err = s.survey(in, settings, frame); err != nil {
			return err
		}
		out = kept.against(read, in)
		return nil
	}, func(int) string { return in.ConfigPath }, 0)
	if err != nil {
		return nil, read
	}
	return out, read
}

var errDamaged = errors.New("not whole")

func (c *PageCache) load(frame digest) (*album, error) {
	b, ok := readSummed(c.file(frame))
	if !ok {
		return nil, errDamaged
	}
	out := &album{}
	return out, gob.NewDecoder(bytes.NewReader(b)).Decode(out)
}

// against gives what may be shown of an entry beside the sources of now.
func (a *album) against(now *Sources, in Input) *Snapshot {
	out := &Snapshot{pages: map[string]*keptPage{}}
	before := &Sources{frame: now.frame, files: make(map[string]digest, len(a.Files))}
	copy(before.day[:], a.Day)
	for name, sum := range a.Files {
		before.files[name] = digest(sum)
	}
	if before.equal(now) {
		found, ok := a.findings(now)
		if out.Exact, out.Findings = ok, found; !ok {
			return nil
		}
		for i := range a.Pages {
			out.pages[a.Pages[i].Path] = &a.Pages[i]
		}
		return out
	}
	changed := map[string]bool{}
	for name, sum := range before.files {
		if is, ok := now.files[name]; !ok || is != sum {
			changed[name] = true
		}
	}
	for name := range changed {
		if !a.Unseen[name] && (len(changed) > lookedInto || !now.open(name, in.Drafts)) {
			return nil
		}
	}
	for i := range a.Pages {
		if p := &a.Pages[i]; !changed[p.Source] {
			out.pages[p.Path] = p
		}
	}
	return out
}

// Save keeps pages of a site and what was found when it was built. pages is not
// asked for them where nothing can be kept. An error says why nothing was.
func (c *PageCache) Save(ctx context.Context, site *Site, found []*InFile, pages func() []Page) error {
	if c == nil {
		return nil
	}
	if _, err := site.sources(ctx); err != nil {
		return err
	}
	shown := pages()
	made, err := site.sources(ctx) // as before: what was read meanwhile is what it was
	if err != nil {
		return err
	}
	a := &album{Day: made.day[:], Files: make(map[string][]byte, len(made.files))}
	for name, sum := range made.files {
		a.Files[name] = sum[:]
	}
	a.Unseen = maps.Clone(site.withhold())
	maps.DeleteFunc(a.Unseen, func(_ string, unseen bool) bool { return !unseen })
	for _, p := range shown {
		a.Pages = append(a.Pages, site.keep(p))
	}
	if !a.note(found, made) {
		return errors.New("too many findings to keep")
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(a); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	keepSummed(c.file(made.frame), b.Bytes())
	c.trim()
	return nil
}

// keep notes beside a page what is asked about it.
func (s *Site) keep(p Page) keptPage {
	out := keptPage{Path: p.Path, Body: p.Body, Source: s.Source(p.Path), Subject: s.Subject(p.Path)}
	if note, ok := s.NoteOf(p.Path); ok {
		out.Note = note
	}
	return out
}

// trim removes the oldest entries where all together are too large.
func (c *PageCache) trim() {
	total := int64(0)
	for i, f := range newestFirst(c.dir) {
		if total += f.Size(); total > pagesKept && i > 0 {
			os.Remove(filepath.Join(c.dir, f.Name()))
		}
	}
}

// Has tells whether a page was kept.
func (s *Snapshot) Has(path string) bool { return s.pages[path] != nil }

// Render gives a page as it was.
func (s *Snapshot) Render(_ context.Context, path string) ([]byte, diag.List, error) {
	p := s.pages[path]
	if p == nil {
		return nil, nil, fmt.Errorf("no page %q: %w", path, fs.ErrNotExist)
	}
	return p.Body, nil, nil
}

// Pages lists the pages, sorted.
func (s *Snapshot) Pages() []string {
	out := make([]string, 0, len(s.pages))
	for path := range s.pages {
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

// Source gives the author's file that a page comes from, as of a Site.
func (s *Snapshot) Source(path string) string {
	if p := s.pages[path]; p != nil {
		return p.Source
	}
	return ""
}

// Subject says what a page is about, as of a Site.
func (s *Snapshot) Subject(path string) string {
	if p := s.pages[path]; p != nil {
		return p.Subject
	}
	return ""
}

// NoteOf gives the briefing note that belongs to a page, as of a Site.
func (s *Snapshot) NoteOf(page string) (string, bool) {
	p := s.pages[page]
	if p == nil || p.Note == "" {
		return "", false
	}
	return p.Note, true
}

// PageOf gives the page of an author's file, as of a Site.
func (s *Snapshot) PageOf(source string) (string, bool) {
	for path, p := range s.pages {
		if p.Source == source && p.Subject != "" && strings.Count(p.Subject, " ") == 1 {
			return path, true
		}
	}
	return "", false
}

// PageAbout gives no page: where one that is looked for lies now is known when
// the site is built.
func (s *Snapshot) PageAbout(string) (string, bool) { return "", false }

// note writes findings down, words once, the rest as numbers; false where there
// are too many.
func (a *album) note(found []*InFile, made *Sources) bool {
	a.Texts = map[string][]byte{}
	numbers := map[string]uint64{}
	word := func(w string) uint64 {
		n, known := numbers[w]
		if !known {
			n = uint64(len(a.Words))
			a.Words, numbers[w] = append(a.Words, w), n
		}
		return n
	}
	left := besideFound
	for _, f := range newFindings(found).All() {
		place := uint64(0)
		if f.Span.Known() {
			path := f.Span.Path()
			if place = word(path) + 1; !made.has(path) && a.Texts[path] == nil {
				left -= len(f.Span.File.Text)
				a.Texts[path] = f.Span.File.Text
			}
		}
		for _, n := range []uint64{place, uint64(max(f.Span.Start, 0)), uint64(max(f.Span.End, 0)), uint64(f.Severity), word(f.Rule), word(f.Message), word(f.Help), word(f.Record)} {
			a.Findings = binary.AppendUvarint(a.Findings, n)
		}
		if left < 0 || len(a.Findings) > foundKept {
			return false
		}
	}
	return true
}

func (s *Sources) has(path string) bool {
	_, ok := s.files[path]
	return ok
}

// findings reads what note wrote; false where that is not it.
func (a *album) findings(now *Sources) (*Findings, bool) {
	rest := a.Findings
	next := func(most int) int {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(most) {
			rest = nil
			return -1
		}
		rest = rest[size:]
		return int(n)
	}
	files := map[int]*diag.File{}
	var all diag.List // by file, in reading order
	for len(rest) > 0 {
		var n [8]int
		for i, most := range [8]int{len(a.Words), mostSurveyed, mostSurveyed, int(diag.Info), len(a.Words) - 1, len(a.Words) - 1, len(a.Words) - 1, len(a.Words) - 1} {
			if n[i] = next(most); n[i] < 0 {
				return nil, false
			}
		}
		f := diag.Finding{Severity: diag.Severity(n[3]), Rule: a.Words[n[4]], Message: a.Words[n[5]], Help: a.Words[n[6]], Record: a.Words[n[7]]}
		if n[0] > 0 {
			if files[n[0]] == nil {
				path := a.Words[n[0]-1]
				text := now.texts[path]
				if text == nil {
					text = a.Texts[path]
				}
				files[n[0]] = &diag.File{Path: path, Text: text}
			}
			f.Span = diag.Span{File: files[n[0]], Start: n[1], End: n[2]}
		}
		all = append(all, f)
	}
	return newFindings(byFile(all)), true
}
