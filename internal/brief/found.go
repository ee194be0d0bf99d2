package brief

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/diag"
	"hria/internal/pdf"
	"hria/internal/pdf/font"
)

// A note that is read in two minutes has about so many words. One of half as
// many again is found to be long.
const (
	fewWords  = 500
	mostWords = fewWords * 3 / 2
)

// findings says what went wrong while the note was set.
func (w *writer) findings(fitted pdf.Document, res *pdf.Result) diag.List {
	var list diag.List
	n := words(fitted.Blocks)
	switch {
	case res.Pages > pages:
		list = append(list, w.tooLong(res))
	case n > mostWords:
		list = append(list, w.wordy(n, fitted.Style.Size))
	}
	if len(res.Missing) > 0 {
		list = append(list, w.missing(res.Missing))
	}
	return list
}

// missing is one finding for all characters without a font: a script that no
// font has would fill pages with them.
func (w *writer) missing(list []pdf.Missing) diag.Finding {
	x, others := list[0], ""
	if n := len(list) - 1; n > 0 {
		others = fmt.Sprintf(" and %d more", n)
	}
	return diag.Finding{Rule: "PD-01", Severity: diag.Warning, Span: w.place(x.Rune),
		Message: fmt.Sprintf("no font has the character %q (%U)%s, first in %q", string(x.Rune), x.Rune, others, x.Text),
		Help:    fontFor(x.Rune)}
}

// fontFor says where to take a font from that has a character.
func fontFor(r rune) string {
	family, debian := font.Advice(r)
	switch {
	case family == "":
		return "take the character out: it is private or unknown, and no font is sure to have it"
	case debian == "":
		return fmt.Sprintf("%s has it; put it into the site with: hria fonts add FILE", family)
	}
	return fmt.Sprintf("%s has it, in Debian the package %s; put it into the site with: hria fonts add FILE", family, debian)
}

// place is where a character first stands in the file of the document; its
// title where it comes from elsewhere.
func (w *writer) place(r rune) diag.Span {
	if w.a.Source == nil || w.a.Source.File == nil {
		return w.a.Title.Span
	}
	file := w.a.Source.File
	at := bytes.IndexRune(file.Text, r)
	if at < 0 {
		return w.a.Title.Span
	}
	return diag.Span{File: file, Start: at, End: at + utf8.RuneLen(r)}
}

// tooLong says how many words a note has too many and which parts are the
// longest. It stands at the longest, which is where most can be cut.
func (w *writer) tooLong(res *pdf.Result) diag.Finding {
	total, at, list := w.parts(cut(cuts))
	used := float64(res.Pages-1) + res.LastUsed/res.PageHeight
	over := 10 * int(math.Ceil(float64(total)*(1-pages/used)/10))
	return diag.Finding{Rule: "PD-02", Severity: diag.Warning, Span: at,
		Message: fmt.Sprintf("the briefing note takes %d pages, %d are possible: some %d words are too many, in the smallest type and with the shortest lists", res.Pages, pages, max(10, over)),
		Help:    "shorten what takes most room: " + list}
}

// wordy says of a note that fits how long it is to read.
func (w *writer) wordy(n int, size float64) diag.Finding {
	_, at, list := w.parts(longest)
	return diag.Finding{Rule: "PD-07", Severity: diag.Info, Span: at,
		Message: fmt.Sprintf("the briefing note has %d words, in type of %.1f points: about %d are read in two minutes, and %d are many", n, size, fewWords, mostWords),
		Help:    "shorten what takes most room, and the type grows: " + list}
}

// parts counts the words of a note under limits and names its three longest
// parts, and where the longest is written.
func (w *writer) parts(l limits) (total int, at diag.Span, names string) {
	s := w.sheet(l)
	type part struct {
		section
		words int
	}
	var parts []part
	for _, x := range append(s.front, s.back...) {
		if n := words(x.blocks); n > 0 {
			parts = append(parts, part{x, n})
			total += n
		}
	}
	slices.SortStableFunc(parts, func(x, y part) int { return cmp.Compare(y.words, x.words) })
	at = w.a.Title.Span
	var list []string
	for i, p := range parts[:min(3, len(parts))] {
		where := ""
		if p.at.Known() {
			line, _ := p.at.Position()
			where = fmt.Sprintf(", line %d", line)
			if i == 0 {
				at = p.at
			}
		}
		list = append(list, fmt.Sprintf("%q (%d words%s)", p.name, p.words, where))
	}
	return total, at, strings.Join(list, ", ")
}

// words counts the words of blocks.
func words(blocks []pdf.Block) int {
	n := 0
	spans := func(list []pdf.Span) {
		for _, s := range list {
			n += wordsIn(s.Text)
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case pdf.Heading:
			spans(b.Spans)
		case pdf.Paragraph:
			spans(b.Spans)
		case pdf.List:
			for _, x := range b.Items {
				n += words(x.Blocks)
			}
		case pdf.Table:
			for _, r := range slices.Concat(b.Header, b.Rows) {
				for _, c := range r.Cells {
					spans(c.Spans)
					n += words(c.Blocks)
				}
			}
		case pdf.Columns:
			for _, c := range b.Cols {
				n += words(c)
			}
		case pdf.Box:
			n += words(b.Blocks)
		case pdf.KeepTogether:
			n += words(b.Blocks)
		}
	}
	return n
}

// wordsIn counts the words of a text. In scripts without spaces between words a
// word is taken to have two Chinese or Japanese characters, or five letters.
func wordsIn(text string) int {
	n := 0
	for _, run := range strings.Fields(text) {
		signs, letters := 0, 0
		for _, r := range run {
			switch {
			case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
				signs++
			case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
				letters++
			}
		}
		if strings.ContainsFunc(run, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n += max(1, signs/2+letters/5)
		}
	}
	return n
}
