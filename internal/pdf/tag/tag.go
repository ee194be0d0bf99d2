// Package tag is the structure of a tagged PDF file as data: elements, what
// they hold, and where their content stands on pages.
//
// Elements are made in the order in which a document is read, before anything
// is drawn. Drawing then fills in the places. What is drawn without a Leaf is
// an artifact: there is no third way, so nothing can be left untagged.
package tag

// Kind is a standard structure type, as "P" or "TH".
type Kind string

// The structure types in use.
const (
	Document   Kind = "Document"
	Sect       Kind = "Sect"
	Div        Kind = "Div"
	BlockQuote Kind = "BlockQuote"
	P          Kind = "P"
	L          Kind = "L"
	LI         Kind = "LI"
	Lbl        Kind = "Lbl"
	LBody      Kind = "LBody"
	Table      Kind = "Table"
	Caption    Kind = "Caption"
	THead      Kind = "THead"
	TBody      Kind = "TBody"
	TR         Kind = "TR"
	TH         Kind = "TH"
	TD         Kind = "TD"
	Figure     Kind = "Figure"
	Link       Kind = "Link"
	Span       Kind = "Span"
	Code       Kind = "Code"
	TOC        Kind = "TOC"
	TOCI       Kind = "TOCI"
	Reference  Kind = "Reference"
	Note       Kind = "Note"
)

// Heading returns the type of a heading of a level.
func Heading(level int) Kind { return Kind("H" + string(rune('0'+level))) }

// Elem is an element of the structure tree.
type Elem struct {
	Kind   Kind
	ID     string // unique; of notes
	Lang   string // empty: inherited
	Alt    string
	Actual string // the text in logical order, where it is drawn in another
	Title  string
	Attrs  Attrs
	Kids   []Kid
}

// Attrs are the attributes an element may have. Zero values are not written.
type Attrs struct {
	Scope     string     // of TH: Column, Row
	ColSpan   int        // of TH and TD, written above 1
	Numbering string     // of L: Disc, Decimal, None
	BBox      [4]float64 // of Figure, in the page's coordinates
	Placement string     // Block or Inline
}

// Kid is one of Elem, Leaf and Annot: exactly one is set.
type Kid struct {
	Elem  *Elem
	Leaf  *Leaf
	Annot *Annot
}

// Leaf is content: the marked sequences it was drawn as.
type Leaf struct{ Marks []Mark }

// Mark is a marked-content sequence, by page (from 0) and its id there.
type Mark struct{ Page, MCID int }

// Annot is a link annotation.
type Annot struct {
	Page     int        // from 0
	Rect     [4]float64 // in the page's coordinates: left, bottom, right, top
	URI      string     // or
	DestPage int        // a page of this document and
	DestY    float64    // a height on it
	DestX    float64
	Contents string
}

// Add appends a new element and returns it.
func (e *Elem) Add(kind Kind) *Elem {
	k := &Elem{Kind: kind}
	e.Kids = append(e.Kids, Kid{Elem: k})
	return k
}

// AddLeaf appends content and returns it.
func (e *Elem) AddLeaf() *Leaf {
	l := &Leaf{}
	e.Kids = append(e.Kids, Kid{Leaf: l})
	return l
}

// AddAnnot appends an annotation and returns it.
func (e *Elem) AddAnnot() *Annot {
	a := &Annot{}
	e.Kids = append(e.Kids, Kid{Annot: a})
	return a
}

// Prune removes elements in which nothing was drawn. Cells stay, because a
// row needs them all.
func (e *Elem) Prune() {
	kept := e.Kids[:0]
	for _, k := range e.Kids {
		switch {
		case k.Elem != nil:
			k.Elem.Prune()
			if len(k.Elem.Kids) == 0 && k.Elem.Kind != TD && k.Elem.Kind != TH {
				continue
			}
		case k.Leaf != nil && len(k.Leaf.Marks) == 0:
			continue
		}
		kept = append(kept, k)
	}
	e.Kids = kept
}
