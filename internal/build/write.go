package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"hria/internal/diag"
)

const (
	marker     = ".hria"
	markerText = "hria writes this folder. Files that it lists in SHA256SUMS are replaced and removed by the next build; others are left alone.\n"
	staging    = ".hria-staging"
	stagedNew  = staging + "/new" // what is to be moved into place
)

// ForeignError says that the output folder, or a file in it, is not hria's to
// write. Nothing was changed.
type ForeignError struct {
	Path string
	File bool // a file is in the way
}

func (e *ForeignError) Error() string {
	if e.File {
		return fmt.Sprintf("%q is a file that hria did not write", e.Path)
	}
	return fmt.Sprintf("%q is not empty, and hria did not write it", e.Path)
}

// Options are for Write.
type Options struct {
	Findings diag.List             // of the build; where one blocks, nothing is written
	Progress func(done, total int) // may be nil; called by one goroutine at a time
}

// Result says what Write did.
type Result struct {
	Files, Changed, Removed int
	Findings                diag.List // of briefing notes
	Blocked                 bool      // by a finding; nothing was changed
}

// Write puts the files of a site into a folder. They are rendered on all cores
// into a staging folder inside it, and moved into place only when all are
// there: until then, and after any failure, the folder holds the old site.
// Files that did not change are not touched, files of an earlier build that
// are no longer part of the site are removed, other files are left alone.
func Write(ctx context.Context, s *Site, folder string, o Options) (Result, error) {
	if s.Blocking(o.Findings) > 0 {
		return Result{Blocked: true}, nil
	}
	made, empty, err := prepare(folder)
	if err != nil {
		return Result{}, err
	}
	result, err := write(ctx, s, folder, empty, o)
	s.in.Code.Save()
	if err != nil || result.Blocked {
		for _, dir := range made { // deepest first; only empty ones go
			os.Remove(dir)
		}
	}
	return result, err
}

func write(ctx context.Context, s *Site, folder string, empty bool, o Options) (result Result, err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return result, err
	}
	defer root.Close()
	if err := root.RemoveAll(staging); err != nil { // of a build that was killed
		return result, err
	}
	if err := root.MkdirAll(stagedNew, 0o755); err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, root.RemoveAll(staging)) }()
	staged, err := root.OpenRoot(stagedNew)
	if err != nil {
		return result, err
	}
	defer staged.Close()
	w := &writer{root: root, staged: staged, folder: folder, empty: empty, site: s, old: readList(root), dirs: map[string]*os.Root{},
		buffers: make(chan *bytes.Buffer, max(s.in.Jobs, 1))}
	if err := w.stage(ctx, o.Progress); err != nil {
		return result, err
	}
	result.Files, result.Changed, result.Findings = len(w.sums), len(w.changed), once(slices.Concat(w.findings...))
	if result.Blocked = s.Blocking(result.Findings) > 0; result.Blocked {
		return result, nil
	}
	result.Removed, err = w.publish()
	return result, err
}

// prepare makes the folder where it is missing and refuses one that is not
// hria's. It lists the folders it made, the deepest first, and tells whether
// there is nothing in the folder.
func prepare(folder string) (made []string, empty bool, err error) {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		for dir := folder; ; dir = filepath.Dir(dir) {
			if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
				break
			}
			made = append(made, dir)
		}
		return made, true, os.MkdirAll(folder, 0o755)
	case err != nil:
		if info, wrong := os.Stat(folder); wrong == nil && !info.IsDir() {
			err = &ForeignError{Path: folder, File: true}
		}
		return nil, false, err
	}
	for _, e := range entries {
		if e.Name() == marker {
			return nil, false, nil
		}
	}
	if len(entries) > 0 && !(len(entries) == 1 && entries[0].Name() == staging) {
		return nil, false, &ForeignError{Path: folder}
	}
	return nil, true, nil
}

// writer is one run of Write.
type writer struct {
	root   *os.Root
	staged *os.Root // the folder stagedNew in it
	folder string
	empty  bool // nothing is there
	site   *Site
	old    sums // what an earlier build wrote
	// buffers to render in that nobody uses now, one for each worker at most. A
	// sync.Pool would lose them to the garbage collector, which comes often here.
	buffers chan *bytes.Buffer

	mu       sync.Mutex
	sums     sums
	changed  []string
	findings []diag.List         // by number of the output
	dirs     map[string]*os.Root // folders of staged that were made; nil: not open
	open     int
}

const (
	openDirs   = 200     // folders that are held open at most
	keptBuffer = 4 << 20 // bytes of the largest buffer that is used again
)

// stage renders everything and keeps what differs from the folder.
func (w *writer) stage(ctx context.Context, progress func(done, total int)) error {
	defer w.closeDirs() // some systems move no folder that is open
	paths := w.site.Outputs()
	w.sums, w.findings = sums{}, make([]diag.List, len(paths))
	done := counter(len(paths), progress)
	err := each(ctx, w.site.in.Jobs, len(paths), func(i int) error {
		defer done()
		return w.render(ctx, i, paths[i])
	}, func(i int) string { return paths[i] })
	if err != nil {
		return err
	}
	if err := w.keep(marker, []byte(markerText)); err != nil {
		return err
	}
	slices.Sort(w.changed)
	return nil
}

