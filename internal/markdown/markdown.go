package markdown

import (
	"sync"
	"sync/atomic"
	"weak"

	"github.com/yuin/goldmark/ast"

	"hria/internal/diag"
)

// Doc is one parsed body. It does not change after Parse and may be used by
// many goroutines at once.
type Doc struct {
	Headings []Heading // in the order of the file
	Links    []Link    // every link target, in the order of the file
	Findings diag.List // what can be said without knowing other files
	Words    int       // words a reader sees; each Chinese or Japanese character counts as one

	text       *source
	style      style
	paragraphs []string // anchors, in the order of the file
	narrated   bool     // the narrative shows something
	contents   []int    // places in Headings
	order      []string // records with a section, in the order of the file
	records    map[string]recordOutline

	growing sync.Mutex
	tree    weak.Pointer[tree]
	kept    atomic.Pointer[kept]
}

// recordOutline is what is known of a record's section without its tree.
type recordOutline struct {
	level   int // of the heading that opens it
	shown   bool
	extents []diag.Span
}

// Heading is one heading of the body.
type Heading struct {
	Level  int       // 2 to 6, as on a page that shows the body whole
	ID     string    // anchor, unique in the body
	Text   string    // without markup
	Record string    // "I1" when the heading opens the section of that record, else ""
	Bare   bool      // its section holds records and nothing else: no passage shows it
	Span   diag.Span // the heading's text
}

// LinkKind says where a link leads.
type LinkKind int

const (
	LinkCross    LinkKind = iota // [[I2]]: to a record, a document, a term, or [[withheld]]
	LinkRelative                 // to a file, or a file's fragment, beside this one
	LinkFragment                 // #anchor on the same page
	LinkExternal                 // to another site, or mailto: and the like
	LinkImage                    // a picture beside this file
	LinkBad                      // not written to the output: its address could harm the reader; a finding says so
)

// Link is one link target of the body, as the author wrote it.
type Link struct {
	Index  int // place in Doc.Links
	Kind   LinkKind
	Target string // the address, decoded; for a cross-link what stands before "|"
	Text   string // what the reader sees; for a picture its text alternative, "" where it is decorative; "" for a cross-link without own text
	Title  string // the title of an ordinary link or picture; "" where it has become a caption
	Span   diag.Span

	// The parts of a cross-link. Scheme is "" for records and documents,
	// otherwise "right", "ungp", "tech", "group", "country", "source" or
	// "withheld"; Term is what follows the scheme.
	Scheme   string
	Term     string
	Document string // "HRIA-2026-003", "" for this document
	Version  string // "1.1"
	Record   string // "I2"
}

// Passage is a part of a body that is shown in one place. The zero Passage is
// empty.
type Passage struct {
	doc    *Doc
	record string                 // of whose section it is; "": the narrative
	pick   func(*tree) []ast.Node // the top-level blocks; nil: none
	shift  int                    // added to the level of each heading
}

// Empty tells whether the passage shows nothing.
func (p Passage) Empty() bool { return p.pick == nil }
