package brief

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/pdf"
	"hria/internal/site"
)

// writer composes the note of one document.
type writer struct {
	colours
	d    *site.Document
	a    *assessment.Assessment // of what may be published
	t    *locale.Texts
	base *url.URL // of the document's page; nil without a base address
	data []byte   // to be attached
	row  float64  // height of a row of the map
	// claimed are the names that places of the sheet have.
	claimed map[string]bool
}

func newWriter(d *site.Document, a *assessment.Assessment, t *locale.Texts, c colours) *writer {
	w := &writer{colours: c, d: d, a: a, t: t, row: leastRow}
	if u, err := url.Parse(d.Canonical); err == nil && u.Host != "" {
		w.base = u
	}
	return w
}

// section is a part of a note with the words for it that a finding uses.
type section struct {
	name   string
	blocks []pdf.Block
	at     diag.Span // where in the file its text is written
}

// from says where a part is written: at the first place that is one.
func (s section) from(places ...diag.Span) section {
	for _, p := range places {
		if p.Known() {
			s.at = p
			return s
		}
	}
	return s
}

// spans are the places of texts.
func spans(list []assessment.Text) []diag.Span {
	var out []diag.Span
	for i := range list {
		out = append(out, list[i].Span)
	}
	return out
}

// sheet is a note in two halves.
type sheet struct {
	front, back []section
	apart       bool // the back begins on a new page
}

func (w *writer) sheet(l limits) sheet {
	w.claimed = map[string]bool{}
	switch w.a.Kind.Value {
	case assessment.KindNote:
		return w.guidance(l)
	case assessment.KindReview:
		return w.review(l)
	case assessment.KindResponse:
		return w.response(l)
	}
	return w.assessment(l)
}

// document is a note with its frame. Meta data hold no character that a reader
// could not see.
func (w *writer) document(blocks []pdf.Block, size float64) pdf.Document {
	doc := pdf.Document{
		Title: visible(w.title()), Author: visible(w.publisher()), Subject: visible(w.d.Description), Lang: w.d.Lang,
		Date: w.a.Date.Value, Margins: margins, Style: w.style(w.d.Lang, size), Footer: w.footer, Blocks: blocks,
	}
	if w.unfinished() {
		doc.Header = w.header
		doc.Watermark = pdf.Watermark{Text: w.watermark(), Color: w.ghost}
	}
	w.attach(&doc)
	return doc
}

// attach puts the data of the document into its file.
func (w *writer) attach(doc *pdf.Document) {
	if w.data != nil {
		doc.Attached = []pdf.Attachment{{Name: w.dataName(), Type: "application/json", Description: visible(w.t.T("brief.data", w.title())), Data: w.data}}
	}
}

// dataName is the name of the document's data as the site publishes them.
func (w *writer) dataName() string {
	return strings.TrimSuffix(path.Base(w.d.Path), ".html") + ".json"
}

// watermark is the word for a note that must not be acted on.
func (w *writer) watermark() string {
	for _, n := range w.d.Notices {
		switch {
		case n.Kind == "draft":
			return w.t.T("brief.draft")
		case warning(n):
			return w.d.StatusLabel
		}
	}
	return ""
}

// title is never empty: a file without a title is no accessible file.
func (w *writer) title() string {
	for _, s := range []string{w.d.Title, w.d.ID, w.d.SiteTitle} {
		if !blank(s) {
			return s
		}
	}
	return w.t.T("note.title")
}

func (w *writer) publisher() string {
	if w.d.Publisher.Text != "" {
		return w.d.Publisher.Text
	}
	return w.d.SiteTitle
}

