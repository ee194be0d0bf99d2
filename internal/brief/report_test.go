package brief_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hria/internal/brief"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/pdf/check"
	"hria/internal/site"
	"hria/internal/theme"
	"hria/themes"
)

// withReports is settings with reports.
func withReports() config.Config {
	c := settings()
	c.PDF.Report = true
	return c
}

// noPictures is for documents whose pictures do not matter.
func noPictures(context.Context, string) (image.Image, error) { return nil, errors.New("no picture") }

// aPicture is any picture.
func aPicture(context.Context, string) (image.Image, error) {
	m := image.NewRGBA(image.Rect(0, 0, 40, 20))
	m.Set(3, 3, color.Black)
	return m, nil
}

func reportOf(s *site.Site, r *site.Report) brief.Input {
	return brief.Input{View: s.ReportView(r), Doc: r.Doc, Texts: s.Texts.For(r.Lang)}
}

// reports makes all reports of a site, by the name of their document.
func reports(t testing.TB, s *site.Site, pictures brief.Pictures) (map[string][]byte, map[string]diag.List) {
	t.Helper()
	made, findings := map[string][]byte{}, map[string]diag.List{}
	for _, r := range s.Reports() {
		pdf, found, err := maker().Report(t.Context(), reportOf(s, r), pictures)
		if err != nil {
			t.Fatalf("%s: %v", r.Path, err)
		}
		name := strings.TrimSuffix(filepath.Base(r.Path), "-report.pdf")
		if r.Lang != "en" {
			name += "." + r.Lang
		}
		made[name], findings[name] = pdf, found
	}
	return made, findings
}

// words gives what a report says, and fails where the file breaks a rule.
func words(t testing.TB, name string, pdf []byte) (string, *check.Report) {
	t.Helper()
	r := check.File(pdf)
	for _, f := range r.Findings {
		t.Errorf("%s: %s", name, f)
	}
	var b strings.Builder
	for _, e := range r.Elems {
		b.WriteString(e.Text + " " + e.Alt + "\n")
	}
	return b.String(), r
}

// TestReportShipped makes the reports of this repository: whole files, no
// findings, and a named place for every record and heading that the page has.
func TestReportShipped(t *testing.T) {
	s := plan(t, shipped(t), withReports())
	made, findings := reports(t, s, aPicture)
	for _, r := range s.Reports() {
		name := strings.TrimSuffix(filepath.Base(r.Path), "-report.pdf")
		if r.Lang != "en" {
			name += "." + r.Lang
		}
		for _, f := range findings[name] {
			t.Errorf("%s: %s", name, f.Message)
		}
		text, file := words(t, name, made[name])
		view := s.ReportView(r)
		var want []string
		for _, x := range view.Impacts {
			want = append(want, x.ID)
		}
		for _, x := range view.Measures {
			want = append(want, x.ID)
		}
		for i := range view.Sources {
			want = append(want, view.Sources[i].ID)
		}
		for _, part := range view.Contents {
			for _, l := range part.List {
				want = append(want, strings.TrimPrefix(l.Href, "#"))
			}
		}
		for _, id := range want {
			if !slices.Contains(file.Places, id) {
				t.Errorf("%s: no place is named %q", name, id)
			}
		}
		if !strings.Contains(strings.ReplaceAll(text, "\u00ad", ""), view.Hash) {
			t.Errorf("%s does not hold its hash", name)
		}
	}
	if text, r := words(t, "port-meridian", made["port-meridian"]); r.Pages < 30 || !strings.Contains(text, "one of the nine stations") && !strings.Contains(text, "One of the nine stations") {
		t.Errorf("%d pages", r.Pages)
	}
}

