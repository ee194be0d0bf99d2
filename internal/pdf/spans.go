package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/pdf/tag"
	"hria/internal/pdf/text"
)

// inline is what a run of text is drawn as, beside its glyphs.
type inline struct {
	color  Color
	leaf   *tag.Leaf // nil: an artifact
	link   *link
	id     string // of the span, where a link may lead
	note   *Note
	strike bool
}

// link is a link in a text.
type link struct {
	elem     *tag.Elem
	target   string // "#id" or an address
	contents string
	fixed    bool // contents were given and are not taken from the text
	bare     bool // not underlined
}

// setText is shaped text with the elements it belongs to.
type setText struct {
	par     *text.Paragraph
	inlines []inline
	look    look
	base    float64 // from the top of a line to its base line
	begin   string  // the first words, for messages
}

// text shapes spans. Their content is added to elem; nil makes an artifact.
func (b *builder) text(spans []Span, l look, elem *tag.Elem) *setText {
	t := &setText{look: l}
	spans = b.numbered(spans)
	pieces := collapse(spans)
	w := inlineWriter{b: b, elem: elem, actual: b.rtl || anyRTL(pieces)}
	t.inlines = make([]inline, len(pieces))
	for i, p := range pieces {
		t.inlines[i] = w.inline(&spans[p.span], p.text, l)
	}
	w.finish()
	t.begin = beginning(pieces)
	t.par = b.shape(spans, pieces, l)
	for _, r := range t.par.Missing {
		b.miss(r, pieces)
	}
	face := b.shaper.Base(l.family, l.bold, l.italic)
	t.base = (l.lead-(face.Ascent+face.Descent)*l.size)/2 + face.Ascent*l.size
	return t
}

// shape shapes the pieces of spans.
func (b *builder) shape(spans []Span, pieces []collapsed, l look) *text.Paragraph {
	runs := b.runs[:0]
	for _, p := range pieces {
		sp := &spans[p.span]
		runs = append(runs, text.Run{Text: p.text, Style: b.textStyle(sp, l), Isolate: sp.Isolate || sp.Lang != ""})
	}
	b.runs = runs
	return b.shaper.Shape(runs, b.rtl)
}

// beginning is the first piece of a text.
func beginning(pieces []collapsed) string {
	if len(pieces) == 0 {
		return ""
	}
	return pieces[0].text
}

// collapsed is the text of a span with white space made single.
type collapsed struct {
	span int
	text string
}

// collapse makes white space single, across spans too, drops it at the ends
// of lines, and writes line breaks as U+2028.
func collapse(spans []Span) []collapsed {
	out := make([]collapsed, 0, len(spans))
	space, start := false, true
	for i := range spans {
		if s := spans[i].Text; !space && !spans[i].Break && single(s, start) {
			out = append(out, collapsed{i, s})
			start = false
			continue
		}
		var sb strings.Builder
		for _, r := range strings.ToValidUTF8(spans[i].Text, "\uFFFD") {
			switch {
			case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\v' || r == 0x85:
				space = true
				continue
			case r == 0x2028 || r == 0x2029:
				endLine(&sb, start)
				space, start = false, true
				continue
			case r < 0x20 || r >= 0x7F && r < 0xA0:
				continue
			}
			if space && !start {
				sb.WriteByte(' ')
			}
			space, start = false, false
			sb.WriteRune(r)
		}
		if space && !start && i+1 < len(spans) && !spans[i].Break && spans[i].Link == "" {
			// The space stays with the span it was written in: outside a link
			// it is not underlined.
			sb.WriteByte(' ')
			space, start = false, true
		}
		if spans[i].Break {
			endLine(&sb, start)
			space, start = false, true
		}
		if sb.Len() > 0 {
			out = append(out, collapsed{i, sb.String()})
		}
	}
	if n := len(out); n > 0 {
		out[n-1].text = strings.TrimRight(out[n-1].text, " \u2028")
		if out[n-1].text == "" {
			out = out[:n-1]
		}
	}
	return out
}