// visible drops control characters and makes white space single.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// blank tells whether there is nothing to see in a text. A heading is never
// blank.
func blank(s string) bool {
	return !strings.ContainsFunc(visible(s), func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

// unfinished tells whether the note must not be acted on.
func (w *writer) unfinished() bool {
	return slices.ContainsFunc(w.d.Notices, func(n site.Notice) bool { return warning(n) })
}

func warning(n site.Notice) bool {
	return n.Kind == "draft" || n.Kind == "superseded" || n.Kind == "withdrawn"
}

// say makes a text of plain words.
func say(text string) []pdf.Span { return []pdf.Span{{Text: text}} }

func bold(text string) pdf.Span { return pdf.Span{Text: text, Bold: true} }

func paragraph(role pdf.Role, spans ...pdf.Span) pdf.Block {
	return pdf.Paragraph{Role: role, Spans: spans}
}

// link makes a text that leads where the page's link does.
func (w *writer) link(l site.Link) pdf.Span {
	return pdf.Span{Text: l.Text, Lang: language(l.Lang), Link: w.address(l.Href)}
}

// plain makes the text of a link without the link, where many stand together
// and underlines would hide the words.
func plain(l site.Link) pdf.Span { return pdf.Span{Text: l.Text, Lang: language(l.Lang)} }

// language is a tag that a PDF may hold, or nothing.
func language(tag string) string {
	if !locale.ValidLanguage(tag) {
		return ""
	}
	return tag
}

// address makes an absolute address, or "" where there is none: a printed page
// has nothing that an address could be relative to.
func (w *writer) address(href string) string {
	if href == "" || strings.ContainsFunc(href, unicode.IsSpace) || strings.ContainsFunc(href, unicode.IsControl) {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if !u.IsAbs() {
		if w.base == nil {
			return ""
		}
		u = w.base.ResolveReference(u)
	}
	switch s := u.String(); {
	case len(s) > 2000:
		return ""
	case u.Scheme == "mailto", (u.Scheme == "http" || u.Scheme == "https") && u.Host != "":
		return s
	}
	return ""
}

// list sets names one after the other. Names hold commas and "and" of their
// own, so semicolons part them. Beyond most entries it says how many there are.
func (w *writer) list(links []site.Link, most int) []pdf.Span {
	var parts []pdf.Span
	for i, l := range links {
		if i == most && len(links) > most+1 {
			parts = append(parts, pdf.Span{Text: w.t.T("brief.others", w.t.Number(len(links)-i))})
			break
		}
		parts = append(parts, plain(l))
	}
	return w.join(parts)
}

func (w *writer) join(parts []pdf.Span) []pdf.Span {
	var out []pdf.Span
	for i, p := range parts {
		if i > 0 {
			out = append(out, pdf.Span{Text: w.t.T("brief.semicolon")})
		}
		out = append(out, p)
	}
	return out
}

// fact finds a labelled value of the view.
func fact(list []site.Fact, label string) []site.Link {
	for _, f := range list {
		if f.Label == label {
			return f.Values
		}
	}
	return nil
}

// label is what stands before a value.
func (w *writer) label(name string) pdf.Span {
	return pdf.Span{Text: w.t.T("brief.label", strings.TrimRight(name, ":： \u00a0\u202f")) + w.t.T("space"), Bold: true, Color: w.quiet}
}

// labelled is a line with a bold label.
func (w *writer) labelled(role pdf.Role, label string, spans ...pdf.Span) pdf.Block {
	return paragraph(role, append([]pdf.Span{w.label(label)}, spans...)...)
}

// some is how many of n entries a list shows that should have at most so many.
// A line that says "1 more" would take the room of the one.
func some(n, most int) int {
	if n <= most+1 {
		return n
	}
	return most
}

// more says how many entries of a list the note leaves out.
func (w *writer) more(left int) []pdf.Block {
	if left <= 0 {
		return nil
	}
	return []pdf.Block{paragraph(pdf.Small, pdf.Span{Text: w.t.T("brief.more", w.t.Number(left)), Italic: true, Color: w.quiet})}
}

func heading(level int, text string) pdf.Block {
	return pdf.Heading{Level: level, Spans: say(text)}
}

// capital writes a word at the start of a line with a capital, in scripts that
// have them.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// unbroken keeps a date on one line.
func unbroken(date string) string { return strings.ReplaceAll(date, " ", "\u00a0") }
