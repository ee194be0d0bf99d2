package markdown

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"hria/internal/diag"
)

// source is the body as goldmark reads it, and the way back to the file. Line
// ends are "\n" and every byte is valid UTF-8 without NUL, so that the rest of
// the package, and goldmark, meet one kind of text only; what was replaced is
// remembered as edits, so that places stay true to the file.
type source struct {
	file  *diag.File
	text  []byte
	base  int // bytes of the file before text
	edits []edit
}

// edit says that from offset at of the text on, places in the file are extra
// bytes further than the base alone says.
type edit struct{ at, extra int }

var replacement = []byte("\ufffd")

func newSource(file *diag.File, start int) *source {
	start = min(max(start, 0), len(file.Text))
	if start == 0 && bytes.HasPrefix(file.Text, []byte("\ufeff")) {
		start = len("\ufeff")
	}
	s := &source{file: file, base: start}
	// Without spare capacity nothing that appends to a part of the text can
	// write into it.
	text := slices.Clip(file.Text[start:])
	if bytes.IndexByte(text, '\r') < 0 && bytes.IndexByte(text, 0) < 0 && utf8.Valid(text) {
		s.text = text
		return s
	}
	s.text = slices.Clip(s.clean(text))
	return s
}

// clean gives the text with line ends and broken characters replaced.
func (s *source) clean(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/16)
	extra := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\r' && i+1 < len(text) && text[i+1] == '\n':
			out = append(out, '\n')
			size = 2
		case r == '\r':
			out = append(out, '\n')
		case r == 0, r == utf8.RuneError && size == 1:
			out = append(out, replacement...)
		default:
			out = append(out, text[i:i+size]...)
		}
		i += size
		if now := i - len(out); now != extra {
			extra = now
			s.edits = append(s.edits, edit{len(out), extra})
		}
	}
	return out
}

// at gives the place in the file of an offset of the text.
func (s *source) at(offset int) int {
	i, found := slices.BinarySearchFunc(s.edits, offset, func(e edit, o int) int { return e.at - o })
	if !found {
		i--
	}
	place := s.base + offset
	if i >= 0 {
		place += s.edits[i].extra
	}
	return min(max(place, s.base), len(s.file.Text))
}

// span gives the place in the file of a range of the text.
func (s *source) span(start, end int) diag.Span {
	from := s.at(start)
	return diag.Span{File: s.file, Start: from, End: max(from, s.at(end))}
}

// offset gives the place of part in the text, if part is a piece of it and not
// a copy. goldmark hands out pieces without saying where they lie; two slices
// that end in the same memory differ in capacity by the distance of their
// starts.
func (s *source) offset(part []byte) (int, bool) {
	if len(part) == 0 {
		return 0, false
	}
	at := cap(s.text) - cap(part)
	if at < 0 || at+len(part) > len(s.text) || &s.text[at] != &part[0] {
		return 0, false
	}
	return at, true
}
