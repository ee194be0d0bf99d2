package table_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"hria/internal/diag"
	"hria/internal/table"
)

func parseYAML(text string) (*table.Table, diag.List) {
	return table.ParseYAML(&diag.File{Path: "a.md", Text: []byte(text)}, 0, len(text))
}

// twin is the sample in both languages.
const (
	twinTOML = `kind = "assessment"
version = "1.0"
date = 2026-03-02
seen = 2026-03-02T07:00:00Z
quoted = "2026-03-02"
list = ["a", "b: c", "#d", "été", "العربية"]
long = "one two\nthree\n"
folded = "one two three"
n = 3
f = 1.5
yes = true
no = "NO"
colon = "http://example.org/#x"
[deployment]
deployer = { name = "X" }
nested = [[1, 2], []]
[[impact]]
id = "I1"
severity = { scale = 4, scope = 2 }
[[impact]]
id = "I2"
`
	twinYAML = `# a comment
kind: assessment
version: "1.0"   # in quotes
date: 2026-03-02
seen: 2026-03-02T07:00:00Z
quoted: '2026-03-02'
list:
- a
- "b: c"
- '#d'
-   été
- العربية
long: |
  one two
  three
folded: one
  two
  three
n: 3
f: 1.5
yes: true
no: NO
colon: http://example.org/#x
deployment:
  deployer: {name: X}
  nested: [[1, 2], []]
impact:
  - id: I1
    severity:
      scale: 4
      scope: 2
  -
    id: I2
`
)

// TestYAMLMakesTheSameTable reads the same front matter in both languages.
func TestYAMLMakesTheSameTable(t *testing.T) {
	a, findings := parse(twinTOML)
	b, more := parseYAML(twinYAML)
	if len(findings)+len(more) > 0 {
		t.Fatal(findings, more)
	}
	if x, y := bare(table.Value{Table: a}), bare(table.Value{Table: b}); !reflect.DeepEqual(x, y) {
		t.Errorf("TOML %v\nYAML %v", x, y)
	}
	if a.YAML || !b.YAML {
		t.Error("the table does not know its language")
	}
}

// bare is a value without its place.
func bare(v table.Value) any {
	switch {
	case v.Table != nil:
		out := map[string]any{}
		for _, e := range v.Table.Entries {
			out[e.Key] = bare(e.Value)
		}
		return out
	case v.Kind == table.Array:
		out := []any{}
		for _, item := range v.Items {
			out = append(out, bare(item))
		}
		return out
	}
	return fmt.Sprint(v.Kind, v.Text, v.Int, v.Float, v.Bool, v.Time())
}

// show prints keys and values with line, column and the bytes of their places.
func show(b *strings.Builder, key string, v table.Value) {
	line, column := v.Span.Position()
	fmt.Fprintf(b, "%s %d:%d %q\n", key, line, column, source(v.Span))
	if v.Table != nil {
		for _, e := range v.Table.Entries {
			show(b, key+"."+e.Key, e.Value)
		}
	}
	for i, item := range v.Items {
		show(b, fmt.Sprintf("%s.%d", key, i), item)
	}
}

