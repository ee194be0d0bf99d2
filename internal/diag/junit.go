package diag

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// The parts of JUnit's form that continuous integration reads.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitOutcome `xml:"failure"`
		Skipped *junitOutcome `xml:"skipped"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes a test suite for each document and a test for each finding. A
// finding that makes the check fail is a failure, any other one a skipped test
// with its message; a document without findings has one test that passes.
func (r Report) JUnit(w io.Writer) error {
	byFile := map[string]List{}
	names := slices.Clone(r.Files)
	for _, f := range r.Findings {
		names = append(names, f.Span.Path())
		byFile[f.Span.Path()] = append(byFile[f.Span.Path()], f)
	}
	slices.Sort(names)
	out := junitSuites{Name: "hria check"}
	for _, name := range slices.Compact(names) {
		s := r.suite(name, byFile[name])
		out.Tests, out.Failures, out.Skipped = out.Tests+s.Tests, out.Failures+s.Failures, out.Skipped+s.Skipped
		out.Suites = append(out.Suites, s)
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

func (r Report) suite(name string, list List) junitSuite {
	s := junitSuite{Name: r.path(name)}
	if name == "" {
		s.Name = "site"
	}
	for _, f := range list {
		c := junitCase{Name: f.Rule + ": " + xmlText(f.Message), Class: s.Name, File: r.path(name)}
		if c.Line, _ = f.Span.Position(); c.Line > 0 {
			c.Name = fmt.Sprintf("%s line %d: %s", f.Rule, c.Line, xmlText(f.Message))
		}
		outcome := &junitOutcome{Message: xmlText(f.Message), Type: f.Severity.String(), Text: xmlText(strings.TrimSpace(Text{}.format(f)))}
		if r.Fails != nil && r.Fails(f) {
			c.Failure = outcome
			s.Failures++
		} else {
			c.Skipped = outcome
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	if len(list) == 0 {
		s.Cases = []junitCase{{Name: "no findings", Class: s.Name, File: r.path(name)}}
	}
	s.Tests = len(s.Cases)
	return s
}

// xmlText replaces what XML cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return utf8.RuneError
		}
		return r
	}, s)
}
