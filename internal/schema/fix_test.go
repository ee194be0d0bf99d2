package schema_test

import (
	"testing"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/source"
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

// FuzzMend mends whatever an author may save: the text below the front matter
// stays byte for byte, the front matter stays readable, and soon nothing is
// left to mend.
func FuzzMend(f *testing.F) {
	f.Add("+++\nkind = \"Assessment\"\nversion = 1.0\ndate = \"2026-03-02\"\n+++\nkind = \"Assessment\"\n")
	f.Add("\ufeff---\r\nkind: Guidance_Note\r\nrights: [Privacy, 'EXPRESSION']\r\nversion: 1.10\r\ndate: '2026-03-02'\r\ncountries: [no, xa]\r\n---\r\nversion: 1.0\r\n")
	f.Add("+++\ndeployment.countries = [\"th\"]\n[[impact]]\nseverity = { scale = 2 }\nnature = 'Actual'\n+++\n")
	words, err := vocab.Standard()
	if err != nil {
		f.Fatal(err)
	}
	check := func(text []byte) (*source.Document, diag.List) {
		d, found := source.Parse("", "a.md", text)
		return d, append(found, schema.Check(words, schema.Document(), d.Front.Str("kind"), d.Front)...)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, found := check([]byte(text))
		for round := 0; ; round++ {
			mended, done := diag.Mend(d.File, found)
			if len(done) == 0 {
				if string(mended) != string(d.File.Text) {
					t.Fatal("changed without a reason")
				}
				return
			}
			next, left := check(mended)
			if string(next.File.Text[next.BodyStart():]) != string(d.File.Text[d.BodyStart():]) {
				t.Fatalf("the text changed: %q", mended)
			}
			if next.Broken || round > 3 {
				t.Fatalf("round %d: %q became %q: %v", round, d.File.Text, mended, left)
			}
			d, found = next, left
		}
	})
}
