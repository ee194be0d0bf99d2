package brief

import (
	"fmt"
	"slices"
	"strings"

	"hria/internal/markdown"
	"hria/internal/pdf"
	"hria/internal/site"
)

// This file sets the author's text: the blocks of package markdown as blocks of
// package pdf.

// Bounds of tables: what has more rows or columns is set as several tables.
const (
	tableRows    = 2000
	tableColumns = 12
	codeLines    = 400
	quoteDepth   = 6 // beyond it quotes are no longer set in
)

// text is the body of the document.
func (r *reporter) text(list []markdown.Block) {
	shown := slices.DeleteFunc(slices.Clone(list), func(b markdown.Block) bool { return b.Kind == markdown.BlockFootnotes })
	if len(shown) == 0 {
		return
	}
	r.newPage()
	r.begins = r.t.T("contents.text")
	r.level = min(r.level, 2)
	r.add(r.blocks(shown, &r.d.Text, 0)...)
	r.begins = ""
	r.newPage()
	r.level = 2
}

// learnNotes finds the footnotes, which stand at the end of the body.
func (r *reporter) learnNotes(list []markdown.Block) {
	for _, b := range list {
		if b.Kind == markdown.BlockFootnotes {
			for _, n := range b.Children {
				r.notes[n.Number] = n.Children
			}
		}
	}
}

// restOfNotes sets footnotes that nothing but another footnote refers to, and
// those of passages that are shown nowhere.
func (r *reporter) restOfNotes() {
	var left []int
	for n := range r.notes {
		if !r.ids[noteID(n)] {
			left = append(left, n)
		}
	}
	if len(left) == 0 {
		return
	}
	slices.Sort(left)
	r.heading(2, "", say(r.t.T("report.notes")))
	for _, n := range left {
		id := r.anchor(noteID(n))
		r.inNote = true
		blocks := r.blocks(r.notes[n], &r.d.Text, 0)
		r.inNote = false
		r.add(pdf.Paragraph{ID: id, Role: pdf.Footnote, Spans: []pdf.Span{{Text: r.t.Number(n) + ".", Bold: true}}})
		r.add(blocks...)
	}
}

func noteID(n int) string { return fmt.Sprintf("fn:%d", n) }

func (r *reporter) blocks(list []markdown.Block, p *site.Prose, depth int) []pdf.Block {
	var out []pdf.Block
	for i := range list {
		if r.ctx.Err() != nil {
			return out
		}
		out = append(out, r.block(&list[i], p, depth)...)
	}
	return out
}

func (r *reporter) block(b *markdown.Block, p *site.Prose, depth int) []pdf.Block {
	switch b.Kind {
	case markdown.BlockParagraph:
		return r.paragraph(b, p)
	case markdown.BlockHeading:
		spans, figures := r.inlines(b.Inlines, p)
		h, ok := r.textHeading(b, spans, depth)
		if ok {
			figures = append([]pdf.Block{h}, figures...)
		}
		return figures
	case markdown.BlockList:
		return r.textList(b, p, depth)
	case markdown.BlockQuote:
		inner := r.blocks(b.Children, p, depth+1)
		if len(inner) == 0 {
			return nil
		}
		if depth >= quoteDepth {
			return []pdf.Block{pdf.Box{Kind: pdf.BoxQuote, Padding: seam, Blocks: inner}}
		}
		return []pdf.Block{pdf.Box{Kind: pdf.BoxQuote, Bar: r.line, Padding: 9, Blocks: inner}}
	case markdown.BlockCode:
		return r.codeBlock(b.Language, b.Text)
	case markdown.BlockTable:
		return r.textTable(b, p)
	case markdown.BlockRule:
		return []pdf.Block{pdf.Rule{}}
	case markdown.BlockDefinitions:
		return r.textDefinitions(b, p, depth)
	case markdown.BlockFigure:
		return r.textFigure(b, p)
	case markdown.BlockFootnotes:
		return nil
	}
	return r.blocks(b.Children, p, depth)
}

