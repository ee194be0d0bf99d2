package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"hria/internal/diag"
	"hria/internal/markdown"
)

// passage is a part of the body that is not for the public, its two fences
// included.
type passage struct {
	opening, inner, closing int // byte offsets of the lines
	end                     int
}

// mark stands where a passage was. It fits into the shortest opening line.
const mark = "[[withheld]]"

// looksLikeFence finds what an author may have meant as a fence.
var looksLikeFence = regexp.MustCompile(`(?i)[:：]{2,}[\s\p{Z}\p{Cf}*_~` + "`" + `|\\]*(restricted|confidential)`)

// looksLike asks looksLikeFence only about lines that hold what it begins with.
func looksLike(line []byte) []int {
	if !bytes.Contains(line, []byte("::")) && !bytes.Contains(line, []byte("：")) {
		return nil
	}
	return looksLikeFence.FindIndex(line)
}

// findPassages reads the fences of the body. Whatever looks like a fence and is
// none is an error: a misspelt one would publish what it should protect.
func findPassages(file *diag.File, start int) ([]passage, diag.List) {
	var list []passage
	var found diag.List
	open := false
	for pos := start; pos < len(file.Text); {
		l, next := line(file.Text, pos)
		word, fence := bytes.CutPrefix(bytes.TrimLeft(l, " \t>"), []byte(":::"))
		if fence {
			switch sensitivity := strings.TrimSpace(strings.TrimLeft(string(word), ":")); {
			case sensitivity == "" && open:
				list[len(list)-1].closing, list[len(list)-1].end = pos, next
				open = false
			case !open && (sensitivity == "restricted" || sensitivity == "confidential"):
				list = append(list, passage{opening: pos, inner: next, closing: len(file.Text), end: len(file.Text)})
				open = true
			default:
				found = append(found, badFence(file, pos, len(l), sensitivity, open))
			}
		} else if m := looksLike(l); m != nil {
			found = append(found, diag.Finding{Rule: "CM-01", Severity: diag.Error, Span: diag.Span{File: file, Start: pos + m[0], End: pos + m[1]},
				Message: "this looks like the mark of a protected passage and protects nothing",
				Help:    "write ::: restricted alone on its line, without anything before it, and ::: alone where the passage ends"})
		}
		pos = next
	}
	if open {
		p := list[len(list)-1]
		found = append(found, diag.Finding{Rule: "CM-01", Severity: diag.Error, Span: diag.Span{File: file, Start: p.opening, End: p.inner},
			Message: "the passage is never closed", Help: "write a line ::: where the protected passage ends"})
	}
	return list, found
}

func badFence(file *diag.File, pos, size int, word string, open bool) diag.Finding {
	f := diag.Finding{Rule: "CM-01", Severity: diag.Error, Span: diag.Span{File: file, Start: pos, End: pos + size},
		Message: fmt.Sprintf("a passage cannot be %q", word), Help: "write ::: restricted or ::: confidential"}
	switch {
	case word == "":
		f.Message, f.Help = "nothing is open that this line could close", "write ::: restricted where the protected passage begins"
	case open:
		f.Message, f.Help = "a passage cannot hold another one", "close the first one with a line ::: before"
	}
	return f
}

// view is the text with the fences blanked or, for the public, the passages
// removed; offsets stay the same.
func (d *Document) view(public bool) *diag.File {
	if len(d.passages) == 0 {
		return d.File
	}
	text := bytes.Clone(d.File.Text)
	for _, p := range d.passages {
		if !public {
			blank(text[p.opening:p.inner])
			blank(text[p.closing:p.end])
			continue
		}
		blank(text[p.opening:p.end])
		copy(text[p.opening:], mark)
	}
	return &diag.File{Path: d.File.Path, Text: text}
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' && c != '\r' {
			text[i] = ' '
		}
	}
}

// Guarded tells whether a passage of the text is not for the public.
func (d *Document) Guarded() bool { return len(d.passages) > 0 }

// Public returns the document without what is not for the public: a mark,
// [[withheld]], stands in the place of each passage, and the sections of the
// withheld records are gone.
func (d *Document) Public(withheld []string) *Document {
	var extents []diag.Span
	for _, record := range withheld {
		extents = append(extents, d.Body.Extents(record)...)
	}
	if len(d.passages) == 0 && len(extents) == 0 {
		return d
	}
	p := *d
	p.File = &diag.File{Path: d.File.Path, Text: bytes.Clone(d.view(true).Text)}
	for _, x := range extents {
		blankSection(p.File.Text, x.Start, x.End)
	}
	p.Body = markdown.Parse(p.File, d.start, d.language)
	p.passages = nil
	return &p
}

// blankSection blanks the lines of a section. Footnotes that are written in it
// stay: the rest of the text may use them, and those that nobody uses any more
// are not shown.
func blankSection(text []byte, start, end int) {
	for start > 0 && text[start-1] != '\n' && text[start-1] != '\r' {
		start--
	}
	for end < len(text) && end > start && text[end-1] != '\n' && text[end-1] != '\r' {
		end--
	}
	note := false
	for pos := start; pos < end; {
		l, next := line(text, pos)
		indented := len(l) > 0 && (l[0] == ' ' || l[0] == '\t')
		note = bytes.HasPrefix(l, []byte("[^")) && bytes.Contains(l, []byte("]:")) || note && (indented || len(l) == 0)
		if !note {
			blank(text[pos:min(next, end)])
		}
		pos = next
	}
}

// Headless returns the document without its text: only its front matter is
// known.
func (d *Document) Headless() *Document {
	p := *d
	p.File = &diag.File{Path: d.File.Path}
	p.Body = markdown.Parse(p.File, 0, d.language)
	p.passages, p.start = nil, 0
	return &p
}
