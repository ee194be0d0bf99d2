package build

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"hria/internal/diag"
	"hria/internal/web"
)

// CodeCache keeps highlighted code, which takes longer to make than all else on
// a page: within a run, so that no block is highlighted twice, and in one file
// from one run to the next. Its laws are those of NoteCache: a key says all that
// the HTML was made of, the program included; what is not whole is never given
// out; what cannot be read or written is made again; the file may be removed at
// any time.
type CodeCache struct {
	dir     string // "": for this run only
	program func() string
	limit   func() (context.Context, context.CancelFunc) // for each block
	opened  sync.Once

	mu    sync.Mutex
	file  *os.File          // nil: none
	at    map[digest]int    // where an entry lies in the file; below 0, in fresh, counted from -1
	fresh []byte            // entries that are not in the file
	whole bool              // the file could be read to its end
	slow  map[digest]string // code that came plain when it was last asked for, since time was up
}

const (
	codeKept  = 16 << 20  // bytes that are kept in memory
	codeWrite = 1 << 20   // bytes of new entries that are worth a write
	codeFile  = 128 << 20 // bytes of a file from which on a new one is begun
	codeFiles = 2         // of other builds of hria that are kept
)

// codePatience is how long a block of code may take to be highlighted: some
// thousand times what the longest ones take.
const codePatience = 10 * time.Second

// An entry is a mark, the key, the length of the HTML, the sum of key and HTML,
// and the HTML.
const (
	codeMark = "hria"
	codeHead = len(codeMark) + sha256.Size + 4 + sha256.Size
)

// NewCodeCache keeps code in a file of dir, or for this run alone where dir is
// empty. program tells one build of hria from another; it is asked when the
// first code is met.
func NewCodeCache(dir string, program func() string) *CodeCache {
	limit := func() (context.Context, context.CancelFunc) {
		return context.WithTimeout(context.Background(), codePatience)
	}
	return &CodeCache{dir: dir, program: program, limit: limit, at: map[digest]int{}, whole: true, slow: map[digest]string{}}
}

// html gives a block of code as HTML, highlighted where its language is known.
// What takes too long is not remembered, and slowIn speaks of it.
func (c *CodeCache) html(language, code string) string {
	if language == "" { // plain, which takes no time and no memory of it
		html, _ := web.Highlight(context.Background(), language, code)
		return html
	}
	c.opened.Do(c.open)
	key := sha256.Sum256([]byte(language + "\n" + code))
	if html, ok := c.load(key); ok {
		return html
	}
	ctx, cancel := c.limit()
	defer cancel()
	html, err := web.Highlight(ctx, language, code)
	if c.note(key, code, err != nil); err == nil {
		c.store(key, html)
	}
	return html
}

func (c *CodeCache) note(key digest, code string, slow bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if delete(c.slow, key); slow {
		c.slow[key] = code
	}
}

