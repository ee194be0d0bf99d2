package build_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hria/internal/build"
)

// tree reads a folder: path to text.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			out[name+"/"] = ""
		} else if err == nil {
			b, _ := os.ReadFile(filepath.Join(folder, name))
			out[name] = string(b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, in build.Input, folder string) build.Result {
	t.Helper()
	site, findings := must(t, session(t), in)
	r, err := build.Write(t.Context(), site, folder, build.Options{Findings: findings})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWriteTouchesOnlyWhatChanged(t *testing.T) {
	files, folder := generate(5), filepath.Join(t.TempDir(), "a", "public")
	first := write(t, input(files), folder)
	if first.Changed < 10 || first.Removed != 0 {
		t.Errorf("first: %+v", first)
	}
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	same := filepath.Join(folder, "404.html")
	if err := os.Chtimes(same, old, old); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(folder, "assessments", "own.txt")
	os.WriteFile(own, []byte("mine"), 0o644)
	if again := write(t, input(files), folder); again.Changed != 0 || again.Removed != 0 {
		t.Errorf("again: %+v", again)
	}
	files["assessments/doc-0004.md"].Data = []byte(strings.Replace(string(files["assessments/doc-0004.md"].Data), `"published"`, `"draft"`, 1))
	write(t, input(files), folder)
	after := tree(t, folder)
	if _, there := after["assessments/doc-0004.html"]; there {
		t.Error("a stale page is left")
	}
	if after["assessments/own.txt"] != "mine" {
		t.Error("somebody else's file is gone")
	}
	if info, _ := os.Stat(filepath.Join(folder, "404.html")); !info.ModTime().Equal(old) {
		t.Error("a page that did not change was written again")
	}
	for name := range after {
		if strings.Contains(name, ".hria-staging") {
			t.Errorf("%s is left", name)
		}
	}
	os.Remove(filepath.Join(folder, "assessments", "doc-0001.html")) // by hand
	if r := write(t, input(files), folder); r.Changed != 1 {
		t.Errorf("a removed page is not written again: %+v", r)
	}
}

func TestWriteRefusesForeignFolders(t *testing.T) {
	folder := t.TempDir()
	os.WriteFile(filepath.Join(folder, "precious.txt"), []byte("x"), 0o644)
	site, _ := must(t, session(t), input(generate(2)))
	_, err := build.Write(t.Context(), site, folder, build.Options{})
	var foreign *build.ForeignError
	if !errors.As(err, &foreign) || foreign.File {
		t.Fatalf("got %v", err)
	}
	if got := tree(t, folder); len(got) != 2 {
		t.Errorf("the folder was changed: %v", got)
	}
}

func TestWriteRefusesForeignFiles(t *testing.T) {
	folder, files := t.TempDir(), generate(2)
	write(t, input(files), folder)
	os.WriteFile(filepath.Join(folder, "assessments", "new.html"), []byte("mine"), 0o644)
	before := tree(t, folder)
	files["assessments/new.md"] = files["assessments/doc-0001.md"]
	files["assessments/new.md"].Data = []byte(strings.Replace(string(files["assessments/new.md"].Data), `id = "T-0001"`, `id = "T-9"`, 1))
	site, _ := must(t, session(t), input(files))
	_, err := build.Write(t.Context(), site, folder, build.Options{})
	var foreign *build.ForeignError
	if !errors.As(err, &foreign) || !foreign.File {
		t.Fatalf("got %v", err)
	}
	equalTrees(t, before, tree(t, folder))
}

// Files that grow with the register are not held as a whole when they are
// written; what is written is what is shown.
func TestLargeFilesAreWrittenInPieces(t *testing.T) {
	const large = "data/rights.csv"
	folder := t.TempDir()
	site, _ := must(t, session(t), input(assessments(t, 16)))
	put := func() (build.Result, error) { return build.Write(t.Context(), site, folder, build.Options{}) }
	if _, err := put(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{large, "data/documents.csv", "calendar.ics"} {
		shown, _, err := site.Render(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		written, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || string(written) != string(shown) {
			t.Errorf("%s: %d bytes written, %d shown, %v", name, len(written), len(shown), err)
		}
		if name == large && len(shown) < 2<<16 {
			t.Errorf("%s has %d bytes, too few for this test", name, len(shown))
		}
	}
	path, list := filepath.Join(folder, large), filepath.Join(folder, "SHA256SUMS")
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	os.Chtimes(path, old, old)
	if r, err := put(); err != nil || r.Changed != 0 {
		t.Errorf("again: %+v %v", r, err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("a table that did not change was written again: %v", err)
	}
	os.WriteFile(path, []byte("damaged"), 0o644)
	if r, err := put(); err != nil || r.Changed != 1 {
		t.Errorf("a damaged table: %+v %v", r, err)
	}
	lines, _ := os.ReadFile(list)
	os.WriteFile(list, regexp.MustCompile(`.*`+large+"\n").ReplaceAll(lines, nil), 0o644)
	os.WriteFile(path, []byte("mine"), 0o644)
	var foreign *build.ForeignError
	if _, err := put(); !errors.As(err, &foreign) || !foreign.File {
		t.Errorf("a table of somebody else's: got %v", err)
	}
}

func equalTrees(t *testing.T, want, got map[string]string) {
	t.Helper()
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is new", name)
		}
	}
}

func TestNothingIsWrittenWhereFindingsBlock(t *testing.T) {
	folder, files := filepath.Join(t.TempDir(), "x", "public"), generate(2)
	files["assessments/bad.md"] = files["hria.toml"]
	site, findings := must(t, session(t), input(files))
	r, err := build.Write(t.Context(), site, folder, build.Options{Findings: findings})
	if err != nil || !r.Blocked {
		t.Errorf("got %+v %v", r, err)
	}
	if _, err := os.Stat(filepath.Dir(folder)); err == nil {
		t.Error("a folder was made")
	}
}

// A failure while files are moved into place takes back what was moved.
func TestFailureLeavesTheOldSite(t *testing.T) {
	folder, files := t.TempDir(), generate(4)
	write(t, input(files), folder)
	for name, f := range files {
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "System", "Apparatus"))
		files[name] = f
	}
	files["assessments/zz.md"] = files["assessments/doc-0001.md"]
	files["assessments/aa/new.md"] = files["assessments/doc-0001.md"] // in a new folder
	os.Mkdir(filepath.Join(folder, "assessments", "zz.html"), 0o755)  // in the way of the last page
	before := tree(t, folder)
	site, _ := must(t, session(t), input(files))
	if _, err := build.Write(t.Context(), site, folder, build.Options{}); err == nil {
		t.Fatal("no error")
	}
	equalTrees(t, before, tree(t, folder))
}

func TestInterruptedBuildLeavesTheOldSite(t *testing.T) {
	folder, files := t.TempDir(), generate(4)
	write(t, input(files), folder)
	before := tree(t, folder)
	site, _ := must(t, session(t), input(generate(5)))
	ctx, cancel := context.WithCancel(t.Context())
	_, err := build.Write(ctx, site, folder, build.Options{Progress: func(done, total int) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	equalTrees(t, before, tree(t, folder))
}

// A list that names files outside the folder must not make hria remove them.
func TestHostileList(t *testing.T) {
	top := t.TempDir()
	folder := filepath.Join(top, "public")
	precious := filepath.Join(top, "precious.txt")
	write(t, input(generate(2)), folder)
	os.WriteFile(precious, []byte("x"), 0o644)
	sum := strings.Repeat("0", 64)
	list := sum + "  ../precious.txt\n" + sum + "  " + precious + "\n" + sum + "  a/../../precious.txt\nrubbish\n"
	os.WriteFile(filepath.Join(folder, "SHA256SUMS"), []byte(list), 0o644)
	site, _ := must(t, session(t), input(generate(2)))
	build.Write(t.Context(), site, folder, build.Options{})
	if _, err := os.Stat(precious); err != nil {
		t.Error(err)
	}
}

func TestNotesAreKept(t *testing.T) {
	dir, files := t.TempDir(), generate(2)
	in := input(files)
	in.Cache = build.NewNoteCache(dir, func() string { return "one" })
	first := write(t, in, t.TempDir())
	entries, _ := os.ReadDir(dir)
	if len(entries) != 4 { // a note and a picture of each document
		t.Fatalf("%d entries", len(entries))
	}
	for _, e := range entries { // damage must not show
		os.WriteFile(filepath.Join(dir, e.Name()), []byte("damaged"), 0o644)
	}
	if again := write(t, in, t.TempDir()); again.Files != first.Files {
		t.Errorf("got %+v", again)
	}
}
