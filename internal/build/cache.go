package build

import (
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

// load gives the note of a key.
func (c *NoteCache) load(key digest) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	return readSummed(c.file(key))
}

func (c *NoteCache) store(key digest, pdf []byte) {
	if c == nil {
		return
	}
	c.trimmed.Do(c.trim)
	keepSummed(c.file(key), pdf)
}

// trim removes the oldest entries where they are too large together.
func (c *NoteCache) trim() {
	files, total := newestFirst(c.dir), int64(0)
	for _, f := range files {
		total += f.Size()
	}
	if total <= mostBytes {
		return
	}
	for _, f := range slices.Backward(files) {
		if total <= mostBytes/2 {
			return
		}
		total -= f.Size()
		os.Remove(filepath.Join(c.dir, f.Name()))
	}
}