// slowIn reports the blocks of code in a file that took too long. A page shows
// them plain, which depends on the machine and is therefore not published.
func (c *CodeCache) slowIn(file *diag.File) diag.List {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found diag.List
	for _, code := range c.slow {
		if at, ok := linesIn(file, code); ok {
			found = append(found, diag.Finding{Rule: "TX-04", Severity: diag.Error, Span: at,
				Message: fmt.Sprintf("this code takes longer than %s to highlight", codePatience),
				Help:    "leave out the language after ```, or take the code apart"})
		}
	}
	slices.SortFunc(found, func(a, b diag.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return found
}

// linesIn finds the first line of a block of code that has all of its lines. In
// a list they are indented, so that the block as a whole is not to be found.
func linesIn(file *diag.File, code string) (diag.Span, bool) {
	at, known := diag.Span{File: file}, false
	for line := range strings.Lines(code) {
		line = strings.TrimSpace(line)
		start := bytes.Index(file.Text, []byte(line))
		if start < 0 {
			return at, false
		}
		if !known && line != "" {
			at.Start, at.End, known = start, start+len(line), true
		}
	}
	return at, known
}

// open reads which entries the file has.
func (c *CodeCache) open() {
	if c.dir == "" || os.MkdirAll(c.dir, 0o700) != nil {
		return
	}
	c.trim()
	name := c.name()
	if info, err := os.Stat(name); err == nil && info.Size() > codeFile {
		os.Remove(name)
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return
	}
	c.file = file
	r := bufio.NewReaderSize(file, 1<<16)
	var head [codeHead]byte
	for at := 0; ; {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			c.whole = err == io.EOF
			return
		}
		key, size := readHead(head[:])
		if n, err := r.Discard(size); err != nil || n < size || string(head[:len(codeMark)]) != codeMark {
			c.whole = false
			return
		}
		c.at[key] = at
		at += codeHead + size
	}
}

func (c *CodeCache) name() string {
	sum := sha256.Sum256([]byte(c.program()))
	return filepath.Join(c.dir, hexadecimal(sum)[:32])
}

func readHead(head []byte) (key digest, size int) {
	rest := head[len(codeMark):]
	return digest(rest[:sha256.Size]), int(binary.BigEndian.Uint32(rest[sha256.Size:]))
}

func (c *CodeCache) load(key digest) (html string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.at[key]
	switch {
	case !ok:
		return "", false
	case at < 0:
		return readEntry(bytes.NewReader(c.fresh[-1-at:]), key)
	}
	return readEntry(io.NewSectionReader(c.file, int64(at), codeFile), key)
}

// readEntry gives the HTML of an entry, if it is the one and whole.
func readEntry(r io.Reader, want digest) (html string, ok bool) {
	var head [codeHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return "", false
	}
	key, size := readHead(head[:])
	if key != want || size > codeFile {
		return "", false
	}
	b := make([]byte, len(key)+size)
	copy(b, key[:])
	if _, err := io.ReadFull(r, b[len(key):]); err != nil {
		return "", false
	}
	sum := sha256.Sum256(b)
	return string(b[len(key):]), string(sum[:]) == string(head[codeHead-sha256.Size:])
}

func (c *CodeCache) store(key digest, html string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.fresh)+codeHead+len(html) > codeKept {
		return
	}
	c.at[key] = -1 - len(c.fresh)
	sum := sha256.Sum256(append(key[:], html...))
	c.fresh = append(append(c.fresh, codeMark...), key[:]...)
	c.fresh = binary.BigEndian.AppendUint32(c.fresh, uint32(len(html)))
	c.fresh = append(append(c.fresh, sum[:]...), html...)
	if len(c.fresh) > codeWrite {
		c.save()
	}
}

// Save writes to the file what is new. A build calls it at its end.
func (c *CodeCache) Save() {
	if c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.save()
	}
}

// save appends in one write, so that two runs of hria do not mix what they
// write. A file that is damaged is begun anew.
func (c *CodeCache) save() {
	if c.file == nil || len(c.fresh) == 0 {
		return
	}
	if !c.whole {
		if c.file.Truncate(0) != nil {
			return
		}
		c.whole = true
		for key, at := range c.at {
			if at >= 0 {
				delete(c.at, key)
			}
		}
	}
	_, err := c.file.Write(c.fresh)
	end, wrong := c.file.Seek(0, io.SeekCurrent)
	if err != nil || wrong != nil {
		c.whole = false // what was written of it
		return
	}
	start := int(end) - len(c.fresh)
	for key, at := range c.at {
		if at < 0 {
			c.at[key] = start + -1 - at
		}
	}
	c.fresh = c.fresh[:0]
}

// trim removes the files of older builds of hria.
func (c *CodeCache) trim() {
	files := newestFirst(c.dir)
	if len(files) <= codeFiles+1 {
		return
	}
	for _, f := range files[codeFiles:] {
		os.Remove(filepath.Join(c.dir, f.Name()))
	}
}
