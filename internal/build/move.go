package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
)

// move changes files of a folder so that every change can be undone: it keeps
// what was there in the staging folder until that is removed.
type move struct {
	root *os.Root
	done []step
}

// step is one change: the path, and where its former bytes are kept, if there
// was a file. What was adopted is whole: nothing of it was there before.
type step struct {
	path, kept string
	whole      bool
}

// put writes a file.
func (m *move) put(name string, b []byte) error {
	staged := path.Join(staging, "put", strconv.Itoa(len(m.done)))
	if err := writeFile(m.root, staged, b); err != nil {
		return err
	}
	return m.replace(name, staged)
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

// adopt moves all that a folder holds to the top, where nothing of these names
// is. Whole folders are moved at once.
func (m *move) adopt(folder string) error {
	dir, err := m.root.Open(folder)
	if err != nil {
		return err
	}
	names, err := dir.Readdirnames(-1)
	if err = errors.Join(err, dir.Close()); err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		m.done = append(m.done, step{path: name, whole: true})
		if err := m.root.Rename(path.Join(folder, name), name); err != nil {
			return err
		}
	}
	return nil
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
		if s.whole {
			errs = append(errs, m.root.RemoveAll(s.path))
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
