package stencil_test

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"hria/internal/stencil"
)

type view struct {
	inside
	Title, Address string
	Count          int
	On             bool
	Rows           []row
	Names          []string
	Row            *row
	None           *row
	Safe           template.HTML
	Class          class
	Any            any
	Map            map[string]string
}

type inside struct{ Lang string }

type class string

func (c class) String() string { return "<" + string(c) + ">" }

type row struct {
	Title string
	N     int
	Inner []row
}

func (r row) Empty() bool { return r.Title == "" }

func (v *view) Both() string { return v.Title + v.Lang }

func sample(text string) *view {
	return &view{inside{"en"}, text, text, 3, true, []row{{text, 1, []row{{"x", 2, nil}}}, {"", -4, nil}}, []string{"a", text}, &row{text, 0, nil}, nil,
		"<b>safe</b>", class(text), text, map[string]string{"k": text}}
}

var functions = template.FuncMap{
	"join": func(sep string, list []string) string { return strings.Join(list, sep) },
	"bold": func(r row) template.HTML {
		return "<b>" + template.HTML(template.HTMLEscapeString(r.Title)) + "</b>"
	},
	"say":   func(key string, args ...any) string { return key + fmt.Sprint(args...) },
	"first": func(list []row) row { return list[0] },
	"count": func(key string, n int, args ...any) string { return fmt.Sprint(key, n, args) },
}

var printers = map[string]stencil.Printer{
	"bold": func(b *bytes.Buffer, args []reflect.Value) {
		b.WriteString("<b>" + template.HTMLEscapeString(args[0].FieldByName("Title").String()) + "</b>")
	},
}

// known are forms of templates that a stencil runs by itself.
var known = []string{
	`<p>{{.Title}} {{.Lang}} {{.Count}} {{.Both}}</p>`,
	`<title>{{.Title}}</title><p title="{{.Title}}" class="a {{.Title}}" data-n="{{.Count}}">`,
	`<a href="{{.Address}}">x</a><a href="#{{.Address}}">x</a><a href="x/{{.Address}}/y?z={{.Address}}">x</a><img src="{{.Title}}">`,
	`<meta http-equiv="refresh" content="0; url={{.Address}}">`,
	`{{if .On}}on{{else}}off{{end}}{{if .Title}}t{{end}}{{if .Count}}c{{end}}{{if .None}}n{{else}}no{{end}}{{if not .On}}x{{else if .Rows}}y{{end}}`,
	`{{if and .On .Title}}a{{end}}{{if or .None .Title}}b{{end}}{{if and .On (or .None (not .On))}}c{{end}}{{if not (eq .Count 3)}}d{{end}}{{if ne .Title "x"}}e{{end}}{{if eq (len .Rows) 2}}f{{end}}`,
	`{{range .Rows}}<p>{{.Title}}{{.N}}{{range .Inner}}{{.Title}}{{$.Title}}{{end}}{{if .Empty}}empty{{end}}{{.Empty}}</p>{{else}}none{{end}}`,
	`{{range $i, $r := .Rows}}{{$i}}{{$r.Title}}{{end}}{{range $n := .Names}}{{$n}}{{.}}{{end}}{{range .Row.Inner}}x{{else}}nothing{{end}}`,
	`{{with .Row}}{{.Title}}{{.N}}{{end}}{{with .None}}{{.Title}}{{else}}none{{end}}{{with $x := .Title}}{{$x}}{{end}}{{$y := .Count}}{{$y}}`,
	`{{define "part"}}<i>{{.Title}}</i>{{$.Title}}{{end}}{{define "word"}}word{{end}}{{range .Rows}}{{template "part" .}}{{end}}{{template "part" .}}<b title="{{template "word" .}}">{{template "word"}}</b>`,
	`{{define "tree"}}{{.Title}}{{range .Inner}}<ul>{{template "tree" .}}</ul>{{end}}{{end}}{{range .Rows}}{{template "tree" .}}{{end}}`,
	`{{bold .Row}}{{range .Rows}}{{bold .}}{{end}}<i title="{{bold .Row}}">{{join ", " .Names}}{{join .Title .Names}}{{say "k"}}{{say "k" 1 .Title}}{{say (say "<") .Count}}{{say .Title .Row .Class}}{{if not (first .Rows).Empty}}full{{end}}{{.Row.Empty}}</i>{{count "k" .Count}}{{count .Title (len .Rows) .Title .On}}<b title="{{count "k" 1 .Title}}">`,
	`{{.Safe}}<p title="{{.Safe}}">{{.Class}}</p>{{(index .Rows 0).Title}}{{"<const>"}}{{1}}{{true}}{{.On}}{{/* comment */}}`,
	`{{.Any}}<p title="{{.Any}}">`,
	`<script>var x = {{.Title}};</script><p style="color: {{.Title}}" onclick="f({{.Title}})">`,
}

