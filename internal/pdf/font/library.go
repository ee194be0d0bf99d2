package font

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
)

// Library is the fonts of a machine. It lends a font where those of a site lack
// a character. Nothing is read before the first character is asked for; then
// the folders are listed, and what is not known yet of a file is read from its
// head. A font is opened as a whole when it is lent.
//
// What it lends follows from the files alone, whatever was asked for before and
// by how many at once. It is safe for concurrent use.
type Library struct {
	folders []Folder
	load    func() []byte
	save    func([]byte)

	mu    sync.Mutex
	ready bool
	files []*libraryFile
	list  []*libraryFont
	lent  map[lentKey]*Face
	faces map[faceKey]*Face
	bytes map[*libraryFile][]byte
}

// Folder is a folder of fonts: its name for messages, and what is in it.
type Folder struct {
	Name  string
	Files fs.FS
}

// NewLibrary makes a Library of folders; those that are not there are left out.
// What is learnt about files is given to save, and load gives it back in the
// next run: it may be nil, old or broken. Both may be nil.
func NewLibrary(folders []Folder, load func() []byte, save func([]byte)) *Library {
	return &Library{folders: folders, load: load, save: save,
		lent: map[lentKey]*Face{}, faces: map[faceKey]*Face{}, bytes: map[*libraryFile][]byte{}}
}

// libraryFile is what is known of a file. A file whose size and time are those
// of the last run is not read again.
type libraryFile struct {
	Folder, Path string
	Size, Time   int64
	Sum          string `json:",omitempty"` // of its bytes, once they were read
	Bad          bool   `json:",omitempty"` // cannot be used
	Fonts        []*libraryFont
	at           int // place of the folder in the Library
}

func (f *libraryFile) name() string { return path.Join(f.Folder, f.Path) }

// libraryFont is what is known of a font in a file.
type libraryFont struct {
	Index       int
	Family      string
	Weight      int
	Italic      bool           `json:",omitempty"`
	Narrow      bool           `json:",omitempty"`
	Least, Most int            `json:",omitempty"`
	Rows        []byte         // of characters, packed
	Scripts     map[string]int // how many characters of each
	file        *libraryFile
	rows        []rune
}

type lentKey struct {
	bold, italic bool
	writing      string
	r            rune
}

type faceKey struct {
	font *libraryFont
	bold bool
}

const (
	libraryVersion = 1    // of what is saved
	mostFiles      = 5000 // that are looked at
)

type libraryIndex struct {
	Version int
	Files   []*libraryFile
}

// lend returns the face for a character, nil where no font has it.
func (l *Library) lend(a Ask) *Face {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	key := keyOf(a)
	f, ok := l.lent[key]
	if !ok {
		l.best(key, func(x *libraryFont) bool {
			var err error
			f, err = l.open(x, key.bold)
			return err == nil
		})
		l.lent[key] = f
	}
	return f
}

