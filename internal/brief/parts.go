package brief

import (
	"slices"
	"strings"
	"unicode"

	"hria/internal/pdf"
	"hria/internal/site"
)

// head is what every note begins with: what it is, its title and state, and
// what a reader must know before anything else.
func (w *writer) head() section {
	d := w.d
	label := []pdf.Span{{Text: join(" · ", w.t.T("note.title"), d.KindLabel)}}
	if d.ID != "" {
		label = append(label, pdf.Span{Text: " · "}, pdf.Span{Text: d.ID, Isolate: true})
	}
	blocks := []pdf.Block{
		paragraph(pdf.Label, label...),
		pdf.Heading{Level: 1, Spans: say(w.title())},
		paragraph(pdf.Subtitle, say(join(" · ", w.version(), d.StatusLabel, d.Date, w.t.T("as_of", d.AsOf)))...),
	}
	for _, n := range d.Notices {
		spans := say(n.Text)
		if n.Link.Text != "" {
			spans = append(spans, pdf.Span{Text: " "}, w.link(n.Link))
		}
		if !warning(n) {
			blocks = append(blocks, paragraph(pdf.Small, spans...))
			continue
		}
		for i := range spans {
			spans[i].Bold, spans[i].Color = true, w.warn
		}
		blocks = append(blocks, pdf.Box{Fill: w.warnSoft, Bar: w.warn, Padding: 7, Blocks: []pdf.Block{paragraph(pdf.Body, spans...)}})
	}
	return section{name: "title", blocks: blocks}
}

func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// lead says in three lines what is proposed, where and by whom.
func (w *writer) lead() section {
	var rows []pdf.Row
	add := func(label string, values []pdf.Span) {
		if len(values) > 0 {
			rows = append(rows, pdf.Row{Cells: []pdf.Cell{{Spans: []pdf.Span{{Text: label, Bold: true, Color: w.quiet}}}, {Spans: values}}})
		}
	}
	find := func(key string) []site.Link { return fact(w.d.Lead, w.t.T(key)) }
	if of := w.d.Of; of != nil {
		spans := []pdf.Span{w.link(*of)}
		if of.Note != "" {
			spans = append(spans, pdf.Span{Text: w.t.T("brackets", of.Note)})
		}
		add(w.t.T("lead.of"), spans)
	}
	what := w.list(find("lead.what"), 1)
	if len(what) == 0 {
		what = w.list(find("lead.technology"), 4)
	}
	add(w.t.T("lead.what"), what)
	add(w.t.T("lead.where"), w.list(find("lead.where"), 6))
	who := w.list(find("lead.who"), 1)
	if stage := find("lead.stage"); len(stage) > 0 && len(who) > 0 {
		who = append(who, pdf.Span{Text: " · "}, plain(stage[0]))
	}
	add(w.t.T("lead.who"), who)
	add(w.t.T("lead.reviewer"), w.list(find("lead.reviewer"), 1))
	add(w.t.T("lead.by"), w.list(find("lead.by"), 1))
	add(w.t.T("lead.audience"), w.list(w.d.Audience, 6))
	if len(rows) == 0 {
		return section{}
	}
	table := pdf.Table{Columns: []pdf.Column{{Width: 1}, {Width: 6.2}}, Rows: rows, RowHeader: true, Look: pdf.Plain}
	return section{name: w.t.T("lead.what"), blocks: []pdf.Block{table}}.from(w.a.Deployment.Purpose.Span)
}

