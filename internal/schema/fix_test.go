package schema_test

import (
	"testing"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/table"
	"hria/internal/vocab"
)

func mend(t *testing.T, text string) (string, int) {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	file := &diag.File{Path: "a.md", Text: []byte(text)}
	tab, findings := table.ParseTOML(file, 0, len(text))
	findings = append(findings, schema.Check(words, schema.Document(), "assessment", tab)...)
	out, mended := diag.Mend(file, findings)
	return string(out), len(mended)
}

// TestFixes checks what is mended and what is left to its author, and that
// mending twice changes nothing more.
func TestFixes(t *testing.T) {
	for in, want := range map[string]string{
		"kind = \"Assessment\"\r\nversion = 1.0 # now\r\n": "kind = \"assessment\"\r\nversion = \"1.0\" # now\r\n",
		"date = \"2026-03-02\"\ndate2 = 1\n":               "date = 2026-03-02\ndate2 = 1\n",
		"[[impact]]\nrights = ['Privacy', \"x\"]\n":        "[[impact]]\nrights = ['privacy', \"x\"]\n",
		"[deployment]\ncountries = [\"th\", \"XA\"]\n":     "[deployment]\ncountries = [\"TH\", \"XA\"]\n",
		"status = \"Internal Review\"":                     "status = \"internal-review\"",
		"status = \"internal_review\"":                     "status = \"internal-review\"",
		// Not certain: a slip of the pen, a date that is none, text that no form governs.
		"kind = \"asessment\"":               "",
		"date = \"2026-02-30\"":              "",
		"date = \"\"\"2026-03-02\"\"\"":      "",
		"title = 3":                          "",
		"version = 1e3":                      "",
		"status = \"\\u0050ublished\"":       "",
		"[deployment]\ncountries = [\"yy\"]": "",
		"titel = \"x\"":                      "",
	} {
		got, n := mend(t, in)
		if want == "" {
			want = in
		} else if n == 0 {
			t.Errorf("%q: nothing mended", in)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if again, n := mend(t, got); again != got || n != 0 {
			t.Errorf("%q: mended again: %q", in, again)
		}
	}
}
