package rules

import (
	"bytes"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/table"
)

// sy03: an inline table stands on one line. Newer readers of TOML accept it
// over several, most do not; a document should be read by all of them. In YAML
// braces may span lines.
var sy03 = Rule{ID: "SY-03", Document: func(r *Report, a *assessment.Assessment) {
	if !bytes.HasPrefix(bytes.TrimPrefix(a.Source.File.Text, []byte("\ufeff")), []byte("+++")) {
		return
	}
	if a.Source.Front.YAML {
		return // where tables in braces may run over lines
	}
	inlineTables(a.Source.Front, func(t *table.Table) {
		if at, bad := brokenLine(t.Span); bad {
			r.add(diag.Span{File: t.Span.File, Start: t.Span.Start, End: at},
				"write { } with all its keys on one line, or open a [table] or [[table]] for it", "an inline table runs over several lines")
		}
	})
}}

// inlineTables visits the outermost inline tables.
func inlineTables(t *table.Table, visit func(*table.Table)) {
	var value func(v table.Value)
	value = func(v table.Value) {
		switch {
		case v.Table != nil && inline(v.Table.Span):
			visit(v.Table)
		case v.Table != nil:
			inlineTables(v.Table, visit)
		}
		for _, item := range v.Items {
			value(item)
		}
	}
	for _, e := range t.Entries {
		value(e.Value)
	}
}

func inline(s diag.Span) bool {
	return s.Known() && s.Start < s.End && s.File.Text[s.Start] == '{'
}

// brokenLine finds the first line end of an inline table that stands neither
// in a text of several lines nor in a list, where TOML has always allowed it.
func brokenLine(s diag.Span) (at int, bad bool) {
	text := s.File.Text[s.Start:s.End]
	if bytes.IndexByte(text, '\n') < 0 {
		return 0, false
	}
	var open []byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '{', '[':
			open = append(open, c)
		case '}', ']':
			open = open[:max(0, len(open)-1)]
		case '"', '\'':
			i = skipText(text, i) - 1
		case '#':
			i += max(0, bytes.IndexByte(text[i:], '\n')-1)
		case '\n':
			if len(open) > 0 && open[len(open)-1] == '{' {
				return s.Start + len(bytes.TrimRight(text[:i], "\r")), true
			}
		}
	}
	return 0, false
}

// skipText gives the place behind a string that begins at i.
func skipText(text []byte, i int) int {
	quote := text[i]
	mark := []byte{quote}
	if long := bytes.Repeat(mark, 3); bytes.HasPrefix(text[i:], long) {
		mark = long
	}
	for i += len(mark); i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case bytes.HasPrefix(text[i:], mark):
			return i + len(mark)
		}
	}
	return len(text)
}
