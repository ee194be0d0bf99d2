package diag_test

import (
	"strings"
	"testing"

	"hria/internal/diag"
)

func TestPosition(t *testing.T) {
	for _, c := range []struct {
		name, text, at string
		line, column   int
	}{
		{"first byte", "kind = 1\n", "kind", 1, 1},
		{"byte order mark", "\ufeffkind = 1\n", "kind", 1, 1},
		{"after a byte order mark", "\ufeffa = 1\n", "= 1", 1, 3},
		{"CRLF", "a\r\nb = x\r\n", "x", 2, 5},
		{"tab counts one", "a\n\tb\n", "b", 2, 2},
		{"multi-byte", "titre = \"é\" # ici", "ici", 1, 15},
		{"right-to-left", "title = \"العنوان\" x", " x", 1, 18},
	} {
		start := strings.Index(c.text, c.at)
		span := diag.Span{File: &diag.File{Path: "a.md", Text: []byte(c.text)}, Start: start, End: start + len(c.at)}
		if line, column := span.Position(); line != c.line || column != c.column {
			t.Errorf("%s: got %d:%d, want %d:%d", c.name, line, column, c.line, c.column)
		}
	}
}

func TestText(t *testing.T) {
	text := "+++\nkind = \"asessment\"\x1b[31m\n"
	file := &diag.File{Path: "assessments/a.md", Text: []byte(text)}
	start := strings.Index(text, `"ases`)
	list := diag.List{{Rule: "ID-03", Severity: diag.Error, Span: diag.Span{File: file, Start: start, End: start + 11}, Message: `unknown kind "asessment"`, Help: `did you mean "assessment"?`}}
	var b strings.Builder
	if err := (diag.Text{}).Write(&b, list); err != nil {
		t.Fatal(err)
	}
	want := `assessments/a.md:2:8: error: unknown kind "asessment" [ID-03]
    kind = "asessment"` + "\ufffd" + `[31m
           ^~~~~~~~~~~
  help: did you mean "assessment"?
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestSort(t *testing.T) {
	a := &diag.File{Path: "a.md", Text: []byte("xy")}
	b := &diag.File{Path: "b.md", Text: []byte("xy")}
	list := diag.List{
		{Rule: "B", Span: diag.Span{File: b}},
		{Rule: "A", Span: diag.Span{File: a, Start: 1}},
		{Rule: "A", Span: diag.Span{File: a}},
		{Rule: "A", Span: diag.Span{File: a}},
	}.Sort()
	if len(list) != 3 || list[0].Span.File != a || list[2].Span.File != b {
		t.Errorf("got %v", list)
	}
}

func TestNearest(t *testing.T) {
	words := []string{"assessment", "guidance-note", "review", "response"}
	for in, want := range map[string]string{
		"asessment": "assessment", "Guidance Note": "guidance-note", "reveiw": "review",
		"banana": "", "": "",
	} {
		if got := diag.Nearest(in, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a\tb\r\nc", 2, 4)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		span := diag.Span{File: &diag.File{Path: "x", Text: []byte(text)}, Start: start, End: end}
		var b strings.Builder
		if err := (diag.Text{}).Write(&b, diag.List{{Span: span}}); err != nil {
			t.Fatal(err)
		}
	})
}
