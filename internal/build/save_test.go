package build_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/config"
	"hria/templates"
	"hria/themes"
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

// BenchmarkSave edits a site that was built before: the text of a document; its
// front matter, so that the page of a right changes; a template. Timed is what
// its author waits for: the build and the page that is watched.
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
	in.AsOf, in.NoPDF, in.Jobs = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), true, runtime.NumCPU()
	layout, err := fs.ReadFile(templates.FS, "layouts/assessment.html")
	if err != nil {
		b.Fatal(err)
	}
	over := fstest.MapFS{}
	in.Look = func(config.Paths) (fs.FS, fs.FS) { return edited{templates.FS, over}, themes.FS }
	start := time.Now()
	site, _ := must(b, s, in)
	b.Logf("%d documents, first build %d ms", len(names), time.Since(start).Milliseconds())
	page := func(name string) string { return "assessments/" + strings.TrimSuffix(path.Base(name), ".md") + ".html" }
	render(b, site, page(names[0]))
	k := 0
	change := func(edit func(text []byte) []byte) string {
		name := names[(k*37+5)%len(names)]
		text, err := fs.ReadFile(at, name)
		if err != nil {
			b.Fatal(err)
		}
		at.over[name] = &fstest.MapFile{Data: edit(text), ModTime: start.Add(time.Duration(k) * time.Second)}
		return name
	}
	right := func(text []byte) []byte {
		return bytes.Replace(text, []byte("\n[[context]]\n"), []byte("\n[[right]]\nid = \"fair-trial\"\nrelevance = \"possibly-affected\"\n\n[[context]]\n"), 1)
	}
	for _, kind := range []struct {
		name string
		save func() (changed, watched string)
	}{
		{"body", func() (string, string) {
			name := change(func(text []byte) []byte { return fmt.Appendf(text, "\nEdit %d.\n", k) })
			return name, page(name)
		}},
		{"front", func() (string, string) {
			name := change(right)
			return name, page(name)
		}},
		{"right", func() (string, string) { return change(right), "rights/fair-trial.html" }},
		{"template", func() (string, string) {
			text := bytes.Replace(layout, []byte("</article>"), fmt.Appendf(nil, "<p>%d</p></article>", k), 1)
			over["layouts/assessment.html"] = &fstest.MapFile{Data: text}
			return "templates/layouts/assessment.html", page(names[0])
		}},
	} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k++
				b.StopTimer()
				changed, watched := kind.save()
				b.StartTimer()
				in.Changed = []string{changed}
				site, _, err := s.Build(in)
				if err != nil {
					b.Fatal(err)
				}
				render(b, site, watched)
			}
		})
	}
}
