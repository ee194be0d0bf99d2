package build

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"hria/internal/web"
)

func one() string { return "one" }

// TestCodeCache: what is remembered is what would be made, whatever happened
// to the file.
func TestCodeCache(t *testing.T) {
	dir := t.TempDir()
	blocks := make([]string, 40)
	for i := range blocks {
		blocks[i] = fmt.Sprintf("func f%d() string { return \"<%d>\" }\n", i, i)
	}
	remembered := func(want int) {
		t.Helper()
		c := NewCodeCache(dir, one)
		c.html("go", "x := 1") // reads the file
		if len(c.at)-1 != want {
			t.Errorf("%d entries are remembered, not %d", len(c.at)-1, want)
		}
		for _, b := range blocks {
			for _, language := range []string{"go", "none", ""} {
				if got := c.html(language, b); got != web.Highlight(language, b) {
					t.Fatalf("got %q", got)
				}
			}
		}
		c.Save()
	}
	remembered(0)
	remembered(2 * len(blocks))
	name := NewCodeCache(dir, one).name()
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for what, damaged := range map[string][]byte{
		"cut":     whole[:len(whole)/2],
		"changed": append(append([]byte(nil), whole[:len(whole)-5]...), "~~~~~"...),
		"rubbish": []byte("hria? no"),
		"huge":    append([]byte(codeMark), make([]byte, 32, 200)...),
		"zeros":   make([]byte, 10_000),
		"turned":  turned(whole),
	} {
		for range 2 {
			if err := os.WriteFile(name, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			c := NewCodeCache(dir, one)
			for _, b := range blocks {
				if got := c.html("go", b); got != web.Highlight("go", b) {
					t.Fatalf("%s: got %q", what, got)
				}
			}
			c.Save()
		}
	}
}

// turned changes one byte of every hundred.
func turned(b []byte) []byte {
	out := append([]byte(nil), b...)
	for i := 50; i < len(out); i += 100 {
		out[i] ^= 0x20
	}
	return out
}

// TestCodeOfOtherBuilds: another build of hria has a file of its own, and those
// of the oldest go.
func TestCodeOfOtherBuilds(t *testing.T) {
	dir := t.TempDir()
	for i := range 6 {
		c := NewCodeCache(dir, func() string { return fmt.Sprint(i) })
		c.html("go", "x := 1")
		if len(c.at) != 1 {
			t.Errorf("code of another build is used")
		}
		c.Save()
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) > codeFiles+2 {
		t.Errorf("%d files are kept", len(files))
	}
}

// TestCodeWithoutDisk: without a folder code is remembered for the run, and
// where there cannot be one it is made.
func TestCodeWithoutDisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o600)
	for _, dir := range []string{"", file} {
		c := NewCodeCache(dir, one)
		for range 2 {
			if got := c.html("go", "x := 1"); got != web.Highlight("go", "x := 1") {
				t.Errorf("got %q", got)
			}
		}
		c.Save()
	}
}
