package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// move changes files of a folder so that every change can be undone: it keeps
// what was there in the staging folder until that is removed.
type move struct {
	root *os.Root
	done []step
}

// step is one change: the path, and where its former bytes are kept, if there
// was a file. A folder that was not there goes back to where it was staged.
type step struct {
	path, kept, staged string
}

// put writes a file.
func (m *move) put(name string, b []byte) error {
	staged := path.Join(staging, "put", strconv.Itoa(len(m.done)))
	if err := writeFile(m.root, staged, b); err != nil {
		return err
	}
	return m.replace(name, staged)
}

// replaceAll moves staged files, sorted by name, into place. A folder that is
// not there yet comes with all its files at once.
func (m *move) replaceAll(names []string) error {
	moved, there := "/", map[string]bool{".": true}
	for _, name := range names {
		if strings.HasPrefix(name, moved) {
			continue
		}
		if dir := m.missing(path.Dir(name), there); dir != "" {
			staged := path.Join(stagedNew, dir)
			if err := m.root.Rename(staged, dir); err != nil {
				return err
			}
			m.done = append(m.done, step{path: dir, staged: staged})
			moved = dir + "/"
			continue
		}
		if err := m.replace(name, path.Join(stagedNew, name)); err != nil {
			return err
		}
	}
	return nil
}

// missing gives the outermost folder on the way to dir that is not there, or
// "". It notes those that are.
func (m *move) missing(dir string, there map[string]bool) string {
	if there[dir] {
		return ""
	}
	if outer := m.missing(path.Dir(dir), there); outer != "" {
		return outer
	}
	if _, err := m.root.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return dir
	}
	there[dir] = true
	return ""
}

// replace moves a staged file over the one of this name, at once, so that a
// server that serves the folder never finds it missing.
func (m *move) replace(name, staged string) error {
	if err := m.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	kept, err := m.keep(name)
	if err != nil {
		return err
	}
	m.done = append(m.done, step{path: name, kept: kept})
	return m.root.Rename(staged, name)
}

// remove removes a file and the folders that it leaves empty.
func (m *move) remove(name string) error {
	kept, err := m.keep(name)
	if err != nil || kept == "" {
		return err
	}
	m.done = append(m.done, step{path: name, kept: kept})
	if err := m.root.Remove(name); err != nil {
		return err
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if m.root.Remove(dir) != nil { // not empty
			break
		}
	}
	return nil
}

// keep makes a second name for a file, or a copy where the disk knows no such
// thing. It gives "" where there is no file.
func (m *move) keep(name string) (string, error) {
	kept := path.Join(staging, "old", strconv.Itoa(len(m.done)))
	if err := m.root.MkdirAll(path.Dir(kept), 0o755); err != nil {
		return "", err
	}
	err := m.root.Link(name, kept)
	switch {
	case err == nil:
		return kept, nil
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	}
	b, err := m.root.ReadFile(name)
	if err != nil {
		return "", err
	}
	return kept, writeFile(m.root, kept, b)
}

// undo takes all changes back, the last one first.
func (m *move) undo() error {
	var errs []error
	for _, s := range slices.Backward(m.done) {
		if s.staged != "" {
			errs = append(errs, m.root.Rename(s.path, s.staged))
			continue
		}
		if s.kept == "" {
			if err := m.root.Remove(s.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
			continue
		}
		errs = append(errs, m.root.MkdirAll(path.Dir(s.path), 0o755), m.root.Rename(s.kept, s.path))
	}
	return errors.Join(errs...)
}
