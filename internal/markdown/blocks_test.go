package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hria/internal/diag"
)

// TestBlocks writes the blocks of each golden case as an outline and compares
// with testdata/<name>.blocks.
func TestBlocks(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d := Parse(&diag.File{Path: path, Text: text}, 0, langOf(path))
		var b strings.Builder
		outline(&b, d.Narrative().Blocks(), "")
		for _, id := range d.Records() {
			p, _ := d.Record(id, 3)
			b.WriteString("record " + id + "\n")
			outline(&b, p.Blocks(), "  ")
		}
		golden := strings.TrimSuffix(path, ".md") + ".blocks"
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", path, b.String(), want)
		}
	}
}

var blockNames = []string{"paragraph", "heading", "list", "item", "quote", "code", "table", "row", "cell", "rule", "definitions", "term", "description", "footnotes", "footnote", "figure"}

func outline(b *strings.Builder, list []Block, indent string) {
	for _, k := range list {
		line, column := k.Span.Position()
		fmt.Fprintf(b, "%s%s %d:%d", indent, blockNames[k.Kind], line, column)
		for _, flag := range []struct {
			on   bool
			name string
		}{
			{k.Level > 0, fmt.Sprintf("level %d #%s", k.Level, k.ID)}, {k.Ordered, "ordered"}, {k.Tight, "tight"}, {k.Header, "header"},
			{k.Number > 0, fmt.Sprint("number ", k.Number)}, {k.Kind == BlockCode, fmt.Sprintf("%q %q", k.Language, k.Text)},
			{k.Align != nil, fmt.Sprint("align ", k.Align)}, {k.Caption != nil, "caption " + inlineText(k.Caption)}, {k.Hidden, "hidden"},
			{k.Inlines != nil, inlineText(k.Inlines)},
		} {
			if flag.on {
				b.WriteString(" " + flag.name)
			}
		}
		b.WriteByte('\n')
		outline(b, k.Children, indent+"  ")
	}
}

func inlineText(list []Inline) string {
	var b strings.Builder
	for _, i := range list {
		inner := inlineText(i.Children)
		switch i.Kind {
		case InlineText:
			fmt.Fprintf(&b, "%q", i.Text)
		case InlineCode:
			fmt.Fprintf(&b, "code(%q)", i.Text)
		case InlineEmphasis:
			b.WriteString("em(" + inner + ")")
		case InlineStrong:
			b.WriteString("strong(" + inner + ")")
		case InlineStrike:
			b.WriteString("strike(" + inner + ")")
		case InlineLink:
			fmt.Fprintf(&b, "link%d[%s](%s)", i.Link.Index, i.Link.Target, inner)
		case InlineImage:
			fmt.Fprintf(&b, "image%d[%s]", i.Link.Index, i.Link.Target)
		case InlineBreak:
			b.WriteString("break()")
		case InlineFootnote:
			fmt.Fprintf(&b, "note(%d)", i.Number)
		case InlineTask:
			fmt.Fprintf(&b, "task(%v)", i.Checked)
		}
	}
	return b.String()
}
