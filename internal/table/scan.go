package table

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unique"

	"hria/internal/diag"
)

// scanner finds where the keys and values of valid TOML stand, and decodes
// plain ones (plain.go). On text that is not valid it may find nonsense, but it
// always moves forward.
type scanner struct {
	file  *diag.File
	text  []byte // the file up to the end of the front matter
	whole string // the same, so that values need no copies
	pos   int
	odd   bool // the library must read the text, too

	room  []Entry    // what tables are given room of
	items []Value    // of the lists that are open
	names []namedKey // of the key that was read last

	depth int // of lists and tables that are open
	deep  int // where they went too deep; 0 nowhere
}

// enter opens a list or table and tells whether it may be opened; if not, the
// rest of the text is not scanned.
func (s *scanner) enter() bool {
	s.depth++
	if s.depth > maxDepth {
		s.tooDeep()
	}
	return s.depth <= maxDepth
}

func (s *scanner) tooDeep() {
	if s.deep == 0 {
		s.deep = max(s.pos, 1)
	}
	s.pos = len(s.text)
}

// How many entries are asked for at once, for several tables: of a whole text,
// and when that was not enough.
const (
	rootRoom   = 32 // of the outermost table
	mostShared = 1000
	roomShared = 100
)

// space gives room for so many entries. Tables are many and small; growing each
// from one entry on would take twice the memory.
func (s *scanner) space(n int) []Entry {
	if len(s.room) < n {
		s.room = make([]Entry, max(n, roomShared))
	}
	space := s.room[:0:n]
	s.room = s.room[n:]
	return space
}

// open gives a table room for an entry on each line below its header.
func (s *scanner) open(t *Table) {
	if t.Entries != nil {
		return
	}
	rest := s.text[s.pos:min(s.pos+4096, len(s.text))]
	if end := bytes.Index(rest, []byte("\n[")); end >= 0 {
		rest = rest[:end+1]
	}
	t.Entries = s.space(min(bytes.Count(rest, []byte{'\n'}), roomShared))
}

type namedKey struct {
	name string
	span diag.Span
}

