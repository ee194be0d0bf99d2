package markdown

import "hria/internal/diag"

// BlockKind says what a Block is and which of its fields are in use.
type BlockKind int

const (
	BlockParagraph   BlockKind = iota // ID, Inlines
	BlockHeading                      // Level, ID, Inlines
	BlockList                         // Ordered, Number (the first item's), Tight; Children are items
	BlockItem                         // Children
	BlockQuote                        // Children
	BlockCode                         // Language, Text
	BlockTable                        // Caption, Hidden, Align; Children are rows, the first is the header
	BlockRow                          // Header; Children are cells
	BlockCell                         // Inlines
	BlockRule                         // a thematic break
	BlockDefinitions                  // Children are terms and descriptions
	BlockTerm                         // Inlines
	BlockDescription                  // Children
	BlockFootnotes                    // Children are footnotes
	BlockFootnote                     // Number, Children
	BlockFigure                       // ID, Inlines, a picture; Caption
)

// Block is one block of a passage as plain data, for exits other than HTML.
type Block struct {
	Kind     BlockKind
	Level    int
	ID       string
	Ordered  bool
	Tight    bool // the items of the list are not set apart by blank lines
	Header   bool
	Hidden   bool // the caption was made from the heading above: for assistive technology only
	Number   int
	Language string
	Text     string
	Align    []Align
	Caption  []Inline
	Inlines  []Inline
	Children []Block
	Span     diag.Span
}

// Align is the alignment of a table column, in reading direction.
type Align int

const (
	AlignNone Align = iota
	AlignStart
	AlignCenter
	AlignEnd
)

// InlineKind says what an Inline is and which of its fields are in use.
type InlineKind int

const (
	InlineText     InlineKind = iota // Text
	InlineCode                       // Text
	InlineEmphasis                   // Children
	InlineStrong                     // Children
	InlineStrike                     // Children
	InlineLink                       // Link, Children; for a cross-link Children is its own text or empty
	InlineImage                      // Link
	InlineBreak                      // a line break the author asked for
	InlineFootnote                   // Number: a reference to a footnote
	InlineTask                       // Checked: the box of a task list
)

// Inline is a run of text or a link inside a Block.
type Inline struct {
	Kind     InlineKind
	Text     string
	Number   int
	Checked  bool
	Link     *Link // into Doc.Links
	Children []Inline
}
