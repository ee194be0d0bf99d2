package web_test

import (
	"encoding/csv"
	"encoding/json"
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
		"assessments/a.impacts.csv":  {"I1", "'-2+3 | cmd", "1", "potential", "4", "very-high", "privacy | expression", "M1", `a "quoted", line -1 and; =1+1 and ; "=1`, "https://example.org/assessments/a.html#I1"},
		"assessments/a.measures.csv": {"'@SUM(A1)", "'+49 30 1234", "2026-02-03", "-3.5", "0", "true", "'＝1"},
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

const cited = `+++
schema = "hria/1"
kind = "assessment"
id = "A-1"
title = """100 % {of} \\\\ & _x_
ER  - Évaluation"""
version = "1.0"
status = "published"
date = 2026-01-01
lang = "fr"
commission = { conducted_by = "A, B and {C}" }
+++

Text.
`

// TestCitations: what stands in a title cannot end a field or a record.
func TestCitations(t *testing.T) {
	all := pages(t, files(map[string]string{"a.md": cited}))
	for path, want := range map[string][]string{
		"fr/assessments/a.bib": {`title = {{100 \% \{of\} \textbackslash{}\textbackslash{} \& \_x\_ ER - Évaluation}}`, `author = {{A, B and \{C\}}}`, "@techreport{A-1-1.0,",
			"url = {https://example.org/fr/assessments/a.html}"},
		"fr/assessments/a.ris":      {"TI  - 100 % {of} \\\\ & _x_ ER - Évaluation\r\n", "DA  - 2026/01/01/\r\n", "TY  - RPRT\r\n"},
		"fr/assessments/a.csl.json": {`"title": "100 % {of} \\\\ \u0026 _x_ ER - Évaluation"`, `"literal": "A, B and {C}"`},
	} {
		for _, text := range want {
			if !strings.Contains(all[path], text) {
				t.Errorf("%s: no %q in\n%s", path, text, all[path])
			}
		}
	}
	if n := strings.Count(all["fr/assessments/a.ris"], "\r\nER  - "); n != 1 {
		t.Errorf("%d ends of a record", n)
	}
}

// TestPublication: a document as data holds what its author wrote and what
// follows from it; what is withheld is not named.
func TestPublication(t *testing.T) {
	text := strings.Replace(sheet, "[[impact]]", "withheld = [{ target = \"G7\", reason = \"personal-data\" }]\n[[engagement]]\nid = \"G7\"\n[[impact]]\nevidence = [\"G7\"]", 1)
	all := pages(t, files(map[string]string{"a.md": text}))
	var v struct {
		Document struct {
			Title  string
			Impact []struct {
				ID       string
				Evidence []string
				Severity struct{ Scale int }
			}
			Withheld []struct{ Target string }
		}
		Derived struct {
			Severe   int `json:"severe_impacts"`
			Impacts  []struct{ Level int }
			Measures []struct{ Overdue bool }
		}
	}
	data := all["assessments/a.json"]
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatal(err)
	}
	if d := v.Document; d.Impact[0].Evidence[0] != "withheld" || d.Withheld[0].Target != "engagement" || d.Impact[0].Severity.Scale != 3 || strings.Contains(data, "G7") {
		t.Errorf("got %s", data)
	}
	if d := v.Derived; d.Severe != 1 || d.Impacts[0].Level != 4 || !d.Measures[0].Overdue {
		t.Errorf("got %s", data)
	}
	if strings.Contains(all["assessments/a.impacts.csv"], "G7") || !strings.Contains(all["assessments/a.impacts.csv"], "withheld") {
		t.Errorf("got %s", all["assessments/a.impacts.csv"])
	}
}