// Same reports whether the Library would lend the same for the same characters
// as once before. Fonts that were opened in an earlier run and did not change
// are not opened for that. A nil Library lends nothing.
func (l *Library) Same(loans []Loan) bool {
	if l == nil {
		return !slices.ContainsFunc(loans, func(x Loan) bool { return x.Font != "" })
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, loan := range loans {
		for _, r := range loan.Runes {
			if l.wouldLend(keyOf(Ask{Bold: loan.Bold, Italic: loan.Italic, Lang: loan.Lang, Rune: r})) != loan.Font {
				return false
			}
		}
	}
	return true
}

// wouldLend gives the Key of the face that lend gives.
func (l *Library) wouldLend(key lentKey) string {
	if f, ok := l.lent[key]; ok {
		return keyOfFace(f)
	}
	name := ""
	l.best(key, func(x *libraryFont) bool {
		if x.file.Sum != "" {
			name = x.key(x.variations(key.bold))
			return true
		}
		f, err := l.open(x, key.bold)
		name = keyOfFace(f)
		return err == nil
	})
	return name
}

func keyOfFace(f *Face) string {
	if f == nil {
		return ""
	}
	return f.key
}

func keyOf(a Ask) lentKey {
	key := lentKey{a.Bold, a.Italic, "", a.Rune}
	if ByLanguage(a.Rune) {
		key.writing = writing(a.Lang)
	}
	return key
}

// best offers the fonts that have a character, the best first, until one is
// taken. One that is not is not offered again.
func (l *Library) best(key lentKey, take func(*libraryFont) bool) {
	l.prepare()
	var list []*libraryFont
	most := 0
	script := language.LookupScript(key.r).String()
	for _, f := range l.list {
		if !f.file.Bad && covers(f.rows, key.r) {
			list = append(list, f)
			most = max(most, f.Scripts[script])
		}
	}
	want := regular
	if key.bold {
		want = bold
	}
	rank := func(f *libraryFont) [6]int {
		other, slant := 0, 0
		if w := writingOf(f.Family); key.writing != "" && w != key.writing {
			other = 1
			if w != "" {
				other = 2
			}
		}
		if f.Italic != key.italic {
			slant = 1
		}
		return [6]int{other, (most - f.Scripts[script]) * 4 / max(most, 1), f.kind(), f.from(want), slant, len(f.Family)}
	}
	slices.SortStableFunc(list, func(a, b *libraryFont) int {
		x, y := rank(a), rank(b)
		return slices.Compare(x[:], y[:])
	})
	for _, f := range list {
		if f.file.Bad {
			continue
		}
		if take(f) {
			return
		}
		f.file.Bad = true
		l.keep()
	}
}

// from is how far the font is from a weight.
func (f *libraryFont) from(want int) int {
	if f.Most > f.Least {
		want -= min(max(want, f.Least), f.Most)
	} else {
		want -= f.Weight
	}
	return max(want, -want)
}

// kind sorts families by how well they go with the built-in ones: plain letters
// made for running text first, what is made for screens, titles or code last.
func (f *libraryFont) kind() int {
	for _, w := range strings.Fields(f.Family) {
		switch w {
		case "UI", "Mono", "Display", "Nastaliq", "Kufi", "Looped", "Rashi", "Unjoined", "Slanted", "LastResort", "Unifont":
			return 3
		}
	}
	switch {
	case f.Narrow, strings.HasPrefix(f.Family, "."), f.Weight < 300 || f.Weight > 800:
		return 3
	case strings.HasPrefix(f.Family, "Noto Sans"), strings.HasPrefix(f.Family, "Source Han Sans"), strings.HasPrefix(f.Family, "Noto Naskh"):
		return 0
	case strings.HasPrefix(f.Family, "Noto "):
		return 1
	}
	return 2
}

// variations are the axes of a variable font for a weight.
func (f *libraryFont) variations(wantBold bool) map[string]float64 {
	if f.Most <= f.Least {
		return nil
	}
	want := regular
	if wantBold {
		want = bold
	}
	return map[string]float64{"wght": float64(min(max(want, f.Least), f.Most))}
}

// key says what the font is: its bytes, its place in them, its axes.
func (f *libraryFont) key(axes map[string]float64) string {
	return fmt.Sprintf("%s %d %v", f.file.Sum, f.Index, axes)
}

// open reads a font that is lent.
func (l *Library) open(f *libraryFont, wantBold bool) (*Face, error) {
	b, err := l.read(f.file)
	if err != nil {
		return nil, err
	}
	src := Source{Family: f.Family, Bold: f.Weight >= boldFrom, Italic: f.Italic, Data: b, Index: f.Index, Name: f.file.name(), Variations: f.variations(wantBold)}
	if src.Variations != nil {
		src.Bold = src.Variations["wght"] >= boldFrom
	}
	key := faceKey{f, src.Bold}
	if face, ok := l.faces[key]; ok {
		return face, nil
	}
	if err := Check(src); err != nil {
		return nil, err
	}
	face := newFace(1<<20+len(l.faces), src)
	face.Lent = true
	face.key = f.key(src.Variations)
	if err := face.load(); err != nil {
		return nil, err
	}
	l.faces[key] = face
	return face, nil
}

// read gives the bytes of a file and notes their sum.
func (l *Library) read(f *libraryFile) ([]byte, error) {
	if b, ok := l.bytes[f]; ok {
		return b, nil
	}
	b, err := fs.ReadFile(l.folders[f.at].Files, f.Path)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	if was := f.Sum; was != hex.EncodeToString(sum[:]) {
		f.Sum = hex.EncodeToString(sum[:])
		l.keep()
	}
	l.bytes[f] = b
	return b, nil
}

// prepare lists the folders, once.
func (l *Library) prepare() {
	if l.ready {
		return
	}
	l.ready = true
	known := l.known()
	fresh := false
	for at, folder := range l.folders {
		// What cannot be listed is left out: nobody asked for it.
		_ = fs.WalkDir(folder.Files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !Named(name) {
				return nil
			}
			if len(l.files) == mostFiles {
				return fs.SkipAll
			}
			info, err := fs.Stat(folder.Files, name) // follows links
			if err != nil || !info.Mode().IsRegular() {
				return nil
			}
			f := &libraryFile{Folder: folder.Name, Path: name, Size: info.Size(), Time: info.ModTime().UnixNano()}
			if old := known[f.name()]; old != nil && old.Size == f.Size && old.Time == f.Time && old.unpack() {
				f = old
			} else {
				f.look(folder.Files)
				fresh = true
			}
			f.Folder, f.at = folder.Name, at
			l.files = append(l.files, f)
			return nil
		})
	}
	slices.SortStableFunc(l.files, func(a, b *libraryFile) int { return cmp.Compare(a.name(), b.name()) })
	for _, f := range l.files {
		for _, x := range f.Fonts {
			x.file = f
			l.list = append(l.list, x)
		}
	}
	if fresh {
		l.keep()
	}
}

// Named tells by its name whether a file may hold fonts that can be used.
func Named(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".ttf", ".otf", ".ttc", ".otc":
		return true
	}
	return false
}

