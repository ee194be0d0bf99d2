package build_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/pdf/font"
	"hria/templates"
	"hria/themes"
)

// khmer is a note in a script that the built-in fonts lack.
const khmer = "+++\nkind = \"guidance-note\"\nid = \"K-1\"\ntitle = \"សិទ្ធិមនុស្ស\"\nlang = \"km\"\nversion = \"1.0\"\nstatus = \"published\"\ndate = 2026-01-01\nsummary = \"ការវាយតម្លៃ\"\n+++\n"

const installed = "/usr/share/fonts/truetype/noto/"

func noto(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(installed + name)
	if err != nil {
		t.Skipf("%s IS NOT INSTALLED: fonts of the site and of the machine are not tried", name)
	}
	return b
}

// fontsOf builds a site of one note and gives what is found, and the note.
func fontsOf(t *testing.T, s *build.Session, in build.Input) ([]byte, diag.List) {
	t.Helper()
	site, found, err := s.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range site.Outputs() {
		if strings.HasSuffix(name, ".pdf") {
			b, more, err := site.Render(context.Background(), name)
			if err != nil {
				t.Fatal(err)
			}
			return b, append(found.All(), more...)
		}
	}
	t.Fatal("there is no note")
	return nil, nil
}

func ofRule(list diag.List, rules ...string) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(f diag.Finding) bool { return !slices.Contains(rules, f.Rule) })
}

// TestFontsOfTheMachine borrows a font, says so, and notices when another one
// is lent.
func TestFontsOfTheMachine(t *testing.T) {
	sans, serif := noto(t, "NotoSansKhmer-Regular.ttf"), noto(t, "NotoSerifKhmer-Regular.ttf")
	library := func(files map[string][]byte) *font.Library {
		folder := fstest.MapFS{}
		for name, b := range files {
			folder[name] = &fstest.MapFile{Data: b}
		}
		return font.NewLibrary([]font.Folder{{Name: "/machine", Files: folder}}, nil, nil)
	}
	dir := t.TempDir()
	files := fstest.MapFS{"hria.toml": {}, "assessments/k.md": {Data: []byte(khmer)}}
	in := input(files)
	in.Cache = build.NewNoteCache(dir, func() string { return "test" })
	in.Library = library(map[string][]byte{"a/sans.ttf": sans})
	first, found := fontsOf(t, session(t), in)
	list := ofRule(found, "PD-01", "PD-03")
	if len(list) != 1 || list[0].Severity != diag.Info || !strings.Contains(list[0].Message, "/machine/a/sans.ttf") {
		t.Fatalf("found %v", list)
	}
	if line, column := list[0].Span.Position(); line != 4 || column != 10 {
		t.Errorf("it is needed at %d:%d", line, column)
	}
	// Another session, the same machine: the note comes from the disk, with the
	// finding. Another machine: it does not.
	again, found := fontsOf(t, session(t), in)
	if !bytes.Equal(first, again) || len(ofRule(found, "PD-03")) != 1 {
		t.Error("the note of the same fonts is another one")
	}
	in.Library = library(map[string][]byte{"b/serif.ttf": serif, "z/sans.ttf": sans[:5000]})
	other, found := fontsOf(t, session(t), in)
	if bytes.Equal(first, other) || len(ofRule(found, "PD-03")) != 1 {
		t.Error("the note of other fonts is the same")
	}
	in.Library = nil
	none, found := fontsOf(t, session(t), in)
	if bytes.Equal(first, none) || len(ofRule(found, "PD-03")) != 0 || len(ofRule(found, "PD-01")) != 1 {
		t.Errorf("without fonts: %v", found)
	}
	in.Library = library(map[string][]byte{"a/sans.ttf": sans})
	files["hria.toml"] = &fstest.MapFile{Data: []byte("[pdf]\nsystem_fonts = false\n")}
	if off, found := fontsOf(t, session(t), in); !bytes.Equal(off, none) || len(ofRule(found, "PD-01")) != 1 {
		t.Errorf("with system_fonts = false: %v", found)
	}
}

