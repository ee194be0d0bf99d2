package markdown

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hria/internal/diag"
)

var update = flag.Bool("update", false, "write testdata/*.html anew")

// TestGolden renders each testdata/<name>.<lang>.md and compares with the .html
// beside it: narrative, then each record at level 3, then the findings. A new
// case is a new file.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := show(Parse(&diag.File{Path: filepath.Base(path), Text: text}, 0, langOf(path)))
			golden := strings.TrimSuffix(path, ".md") + ".html"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			crlf := bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
			if again := show(Parse(&diag.File{Path: filepath.Base(path), Text: crlf}, 0, langOf(path))); again != got {
				t.Errorf("with CRLF\n%s", again)
			}
		})
	}
}

// langOf reads the language in "name.lang.md".
func langOf(path string) string {
	parts := strings.Split(filepath.Base(path), ".")
	return parts[len(parts)-2]
}

func show(d *Doc) string {
	var b bytes.Buffer
	fill := Fill{
		Code: func(language, code string) string {
			html, _ := Highlight(context.Background(), language, code)
			return html
		},
		Cross:   func(l *Link) string { return fmt.Sprintf("<a href=\"cross:%s\">%s</a>", l.Target, l.Text) },
		Address: func(l *Link) (string, bool) { return l.Target, !strings.HasPrefix(l.Target, "gone") },
		Picture: func(l *Link) (Picture, bool) {
			return Picture{Source: l.Target, Width: 640, Height: 480}, !strings.HasPrefix(l.Target, "gone")
		},
	}
	d.Narrative().HTML().Render(&b, fill)
	for _, id := range d.Records() {
		p, _ := d.Record(id, 3)
		fmt.Fprintf(&b, "\n<!-- record %s -->\n", id)
		p.HTML().Render(&b, fill)
	}
	fmt.Fprintf(&b, "\n<!-- %d words; contents:", d.Words)
	for _, h := range d.Contents() {
		fmt.Fprintf(&b, " %d#%s", h.Level, h.ID)
	}
	b.WriteString("\n")
	for _, f := range d.Findings {
		_ = (diag.Text{}).Write(&b, diag.List{f})
	}
	b.WriteString("-->\n")
	return b.String()
}

// TestConcurrent renders one Doc from many goroutines; the race detector does
// the rest.
func TestConcurrent(t *testing.T) {
	for _, seed := range seeds(t) {
		d := Parse(&diag.File{Path: "a.md", Text: []byte(seed)}, 0, "fr")
		want := all(d)
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				if got := all(d); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			})
		}
		group.Wait()
	}
}
