package schema_test

import (
	"strings"
	"testing"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/table"
	"hria/internal/vocab"
)

func check(t *testing.T, kind, text string) diag.List {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Skip(err)
	}
	tab, findings := table.ParseTOML(&diag.File{Path: "a.md", Text: []byte(text)}, 0, len(text))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return schema.Check(words, schema.Document(), kind, tab)
}

func TestCheck(t *testing.T) {
	for _, c := range []struct{ text, rule, place, help string }{
		{`titel = "x"`, "ID-02", "1:1", `did you mean "title"?`},
		{`title = 3`, "ID-02", "1:9", `write "3", in quotes`},
		{`date = "2026-03-02"`, "ID-02", "1:8", "write 2026-03-02, without quotes"},
		{`version = 1.0`, "ID-02", "1:11", `write "1.0", in quotes`},
		{`title = ["x"]`, "ID-02", "1:9", "text in quotes"},
		{`version = "one"`, "ID-02", "1:11", "such as \"1.0\""},
		{"[deployment]\nsummary = \"x\"", "ID-02", "2:1", "move it above the first [table] header"},
		{"[deployment]\npurpos = \"x\"", "ID-02", "2:1", `did you mean "purpose"?`},
		{"[[impact]]\nrights = [\"privacy\", \"privcy\"]", "ID-03", "2:22", `did you mean "privacy"?`},
		{"[[impact]]\nrights = [\"vie-privée\"]", "ID-03", "2:11", `did you mean "privacy"?`},
		{"[[impact]]\nrights = [\"Libertad de expresion\"]", "ID-03", "2:11", `did you mean "expression"?`},
		{"[[impact]]\nrights = [\"الخصوصية\"]", "ID-03", "2:11", `did you mean "privacy"?`},
		{"[[impact]]\nnature = \"Potentiel\"", "ID-03", "2:10", `did you mean "potential"?`},
		{"[[impact]]\nseverity = { scale = 5 }", "ID-03", "2:22", "allowed: 1, 2, 3, 4"},
		{"[[impact]]\nid = \"M1\"", "ID-02", "2:6", "such as \"I1\""},
		{"impact = [\"I1\"]", "ID-02", "1:11", "[[table]]"},
		{"translations = { xx-bad_tag = \"A\" }", "ID-03", "1:18", "language tag"},
		{"[[context]]\ncountry = \"th\"", "ID-03", "2:11", "capitals"},
		{"audience = [\"regulator\"]", "ID-02", "1:1", "only these have it: guidance-note"},
		{"[comment]\ncontact = \"javascript:alert(1)\"", "ID-02", "2:11", "https://"},
		{`title = "a\u0000b"`, "ID-02", "1:9", "remove the character"},
		{`x_own = [{ a = "a\u009bb" }]`, "ID-02", "1:16", "remove the character"},
		{"[scope]\nmethod = \"a\\u202Eb\"", "TX-07", "2:10", "remove it"},
		{`schema = "hria/2"`, "ID-03", "1:10", `schema = "hria/1"`},
		{"[[context]]\ncountry = \"UK\"", "ID-03", "2:11", "write GB"},
		{"[[context]]\ncountry = \"EU\"", "ID-03", "2:11", "capitals"},
	} {
		found := check(t, "assessment", c.text)
		if len(found) != 1 {
			t.Errorf("%q: got %v", c.text, found)
			continue
		}
		f := found[0]
		if f.Rule != c.rule || !strings.HasSuffix(diag.Place(f.Span), ":"+c.place) || !strings.Contains(f.Help, c.help) {
			t.Errorf("%q: got %s %s %q help %q", c.text, f.Rule, diag.Place(f.Span), f.Message, f.Help)
		}
	}
}

func TestCheckAccepts(t *testing.T) {
	found := check(t, "assessment", `kind = "assessment"
x_own = 3
translations = { fr = "A.fr" }
context = [{ country = "XA", law = "one", civic_space = { rating = "open", as_of = 2026-01-01 } }]
[deployment]
data = ["biometric"]
oversight = "x"
[[impact]]
id = "I1"
severity = { scale = 4, scope = 2, irremediability = 3 }
residual = { scale = 1, likelihood = 2 }`)
	if len(found) > 0 {
		t.Error(found)
	}
}

// TestCharacters names the code point, at the level of its rule, and lets pass
// what text is made of.
func TestCharacters(t *testing.T) {
	found := check(t, "assessment", `title = "a\u001Bb\u0007"
summary = "a\u2066b"
tags = ["a\tb\r\nc", "d"]`)
	if len(found) != 2 || !strings.Contains(found[0].Message, "U+001B") || found[0].Severity != diag.Error ||
		!strings.Contains(found[1].Message, "U+2066") || found[1].Severity != diag.Warning {
		t.Errorf("got %v", found)
	}
}

// TestSuggestions searches for the nearest word in the first findings only.
func TestSuggestions(t *testing.T) {
	found := check(t, "assessment", "[[impact]]\nrights = ["+strings.Repeat(`"privcy", `, 300)+"]\ntitel = \"x\"")
	if len(found) != 301 || found[199].Help != `did you mean "privacy"?` || !strings.HasPrefix(found[200].Help, "allowed: ") || !strings.HasPrefix(found[300].Help, "known keys: ") {
		t.Errorf("%d findings: %q, %q", len(found), found[199].Help, found[200].Help)
	}
}

// TestVocabularies finds every vocabulary that a field names.
func TestVocabularies(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Skip(err)
	}
	var walk func(fields []schema.Field, at string)
	walk = func(fields []schema.Field, at string) {
		for _, f := range fields {
			if f.Vocab != "" && words.IDs(f.Vocab) == nil {
				t.Errorf("%s%s: no vocabulary %q", at, f.Key, f.Vocab)
			}
			if f.Doc == "" {
				t.Errorf("%s%s has no doc", at, f.Key)
			}
			walk(f.Fields, at+f.Key+".")
		}
	}
	walk(schema.Document(), "")
	walk(schema.Register(), "")
}
