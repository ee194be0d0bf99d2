package source_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/diag"
	"hria/internal/markdown"
	"hria/internal/source"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, slug, lang string }{
		{"assessments/a.md", "+++\nid = \"A\"\n+++\nText", "a", ""},
		{"assessments/a.fr.md", "\ufeff+++\r\nid = \"A\"\r\n+++\r\nText", "a", "fr"},
		{"assessments/a/index.md", "+++\nid = \"A\"\n+++\nText", "a", ""},
		{"assessments/a/index.pt-BR.md", "+++\nid = \"A\"\n+++\nText", "a", "pt-BR"},
		{"assessments/y.md", "---\r\nid: A\r\n---\r\nText", "y", ""},
		{"assessments/x/v1.2.md", "+++  \nid = \"A\"\n+++\t\nText", "x/v1.2", ""},
	} {
		d, findings := source.Parse("assessments", c.name, []byte(c.text))
		if len(findings) > 0 || d.Slug != c.slug || d.Lang != c.lang || d.Front.Str("id") != "A" || d.Body.Words != 1 {
			t.Errorf("%s: got %q %q %q, %d words, %v", c.name, d.Slug, d.Lang, d.Front.Str("id"), d.Body.Words, findings)
		}
	}
}

// TestUnreadable checks real bad input: each is one finding with a place, and
// the document is there all the same.
func TestUnreadable(t *testing.T) {
	for text, message := range map[string]string{
		"":                              "empty",
		" \n\t\n":                       "empty",
		"# Title\n":                     "no front matter",
		"+++\nid = \"A\"\n":             "never closed",
		"---\nid: &a A\n---\n":          "the anchor",
		"---\nid: A\n":                  "never closed",
		"+++ toml\nid = 1\n+++\n":       "more than +++",
		"+++\nid = \"A\xff\"\n+++\n":    "0xff is not UTF-8",
		"+++\nid = \"A\"\n+++\n\x00":    "U+0000",
		strings.Repeat("x", 5<<20):      "bytes",
		"+++\nid = \n+++\n":             "",
		"\xef\xbb\xbf\xef\xbb\xbf+++\n": "no front matter",
	} {
		d, findings := source.Parse("assessments", "assessments/a.md", []byte(text))
		if d == nil || d.Front == nil || d.Body == nil || !d.Broken || len(findings) != 1 {
			t.Errorf("%.30q: got %v", text, findings)
			continue
		}
		f := findings[0]
		if f.Severity != diag.Error || !strings.Contains(f.Message, message) || f.Help == "" || !strings.HasPrefix(diag.Place(f.Span), "assessments/a.md:") {
			t.Errorf("%.30q: got %s %q", text, diag.Place(f.Span), f.Message)
		}
	}
}

func TestList(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{"assessments/b.md", "assessments/a/index.md", "assessments/a/map.png", "assessments/.hidden.md", "assessments/_drafts/x.md", "other/y.md"} {
		fsys[name] = &fstest.MapFile{Data: []byte("x")}
	}
	documents, others, err := source.List(fsys, "assessments")
	if err != nil || strings.Join(documents, " ") != "assessments/a/index.md assessments/b.md" || strings.Join(others, " ") != "assessments/a/map.png" {
		t.Errorf("got %v %v %v", documents, others, err)
	}
}

func TestPublic(t *testing.T) {
	d, findings := source.Parse("assessments", "assessments/a.md", []byte("+++\n+++\nOne\n\n::: restricted\n\n## Hidden\n\nsecret\n\n:::\n\nTwo\n"))
	if len(findings) > 0 || len(d.Body.Headings) != 1 {
		t.Fatal(findings, d.Body.Headings)
	}
	p := d.Public(nil)
	if strings.Contains(string(p.File.Text), "secret") || len(p.Body.Headings) != 0 || len(p.Body.Links) != 1 || p.Body.Links[0].Scheme != "withheld" {
		t.Errorf("got %q", p.File.Text)
	}
	if len(p.File.Text) != len(d.File.Text) {
		t.Error("places moved")
	}
}

// TestPublicLanguage holds that the public text is set as its language sets it, also
// when only an outline of the front matter is left.
func TestPublicLanguage(t *testing.T) {
	d, _ := source.Parse("assessments", "assessments/a.md", []byte("+++\nlang = \"fr\"\n+++\n\"Un\"\n\n::: restricted\nsecret\n:::\n"))
	d.Front = d.Front.Outline()
	var b bytes.Buffer
	d.Public(nil).Body.Narrative().HTML().Render(&b, markdown.Fill{})
	if !strings.Contains(b.String(), "«\u00a0Un\u00a0»") {
		t.Errorf("got %s", b.String())
	}
}

func FuzzParse(f *testing.F) {
	f.Add("+++\nid = \"A\"\n+++\n# x\n::: restricted\nsecret\n:::\n")
	f.Add("\ufeff---\r\nid: A\r\nlist: [é, {b: 'c'}]\r\n---\r\n---\nText [a](b.md#c) [[I1]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		d, findings := source.Parse("assessments", "assessments/a.md", []byte(text))
		for _, x := range findings {
			if x.Span.File != nil && (x.Span.Start < 0 || x.Span.End > len(x.Span.File.Text) || x.Span.End < x.Span.Start) {
				t.Fatalf("%s: %d-%d outside", x.Rule, x.Span.Start, x.Span.End)
			}
		}
		d.Public([]string{"I1", "I2"})
	})
}

// TestLooksLikeFence refuses what an author may take for a fence.
func TestLooksLikeFence(t *testing.T) {
	for _, text := range []string{
		"said ::: restricted NAME :::", "| ::: restricted | NAME |", "\u00a0::: restricted\nNAME\n:::", "\u200b:::restricted", "\ufeff::: confidential",
		"：：： restricted", "**::: restricted**", "# ::: restricted", "\\::: restricted", "a\r::: restricted\rNAME", "a\u2028::: restricted", ":: restricted", "::: Restricted",
	} {
		_, findings := source.Parse("assessments", "assessments/a.md", []byte("+++\n+++\n"+text+"\n"))
		found := false
		for _, f := range findings {
			found = found || f.Rule == "CM-01" && f.Severity == diag.Error
		}
		if !found {
			t.Errorf("%q passes", text)
		}
	}
}