// unknown are forms that it leaves to html/template.
var unknown = []string{
	`{{.Map.k}}`, `{{range $k, $v := .Map}}{{$k}}{{end}}`, `{{printf "%d" .Count}}`, `{{.Title | say}}`, `{{range .Rows}}{{break}}{{end}}`,
	`{{or .Title "x"}}`, `{{$x := 1}}{{$x = 2}}{{$x}}`, `{{index .Map "k"}}`, `{{define "p"}}{{.Title}}{{end}}<a title="{{template "p" .}}">`,
}

func parse(t testing.TB, text string) *template.Template {
	t.Helper()
	made, err := template.New("x").Funcs(functions).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestStencil(t *testing.T) {
	for _, text := range known {
		check(t, text, true)
	}
	for _, text := range unknown {
		check(t, text, false)
	}
}

func cut(t *testing.T, text string) *stencil.Stencil {
	t.Helper()
	s, err := stencil.New(func() (*template.Template, error) { return parse(t, text), nil }, functions, printers)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func check(t *testing.T, text string, knows bool) {
	t.Helper()
	s := cut(t, text)
	for _, v := range []*view{sample("plain"), sample("<a> & 'b' +\x00\xff é"), sample("https://example.org/a?b=c#d"), sample("javascript:alert(1)"), sample("")} {
		var got, want bytes.Buffer
		got.WriteString("before ")
		want.WriteString("before ")
		if err := parse(t, text).Execute(&want, v); err != nil {
			t.Fatal(err)
		}
		if err := s.Execute(&got, v); err != nil || got.String() != want.String() {
			t.Errorf("%s: %v\n got %s\nwant %s", text, err, &got, &want)
		}
		if s.Knows(v) != knows {
			t.Errorf("%s: knows: %t", text, !knows)
		}
	}
}

// TestErrors finds that what goes wrong goes wrong as in html/template, and
// leaves nothing half written.
func TestErrors(t *testing.T) {
	text := `<p>{{.Row.Title}}</p>`
	s := cut(t, text)
	var b bytes.Buffer
	if err := s.Execute(&b, sample("x")); err != nil || !s.Knows(&view{}) {
		t.Fatal(err)
	}
	want := parse(t, text).Execute(new(bytes.Buffer), &view{})
	if err := s.Execute(&b, &view{}); err == nil || err.Error() != want.Error() {
		t.Errorf("got %v, want %v", err, want)
	}
	b.Reset()
	if err := s.Execute(&b, nil); err != nil || b.String() != "<p></p>" {
		t.Errorf("without a view: %q %v", &b, err)
	}
}

// TestTreesAreLetGo parses again only for a page that goes wrong.
func TestTreesAreLetGo(t *testing.T) {
	parsed := 0
	s, err := stencil.New(func() (*template.Template, error) {
		parsed++
		return parse(t, `<p>{{.Row.Title}}</p>`), nil
	}, functions, printers)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.Execute(new(bytes.Buffer), sample("x")); err != nil {
			t.Fatal(err)
		}
	}
	if parsed != 1 {
		t.Errorf("parsed %d times for one view", parsed)
	}
	if err := s.Execute(new(bytes.Buffer), &view{}); err == nil || parsed != 2 {
		t.Errorf("parsed %d times with one that goes wrong: %v", parsed, err)
	}
}

// FuzzEscape holds the escaping of any text in any place against html/template.
func FuzzEscape(f *testing.F) {
	var slow []*template.Template
	var fast []*stencil.Stencil
	for _, text := range known {
		t, err := template.New("x").Funcs(functions).Parse(text)
		if err != nil {
			f.Fatal(err)
		}
		again, _ := t.Clone()
		s, err := stencil.New(again.Clone, functions, printers)
		if err != nil {
			f.Fatal(err)
		}
		s.Execute(new(bytes.Buffer), sample("")) // from now on it knows
		slow, fast = append(slow, t), append(fast, s)
	}
	for _, text := range []string{"", "a b", "it's", "<script>", "http:", "https:http:x", "HTTP://x", "mailto:a@b.c", "a:b", "/a:b", "//x", "100%", "%41", "a\x00b", "\xff\xfe", "\ufdd0\uffff", "é", "`${x}`", "a;b", "&amp;", "+1", "[x]", "\u2028"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := sample(text)
		for i, s := range fast {
			var got, want bytes.Buffer
			if err := slow[i].Execute(&want, v); err != nil {
				t.Fatal(err)
			}
			if err := s.Execute(&got, v); err != nil || got.String() != want.String() {
				t.Errorf("%s\n got %s\nwant %s (%v)", known[i], &got, &want, err)
			}
		}
	})
}
