package pdf

import (
	"image"

	"hria/internal/pdf/font"
	"hria/internal/pdf/tag"
	"hria/internal/pdf/text"
)

// drawable is one of lineMark, rectMark, pictureMark, anchorMark, outlineMark
// and noteMark: what a mark puts on a page.
type drawable interface{ drawable() }

// lineMark is a line of text.
type lineMark struct {
	line text.Line
	base float64 // from the mark's y to the base line
	set  *setText
}

// rectMark is a filled rectangle.
type rectMark struct {
	h     float64
	color Color
}

// pictureMark is a drawing.
type pictureMark struct {
	h    float64
	ops  []pictureOp
	leaf *tag.Leaf // nil: decorative
	elem *tag.Elem // gets the BBox
}

// pictureOp is one step of a drawing, from its left top corner.
type pictureOp struct {
	path  []pathSeg
	paint Paint
	frags []text.Frag // set: text with its origin at (x, y)
	x, y  float64
	color Color
	image image.Image // set: a picture in the box of (x, y) and (w, h)
	w, h  float64
}

// anchorMark is a place links lead to.
type anchorMark struct{ id string }

// outlineMark is a heading as the outline shows it.
type outlineMark struct {
	title string
	level int
}

// noteMark says that a footnote belongs on the page. It draws nothing.
type noteMark struct{ note *note }

func (noteMark) drawable()    {}
func (lineMark) drawable()    {}
func (rectMark) drawable()    {}
func (pictureMark) drawable() {}
func (anchorMark) drawable()  {}
func (outlineMark) drawable() {}

// subsets gives every face the resource name of its subset.
type subsets struct {
	list  []*font.Subset
	index map[*font.Face]int
}

func (s *subsets) of(f *font.Face) int {
	i, ok := s.index[f]
	if !ok {
		i = len(s.list)
		s.list = append(s.list, font.NewSubset(f))
		s.index[f] = i
	}
	return i
}
