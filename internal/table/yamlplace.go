package table

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"hria/internal/diag"
)

// places turns the lines and columns that the YAML library counts into bytes
// of the file, and finds where values end, which it does not say.
type places struct {
	file       *diag.File
	start, end int
	lines      []int // where each line begins
	// The place that was looked up last: nodes come in the order of the text,
	// and a text may be one long line.
	line0, column, offset int
}

// newPlaces finds the lines as YAML sees them: next line (U+0085), line and
// paragraph separator (U+2028, U+2029) end a line, too.
func newPlaces(file *diag.File, start, end int) *places {
	p := &places{file: file, start: start, end: end}
	text := file.Text[:end]
	at := start
	if bytes.HasPrefix(text[at:], []byte("\ufeff")) {
		at += 3
	}
	p.lines = append(p.lines, at)
	for at < end {
		r, size := utf8.DecodeRune(text[at:])
		if r == '\r' && at+1 < end && text[at+1] == '\n' {
			size = 2
		}
		at += size
		if strings.ContainsRune("\r\n\u0085\u2028\u2029", r) {
			p.lines = append(p.lines, at)
		}
	}
	return p
}

// at gives the byte of a line and a column, both from 1, columns in
// characters.
func (p *places) at(line, column int) int {
	switch {
	case line < 1:
		return p.start
	case line > len(p.lines):
		return p.end
	}
	if line != p.line0 {
		p.line0, p.column, p.offset = line, 1, p.lines[line-1]
	}
	for p.column > max(column, 1) {
		_, size := utf8.DecodeLastRune(p.file.Text[:p.offset])
		p.offset -= size
		p.column--
	}
	for p.column < column && p.offset < p.end {
		_, size := utf8.DecodeRune(p.file.Text[p.offset:p.end])
		p.offset += size
		p.column++
	}
	return p.offset
}

func (p *places) text(s diag.Span) []byte { return p.file.Text[s.Start:s.End] }

func (p *places) between(start, end int) diag.Span {
	return diag.Span{File: p.file, Start: start, End: max(start, min(end, p.end))}
}

// character is the one at a byte.
func (p *places) character(at int) diag.Span {
	_, size := utf8.DecodeRune(p.file.Text[at:p.end])
	return p.between(at, at+size)
}

// line is the rest of the line at a byte.
func (p *places) line(at int) diag.Span {
	rest := p.file.Text[at:p.end]
	if i := bytes.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	return p.between(at, at+len(rest))
}

// word is the run of characters at a byte that are neither blank nor of flow
// style.
func (p *places) word(at int) diag.Span {
	rest := p.file.Text[at:p.end]
	if i := bytes.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",[]{}", r) }); i >= 0 {
		rest = rest[:i]
	}
	return p.between(at, at+len(rest))
}

// span is where a node stands, quotes and brackets included. A table or list
// without brackets reaches from its first to its last value.
func (p *places) span(n *yaml.Node) diag.Span {
	start := p.at(n.Line, n.Column)
	switch n.Kind {
	case yaml.ScalarNode:
		return p.between(start, p.scalarEnd(n, start))
	case yaml.AliasNode:
		return p.word(start)
	}
	end := start
	if len(n.Content) > 0 {
		end = p.span(n.Content[len(n.Content)-1]).End
	}
	if start < p.end && (p.file.Text[start] == '[' || p.file.Text[start] == '{') && n.Style&yaml.FlowStyle != 0 {
		end = p.closing(max(end, start+1))
	}
	return p.between(start, max(start, end))
}

func (p *places) scalarEnd(n *yaml.Node, start int) int {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for at := start + 1; at < p.end; at++ {
			switch p.file.Text[at] {
			case '\\':
				at++
			case '"':
				return at + 1
			}
		}
		return p.end
	case n.Style&yaml.SingleQuotedStyle != 0:
		for at := start + 1; at < p.end; at++ {
			if p.file.Text[at] == '\'' {
				if at+1 >= p.end || p.file.Text[at+1] != '\'' {
					return at + 1
				}
				at++
			}
		}
		return p.end
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return p.follow(n.Value, p.line(start).End)
	}
	return p.follow(n.Value, start)
}

// follow moves over the characters of a text that stands in the file unquoted,
// whatever white space its lines are broken by.
func (p *places) follow(value string, at int) int {
	end := at
	for _, r := range value {
		if unicode.IsSpace(r) {
			continue
		}
		for at < p.end {
			found, size := utf8.DecodeRune(p.file.Text[at:p.end])
			at += size
			if found == r {
				end = at
				break
			}
			if !unicode.IsSpace(found) && found != '\ufeff' {
				return end
			}
		}
	}
	return end
}

// closing finds the end of a list or table in brackets whose last value ends
// at a byte.
func (p *places) closing(at int) int {
	for at < p.end {
		switch p.file.Text[at] {
		case ']', '}':
			return at + 1
		case '#':
			at = p.line(at).End
		default:
			at++
		}
	}
	return p.end
}

// dash is the mark of an item in a list without brackets, up to the end of
// its first key; else the place of the item itself.
func (p *places) dash(item *yaml.Node) diag.Span {
	own := p.span(item)
	if item.Kind == yaml.MappingNode && len(item.Content) > 0 {
		own = p.span(item.Content[0])
	}
	before := bytes.TrimRight(p.file.Text[p.start:own.Start], " \t\r\n")
	if len(before) > 0 && before[len(before)-1] == '-' {
		return p.between(p.start+len(before)-1, own.End)
	}
	return own
}
