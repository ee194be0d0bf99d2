package table_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"hria/internal/diag"
	"hria/internal/table"
)

const sample = "\ufeff# fence\r\nid = \"HRIA-1\"  # comment\r\n\"a b\".c = 1\nlist = [ 1, # one\n 2.5,\n]\n" +
	"right = [\n { id = \"privacy\", on = 2026-03-02 },\n { id = 'x' },\n]\n[deployment]\nstart = 2026-03-02 07:00:00\n" +
	"deployer.name = \"\"\"multi\nline \\\"\"\"\"\n[[impact]]\nid = \"I1\"\nseverity = { scale = 4, scope = 2 }\n[[impact]]\nid = \"العربية\"\n[impact.residual]\nscale = 1\n"

func parse(text string) (*table.Table, diag.List) {
	return table.ParseTOML(&diag.File{Path: "a.md", Text: []byte(text)}, 0, len(text))
}

func source(s diag.Span) string { return string(s.File.Text[s.Start:s.End]) }

func TestPlaces(t *testing.T) {
	root, findings := parse(sample)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	impacts, _ := root.Get("impact")
	second := impacts.Value.Tables()[1]
	residual, _ := second.Get("residual")
	rights, _ := root.Get("right")
	on, _ := rights.Value.Tables()[0].Get("on")
	deployment, _ := root.Get("deployment")
	start, _ := deployment.Value.Table.Get("start")
	deployer, _ := deployment.Value.Table.Get("deployer")
	name, _ := deployer.Value.Table.Get("name")
	for _, c := range []struct{ got, want string }{
		{source(impacts.Value.Tables()[0].Span), "[[impact]]"},
		{source(residual.Value.Table.Span), "[impact.residual]"},
		{source(on.KeySpan), "on"}, {source(on.Value.Span), "2026-03-02"}, {on.Value.Kind.String(), "a date"},
		{source(start.Value.Span), "2026-03-02 07:00:00"}, {start.Value.Kind.String(), "a date with a time"},
		{name.Value.Text, "multi\nline \""}, {source(name.Value.Span), "\"\"\"multi\nline \\\"\"\"\""},
		{second.Str("id"), "العربية"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for text, place := range map[string]string{
		"a = 1\nb = \n":             "2",
		"a = 1\na = 2\n":            "2",
		"a = \"open\nb = 1\n":       "1",
		"[t\nx = 1\n":               "1",
		"a = 2026-13-45\n":          "1",
		"\tx = [1, 2\n":             "1",
		"a = 1 b = 2\n":             "1",
		"[[x]]\n[x]\n":              "2",
		"a = \xff\n":                "1",
		"kind = assessment\nid=1\n": "1",
	} {
		root, findings := parse(text)
		if root == nil || len(findings) != 1 || findings[0].Rule != "SY-02" || findings[0].Help == "" {
			t.Errorf("%q: got %v", text, findings)
			continue
		}
		if line, _ := findings[0].Span.Position(); fmt.Sprint(line) != place {
			t.Errorf("%q: line %d, want %s (%s)", text, line, place, findings[0].Message)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, text := range []string{strings.Repeat("a", table.MaxBytes+1), "a = " + strings.Repeat("[", 200_000)} {
		if _, findings := parse(text); len(findings) != 1 {
			t.Errorf("got %v", findings)
		}
	}
	for _, text := range []string{
		"a = " + strings.Repeat("[", 90_000), "a = " + strings.Repeat("{b=", 12_000) + "1" + strings.Repeat("}", 12_000),
		"[" + strings.Repeat("a.", 40_000) + "b]", strings.Repeat("a.", 40_000) + "b = 1",
	} {
		if _, findings := parse(text); len(findings) != 1 || !strings.Contains(findings[0].Message, "deep") {
			t.Errorf("%.20q: got %v", text, findings)
		}
	}
}

// FuzzKeys holds the scanner against the library: for every valid text both
// see the same keys in the same order.
func FuzzKeys(f *testing.F) {
	f.Add(sample)
	f.Add("a.b.c = { d.e = [ { f = 1 }, [ \"]\" ] ] }\n[x.y]\nz = '''a''''\n")
	f.Add("[[a.b]]\nc = 1\n[[a.b]]\n[a.b.d]\n[[a.b.e]]\n")
	if b, err := os.ReadFile("../../hria.toml"); err == nil {
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, findings := parse(text)
		var v map[string]any
		meta, err := toml.Decode(text, &v)
		if (err == nil) != (len(findings) == 0) {
			t.Fatalf("library: %v, table: %v", err, findings)
		}
		if err != nil {
			return
		}
		got, want := flatten("", root), map[string]int{}
		for _, k := range meta.Keys() {
			want[strings.Join(k, "\x00")]++
		}
		for k := range want {
			if got[k] == 0 {
				t.Errorf("key %q not found in %q; got %v", k, text, got)
			}
		}
		checkSpans(t, root, len(text))
	})
}

func flatten(prefix string, tab *table.Table) map[string]int {
	out := map[string]int{}
	add := func(prefix string, tab *table.Table) {
		for k, n := range flatten(prefix, tab) {
			out[k] += n
		}
	}
	for _, e := range tab.Entries {
		key := prefix + e.Key
		out[key]++
		if e.Value.Table != nil {
			add(key+"\x00", e.Value.Table)
		}
		for _, item := range e.Value.Tables() {
			add(key+"\x00", item)
		}
		for _, list := range e.Value.Items {
			nested(list, key+"\x00", add)
		}
	}
	return out
}

func nested(v table.Value, prefix string, add func(string, *table.Table)) {
	for _, item := range v.Items {
		if item.Table != nil {
			add(prefix, item.Table)
		}
		nested(item, prefix, add)
	}
}

func checkSpans(t *testing.T, tab *table.Table, size int) {
	for _, e := range tab.Entries {
		for _, s := range []diag.Span{e.KeySpan, e.Value.Span} {
			if s.Start < 0 || s.End < s.Start || s.End > size {
				t.Fatalf("span %d-%d outside the text", s.Start, s.End)
			}
		}
		if e.Value.Kind == table.Invalid {
			t.Errorf("key %q has no value", e.Key)
		}
		if e.Value.Table != nil {
			checkSpans(t, e.Value.Table, size)
		}
	}
}

func TestDecode(t *testing.T) {
	root, _ := parse("one = \"x\"\nlist = [\"a\", 3]\nwrong = 3\ndate = \"2026-01-01\"\nnested = { n = 2 }\nmap = { a = \"b\" }\n")
	var d struct {
		One    []table.Text `key:"one"`
		List   []table.Text `key:"list"`
		Wrong  []table.Text `key:"wrong"`
		Date   table.Day    `key:"date"`
		Nested struct {
			N table.Int `key:"n"`
		} `key:"nested"`
		Map map[string]table.Text `key:"map"`
	}
	table.Decode(root, &d)
	if len(d.One) != 1 || d.One[0].Value != "x" || len(d.List) != 2 || d.List[1].Set() || d.Wrong != nil || d.Date.Set() || d.Nested.N.Value != 2 || d.Map["a"].Value != "b" {
		t.Errorf("got %+v", d)
	}
}

// holder has a field of every kind that Decode fills.
type holder struct {
	Span  diag.Span         `key:"."`
	Text  table.Text        `key:"a"`
	Int   table.Int         `key:"a"`
	Num   table.Number      `key:"a"`
	Flag  table.Flag        `key:"a"`
	Day   table.Day         `key:"a"`
	Texts []table.Text      `key:"a"`
	Deep  [][]table.Int     `key:"a"`
	Map   map[string]string `key:"a"`
	Inner struct {
		B table.Text `key:"b"`
		C []struct {
			D table.Int `key:"d"`
		} `key:"c"`
	} `key:"a"`
	Raw   *table.Table `key:"a"`
	Place diag.Span    `key:"a"`
	Plain string       `key:"a"`
}

// FuzzDecode decodes what either reader read into fields of every kind: what
// is set has a place in the text, and at most one scalar takes a value.
func FuzzDecode(f *testing.F) {
	f.Add("a = \"x\"\n", "a: x\n")
	f.Add("a = [[1, 2], [\"x\", 3]]\n", "a: [[1, 2], [x, 3]]\n")
	f.Add("[a]\nb = \"x\"\n[[a.c]]\nd = 1\n", "a:\n  b: x\n  c:\n  - d: 1\n  - 2\n")
	f.Add("a = 2026-01-01\n", "a: 2026-01-01\n")
	f.Add("a = 1.5\n", "a: ~\n")
	f.Fuzz(func(t *testing.T, inTOML, inYAML string) {
		one, _ := parse(inTOML)
		two, _ := parseYAML(inYAML)
		for _, root := range []*table.Table{one, two} {
			var h holder
			table.Decode(root, &h)
			set := 0
			for _, x := range []struct {
				set  bool
				span diag.Span
			}{{h.Text.Set(), h.Text.Span}, {h.Int.Set(), h.Int.Span}, {h.Flag.Set(), h.Flag.Span}, {h.Day.Set(), h.Day.Span}} {
				if x.set {
					set++
					source(x.span) // lies in the text
				}
			}
			if set > 1 || h.Text.Set() && h.Plain != h.Text.Value {
				t.Fatalf("%q %q: %+v", inTOML, inYAML, h)
			}
		}
	})
}
