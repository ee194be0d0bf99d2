// Package rename gives documents and records other names and mends every
// reference to them.
//
//	plan, err := rename.New(input).Plan("port-meridian#I2", "I7")
//	for _, c := range plan.Changes { … }
//
// What is renamed is a document's file or folder with all that belongs to it
// (translations, earlier editions, pictures beside it), a record in all languages
// of its document, or the id of a document. What is mended is everything that
// hria reads as a reference: ids and addresses in the front matter, cross-links,
// links to files and their fragments, headings that open a record's section. A
// page that moves keeps its old address as an alias. Words in prose and in code
// that only look like an id are no references and stay.
//
// Places come from the same reading of the files as everything else (packages
// source, table and markdown), so that bytes between them are never touched:
// comments, order, line ends, byte order mark. Before a plan is given it is
// carried out in memory, linked again, and held against the site as it was: a
// plan that would break a reference is an error. Earlier editions are what
// readers were given, held against what was published (ID-07); only their id
// follows the document, and a plan tells which of them go on naming what is
// renamed as it was. Their pages find a document that has moved by the address
// that it keeps as an alias; of a former id or record of another document they
// show the name without a link.
//
// Absent on purpose: the disk. A plan is data; the command line carries it out.
package rename

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/source"
	"hria/internal/vocab"
)

// Input is a site as far as names are concerned.
type Input struct {
	Words   *vocab.Set
	Content string            // the folder of documents
	Texts   map[string][]byte // of all documents and earlier editions, by path
	Others  []string          // paths of the other files in the folder
	// Address gives the address of a document's page below that of the site.
	Address func(*assessment.Assessment) string
}

// Error is a renaming that cannot be carried out, with what to do instead.
type Error struct{ Message, Hint string }

func (e *Error) Error() string { return e.Message }

func refuse(hint, message string, args ...any) error {
	return &Error{fmt.Sprintf(message, args...), hint}
}

// Plan is a renaming worked out.
type Plan struct {
	What       string // in words: "impact I2 of HRIA-2026-003"
	Changes    []Change
	References int      // how many were mended
	Editions   []string // paths of earlier editions that name it as it was
	Unlinked   bool     // whether their pages show that name without a link: only a former address leads on
}

// Change is one file that gets another name, other bytes, or both.
type Change struct {
	Old, New string // paths; equal where the file stays where it is
	Edits    []Edit // in the order of the file
	Before   []byte // nil for a file that is not a document
}

// Edit puts a text in the place of the bytes [Start, End) of a file.
type Edit struct {
	Start, End int
	Text       string
}

// After gives the bytes of the file when its edits are made.
func (c Change) After() []byte {
	out := make([]byte, 0, len(c.Before)+len(c.Edits)*16)
	at := 0
	for _, e := range c.Edits {
		out = append(append(out, c.Before[at:e.Start]...), e.Text...)
		at = e.End
	}
	return append(out, c.Before[at:]...)
}

// Site is the documents of an Input, read. It does not change.
type Site struct {
	Input
	all   []*assessment.Assessment // editions too, by path
	graph *graph.Graph             // of what is no edition
}

// New reads all documents.
func New(in Input) *Site {
	s := &Site{Input: in}
	for _, name := range slices.Sorted(maps.Keys(in.Texts)) {
		s.all = append(s.all, s.read(name, in.Texts[name]))
	}
	s.graph = graph.Link(in.Words, s.current(), in.Others)
	return s
}

// Read takes the documents of a site from its folder. What cannot be read stops
// it: a reference could stand there.
func Read(files fs.FS, words *vocab.Set, content string, address func(*assessment.Assessment) string) (*Site, error) {
	documents, others, err := source.List(files, content)
	if err != nil {
		return nil, err
	}
	in := Input{Words: words, Content: content, Texts: map[string][]byte{}, Others: others, Address: address}
	for _, name := range documents {
		if in.Texts[name], err = fs.ReadFile(files, name); err != nil {
			return nil, err
		}
	}
	return New(in), nil
}

func (s *Site) read(name string, text []byte) *assessment.Assessment {
	d, _ := source.Parse(s.Content, name, text)
	a, _ := assessment.Decode(s.Words, d)
	return a
}

// current lists the documents without earlier editions.
func (s *Site) current() []*assessment.Assessment {
	return slices.DeleteFunc(slices.Clone(s.all), func(a *assessment.Assessment) bool { return a.Source.Edition != "" })
}

