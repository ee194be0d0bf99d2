package brief

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/markdown"
	"hria/internal/pdf"
	"hria/internal/site"
)

// Pictures gives a picture of the site's content by its file, decoded under
// limits. An error says why there is none.
type Pictures func(ctx context.Context, file string) (image.Image, error)

// Report makes the report of a document: the whole of its page as a file to
// print, with a cover, contents, all records and the text with its footnotes.
// Everything that the page gives an anchor is a named place of the file, under
// the same name. Findings say which characters no font has (PD-01); the report is
// there all the same. Of a document that is too long (PD-02) there is a cover that
// says where to read it.
func (m *Maker) Report(ctx context.Context, in Input, pictures Pictures) ([]byte, diag.List, error) {
	w := newWriter(in.View, in.Doc, in.Texts, m.colours)
	w.data = in.Data
	known := compose(ctx, w, nil, pictures)
	final := compose(ctx, w, known.ids, pictures)
	res, err := m.setter.Render(ctx, final.document())
	var found diag.List
	if errors.Is(err, pdf.ErrTooLong) {
		found = append(found, diag.Finding{Rule: "PD-02", Severity: diag.Warning, Span: w.a.Title.Span,
			Message: fmt.Sprintf("the report would take more than %d pages and is left out", pdf.MaxPages), Help: "publish long tables as files beside the document, or take it apart"})
		res, err = m.setter.Render(ctx, tooLong(ctx, w).document())
	}
	if err != nil {
		return nil, nil, err
	}
	if len(res.Missing) > 0 {
		found = append(found, w.missing(res.Missing))
	}
	return res.PDF, found, nil
}

// reporter composes a report. It goes through the document twice: the first
// time it learns which places there are, so that the second time links lead to
// them, and elsewhere where there is none.
type reporter struct {
	*writer
	ctx      context.Context
	pictures Pictures
	ids      map[string]bool // given so far
	known    map[string]bool // all there are; nil the first time
	level    int             // of the last heading
	begins   string          // the part of the report that the next heading begins
	out      []pdf.Block
	notes    map[int][]markdown.Block // footnotes by number
	inNote   bool
	figures  map[string]image.Image
	outside  []outsideLink // of the text, in order
}

func newReporter(ctx context.Context, w *writer, known map[string]bool, pictures Pictures) *reporter {
	return &reporter{writer: w, ctx: ctx, pictures: pictures, ids: map[string]bool{}, known: known,
		notes: map[int][]markdown.Block{}, figures: map[string]image.Image{}}
}

// tooLong is what there is of a report that no file can hold.
func tooLong(ctx context.Context, w *writer) *reporter {
	r := newReporter(ctx, w, nil, nil)
	r.cover()
	r.add(paragraph(pdf.Lead, say(r.t.T("report.long"))...))
	if r.base != nil {
		r.add(paragraph(pdf.Body, pdf.Span{Text: r.d.Canonical, Link: r.d.Canonical, LinkAlt: r.title(), Isolate: true}))
	}
	return r
}

func compose(ctx context.Context, w *writer, known map[string]bool, pictures Pictures) *reporter {
	r := newReporter(ctx, w, known, pictures)
	text := w.d.Text.Passage.Blocks()
	r.learnNotes(text)
	r.cover()
	r.contents()
	r.begins = r.t.T("contents.glance")
	r.glance()
	switch w.a.Kind.Value {
	case assessment.KindNote:
		r.questions()
		r.actions()
		r.text(text)
		r.begins = r.t.T("contents.records")
		r.context()
		r.stake()
	case assessment.KindReview:
		r.text(text)
		r.begins = r.t.T("contents.records")
		r.reviewed()
	case assessment.KindResponse:
		r.text(text)
		r.begins = r.t.T("contents.records")
		r.answers()
	default:
		r.text(text)
		r.records()
	}
	r.allSources()
	r.about()
	r.restOfNotes()
	r.addresses()
	return r
}

// records are those of an assessment, in the order of its page.
func (r *reporter) records() {
	r.begins = r.t.T("contents.records")
	r.deployment()
	r.context()
	r.engagement()
	r.coverage()
	r.impacts()
	r.opportunities()
	r.allMeasures()
	r.remedies()
	r.principles()
	r.frameworks()
	r.trace()
}

