package brief_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hria/internal/assessment"
	"hria/internal/brief"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/site"
	"hria/internal/source"
	"hria/internal/theme"
	"hria/internal/vocab"
	"hria/templates"
	"hria/themes"
)

// plan makes the plan of a site of some files, as a build does.
func plan(t testing.TB, files map[string]string, settings config.Config) *site.Site {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	texts, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	var public []*assessment.Assessment
	for name, body := range files {
		parsed, _ := source.Parse("assessments", "assessments/"+name, []byte(body))
		a, _ := assessment.Decode(words, parsed)
		if p := a.Public(); p != nil {
			public = append(public, p)
		}
	}
	g := graph.Link(words, public, nil)
	return site.Plan(site.Input{Config: settings, Words: words, Texts: texts, Graph: g.Public(public),
		AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Version: "test"})
}

func settings() config.Config {
	words, _ := vocab.Standard()
	c, _ := config.Read(words, &diag.File{Path: "hria.toml", Text: []byte("title = \"A register\"\nbase_url = \"https://hria.example.org/\"\nlanguages = [\"en\", \"fr\", \"es\", \"ar\"]\n[publisher]\nname = \"The hria authors\"\n[countries]\nXA = \"Meridia (invented)\"\n")})
	return c
}

func maker(t testing.TB) *brief.Maker {
	t.Helper()
	look, err := theme.Load(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	m, err := brief.New(nil, look)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// shipped reads the documents of this repository.
func shipped(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS("../../assessments")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		files[name] = string(text)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	return files
}

// TestShipped makes the notes of this repository: two pages each, no findings.
// With HRIA_NOTES set to a folder they are written there, to be looked at.
func TestShipped(t *testing.T) {
	s, m := plan(t, shipped(t), settings()), maker(t)
	for _, n := range s.Notes() {
		pdf, found, err := m.Note(context.Background(), s, n)
		if err != nil {
			t.Errorf("%s: %v", n.Path, err)
			continue
		}
		for _, f := range found {
			t.Errorf("%s: %s: %s", n.Path, f.Message, f.Help)
		}
		if folder := os.Getenv("HRIA_NOTES"); folder != "" {
			name := filepath.Join(folder, strings.ReplaceAll(n.Path, "/", "_"))
			if err := os.WriteFile(name, pdf, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
