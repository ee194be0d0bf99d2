package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/source"
)

// most is the size of the largest file that is read at all. Package source
// refuses much smaller ones and says so with their size.
const most = 64 << 20

// shelf holds the documents of the last build, so that they need not be checked
// again. Its laws:
//
//  1. A document never changes once it is on the shelf.
//  2. It depends on its own file and on what key names, and is given out only
//     for the same bytes: those that were read again or, where the caller says
//     which files may have changed, those of a file that is not among them.
//  3. Its findings stay with it, so that a warm build says what a cold one says.
//  4. What the last build did not ask for is not on it.
//
// A file that vanished or could not be read is not on the shelf, so that it is
// read when it comes back, whoever says so.
type shelf struct {
	key   documentKey
	names []string // of files, sorted
	list  []*document
}

// documentKey names what documents were made of besides their own files.
type documentKey struct {
	content, method string
	asOf            time.Time
	vocabulary      digest
}

// document is one checked file. What is public of it, and its hash, are worked
// out later, once.
type document struct {
	assessment *assessment.Assessment
	findings   diag.List
	ruled      diag.List // those of findings that rules made of the document alone
	public     func() *assessment.Assessment
	hash       func() string
	sum        func() digest // of its bytes
	unread     bool          // the file could not be read
}

// read reads and checks all documents on all cores. A file that vanished since
// it was listed is left out.
func (s *Session) read(in Input, c settings, checker *rules.Checker, names []string) ([]*document, error) {
	s.notes.turn()
	s.pictures.turn()
	s.kept.Store(0)
	s.cards.turn()
	key := documentKey{c.Paths.Content, c.Check.Severity, c.asOf, c.vocabulary}
	before, changed := s.docs.of(key, names), s.changed.among(names)
	list := make([]*document, len(names))
	var again []int
	for i := range names {
		if list[i] = before[i]; list[i] == nil || changed[i] {
			again = append(again, i)
		}
	}
	err := each(context.Background(), in.Jobs, len(again), func(k int) error {
		i := again[k]
		list[i] = s.document(in, c, checker, names[i], before[i])
		if d := list[i]; in.Whole && d != nil && d.open() && (in.Drafts || d.assessment.Published()) {
			d.assessment.Source.Body.Keep(site.RecordLevel)
		}
		return nil
	}, func(k int) string { return names[again[k]] })
	if err != nil {
		return nil, err
	}
	s.docs = shelf{key: key}
	out := make([]*document, 0, len(list))
	for i, d := range list {
		if d == nil {
			continue
		}
		if out = append(out, d); d != before[i] && d.unread {
			continue
		}
		s.docs.names, s.docs.list = append(s.docs.names, names[i]), append(s.docs.list, d)
	}
	return out, nil
}

// of gives the documents of some files, which are sorted; nil where there is none
// that was made of the same besides.
func (x shelf) of(key documentKey, names []string) []*document {
	out, at := make([]*document, len(names)), 0
	if x.key != key {
		return out
	}
	for i, name := range names {
		for at < len(x.names) && x.names[at] < name {
			at++
		}
		if at < len(x.names) && x.names[at] == name {
			out[i] = x.list[at]
		}
	}
	return out
}

// document reads a file and checks it, unless it is what it was.
func (s *Session) document(in Input, c settings, checker *rules.Checker, name string, before *document) *document {
	text, err := in.text(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		d := s.check(c, checker, name, nil)
		d.findings, d.ruled, d.unread = diag.List{cannotRead(name, err)}, nil, true
		return d
	}
	if before != nil && bytes.Equal(before.assessment.Source.File.Text, text) {
		return before
	}
	d := s.check(c, checker, name, text)
	if in.Sources != nil && in.Sources.texts[name] != nil {
		sum := in.Sources.files[name] // is known already
		d.sum = func() digest { return sum }
	}
	return d
}

// check is the pure function whose results are on the shelf.
func (s *Session) check(c settings, checker *rules.Checker, name string, text []byte) *document {
	parsed, findings := source.Parse(c.Paths.Content, name, text)
	a, bad := assessment.Decode(c.words, parsed)
	findings = append(findings, bad...)
	var ruled diag.List
	if !Unreadable(findings) && parsed.Edition == "" { // rules would report every key as missing
		ruled = checker.Document(a)
	}
	// The values are in the model now. Nobody else has seen the document yet.
	parsed.Front = parsed.Front.Outline()
	own, public := len(findings), sync.OnceValue(a.Public)
	findings = slices.Clip(append(findings, ruled...))
	return &document{assessment: a, findings: findings, ruled: findings[own:], public: public,
		hash: sync.OnceValue(func() string { return rules.PublicHash(public()) }),
		sum:  sync.OnceValue(func() digest { return sha256.Sum256(text) })}
}

// text gives the bytes of a document.
func (in Input) text(name string) ([]byte, error) {
	if in.Sources != nil {
		if text, ok := in.Sources.texts[name]; ok {
			return text, nil
		}
	}
	return readFile(in.Files, name)
}

// open tells whether all of a document is public.
func (d *document) open() bool {
	p := d.public()
	return p != nil && p.Source == d.assessment.Source && len(d.assessment.WithheldTargets()) == 0
}

func readFile(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > most {
		return nil, fmt.Errorf("it has %d bytes; at most %d are read", info.Size(), source.MaxBytes)
	}
	return fs.ReadFile(files, name)
}

// each calls do for 0 to n-1 on as many goroutines as there are jobs and gives
// the error of the lowest number. A panic becomes an error that names what was
// worked on, so that no input ends hria without a word.
func each(ctx context.Context, jobs, n int, do func(i int) error, what func(i int) string) error {
	errs := make([]error, n)
	var next atomic.Int64
	failed, fail := context.WithCancel(ctx)
	defer fail()
	var workers sync.WaitGroup
	for range min(max(jobs, 1), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && failed.Err() == nil; i = int(next.Add(1)) - 1 {
				if errs[i] = protect(func() error { return do(i) }, what, i); errs[i] != nil {
					fail()
				}
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func protect(do func() error, what func(i int) string, i int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("hria failed on %q: %v", what(i), r)
		}
	}()
	return do()
}
