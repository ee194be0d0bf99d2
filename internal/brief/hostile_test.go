package brief_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"hria/internal/diag"
	"hria/internal/pdf/check"
)

// made makes the note of one document and checks the file.
func made(t *testing.T, body string) (string, int, diag.List) {
	t.Helper()
	pdfs, findings := notes(t, plan(t, map[string]string{"a.md": body}, settings()))
	r := check.File(pdfs["a"])
	for _, f := range r.Findings {
		t.Errorf("%.60q: %s", body, f)
	}
	var b strings.Builder
	for _, e := range r.Elems {
		b.WriteString(e.Text + " " + e.Alt + "\n")
	}
	return b.String(), r.Pages, findings["a"]
}

func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "%n", fmt.Sprint(i+1)))
	}
	return b.String()
}

// TestLittle makes notes of documents that say next to nothing.
func TestLittle(t *testing.T) {
	for _, body := range []string{
		"", "no front matter", "+++\n+++\n", "+++\nkind = \"assessment\"\n", "+++\ntitle = \"  \"\nlang = \"xx-nonsense\"\n+++\n",
		"+++\nkind = \"guidance-note\"\n+++\n", "+++\nkind = \"review\"\n+++\n", "+++\nkind = \"response\"\n+++\n",
		"+++\nkind = \"assessment\"\ntitle = \"T\"\n[[impact]]\n[[impact]]\nid = \"I1\"\n[[mitigation]]\n[[engagement]]\n[[source]]\n[decision]\noutcome = \"?\"\n+++\n",
		"+++\nkind = \"guidance-note\"\ntitle = \"T\"\n[[action]]\n[[question]]\n[[key_message]]\n+++\n",
		"+++\nkind = \"review\"\ntitle = \"T\"\n[[finding]]\n+++\n", "+++\nkind = \"response\"\ntitle = \"T\"\n[[answer]]\n+++\n",
	} {
		if _, pages, _ := made(t, body); pages != 1 {
			t.Errorf("%q: %d pages", body, pages)
		}
	}
}