func (r *reporter) add(blocks ...pdf.Block) { r.out = append(r.out, blocks...) }

// anchor claims an id for the block that is being made; "" where it is taken.
func (r *reporter) anchor(id string) string {
	if id == "" || r.ids[id] {
		return ""
	}
	r.ids[id] = true
	return id
}

// newPage begins a new page for a large part of a report, but where that would
// leave more than a third of a page empty.
func (r *reporter) newPage() { r.add(pdf.PageBreak{From: 0.7}) }

// part begins a part of the report with a heading of level 2.
func (r *reporter) part(name, title string) { r.heading(2, "part-"+name, say(title)) }

// heading adds a heading. Levels that are left out are closed up, so that none
// is skipped.
func (r *reporter) heading(level int, id string, spans []pdf.Span) {
	if h, ok := r.headingBlock(level, id, spans); ok {
		r.add(h)
	}
}

func (r *reporter) headingBlock(level int, id string, spans []pdf.Span) (pdf.Block, bool) {
	if blank(wordsOf(spans)) {
		return nil, false
	}
	r.level = max(2, min(level, r.level+1, 4))
	h := pdf.Heading{Level: r.level, ID: r.anchor(id), Spans: spans, Part: r.begins}
	r.begins = ""
	return h, true
}

func wordsOf(spans []pdf.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// record begins a record: its id and what it is called.
func (r *reporter) record(id, title string) {
	r.heading(3, id, []pdf.Span{{Text: id, Color: r.accent, Isolate: true}, {Text: "\u2002" + title}})
}

// recordEnd ends a record: its text, and who refers to it.
func (r *reporter) recordEnd(prose site.Prose, backlinks []site.Link) {
	if !prose.Empty() {
		blocks := r.blocks(prose.Passage.Blocks(), &prose, 0)
		if n := len(blocks); n > 0 && len(backlinks) > 0 {
			if p, ok := blocks[n-1].(pdf.Paragraph); ok {
				p.Keep = true
				blocks[n-1] = p
			}
		}
		r.add(blocks...)
	}
	if len(backlinks) > 0 {
		r.add(paragraph(pdf.Small, append(say(r.t.T("backlinks")+r.t.T("colon")), r.refs(backlinks)...)...))
	}
}

// target is where a link of the page leads in the report: to a place of its
// own where there is one, else to the page or beyond.
func (r *reporter) target(href string) string {
	if id, ok := strings.CutPrefix(href, "#"); ok && r.known[id] {
		return href
	}
	return r.address(href)
}

// span is a link of the page.
func (r *reporter) span(l site.Link) pdf.Span {
	s := pdf.Span{Text: l.Text, Lang: language(l.Lang), Link: r.target(l.Href), Isolate: true, NoUnderline: true}
	if s.Link != "" && l.Note != "" {
		s.LinkAlt = visible(l.Text + r.t.T("colon") + l.Note)
	}
	return s
}

// links sets links one after the other.
func (r *reporter) links(list []site.Link) []pdf.Span { return r.series(list, false) }

// refs is links with the numbers of the pages in the report that they lead to.
func (r *reporter) refs(list []site.Link) []pdf.Span { return r.series(list, true) }

func (r *reporter) series(list []site.Link, pages bool) []pdf.Span {
	var out []pdf.Span
	for i, l := range list {
		if i > 0 {
			out = append(out, pdf.Span{Text: r.t.Comma()})
		}
		out = append(out, r.span(l))
		if id, ok := strings.CutPrefix(l.Href, "#"); ok && pages && r.known[id] {
			out = append(out, r.inBrackets(r.page(id))...)
		}
	}
	return out
}

// page says on which page a place is: "p. 12".
func (r *reporter) page(id string) []pdf.Span {
	before, after, _ := strings.Cut(r.t.T("report.page", "\x00"), "\x00")
	return []pdf.Span{{Text: before, Color: r.quiet}, {PageOf: id, Color: r.quiet}, {Text: after, Color: r.quiet}}
}

func (r *reporter) inBrackets(spans []pdf.Span) []pdf.Span {
	before, after, _ := strings.Cut(r.t.T("brackets", "\x00"), "\x00")
	out := append([]pdf.Span{{Text: before, Color: r.quiet}}, spans...)
	return append(out, pdf.Span{Text: after, Color: r.quiet})
}

// row is a labelled value.
type row struct {
	label  string
	blocks []pdf.Block
}

// value is a row of one line; no row without a value.
func value(label string, spans []pdf.Span) row {
	if blank(wordsOf(spans)) {
		return row{}
	}
	return row{label, []pdf.Block{pdf.Paragraph{Spans: spans}}}
}

// factRow is a fact of the page: short values in a line, long ones below each
// other.
func (r *reporter) factRow(f site.Fact) row {
	long := slices.ContainsFunc(f.Values, func(l site.Link) bool { return l.Href == "" && len([]rune(l.Text)) > 40 })
	if !long {
		return value(f.Label, r.refs(f.Values))
	}
	out := row{label: f.Label}
	for _, v := range f.Values {
		for _, text := range strings.Split(strings.ReplaceAll(v.Text, "\r\n", "\n"), "\n\n") {
			v.Text = text
			out.blocks = append(out.blocks, pdf.Paragraph{Spans: r.refs([]site.Link{v})})
		}
	}
	return out
}

func (r *reporter) factRows(list []site.Fact) []row {
	var out []row
	for _, f := range list {
		out = append(out, r.factRow(f))
	}
	return out
}

// shortValue is how many letters a value has at most that is set in half the
// width.
const shortValue = 32

// table adds labelled values. Where many are short, these stand first, in two
// tables side by side.
func (r *reporter) table(rows ...row) {
	var short, long []row
	for _, x := range rows {
		switch {
		case len(x.blocks) == 0:
		case x.short():
			short = append(short, x)
		default:
			long = append(long, x)
		}
	}
	if len(short) < 4 {
		r.facts(rows)
		return
	}
	half := (len(short) + 1) / 2
	r.add(pdf.KeepTogether{Blocks: []pdf.Block{pdf.Columns{Gap: 18, Cols: [][]pdf.Block{
		{r.factTable(short[:half], 1, 1.5)}, {r.factTable(short[half:], 1, 1.5)},
	}}}})
	r.facts(long)
}

// short tells whether a value fits into half a line.
func (x row) short() bool {
	if len(x.blocks) != 1 {
		return false
	}
	p, ok := x.blocks[0].(pdf.Paragraph)
	n := 0
	for _, s := range p.Spans {
		if s.PageOf != "" {
			n += 2
		}
		n += utf8.RuneCountInString(s.Text)
		if s.Break {
			return false
		}
	}
	return ok && n <= shortValue
}

func (r *reporter) facts(rows []row) {
	if t := r.factTable(rows, 1.45, 4.6); len(t.Rows) > 0 {
		r.add(t)
	}
}

func (r *reporter) factTable(rows []row, label, value float64) pdf.Table {
	t := pdf.Table{Columns: []pdf.Column{{Width: label}, {Width: value}}, RowHeader: true, Look: pdf.Lines}
	for _, x := range rows {
		if len(x.blocks) > 0 {
			t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{{Spans: []pdf.Span{{Text: x.label, Color: r.quiet}}}, {Blocks: x.blocks}}})
		}
	}
	return t
}

// head is the head of a table with words in every cell.
func head(labels ...string) []pdf.Row { return []pdf.Row{columns(labels...)} }

func cell(spans ...pdf.Span) pdf.Cell { return pdf.Cell{Spans: spans} }

// says is the sentence that a picture comes to.
func (r *reporter) says(finding string) {
	if !blank(finding) {
		r.add(pdf.Paragraph{Keep: true, Spans: []pdf.Span{bold(finding)}})
	}
}

// foot says what a picture is drawn from and what it rests on.
func (r *reporter) foot(p site.Picture) {
	spans := say(p.From)
	for i, x := range p.Rests {
		before := r.t.T("comma")
		if i == 0 {
			before = r.t.T("space") + r.t.T("evidence") + r.t.T("colon")
		}
		spans = append(spans, pdf.Span{Text: before}, r.span(x.Link))
		if x.Confidence != "" {
			spans = append(spans, pdf.Span{Text: r.t.T("brackets", x.Confidence)})
		}
	}
	if !blank(wordsOf(spans)) {
		r.add(paragraph(pdf.Small, spans...))
	}
}