// decision is the one thing that must not be overlooked: light letters on a
// dark ground, with the conditions below in a box of their own.
func (w *writer) decision() section {
	x := w.d.Decision
	if x == nil {
		return section{}
	}
	light := func(s string) pdf.Span { return pdf.Span{Text: s, Color: w.paper} }
	top := []pdf.Block{
		pdf.Heading{Level: 2, Spans: []pdf.Span{light(x.Label)}},
		paragraph(pdf.Lead, light(x.OutcomeIs)),
	}
	var by []pdf.Span
	for _, s := range []string{text(fact(x.Facts, w.t.T("decision.by"))), text(fact(x.Facts, w.t.T("decision.date")))} {
		if s == "" {
			continue
		}
		if len(by) > 0 {
			by = append(by, light(" · "))
		}
		by = append(by, pdf.Span{Text: s, Color: w.paper, Isolate: true})
	}
	if len(by) > 0 {
		top = append(top, paragraph(pdf.Small, by...))
	}
	if x.Unless != "" {
		top = append(top, paragraph(pdf.Body, pdf.Span{Text: w.t.T("decision.unless"), Bold: true, Color: w.paper}, light(w.t.T("space")+x.Unless)))
	}
	var below []pdf.Block
	if len(x.Conditions) > 0 {
		below = append(below, paragraph(pdf.Label, pdf.Span{Text: w.t.T("decision.conditions")}), w.conditions(x.Conditions))
	}
	if x.Reasons != "" {
		below = append(below, paragraph(pdf.Body, pdf.Span{Text: x.Reasons}))
	}
	if dissent := text(fact(x.Facts, w.t.T("decision.dissent"))); dissent != "" {
		below = append(below, w.labelled(pdf.Small, w.t.T("decision.dissent"), say(dissent)...))
	}
	// Two boxes in one, without a gap between them.
	parts := []pdf.Block{pdf.Box{Fill: w.accent, Blocks: top}}
	if len(below) > 0 {
		parts = append(parts, pdf.Box{Blocks: append(below, pdf.Space{Height: 4})})
	}
	return section{name: x.Label, blocks: []pdf.Block{pdf.Box{Fill: w.accentSoft, Padding: seam, Blocks: parts}}}.from(append(spans(w.a.Decision.Conditions), w.a.Decision.Reasons.Span, w.a.Decision.Outcome.Span, w.a.Position.Unless.Span, w.a.Position.Outcome.Span)...)
}

// conditions lists what a decision hangs on. Somebody who has only this sheet
// does not know what M1 is, so that what a condition calls by its number is
// named behind it.
func (w *writer) conditions(texts []string) pdf.Block {
	var list [][]pdf.Span
	for _, s := range texts {
		spans := say(s)
		if names := w.naming(s); names != "" {
			spans = append(spans, pdf.Span{Text: w.t.T("brackets", names), Color: w.quiet})
		}
		list = append(list, spans)
	}
	return w.numbered(list)
}

// naming gives the titles of the measures, impacts and remedies whose ids stand
// in a text.
func (w *writer) naming(text string) string {
	var names []string
	for _, id := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
		if name := w.titleOf(id); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, w.t.T("brief.semicolon"))
}

func (w *writer) titleOf(id string) string {
	for _, m := range w.d.Measures {
		if m.ID == id {
			return m.Title
		}
	}
	for _, x := range w.d.Impacts {
		if x.ID == id {
			return x.Title
		}
	}
	for i := range w.a.Remedies {
		if r := &w.a.Remedies[i]; r.ID.Value == id {
			return r.Name.Value
		}
	}
	return ""
}

// seam is the least padding a box can have.
const seam = 0.1

// text is the first value of a fact.
func text(links []site.Link) string {
	if len(links) == 0 {
		return ""
	}
	return links[0].Text
}

// numbered is a list, numbered as the language writes numbers.
func (w *writer) numbered(items [][]pdf.Span) pdf.Block {
	return pdf.List{Numbered: true, Tight: true, Items: itemsOf(items), Marker: func(i int) string { return w.t.Number(i+1) + "." }}
}

func itemsOf(list [][]pdf.Span) []pdf.Item {
	var out []pdf.Item
	for _, spans := range list {
		out = append(out, pdf.Item{Blocks: []pdf.Block{paragraph(pdf.Body, spans...)}})
	}
	return out
}

// messages are the key messages, or the summary where there are none.
func (w *writer) messages(most int) section {
	d := w.d
	if len(d.Messages) == 0 {
		return w.summary()
	}
	var list [][]pdf.Span
	for _, m := range d.Messages[:some(len(d.Messages), most)] {
		list = append(list, append(say(m.Text), w.cited(m.Evidence)...))
	}
	blocks := []pdf.Block{heading(2, w.t.T("section.messages")), w.numbered(list)}
	return section{name: w.t.T("section.messages"), blocks: append(blocks, w.more(len(d.Messages)-len(list))...)}.from(w.a.KeyMessages[0].Text.Span)
}

