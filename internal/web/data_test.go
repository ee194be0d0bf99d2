package web_test

import (
	"encoding/csv"
	"strings"
	"testing"
)

const sheet = `+++
schema = "hria/1"
kind = "assessment"
id = "A-1"
title = "=HYPERLINK(\"https://evil.example/\")"
version = "1.0"
status = "published"
date = 2026-01-01
lang = "en"
[[impact]]
id = "I1"
title = "-2+3 | cmd"
nature = "potential"
likelihood = 3
rights = ["privacy", "expression"]
severity = { scale = 3, scope = 2, irremediability = 4 }
[[impact]]
id = "I2"
title = """a "quoted", line
-1 and;=1+1 and ;"=1"""
nature = "actual"
severity = { scale = 1, scope = 1, irremediability = 1 }
[[mitigation]]
id = "M1"
title = "\t@SUM(A1)"
impacts = ["I1"]
owner = "+49 30 1234"
status = "planned"
due = 2026-02-03
[mitigation.indicator]
name = "＝1"
baseline = -3.5
target = 0
+++

Text.
`

// TestSpreadsheet: tables of data are read by a reader of CSV, and no cell of
// theirs is a formula.
func TestSpreadsheet(t *testing.T) {
	all := pages(t, files(map[string]string{"a.md": sheet}))
	for path, want := range map[string][]string{
		"assessments/a/impacts.csv":  {"I1", "'-2+3 | cmd", "1", "potential", "4", "very-high", "privacy | expression", "M1", `a "quoted", line -1 and; =1+1 and ; "=1`, "https://example.org/assessments/a.html#I1"},
		"assessments/a/measures.csv": {"'@SUM(A1)", "'+49 30 1234", "2026-02-03", "-3.5", "0", "true", "'＝1"},
		"data/impacts.csv":           {"I1", "I2"},
		"data/documents.csv":         {"A-1", `'=HYPERLINK("https://evil.example/")`},
	} {
		text, found := strings.CutPrefix(all[path], "\ufeff")
		if !found || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s: byte order mark or line ends in %q", path, text)
		}
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		cells := map[string]bool{}
		for _, r := range records {
			for _, cell := range r {
				cells[cell] = true
				if strings.IndexAny(cell, "=+@\t\r") == 0 || strings.HasPrefix(cell, "-") && cell != "-3.5" {
					t.Errorf("%s: %q is alive", path, cell)
				}
			}
		}
		for _, cell := range want {
			if !cells[cell] {
				t.Errorf("%s: no cell %q in\n%s", path, cell, text)
			}
		}
	}
}
