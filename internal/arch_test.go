package internal_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms is the table of doc.go: what each room may import of the house.
var rooms = map[string]string{
	"diag":       "",
	"table":      "diag",
	"markdown":   "diag",
	"pdf":        "picture",
	"picture":    "",
	"locale":     "table diag",
	"vocab":      "table locale diag",
	"theme":      "table diag",
	"schema":     "table vocab locale diag",
	"source":     "table markdown locale diag",
	"search":     "locale",
	"config":     "table schema vocab diag",
	"assessment": "source schema table markdown vocab diag",
	"edition":    "assessment schema table markdown",
	"graph":      "assessment vocab markdown locale diag picture",
	"framework":  "assessment schema table vocab diag",
	"rules":      "edition framework graph assessment markdown table vocab diag",
	"site":       "edition schema framework graph assessment rules config vocab markdown locale diag picture search",
	"web":        "site theme config locale markdown schema stencil",
	"stencil":    "",
	"brief":      "site pdf theme assessment markdown locale diag",
	"rename":     "graph assessment source markdown vocab diag",
	"build":      "edition vocab locale theme config source assessment graph framework rules site web brief diag picture pdf",
	"draft":      "rename rules assessment vocab locale diag",
	"serve":      "build locale diag",
	"cli":        "build serve site draft rename theme rules framework assessment schema vocab config locale diag pdf templates themes",
	"templates":  "",
	"themes":     "",
	"main":       "cli",
}

// owners of third-party modules.
var owners = map[string]string{
	"github.com/BurntSushi/toml":      "table",
	"go.yaml.in/yaml/v4":              "table",
	"github.com/yuin/goldmark":        "markdown",
	"github.com/alecthomas/chroma/v2": "markdown",
	"github.com/dlclark/regexp2/v2":   "markdown",
	"golang.org/x/text":               "locale",
	"github.com/sergi/go-diff":        "edition",
	"github.com/go-pdf/fpdf":          "pdf",
	"github.com/go-text/typesetting":  "pdf",
	"github.com/klauspost/compress":   "pdf",
	"eliasnaur.com/font":              "pdf",
	"github.com/go-fonts/dejavu":      "pdf",
	"github.com/go-fonts/liberation":  "pdf",
	"golang.org/x/image/math":         "pdf", // what typesetting counts in
	"golang.org/x/image/webp":         "picture",
	"rsc.io/qr":                       "brief",
	"github.com/fsnotify/fsnotify":    "serve",
	"github.com/spf13/cobra":          "cli",
	"charm.land/huh/v2":               "cli",
	"golang.org/x/image/vector":       "pdf",
	"golang.org/x/term":               "cli",
	"golang.org/x/sys/unix":           "cli",
	"github.com/rogpeppe/go-internal": "tests",
	"github.com/creack/pty":           "tests",
	"golang.org/x/tools":              "tests",
	"github.com/chromedp":             "tests",
}

var (
	// outside are the packages that reach beyond the program, and the rooms
	// that may.
	outside = map[string][]string{
		"os": {"cli", "serve", "build", "main"}, "os/signal": {"cli"}, "os/exec": {"cli"}, "path/filepath": {"cli", "serve", "build"},
		"net": {"serve"}, "net/http": {"serve"}, "syscall": {"cli", "serve"}, "math/rand": {}, "math/rand/v2": {}, "crypto/rand": {"cli"}, "unsafe": {},
	}
	// only cli may say these.
	only      = []string{"time.Now", "time.Since", "os.Getenv", "os.LookupEnv", "os.Environ", "os.UserCacheDir", "os.Args"}
	forbidden = []string{"util", "utils", "common", "helpers", "types", "core", "models"}
)

// file is one Go file of the house.
type file struct {
	name, room string
	text       []byte
	syntax     *ast.File
}

func (f file) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// house reads all Go files below the top folder.
func house(t *testing.T) []file {
	t.Helper()
	var out []file
	top := os.DirFS("..")
	err := fs.WalkDir(top, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "public"):
			return fs.SkipDir
		case path.Ext(name) != ".go" || name == "internal/doc.go" || name == "internal/arch_test.go":
			return nil
		}
		text, err := fs.ReadFile(top, name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution|parser.ParseComments)
		out = append(out, file{name, roomOf(name), text, syntax})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// roomOf gives the room of a file: internal/pdf/text/shape.go lies in pdf.
