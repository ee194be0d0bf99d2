// Package table holds front matter as a table whose every key and value knows
// its place in the file.
//
// ParseTOML makes a Table from a piece of a file. BurntSushi/toml (the
// reference reader of the language in Go) decides what is valid; it does not
// tell where values stand, so a small scanner of ours finds the places. What
// is written in TOML's plainest forms the scanner decodes at once; all else
// the reader decodes (plain.go). Fuzz tests hold the scanner against it.
//
// ParseYAML makes the same Table of YAML, for authors whose other tools write
// it. go.yaml.in/yaml (the YAML organisation's reader for Go, which needs no
// other module) decides what is valid and gives line and column of each node;
// where values end is found here (yamlplace.go). What front matter has no need
// for and what hides where a value comes from is refused: anchors, aliases,
// merge keys, tags, several documents.
//
// The package knows nothing of what keys mean.
package table

import (
	"slices"
	"strings"
	"time"

	"hria/internal/diag"
)

// Kind is the type of a value as its author wrote it.
type Kind uint8

const (
	Invalid Kind = iota
	String
	Integer
	Float
	Bool
	Date     // a local date: 2026-03-02
	DateTime // any other date or time
	Array
	Object // a table: [x], x.y = or { }
)

// String names the kind in the words of a message.
func (k Kind) String() string {
	return [...]string{"nothing", "text", "a whole number", "a number", "true or false", "a date", "a date with a time", "a list", "a table"}[k]
}

// Value is one value with its place. Which field holds it follows from Kind.
type Value struct {
	Kind  Kind
	Bool  bool // Bool
	Span  diag.Span
	Text  string  // String
	Int   int64   // Integer; of Date and DateTime, the seconds since 1970 in UTC
	Float float64 // Float; also set for Integer
	Items []Value // Array
	Table *Table  // Object
}

// Time gives a Date or DateTime, in UTC.
func (v *Value) Time() time.Time { return time.Unix(v.Int, 0).UTC() }

// Entry is one key with its value.
type Entry struct {
	Key     string
	KeySpan diag.Span
	Value   Value
}

// Table is a list of entries in the order of the file. Span covers its header
// or, for an inline table, its braces; the span of the outermost table is the
// place where front matter begins.
type Table struct {
	Span    diag.Span
	Entries []Entry
	Headed  bool // opened by a [header]
	YAML    bool // of the outermost table: it was written as YAML
	inline  bool // written in braces

	outlined []outlined // in place of entries, where most values were left out
	parts    []Part
}

// outlined is what an outline keeps of an entry.
type outlined struct {
	key                  string
	keyStart, keyEnd     int32
	start, end           int32 // of the value
	tableStart, tableEnd int32 // of its table
	kind                 Kind
	table, headed        bool
}

// Part is a table directly below another one.
type Part struct {
	ID         string // the text of its id, if it has one
	Start, End int32  // its header and all values included
}

// Parts lists the tables of the arrays of tables that stand directly in t, in
// the order of their keys.
func (t *Table) Parts() []Part {
	if t.outlined != nil {
		return t.parts
	}
	var out []Part
	for i := range t.Entries {
		for _, below := range t.Entries[i].Value.Tables() {
			out = append(out, Part{below.Str("id"), int32(below.Span.Start), int32(below.end())})
		}
	}
	return out
}

// settle gives the values texts of their own: until then they are parts of the text
// that they were read from, all of which would be held with them. Keys are few and
// come again in all files.
func (t *Table) settle() {
	size := 0
	t.texts(func(s *string) { size += len(*s) })
	var b strings.Builder
	b.Grow(size)
	t.texts(func(s *string) {
		at := b.Len()
		b.WriteString(*s)
		*s = b.String()[at:]
	})
}

// texts calls do for each text of a table and of all below it.
func (t *Table) texts(do func(*string)) {
	for i := range t.Entries {
		t.Entries[i].Value.texts(do)
	}
}

func (v *Value) texts(do func(*string)) {
	if v.Text != "" {
		do(&v.Text)
	}
	for i := range v.Items {
		v.Items[i].texts(do)
	}
	if v.Table != nil {
		v.Table.texts(do)
	}
}

// Outline gives the table without most of its values: what Get tells of its own
// keys, where they and the tables directly below stand, and its Parts. A table whose
// every value knows its place takes many times the memory of the text; who has
// read the values keeps the outline.
func (t *Table) Outline() *Table {
	out := &Table{Span: t.Span, Headed: t.Headed, YAML: t.YAML, outlined: make([]outlined, len(t.Entries)), parts: slices.Clone(t.Parts())}
	for i := range t.Entries {
		e := &t.Entries[i]
		o := outlined{key: e.Key, keyStart: int32(e.KeySpan.Start), keyEnd: int32(e.KeySpan.End), start: int32(e.Value.Span.Start), end: int32(e.Value.Span.End), kind: e.Value.Kind}
		if below := e.Value.Table; below != nil {
			o.table, o.headed, o.tableStart, o.tableEnd = true, below.Headed, int32(below.Span.Start), int32(below.Span.End)
		}
		out.outlined[i] = o
	}
	return out
}

// entry is what an outline of a file tells of an entry.
func (o *outlined) entry(file *diag.File) Entry {
	e := Entry{Key: o.key, KeySpan: diag.Span{File: file, Start: int(o.keyStart), End: int(o.keyEnd)},
		Value: Value{Kind: o.kind, Span: diag.Span{File: file, Start: int(o.start), End: int(o.end)}}}
	if o.table {
		e.Value.Table = &Table{Span: diag.Span{File: file, Start: int(o.tableStart), End: int(o.tableEnd)}, Headed: o.headed}
	}
	return e
}

// end is where the last of a table ends.
func (t *Table) end() int {
	end := t.Span.End
	for i := range t.Entries {
		e := &t.Entries[i]
		end = max(end, e.KeySpan.End, e.Value.Span.End)
		if e.Value.Table != nil {
			end = max(end, e.Value.Table.end())
		}
	}
	return end
}

// Get finds an entry by its key; a nil table has none.
func (t *Table) Get(key string) (Entry, bool) {
	if t == nil {
		return Entry{}, false
	}
	if i := t.index(key); i >= 0 {
		return t.Entries[i], true
	}
	for i := range t.outlined {
		if o := &t.outlined[i]; o.key == key {
			return o.entry(t.Span.File), true
		}
	}
	return Entry{}, false
}

func (t *Table) index(key string) int {
	for i := range t.Entries {
		if t.Entries[i].Key == key {
			return i
		}
	}
	return -1
}

// Str gives the text of a key, or "" where it is absent or no text.
func (t *Table) Str(key string) string {
	e, _ := t.Get(key)
	return e.Value.Text
}

// Tables gives the tables of an array of tables, in order. Other items are
// left out.
func (v Value) Tables() []*Table {
	var out []*Table
	for _, item := range v.Items {
		if item.Table != nil {
			out = append(out, item.Table)
		}
	}
	return out
}
