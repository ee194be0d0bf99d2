package source

import (
	"bytes"
	"fmt"
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

// Public returns the document without what is not for the public; a mark,
// [[withheld]], stands in the place of each passage.
func (d *Document) Public() *Document {
	if len(d.passages) == 0 {
		return d
	}
	p := *d
	p.File = d.view(true)
	p.Body = markdown.Parse(p.File, d.start, d.language())
	p.passages = nil
	return &p
}

// Headless returns the document without its text: only its front matter is
// known.
func (d *Document) Headless() *Document {
	p := *d
	p.File = &diag.File{Path: d.File.Path}
	p.Body = markdown.Parse(p.File, 0, d.language())
	p.passages, p.start = nil, 0
	return &p
}
