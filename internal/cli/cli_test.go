package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/draft"
	"hria/internal/locale"
	"hria/internal/vocab"
	"hria/templates"
)

// run calls hria in process, on a fixed day and in an empty environment.
func run(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	c := &Command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs,
		Env: func(string) string { return "" },
		Now: func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }}
	code = c.Main(args)
	return code, out.String(), errs.String()
}

func TestCommandTakesItsSurroundings(t *testing.T) {
	folder := t.TempDir() + "/site"
	if code, out, errs := run("init", folder); code != ExitClean || strings.TrimSpace(out) != folder {
		t.Fatalf("init: %d %q %q", code, out, errs)
	}
	code, out, errs := run("build", "--source", folder, "--no-pdf", "--verbose", "--no-cache")
	if code != ExitClean || !strings.Contains(out, "no findings; 0.00 s → ") || !strings.HasPrefix(errs, "as of 2026-11-21, ") {
		t.Errorf("build: %d %q %q", code, out, errs)
	}
	if strings.Contains(out+errs, "\x1b") {
		t.Error("colour where there is no terminal")
	}
}

func TestEveryCommandHasHelpWithExamples(t *testing.T) {
	c := Standard()
	c.Stderr = &bytes.Buffer{}
	for _, cmd := range c.root().Commands() {
		if cmd.Name() != "help" && (cmd.Example == "" || cmd.Short == "") {
			t.Errorf("%s has no example", cmd.Name())
		}
		if strings.HasSuffix(cmd.Short, ".") || cmd.Short != "" && cmd.Short[0] < 'a' && cmd.Name() != "help" {
			t.Errorf("%s: %q is not in the style of the house", cmd.Name(), cmd.Short)
		}
	}
}

// The settings that init writes are the defaults, and valid when taken out of
// their comments, which are in the language of the site.
func TestSettingsOfANewSite(t *testing.T) {
	texts, err := draft.Texts(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range texts.Languages() {
		t.Run(lang, func(t *testing.T) { testSettings(t, lang) })
	}
}

func testSettings(t *testing.T, lang string) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	texts, _, err := locale.Load(templates.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	text := settings(config.Fields(), nil, texts.For(lang))
	for _, open := range []bool{false, true} {
		if open {
			text = regexp.MustCompile(`(?m)^# (\w+ = )`).ReplaceAllString(text, "$1")
		}
		got, findings := config.Read(words, &diag.File{Path: "hria.toml", Text: []byte(text)})
		if len(findings) > 0 {
			t.Errorf("findings: %v in\n%s", findings, text)
		}
		if open {
			continue // examples stand where there is no default
		}
		got.Countries = nil
		if want := config.Default(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	for _, f := range config.Fields() {
		if !strings.Contains(text, f.Key) {
			t.Errorf("%s is not explained", f.Key)
		}
		for _, sub := range append(f.Fields, f) {
			if lang != "en" && len(sub.Doc) > 10 && strings.Contains(text, capital(sub.Doc)) {
				t.Errorf("%s is explained in English", sub.Key)
			}
		}
	}
}

func TestOverlay(t *testing.T) {
	o := overlay{
		fstest.MapFS{"a.txt": {Data: []byte("own")}, "d/new.txt": {Data: []byte("own")}, "d/both.txt": {Data: []byte("own")}},
		fstest.MapFS{"a.txt": {Data: []byte("built-in")}, "d/both.txt": {Data: []byte("built-in")}, "d/old.txt": {Data: []byte("built-in")}, "e/x": {}},
	}
	if err := fstest.TestFS(o, "a.txt", "d/new.txt", "d/both.txt", "d/old.txt", "e/x"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a.txt": "own", "d/both.txt": "own", "d/old.txt": "built-in"} {
		if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	if names, _ := fs.Glob(o, "d/*.txt"); len(names) != 3 {
		t.Errorf("glob: %v", names)
	}
	none, _ := fs.Sub(os.DirFS(t.TempDir()), "nothing")
	if got, err := fs.ReadFile(overlay{none, templates.FS}, "new/review.md"); err != nil || len(got) == 0 {
		t.Errorf("a site without templates: %v", err)
	}
}

func TestCut(t *testing.T) {
	e, w, i := diag.Finding{Severity: diag.Error}, diag.Finding{Severity: diag.Warning}, diag.Finding{Severity: diag.Info}
	list := diag.List{i, w, e, w, e}
	for most, want := range map[int]string{0: "", 1: "error", 3: "warning error error", 9: "info warning error warning error"} {
		var got []string
		for _, f := range cut(list, most) {
			got = append(got, f.Severity.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d: %v", most, got)
		}
	}
	if got := tally(list); got != "2 errors, 2 warnings, 1 remark" {
		t.Errorf("got %q", got)
	}
}

func TestNextID(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		kind, want string
		taken      []string
	}{
		{"assessment", "HRIA-2026-001", nil},
		{"assessment", "HRIA-2026-008", []string{"HRIA-2026-003", "HRIA-2026-007.fr", "HRIA-2025-099", "NOTE-2026-20", "HRIA-2026-x"}},
		{"guidance-note", "NOTE-2026-100", []string{"NOTE-2026-99"}},
	} {
		if got := draft.NextID(c.kind, day, c.taken); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestResolveKeepsOutputOutOfTheSources(t *testing.T) {
	site := t.TempDir()
	os.Mkdir(site+"/assessments", 0o755)
	os.Symlink(site+"/assessments", site+"/link")
	p := &place{folder: site}
	for output, good := range map[string]bool{site + "/public": true, site + "-other": true, site: false, site + "/..": false, "/": false,
		site + "/assessments": false, site + "/assessments/x/y": false, site + "/link/x": false, site + "/assessments2": true} {
		if err := p.checkOutput(output, "assessments", "templates", "themes"); (err == nil) != good {
			t.Errorf("%s: %v", output, err)
		}
	}
}
