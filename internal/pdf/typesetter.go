package pdf

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"hria/internal/pdf/finish"
	"hria/internal/pdf/font"
	"hria/internal/pdf/tag"
	"hria/internal/pdf/text"
)

// Font is one font file. TrueType, OpenType (CFF) and collections work; WOFF
// and WOFF2 are refused.
type Font struct {
	Family string // name by which a Style asks for it
	Bold   bool
	Italic bool
	Data   []byte // never written to
	Index  int    // which font of a collection
	// Variations sets the axes of a variable font, as {"wght": 700}.
	Variations map[string]float64
	// Source is the name shown in messages, as a file name.
	Source string
}

// Typesetter turns documents into PDF files. It keeps parsed fonts and shaped
// words. It is safe for concurrent use.
type Typesetter struct {
	fonts   *font.Set
	shapers sync.Pool
	begun   sync.Once
	mu      sync.Mutex // guards lent
	lent    font.Loans
}

// New makes a Typesetter with the embedded fonts and those given. A character
// is set in the first of the fonts that has it, beginning with the family the
// Style asks for; the embedded ones come last. An error names the font that
// cannot be used.
func New(fonts ...Font) (*Typesetter, error) {
	var list []font.Source
	for _, f := range fonts {
		list = append(list, font.Source{
			Family: f.Family, Bold: f.Bold, Italic: f.Italic, Data: f.Data, Index: f.Index, Variations: f.Variations, Name: f.Source,
		})
	}
	set, err := font.NewSet(append(list, font.Defaults()...), font.Options{})
	if err != nil {
		return nil, err
	}
	return With(set), nil
}

// With makes a Typesetter with a set of fonts, which several may share.
func With(set *font.Set) *Typesetter {
	t := &Typesetter{fonts: set}
	t.shapers.New = func() any { return text.NewShaper(set) }
	return t
}

// Loans gives what was asked of the fonts of the machine since the last call,
// and what no font has. Who wants to know it of one document alone must not use
// the Typesetter for others meanwhile.
func (t *Typesetter) Loans() []font.Loan {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lent.Take()
}

// noted takes over what a shaper was lent.
func (t *Typesetter) noted(s *text.Shaper) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lent.Add(&s.Lent)
}

// FontFor returns the Source of the font in which r is set in text of a
// family, and false if no font has the character.
func (t *Typesetter) FontFor(family string, r rune) (source string, ok bool) {
	f, ok := t.fonts.Pick(font.Ask{Family: family, Rune: r})
	if f.Lent || !ok {
		t.mu.Lock()
		t.lent.Note(false, false, "", r, f, ok)
		t.mu.Unlock()
	}
	if !ok {
		return "", false
	}
	return f.Name(), true
}

// Result is a rendered document.
type Result struct {
	PDF   []byte
	Pages int
	// LastUsed is the height used on the last page, and PageHeight the height
	// a page has for text, both in points.
	LastUsed, PageHeight float64
	// Missing lists the characters that no font has, each once, in order of
	// appearance. They are drawn as empty boxes.
	Missing []Missing
	// Overflows lists what did not fit its place.
	Overflows []Overflow
}

// Missing is a character that no font has.
type Missing struct {
	Rune rune
	Text string // the text it first stood in, cut to a readable length
}

// Overflow is content that did not fit: an unbreakable word wider than its
// column (broken between letters), a figure higher than a page (scaled), a
// header or footer wider than the page (cut). Page is 0 where it is not known.
type Overflow struct {
	Page int
	What string // message in the form of a finding
}

// ErrTooLong is returned, wrapped, when a document needs more than MaxPages.
var ErrTooLong = errors.New("document is too long")

// MaxPages is the number of pages at which Render gives up.
const MaxPages = 500

// Render sets doc and returns the file. It gives up with ctx.Err() when ctx is
// done. It returns an error, and never panics, for a document that breaks the
// rules stated at the types of its parts.
func (t *Typesetter) Render(ctx context.Context, doc Document) (*Result, error) {
	return t.run(ctx, doc, true)
}

// Measure does all of Render but write the file: Result.PDF is nil. A caller
// who must meet a page limit measures with smaller and smaller Style.Size, or
// less content, and renders what fits.
func (t *Typesetter) Measure(ctx context.Context, doc Document) (*Result, error) {
	return t.run(ctx, doc, false)
}

