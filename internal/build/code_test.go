package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/diag"
	"hria/internal/web"
)

func one() string { return "one" }

func highlighted(language, code string) string {
	html, _ := web.Highlight(context.Background(), language, code)
	return html
}

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
				if got := c.html(language, b); got != highlighted(language, b) {
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
				if got := c.html("go", b); got != highlighted("go", b) {
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
			if got := c.html("go", "x := 1"); got != highlighted("go", "x := 1") {
				t.Errorf("got %q", got)
			}
		}
		c.Save()
	}
}

// TestSlowCode lets the time of a block run out. It is a finding at the block,
// in a list as well, the page is there with the code as it is, and nothing is
// published; with time all is well. No test waits for a clock.
func TestSlowCode(t *testing.T) {
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	patient := session.code.limit
	session.code.limit = func() (context.Context, context.CancelFunc) {
		return context.WithDeadline(context.Background(), time.Unix(0, 0))
	}
	files := reportFiles(t)
	files["assessments/b.md"].Data = append(files["assessments/b.md"].Data, "\n1. Run\n\n   ```go\n   x := 1\n\n   y := 2\n   ```\n"...)
	built := reportSite(t, session, files)
	page, found, err := built.Render(t.Context(), "assessments/b.html")
	if err != nil || !strings.Contains(string(page), "x := 1\n\ny := 2") {
		t.Errorf("the page is not there: %v", err)
	}
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	f := found[0]
	if line, column := f.Span.Position(); f.Rule != "TX-04" || f.Severity != diag.Error || f.Span.Path() != "assessments/b.md" || line != 13 || column != 4 {
		t.Errorf("%s:%d:%d: %+v", f.Span.Path(), line, column, f)
	}
	if _, found, err := built.Render(t.Context(), "assessments/a.html"); err != nil || len(found) > 0 {
		t.Errorf("another page: %v, %v", found, err)
	}
	folder := filepath.Join(t.TempDir(), "public")
	if result, err := Write(t.Context(), built, folder, Options{}); err != nil || !result.Blocked {
		t.Errorf("a build gives %+v, %v", result, err)
	}
	session.code.limit = patient
	page, found, err = built.Render(t.Context(), "assessments/b.html")
	if err != nil || len(found) > 0 || !strings.Contains(string(page), `<span class="c-number">2`) {
		t.Errorf("with time: %v, %v", found, err)
	}
	ctx, cancel := patient()
	defer cancel()
	if at, ok := ctx.Deadline(); !ok || time.Until(at) > codePatience || codePatience < time.Second {
		t.Errorf("until %v, %v", at, ok)
	}
}

// TestSlowCodeInEdition: code of an earlier edition is found in its own file.
func TestSlowCodeInEdition(t *testing.T) {
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	session.code.limit = func() (context.Context, context.CancelFunc) {
		return context.WithDeadline(context.Background(), time.Unix(0, 0))
	}
	files := reportFiles(t)
	text := strings.Replace(string(files["assessments/b.md"].Data), "id =", "version = \"1.0\"\ndate = 2026-01-02\nid =", 1)
	files["assessments/b.md"].Data = []byte(text)
	older := strings.NewReplacer("1.0", "0.9", "2026-01-02", "2026-01-01").Replace(text)
	files["assessments/b@0.9.md"] = &fstest.MapFile{Data: []byte(older + "\n```go\nx := 1\n```\n")}
	_, found, err := reportSite(t, session, files).Render(t.Context(), "assessments/b/0.9.html")
	if err != nil || len(found) != 1 || found[0].Span.Path() != "assessments/b@0.9.md" {
		t.Errorf("found %v, %v", found, err)
	}
}
