package serve

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// watching tells what a watcher says of a folder.
type watching struct {
	t     testing.TB
	dir   string
	saves chan []string
}

func watch(t *testing.T, every time.Duration) *watching {
	t.Helper()
	w := &watching{t, t.TempDir(), make(chan []string, 100)}
	w.write("hria.toml", "title = \"A\"\n")
	w.write("assessments/a.md", "one\n")
	w.write("assessments/b.md", "one\n")
	w.write("shared/c.md", "one\n")
	if err := os.Symlink("../shared/c.md", filepath.Join(w.dir, "assessments/c.md")); err != nil {
		t.Fatal(err)
	}
	x, err := newWatcher(w.dir, every, func(line string) { t.Error(line) })
	if err != nil {
		t.Fatal(err)
	}
	x.follow([]string{"hria.toml", "assessments", "templates", "themes"})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan bool)
	go func() {
		x.run(ctx, func(changed []string) { w.saves <- changed })
		close(done)
	}()
	t.Cleanup(func() {
		stop()
		<-done
		x.close()
	})
	return w
}

func (w *watching) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watching) write(name, text string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) rename(from, to string) {
	w.t.Helper()
	if err := os.Rename(w.path(from), w.path(to)); err != nil {
		w.t.Fatal(err)
	}
}

// expect waits until these files were named, and for nothing after it. It gives
// the number of saves: one on a machine that keeps pace with the quiet time.
func (w *watching) expect(files ...string) (saves int) {
	w.t.Helper()
	var got []string
	for late := time.After(20 * time.Second); ; {
		select {
		case some := <-w.saves:
			got = append(got, some...)
			slices.Sort(got)
			if got = slices.Compact(got); len(got) < len(files) {
				saves++
				continue
			}
		case <-late:
		}
		if !slices.Equal(got, files) {
			w.t.Fatalf("changed: %q, want %q", got, files)
		}
		w.nothing()
		return saves + 1
	}
}

func (w *watching) nothing() {
	w.t.Helper()
	select {
	case got := <-w.saves:
		w.t.Errorf("also changed: %q", got)
	case <-time.After(250 * time.Millisecond):
	}
}

// TestWaysToSave saves as editors and programs that keep folders in step do:
// each is one save of one file.
func TestWaysToSave(t *testing.T) {
	for name, save := range map[string]func(w *watching){
		"in place": func(w *watching) { w.write("assessments/a.md", "two\n") },
		"truncate, then write": func(w *watching) {
			w.write("assessments/a.md", "")
			time.Sleep(60 * time.Millisecond)
			w.write("assessments/a.md", "two\n")
		},
		"vim": func(w *watching) { // a test of the folder, a backup, a new file
			w.write("assessments/4913", "")
			os.Remove(w.path("assessments/4913"))
			w.write("assessments/.a.md.swp", "x")
			w.rename("assessments/a.md", "assessments/a.md~")
			w.write("assessments/a.md", "two\n")
			os.Remove(w.path("assessments/a.md~"))
		},
		"JetBrains": func(w *watching) {
			w.write("assessments/a.md___jb_tmp___", "two\n")
			w.rename("assessments/a.md", "assessments/a.md___jb_old___")
			w.rename("assessments/a.md___jb_tmp___", "assessments/a.md")
			os.Remove(w.path("assessments/a.md___jb_old___"))
		},
		"Emacs": func(w *watching) {
			os.Symlink("me@host", w.path("assessments/.#a.md"))
			w.write("assessments/#a.md#", "two\n")
			w.rename("assessments/a.md", "assessments/a.md~")
			w.write("assessments/a.md", "two\n")
		},
		"renamed over": func(w *watching) {
			w.write("assessments/a.md.tmp", "two\n")
			w.rename("assessments/a.md.tmp", "assessments/a.md")
		},
		"Syncthing": func(w *watching) {
			w.write("assessments/.syncthing.a.md.tmp", "two\n")
			w.rename("assessments/.syncthing.a.md.tmp", "assessments/a.md")
		},
		"twice": func(w *watching) { w.write("assessments/a.md", "two\n"); w.write("assessments/a.md", "two\n") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := watch(t, 0)
			save(w)
			w.expect("assessments/a.md")
			now := time.Now()
			if err := os.Chtimes(w.path("assessments/a.md"), now, now); err != nil { // touch
				t.Fatal(err)
			}
			w.write("assessments/a.md", "two\n")
			w.nothing()
		})
	}
}