// TestFontsOfTheSite takes fonts from the settings and from the theme, in one
// session as an author changes them.
func TestFontsOfTheSite(t *testing.T) {
	sans := noto(t, "NotoSansKhmer-Regular.ttf")
	files := fstest.MapFS{"hria.toml": {}, "assessments/k.md": {Data: []byte(khmer)}}
	in := input(files)
	s := session(t)
	settings := func(text string) { files["hria.toml"] = &fstest.MapFile{Data: []byte(text)} }
	put := func(name string, b []byte) { files[name] = &fstest.MapFile{Data: b} }

	put("fonts/k.ttf", sans)
	put("fonts/bad.ttf", sans[:len(sans)/2])
	put("fonts/web.woff2", []byte("wOF2\x00\x01\x00\x00"))
	settings("[pdf]\nfonts = [\"fonts/k.ttf\"]\n")
	first, found := fontsOf(t, s, in)
	if len(ofRule(found, "PD-01", "PD-03", "PD-04")) > 0 {
		t.Errorf("with a font of the settings: %v", found)
	}
	for text, want := range map[string]string{
		"[pdf]\nfonts = [\"fonts/k.ttf\", \"fonts/bad.ttf\"]\n":           `2:26: "fonts/bad.ttf"`,
		"[pdf]\nfonts = [\"fonts/web.woff2\"]\n":                          "WOFF fonts are for web pages",
		"[pdf]\nfonts = [\"fonts/none.ttf\"]\n":                           "cannot read the font file",
		"[pdf]\nfonts = [\"fonts/k.ttf#3\"]\n":                            "no font number 3",
		"[pdf]\nfonts = [\"fonts/k.ttf#bold\"]\n":                         "neither the number of a font nor an axis",
		"[pdf]\nfamily = \"Noto Sans Kmer\"\nfonts = [\"fonts/k.ttf\"]\n": `2:10: no font file of the site has the family "Noto Sans Kmer"`,
	} {
		settings(text)
		_, found := fontsOf(t, s, in)
		list := ofRule(found, "PD-04", "TX-01")
		if len(list) != 1 {
			t.Errorf("%q: %v", text, found)
			continue
		}
		line, column := list[0].Span.Position()
		if got := fmt.Sprintf("%d:%d: %s", line, column, list[0].Message); !strings.Contains(got, want) {
			t.Errorf("%q: %s", text, got)
		}
	}
	settings("[pdf]\nfamily = \"Noto Sans Khmer\"\nfonts = [\"fonts/k.ttf#0\"]\n")
	if b, found := fontsOf(t, s, in); len(ofRule(found, "PD-04")) > 0 || bytes.Equal(b, first) {
		t.Errorf("with a family: %v", found)
	}
	settings("")
	if _, found := fontsOf(t, s, in); len(ofRule(found, "PD-01")) != 1 {
		t.Errorf("without fonts: %v", found)
	}
	own := fstest.MapFS{"default/fonts/k.ttf": {Data: sans}, "default/fonts/page.woff2": {Data: []byte("wOF2")}}
	err := fs.WalkDir(themes.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, _ := fs.ReadFile(themes.FS, name)
			own[name] = &fstest.MapFile{Data: b}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	in.Look = func(config.Paths) (fs.FS, fs.FS) { return templates.FS, own }
	if b, found := fontsOf(t, s, in); len(ofRule(found, "PD-01", "PD-04")) > 0 || !bytes.Equal(b, first) {
		t.Errorf("with a font of the theme: %v", found)
	}
}

// TestLibraryIndex keeps what is learnt about fonts from one run to the next.
func TestLibraryIndex(t *testing.T) {
	noto(t, "NotoSansKhmer-Regular.ttf")
	index := filepath.Join(t.TempDir(), "a", "fonts.json")
	for range 2 {
		set, err := font.NewSet(font.Defaults(), font.Options{Library: build.NewLibrary([]string{installed, "/no/such/folder"}, index)})
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := set.Pick(font.Ask{Family: font.Sans, Rune: 'ក'}); !ok || f.Name() != installed+"NotoSansKhmer-Regular.ttf" {
			t.Errorf("lent %q", f.Name())
		}
		if b, err := os.ReadFile(index); err != nil || !bytes.Contains(b, []byte("Noto Sans Khmer")) {
			t.Errorf("index: %v", err)
		}
	}
}
