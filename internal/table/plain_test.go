package table

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"hria/internal/diag"
)

// FuzzPlain holds what the scanner decodes by itself against the library: what
// is no odd text to the one is valid to the other and means the same.
func FuzzPlain(f *testing.F) {
	for _, pattern := range []string{"../../hria.toml", "../../templates/lang/en.toml", "../vocab/data/*.toml"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			b, _ := os.ReadFile(name)
			f.Add(string(b[:min(len(b), 4000)]))
		}
	}
	for _, text := range []string{
		"", "a = 1\n", "a = -0\nb = 0.5\nc = -12.50 # x\nd = true\ne = 2026-03-02\n", "a = 01\n", "a = 1.\n", "a = 2026-02-30\n",
		"a = \"x \\\"y\\\" \\\\ \\n\\t\"\n", "a = \"\\q\"\n", "a = \"x\\u00A0y\\u00e9\"\n", "a = \"\\u00A\"\n", "a = \"\\ud800\"\n", "a = \"\\u+0A0\"\n", "a = \"\\u\"\n", "a = \"\\u0000\"\n", "a = \"\\u_0A0\"\n", "a = \"open\nb = 1\"\n", "a = 'x'\nb = '''\nx'''\n", "a = \"\"\"\nx\ny\"\"\"\n", "a = \"\"\"x\"\"\"\"\n",
		"a = [1, \"b\", # c\n 2.5,\n]\n", "a = [1,,2]\n", "a = [1 2]\n", "a = [", "a = { b = 1, c = [ { d = 2 } ] }\n", "a = { b = 1, }\n", "a = {}\n", "a = { b = 1\n}\n",
		"[a]\nb = 1\n[a.c]\n[[d]]\n[d.e]\nf = 1\n[[d]]\n[d.e]\n", "[a]\n[a]\n", "[a.b]\n[a]\n", "a = 1\n[a]\n", "a = {}\n[a.b]\n", "a = []\n[[a]]\n", "[[a]]\n[a]\n",
		"a = [{}]\n[a.b]\n", "a = 1 b = 2\n", "a\n= 1\n", "[a\n]\n", "[[a]\n", "[ a ]\n", "[a] x\n", "a = 1\r\nb = 2\r\n", "a = 1\rb = 2\n", "a = 2026-03-02 07:00:00\n", "a = 2026-03-02 # x\n", "a == 1\n",
		"[[a.b]]\n[a]\n", "a = \"\x7f\"\n", "# \x01\n", "a-b_1 = +1\n", "a = .5\n", "a = 99999999999999999999\n", "= 1\n", "a = \n", "a.b = 1\n", "\"a\" = 1\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := &diag.File{Path: "a.md", Text: []byte(text)}
		scan := func() (*Table, *scanner) {
			root := &Table{}
			s := &scanner{file: file, text: file.Text, whole: text, odd: !readable(file.Text)}
			s.document(root)
			return root, s
		}
		plain, s := scan()
		if s.odd || s.deep > 0 {
			return
		}
		values, err := decode(file.Text)
		if err != nil {
			t.Fatalf("%q is not odd, and the library says: %v", text, err)
		}
		both, _ := scan()
		fillTable(both, values)
		if !reflect.DeepEqual(plain, both) {
			t.Fatalf("%q: scanned %+v, library %+v", text, plain, both)
		}
	})
}

// TestPlain finds that everyday front matter needs no library.
func TestPlain(t *testing.T) {
	names, _ := filepath.Glob("../../assessments/*.md")
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		end := max(0, bytes.Index(b, []byte("\n+++"))+1) // 0: it is YAML
		file := &diag.File{Path: name, Text: b}
		s := &scanner{file: file, text: b[:end], whole: string(b[:end]), pos: min(end, len("+++\n")), odd: !readable(b[:end])}
		s.document(&Table{})
		if s.odd {
			t.Errorf("%s: something is odd", name)
		}
	}
}
