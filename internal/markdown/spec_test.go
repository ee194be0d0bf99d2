package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"hria/internal/diag"
)

type specExample struct {
	Markdown string
	Example  int
	Section  string
}

var specFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
})

// specExamples are the examples of the CommonMark specification that come with
// goldmark's module.
func specExamples(t testing.TB) []specExample {
	text, err := specFile()
	if err != nil {
		t.Skip("the examples are in goldmark's module, which is not at hand: ", err)
	}
	var list []specExample
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// bare is goldmark as it comes, with its own extensions and renderers. Only raw
// HTML is replaced, since this package shows it and goldmark drops it.
func bare() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAttribute(), parser.WithInlineParsers(
			util.Prioritized(apostrophe{}, 9998), util.Prioritized(newTypographer(styleEnglish.quotes()), 9999))),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(shownHTML{}, 1))),
	)
}

// shownHTML writes raw HTML as text.
type shownHTML struct{}

var comments = regexp.MustCompile(`(?s)<!-->|<!--->|<!--.*?-->`)

func (shownHTML) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindRawHTML, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			raw := bytes.ReplaceAll(n.(*ast.RawHTML).Segments.Value(source), []byte("\n"), []byte(" "))
			_, _ = w.Write(util.EscapeHTML(comments.ReplaceAll(raw, nil)))
		}
		return ast.WalkSkipChildren, nil
	})
	reg.Register(ast.KindHTMLBlock, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		raw := append([]byte{}, n.Lines().Value(source)...)
		if block := n.(*ast.HTMLBlock); block.HasClosure() {
			raw = append(raw, block.ClosureLine.Value(source)...)
		}
		raw = bytes.TrimSpace(comments.ReplaceAll(raw, nil))
		if entering && len(raw) > 0 {
			_, _ = w.WriteString("<p>" + string(util.EscapeHTML(raw)) + "</p>\n")
		}
		return ast.WalkContinue, nil
	})
}

// added is what this package writes beyond goldmark, attribute by attribute.
var (
	added     = strings.NewReplacer(` rel="external"`, "", ` loading="lazy"`, "", ` decoding="async"`, "", `<pre tabindex="0" dir="ltr">`, "<pre>")
	headingID = regexp.MustCompile(`<(/?)h[1-6](?: id="[^"]*")?>`)
	codeSpans = regexp.MustCompile(`(?s)<code class="language-.*?</code>`)
	figures   = regexp.MustCompile(`<figure>\n(<img[^>]*)>\n<figcaption>(.*)</figcaption>\n</figure>`)
	spans     = regexp.MustCompile(`</?span[^>]*>`)
)

// plainForm takes away what this package adds, and the levels of headings,
// which it may move.
func plainForm(html string) string {
	html = headingID.ReplaceAllString(added.Replace(html), "<${1}h>")
	html = figures.ReplaceAllString(html, `<p>$1 title="$2"></p>`)
	return codeSpans.ReplaceAllStringFunc(html, func(s string) string { return spans.ReplaceAllString(s, "") })
}

// TestSpec renders each example as goldmark alone does.
func TestSpec(t *testing.T) {
	reference := bare()
	for _, example := range specExamples(t) {
		var want bytes.Buffer
		if err := reference.Convert([]byte(example.Markdown), &want); err != nil {
			t.Fatal(err)
		}
		d := Parse(&diag.File{Path: "a.md", Text: []byte(example.Markdown)}, 0, "en")
		var got bytes.Buffer
		Passage{doc: d, pick: (*tree).blocksForTest}.HTML().Render(&got, Fill{})
		if got, want := plainForm(got.String()), plainForm(want.String()); got != want {
			t.Errorf("example %d, %s\n%q\ngot  %q\nwant %q", example.Example, example.Section, example.Markdown, got, want)
		}
	}
}
