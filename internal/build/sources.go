package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync"

	"hria/internal/assessment"
	"hria/internal/source"
)

// Sources are what a site is made of: sums of all that a build reads. Builds of
// equal sources by one program give equal bytes and equal findings. What they
// leave out changes briefing notes and pictures for links alone: the fonts of
// the machine.
type Sources struct {
	frame digest            // how the site reads and looks: flags, settings, vocabularies, templates, themes
	day   digest            // what changes though nobody writes: the as-of date, and what readers have
	files map[string]digest // documents, the files beside them, and fonts that the settings name
	texts map[string][]byte // of the documents, where they were read for this
	read  settings
}

// mostSurveyed is how many bytes the documents of a site may have together to be
// read before it is built.
const mostSurveyed = 1 << 30

// survey reads what a site is made of beside its frame, on all cores. It fails
// where a file cannot be read, and where there is too much.
func (s *Session) survey(in Input, c settings, frame digest) (*Sources, error) {
	documents, others, err := source.List(in.Files, c.Paths.Content)
	if err != nil {
		return nil, err
	}
	files, err := s.beside.sum(context.Background(), in, stampsOf(in, c, others, func(string) (stamp, bool) { return stamp{}, false }))
	if err != nil {
		return nil, err
	}
	out := &Sources{frame: frame, day: day(c), files: files, texts: make(map[string][]byte, len(documents)), read: c}
	var mu sync.Mutex
	total := 0
	err = each(context.Background(), in.Jobs, len(documents), func(i int) error {
		text, err := readFile(in.Files, documents[i])
		sum := sha256.Sum256(text)
		mu.Lock()
		defer mu.Unlock()
		out.files[documents[i]], out.texts[documents[i]] = sum, text
		if total += len(text); total > mostSurveyed && err == nil {
			err = errTooMuch
		}
		return err
	}, func(i int) string { return documents[i] })
	if err != nil {
		return nil, err
	}
	return out, nil
}

var errTooMuch = errors.New("too much to read")

// frame hashes how a site reads and looks; look is the sum of templates and
// themes.
func frame(in Input, c settings, look digest) digest {
	var d dataHash
	d.string("frame")
	d.string(in.Version)
	d.string(in.ConfigPath)
	d.bytes(c.file.Text)
	d.bytes(look[:])
	d.bytes(c.vocabulary[:])
	d.string(in.BaseURL)
	for _, flag := range []bool{in.Drafts, in.NoPDF, in.Report, in.Strict} {
		d.flag(flag)
	}
	return d.sum()
}

// day hashes what changes though nobody writes.
func day(c settings) digest {
	var d dataHash
	d.string(c.asOf.UTC().Format("2006-01-02"))
	d.value(c.published)
	return d.sum()
}

// sources gives what the site was made of: documents as they were read, and the
// files beside them. It fails where one of these cannot be read or is another
// one now.
func (s *Site) sources(ctx context.Context) (*Sources, error) {
	files, err := s.session.beside.sum(ctx, s.in, s.stamps)
	if err != nil {
		return nil, err
	}
	out := &Sources{frame: frame(s.in, s.config, s.look.files), day: day(s.config), files: files, read: s.config}
	for _, d := range s.every {
		if d.unread {
			return nil, fmt.Errorf("cannot read %q", d.assessment.Source.File.Path)
		}
		out.files[d.assessment.Source.File.Path] = d.sum()
	}
	return out, nil
}

// equal tells whether a site of these sources is the same.
func (s *Sources) equal(other *Sources) bool {
	if s.frame != other.frame || s.day != other.day || len(s.files) != len(other.files) {
		return false
	}
	for name, sum := range s.files {
		if is, ok := other.files[name]; !ok || is != sum {
			return false
		}
	}
	return true
}

// Documents counts the documents of a site without reading them; 0 where
// nobody knows.
func (s *Session) Documents(in Input) int {
	c, _, err := s.settings(in)
	if err != nil {
		return 0
	}
	documents, _, err := source.List(in.Files, c.Paths.Content)
	if err != nil {
		return 0
	}
	return len(documents)
}

// open tells whether nothing of a document is withheld as it was read now.
func (s *Sources) open(name string, drafts bool) bool {
	text, ok := s.texts[name]
	if !ok {
		return false
	}
	parsed, findings := source.Parse(s.read.Paths.Content, name, text)
	a, bad := assessment.Decode(s.read.words, parsed)
	if parsed.Broken || Unreadable(slices.Concat(findings, bad)) || parsed.Guarded() || len(a.WithheldTargets()) > 0 {
		return false
	}
	full := !a.Publication.Set() || a.Publication.Value == "full"
	return full && (drafts || a.Published())
}
