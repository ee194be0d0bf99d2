package diag_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hria/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// report has one finding of each kind: on one line, over several, in a file
// that could not be read, without a place, with a fix, waived.
func report() diag.Report {
	text := "\ufeff+++\r\nkind = \"Assessment\"\r\ntitle = \"العنوان <&>\"\r\n+++\r\nText, 100%\r\nmore\r\n"
	file := &diag.File{Path: "assessments/a b.md", Text: []byte(text)}
	at := func(part string) diag.Span {
		i := strings.Index(text, part)
		return diag.Span{File: file, Start: i, End: i + len(part)}
	}
	return diag.Report{
		Version: "v1.2.3", AsOf: "2026-03-02", Base: "docs/register", Files: []string{"assessments/b.md", "assessments/a b.md"},
		Rules: []diag.RuleText{{ID: "ID-03", Level: "error", Check: "Words are known", Why: "One vocabulary", Source: "design"}, {ID: "TX-02", Level: "info", Check: "No HTML"}},
		Findings: diag.List{
			{Rule: "ID-03", Severity: diag.Error, Span: at(`"Assessment"`), Message: `unknown kind "Assessment"`, Help: `did you mean "assessment"?`,
				Fix: &diag.Fix{Span: at(`"Assessment"`), Text: `"assessment"`}},
			{Rule: "TX-02", Severity: diag.Warning, Span: at("100%\r\nmore"), Message: "100% of\nthis, is: \x1b[31mred", Help: "mend it", Record: "I1"},
			{Rule: "SY-01", Severity: diag.Error, Span: diag.Span{File: &diag.File{Path: "assessments/c.md"}}, Message: "cannot read the file", Help: "make it readable"},
			{Rule: "XX-01", Severity: diag.Info, Message: "no place"},
		},
		Waived: []diag.Waived{{Finding: diag.Finding{Rule: "TX-02", Severity: diag.Warning, Span: at("<&>"), Message: "waived", Help: "leave it"}, Reason: "a quotation", By: "the editor", Until: "2027-01-01"}},
		Fails:  func(f diag.Finding) bool { return f.Severity == diag.Error },
	}
}

// TestReports holds the forms for machines against testdata.
func TestReports(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"report.json":   func(b *bytes.Buffer) error { return report().JSON(b) },
		"report.sarif":  func(b *bytes.Buffer) error { return report().SARIF(b) },
		"report.github": func(b *bytes.Buffer) error { return report().GitHub(b) },
		"report.xml":    func(b *bytes.Buffer) error { return report().JUnit(b) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, b.String(), want)
		}
	}
}

func FuzzReports(f *testing.F) {
	f.Add("a\r\nb\x00", 1, 3, "::error file=x::y\r\n", "a,b:c%.md")
	f.Fuzz(func(t *testing.T, text string, start, end int, message, path string) {
		span := diag.Span{File: &diag.File{Path: path, Text: []byte(text)}, Start: start, End: end}
		r := diag.Report{Findings: diag.List{{Rule: "ID-01", Span: span, Message: message, Help: message, Fix: &diag.Fix{Span: span, Text: message}}}}
		var b bytes.Buffer
		for _, write := range []func() error{func() error { return r.JSON(&b) }, func() error { return r.SARIF(&b) }} {
			b.Reset()
			if err := write(); err != nil || !json.Valid(b.Bytes()) {
				t.Fatalf("%v: %s", err, b.String())
			}
		}
		b.Reset()
		if err := r.JUnit(&b); err != nil || xml.Unmarshal(b.Bytes(), new(struct{})) != nil {
			t.Fatalf("%v: %s", err, b.String())
		}
		b.Reset()
		if err := r.GitHub(&b); err != nil || strings.Count(b.String(), "\n") != 1 || strings.Contains(b.String(), "\r") {
			t.Fatalf("%v: %q", err, b.String())
		}
	})
}
