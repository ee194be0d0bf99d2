package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hria/internal/diag"
)

// numbered repeats a form with a number in it.
func numbered(form string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// hostile are texts that cost a careless parser the square of their length, or
// its stack. Each is a function of its size in bytes, roughly.
var hostile = map[string]func(n int) string{
	"quotes":            func(n int) string { return strings.Repeat(">", n) },
	"quotes and lines":  func(n int) string { return strings.Repeat(strings.Repeat("> ", 500)+"a\n", n/1002) },
	"lazy lines":        func(n int) string { return strings.Repeat("> ", n/8) + "a\n" + strings.Repeat("b\n", n/3) },
	"lists":             func(n int) string { return strings.Repeat("- ", n/2) + "a" },
	"numbered lists":    func(n int) string { return strings.Repeat("1. ", n/3) },
	"indented lists":    func(n int) string { return staircase(n) },
	"list items":        func(n int) string { return strings.Repeat("* a\n", n/4) },
	"definitions":       func(n int) string { return strings.Repeat("a\n: b\n", n/6) },
	"nested terms":      func(n int) string { return "a\n" + strings.Repeat(": ", n/2) },
	"brackets":          func(n int) string { return strings.Repeat("[", n) },
	"bracket pairs":     func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
	"double brackets":   func(n int) string { return strings.Repeat("[[", n/2) },
	"own text":          func(n int) string { return strings.Repeat("[[I2|", n/5) },
	"own text on lines": func(n int) string { return strings.Repeat("[[I2|\n", n/6) },
	"cross-links":       func(n int) string { return strings.Repeat("[[I2]] ", n/7) },
	"near misses":       func(n int) string { return strings.Repeat("[[x:y]] ", n/8) },
	"open links":        func(n int) string { return strings.Repeat("[a](", n/4) },
	"open titles":       func(n int) string { return strings.Repeat("[a](b \"", n/7) },
	"open images":       func(n int) string { return strings.Repeat("![[]()", n/6) },
	"nested images":     func(n int) string { return strings.Repeat("![", n/6) + strings.Repeat("](a)", n/6) },
	"links":             func(n int) string { return strings.Repeat("[a](b) ", n/7) },
	"paragraph links":   func(n int) string { return strings.Repeat("[a](b)\n\n", n/8) },
	"reference uses":    func(n int) string { return "[a]: b\n\n" + strings.Repeat("[a] ", n/4) },
	"references":        func(n int) string { return strings.Repeat("[a]: b\n", n/7) },
	"own references":    func(n int) string { return numbered("[a%d]: b\n\n", n/12) },
	"open references":   func(n int) string { return strings.Repeat("[a]: b '\n", n/9) },
	"half references":   func(n int) string { return strings.Repeat("[a]:\n", n/5) },
	"footnotes":         func(n int) string { return numbered("[^%d] ", n/24) + "\n\n" + numbered("[^%d]: a\n", n/24) },
	"one footnote":      func(n int) string { return strings.Repeat("[^a] ", n/5) + "\n\n[^a]: b\n" },
	"emphasis":          func(n int) string { return strings.Repeat("*a ", n/3) },
	"mixed emphasis":    func(n int) string { return strings.Repeat("*a_ ", n/4) },
	"strong emphasis":   func(n int) string { return "a**b" + strings.Repeat("c* ", n/3) },
	"all marks":         func(n int) string { return strings.Repeat("a_b*c ~", n/7) },
	"short paragraphs":  func(n int) string { return strings.Repeat(strings.Repeat("*a_ ", 190)+"\n\n", n/762) },
	"deep emphasis":     func(n int) string { return strings.Repeat("*a **b ", n/14) + strings.Repeat("c** d*", n/14) },
	"strikes":           func(n int) string { return strings.Repeat("~~a ~", n/5) },
	"backticks":         backticks,
	"typed quotes":      func(n int) string { return strings.Repeat(`'"`, n/2) },
	"less than":         func(n int) string { return strings.Repeat("<", n) },
	"open tags":         func(n int) string { return strings.Repeat("<a ", n/3) },
	"attributes":        func(n int) string { return "x <a" + strings.Repeat(" b='", n/4) },
	"more attributes":   func(n int) string { return "x " + strings.Repeat("<a b c d e='", n/12) },
	"comments":          func(n int) string { return "x " + strings.Repeat("<!--", n/4) },
	"comment blocks":    func(n int) string { return strings.Repeat("<!--a-->\n", n/9) },
	"tags":              func(n int) string { return strings.Repeat("<div>\n", n/6) },
	"inline tags":       func(n int) string { return "x " + strings.Repeat("<b>", n/3) },
	"instructions":      func(n int) string { return "x " + strings.Repeat("<?", n/2) },
	"sections":          func(n int) string { return "x " + strings.Repeat("<![CDATA[", n/9) },
	"declarations":      func(n int) string { return "x " + strings.Repeat("<!A ", n/4) },
	"ampersands":        func(n int) string { return strings.Repeat("&a", n/2) },
	"backslashes":       func(n int) string { return strings.Repeat(`\`, n) },
	"wide table":        func(n int) string { return wideTable(n, 200) },
	"wider table":       func(n int) string { return wideTable(n, n/6) },
	"tables":            func(n int) string { return strings.Repeat("|a|\n|-|\n", n/8) },
	"escaped bars":      func(n int) string { return "|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", n/7) },
	"table captions":    func(n int) string { return strings.Repeat("Table: a\n\n|a|\n|-|\n|b|\n\n", n/23) },
	"headings":          func(n int) string { return strings.Repeat("# a\n", n/4) },
	"records":           func(n int) string { return strings.Repeat("## I1 a\n\nb\n\n", n/12) },
	"heading anchors":   func(n int) string { return "# " + strings.Repeat("{a ", n/3) },
	"anchor quotes":     func(n int) string { return "# " + strings.Repeat(`{a="`, n/4) },
	"underlined":        func(n int) string { return strings.Repeat("a\n=\n", n/4) },
	"addresses":         func(n int) string { return strings.Repeat("http://a.b/ ", n/12) },
	"mail":              func(n int) string { return strings.Repeat("a@b ", n/4) },
	"long mail":         func(n int) string { return strings.Repeat("a.b-c", n/5) + "@" },
	"fences":            func(n int) string { return strings.Repeat("```x\n", n/5) },
	"code blocks":       func(n int) string { return strings.Repeat("```go\nif a { \"b\" }\n```\n", n/23) },
	"strange languages": func(n int) string { return numbered("```lang%d\na\n```\n", n/18) },
	"tabs":              func(n int) string { return strings.Repeat("\t", n) + "a" },
	"spaces":            func(n int) string { return strings.Repeat(" ", n) + "a" },
	"lines":             func(n int) string { return strings.Repeat("a\n", n/2) },
	"carriage returns":  func(n int) string { return strings.Repeat("\r", n) },
	"zeros":             func(n int) string { return strings.Repeat("\x00", n) },
	"broken characters": func(n int) string { return strings.Repeat("\xff", n) },
	"parentheses":       func(n int) string { return "[a](" + strings.Repeat("(", n) },
}

func staircase(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func backticks(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString("e" + strings.Repeat("`", i))
	}
	return b.String()
}

func wideTable(n, columns int) string {
	return "|a" + strings.Repeat("|", columns) + "\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat("|\n", n/2)
}

// all renders everything a Doc holds, to both exits.
func all(d *Doc) string {
	var b bytes.Buffer
	d.Narrative().HTML().Render(&b, Fill{})
	d.Narrative().Blocks()
	for _, id := range d.Records() {
		p, _ := d.Record(id, 3)
		p.HTML().Render(&b, Fill{})
		p.Blocks()
	}
	return b.String()
}

// TestHostile holds each hostile text to a time that grows with its length: at
// 500 kB none takes a second on a quiet machine; what grows with the square takes
// minutes, and the limit lies between, for machines with other work.
func TestHostile(t *testing.T) {
	size, limit := 500_000, 30*time.Second
	if testing.Short() {
		size = 50_000
	}
	var names []string
	for name := range hostile {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			text := hostile[name](size)
			start := time.Now()
			d := Parse(&diag.File{Path: "a.md", Text: []byte(text)}, 0, "en")
			all(d)
			took := time.Since(start)
			t.Logf("%d bytes in %v", len(text), took.Round(time.Millisecond))
			if took > limit {
				t.Errorf("%d bytes took %v", len(text), took)
			}
		})
	}
}

func TestLimitFindings(t *testing.T) {
	for _, name := range []string{"quotes", "lists", "brackets", "emphasis", "backticks", "footnotes", "references", "wider table"} {
		d := Parse(&diag.File{Path: "a.md", Text: []byte(hostile[name](200_000))}, 0, "en")
		if !slices.ContainsFunc(d.Findings, func(f diag.Finding) bool { return f.Rule == ruleLimit && f.Span.Known() }) {
			t.Errorf("%s: no finding", name)
		}
	}
}