// run sets a document, and comes back when ctx is done even where a font that
// somebody damaged keeps the shaper busy: that is left behind.
func (t *Typesetter) run(ctx context.Context, doc Document, write bool) (*Result, error) {
	if ctx.Done() == nil {
		return t.set(ctx, doc, write)
	}
	type outcome struct {
		res *Result
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		res, err := t.set(ctx, doc, write)
		done <- outcome{res, err}
	}()
	select {
	case o := <-done:
		return o.res, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (t *Typesetter) set(ctx context.Context, doc Document, write bool) (res *Result, err error) {
	defer func() {
		// Fonts, and the functions a document holds, are foreign.
		if r := recover(); r != nil {
			res, err = nil, fmt.Errorf("setting the document failed: %v", r)
		}
	}()
	if err := complete(&doc); err != nil {
		return nil, err
	}
	t.begun.Do(func() { t.parseAhead(doc.Style) })
	b := t.builder(ctx, &doc)
	b.shaper.Trim()
	res, err = b.render(write)
	if err != nil {
		return nil, err
	}
	t.noted(b.shaper)
	// A shaper goes back only after success: a panic may have left it in a
	// state nobody knows.
	t.shapers.Put(b.shaper)
	return res, nil
}

// parseAhead parses the fonts that nearly every document needs side by side:
// half the time of a process that sets one note goes into parsing fonts.
func (t *Typesetter) parseAhead(s Style) {
	for _, family := range []string{s.BodyFont, s.HeadingFont} {
		go t.fonts.Base(family, false, false)
		go t.fonts.Base(family, true, false)
	}
}

// builder returns a builder for a complete document, with a shaper of its own.
func (t *Typesetter) builder(ctx context.Context, doc *Document) *builder {
	m := doc.Margins
	return &builder{
		ctx: ctx, doc: doc, style: doc.Style, shaper: t.shapers.Get().(*text.Shaper), rtl: rtlLanguage(doc.Lang), tall: tallness(doc.Lang), seen: map[rune]bool{}, asked: map[string]bool{},
		room: Size{doc.Paper.Width - m.Start - m.End, doc.Paper.Height - m.Top - m.Bottom},
	}
}

// complete fills in what a document leaves to the defaults and checks it.
func complete(doc *Document) error {
	if doc.Paper == (Size{}) {
		doc.Paper = A4
	}
	if doc.Margins == (Margins{}) {
		doc.Margins = DefaultMargins
	}
	if doc.Style.Size == 0 {
		doc.Style = StyleFor(doc.Lang)
	}
	if s := doc.Style.Size; !(s >= 4 && s <= 40) {
		return fmt.Errorf("type size of %g points, 4 to 40 are possible", s)
	}
	m, p := doc.Margins, doc.Paper
	if !(p.Width >= 100 && p.Width <= 5000 && p.Height >= 100 && p.Height <= 5000) {
		return fmt.Errorf("paper of %g by %g points, 100 to 5000 are possible", p.Width, p.Height)
	}
	for _, v := range []float64{m.Top, m.Bottom, m.Start, m.End} {
		if !(v >= 0) {
			return fmt.Errorf("a margin of %g points", v)
		}
	}
	if p.Width-m.Start-m.End < 60 || p.Height-m.Top-m.Bottom < 60 {
		return errors.New("the margins leave no room for text")
	}
	return validate(doc)
}

// render is the pipeline: lay out, put on pages, draw, finish.
func (b *builder) render(write bool) (*Result, error) {
	root, pages, used, err := b.settle()
	if err != nil {
		return nil, err
	}
	headers, footers := make([][]mark, len(pages)), make([][]mark, len(pages))
	sections := b.sections(pages)
	for i := range pages {
		headers[i], footers[i] = b.bars(i, len(pages), sections[i])
	}
	res := &Result{Pages: len(pages), LastUsed: used, PageHeight: b.room.Height, Missing: b.missing, Overflows: b.overflows}
	if !write {
		return res, nil
	}
	res.PDF, err = b.write(pages, headers, footers, root)
	if err != nil {
		return nil, err
	}
	return res, nil
}

func (b *builder) write(pages []page, headers, footers [][]mark, root *tag.Elem) ([]byte, error) {
	d := newDrawer(b)
	drawn, err := d.draw(pages, headers, footers)
	if err != nil {
		return nil, err
	}
	root.Prune()
	doc := b.doc
	var attached []finish.Attachment
	for _, a := range doc.Attached {
		attached = append(attached, finish.Attachment(a))
	}
	return finish.Finish(finish.Input{
		Drawn: drawn, Fonts: d.fonts.list, Images: d.images.list, Root: root, Marks: d.marks, Outline: d.outline, Places: d.places(), Attached: attached,
		Meta: finish.Meta{
			Title: doc.Title, Author: doc.Author, Subject: doc.Subject, Keywords: doc.Keywords,
			Lang: doc.Lang, RTL: b.rtl, Date: doc.Date,
		},
	})
}