// Plan works out a renaming: of a document by its path, slug or id, or of a
// record by DOCUMENT#RECORD.
func (s *Site) Plan(from, to string) (Plan, error) {
	for _, a := range s.current() {
		if a.Source.Broken { // and could refer to what is renamed
			return Plan{}, refuse("mend it first; hria check says what is wrong", "the front matter of %q cannot be read, and could refer to it", a.Source.File.Path)
		}
	}
	w, err := s.work(from, to)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{What: w.what, References: w.mended, Unlinked: w.moves == nil}
	for _, a := range s.all {
		name := a.Source.File.Path
		c := Change{Old: name, New: w.path(name), Edits: w.edits(name), Before: a.Source.File.Text}
		if c.New != c.Old || len(c.Edits) > 0 {
			p.Changes = append(p.Changes, c)
		}
		if a.Source.Edition != "" && w.named(a) {
			p.Editions = append(p.Editions, c.New)
		}
	}
	for _, name := range s.Others {
		if to := w.path(name); to != name {
			p.Changes = append(p.Changes, Change{Old: name, New: to})
		}
	}
	slices.SortFunc(p.Changes, func(a, b Change) int { return cmp.Compare(a.Old, b.Old) })
	return p, s.verify(p)
}

// verify carries a plan out in memory. What led somewhere still does.
func (s *Site) verify(p Plan) error {
	after := s.Input
	after.Texts = maps.Clone(s.Texts)
	others := map[string]bool{}
	for _, name := range s.Others {
		others[name] = true
	}
	for _, c := range p.Changes {
		delete(after.Texts, c.Old)
		delete(others, c.Old)
	}
	for _, c := range p.Changes {
		if _, taken := after.Texts[c.New]; taken || others[c.New] {
			return refuse("choose another name, or move that file away", "%q is there already", c.New)
		}
		if c.Before == nil {
			others[c.New] = true
		} else {
			after.Texts[c.New] = c.After()
		}
	}
	after.Others = slices.Sorted(maps.Keys(others))
	return s.worse(New(after))
}

// worse compares what leads nowhere, and what is there twice.
func (s *Site) worse(then *Site) error {
	known := map[string]int{}
	before, doubles := s.faults()
	for _, b := range before {
		known[b.Rule+" "+b.Message]++
	}
	after, now := then.faults()
	if len(after) <= len(before) && now <= doubles {
		return nil
	}
	for _, b := range after {
		if known[b.Rule+" "+b.Message]--; known[b.Rule+" "+b.Message] < 0 {
			line, _ := b.Span.Position()
			return refuse("mend that reference by hand first", "%s:%d would lead nowhere: %s", b.Span.Path(), line, b.Message)
		}
	}
	return refuse("choose another name", "two documents or records would have the same name")
}

func (s *Site) faults() (broken []graph.Broken, doubles int) {
	doubles = len(s.graph.Duplicates())
	for _, a := range s.graph.Docs {
		broken = append(broken, s.graph.Broken(a)...)
		doubles += len(s.graph.DuplicateRecords(a))
	}
	return broken, doubles
}

// work is a renaming while it is worked out.
type work struct {
	*Site
	what   string
	named  func(edition *assessment.Assessment) bool // whether it names what is renamed
	moves  func(path string) (string, bool)
	places map[string]map[int]Edit // by path and start: one place is mended once
	mended int
	failed error
}

func (s *Site) newWork(what string) *work {
	return &work{Site: s, what: what, places: map[string]map[int]Edit{}}
}

// path is where a file goes.
func (w *work) path(name string) string {
	if w.moves != nil {
		if to, moved := w.moves(name); moved {
			return to
		}
	}
	return name
}

func (w *work) edits(name string) []Edit {
	return slices.SortedFunc(maps.Values(w.places[name]), func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
}

// edit notes a change, once for each place.
func (w *work) edit(name string, e Edit) bool {
	if w.places[name] == nil {
		w.places[name] = map[int]Edit{}
	}
	if _, twice := w.places[name][e.Start]; twice {
		return false
	}
	w.places[name][e.Start] = e
	return true
}

// mend is edit for a reference, which is counted.
func (w *work) mend(name string, e Edit) {
	if w.edit(name, e) {
		w.mended++
	}
}

// value puts a text in the place of another in the front matter. Where it stands
// as it is read, nothing but its own letters changes; else it is written anew.
func (w *work) value(t assessment.Text, old, text string) {
	span := t.Span
	raw := string(span.File.Text[span.Start:span.End])
	if i := strings.Index(raw, old); i >= 0 && strings.Count(raw, t.Value) == 1 {
		i = strings.Index(raw, t.Value) + strings.Index(t.Value, old)
		w.mend(span.Path(), Edit{span.Start + i, span.Start + i + len(old), text})
		return
	}
	w.mend(span.Path(), Edit{span.Start, span.End, `"` + strings.Replace(t.Value, old, text, 1) + `"`})
}