// cited marks what a statement rests on: sources with their numbers, as the
// list of sources has them, and records of other documents. Records of its own
// are named on the full page.
func (w *writer) cited(evidence []site.Link) []pdf.Span {
	var names []pdf.Span
	for _, l := range evidence {
		switch {
		case w.source(l.Text):
			names = append(names, pdf.Span{Text: l.Text, Color: w.quiet})
		case l.Href != "" && !strings.HasPrefix(l.Href, "#"):
			s := w.link(l)
			s.Text, s.Isolate = unbroken(s.Text), true
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return nil
	}
	open, end, _ := strings.Cut(w.t.T("brackets", "\x00"), "\x00")
	quiet := func(s string) pdf.Span { return pdf.Span{Text: s, Color: w.quiet} }
	out := []pdf.Span{quiet(unbroken(open))}
	for i, n := range names {
		if i > 0 {
			out = append(out, quiet(w.t.Comma()))
		}
		out = append(out, n)
	}
	return append(out, quiet(end))
}

func (w *writer) source(id string) bool {
	return slices.ContainsFunc(w.d.Sources, func(s site.Source) bool { return s.ID == id })
}

func (w *writer) summary() section {
	if len(w.d.Summary) == 0 {
		return section{}
	}
	blocks := []pdf.Block{heading(2, w.t.T("section.summary"))}
	for _, p := range w.d.Summary {
		blocks = append(blocks, paragraph(pdf.Body, pdf.Span{Text: p}))
	}
	return section{name: w.t.T("section.summary"), blocks: blocks}.from(w.a.Summary.Span)
}

// marked tells whether the note marks something with the number of a source,
// which therefore must not be left out.
func (w *writer) marked(id string) bool {
	in := func(evidence []site.Link) bool {
		return slices.ContainsFunc(evidence, func(l site.Link) bool { return l.Text == id })
	}
	for _, m := range w.d.Messages {
		if in(m.Evidence) {
			return true
		}
	}
	for _, q := range w.d.Questions {
		if in(q.Evidence) {
			return true
		}
	}
	for _, g := range w.d.Actions {
		if slices.ContainsFunc(g.Items, func(x site.Item) bool { return in(x.Evidence) }) {
			return true
		}
	}
	return false
}

// sources names what the note rests on by number, and says how many more the
// document has. Where the note marks nothing, it names what is cited most.
func (w *writer) sources(most int) section {
	list := ranked(w.d.Sources, func(s site.Source) int {
		if w.marked(s.ID) {
			return -4
		}
		return -min(3, len(s.Cited)+len(s.Backlinks))
	})
	if len(list) == 0 {
		return section{}
	}
	named := 0
	for named < len(list) && w.marked(list[named].ID) {
		named++
	}
	if named == 0 {
		named = some(len(list), most)
	}
	shown := list[:some(len(list), named)]
	place := func(s site.Source) int {
		return slices.IndexFunc(w.d.Sources, func(x site.Source) bool { return x.ID == s.ID })
	}
	slices.SortStableFunc(shown, func(x, y site.Source) int { return place(x) - place(y) })
	blocks := []pdf.Block{heading(2, w.t.T("section.sources"))}
	for _, s := range shown {
		spans := []pdf.Span{{Text: s.ID, ID: w.claim(s.ID), Bold: true, Color: w.quiet, Isolate: true}, {Text: " "}}
		if s.Author != "" {
			spans = append(spans, pdf.Span{Text: s.Author, Isolate: true}, pdf.Span{Text: w.t.T("colon")})
		}
		title := w.link(s.Title)
		title.Isolate = true
		spans = append(spans, title)
		if s.Date != "" {
			spans = append(spans, pdf.Span{Text: w.t.T("brackets", unbroken(s.Date))})
		}
		blocks = append(blocks, paragraph(pdf.Small, spans...))
	}
	return section{name: w.t.T("section.sources"), blocks: append(blocks, w.more(len(list)-len(shown))...)}.from(w.a.Sources[0].Title.Span)
}

// ending says where everything else is and whom to complain to.
func (w *writer) ending() section {
	d := w.d
	var blocks []pdf.Block
	if w.base != nil {
		blocks = append(blocks, w.labelled(pdf.Small, w.t.T("brief.full"),
			pdf.Span{Text: d.Canonical, Link: d.Canonical, LinkAlt: w.title(), Isolate: true}))
	}
	contact := fact(d.Complaints, w.t.T("comment.contact"))
	if len(contact) == 0 && d.Contact != "" {
		contact = []site.Link{{Text: strings.TrimPrefix(d.Contact, "mailto:"), Href: d.Contact}}
	}
	if len(contact) > 0 {
		spans := w.contact(contact)
		if until := text(fact(d.Complaints, w.t.T("comment.until"))); until != "" {
			spans = append(spans, pdf.Span{Text: w.t.T("brackets", lower(w.t.T("comment.until"), d.Lang)+" "+until)})
		}
		blocks = append(blocks, w.labelled(pdf.Small, w.t.T("comment"), spans...))
	}
	if n := w.withheldParts(); n > 0 {
		blocks = append(blocks, paragraph(pdf.Small, pdf.Span{Text: w.t.N("brief.parts", n)}))
	}
	if d.License != "" {
		blocks = append(blocks, w.labelled(pdf.Small, w.t.T("footer.license"), pdf.Span{Text: d.License, Isolate: true}))
	}
	if len(blocks) == 0 {
		return section{}
	}
	if code, ok := w.code(); ok {
		blocks = append(blocks, paragraph(pdf.Small, pdf.Span{Text: w.t.T("brief.scan"), Color: w.quiet}))
		blocks = []pdf.Block{pdf.Columns{Widths: []float64{6, 1.25}, Cols: [][]pdf.Block{blocks, {code}}}}
	}
	return section{name: w.t.T("comment"), blocks: []pdf.Block{pdf.Space{Height: 6}, pdf.Box{Fill: w.panel, Blocks: blocks}}}
}

func (w *writer) version() string {
	if w.d.DocVersion == "" {
		return ""
	}
	return w.t.T("version", w.d.DocVersion)
}

// imprint is the last line: which version of which document this is, and the
// sum by which anybody can tell that it is.
func (w *writer) imprint() section {
	if w.d.Hash == "" {
		return section{}
	}
	var spans []pdf.Span
	for _, part := range []string{w.d.ID, w.version()} {
		if part != "" {
			spans = append(spans, pdf.Span{Text: part, Isolate: true}, pdf.Span{Text: " · "})
		}
	}
	spans = append(spans, pdf.Span{Text: w.t.T("brief.label", w.t.T("brief.hash")) + w.t.T("space")}, pdf.Span{Text: w.d.Hash, Isolate: true})
	for i := range spans {
		spans[i].Color = w.quiet
	}
	return section{name: w.t.T("hash"), blocks: []pdf.Block{paragraph(pdf.Fine, spans...)}}
}

func (w *writer) contact(links []site.Link) []pdf.Span {
	var out []pdf.Span
	for _, l := range links {
		s := w.link(l)
		s.Isolate = true
		out = append(out, s)
	}
	return w.join(out)
}

// withheldParts counts what the document says it withholds, consultations
// apart: they are counted among those who were heard.
func (w *writer) withheldParts() int {
	n := 0
	for i := range w.a.Withheld {
		if !consultation(w.a.Withheld[i].Target.Value) {
			n++
		}
	}
	return n
}

// consultation tells whether the target of a withholding is a whole
// consultation: G and a number.
func consultation(target string) bool {
	return strings.HasPrefix(target, "G") && strings.Trim(target[1:], "0123456789") == ""
}

// header says on every page that a note must not be acted on.
func (w *writer) header(pdf.Page) pdf.Bar {
	for _, n := range w.d.Notices {
		if warning(n) {
			return pdf.Bar{Center: []pdf.Span{{Text: shorten(n.Text, 90), Bold: true, Color: w.warn}}}
		}
	}
	return pdf.Bar{}
}

// edition says for whom a file was made: for everybody, or for those who work on
// it, where it must not be acted on.
func (w *writer) edition() string {
	if mark := w.watermark(); mark != "" {
		return mark
	}
	return w.t.T("brief.edition")
}

// footer says whose note this is, of which edition, version and day, and which
// page.
func (w *writer) footer(p pdf.Page) pdf.Bar {
	version := ""
	if w.d.DocVersion != "" {
		version = w.t.T("version", shorten(w.d.DocVersion, 12))
	}
	return pdf.Bar{
		Rule:   true,
		Start:  say(shorten(w.publisher(), 36)),
		Center: say(join(" · ", w.edition(), version, w.t.T("as_of", w.d.AsOf))),
		End:    say(w.t.T("brief.page", w.t.Number(p.Number), w.t.Number(p.Count))),
	}
}

// shorten cuts a text for the footer, where there is room for one line.
func shorten(s string, most int) string {
	r := []rune(visible(s))
	if len(r) <= most {
		return string(r)
	}
	return strings.TrimRight(string(r[:most-1]), " ,;:") + "…"
}
