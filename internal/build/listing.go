package build

import (
	"io/fs"
	"path"
	"time"

	"hria/internal/source"
)

// listing remembers what is in the folders of a site, so that a save in a folder
// of thousands of files does not list all of them. Its laws:
//
//  1. A folder is listed again when its time is another one, when the caller
//     does not know what changed, and when a file that is said to have changed
//     came or went.
//  2. Clocks of files are coarse: a listing is trusted once a second one, in
//     another build, was taken at the same time of the folder.
//  3. A file system that has no times is listed by every build.
type listing struct {
	fs.FS
	changed     changes
	before, now map[string]folderList
}

type folderList struct {
	time    time.Time
	entries []fs.DirEntry
	sure    bool
}

// listed are the files of a site by their names, as the last build found them.
type listed struct {
	content           string // the folder of documents
	folders           map[string]folderList
	documents, others []string
}

// list lists the documents and the files beside them; where no folder differs
// from what the last build listed, as it did.
func (s *Session) list(files fs.FS, content string) (documents, others []string, err error) {
	l := &listing{files, s.changed, s.listed.folders, map[string]folderList{}}
	if s.listed.content == content && l.same() {
		return s.listed.documents, s.listed.others, nil
	}
	documents, others, err = source.List(l, content)
	if err == nil {
		s.listed = listed{content, l.now, documents, others}
	}
	return documents, others, err
}

// same tells whether all folders that were listed before would be listed as they
// were.
func (l *listing) same() bool {
	for name, old := range l.before {
		entries, err := l.ReadDir(name)
		if err != nil || !old.sure || len(entries) != len(old.entries) || len(entries) > 0 && &entries[0] != &old.entries[0] {
			return false
		}
	}
	return len(l.before) > 0
}

// ReadDir lists a folder.
func (l *listing) ReadDir(name string) ([]fs.DirEntry, error) {
	about, err := fs.Stat(l.FS, name)
	if err != nil {
		return nil, err
	}
	old, known := l.before[name]
	same := known && !about.ModTime().IsZero() && old.time.Equal(about.ModTime())
	if same && old.sure && !l.differs(name, old.entries) {
		l.now[name] = old
		return old.entries, nil
	}
	entries, err := fs.ReadDir(l.FS, name)
	if err == nil {
		l.now[name] = folderList{about.ModTime(), entries, same}
	}
	return entries, err
}

// differs tells whether a file that is said to have changed came to a folder or
// left it.
func (l *listing) differs(folder string, entries []fs.DirEntry) bool {
	if l.changed.has(folder) {
		return true
	}
	for name := range l.changed.names {
		if path.Dir(name) != folder {
			continue
		}
		about, err := fs.Stat(l.FS, name)
		var there fs.DirEntry
		for _, e := range entries {
			if e.Name() == path.Base(name) {
				there = e
			}
		}
		if (err == nil) != (there != nil) || there != nil && there.Type()&fs.ModeSymlink == 0 && there.IsDir() != about.IsDir() {
			return true
		}
	}
	return false
}