func roomOf(name string) string {
	parts := strings.Split(name, "/")
	switch {
	case len(parts) == 1:
		return "main"
	case parts[0] == "internal":
		return parts[1]
	}
	return parts[0]
}

func imports(f file) []string {
	var out []string
	for _, i := range f.syntax.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		out = append(out, p)
	}
	return out
}

func TestRoomsImportOnlyWhatTheirRowLists(t *testing.T) {
	for _, f := range house(t) {
		row, known := rooms[f.room]
		if !known {
			t.Errorf("%s: the room %q has no row in doc.go and here", f.name, f.room)
			continue
		}
		for _, p := range imports(f) {
			rest, ours := strings.CutPrefix(p, "hria/")
			other := roomOf(rest + "/x.go")
			if ours && !f.isTest() && other != f.room && !slices.Contains(strings.Fields(row), other) {
				t.Errorf("%s imports %s, which the row of %s does not list", f.name, p, f.room)
			}
		}
	}
}

func TestOneRoomForEachDependency(t *testing.T) {
	for _, f := range house(t) {
		for _, p := range imports(f) {
			if first, _, _ := strings.Cut(p, "/"); !strings.Contains(first, ".") {
				continue
			}
			module := ""
			for m := range owners {
				if p == m || strings.HasPrefix(p, m+"/") {
					module = m
				}
			}
			if module == "" {
				t.Errorf("%s imports %s, which no room owns", f.name, p)
			} else if owners[module] != f.room && !f.isTest() {
				t.Errorf("%s imports %s, which belongs to %s", f.name, p, owners[module])
			}
		}
	}
}

func TestOnlyTheTopTouchesTheWorld(t *testing.T) {
	for _, f := range house(t) {
		if f.isTest() {
			continue
		}
		for _, p := range imports(f) {
			if allowed, listed := outside[p]; listed && !slices.Contains(allowed, f.room) {
				t.Errorf("%s imports %s", f.name, p)
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && f.room != "cli" && f.room != "main" && slices.Contains(only, x.Name+"."+s.Sel.Name) {
				t.Errorf("%s says %s.%s, which only cli may", f.name, x.Name, s.Sel.Name)
			}
			return true
		})
	}
}

func TestNamesSayWhatIsInside(t *testing.T) {
	for _, f := range house(t) {
		for _, name := range append(strings.Split(path.Dir(f.name), "/"), f.syntax.Name.Name) {
			if slices.Contains(forbidden, name) {
				t.Errorf("%s: %q says nothing", f.name, name)
			}
		}
	}
}

func TestFormatting(t *testing.T) {
	for _, f := range house(t) {
		if want, err := format.Source(f.text); err != nil || !bytes.Equal(want, f.text) {
			t.Errorf("%s is not formatted: gofmt -w %s", f.name, filepath.FromSlash(f.name))
		}
	}
}

// The map in doc.go has a row for each room, and each room is there.
func TestTheMapIsComplete(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for room := range rooms {
		if room != "main" && !strings.Contains(string(doc), " "+room+" ") && !strings.Contains(string(doc), "\t"+room+"\n") && !strings.Contains(string(doc), " "+room+"\n") {
			t.Errorf("doc.go has no row for %s", room)
		}
		found := room == "main" || room == "templates" || room == "themes"
		if _, err := os.Stat(room); err == nil {
			found = true
		}
		if !found {
			t.Errorf("there is no room %s", room)
		}
	}
}

// Every package says what it is for.
func TestEveryRoomHasAManual(t *testing.T) {
	manual := map[string]bool{}
	for _, f := range house(t) {
		if !f.isTest() {
			dir := path.Dir(f.name)
			manual[dir] = manual[dir] || f.syntax.Doc != nil
		}
	}
	for dir, there := range manual {
		if !there {
			t.Errorf("%s has no package comment", dir)
		}
	}
}
