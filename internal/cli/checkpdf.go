package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"hria/internal/diag"
	"hria/internal/pdf/check"
	"hria/internal/vocab"
)

// largestPDF is the size of the largest file that is checked.
const largestPDF = 256 << 20

// checkFiles checks finished PDF files, from wherever they come.
func (c *Command) checkFiles(t *terminal, call *checkCall, names []string) error {
	start := c.Now()
	if err := call.valid(); err != nil {
		return err
	}
	if len(names) == 0 {
		return usage("try: hria check --pdf public/assessments/*.pdf", "hria check --pdf needs files")
	}
	var findings diag.List
	for _, name := range names {
		b, err := readPDF(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return usage("name a PDF file, such as public/assessments/metro.pdf", "no file %q", name)
		case err != nil:
			return err
		}
		at := diag.Span{File: &diag.File{Path: name}}
		report := check.File(b)
		for _, text := range report.Findings {
			findings = append(findings, diag.Finding{Rule: "PD-06", Severity: diag.Error, Span: at, Message: text})
		}
		t.detail("%s: %s, %s", name, plural(report.Pages, "page", "pages"), plural(len(report.Elems), "element", "elements"))
	}
	if write, machine := formats[call.format]; machine {
		words, err := vocab.Standard()
		if err != nil {
			return err
		}
		err = write(diag.Report{Version: version(), Files: names, Rules: ruleTexts(words.Rules), Findings: findings,
			Fails: func(diag.Finding) bool { return true }}, c.Stdout)
		if err != nil {
			return err
		}
	} else {
		t.findings(c.Stdout, findings, 200*len(names))
	}
	if !t.quiet {
		fmt.Fprintf(c.Stderr, "%s; %s; %s\n", plural(len(names), "PDF file", "PDF files"), tally(findings), elapsed(c.Now().Sub(start).Round(time.Millisecond)))
	}
	if len(findings) > 0 {
		return errFindings
	}
	return nil
}

func readPDF(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, largestPDF+1))
	if err == nil && len(b) > largestPDF {
		err = usage("check a smaller file", "%q has more than %d MB", name, largestPDF>>20)
	}
	return b, err
}
