package edition

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"

	"hria/internal/markdown"
)

// Section is a part of the text, from one heading to the next, or the text of a
// record.
type Section struct {
	ID     string // anchor of the heading, or id of the record; "" before the first heading
	Title  string // of the heading; "" for a record
	State  State
	Pieces []Piece // of a changed section, and of one that was added or removed
}

// Piece is a stretch of text that stayed, was added or was removed. Gap stands
// for text that is not shown: what stayed far from a change, or what was removed
// and may be withheld. A line break begins a new paragraph.
type Piece struct {
	Text  string
	State State // Changed: the text stayed
	Gap   bool
}

// most is the product of the lengths of two sections, in words, up to which
// their words are compared; beyond it the one stands after the other.
const most = 16_000_000

// context is how many words that stayed are shown on each side of a change.
const context = 14

type passage struct{ id, title, text string }

func compareText(was, is *markdown.Doc) []Section {
	before, after := passages(was), passages(is)
	var out []Section
	for _, now := range after {
		i := slices.IndexFunc(before, func(p passage) bool { return p.id == now.id })
		switch {
		case i < 0:
			out = append(out, Section{now.id, now.title, Added, []Piece{{Text: now.text, State: Added}}})
		case before[i].text != now.text:
			out = append(out, Section{now.id, now.title, Changed, shorten(words(before[i].text, now.text))})
		}
	}
	for _, then := range before {
		if !slices.ContainsFunc(after, func(p passage) bool { return p.id == then.id }) {
			out = append(out, Section{then.id, then.title, Removed, []Piece{{Text: then.text, State: Removed}}})
		}
	}
	return out
}

// passages cuts a body at its headings; the sections of records are passages of
// their own. Empty ones are left out.
func passages(d *markdown.Doc) []passage {
	var out []passage
	collect := func(first passage, blocks []markdown.Block) {
		at := first
		end := func() {
			if at.text != "" {
				out = append(out, at)
			}
		}
		for _, b := range blocks {
			if b.Kind == markdown.BlockHeading && first.id == "" {
				end()
				at = passage{id: b.ID, title: inlineText(b.Inlines)}
				continue
			}
			at.text = strings.TrimPrefix(at.text+"\n"+blockText(b), "\n")
		}
		end()
	}
	collect(passage{}, d.Narrative().Blocks())
	for _, id := range d.Records() {
		if p, ok := d.Record(id, 3); ok {
			collect(passage{id: id}, p.Blocks())
		}
	}
	return out
}

// blockText is the text of a block, a line for each paragraph, item and row.
func blockText(b markdown.Block) string {
	if b.Text != "" {
		return b.Text
	}
	parts := []string{}
	if len(b.Inlines) > 0 {
		parts = append(parts, inlineText(b.Inlines))
	}
	separator := "\n"
	if b.Kind == markdown.BlockRow {
		separator = " | "
	}
	for _, c := range b.Children {
		if t := blockText(c); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, separator)
}

func inlineText(list []markdown.Inline) string {
	var b strings.Builder
	for _, i := range list {
		switch {
		case i.Text != "":
			b.WriteString(i.Text)
		case len(i.Children) > 0:
			b.WriteString(inlineText(i.Children))
		case i.Link != nil && i.Link.Text != "":
			b.WriteString(i.Link.Text)
		case i.Link != nil && i.Link.Scheme == "source":
			b.WriteString("[" + strings.TrimPrefix(i.Link.Target, "source:") + "]")
		case i.Link != nil:
			b.WriteString(i.Link.Target)
		}
	}
	return b.String()
}

// words compares two texts word by word.
func words(was, is string) []Piece {
	before, after := tokens(was), tokens(is)
	if len(before)*len(after) > most {
		return []Piece{{Text: was, State: Removed}, {Text: is, State: Added}}
	}
	var known []string
	place := map[string]rune{}
	spell := func(list []string) []rune {
		var out []rune
		for _, word := range list {
			r, ok := place[word]
			if !ok {
				known = append(known, word)
				r = letter(len(known))
				place[word] = r
			}
			out = append(out, r)
		}
		return out
	}
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // a deadline would make the result depend on the machine
	found := differ.DiffCleanupSemantic(differ.DiffMainRunes(spell(before), spell(after), false))
	var out []Piece
	for _, d := range found {
		var text strings.Builder
		for _, r := range d.Text {
			text.WriteString(known[number(r)-1])
		}
		out = append(out, Piece{Text: text.String(), State: map[diffmatchpatch.Operation]State{diffmatchpatch.DiffInsert: Added, diffmatchpatch.DiffDelete: Removed}[d.Type]})
	}
	return out
}

// letter and number name words by characters, past those that are none.
func letter(n int) rune {
	if n >= 0xD800 {
		n += 0x800
	}
	return rune(n)
}

func number(r rune) int {
	if r >= 0xE000 {
		r -= 0x800
	}
	return int(r)
}

// tokens cuts a text into words with the space that follows them; scripts that
// are written without spaces are cut at each character.
func tokens(text string) []string {
	var out []string
	start, space := 0, false
	cut := func(at int) {
		if at > start {
			out = append(out, text[start:at])
			start = at
		}
	}
	for i, r := range text {
		alone := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
		switch {
		case r == '\n':
			cut(i)
		case alone && !unicode.IsMark(r), space && !unicode.IsSpace(r):
			cut(i)
		}
		space = unicode.IsSpace(r)
	}
	cut(len(text))
	return out
}

// hideRemoved takes out the words that were removed.
func hideRemoved(list []Section) []Section {
	for i := range list {
		if list[i].State == Removed {
			list[i].ID, list[i].Title = "", ""
		}
		for j := range list[i].Pieces {
			if p := &list[i].Pieces[j]; p.State == Removed {
				p.Text, p.Gap = "", true
			}
		}
	}
	return list
}

// hideGone takes out the words of sections that no longer stand in the newest
// edition as they were put in; is and newest are the texts of the later edition
// that is compared, and of the newest.
func hideGone(list []Section, is, newest []passage) []Section {
	for i := range list {
		s := &list[i]
		if s.State == Removed || slices.ContainsFunc(is, func(p passage) bool { return p.id == s.ID && slices.Contains(newest, p) }) {
			continue
		}
		s.Pieces = []Piece{{State: Removed, Gap: true}}
		if at := slices.IndexFunc(newest, func(p passage) bool { return p.id == s.ID }); at >= 0 {
			s.Title = newest[at].title
		} else {
			s.ID, s.Title, s.State = "", "", Removed
		}
	}
	return list
}

// shorten leaves out text that stayed, but for some words around each change.
func shorten(pieces []Piece) []Piece {
	var out []Piece
	for i, p := range pieces {
		list := tokens(p.Text)
		if p.State != Changed || len(list) <= 2*context+8 {
			out = append(out, p)
			continue
		}
		if i > 0 {
			out = append(out, Piece{Text: strings.Join(list[:context], "")})
		}
		out = append(out, Piece{Gap: true})
		if i < len(pieces)-1 {
			out = append(out, Piece{Text: strings.Join(list[len(list)-context:], "")})
		}
	}
	return out
}
