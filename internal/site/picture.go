package site

import (
	"slices"

	"hria/internal/assessment"
)

// The pictures of a page are tables, lists and bars that hold their own data.
// Each has a view of its own, made of the parts in this file; the partial
// "pictures.html" draws them.

// Picture is what every picture says in words.
type Picture struct {
	Finding string // in one sentence
	From    string // what it is drawn from
	Rests   []Rest // the evidence behind it
	Data    Link   // the same as a table for spreadsheets
}

// Rest is a piece of evidence and how far it is trusted, in words.
type Rest struct {
	Link
	Confidence string
}

// Fills of marks, as classes. They differ in lightness and in outline, so that they can be
// told apart on paper and without colour; a word or letter says the same.
const (
	fillFull = "fill-full" // done, met, affected
	fillHalf = "fill-half" // partly
	fillSoft = "fill-soft" // begun, looked at
	fillNone = "fill-none" // decided against
	fillGap  = "fill-gap"  // nothing there
	fillLate = "fill-late" // overdue: hatched
)

// Matrix is a table whose cells hold marks.
type Matrix struct {
	Picture
	Caption string
	Corner  string // what the rows are
	Columns []Column
	Rows    []MatrixRow
	Key     []KeyMark
	Narrow  bool // many columns: their heads are written upright
}

// lay gives a matrix empty rows with a cell for each of its columns.
func (m *Matrix) lay(rows int) {
	m.Rows = make([]MatrixRow, rows)
	cells := make([]Cell, rows*len(m.Columns))
	for i := range m.Rows {
		m.Rows[i].Cells, cells = cells[:len(m.Columns):len(m.Columns)], cells[len(m.Columns):]
	}
}

// Column is the head of a column. Small stands below it; Now marks the column
// of the as-of date.
type Column struct {
	Link
	Small string
	Now   bool
	Long  bool // a name that may need several lines, and is no link
}

// MatrixRow is a row. Bar, where there is one, stands below its head.
type MatrixRow struct {
	Head  Link
	Title string
	Small string
	Bar   []Segment
	Cells []Cell
}

// Cell is a field of a matrix. Fill is a fill or the class of a band.
type Cell struct {
	Fill  string
	Now   bool
	Marks []CellMark
}

// CellMark is one mark in a cell: what is seen, what is said below it, and what is
// said instead of it to those who listen, where a sign has no word or links that
// look the same lead to different places.
type CellMark struct {
	Link
	Small string
	Said  string
}

// KeyMark explains a fill and its sign.
type KeyMark struct {
	Fill, Sign, Word string
}

// Bar is a stacked bar with its counts in words.
type Bar struct {
	Picture
	Segments []Segment
}

// Segment is a part of a stacked bar, Width twelfths of it or so.
type Segment struct {
	Fill  string
	Width int
	Count string
	Word  string
	Marks []Link
}

// topImpacts is how many impacts the view for two minutes shows.
const topImpacts = 3

// pictures draws the records of a document.
func (c *composer) pictures(a *assessment.Assessment, d *Document) {
	d.Top = d.Impacts[:min(len(d.Impacts), topImpacts)]
	d.Profile, d.RightsAndGroups, d.AnswerMatrix = c.profile(a), c.rightsAndGroups(a), c.impactsAndMeasures(a)
	d.ContextStrip, d.EngagementGrid = c.contextStrip(a, d.Context), c.engagementGrid(a)
	d.Timeline, d.ResponseBar = c.timeline(a, d.Measures), c.responseBar(a)
	d.FrameworkCoverage = c.frameworkCoverage(a, d) // it leads to the parts above
	d.FrameworkMatrix, d.Trace = c.frameworkMatrix(a, d.FrameworkCoverage), c.trace(a, d.Decision)
	d.RemedyTable, d.SourceTable = c.dataOf(a, "remedy"), c.dataOf(a, "sources")
}

// dataOf links to a table of data of a document.
func (c *composer) dataOf(a *assessment.Assessment, name string) Link {
	if p := c.docPage(a); p != nil && p.Edition == "" {
		return c.dataLink(p, name)
	}
	return Link{}
}

// segments makes the parts of a bar; empty parts are left out.
func (c *composer) segments(parts ...count) []Segment {
	total := 0
	for _, p := range parts {
		total += p.n
	}
	var out []Segment
	for _, p := range parts {
		if p.n > 0 {
			out = append(out, Segment{p.fill, min(max(1, (12*p.n+total/2)/total), 12), c.texts.Number(p.n), p.word, p.marks})
		}
	}
	return out
}

// count is how many of something there are.
type count struct {
	n     int
	fill  string
	word  string
	marks []Link
}

// pictureCells is how many cells a picture of one document has at most. What
// is larger is no picture any more; the records say the same.
const pictureCells = 1500

// rests lists the evidence that the impacts of a document rest on, each piece
// once: sources, consultations, then what lies elsewhere or is withheld.
func (c *composer) rests(a *assessment.Assessment) []Rest {
	f := c.focus
	if f == nil || f.doc != a {
		return c.findRests(a)
	}
	if f.rests == nil {
		f.rests = c.findRests(a)
	}
	return f.rests
}

func (c *composer) findRests(a *assessment.Assessment) []Rest {
	order := make([]string, 0, len(a.Sources)+len(a.Engagements))
	for i := range a.Sources {
		order = append(order, a.Sources[i].ID.Value)
	}
	for i := range a.Engagements {
		order = append(order, a.Engagements[i].ID.Value)
	}
	var used []string
	for _, x := range c.byPriority(a) {
		for i := range x.Evidence {
			used = append(used, x.Evidence[i].Value)
		}
	}
	used = inOrder(order, used)
	out := make([]Rest, 0, len(used))
	for _, id := range used {
		r := Rest{c.ref(a, id), c.confidence(a, id)}
		if !slices.Contains(out, r) { // several withheld ones look the same
			out = append(out, r)
		}
	}
	return out
}

// confidence is how far a source of the document is trusted, in words.
func (c *composer) confidence(a *assessment.Assessment, source string) string {
	for i := range a.Sources {
		if s := &a.Sources[i]; s.ID.Value == source && s.Confidence.Value != "" {
			return c.t("source.confidence", c.word("confidence", s.Confidence.Value))
		}
	}
	return ""
}

// inOrder lists ids, each once, in the order of their vocabulary; those that it
// does not know follow as they came.
func inOrder(vocabulary []string, used []string) []string {
	left := make(map[string]bool, len(used))
	for _, id := range used {
		left[id] = true
	}
	out := make([]string, 0, len(left))
	for _, list := range [][]string{vocabulary, used} {
		for _, id := range list {
			if left[id] {
				out = append(out, id)
				delete(left, id)
			}
		}
	}
	return out
}

// withheldRecords counts the records of a kind that the document says it
// withholds.
func withheldRecords(a *assessment.Assessment, letter byte) int {
	n := 0
	for i := range a.Withheld {
		target := a.Withheld[i].Target.Value
		if at := assessment.ParseAddress(target); at.Record == target && target != "" && target[0] == letter {
			n++
		}
	}
	return n
}
