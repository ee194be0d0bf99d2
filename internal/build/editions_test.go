package build_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/diag"
)

// TestEditions: a text that changes after it was published is found by every
// later build, until it has a new version.
func TestEditions(t *testing.T) {
	files, folder := generate(2), t.TempDir()
	in := input(files)
	in.Published = func(config.Paths) map[string]string { return build.ReadEditions(os.DirFS(folder)) }
	changed := func() bool {
		_, findings := must(t, session(t), in)
		write(t, in, folder)
		return slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Rule == "ID-07" })
	}
	doc := files["assessments/doc-0001.md"]
	edit := func(old, new string) { doc.Data = []byte(strings.ReplaceAll(string(doc.Data), old, new)) }
	for i, step := range []struct {
		old, new string
		found    bool
	}{
		{"no such words", "", false},
		{"no such words", "", false},
		{"Paragraph 3", "Paragraph three", true},
		{"no such words", "", true},
		{"version = \"1.0\"", "version = \"1.1\"", false}, // in both places
		{"title = \"", "title  =  \"", false},             // layout is no content
	} {
		edit(step.old, step.new)
		if got := changed(); got != step.found {
			t.Errorf("step %d: found %t", i, got)
		}
	}
	if got := build.ReadEditions(os.DirFS(folder)); len(got) != 3 || got["T-0001@1.0"] == got["T-0001@1.1"] {
		t.Errorf("got %v", got)
	}
}
