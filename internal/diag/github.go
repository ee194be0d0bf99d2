package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub writes one workflow command a finding, which GitHub shows beside the
// line of a pull request:
//
//	::error file=assessments/a.md,line=7,endLine=7,col=10,endColumn=20,title=ID-03::unknown kind "asessment" (did you mean "assessment"?)
func (r Report) GitHub(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, f := range r.Findings {
		level := map[Severity]string{Error: "error", Warning: "warning", Info: "notice"}[f.Severity]
		var properties []string
		if f.Span.Known() {
			properties = append(properties, "file="+property(r.path(f.Span.Path())))
			at := regionOf(f.Span)
			properties = append(properties, fmt.Sprintf("line=%d,endLine=%d", at.line, at.endLine))
			if at.line == at.endLine { // GitHub allows columns on one line only
				properties = append(properties, fmt.Sprintf("col=%d,endColumn=%d", at.column, max(at.column, at.endColumn-1)))
			}
		}
		properties = append(properties, "title="+property(f.Rule))
		message := printable(f.Message)
		if f.Help != "" {
			message += "\n" + printable(f.Help)
		}
		fmt.Fprintf(out, "::%s %s::%s\n", level, strings.Join(properties, ","), data(message))
	}
	return out.Flush()
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// data and property escape a text for its place in a workflow command, so that
// nothing in a document can issue another command.
func data(s string) string     { return dataEscapes.Replace(s) }
func property(s string) string { return propertyEscapes.Replace(s) }