// changesOfFolders are what happens to folders and links.
var changesOfFolders = map[string]struct {
	do   func(w *watching)
	want []string
}{
	"new folder": {func(w *watching) { w.write("assessments/new/deep/d.md", "one\n") }, []string{"assessments/new", "assessments/new/deep/d.md"}},
	"deleted":    {func(w *watching) { os.Remove(w.path("assessments/b.md")) }, []string{"assessments/b.md"}},
	"link":       {func(w *watching) { w.write("shared/c.md", "two\n") }, []string{"assessments/c.md"}},
	"templates":  {func(w *watching) { w.write("templates/lang/en.toml", "x = \"y\"\n") }, []string{"templates", "templates/lang/en.toml"}},
	"settings":   {func(w *watching) { w.write("hria.toml", "title = \"B\"\n") }, []string{"hria.toml"}},
	"not ours":   {func(w *watching) { w.write("notes.txt", "x"); w.write("assessments/a.md", "two\n") }, []string{"assessments/a.md"}},
}

func TestFoldersAndLinks(t *testing.T) {
	for name, c := range changesOfFolders {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := watch(t, 0)
			c.do(w)
			select {
			case got := <-w.saves:
				for _, file := range got { // folders that came are named or not
					if !slices.Contains(c.want, file) && !slices.ContainsFunc(c.want, func(x string) bool { return strings.HasPrefix(x, file+"/") }) {
						t.Errorf("changed: %q", got)
					}
				}
				if last := c.want[len(c.want)-1]; !slices.ContainsFunc(got, func(x string) bool { return x == last || strings.HasPrefix(last, x+"/") }) {
					t.Errorf("changed: %q, want %q", got, c.want)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("nothing changed")
			}
			w.nothing()
		})
	}
}

// TestMovedFolder moves a folder away and another one to its place.
func TestMovedFolder(t *testing.T) {
	w := watch(t, 0)
	w.write("assessments/x/d.md", "one\n")
	<-w.saves
	w.nothing()
	w.rename("assessments/x", "assessments/y")
	w.expect("assessments/x", "assessments/y")
	w.write("assessments/y/d.md", "two\n")
	w.expect("assessments/y/d.md")
}

// TestManyFiles changes a thousand files at once, as git does: one save, or a
// few where the machine was kept from writing in between.
func TestManyFiles(t *testing.T) {
	w := watch(t, 0)
	var files []string
	for i := range 1000 {
		files = append(files, fmt.Sprintf("assessments/d%03d.md", i))
		w.write(files[i], "one\n")
	}
	if n := w.expect(files...); n > 3 {
		t.Errorf("%d saves", n)
	}
}

// TestPoll looks at the files where the system tells nothing.
func TestPoll(t *testing.T) {
	w := watch(t, 50*time.Millisecond)
	w.write("assessments/a.md", "two\n")
	w.expect("assessments/a.md")
	before, err := os.Stat(w.path("assessments/a.md"))
	if err != nil {
		t.Fatal(err)
	}
	w.write("assessments/a.md", "six\n") // of the same size, and by a coarse clock of the same time
	if err := os.Chtimes(w.path("assessments/a.md"), before.ModTime(), before.ModTime()); err != nil {
		t.Fatal(err)
	}
	w.expect("assessments/a.md")
	w.write("shared/c.md", "other\n")
	w.expect("assessments/c.md")
	w.write("assessments/new/d.md", "one\n")
	w.expect("assessments/new/d.md")
	w.rename("assessments/new", "assessments/old")
	w.expect("assessments/new/d.md", "assessments/old/d.md")
}