func (s *scanner) span(start int) diag.Span {
	return diag.Span{File: s.file, Start: start, End: s.pos}
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

func (s *scanner) peek() byte {
	if s.done() {
		return 0
	}
	return s.text[s.pos]
}

func (s *scanner) has(prefix string) bool {
	return bytes.HasPrefix(s.text[min(s.pos, len(s.text)):], []byte(prefix))
}

// document reads keys and headers to the end.
func (s *scanner) document(root *Table) {
	s.room = make([]Entry, min(rootRoom+bytes.Count(s.text[s.pos:], []byte{'\n'}), mostShared))
	root.Entries = s.space(rootRoom)
	current := root
	for s.blank(); !s.done(); s.blank() {
		before := s.pos
		if s.peek() == '[' {
			current = s.header(root)
		} else {
			s.keyValue(current)
		}
		s.endOfLine()
		if s.pos == before {
			s.pos++
		}
	}
}

// blank skips white space, line ends and comments.
func (s *scanner) blank() {
	for !s.done() {
		switch s.text[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		case '#':
			s.line()
		default:
			if s.pos == 0 && s.has("\ufeff") {
				s.pos += 3
				continue
			}
			return
		}
	}
}

func (s *scanner) line() {
	for !s.done() && s.text[s.pos] != '\n' {
		s.pos++
	}
}

func (s *scanner) spaces() {
	for s.peek() == ' ' || s.peek() == '\t' {
		s.pos++
	}
}

// header reads [a.b] or [[a.b]] and returns the table that it opens.
func (s *scanner) header(root *Table) *Table {
	start := s.pos
	s.pos++
	array := s.peek() == '['
	if array {
		s.pos++
	}
	keys := s.keys()
	closing := s.pos
	for !s.done() && s.peek() == ']' {
		s.pos++
	}
	if n := s.pos - closing; n != 1 && !array || n != 2 && array {
		s.suspect()
	}
	if len(keys) == 0 {
		return root
	}
	t := s.descend(root, keys[:len(keys)-1])
	last := keys[len(keys)-1]
	if array {
		s.repeats(t, last.name)
		opened := appendTable(t, last, s.span(start))
		s.open(opened)
		return opened
	}
	s.fresh(t, last.name)
	opened := child(t, last)
	s.open(opened)
	opened.Span, opened.Headed = s.span(start), true
	return opened
}

// keys reads a dotted key up to "=" or "]". It holds until the next is read.
func (s *scanner) keys() []namedKey {
	out := s.names[:0]
	defer func() { s.names = out }()
	for {
		s.spaces()
		start := s.pos
		name, ok := s.key()
		if !ok {
			s.suspect()
			return out
		}
		s.bareKey(name)
		if out = append(out, namedKey{name, s.span(start)}); len(out) > maxDepth {
			s.tooDeep()
			return nil
		}
		s.spaces()
		if s.peek() != '.' {
			return out
		}
		s.pos++
	}
}

// endsKey are the bytes that no bare key holds.
var endsKey = func() (ends [256]bool) {
	for _, c := range []byte(" \t\r\n.=[]{}#\"',") {
		ends[c] = true
	}
	return ends
}()

func (s *scanner) key() (string, bool) {
	start := s.pos
	switch c := s.peek(); c {
	case '"', '\'':
		s.suspect()
		s.quoted(c)
		raw := string(s.text[start:s.pos])
		if c == '"' {
			return unquote(raw), true
		}
		return unique.Make(strings.Trim(raw, "'")).Value(), true
	}
	for !s.done() && !endsKey[s.text[s.pos]] {
		s.pos++
	}
	return unique.Make(s.whole[start:s.pos]).Value(), s.pos > start
}

// unquote decodes a basic string in its quotes.
func unquote(raw string) string {
	// The one escape of TOML that Go has not.
	if out, err := strconv.Unquote(strings.ReplaceAll(raw, `\e`, `\x1b`)); err == nil {
		return out
	}
	return strings.Trim(raw, `"`)
}

func (s *scanner) keyValue(t *Table) {
	keys := s.keys()
	s.spaces()
	if len(keys) != 1 {
		s.suspect()
	}
	if len(keys) == 0 || s.peek() != '=' {
		s.suspect()
		s.line()
		return
	}
	s.pos++
	s.spaces()
	t = s.descend(t, keys[:len(keys)-1])
	last := keys[len(keys)-1]
	s.fresh(t, last.name)
	t.Entries = append(t.Entries, Entry{Key: last.name, KeySpan: last.span, Value: s.value()})
}

func (s *scanner) value() Value {
	start := s.pos
	v := Value{}
	switch c := s.peek(); c {
	case '"', '\'':
		s.quoted(c)
		v.Kind, v.Text = String, s.textValue(start)
	case '[':
		return s.array()
	case '{':
		return s.inline()
	default:
		s.bare()
		s.bareValue(&v, s.whole[start:s.pos])
	}
	v.Span = s.span(start)
	return v
}

// quoted skips a string of any of the four kinds, its quotes included.
func (s *scanner) quoted(quote byte) {
	if s.pos+2 >= len(s.text) || s.text[s.pos+1] != quote || s.text[s.pos+2] != quote {
		s.pos++
		s.until(quote, 1)
		return
	}
	s.pos += 3
	s.until(quote, 3)
	// Up to two quotes may stand before the closing three.
	for i := 0; i < 2 && s.peek() == quote; i++ {
		s.pos++
	}
}

// until moves behind the next n quotes in a row; between double ones, a
// backslash takes the next byte with it.
func (s *scanner) until(quote byte, n int) {
	for row := 0; row < n && !s.done(); {
		switch c := s.text[s.pos]; {
		case c == '\\' && quote == '"':
			s.pos, row = min(s.pos+2, len(s.text)), 0
		case c == quote:
			s.pos, row = s.pos+1, row+1
		default:
			s.pos, row = s.pos+1, 0
		}
	}
}

// bare skips a number, a date or a word. A date may hold one space before its
// time.
func (s *scanner) bare() {
	for !s.done() {
		c := s.text[s.pos]
		if c == ' ' && s.pos+1 < len(s.text) && isDigit(s.text[s.pos+1]) && s.pos >= 10 && s.text[s.pos-3] == '-' {
			s.pos++
			continue
		}
		if strings.IndexByte(" \t\r\n,]}#", c) >= 0 {
			return
		}
		s.pos++
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (s *scanner) array() Value {
	start := s.pos
	if !s.enter() {
		return Value{}
	}
	defer func() { s.depth-- }()
	s.pos++
	v, first := Value{Kind: Array}, len(s.items)
	for s.blank(); !s.done() && s.peek() != ']'; s.blank() {
		before := s.pos
		if s.peek() != ',' {
			item := s.value() // may open lists, too
			s.items = append(s.items, item)
		}
		s.blank()
		s.between(before, ']')
		if s.peek() == ',' || s.pos == before {
			s.pos++
		}
	}
	if s.done() {
		s.suspect()
	}
	if own := s.items[first:]; len(own) > 0 {
		v.Items = slices.Clone(own)
		clear(own)
		s.items = s.items[:first]
	}
	s.pos = min(s.pos+1, len(s.text))
	v.Span = s.span(start)
	return v
}

func (s *scanner) inline() Value {
	start := s.pos
	if !s.enter() {
		return Value{}
	}
	defer func() { s.depth-- }()
	s.pos++
	t := &Table{inline: true, Entries: s.space(4)}
	for s.blank(); !s.done() && s.peek() != '}'; s.blank() {
		before := s.pos
		if s.peek() != ',' {
			s.keyValue(t)
			s.blank()
		}
		s.between(before, '}')
		if s.peek() == ',' || s.pos == before {
			s.pos++
		}
	}
	s.pos = min(s.pos+1, len(s.text))
	t.Span = s.span(start)
	if raw := s.text[start:s.pos]; bytes.IndexByte(raw, '\n') >= 0 || raw[len(raw)-1] != '}' || len(t.Entries) > 0 && lastBefore(raw[:len(raw)-1]) == ',' {
		s.suspect()
	}
	return Value{Kind: Object, Span: t.Span, Table: t}
}

// descend walks down a dotted key, opening tables that are not there yet; in
// an array of tables it enters the last one.
func (s *scanner) descend(t *Table, keys []namedKey) *Table {
	for _, k := range keys {
		s.extensible(t, k.name)
		t = child(t, k)
	}
	return t
}

func child(t *Table, k namedKey) *Table {
	for i := range t.Entries {
		v := &t.Entries[i].Value
		if t.Entries[i].Key != k.name {
			continue
		}
		if v.Table == nil && len(v.Items) > 0 {
			v = &v.Items[len(v.Items)-1]
		}
		if v.Table == nil {
			v.Kind, v.Table = Object, &Table{Span: k.span}
		}
		return v.Table
	}
	opened := &Table{Span: k.span}
	t.Entries = append(t.Entries, Entry{Key: k.name, KeySpan: k.span, Value: Value{Kind: Object, Span: k.span, Table: opened}})
	return opened
}

func appendTable(t *Table, k namedKey, header diag.Span) *Table {
	opened := &Table{Span: header, Headed: true}
	item := Value{Kind: Object, Span: header, Table: opened}
	for i := range t.Entries {
		if t.Entries[i].Key == k.name {
			t.Entries[i].Value.Items = append(t.Entries[i].Value.Items, item)
			return opened
		}
	}
	t.Entries = append(t.Entries, Entry{Key: k.name, KeySpan: k.span, Value: Value{Kind: Array, Span: k.span, Items: append(make([]Value, 0, 4), item)}})
	return opened
}
