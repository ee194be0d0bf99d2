package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// NoteCache keeps briefing notes, and pictures as they are published, in a
// folder from one run of hria to the next. Its laws: a key says everything that
// an entry was made of, the program included; an entry that is not whole is
// never given out; what cannot be read
// or written is made again; the folder may be emptied at any time. A nil
// NoteCache keeps nothing.
type NoteCache struct {
	dir     string
	program func() string
	trimmed sync.Once
}

// mostBytes are kept: a note has some 100 KB, a picture 10.
const mostBytes = 400 << 20

// NewNoteCache keeps notes in dir. program tells one build of hria from
// another; it is asked when the first note is made.
func NewNoteCache(dir string, program func() string) *NoteCache {
	return &NoteCache{dir: dir, program: sync.OnceValue(program)}
}

func (c *NoteCache) file(key digest) string {
	sum := sha256.Sum256(append(key[:], c.program()...))
	return filepath.Join(c.dir, hexadecimal(sum))
}

// load gives the note of a key. The first bytes of an entry are the sum of the
// rest.
func (c *NoteCache) load(key digest) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	b, err := os.ReadFile(c.file(key))
	if err != nil || len(b) < sha256.Size {
		return nil, false
	}
	pdf := b[sha256.Size:]
	sum := sha256.Sum256(pdf)
	return pdf, bytes.Equal(sum[:], b[:sha256.Size])
}

func (c *NoteCache) store(key digest, pdf []byte) {
	if c == nil {
		return
	}
	if os.MkdirAll(c.dir, 0o700) != nil {
		return
	}
	c.trimmed.Do(c.trim)
	f, err := os.CreateTemp(c.dir, "new-")
	if err != nil {
		return
	}
	sum := sha256.Sum256(pdf)
	_, err = f.Write(append(sum[:], pdf...))
	if f.Close() != nil || err != nil || os.Rename(f.Name(), c.file(key)) != nil {
		os.Remove(f.Name())
	}
}

// trim removes the oldest entries where there are too many, or where they are
// too large together.
func (c *NoteCache) trim() {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return
	}
	var files []os.FileInfo
	total := int64(0)
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			files = append(files, info)
			total += info.Size()
		}
	}
	if total <= mostBytes {
		return
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int {
		return cmp.Or(a.ModTime().Compare(b.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	for _, f := range files {
		if total <= mostBytes/2 {
			return
		}
		total -= f.Size()
		os.Remove(filepath.Join(c.dir, f.Name()))
	}
}