// TestMuch makes a note of a document with far more than fits. Every list says
// how much it leaves out.
func TestMuch(t *testing.T) {
	body := "+++\nkind = \"assessment\"\nid = \"X\"\ntitle = \"Much\"\nlang = \"en\"\nstatus = \"published\"\n" +
		many(200, "[[impact]]\nid = \"I%n\"\ntitle = \"Harm number %n\"\nrights = [\"privacy\", \"life\", \"health\", \"work\", \"education\"]\nholders = [\"children\"]\nnature = \"actual\"\nseverity = { scale = 3, scope = 3, irremediability = 3 }\n") +
		many(200, "[[mitigation]]\nid = \"M%n\"\ntitle = \"Measure number %n\"\nimpacts = [\"I%n\"]\nowner = \"Somebody\"\nstatus = \"planned\"\ndue = 2026-01-01\n") +
		many(40, "[[engagement]]\nid = \"G%n\"\nwith = \"rights-holders\"\nparticipants = %n\n") +
		many(60, "[[source]]\nid = \"S%n\"\ntitle = \"Source %n\"\n") + "+++\n"
	text, pages, findings := made(t, body)
	if pages != 2 || len(findings) > 0 {
		t.Errorf("%d pages, findings %v", pages, findings)
	}
	for _, want := range []string{"I1 ", "I200: serious", "more in the full document", "2 more"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	if n := strings.Count(text, "more in the full document"); n < 4 {
		t.Errorf("%d lists say how much they leave out", n)
	}
}

// TestTooMuch makes a note that cannot fit: all of it is there, and a finding
// at the longest part says how much is too much.
func TestTooMuch(t *testing.T) {
	body := "+++\nkind = \"assessment\"\ntitle = \"Long\"\nlang = \"en\"\nstatus = \"published\"\n[decision]\noutcome = \"pause\"\nconditions = [" +
		many(230, "\"Condition %n of this decision is written in a long sentence that goes on and on, and on.\",") + "]\nreasons = \"The end of it\"\n+++\n"
	text, pages, findings := made(t, body)
	_, cut, open := made(t, cutWords(t, body, findings))
	if cut > 2 || len(open) != 1 || open[0].Rule != "PD-07" {
		t.Errorf("with so many words less it still takes %d pages: %v", cut, open)
	}
	if pages < 3 || !strings.Contains(text, "Condition 230 ") || !strings.Contains(text, "The end of it") {
		t.Errorf("something was dropped on %d pages", pages)
	}
	if len(findings) != 1 {
		t.Fatalf("findings: %v", findings)
	}
	f := findings[0]
	if line, _ := f.Span.Position(); f.Rule != "PD-02" || f.Severity != diag.Warning || line != 8 || !strings.Contains(f.Message, "2 are possible: some ") || !strings.Contains(f.Help, `"Decision" (`) || !strings.Contains(f.Help, "words, line 8)") {
		t.Errorf("line %d: %+v", line, f)
	}
}

// TestCrowded makes the map of more impacts than a field has room for: each is
// named below it, in the note and in the report, where a map with room says
// nothing.
func TestCrowded(t *testing.T) {
	body := func(n int) map[string]string {
		return map[string]string{"a.md": "+++\nkind = \"assessment\"\ntitle = \"Many\"\nlang = \"en\"\nstatus = \"published\"\n" +
			many(n, "[[impact]]\nid = \"I%n\"\ntitle = \"Harm %n\"\nnature = \"potential\"\nlikelihood = 2\nseverity = { scale = 3, scope = 2, irremediability = 2 }\n") + "+++\n"}
	}
	for n, want := range map[int]string{4: "", 14: "P: Serious, possible: I1; I2; I3; I4; I5; I6; I7; I8; I9; I10; I11; I12; I13; I14\n"} {
		made, _ := notes(t, plan(t, body(n), settings()))
		if text := read(t, "a", made["a"]); strings.Contains(text, "P: Serious, possible:") != (want != "") || !strings.Contains(text, want) {
			t.Errorf("%d impacts: the note reads\n%s", n, text)
		}
		made, _ = reports(t, plan(t, body(n), withReports()), aPicture)
		if text, _ := words(t, "a", made["a"]); strings.Contains(text, "Serious, possible: ") != (want != "") || !strings.Contains(text, strings.TrimSpace(strings.TrimPrefix(want, "P: "))) {
			t.Errorf("%d impacts: the report reads\n%s", n, text)
		}
	}
}

// TestWordy finds a note that fits and is long to read, and names what to cut. A
// note of few words is none.
func TestWordy(t *testing.T) {
	body := func(n int) string {
		return "+++\nkind = \"assessment\"\ntitle = \"Long\"\nlang = \"en\"\nstatus = \"published\"\n[decision]\noutcome = \"pause\"\nconditions = [" +
			many(n, "\"Condition %n is written in a sentence of ten words.\",") + "]\n+++\n"
	}
	_, pages, findings := made(t, body(80))
	if pages > 2 || len(findings) != 1 {
		t.Fatalf("%d pages, %v", pages, findings)
	}
	f := findings[0]
	if line, _ := f.Span.Position(); f.Rule != "PD-07" || f.Severity != diag.Info || line != 8 || !strings.Contains(f.Message, "the briefing note has 8") || !strings.Contains(f.Help, `"Decision" (8`) || !strings.Contains(f.Help, "words, line 8)") {
		t.Errorf("line %d: %+v", line, f)
	}
	if _, _, findings := made(t, body(60)); len(findings) > 0 {
		t.Errorf("60 conditions: %v", findings)
	}
}

// TestMissing finds a character that no font has, where it stands, and counts
// the others.
func TestMissing(t *testing.T) {
	_, _, findings := made(t, "+++\nkind = \"assessment\"\ntitle = \"T\"\nlang = \"en\"\nsummary = \"A \U00013080 \U00013081 here\"\n+++\n")
	if len(findings) != 1 || findings[0].Rule != "PD-01" || !strings.Contains(findings[0].Message, "(U+13080) and 1 more") || !strings.Contains(findings[0].Help, "Noto Sans Egyptian Hieroglyphs has it, in Debian the package fonts-noto-core") {
		t.Fatalf("findings: %v", findings)
	}
	if line, column := findings[0].Span.Position(); line != 5 || column != 14 {
		t.Errorf("found at %d:%d", line, column)
	}
}

// TestHostile makes notes of texts that are hard to set: words without end,
// control and direction characters, addresses of all kinds.
func TestHostile(t *testing.T) {
	values := []string{
		strings.Repeat("w", 4000), strings.Repeat("long ", 1000), `\u0000\u0001\u202E\u2066`, `É`, `\u00C9`, "ﷺ", strings.Repeat("مرحبا", 500),
		"javascript:alert(1)", "https://[::1", "mailto:a b@c", "//host/x", "#x y", "http:", "https://example.org/" + strings.Repeat("x", 3000),
		"文字化け", "नमस्ते", "👩‍👩‍👧", `\"quoted\"`, "  ",
	}
	template := samples(t)
	for name := range template {
		for i, v := range values {
			if testing.Short() && i%4 > 0 {
				continue
			}
			body := template[name]
			for _, key := range []string{"title", "version", "contact", "url", "name", "by", "text", "unless", "limitations", "owner", "reasons", "id"} {
				lines := strings.Split(body, "\n")
				for i, l := range lines {
					if strings.HasPrefix(l, key+" = \"") {
						lines[i] = key + ` = "` + v + `"`
					}
				}
				body = strings.Join(lines, "\n")
			}
			body = strings.ReplaceAll(body, "mailto:desk@example.org", v)
			made(t, strings.ReplaceAll(body, "https://example.org/sheet", v))
		}
	}
}

// TestMutated cuts and doubles lines of whole documents.
func TestMutated(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 5
	}
	r := rand.New(rand.NewSource(1))
	for _, body := range samples(t) {
		lines := strings.Split(body, "\n")
		for range rounds / 4 {
			var out []string
			for _, l := range lines {
				switch r.Intn(12) {
				case 0:
				case 1:
					out = append(out, l, l)
				default:
					out = append(out, l)
				}
			}
			made(t, strings.Join(out, "\n"))
		}
	}
}

// cutWords takes as many words from the conditions of a note as a finding says
// are too many, and a tenth more, since that is an estimate.
func cutWords(t *testing.T, body string, findings diag.List) string {
	t.Helper()
	if len(findings) != 1 {
		t.Fatal(findings)
	}
	n := 0
	_, rest, _ := strings.Cut(findings[0].Message, "some ")
	if _, err := fmt.Sscan(rest, &n); err != nil {
		t.Fatal(err)
	}
	n += n / 10
	head, list, _ := strings.Cut(body, "conditions = [")
	for n > 0 {
		one, rest, ok := strings.Cut(list, ",\"Condition")
		if !ok {
			t.Fatal("no conditions left")
		}
		n -= len(strings.Fields(one))
		list = "\"Condition" + rest
	}
	return head + "conditions = [" + list
}
