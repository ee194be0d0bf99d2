package serve

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Editors save in several steps: truncate and write, or write another file and
// rename it. A save is over when nothing happened for the quiet time; a flood
// that never ends is looked at all the same.
const (
	quiet   = 30 * time.Millisecond
	longest = 500 * time.Millisecond
)

// watcher tells which files of a site were changed. It watches folders, not
// files: a file that an editor replaces is another one.
type watcher struct {
	folder  string
	say     func(string)
	notify  *fsnotify.Watcher
	roots   []string // files and folders of the site, on the disk
	seen    map[string][sha256.Size]byte
	watched map[string]bool
}

func newWatcher(folder string, say func(string)) (*watcher, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("cannot watch files: %w", err)
	}
	return &watcher{folder: folder, say: say, notify: n, seen: map[string][sha256.Size]byte{}, watched: map[string]bool{}}, nil
}

func (w *watcher) close() { w.notify.Close() }

// follow watches the files and folders of a site. Those that are not there yet
// are seen when they come, since the folders above them are watched, too.
func (w *watcher) follow(roots []string) {
	w.roots = w.roots[:0]
	for _, r := range roots {
		path := filepath.Join(w.folder, filepath.FromSlash(r))
		w.roots = append(w.roots, path)
		for dir := filepath.Dir(path); within(w.folder, dir); dir = filepath.Dir(dir) {
			w.add(dir)
		}
		w.addAll(path)
	}
}

// addAll watches a folder and all below it.
func (w *watcher) addAll(path string) {
	filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return nil
		case name != path && hidden(name):
			return fs.SkipDir
		}
		w.add(name)
		return nil
	})
}

func (w *watcher) add(dir string) {
	if w.watched[dir] {
		return
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return
	}
	if err := w.notify.Add(dir); err != nil {
		w.say(fmt.Sprintf("cannot watch %q: %s", dir, err))
		return
	}
	w.watched[dir] = true
}

// run calls changed with the paths of every save until ctx ends.
func (w *watcher) run(ctx context.Context, changed func([]string)) {
	pending := map[string]bool{}
	var calm, late <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case err, ok := <-w.notify.Errors:
			if !ok {
				return
			}
			w.say("watching files: " + err.Error())
			pending[w.folder] = true // some events were lost: look at everything
			calm = time.After(quiet)
			continue
		case e, ok := <-w.notify.Events:
			if !ok {
				return
			}
			if !w.concerns(e) {
				continue
			}
			pending[e.Name] = true
			if calm = time.After(quiet); late == nil {
				late = time.After(longest)
			}
			continue
		case <-calm:
		case <-late:
		}
		calm, late = nil, nil
		paths := w.differ(slices.Sorted(maps.Keys(pending)))
		clear(pending)
		if len(paths) > 0 {
			changed(paths)
		}
	}
}

// concerns tells whether an event is about a file of the site, and begins to
// watch folders that came.
func (w *watcher) concerns(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod || hidden(e.Name) {
		return false
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		w.forget(e.Name)
	}
	ours := false
	for _, root := range w.roots {
		ours = ours || within(root, e.Name) || e.Has(fsnotify.Create) && within(e.Name, root)
	}
	if ours && e.Has(fsnotify.Create) {
		w.addAll(e.Name)
	}
	return ours
}

// forget stops to watch a folder that went, with all below it: under its new
// name it is another one.
func (w *watcher) forget(path string) {
	for dir := range w.watched {
		if within(path, dir) {
			w.notify.Remove(dir)
			delete(w.watched, dir)
		}
	}
}

// differ leaves out files whose bytes are those of the last time, and names
// the others as the site does.
func (w *watcher) differ(paths []string) []string {
	var out []string
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			delete(w.seen, path)
		} else {
			sum := sha256.Sum256(b)
			if w.seen[path] == sum {
				continue
			}
			w.seen[path] = sum
		}
		if rel, err := filepath.Rel(w.folder, path); err == nil {
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out
}

// within tells whether a path is a folder or lies below it.
func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// hidden tells whether a file is an editor's or the system's, not the author's.
func hidden(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") && name != "." && name != ".." || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") || name == "4913"
}
