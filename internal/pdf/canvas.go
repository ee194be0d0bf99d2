package pdf

import "image"

// Canvas is what a Figure draws on. Points are in points from the top start
// corner: x runs in reading direction and y runs down. In a right-to-left
// document x therefore runs to the left and a drawing is mirrored by itself;
// text is never mirrored, only moved. With Figure.NoMirror x always runs to
// the right.
//
// A Canvas records; it never fails. Points that are no numbers draw nothing.
type Canvas struct {
	width, height float64
	rtl           bool
	mirror        bool
	ops           []canvasOp
	measure       func(string, TextMark) float64
}

// Point is a place on a Canvas.
type Point struct{ X, Y float64 }

// Paint is how a shape is filled and outlined. A zero colour paints nothing.
type Paint struct {
	Fill   Color
	Stroke Color
	Width  float64   // of the outline in points; 0 means 0.75
	Dash   []float64 // lengths of dashes and gaps; nil means solid
}

// TextMark is how a text on a Canvas looks.
type TextMark struct {
	Size   float64 // in points; 0 means 8
	Bold   bool
	Italic bool
	Body   bool  // in the body font instead of the heading font
	Color  Color // 0 means the Style's ink
	Lang   string
	// Anchor says which end of the text stands at the given point, in reading
	// direction: AlignStart, AlignCenter or AlignEnd.
	Anchor Align
	// Fit squeezes the type size, down to 60 %, so that the text is no wider.
	Fit float64
}

// Path is an outline of lines and cubic curves. The zero Path is ready.
type Path struct{ segs []pathSeg }

type pathSeg struct {
	op rune // m, l, c, h
	p  [3]Point
}

// Move begins a new part at p.
func (p *Path) Move(to Point) *Path {
	p.segs = append(p.segs, pathSeg{op: 'm', p: [3]Point{to}})
	return p
}

// Line goes straight to p.
func (p *Path) Line(to Point) *Path {
	p.segs = append(p.segs, pathSeg{op: 'l', p: [3]Point{to}})
	return p
}

// Curve goes to p by a cubic curve with two control points.
func (p *Path) Curve(c1, c2, to Point) *Path {
	p.segs = append(p.segs, pathSeg{op: 'c', p: [3]Point{c1, c2, to}})
	return p
}

// Close goes straight back to where the part began.
func (p *Path) Close() *Path {
	p.segs = append(p.segs, pathSeg{op: 'h'})
	return p
}

type canvasOp struct {
	path  Path
	paint Paint
	text  string // set: a text at path.segs[0].p[0]
	mark  TextMark
	image image.Image // set: a picture from p[0] to p[1] of path.segs[0]
}

// Width is the width of the drawing.
func (c *Canvas) Width() float64 { return c.width }

// Height is the height of the drawing.
func (c *Canvas) Height() float64 { return c.height }

// RTL reports whether the document runs from right to left.
func (c *Canvas) RTL() bool { return c.rtl }

// Path draws an outline.
func (c *Canvas) Path(p Path, paint Paint) {
	c.ops = append(c.ops, canvasOp{path: p, paint: paint})
}

// Line draws a straight line.
func (c *Canvas) Line(x1, y1, x2, y2 float64, paint Paint) {
	var p Path
	p.Move(Point{x1, y1}).Line(Point{x2, y2})
	c.Path(p, paint)
}

// Rect draws a rectangle whose start top corner is (x, y).
func (c *Canvas) Rect(x, y, w, h float64, paint Paint) {
	c.Polygon([]Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, paint)
}

// Polygon draws a closed figure of straight lines.
func (c *Canvas) Polygon(points []Point, paint Paint) {
	if len(points) == 0 {
		return
	}
	var p Path
	p.Move(points[0])
	for _, q := range points[1:] {
		p.Line(q)
	}
	c.Path(*p.Close(), paint)
}

// arc is the distance of the control points that makes a cubic curve look
// like a quarter of a circle of radius 1.
const arc = 0.5522847498

// RoundRect draws a rectangle with corners of radius r.
func (c *Canvas) RoundRect(x, y, w, h, r float64, paint Paint) {
	r = max(0, min(r, w/2, h/2))
	k := r * (1 - arc)
	var p Path
	p.Move(Point{x + r, y}).Line(Point{x + w - r, y}).
		Curve(Point{x + w - k, y}, Point{x + w, y + k}, Point{x + w, y + r}).
		Line(Point{x + w, y + h - r}).
		Curve(Point{x + w, y + h - k}, Point{x + w - k, y + h}, Point{x + w - r, y + h}).
		Line(Point{x + r, y + h}).
		Curve(Point{x + k, y + h}, Point{x, y + h - k}, Point{x, y + h - r}).
		Line(Point{x, y + r}).
		Curve(Point{x, y + k}, Point{x + k, y}, Point{x + r, y}).Close()
	c.Path(p, paint)
}

// Circle draws a circle around (x, y).
func (c *Canvas) Circle(x, y, r float64, paint Paint) {
	c.RoundRect(x-r, y-r, 2*r, 2*r, r, paint)
}

// Text writes one line with its base line at y. Text of a figure is not read
// out, its Alt is: nothing may be said by it alone.
func (c *Canvas) Text(x, y float64, text string, mark TextMark) {
	var p Path
	p.Move(Point{x, y})
	c.ops = append(c.ops, canvasOp{path: p, text: text, mark: mark})
}

// Image puts a picture into the rectangle whose start top corner is (x, y). It
// is never mirrored. What is clear in it is white on paper; no more pixels get
// into the file than print shows; see image.go.
func (c *Canvas) Image(x, y, w, h float64, m image.Image) {
	c.ops = append(c.ops, canvasOp{path: Path{[]pathSeg{{op: 'm', p: [3]Point{{x, y}, {x + w, y + h}}}}}, image: m})
}

// TextWidth returns how wide Text would be, without Fit.
func (c *Canvas) TextWidth(text string, mark TextMark) float64 {
	return c.measure(text, mark)
}