func (l *Library) known() map[string]*libraryFile {
	out := map[string]*libraryFile{}
	if l.load == nil {
		return out
	}
	var x libraryIndex
	if err := json.Unmarshal(l.load(), &x); err != nil || x.Version != libraryVersion {
		return out
	}
	for _, f := range x.Files {
		if f != nil {
			out[f.name()] = f
		}
	}
	return out
}

// keep saves what is known.
func (l *Library) keep() {
	if l.save == nil {
		return
	}
	// Plain data: cannot fail.
	b, _ := json.Marshal(libraryIndex{libraryVersion, l.files})
	l.save(b)
}

// unpack unpacks the characters of a file that was known; false where they are
// broken.
func (f *libraryFile) unpack() bool {
	for _, x := range f.Fonts {
		if x == nil || x.Index < 0 || len(x.Rows) == 0 {
			return false
		}
		at := rune(0)
		for b := x.Rows; len(b) > 0; {
			d, n := binary.Uvarint(b)
			if n <= 0 || d > 0x10FFFF || at+rune(d) > 0x10FFFF {
				return false
			}
			at += rune(d)
			x.rows = append(x.rows, at)
			b = b[n:]
		}
		if len(x.rows)%2 != 0 {
			return false
		}
	}
	return true
}

// look reads from a file which fonts are in it and what characters they have.
func (f *libraryFile) look(files fs.FS) {
	if f.Size > MaxFile {
		f.Bad = true
		return
	}
	err := guarded(func() error {
		file, err := files.Open(f.Path)
		if err != nil {
			return err
		}
		defer file.Close()
		from, ok := file.(opentype.Resource)
		if !ok {
			b, err := io.ReadAll(io.LimitReader(file, MaxFile))
			if err != nil {
				return err
			}
			from = bytes.NewReader(b)
		}
		loaders, err := opentype.NewLoaders(from)
		if err != nil {
			return err
		}
		var list []*libraryFont
		for i, ld := range loaders {
			if drawable(ld) != nil {
				continue
			}
			rows, err := runes(ld)
			if err != nil || len(rows) == 0 {
				continue
			}
			d := describe(ld)
			x := &libraryFont{Index: i, Family: d.family, Weight: d.weight, Italic: d.italic, Narrow: d.narrow, Scripts: map[string]int{}, rows: rows}
			if d.variable() {
				x.Least, x.Most = d.least, d.most
			}
			x.pack()
			list = append(list, x)
		}
		f.Fonts = list
		return nil
	})
	f.Bad = err != nil || len(f.Fonts) == 0
}

// pack packs the characters and counts them by script.
func (x *libraryFont) pack() {
	last := rune(0)
	for _, r := range x.rows {
		x.Rows = binary.AppendUvarint(x.Rows, uint64(r-last))
		last = r
	}
	for i := 0; i < len(x.rows); i += 2 {
		for r := x.rows[i]; r <= x.rows[i+1]; r++ {
			x.Scripts[language.LookupScript(r).String()]++
		}
	}
}

// Loan says what was asked of a Library for a document, and what it gave.
type Loan struct {
	Bold, Italic bool
	Lang         string
	Runes        string // in order
	Font         string // Key of the face; empty: no font has them
	Family, File string // of the face
}

// Loans collects what is asked of a Library while a document is set. The zero
// Loans is ready.
type Loans struct {
	seen map[loanKey]map[rune]bool
}

type loanKey struct {
	bold, italic bool
	lang         string
	face         *Face // nil: no font has them
}

// Note notes a character and the face that it got.
func (l *Loans) Note(bold, italic bool, lang string, r rune, f *Face, ok bool) {
	k := loanKey{bold, italic, lang, f}
	if !ok {
		k.face = nil
	}
	if l.seen == nil {
		l.seen = map[loanKey]map[rune]bool{}
	}
	if l.seen[k] == nil {
		l.seen[k] = map[rune]bool{}
	}
	l.seen[k][r] = true
}

// Take gives what was noted, in an order of its own, and forgets it.
func (l *Loans) Take() []Loan {
	var out []Loan
	for k, runes := range l.seen {
		x := Loan{Bold: k.bold, Italic: k.italic, Lang: k.lang, Runes: string(slices.Sorted(maps.Keys(runes)))}
		if k.face != nil {
			x.Font, x.Family, x.File = k.face.key, k.face.Family, k.face.source.Name
		}
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b Loan) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Font, b.Font), strings.Compare(a.Lang, b.Lang), strings.Compare(a.Runes, b.Runes),
			compareBool(a.Bold, b.Bold), compareBool(a.Italic, b.Italic))
	})
	l.seen = nil
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Add adds what other noted, which forgets it.
func (l *Loans) Add(other *Loans) {
	for k, runes := range other.seen {
		for r := range runes {
			l.Note(k.bold, k.italic, k.lang, r, k.face, k.face != nil)
		}
	}
	other.seen = nil
}
