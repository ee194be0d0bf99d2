package build_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

var folder = flag.String("site", "", "BenchmarkSave: the `FOLDER` of a site to edit; without one it makes its own")

// edited is a folder with files in memory over it.
type edited struct {
	fs.FS
	over fstest.MapFS
}

func (e edited) Open(name string) (fs.File, error) {
	if e.over[name] != nil {
		return e.over.Open(name)
	}
	return e.FS.Open(name)
}

// onDisk writes files to a folder and reads them from there, as hria does.
func onDisk(t testing.TB, files fstest.MapFS) fs.FS {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return rooted(t, dir)
}

func rooted(t testing.TB, dir string) fs.FS {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root.FS()
}

// BenchmarkSave edits a document of a site that was built before: its text, or
// its front matter, so that pages of terms change. Timed is what its author
// waits for: the build and the document's page.
//
//	go test -run '^$' -bench Save -benchtime 10x ./internal/build -site FOLDER
func BenchmarkSave(b *testing.B) {
	sizes := []int{1000, 10000}
	if testing.Short() {
		sizes = sizes[:1]
	}
	if *folder != "" {
		b.Run("site", func(b *testing.B) { saves(b, rooted(b, *folder)) })
		return
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { saves(b, onDisk(b, assessments(b, n))) })
	}
}

func saves(b *testing.B, files fs.FS) {
	names, err := fs.Glob(files, "assessments/*.md")
	if err != nil || len(names) == 0 {
		b.Fatal("no documents", err)
	}
	at := edited{files, fstest.MapFS{}}
	s, in := session(b), input(at)
	in.AsOf, in.NoPDF = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), true
	start := time.Now()
	must(b, s, in)
	b.Logf("%d documents, first build %d ms", len(names), time.Since(start).Milliseconds())
	k := 0
	for _, kind := range []struct {
		name string
		edit func(text []byte) []byte
	}{
		{"body", func(text []byte) []byte { return fmt.Appendf(text, "\nEdit %d.\n", k) }},
		{"front", func(text []byte) []byte {
			return bytes.Replace(text, []byte("\n[[context]]\n"), []byte("\n[[right]]\nid = \"fair-trial\"\nrelevance = \"possibly-affected\"\n\n[[context]]\n"), 1)
		}},
	} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k++
				name := names[(k*37+5)%len(names)]
				b.StopTimer()
				text, err := fs.ReadFile(at, name)
				if err != nil {
					b.Fatal(err)
				}
				at.over[name] = &fstest.MapFile{Data: kind.edit(text), ModTime: start.Add(time.Duration(k) * time.Second)}
				b.StartTimer()
				in.Changed = []string{name}
				site, _, err := s.Build(in)
				if err != nil {
					b.Fatal(err)
				}
				render(b, site, "assessments/"+strings.TrimSuffix(path.Base(name), ".md")+".html")
			}
		})
	}
}