// single reports whether a text at the start of a line, or not, needs no change:
// there is text, its white space is single, and it does not end with any.
func single(s string, start bool) bool {
	if s == "" || s[len(s)-1] <= ' ' || start && s[0] == ' ' {
		return false
	}
	space := false
	for _, r := range s {
		if r < ' ' || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 || r == utf8.RuneError || r == ' ' && space {
			return false
		}
		space = r == ' '
	}
	return true
}

// endLine writes a line break, with a space so that the words on either side
// stay two words for those who read or copy the text.
func endLine(sb *strings.Builder, start bool) {
	if !start {
		sb.WriteByte(' ')
	}
	sb.WriteRune(0x2028)
}

func anyRTL(pieces []collapsed) bool {
	for _, p := range pieces {
		for _, r := range p.text {
			if rtlRune(r) {
				return true
			}
		}
	}
	return false
}

func rtlRune(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

// inlineWriter adds the elements of a text to its block, in reading order.
type inlineWriter struct {
	b      *builder
	elem   *tag.Elem
	actual bool // the drawn order may differ from the logical one

	leaf   *tag.Leaf // of the last span
	holder *tag.Elem // whose ActualText grows
	said   strings.Builder
	key    Span // what the last span had in common with its neighbours
	link   *link
}

// inline makes or reuses the elements for one span.
func (w *inlineWriter) inline(sp *Span, s string, l look) inline {
	in := inline{color: l.color, id: sp.ID, note: sp.Note, strike: sp.Strike}
	if sp.Color != 0 {
		in.color = sp.Color
	}
	if w.elem == nil {
		return in
	}
	key := Span{Link: sp.Link, Lang: sp.Lang, Code: sp.Code, Strike: sp.Strike}
	if w.leaf == nil || key.Link != w.key.Link || key.Lang != w.key.Lang || key.Code != w.key.Code || key.Strike != w.key.Strike {
		w.open(sp, key)
	}
	if w.actual {
		w.said.WriteString(strings.ReplaceAll(s, "\u2028", ""))
	}
	if w.link != nil {
		if sp.Color == 0 && w.b.ink == 0 {
			in.color = w.b.style.Link
		}
		if !w.link.fixed {
			w.link.contents += s
		}
	}
	in.leaf, in.link = w.leaf, w.link
	return in
}

// open begins a new stretch of text of one kind.
func (w *inlineWriter) open(sp *Span, key Span) {
	w.finish()
	at := w.elem
	if key.Link == "" {
		w.link = nil
	} else if w.link == nil || key.Link != w.key.Link {
		if sp.Note != nil {
			at = at.Add(tag.Reference)
		}
		w.link = &link{elem: at.Add(tag.Link), target: sp.Link, contents: sp.LinkAlt, fixed: sp.LinkAlt != "", bare: sp.NoUnderline}
	}
	w.key = key
	if w.link != nil {
		at = w.link.elem
	}
	switch {
	case key.Code && !w.actual && key.Lang == "":
		at = at.Add(tag.Code)
	case key.Lang != "" || w.actual:
		at = at.Add(tag.Span)
		at.Lang = key.Lang
		w.holder = at
	}
	w.leaf = at.AddLeaf()
}

// finish writes the logical text of the last stretch.
func (w *inlineWriter) finish() {
	if w.holder != nil && w.actual {
		w.holder.Actual = w.said.String()
	}
	w.holder = nil
	w.said.Reset()
}

// plain is the text of spans without looks, for outline and messages.
func plain(spans []Span) string {
	var sb strings.Builder
	for _, p := range collapse(spans) {
		sb.WriteString(strings.Map(func(r rune) rune {
			switch {
			case r == 0x2028 || r == 0xAD || r == 0x200B || unicode.Is(unicode.Cf, r) && r != 0x200C && r != 0x200D:
				return -1
			}
			return r
		}, p.text))
	}
	return sb.String()
}
