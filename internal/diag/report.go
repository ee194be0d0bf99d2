package diag

import "path"

// Report is a list of findings with what machines want to know beside it. Its
// methods JSON, SARIF, GitHub and JUnit write it.
type Report struct {
	Version  string   // of hria
	AsOf     string   // the day on which deadlines were judged, 2026-03-02
	Base     string   // folder of the site, as seen from where results are read; "" for the same
	Files    []string // paths of all documents that were checked
	Rules    []RuleText
	Findings List
	Waived   []Waived
	// Fails tells whether a finding makes the check fail.
	Fails func(Finding) bool
}

// RuleText is what a reader of results wants to know of a rule.
type RuleText struct {
	ID, Level          string
	Check, Why, Source string
}

// Waived is a finding that a document waives in the open.
type Waived struct {
	Finding
	Reason, By, Until string
}

// path is where a finding's file is for whoever reads the report.
func (r Report) path(name string) string {
	if r.Base == "" || name == "" {
		return name
	}
	return path.Join(r.Base, name)
}

// region is a span in lines and columns, both from 1. Columns count
// characters; the end is the first character behind the span.
type region struct {
	line, column, endLine, endColumn int
}

func regionOf(s Span) region {
	var r region
	r.line, r.column = s.Position()
	end := s
	end.Start = max(s.End, s.Start)
	r.endLine, r.endColumn = end.Position()
	return r
}
