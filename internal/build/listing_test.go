package build_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"hria/internal/build"
)

// TestListing makes files come and go in folders on a disk, whose listings are
// remembered: told or not, a build knows what is there.
func TestListing(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, generate(3)); err != nil {
		t.Fatal(err)
	}
	s, in := session(t), input(rooted(t, dir))
	in.NoPDF = true
	at := func(name string) string { return filepath.Join(dir, "assessments", name) }
	text, err := os.ReadFile(at("doc-0001.md"))
	if err != nil {
		t.Fatal(err)
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	count := func(what string, want int, changed ...string) *build.Site {
		t.Helper()
		in.Changed = append([]string{}, changed...)
		site, _ := must(t, s, in)
		if got := len(site.Documents()); got != want {
			t.Errorf("%s: %d documents, want %d", what, got, want)
		}
		return site
	}
	in.Changed = nil
	for range 3 {
		count("as it began", 3)
	}
	before, err := os.Stat(at(""))
	do(err)
	do(os.WriteFile(at("new.md"), text, 0o644))
	do(os.Chtimes(at(""), before.ModTime(), before.ModTime())) // by a coarse clock
	count("new, told, at the same time", 4, "assessments/new.md")
	do(os.Remove(at("new.md")))
	do(os.Chtimes(at(""), before.ModTime(), before.ModTime()))
	count("gone, told, at the same time", 3, "assessments/new.md")
	count("nothing", 3)
	later := before.ModTime().Add(time.Second)
	do(os.Mkdir(at("sub"), 0o755))
	do(os.WriteFile(at("sub/new.md"), text, 0o644))
	do(os.Chtimes(at(""), later, later))
	count("new, not told", 4)
	count("nothing", 4)
	do(os.Rename(at("sub"), at("other")))
	site := count("moved, told of the folders", 4, "assessments/sub", "assessments/other")
	if !site.Has("assessments/other/new.html") || site.Has("assessments/sub/new.html") {
		t.Error("the moved document is not where it should be")
	}
	do(os.WriteFile(at("doc-0001.md"), append(text, "More.\n"...), 0o644))
	count("written", 4, "assessments/doc-0001.md")
}