// textHeading is a heading of the text. Those inside quotes and lists are none
// of the report's own.
func (r *reporter) textHeading(b *markdown.Block, spans []pdf.Span, depth int) (pdf.Block, bool) {
	if r.inNote {
		for i := range spans {
			spans[i].Bold = true
		}
		return pdf.Paragraph{Role: pdf.Footnote, ID: r.anchor(b.ID), Spans: spans}, len(spans) > 0
	}
	h, ok := r.headingBlock(b.Level, b.ID, spans)
	if h, is := h.(pdf.Heading); is && depth > 0 {
		h.NoOutline = true
		return h, ok
	}
	return h, ok
}

// role is that of running text.
func (r *reporter) role() pdf.Role {
	if r.inNote {
		return pdf.Footnote
	}
	return pdf.Body
}

func (r *reporter) paragraph(b *markdown.Block, p *site.Prose) []pdf.Block {
	spans, figures := r.inlines(b.Inlines, p)
	if blank(wordsOf(spans)) {
		return figures
	}
	return append([]pdf.Block{pdf.Paragraph{ID: r.anchor(b.ID), Role: r.role(), Spans: spans}}, figures...)
}

func (r *reporter) textList(b *markdown.Block, p *site.Prose, depth int) []pdf.Block {
	list := pdf.List{Numbered: b.Ordered, Tight: b.Tight}
	if b.Ordered {
		first := b.Number
		list.Marker = func(i int) string { return r.t.Number(first+i) + "." }
	}
	for _, it := range b.Children {
		list.Items = append(list.Items, pdf.Item{Blocks: r.blocks(it.Children, p, depth+1)})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []pdf.Block{list}
}

func (r *reporter) textDefinitions(b *markdown.Block, p *site.Prose, depth int) []pdf.Block {
	var list pdf.Definitions
	var figures []pdf.Block
	for i := range b.Children {
		c := &b.Children[i]
		if c.Kind == markdown.BlockTerm {
			spans, more := r.inlines(c.Inlines, p)
			figures = append(figures, more...)
			list.Items = append(list.Items, pdf.Definition{Term: spans})
			continue
		}
		blocks := r.blocks(c.Children, p, depth+1)
		if n := len(list.Items); n > 0 {
			list.Items[n-1].Blocks = append(list.Items[n-1].Blocks, blocks...)
		} else {
			list.Items = append(list.Items, pdf.Definition{Blocks: blocks})
		}
	}
	return append([]pdf.Block{list}, figures...)
}

// codeBlock keeps the lines and what they begin with, in the colours that the
// page has.
func (r *reporter) codeBlock(language, text string) []pdf.Block {
	text = strings.TrimRight(text, "\n")
	// Where time is up, it is for the report, too, and its setter says so.
	tokens, _ := markdown.Tokens(r.ctx, language, text)
	if tokens == nil {
		tokens = []markdown.Token{{Text: text}}
	}
	lines := [][]pdf.Span{nil}
	for _, t := range tokens {
		for i, part := range strings.Split(t.Text, "\n") {
			if i > 0 {
				lines = append(lines, nil)
			}
			if part = strings.ReplaceAll(strings.TrimRight(part, "\r"), "\t", "    "); part != "" {
				n := len(lines) - 1
				lines[n] = append(lines[n], pdf.Span{Text: part, Code: true, Color: r.codeInks[t.Class], Italic: t.Class == "c-comment"})
			}
		}
	}
	var out []pdf.Block
	for len(lines) > 0 {
		n := min(codeLines, len(lines))
		var spans []pdf.Span
		for i, line := range lines[:n] {
			line = spaced(line)
			line[len(line)-1].Break = i < n-1
			spans = append(spans, line...)
		}
		out = append(out, pdf.Box{Fill: r.panel, Padding: 8, Blocks: []pdf.Block{pdf.Paragraph{Role: pdf.Small, LTR: true, Spans: spans}}})
		lines = lines[n:]
	}
	return out
}

// spaced keeps white space that text would lose: what a line begins with, and
// where there is more than one space. A line is never empty.
func spaced(line []pdf.Span) []pdf.Span {
	begins := true
	for i := range line {
		runes := []rune(line[i].Text)
		for k, c := range runes {
			next := k+1 < len(runes) && runes[k+1] == ' ' || k+1 == len(runes) && i+1 < len(line) && strings.HasPrefix(line[i+1].Text, " ")
			begins = begins && c == ' '
			if c == ' ' && (begins || next) {
				runes[k] = '\u00a0'
			}
		}
		line[i].Text = string(runes)
	}
	if len(line) == 0 {
		return []pdf.Span{{Text: "\u00a0", Code: true}}
	}
	return line
}

func (r *reporter) textFigure(b *markdown.Block, p *site.Prose) []pdf.Block {
	words, figures := r.inlines(b.Inlines, p)
	if !blank(wordsOf(words)) { // of a picture that cannot be shown
		figures = append([]pdf.Block{pdf.Paragraph{Role: r.role(), Spans: words}}, figures...)
	}
	caption, more := r.inlines(b.Caption, p)
	figures = append(figures, more...)
	for i, f := range figures {
		if f, ok := f.(pdf.Figure); ok {
			f.Caption, f.ID = caption, r.anchor(b.ID)
			figures[i] = f
			return figures
		}
	}
	if len(caption) > 0 {
		figures = append(figures, pdf.Paragraph{ID: r.anchor(b.ID), Role: pdf.Small, Spans: caption})
	}
	return figures
}

// textTable is a table of the text; a large one is set in parts.
func (r *reporter) textTable(b *markdown.Block, p *site.Prose) []pdf.Block {
	if len(b.Children) == 0 {
		return nil
	}
	var figures []pdf.Block
	rows := make([][]pdf.Cell, len(b.Children))
	width := 0
	for i := range b.Children {
		for k := range b.Children[i].Children {
			spans, more := r.inlines(b.Children[i].Children[k].Inlines, p)
			figures = append(figures, more...)
			rows[i] = append(rows[i], pdf.Cell{Spans: spans})
		}
		width = max(width, len(rows[i]))
	}
	for i := range rows {
		for len(rows[i]) < width {
			rows[i] = append(rows[i], pdf.Cell{})
		}
	}
	if width == 0 {
		return nil
	}
	var caption []pdf.Span
	if !b.Hidden {
		caption, _ = r.inlines(b.Caption, p)
	}
	var out []pdf.Block
	for from := 0; from < width; from += tableColumns {
		to := min(from+tableColumns, width)
		cut := func(cells []pdf.Cell) pdf.Row { return pdf.Row{Cells: cells[from:to]} }
		out = append(out, r.tablesOf(rows, cut, b.Align, from, to, caption)...)
		caption = nil
	}
	return append(out, figures...)
}

// tablesOf sets some columns of a table, in tables of so many rows that each
// can be set.
func (r *reporter) tablesOf(rows [][]pdf.Cell, cut func([]pdf.Cell) pdf.Row, align []markdown.Align, from, to int, caption []pdf.Span) []pdf.Block {
	t := pdf.Table{Caption: caption, Columns: make([]pdf.Column, to-from), Header: []pdf.Row{cut(rows[0])}}
	for i := range t.Columns {
		if from+i < len(align) {
			t.Columns[i].Align = [...]pdf.Align{pdf.AlignStart, pdf.AlignStart, pdf.AlignCenter, pdf.AlignEnd}[align[from+i]]
		}
	}
	if len(rows) == 1 {
		t.Rows, t.Header = t.Header, nil
		return []pdf.Block{t}
	}
	var out []pdf.Block
	for at := 1; at < len(rows); at += tableRows {
		part := t
		part.Rows = nil
		for _, cells := range rows[at:min(at+tableRows, len(rows))] {
			part.Rows = append(part.Rows, cut(cells))
		}
		out = append(out, part)
		t.Caption = nil
		if at == 1 {
			// Footnotes of the head belong to its first table.
			t.Header = []pdf.Row{withoutNotes(t.Header[0])}
		}
	}
	return out
}

// withoutNotes is a head that comes again: its places are those of the first.
func withoutNotes(row pdf.Row) pdf.Row {
	out := pdf.Row{Cells: slices.Clone(row.Cells)}
	for i := range out.Cells {
		spans := slices.Clone(out.Cells[i].Spans)
		for k := range spans {
			spans[k].ID, spans[k].Note = "", nil
		}
		out.Cells[i].Spans = spans
	}
	return out
}

// inlines makes spans of a run of text. Pictures in it follow it.
func (r *reporter) inlines(list []markdown.Inline, p *site.Prose) ([]pdf.Span, []pdf.Block) {
	x := inliner{reporter: r, prose: p}
	x.run(list, pdf.Span{})
	return x.spans, x.figures
}

// inliner collects spans.
type inliner struct {
	*reporter
	prose   *site.Prose
	spans   []pdf.Span
	figures []pdf.Block
}

// run adds inlines in the look of what they stand in.
func (x *inliner) run(list []markdown.Inline, look pdf.Span) {
	for i := range list {
		x.inline(&list[i], look)
	}
}

func (x *inliner) say(text string, look pdf.Span) {
	look.Text = text
	x.spans = append(x.spans, look)
}

func (x *inliner) inline(n *markdown.Inline, look pdf.Span) {
	switch n.Kind {
	case markdown.InlineText:
		x.say(n.Text, look)
	case markdown.InlineCode:
		look.Code = true
		x.say(n.Text, look)
	case markdown.InlineEmphasis:
		look.Italic = !look.Italic
		x.run(n.Children, look)
	case markdown.InlineStrong:
		look.Bold = true
		x.run(n.Children, look)
	case markdown.InlineStrike:
		look.Strike = true
		x.run(n.Children, look)
	case markdown.InlineBreak:
		look.Break = true
		x.say("", look)
	case markdown.InlineTask:
		box := "☐ "
		if n.Checked {
			box = "☑ "
		}
		x.say(box, look)
	case markdown.InlineFootnote:
		x.footnote(n.Number)
	case markdown.InlineImage:
		if f, ok := x.image(n.Link, x.prose); ok {
			x.figures = append(x.figures, f)
		} else {
			look.Italic = true
			x.say(n.Link.Text, look)
		}
	case markdown.InlineLink:
		x.link(n, look)
	}
}

// link adds a link. One inside another, as a picture may have, is none.
func (x *inliner) link(n *markdown.Inline, look pdf.Span) {
	if n.Link.Kind == markdown.LinkExternal {
		x.external(n, look)
		return
	}
	ref := x.prose.Resolve(n.Link)
	if ref.Withheld {
		look.Italic, look.Color = true, x.quiet
		x.say(ref.Text, look)
		return
	}
	if ref.Href != "" {
		look.Link = x.target(ref.Href)
	}
	if ref.Citation {
		x.bind()
		mark := pdf.Span{Text: "[" + ref.Text + "]", Super: true, Link: look.Link, NoUnderline: true, ID: x.anchor(ref.Anchor), Isolate: true}
		if look.Link != "" {
			mark.LinkAlt = visible(join(" ", ref.Text, ref.Note))
		}
		x.spans = append(x.spans, mark)
		return
	}
	if look.Link != "" && ref.Note != "" {
		look.LinkAlt = visible(join(x.t.T("colon"), ref.Text, ref.Note))
	}
	if len(n.Children) > 0 {
		x.run(n.Children, look)
		return
	}
	if ref.Lang != "" {
		look.Lang = language(ref.Lang)
	}
	look.Isolate = true
	x.say(ref.Text, look)
}

// outsideLink is a link of the text to an address elsewhere.
type outsideLink struct {
	id, text, address string
}

// external adds a link to an address elsewhere and notes the address for those
// who read on paper.
func (x *inliner) external(n *markdown.Inline, look pdf.Span) {
	look.Link = x.reporter.address(n.Link.Target)
	start := len(x.spans)
	if len(n.Children) == 0 {
		x.say(n.Link.Text, look)
	}
	x.run(n.Children, look)
	text := visible(wordsOf(x.spans[start:]))
	if look.Link == "" || text == "" || strings.ContainsAny(text, "./@") && strings.Contains(n.Link.Target, text) || len(x.outside) >= tableRows {
		return // the text is the address
	}
	for _, l := range x.outside {
		if l.address == look.Link {
			return
		}
	}
	id := x.anchor(fmt.Sprintf("addr:%d", len(x.outside)+1))
	if x.spans[start].ID == "" {
		x.spans[start].ID = id
	}
	x.outside = append(x.outside, outsideLink{id, text, look.Link})
}

// addresses lists where the links of the text lead.
func (r *reporter) addresses() {
	if len(r.outside) == 0 {
		return
	}
	r.heading(2, "", say(r.t.T("report.addresses")))
	t := pdf.Table{Columns: []pdf.Column{{Width: 0.7, Align: pdf.AlignEnd}, {Width: 2.4}, {Width: 4}},
		Header: head(r.t.T("report.addresses.page"), r.t.T("report.addresses.link"), r.t.T("report.addresses.address"))}
	for _, l := range r.outside {
		page := pdf.Cell{}
		if r.known[l.id] {
			page = cell(pdf.Span{PageOf: l.id, Link: "#" + l.id, NoUnderline: true})
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{page, cell(pdf.Span{Text: shorten(l.text, 80)}), cell(pdf.Span{Text: l.address, Link: l.address, LinkAlt: l.text, NoUnderline: true, Isolate: true})}})
	}
	r.add(t)
}

