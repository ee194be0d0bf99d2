package pdf

import (
	"image"
	"time"
)

// A Document is everything a file is made from. It is plain data: the same
// Document and the same fonts give the same bytes. The functions it may hold
// (Header, Footer, Figure.Draw) must therefore be pure, and they may be called
// more than once.
type Document struct {
	Title    string // required; shown in the window's title bar
	Author   string // may be empty
	Subject  string // one sentence on what the document says
	Keywords []string
	Lang     string    // required BCP 47 tag, as "en", "pt-BR", "ar"; decides the direction
	Date     time.Time // the document's date, written in UTC; the zero value writes none

	Paper   Size    // zero: A4
	Margins Margins // zero: DefaultMargins
	Style   Style   // zero: StyleFor(Lang)

	Header Running // may be nil
	Footer Running // may be nil

	// Watermark is set large across every page behind everything else, in the
	// pale colour that it names. It is no part of the text; the zero value
	// prints none.
	Watermark Watermark
	// Number writes the number of a page where a Span or Contents names one, in
	// the language of the document; nil: as western numbers.
	Number func(int) string

	Blocks []Block

	// Attached are files that come with the document. A document with any is
	// PDF/A-3a, since PDF/A-2a forbids them.
	Attached []Attachment
}

// Watermark is a word or two across a page.
type Watermark struct {
	Text  string
	Color Color
}

// Attachment is a file in the file: the data that the document was made of.
type Attachment struct {
	Name        string // of the file, without a folder; in the order of names
	Type        string // as "application/json"
	Description string // in the language of the document
	Data        []byte // not written to
}

// Size is a width and a height in points (1/72 inch).
type Size struct{ Width, Height float64 }

// A4 and Letter are the two papers the world prints on.
var (
	A4     = Size{595.28, 841.89}
	Letter = Size{612, 792}
)

// Margins are the distances, in points, from the edge of the paper to the
// text. Header and footer are set inside the top and bottom margins. Start is
// the left side of a left-to-right document and the right side of a
// right-to-left one.
type Margins struct{ Top, End, Bottom, Start float64 }

// DefaultMargins is used where a Document states none.
var DefaultMargins = Margins{Top: 62, End: 60, Bottom: 66, Start: 60}

// Running makes the header or footer of one page. It is expected to word and
// format the numbers in the language of the document. An empty Bar prints
// nothing.
type Running func(Page) Bar

// Page says which page a header or footer is for.
type Page struct {
	Number, Count int    // of this page, from 1, and of all
	Section       string // the heading of level 2 that the page begins in; may be empty
}

// Bar is one header or footer line. It is not part of the document's text:
// assistive technology skips it, so nothing may be said there only. Links in
// a Bar are not active, for the same reason.
type Bar struct {
	Start, Center, End []Span
	Rule               bool // a thin rule between the bar and the text
}

// Block is one of Heading, Paragraph, List, Definitions, Table, Figure, Columns,
// Box, Rule, Space, PageBreak, KeepTogether, Cover and Contents. They
// are used as values, not pointers.
type Block interface{ block() }

// Heading is a heading of level 1 to 4. There is one of level 1, the title,
// and no level may be skipped going down: Render mends neither but returns an
// error, since a reader who jumps from heading to heading would be lost.
type Heading struct {
	Level int
	ID    string // target of links to "#ID"; may be empty; unique in the document
	Spans []Span
	// NoOutline leaves the heading out of the outline (bookmarks).
	NoOutline bool
	// Part names a part of the document that begins with this heading: Contents
	// shows it above.
	Part string
}

// Paragraph is a paragraph of running text.
type Paragraph struct {
	ID    string // target of links; may be empty
	Role  Role
	Align Align
	Keep  bool // not the last on a page where something follows
	LTR   bool // from left to right in every document, as code is read
	Spans []Span
}

// Role chooses one of the paragraph looks of a Style.
type Role int

// The roles of paragraphs.
const (
	Body     Role = iota
	Lead          // the first, larger paragraph
	Small         // notes, sources, legal text
	Subtitle      // below the title
	Label         // a short line above a title or in a box
	Footnote      // in a Note
	Fine          // the smallest print, as an imprint
	roleCount
)

// Align is where the lines of a paragraph or a cell begin and end.
type Align int

// The alignments. Start and End follow the direction of the document.
const (
	AlignStart Align = iota
	AlignEnd
	AlignCenter
	AlignJustify
)

// Span is a piece of text with one look. Spans follow one another without a
// space between them.
type Span struct {
	Text string // white space is collapsed, as in HTML; U+00AD is a soft hyphen
	Bold bool
	// Italic is drawn upright where the font that has the letters has no
	// italic, as in Arabic.
	Italic bool
	Code   bool // in the Style's Code family
	Super  bool // superscript, for note numbers
	Strike bool // struck through
	Color  Color
	Lang   string // BCP 47 tag where it differs from the document's
	// Link is "#id" for a place in this document, or an http:, https: or
	// mailto: address. Anything else is an error.
	Link string
	// LinkAlt says where the link goes, for assistive technology; if empty, the
	// text of the link is used, and the address for addresses.
	LinkAlt string
	// Isolate keeps the text from changing the order of its surroundings, as
	// <bdi> does: for names, ids and numbers of unknown direction.
	Isolate bool
	// Break ends the line after the text.
	Break bool
	// NoUnderline draws a link without a line under it, where its place alone
	// tells that it is one, as in a list of contents.
	NoUnderline bool
	// ID makes the line in which the text begins a target of links.
	ID string
	// PageOf is the id of a place in the document: the number of its page is set
	// in place of Text.
	PageOf string
	// Note is set at the foot of the page on which the text stands.
	Note *Note
}

