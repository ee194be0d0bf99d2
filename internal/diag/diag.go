// Package diag holds findings: what is wrong in an author's file, where, and
// how to mend it.
//
// A finding is plain data. It names a rule, a severity and a span of bytes in a
// file; line and column are worked out only when it is printed. Printing is
// kept apart from finding, one form a file: Text for people, JSON, SARIF,
// GitHub and JUnit for machines. All forms are deterministic and are written by
// hand as plain structs, so that the package needs no library. A finding may
// carry a Fix, which Mend applies.
//
// Findings speak about the author's files. When hria itself cannot work (a disk
// is full, a template of the house is broken) that is an error, never a
// finding; the two travel in separate return values everywhere.
package diag

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// Severity says how much a finding weighs. The order is the order of printing.
type Severity int

const (
	Error   Severity = iota // the document must not be published like this
	Warning                 // the document is weaker than it should be
	Info                    // worth knowing
)

// String gives the word that is printed: error, warning or info.
func (s Severity) String() string {
	return [...]string{"error", "warning", "info"}[s]
}

// ParseSeverity reads the word that String gives.
func ParseSeverity(word string) (Severity, bool) {
	i := slices.Index([]string{"error", "warning", "info"}, word)
	return Severity(max(i, 0)), i >= 0
}

// File is a text that findings point into. It is immutable.
type File struct {
	Path string // slash-separated, relative to the site's folder
	Text []byte
}

// Span is a range of bytes [Start, End) of a file. The zero Span has no place:
// values that were not written by an author carry it.
type Span struct {
	File       *File
	Start, End int
}

// Known tells whether the span has a place in a file.
func (s Span) Known() bool { return s.File != nil }

// Position gives the line and the column of the span's first byte, both from
// 1; the column counts characters, so that it is right in any script. A byte
// order mark is no character.
func (s Span) Position() (line, column int) {
	if s.File == nil {
		return 0, 0
	}
	text := s.File.Text
	start := min(max(s.Start, 0), len(text))
	bol := lineStart(text, start)
	line = 1 + bytes.Count(text[:bol], []byte{'\n'})
	if bol == 0 {
		bol = min(bomLen(text), start)
	}
	return line, 1 + utf8.RuneCount(text[bol:start])
}

func lineStart(text []byte, at int) int {
	for at > 0 && text[at-1] != '\n' {
		at--
	}
	return at
}

// bomLen is the number of bytes of a byte order mark at the start of the text.
func bomLen(text []byte) int {
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		return 3
	}
	return 0
}

// Path gives the file's path, or "" for a span without a place.
func (s Span) Path() string {
	if s.File == nil {
		return ""
	}
	return s.File.Path
}

// Finding is one thing to mend. Message is lower case, without a final period;
// Help says what to write instead.
type Finding struct {
	Rule     string // id of the rule, stable for ever, such as "ID-02"
	Severity Severity
	Span     Span
	Message  string
	Help     string
	Record   string // id of the record it is about, "" for the document
	Fix      *Fix   // an edit that is certain to be what the author meant, or nil
}

// Fix is an edit that mends a finding: the bytes of Span become Text. It is
// offered only where no judgement is needed, and never touches prose.
type Fix struct {
	Span Span
	Text string
}

// List is any number of findings.
type List []Finding

// Sort puts findings in reading order: by path, place, severity, rule and
// message. Equal findings are kept once.
func (l List) Sort() List {
	slices.SortStableFunc(l, compare)
	return slices.CompactFunc(l, func(a, b Finding) bool { return compare(a, b) == 0 })
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Span.Path(), b.Span.Path()),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message),
	)
}

// Count gives the number of findings of a severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity == s {
			n++
		}
	}
	return n
}
