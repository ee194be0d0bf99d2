package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// stamp tells one state of a file from another. Clocks of network drives are
// coarse, so that a file that changed is looked at again some times, by what is
// in it.
type stamp struct {
	size  int64
	time  time.Time
	mode  fs.FileMode
	again int
}

// again is how many more looks a file is given that changed.
const again = 8

// poll looks at all files and gives those that are not what they were.
func (w *watcher) poll() []string {
	now := w.look()
	var out []string
	for path, s := range now {
		before, known := w.stamps[path]
		switch {
		case !known || before.size != s.size || !before.time.Equal(s.time) || before.mode != s.mode:
			s.again = again
			out = append(out, path)
		case before.again > 0:
			s.again = before.again - 1
			out = append(out, path)
		}
		now[path] = s
	}
	for path := range w.stamps {
		if _, there := now[path]; !there {
			out = append(out, path)
		}
	}
	w.stamps = now
	return out
}

// look takes the stamps of all files of the site, behind symbolic links.
func (w *watcher) look() map[string]stamp {
	out := map[string]stamp{}
	for _, root := range w.roots {
		filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil
			case name != root && hidden(name):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case d.IsDir():
				return nil
			}
			if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
				out[name] = stamp{size: info.Size(), time: info.ModTime(), mode: info.Mode()}
			}
			return nil
		})
	}
	return out
}
