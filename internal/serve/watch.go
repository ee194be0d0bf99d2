package serve

import (
	"context"
	"crypto/sha256"
	"errors"
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
// rename it. A save is over when nothing happened for the quiet time; many
// files, as when another branch is checked out, are given longer. A flood that
// never ends is looked at all the same.
const (
	quiet   = 20 * time.Millisecond
	many    = 20 // files
	quieter = 120 * time.Millisecond
	longest = 3 * time.Second
	// A file that is suddenly empty is most likely about to be written. It is
	// waited for this often.
	emptyLooks = 5
)

// watcher tells which files of a site were changed. It watches folders, not
// files: a file that an editor replaces is another one. What a symbolic link
// leads to is watched where it lies.
type watcher struct {
	folder  string // without symbolic links
	say     func(string)
	notify  *fsnotify.Watcher // nil: files are looked at every now and then
	every   time.Duration
	roots   []string // files and folders of the site, on the disk
	seen    map[string][sha256.Size]byte
	watched map[string]bool
	links   map[string][]string // symbolic links by the files that they lead to
	stamps  map[string]stamp    // of the last look
}

// newWatcher begins to watch a folder: as the system tells of changes or, where
// every is set, by a look at all files.
func newWatcher(folder string, every time.Duration, say func(string)) (*watcher, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	if plain, err := filepath.EvalSymlinks(folder); err == nil {
		folder = plain
	}
	w := &watcher{folder: folder, say: say, every: every, seen: map[string][sha256.Size]byte{}, watched: map[string]bool{}, links: map[string][]string{}}
	if every > 0 {
		return w, nil
	}
	if w.notify, err = fsnotify.NewWatcher(); err != nil {
		return nil, fmt.Errorf("cannot watch files: %w; --poll looks at them every now and then", err)
	}
	return w, nil
}

func (w *watcher) close() {
	if w.notify != nil {
		w.notify.Close()
	}
}

// follow watches the files and folders of a site. Those that are not there yet
// are seen when they come, since the folders above them are watched, too.
func (w *watcher) follow(roots []string) {
	var paths []string
	for _, r := range roots {
		paths = append(paths, filepath.Join(w.folder, filepath.FromSlash(r)))
	}
	if slices.Equal(paths, w.roots) {
		return
	}
	w.roots = paths
	if w.notify == nil {
		w.stamps = w.look()
		return
	}
	for _, path := range paths {
		for dir := filepath.Dir(path); within(w.folder, dir); dir = filepath.Dir(dir) {
			w.add(dir)
		}
		w.addAll(path)
	}
}

// addAll watches a folder and all below it, and what the symbolic links in it
// lead to.
func (w *watcher) addAll(path string) {
	filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case name != path && hidden(name):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			w.add(name)
		case d.Type()&fs.ModeSymlink != 0:
			w.addLink(name)
		}
		return nil
	})
}

// addLink watches what a symbolic link leads to, inside the site.
func (w *watcher) addLink(link string) {
	to, err := filepath.EvalSymlinks(link)
	if err != nil || !within(w.folder, to) || slices.Contains(w.links[to], link) {
		return
	}
	w.links[to] = append(w.links[to], link)
	w.add(filepath.Dir(to))
}

func (w *watcher) add(dir string) {
	if w.watched[dir] {
		return
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return
	}
	if err := w.notify.Add(dir); err != nil {
		w.say(fmt.Sprintf("cannot watch %q: %s; --poll looks at files every now and then", dir, err))
		return
	}
	w.watched[dir] = true
}

// run calls changed with the paths of every save until ctx ends.
func (w *watcher) run(ctx context.Context, changed func([]string)) {
	pending := map[string]bool{}
	var calm, late, look <-chan time.Time
	var events chan fsnotify.Event
	var failures chan error
	if w.notify != nil {
		events, failures = w.notify.Events, w.notify.Errors
	} else {
		tick := time.NewTicker(w.every)
		defer tick.Stop()
		look = tick.C
	}
	waits := 0
	for {
		var news []string
		select {
		case <-ctx.Done():
			return
		case err, ok := <-failures:
			if !ok {
				return
			}
			w.say("watching files: " + err.Error())
			news = []string{w.folder} // some events were lost: look at everything
		case e, ok := <-events:
			if !ok {
				return
			}
			news = w.concerns(e)
		case <-look:
			news = w.poll()
		case <-calm:
			calm = nil
		case <-late:
			calm, waits = nil, emptyLooks
		}
		for _, path := range news {
			pending[path] = true
		}
		if len(news) > 0 {
			if calm = time.After(quiet); len(pending) > many {
				calm = time.After(quieter)
			}
			if late == nil {
				late = time.After(longest)
			}
		}
		if calm != nil || len(pending) == 0 {
			continue
		}
		paths, settled := w.differ(slices.Sorted(maps.Keys(pending)), waits < emptyLooks)
		if !settled {
			waits++
			calm = time.After(quiet)
			continue
		}
		late, waits = nil, 0
		clear(pending)
		if len(paths) > 0 {
			changed(paths)
		}
	}
}

// concerns gives the files of the site that an event is about, and begins to
// watch folders that came.
func (w *watcher) concerns(e fsnotify.Event) []string {
	if e.Op == fsnotify.Chmod || hidden(e.Name) {
		return nil
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		w.forget(e.Name)
	}
	out := slices.Clone(w.links[e.Name])
	ours := false
	for _, root := range w.roots {
		ours = ours || within(root, e.Name) || e.Has(fsnotify.Create) && within(e.Name, root)
	}
	if ours && e.Has(fsnotify.Create) {
		w.addAll(e.Name)
	}
	if ours {
		out = append(out, e.Name)
	}
	return out
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

// gone stands for the bytes of a file that is no more.
var gone [sha256.Size]byte

// differ leaves out files whose bytes are those of the last time, and names
// the others as the site does. Nothing is settled while a file that had
// something in it is empty: whoever writes it has only begun. patient says
// whether there is time to wait for that.
func (w *watcher) differ(paths []string, patient bool) (out []string, settled bool) {
	sums := make([][sha256.Size]byte, len(paths))
	unread := make([]bool, len(paths))
	for i, path := range paths {
		b, err := os.ReadFile(path)
		sums[i], unread[i] = sha256.Sum256(b), err != nil
		switch {
		case errors.Is(err, fs.ErrNotExist):
			sums[i], unread[i] = gone, false
		case patient && err == nil && len(b) == 0 && w.seen[path] != sums[i]:
			return nil, false
		}
	}
	for i, path := range paths {
		if before, known := w.seen[path]; known && before == sums[i] && !unread[i] {
			continue
		}
		w.seen[path] = sums[i]
		if rel, err := filepath.Rel(w.folder, path); err == nil {
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out, true
}

// within tells whether a path is a folder or lies below it.
func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// The files of editors, of systems and of programs that keep folders in step,
// which stand beside the author's for a moment.
var (
	notOurs       = []string{".", "#", "~$", "~RF"}
	notOursEnding = []string{"~", ".tmp", ".TMP", ".swp", ".swx", ".part", ".partial", ".crdownload", "___jb_tmp___", "___jb_old___", "___jb_bak___"}
)

// hidden tells whether a file is an editor's or the system's, not the author's.
func hidden(path string) bool {
	name := filepath.Base(path)
	begins := func(s string) bool { return strings.HasPrefix(name, s) }
	ends := func(s string) bool { return strings.HasSuffix(name, s) }
	return name == "4913" || name != "." && name != ".." && slices.ContainsFunc(notOurs, begins) || slices.ContainsFunc(notOursEnding, ends)
}