// bind keeps a mark on the line of the word before it.
func (x *inliner) bind() {
	if n := len(x.spans); n > 0 && !x.spans[n-1].Break && !x.spans[n-1].Code {
		if text, ok := strings.CutSuffix(x.spans[n-1].Text, " "); ok {
			x.spans[n-1].Text = text + "\u00a0"
		}
	}
}

// footnote adds the mark of a footnote. The first mark brings the footnote; in a
// footnote there are only links to others.
func (r *reporter) footnoteMark(n int) pdf.Span {
	label := r.t.Number(n)
	mark := pdf.Span{Text: label, Super: true, NoUnderline: true, LinkAlt: visible(r.t.T("report.note", label))}
	if r.notes[n] == nil {
		mark.LinkAlt = ""
		return mark
	}
	if r.inNote || r.ids[noteID(n)] {
		if r.known[noteID(n)] {
			mark.Link = "#" + noteID(n)
		} else {
			mark.LinkAlt = ""
		}
		return mark
	}
	id := r.anchor(noteID(n))
	back := r.anchor(fmt.Sprintf("fnref:%d", n))
	r.inNote = true
	blocks := r.blocks(r.notes[n], &r.d.Text, 1)
	r.inNote = false
	mark.Link, mark.ID = "#"+id, back
	mark.Note = &pdf.Note{ID: id, Label: label, Back: back, Alt: visible(r.t.T("report.back")), Blocks: blocks}
	return mark
}

func (x *inliner) footnote(n int) { x.spans = append(x.spans, x.footnoteMark(n)) }

// image is a picture of the author's.
func (r *reporter) image(l *markdown.Link, p *site.Prose) (pdf.Block, bool) {
	file := p.Resolve(l).Image.File
	if file == "" || r.pictures == nil {
		return nil, false
	}
	m, ok := r.figures[file]
	if !ok {
		m, _ = r.pictures(r.ctx, file) // the build says what is wrong with it
		r.figures[file] = m
	}
	if m == nil {
		return nil, false
	}
	return pdf.Figure{Alt: visible(l.Text), Decorative: blank(l.Text), Image: m, Align: pdf.AlignCenter, NoMirror: true}, true
}