// render renders a file and keeps it.
func (w *writer) render(ctx context.Context, i int, path string) error {
	buffer := w.buffer()
	defer w.release(buffer)
	o, _ := w.site.find(path)
	if o.stream != nil {
		buffer.Reset()
		return w.keepStream(ctx, path, func(to io.Writer) error { return o.stream(buffer, to) })
	}
	b, found, err := w.site.renderIn(ctx, path, o, buffer)
	w.findings[i] = found
	if w.site.excused(err, found) {
		return nil
	}
	if err != nil {
		return err
	}
	if p, ok := w.site.plan.Page(path); ok && p.Doc != nil {
		w.site.plan.Read(p) // its text is at hand
		p.Doc.Source.Body.Forget()
	}
	return w.keep(path, b)
}

func (w *writer) buffer() *bytes.Buffer {
	select {
	case b := <-w.buffers:
		return b
	default:
		return new(bytes.Buffer)
	}
}

func (w *writer) release(b *bytes.Buffer) {
	if b.Cap() > keptBuffer {
		return
	}
	select {
	case w.buffers <- b:
	default:
	}
}

// keep notes the sum of a file and stages it where the folder holds something
// else. The folder is compared byte by byte: the list of an earlier build
// cannot know what happened to a file since.
func (w *writer) keep(name string, b []byte) error {
	stays := false
	if !w.empty {
		there, err := w.root.ReadFile(name)
		if stays, err = w.stays(name, bytes.Equal(there, b), err); err != nil {
			return err
		}
	}
	w.note(name, sha256.Sum256(b), !stays)
	if stays {
		return nil
	}
	dir, base, err := w.place(name)
	if err != nil {
		return err
	}
	return dir.WriteFile(base, b, 0o644)
}

// keepStream is keep of a file that is not held as a whole: it is staged first,
// and compared by its sum.
func (w *writer) keepStream(ctx context.Context, name string, write func(io.Writer) error) error {
	dir, base, err := w.place(name)
	if err != nil {
		return err
	}
	f, err := dir.OpenFile(base, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	hash := sha256.New()
	if err := errors.Join(write(io.MultiWriter(f, hash)), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	sum, stays := digest(hash.Sum(nil)), false
	if !w.empty {
		there, err := sumFile(ctx, w.root.FS(), name)
		if stays, err = w.stays(name, there == sum, err); err != nil {
			return err
		}
	}
	w.note(name, sum, !stays)
	if stays {
		return dir.Remove(base)
	}
	return nil
}

// stays tells whether a file of the folder, which was read or could not be, may
// stay as it is. One that is neither the same nor hria's is in the way.
func (w *writer) stays(name string, same bool, unread error) (bool, error) {
	if unread != nil {
		return false, nil
	}
	if _, ours := w.old[name]; !same && !ours && name != marker {
		return false, &ForeignError{Path: filepath.Join(w.folder, name), File: true}
	}
	return same, nil
}

// note notes the sum of a file, and whether it is to be moved into place.
func (w *writer) note(name string, sum digest, changed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sums[name] = hexadecimal(sum)
	if changed {
		w.changed = append(w.changed, name)
	}
}

// place makes the folder of a file in staged. It gives it, or one that it lies
// in, and the name of the file there: a folder is opened, so that the way to it
// is not gone for each of its files, but not one too many.
func (w *writer) place(name string) (*os.Root, string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	folder := path.Dir(name)
	dir, made := w.dirs[folder]
	if !made {
		if err := w.staged.MkdirAll(folder, 0o755); err != nil {
			return nil, "", err
		}
		if w.open < openDirs {
			var err error
			if dir, err = w.staged.OpenRoot(folder); err != nil {
				return nil, "", err
			}
			w.open++
		}
		w.dirs[folder] = dir
	}
	if dir == nil {
		return w.staged, name, nil
	}
	return dir, path.Base(name), nil
}

func (w *writer) closeDirs() {
	for _, dir := range w.dirs {
		if dir != nil {
			dir.Close()
		}
	}
}

// publish moves the staged files into place. The list of hria's files is first
// extended and at the end replaced, so that even a build that is killed leaves
// no file that the next one takes for somebody else's.
func (w *writer) publish() (removed int, err error) {
	stale := w.old.without(w.sums)
	if len(w.changed) == 0 && len(stale) == 0 && w.old.equal(w.sums) {
		return 0, nil
	}
	m := &move{root: w.root}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.undo())
		}
	}()
	if err := m.put(list, w.old.with(w.sums).bytes()); err != nil {
		return 0, err
	}
	for _, name := range stale {
		if err := m.remove(name); err != nil {
			return 0, err
		}
	}
	if err := m.replaceAll(w.changed); err != nil {
		return 0, err
	}
	return len(stale), m.put(list, w.sums.bytes())
}

func writeFile(root *os.Root, name string, b []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	return root.WriteFile(name, b, 0o644)
}

// counter tells progress how many are done, one call at a time.
func counter(total int, progress func(done, total int)) func() {
	var mu sync.Mutex
	n := 0
	return func() {
		mu.Lock()
		defer mu.Unlock()
		if n++; progress != nil {
			progress(n, total)
		}
	}
}