// Note is a footnote. The span that it belongs to is its mark in the text and
// should link to ID.
type Note struct {
	ID     string // required; target of links
	Label  string // as in the text
	Back   string // id of the mark in the text; may be empty
	Alt    string // says where the link from the label leads
	Blocks []Block
}

// List is a bulleted or numbered list. Lists nest through Item.Blocks.
type List struct {
	Numbered bool
	Start    int // the first number; 0 means 1
	// Marker makes the label of item i, from 0, where neither a bullet nor a
	// western number will do.
	Marker func(i int) string
	Tight  bool // little space between the items
	Items  []Item
}

// Item is one item of a List.
type Item struct{ Blocks []Block }

// Table is a regular table: every row has as many cells as there are columns,
// counting spans. The header rows are repeated on every page it reaches.
type Table struct {
	ID      string
	Caption []Span // shown above the table
	Columns []Column
	Header  []Row
	Rows    []Row
	// RowHeader says that the first cell of each row names the row. A Grid
	// draws it bold.
	RowHeader bool
	Look      TableLook
}

// TableLook is how a table is drawn.
type TableLook int

// The looks of a table.
const (
	Lines TableLook = iota // a thin line under every row
	Zebra                  // every second row lightly tinted
	Grid                   // lines on all sides of every cell, as a matrix wants
	Plain                  // no lines but the one under the header
)

// Column is one column of a table. Width is a share of the whole, relative to
// the other columns; where all are 0 the widths follow the content.
type Column struct {
	Width float64
	Align Align
}

// Row is one row of a Table.
type Row struct {
	ID    string // target of links; may be empty
	Cells []Cell
}

// Cell is one cell. Spans is the short form of one paragraph; it is ignored
// where Blocks is set.
type Cell struct {
	Spans  []Span
	Blocks []Block
	Span   int   // number of columns covered; 0 means 1
	Align  Align // used where the column's is AlignStart
	Fill   Color // background; text must not depend on it
	Ink    Color // colour of the text, to be legible on Fill
	Bold   bool
}

// Definitions are terms, each with what it means or is.
type Definitions struct {
	Items []Definition
}

// Definition is one entry of Definitions.
type Definition struct {
	Term   []Span
	Blocks []Block
}

// Figure is a drawing that is read as one thing. Alt says in words what the
// picture says and is required, unless Decorative is set: then the drawing is
// an artifact, skipped by assistive technology.
type Figure struct {
	ID         string
	Alt        string
	Decorative bool
	Width      float64 // in points; 0 means the whole width
	Height     float64 // in points, required
	Align      Align
	Caption    []Span // shown below the drawing
	// Draw draws the figure on a canvas of the size it was given. See Canvas
	// for what happens in right-to-left documents.
	Draw func(*Canvas)
	// Image is a picture in place of Draw. Without Width it is as wide as its
	// pixels ask for, at most the column; Height follows from the picture.
	Image image.Image
	// NoMirror keeps the horizontal order of the drawing in right-to-left
	// documents, as a QR code or a map needs.
	NoMirror bool
}

// Columns sets two or more lists of blocks side by side. They are read one
// after the other. Where they do not fit on a page, each goes on in its place
// on the next.
type Columns struct {
	Widths []float64 // shares; nil means equal
	Gap    float64   // 0 means the Style's column gap
	Cols   [][]Block
}

// Box is a padded block with a background, a rule along its start side, or
// both. It stays on one page where it can.
type Box struct {
	Fill    Color
	Bar     Color   // a thick rule on the start side; 0 means none
	Border  Color   // a thin line around it; 0 means none
	Padding float64 // 0 means the Style's
	Kind    BoxKind
	Keep    bool // not the last on a page where something follows
	Blocks  []Block
}

// BoxKind is what a box means to assistive technology.
type BoxKind int

// The kinds of boxes.
const (
	BoxSection BoxKind = iota // a part of the text
	BoxAside                  // beside the text
	BoxQuote                  // words of somebody else
)

// Rule is a thin line over the whole width.
type Rule struct{ Color Color }

// Space is vertical space, dropped at the top of a page.
type Space struct{ Height float64 }

// PageBreak begins a new page, unless the page is still empty or less than a
// share of it, From 0 to 1, is used.
type PageBreak struct{ From float64 }

// KeepTogether holds blocks that stay on one page where they fit on one.
type KeepTogether struct{ Blocks []Block }

// Cover fills a page of its own: Top stands at its top and Bottom at its foot.
// Where both do not fit on one page, they follow each other.
type Cover struct {
	Top, Bottom []Block
}

// Contents lists the headings of the document that have an ID, from level 2 to
// Levels, with their pages. It has no heading of its own.
type Contents struct {
	Levels int // 0: 3
}

func (Heading) block()      {}
func (Paragraph) block()    {}
func (List) block()         {}
func (Table) block()        {}
func (Figure) block()       {}
func (Columns) block()      {}
func (Box) block()          {}
func (Rule) block()         {}
func (Space) block()        {}
func (PageBreak) block()    {}
func (KeepTogether) block() {}
func (Definitions) block()  {}
func (Cover) block()        {}
func (Contents) block()     {}