func TestYAMLPlaces(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a: été # c\r\nb: x\r\n", `a 1:4 "été"|b 2:4 "x"`},
		{"\"a b\": 'it''s'\nc: \"q\\\"é\" \n", `a b 1:8 "'it''s'"|c 2:4 "\"q\\\"é\""`},
		{"العنوان: \"حق\"\nk: v", `العنوان 1:10 "\"حق\""|k 2:4 "v"`},
		{"a: x y\n  z  # no\nb: 1\n", `a 1:4 "x y\n  z"|b 3:4 "1"`},
		{"a: |+ # c\n  x\n\n  y\n\nb: >-\n  p\n  q\n", `a 1:4 "|+ # c\n  x\n\n  y"|b 6:4 ">-\n  p\n  q"`},
		{"a:\n  b:\n    c: 1\n", `a 1:1 "a"|a.b 2:3 "b"|a.b.c 3:8 "1"`},
		{"a:\n- x: 1\n  y: 2\n- [p, \"q\" , ]\n", `a 2:1 "- x: 1\n  y: 2\n- [p, \"q\" , ]"|a.0 2:1 "- x"|a.0.x 2:6 "1"|a.0.y 3:6 "2"|a.1 4:3 "[p, \"q\" , ]"|a.1.0 4:4 "p"|a.1.1 4:7 "\"q\""`},
		{"a: {b: [1, {c: é}], d: } # }\ne: \n", `a 1:4 "{b: [1, {c: é}], d: }"|a.b 1:8 "[1, {c: é}]"|a.b.0 1:9 "1"|a.b.1 1:12 "{c: é}"|a.b.1.c 1:16 "é"|a.d 1:21 "d"|e 2:1 "e"`},
		{"a: [x: 1]\n", `a 1:4 "[x: 1]"|a.0 1:5 "x: 1"|a.0.x 1:8 "1"`},
		{"a:\t1\nb:\t\tx\n", `a 1:4 "1"|b 2:5 "x"`},
		{"a: [ # c]\n 1,\n]\n", `a 1:4 "[ # c]\n 1,\n]"|a.0 2:2 "1"`},
		{"a: ~\nb: 1\u0085c: 2\n", `a 1:4 "~"|b 2:4 "1"|c 2:9 "2"`},
	} {
		root, findings := parseYAML(c.text)
		if len(findings) > 0 {
			t.Errorf("%q: %v", c.text, findings)
			continue
		}
		var b strings.Builder
		for _, e := range root.Entries {
			show(&b, e.Key, e.Value)
			if got := source(e.KeySpan); strings.Trim(got, `"`) != e.Key {
				t.Errorf("%q: key %q stands at %q", c.text, e.Key, got)
			}
		}
		if got := strings.ReplaceAll(strings.TrimSpace(b.String()), "\n", "|"); got != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestYAMLRefuses(t *testing.T) {
	for _, c := range []struct{ text, place, message, help string }{
		{"a: &x 1\nb: 2\n", "1:4", `the anchor "&x"`, "without anchors"},
		{"a: *x\n", "1:4", "unknown anchor", "without anchors"},
		{"a: 1\nb:\n  <<: {c: 1}\n", "3:3", `the merge key "<<"`, "merge keys"},
		{"a: [1, !!str 2]\n", "1:8", `the tag "!!str"`, "tags"},
		{"a: ! x\n", "1:4", `the tag "!"`, "tags"},
		{"a: !secret x\n", "1:4", `the tag "!secret"`, "tags"},
		{"a: 1\n...\nb: 2\n", "3:1", "more than one YAML document", "one document"},
		{"a: 1\n--- {b: 2}\n", "2:1", "more than one YAML document", "one document"},
		{"a: 1\nb: 2\na: 3\n", "3:1", `key "a" has already been defined`, "remove one"},
		{"- a\n- b\n", "1:1", "no list of keys and values", "kind: assessment"},
		{"just text\n", "1:1", "no list of keys and values", "kind: assessment"},
		{"? [a, b]\n: c\n", "1:3", "a key cannot be a list", "a word"},
		{"a: 1\n\tb: 2\n", "2:1", "a tab indents the line", "spaces"},
		{"a:\n\tb: 2\n", "2:1", "a tab indents the line", "spaces"},
		{"a: {{ b }}\n", "1:5", "a key cannot be", "in quotes"},
		{"title: a: b\n", "1:9", "mapping values are not allowed", "in quotes"},
		{"é: \"é\" x\n", "1:8", "", "YAML"},
		{"a: [1, 2\n", "1:4", "did not find expected ',' or ']'", "YAML"},
		{"a: 1\nb: \"open\nc: 2\n", "2:4", "unexpected end", "YAML"},
		{"a: @x\n", "1:4", "cannot start any token", "YAML"},
		{"a: \xff\n", "1:1", "not UTF-8", "UTF-8"},
		{"a: " + strings.Repeat("[", 101) + strings.Repeat("]", 101), "1:104", "nested more than 100", "flat"},
		{"a: " + strings.Repeat("[", table.MaxBytes/2), "1:1", "opens more than", "split"},
		{strings.Repeat("# comment\n", table.MaxBytes/10+1), "1:1", "larger than", "closes"},
	} {
		root, findings := parseYAML(c.text)
		if len(findings) != 1 || len(root.Entries) != 0 {
			t.Errorf("%.40q: got %d entries, %v", c.text, len(root.Entries), findings)
			continue
		}
		f := findings[0]
		if f.Rule != "SY-02" || diag.Place(f.Span) != "a.md:"+c.place || !strings.Contains(f.Message, c.message) || !strings.Contains(f.Help, c.help) {
			t.Errorf("%.40q: got %s %s %q help %q", c.text, f.Rule, diag.Place(f.Span), f.Message, f.Help)
		}
	}
	// All that is refused is said at once.
	if _, findings := parseYAML("a: &x 1\nb: *x\nc: !t 1\n"); len(findings) != 3 {
		t.Errorf("got %v", findings)
	}
	for _, text := range []string{"", "# only a comment\n", "\n\n", "a: 1\n...\n"} {
		if _, findings := parseYAML(text); len(findings) > 0 {
			t.Errorf("%q: %v", text, findings)
		}
	}
}

// FuzzYAML checks that places lie in the text, and that a value which stands on
// one line is the same when it is read alone.
func FuzzYAML(f *testing.F) {
	f.Add(twinYAML)
	f.Add("a: {b: [1, {c: é}], d: } # }\ne: \n? x\n: - y\n  -\n   z: |2-\n     p\n")
	f.Add("\ufeffa: 'it''s'\r\n\"b\\u00e9\": >+\r\n x\r\n\u2028c: 1_000\n")
	f.Add("a: &x [*x, !!int 3]\n<<: *x\n--- b\n")
	f.Fuzz(func(t *testing.T, text string) {
		root, findings := parseYAML(text)
		for _, x := range findings {
			if x.Rule != "SY-02" || x.Message == "" || x.Help == "" || x.Span.Start < 0 || x.Span.End < x.Span.Start || x.Span.End > len(text) {
				t.Fatalf("finding %+v", x)
			}
		}
		checkSpansYAML(t, root, text)
	})
}

func checkSpansYAML(t *testing.T, tab *table.Table, text string) {
	for _, e := range tab.Entries {
		if e.KeySpan.Start < 0 || e.KeySpan.End < e.KeySpan.Start || e.KeySpan.End > len(text) {
			t.Fatalf("key %q at %d-%d", e.Key, e.KeySpan.Start, e.KeySpan.End)
		}
		checkValueYAML(t, e.Value, text)
	}
}

func checkValueYAML(t *testing.T, v table.Value, text string) {
	if v.Span.Start < 0 || v.Span.End < v.Span.Start || v.Span.End > len(text) {
		t.Fatalf("value %v at %d-%d of %q", v.Kind, v.Span.Start, v.Span.End, text)
	}
	switch raw := source(v.Span); {
	case v.Table != nil:
		checkSpansYAML(t, v.Table, text)
	case v.Kind == table.Array:
		for _, item := range v.Items {
			checkValueYAML(t, item, text)
		}
	case v.Kind != table.Invalid && !strings.ContainsAny(raw, "\r\n\u0085\u2028\u2029") && !strings.HasPrefix(raw, "|") && !strings.HasPrefix(raw, ">"):
		alone, findings := parseYAML("k: " + raw)
		if len(findings) > 0 || len(alone.Entries) != 1 || bare(alone.Entries[0].Value) != bare(v) {
			t.Fatalf("%q in %q: %v, alone %v %v", raw, text, bare(v), alone.Entries, findings)
		}
	}
}
