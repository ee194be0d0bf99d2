package markdown

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	stdhtml "html"

	"hria/internal/diag"
)

// FuzzParse: whatever the text, nothing panics, every span lies in the file,
// the output is valid UTF-8, and narrative and records together hold the text
// of the whole body.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed, 0, "en")
		f.Add(strings.ReplaceAll(seed, "\n", "\r\n"), 7, "ar")
	}
	for _, text := range hostile {
		f.Add(text(300), 0, "zh")
	}
	f.Fuzz(func(t *testing.T, text string, start int, lang string) {
		if len(text) > 20_000 {
			t.Skip()
		}
		file := &diag.File{Path: "a.md", Text: []byte(text)}
		d := Parse(file, start, lang)
		html := all(d)
		if !utf8.ValidString(html) {
			t.Errorf("output is not UTF-8: %q", html)
		}
		checkSpans(t, file, d)
		checkWhole(t, d)
		if string(file.Text) != text {
			t.Error("the file was changed")
		}
	})
}

// seeds are the golden files' sources and goldmark's examples.
func seeds(t testing.TB) []string {
	var list []string
	paths, err := filepath.Glob("testdata/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(text))
	}
	for _, example := range specExamples(t) {
		list = append(list, example.Markdown)
	}
	return list
}

func checkSpans(t *testing.T, file *diag.File, d *Doc) {
	t.Helper()
	inside := func(what string, s diag.Span) {
		if s.File != nil && (s.File != file || s.Start < 0 || s.End < s.Start || s.End > len(file.Text)) {
			t.Errorf("%s: span %d-%d of %d bytes", what, s.Start, s.End, len(file.Text))
		}
	}
	ids := map[string]bool{}
	for _, h := range d.Headings {
		inside("heading", h.Span)
		if h.ID == "" || ids[h.ID] || strings.ContainsFunc(h.ID, unicode.IsSpace) {
			t.Errorf("anchor %q is empty, used before or has spaces", h.ID)
		}
		if recordOnly.MatchString(h.ID) && h.ID != h.Record {
			t.Errorf("anchor %q looks like a record", h.ID)
		}
		ids[h.ID] = true
	}
	for i, l := range d.Links {
		inside("link", l.Span)
		if l.Index != i {
			t.Errorf("link %d has index %d", i, l.Index)
		}
		if l.Kind == LinkCross && string(file.Text[l.Span.Start:l.Span.End]) != l.Target {
			t.Errorf("cross-link %q stands at %q", l.Target, file.Text[l.Span.Start:l.Span.End])
		}
	}
	for _, f := range d.Findings {
		inside("finding", f.Span)
	}
	var blocks func(list []Block)
	blocks = func(list []Block) {
		for _, b := range list {
			inside("block", b.Span)
			blocks(b.Children)
		}
	}
	blocks(d.Narrative().Blocks())
}

var tags = regexp.MustCompile(`<[^>]*>`)

// letters gives the letters and digits of a piece of HTML.
func letters(html string) map[rune]int {
	count := map[rune]int{}
	for _, r := range stdhtml.UnescapeString(tags.ReplaceAllString(html, "")) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			count[r]++
		}
	}
	return count
}

// checkWhole compares the letters of narrative, records and the headings that
// are not shown with those of the body as one passage.
func checkWhole(t *testing.T, d *Doc) {
	t.Helper()
	var whole, parts bytes.Buffer
	Passage{doc: d, pick: (*tree).blocksForTest}.HTML().Render(&whole, Fill{})
	parts.WriteString(all(d))
	shown := letters(parts.String())
	for _, h := range d.Headings {
		for r, n := range letters(stdhtml.EscapeString(h.Text)) {
			shown[r] += n
		}
	}
	for r, n := range letters(whole.String()) {
		if shown[r] < n {
			t.Errorf("%d of %d %q are shown", shown[r], n, r)
		}
	}
}
