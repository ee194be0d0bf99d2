package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/rules"
	"hria/internal/source"
)

// most is the size of the largest file that is read at all. Package source
// refuses much smaller ones and says so with their size.
const most = 64 << 20

// documentKey names what a checked document was made of, but for its bytes,
// which the document itself holds.
type documentKey struct {
	content, path string
	method        string
	asOf          time.Time
	vocabulary    digest
}

// document is one checked file. Only public is worked out later, once.
type document struct {
	assessment *assessment.Assessment
	findings   diag.List
	public     func() *assessment.Assessment
}

// read reads and checks all documents on all cores. A file that vanished since
// it was listed is left out.
func (s *Session) read(in Input, c settings, checker *rules.Checker, names []string) ([]*document, error) {
	s.docs.turn()
	s.notes.turn()
	list := make([]*document, len(names))
	err := each(context.Background(), in.Jobs, len(names), func(i int) error {
		list[i] = s.document(in.Files, c, checker, names[i])
		return nil
	}, func(i int) string { return names[i] })
	out := list[:0]
	for _, d := range list {
		if d != nil {
			out = append(out, d)
		}
	}
	return out, err
}

func (s *Session) document(files fs.FS, c settings, checker *rules.Checker, name string) *document {
	text, err := readFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		d := s.check(c, checker, name, nil)
		d.findings = diag.List{cannotRead(name, err)}
		return d
	}
	key := documentKey{c.Paths.Content, name, c.Check.Severity, c.asOf, c.vocabulary}
	same := func(d *document) bool { return bytes.Equal(d.assessment.Source.File.Text, text) }
	return s.docs.get(key, same, func() (*document, bool) { return s.check(c, checker, name, text), true })
}

// check is the pure function that the memo remembers.
func (s *Session) check(c settings, checker *rules.Checker, name string, text []byte) *document {
	parsed, findings := source.Parse(c.Paths.Content, name, text)
	a, bad := assessment.Decode(c.words, parsed)
	findings = append(findings, bad...)
	if !Unreadable(findings) { // rules would report every key as missing
		findings = append(findings, checker.Document(a)...)
	}
	// The values are in the model now. Nobody else has seen the document yet.
	parsed.Front = parsed.Front.Outline()
	return &document{assessment: a, findings: findings, public: sync.OnceValue(a.Public)}
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
	next := make(chan int)
	failed, fail := context.WithCancel(ctx)
	defer fail()
	var workers sync.WaitGroup
	for range min(max(jobs, 1), n) {
		workers.Go(func() {
			for i := range next {
				if errs[i] = protect(func() error { return do(i) }, what, i); errs[i] != nil {
					fail()
				}
			}
		})
	}
	for i := 0; i < n && failed.Err() == nil; i++ {
		select {
		case next <- i:
		case <-failed.Done():
		}
	}
	close(next)
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
