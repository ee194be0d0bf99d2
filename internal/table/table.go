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

	outlined bool // most values were left out
	parts    []Part
}

// Part is a table directly below another one.
type Part struct {
	ID         string // the text of its id, if it has one
	Start, End int    // its header and all values included
}

// Parts lists the tables of the arrays of tables that stand directly in t, in
// the order of their keys.
func (t *Table) Parts() []Part {
	if t.outlined {
		return t.parts
	}
	var out []Part
	for i := range t.Entries {
		for _, below := range t.Entries[i].Value.Tables() {
			out = append(out, Part{below.Str("id"), below.Span.Start, below.end()})
		}
	}
	return out
}

// Outline gives the table without most of its values: its own keys with their
// places, where the tables directly below stand, and its Parts. A table whose
// every value knows its place takes many times the memory of the text; who has
// read the values keeps the outline.
func (t *Table) Outline() *Table {
	out := &Table{Span: t.Span, Headed: t.Headed, YAML: t.YAML, Entries: make([]Entry, len(t.Entries)), outlined: true, parts: slices.Clip(t.Parts())}
	for i := range t.Entries {
		e := &t.Entries[i]
		out.Entries[i] = Entry{Key: e.Key, KeySpan: e.KeySpan, Value: Value{Kind: e.Value.Kind, Span: e.Value.Span}}
		if below := e.Value.Table; below != nil {
			out.Entries[i].Value.Table = &Table{Span: below.Span, Headed: below.Headed, outlined: true}
		}
	}
	return out
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
	if t != nil {
		if i := t.index(key); i >= 0 {
			return t.Entries[i], true
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
