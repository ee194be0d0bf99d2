package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text prints findings for people: a line with place, severity, message and
// rule, then the source line with a caret under the place, then the help.
//
//	assessments/a.md:7:10: error: unknown kind "asessment" [ID-03]
//	    kind = "asessment"
//	           ^~~~~~~~~~~
//	  help: did you mean "assessment"?
//
// Colour adds terminal colours. Control characters of the author's text are
// shown as U+FFFD, so that a file cannot steer the terminal.
type Text struct {
	Colour bool
}

// Write prints the list in its order.
func (t Text) Write(w io.Writer, list List) error {
	for _, f := range list {
		if _, err := io.WriteString(w, t.format(f)); err != nil {
			return err
		}
	}
	return nil
}

const (
	bold  = "1"
	red   = "1;31"
	amber = "1;33"
	blue  = "1;34"
	faint = "2"
)

func (t Text) format(f Finding) string {
	var b strings.Builder
	if place := Place(f.Span); place != "" {
		b.WriteString(t.paint(bold, place) + ": ")
	}
	colour := [...]string{red, amber, blue}[f.Severity]
	fmt.Fprintf(&b, "%s: %s %s\n", t.paint(colour, f.Severity.String()), printable(f.Message), t.paint(faint, "["+f.Rule+"]"))
	b.WriteString(t.excerpt(f.Span, colour))
	if f.Help != "" {
		b.WriteString("  " + t.paint(bold, "help:") + " " + printable(f.Help) + "\n")
	}
	return b.String()
}

// Place gives path:line:column, or only the path where the span is empty at
// the start of a file, or "" where there is no file.
func Place(s Span) string {
	if !s.Known() {
		return ""
	}
	line, column := s.Position()
	return fmt.Sprintf("%s:%d:%d", printable(s.File.Path), line, column)
}

func (t Text) paint(code, s string) string {
	if !t.Colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// widest is the number of characters of a source line that an excerpt shows.
const widest = 120

// excerpt is the source line of the span with a caret under its first
// character. Tabs become one space, so that the caret stands right.
func (t Text) excerpt(s Span, colour string) string {
	if !s.Known() || len(s.File.Text) == 0 {
		return ""
	}
	text := s.File.Text
	start := min(max(s.Start, 0), len(text))
	bol := lineStart(text, start)
	eol := bol + lineLen(text[bol:])
	if bol == 0 {
		bol = min(bomLen(text), start)
	}
	start = min(start, eol)
	before, under := string(text[bol:start]), string(text[start:max(start, min(s.End, eol))])
	line := []rune(printable(string(text[bol:eol])))
	column, width := utf8.RuneCountInString(before), max(1, utf8.RuneCountInString(under))
	from := 0
	if column > widest*2/3 {
		from = column - widest/3
	}
	to := min(len(line), from+widest)
	if column > len(line) || strings.TrimSpace(string(line)) == "" {
		return ""
	}
	caret := "^" + strings.Repeat("~", max(0, min(width, to-column)-1))
	return "    " + string(line[from:to]) + "\n    " + strings.Repeat(" ", column-from) + t.paint(colour, caret) + "\n"
}

func lineLen(text []byte) int {
	for i, c := range text {
		if c == '\n' || c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			return i
		}
	}
	return len(text)
}

// printable replaces what could move the cursor, colour the terminal or turn
// the reading direction: control characters and bidirectional overrides.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == utf8.RuneError,
			r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, s)
}
