package markdown_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"hria/internal/diag"
	"hria/internal/markdown"
)

// TestParagraphs: a paragraph keeps its anchor when other text comes and goes,
// and two with the same words have two.
func TestParagraphs(t *testing.T) {
	anchors := func(text string) (ids []string, html string) {
		d := markdown.Parse(&diag.File{Path: "a.md", Text: []byte(text)}, 0, "en")
		var b bytes.Buffer
		d.Narrative().HTML().Render(&b, markdown.Fill{Anchor: `To "this"`})
		for _, m := range regexp.MustCompile(`<p id="([^"]+)">`).FindAllStringSubmatch(b.String(), -1) {
			if !d.Paragraph(m[1]) {
				t.Errorf("%q is no paragraph", m[1])
			}
			ids = append(ids, m[1])
		}
		return ids, b.String()
	}
	before, _ := anchors("One *thing*.\n\nAnother.\n\n- A point\n\n  in two parts\n")
	after, html := anchors("New.\n\nOne *thing*.\n\n## A head\n\nAnother.\n\nAnother.\n")
	if len(before) != 2 || len(after) != 4 || before[0] != after[1] || before[1] != after[2] || after[2] == after[3] {
		t.Errorf("before %v, after %v", before, after)
	}
	for _, want := range []string{
		`<a class="anchor" href="#` + before[0] + `" aria-label="To &quot;this&quot;"></a></p>`,
		`<h2 id="a-head"><a class="self" href="#a-head">A head</a></h2>`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
}

// TestFigureAnchors: a figure has the anchor of its paragraph; what has become
// a caption has none.
func TestFigureAnchors(t *testing.T) {
	d := markdown.Parse(&diag.File{Path: "a.md", Text: []byte("![A gate](a.png)\n\nFigure: The gate.\n\nText.\n")}, 0, "en")
	var b bytes.Buffer
	d.Narrative().HTML().Render(&b, markdown.Fill{Anchor: "Link"})
	ids := regexp.MustCompile(`<(figure|p) id="([^"]+)"`).FindAllStringSubmatch(b.String(), -1)
	if len(ids) != 2 || ids[0][1] != "figure" || !d.Paragraph(ids[0][2]) || !d.Paragraph(ids[1][2]) {
		t.Errorf("%v in\n%s", ids, &b)
	}
	if !strings.Contains(b.String(), `The gate. <a class="anchor"`) {
		t.Errorf("nothing to point at the figure with:\n%s", &b)
	}
}