// TestReportWithheld looks for what is withheld, as TestWithheld does.
func TestReportWithheld(t *testing.T) {
	made, _ := reports(t, plan(t, samples(t), withReports()), aPicture)
	for name, pdf := range made {
		text, _ := words(t, name, pdf)
		all := string(open(t, pdf))
		all += strings.ReplaceAll(all, "\x00", "")
		for _, secret := range []string{"SECRET", "secret", "histle-blow", "471147", "471,147"} {
			if strings.Contains(all, secret) || strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	if text, _ := words(t, "assessment", made["assessment"]); !strings.Contains(text, "Withheld") {
		t.Error("the report does not say that something is withheld")
	}
}

// TestReportTwice makes every report with a fresh maker and with one that has
// made others before.
func TestReportTwice(t *testing.T) {
	s := plan(t, samples(t), withReports())
	for _, r := range s.Reports() {
		first, _, err := maker().Report(t.Context(), reportOf(s, r), aPicture)
		if err != nil {
			t.Fatal(err)
		}
		second, _, err := fresh().Report(t.Context(), reportOf(s, r), aPicture)
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s differs from build to build, or: %v", r.Path, err)
		}
	}
}

const document = "+++\nkind = \"assessment\"\nid = \"HRIA-2026-001\"\ntitle = \"T\"\nlang = \"en\"\nstatus = \"published\"\n" +
	"[[impact]]\nid = \"I1\"\ntitle = \"A harm\"\nevidence = [\"S1\"]\n[[source]]\nid = \"S1\"\ntitle = \"A source\"\nurl = \"https://example.org/a\"\n+++\n"

// report makes the report of one document.
func report(t *testing.T, body string) (string, *check.Report) {
	t.Helper()
	made, _ := reports(t, plan(t, map[string]string{"a.md": body, "gate.png": "", "wave.png": "", "p.png": ""}, withReports()), aPicture)
	return words(t, "a", made["a"])
}

// TestReportText sets everything that a text can have.
func TestReportText(t *testing.T) {
	text, file := report(t, document+`
## Method {#method}

Words with *weight*, **more**, ~~none~~, `+"`code`"+`, a [place](#method), an <https://example.org/b>, [law](https://example.org/law "Law") and a claim [[source:S1]] about [[I1]].[^a]
Again.[^a]

> Words of somebody else.

- one
  - two
- [x] done

3. three
4. four

Term
:   What it means.[^b]

| Left | Right |
| :--- | ----: |
| a    | 1     |

Table: A caption of its own.

![Four cameras](gate.png "The gate")

![decorative](wave.png)

    code with   spaces
      and lines

---

### Deeper

##### Much deeper

[^a]: The first note, see the other.[^c]
[^b]: The second note.
[^c]: A note of a note.
`)
	for _, want := range []string{"Public edition · As of", "weight", "none", "place", "[1]", "Words of somebody else", "two", "☑", "3.", "four", "Term", "What it means.", "A caption of its own.",
		"Four cameras", "The gate", "code with\u00a0\u00a0 spaces", "\u00a0\u00a0and lines", "Much deeper", "The first note", "The second note.", "A note of a note.", "https://example.org/a", "Cited in the text", "Addresses of the links in the text", "https://example.org/law"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, id := range []string{"method", "I1", "S1", "cite-S1-1", "fn:1", "fnref:1", "fn:2", "fn:3", "deeper", "part-impacts"} {
		if !slices.Contains(file.Places, id) {
			t.Errorf("no place is named %q of %q", id, file.Places)
		}
	}
	kinds := map[string]int{}
	for _, e := range file.Elems {
		kinds[e.Kind]++
	}
	if kinds["Note"] != 2 || kinds["BlockQuote"] != 1 || kinds["TOC"] == 0 || kinds["H1"] != 1 {
		t.Errorf("elements: %v", kinds)
	}
	if !slices.ContainsFunc(file.Places, func(s string) bool { return strings.HasPrefix(s, "p-") }) {
		t.Error("paragraphs have no names")
	}
}

// TestReportCode sets code in the colours of the page, with all its spaces, and
// says it as it is written.
func TestReportCode(t *testing.T) {
	plain, _ := report(t, document+"\n```\nif x:\n\treturn  \"a\"  # why\n```\n")
	coloured, file := report(t, document+"\n```python\nif x:\n\treturn  \"a\"  # why\n```\n")
	for _, text := range []string{plain, coloured} {
		if !strings.Contains(text, "if x:") || !strings.Contains(text, "\u00a0\u00a0\u00a0\u00a0return\u00a0 \"a\"\u00a0 # why") {
			t.Errorf("the code reads\n%s", text)
		}
	}
	if len(file.Findings) > 0 {
		t.Error(file.Findings)
	}
	look, err := theme.Load(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	var drawn strings.Builder
	s := plan(t, map[string]string{"a.md": document + "\n```python\nif x:\n\treturn \"a\"  # why\n```\n"}, withReports())
	made, _ := reports(t, s, aPicture)
	drawn.Write(open(t, made["a"]))
	for _, name := range []string{"code-keyword", "code-string", "code-comment"} {
		red, green, blue := look.Colour(name)
		operator := fmt.Sprintf("%g %g %g rg", math.Round(float64(red)/0.255)/1000, math.Round(float64(green)/0.255)/1000, math.Round(float64(blue)/0.255)/1000)
		if !strings.Contains(drawn.String(), operator) {
			t.Errorf("nothing is drawn in %s, %q", name, operator)
		}
	}
}

// TestReportHostile sets texts that nobody would write.
func TestReportHostile(t *testing.T) {
	deep := ""
	for i := range 50 {
		deep += strings.Repeat("  ", i) + "- level " + fmt.Sprint(i+1) + "\n"
	}
	quotes := strings.Repeat("> ", 40) + "the innermost quote\n"
	rows := "| n | word |\n| - | - |\n" + many(5000, "| %n | x%n |\n")
	wide := strings.Repeat("| c ", 60) + "|\n" + strings.Repeat("| - ", 60) + "|\n" + strings.Repeat("| w ", 60) + "|\n"
	for name, c := range map[string]struct{ body, want string }{
		"deep list": {deep, "level 50"}, "quotes": {quotes, "the innermost quote"}, "rows": {rows, "x5000"}, "columns": {wide, "w"},
		"word": {strings.Repeat("x", 100_000), "x"}, "heading": {"## " + strings.Repeat("long heading ", 400) + "\n\ntext", "long heading"},
		"notes":    {many(900, "Text[^n%n] ") + "\n\n" + many(900, "[^n%n]: note number %n\n"), "note number 900"},
		"code":     {"```\n" + many(3000, "line %n\n") + "```\n", "line\u00a0\u00a03000"},
		"bidi":     {"\u202e overridden \u2066 isolated عربي [[I1]]", "overridden"},
		"tall row": {"| a | b |\n| - | - |\n| " + strings.Repeat("higher than a page ", 1500) + "| beside |\n", "beside"},
		"coloured": {"```python\n" + many(3000, "def f%n(x): # number %n\n") + "```\n", "def f3000(x): # number 3000"},
		"controls": {"zero one \u200b\u2028\ufeff two \u0085", "two"},
		"headings": {many(300, "## Heading %n\n\ntext %n\n\n"), "text 300"},
		"images":   {many(50, "![picture %n](p.png)\n\n"), "picture 50"},
		"nothing":  {"", "A harm"}, "rule": {"---\n***\n", "A harm"}, "html": {"<b>\n<script>x</script>\n", "script"},
	} {
		t.Run(name, func(t *testing.T) {
			text, _ := report(t, document+"\n"+c.body)
			if !strings.Contains(strings.ReplaceAll(text, "line ", "line\u00a0\u00a0"), c.want) {
				t.Errorf("no %q", c.want)
			}
		})
	}
}

// TestReportMuch makes a report of hundreds of records.
func TestReportMuch(t *testing.T) {
	text, file := report(t, "+++\nkind = \"assessment\"\nid = \"X\"\ntitle = \"Much\"\nlang = \"en\"\nstatus = \"published\"\n"+
		many(300, "[[impact]]\nid = \"I%n\"\ntitle = \"Harm number %n\"\nrights = [\"privacy\", \"life\", \"health\"]\nholders = [\"children\"]\nnature = \"actual\"\nseverity = { scale = 3, scope = 3, irremediability = 3 }\nevidence = [\"S%n\"]\n")+
		many(300, "[[mitigation]]\nid = \"M%n\"\ntitle = \"Measure number %n\"\nimpacts = [\"I%n\"]\nowner = \"Somebody\"\nstatus = \"planned\"\ndue = 2026-01-01\n")+
		many(300, "[[source]]\nid = \"S%n\"\ntitle = \"Source %n\"\n")+"+++\n"+many(300, "\n## I%n Harm\n\nAs [[M%n]] says [[source:S%n]].\n"))
	if !strings.Contains(text, "Measure number 300") || !slices.Contains(file.Places, "I300") || file.Pages < 100 {
		t.Errorf("%d pages", file.Pages)
	}
}

// TestReportTooLong: what no file can hold is said, and the file is whole.
func TestReportTooLong(t *testing.T) {
	s := plan(t, map[string]string{"a.md": document + "\n```\n" + strings.Repeat("x\n", 45_000) + "```\n"}, withReports())
	made, findings := reports(t, s, noPictures)
	text, file := words(t, "a", made["a"])
	if file.Pages != 2 || !strings.Contains(text, "too long for one file") || len(findings["a"]) != 1 || findings["a"][0].Rule != "PD-02" {
		t.Errorf("%d pages, findings %v", file.Pages, findings["a"])
	}
}

// TestReportLittle makes reports of documents that say next to nothing.
func TestReportLittle(t *testing.T) {
	for _, body := range []string{
		"", "no front matter", "+++\n+++\n", "+++\ntitle = \"  \"\nlang = \"xx-nonsense\"\n+++\n", "+++\nkind = \"guidance-note\"\n[[question]]\n[[action]]\n+++\n",
		"+++\nkind = \"review\"\ntitle = \"T\"\n[[finding]]\n+++\n", "+++\nkind = \"response\"\ntitle = \"T\"\n[[answer]]\n+++\n",
		"+++\nkind = \"assessment\"\ntitle = \"T\"\n[[impact]]\n[[impact]]\nid = \"I1\"\n[[impact]]\nid = \"I1\"\n[[mitigation]]\n[[engagement]]\n[[source]]\n[[remedy]]\n[[right]]\n[[context]]\n[decision]\noutcome = \"?\"\n+++\n## I1\n\ntext",
	} {
		report(t, body)
	}
}

// TestReportMutated cuts and doubles lines of whole documents.
func TestReportMutated(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 1
	}
	r := rand.New(rand.NewSource(2))
	for _, body := range samples(t) {
		lines := strings.Split(body, "\n")
		for range rounds {
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
			report(t, strings.Join(out, "\n"))
		}
	}
}

// TestReportMirrored makes a draft in Arabic.
func TestReportMirrored(t *testing.T) {
	body := strings.NewReplacer(`lang = "en"`, `lang = "ar"`, `status = "published"`, `status = "draft"`).Replace(samples(t)["assessment.md"])
	made, findings := reports(t, plan(t, map[string]string{"a.md": body}, withReports()), aPicture)
	for name, pdf := range made {
		text, _ := words(t, name, pdf)
		if !strings.Contains(text, "المحتويات") || !bytes.Contains(open(t, pdf), []byte("R2L")) || len(findings[name]) > 0 {
			t.Errorf("the report is not mirrored, or has findings: %v", findings[name])
		}
		if !bytes.Contains(open(t, pdf), []byte("/Watermark")) {
			t.Error("the draft has no watermark")
		}
	}
}

// BenchmarkReport makes a report of more than 60 pages with a warm maker.
func BenchmarkReport(b *testing.B) {
	files := shipped(b)
	body := files["port-meridian.md"]
	prose := strings.Repeat("What officers, passengers and the people who live nearby told the assessors differs from what the vendor promised. ", 16)
	body += many(44, "\n## Annex %n\n\n"+prose+"[[I2]][^annex%n]\n\n- "+prose[:220]+"\n- "+prose[:160]+"\n\n| Station | Alerts |\n| --- | ---: |\n| North | 12 |\n| South | 7 |\n\n[^annex%n]: "+prose[:300]+"\n")
	files = map[string]string{"port-meridian.md": body}
	s, m := plan(b, files, withReports()), maker()
	pages, size := 0, 0
	for b.Loop() {
		pdf, _, err := m.Report(b.Context(), reportOf(s, s.Reports()[0]), noPictures)
		if err != nil {
			b.Fatal(err)
		}
		size = len(pdf)
		if pages == 0 {
			pages = check.File(pdf).Pages
		}
	}
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64(size), "bytes")
	b.ReportAllocs()
}
