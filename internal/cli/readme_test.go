package cli_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hria/internal/config"
	"hria/internal/locale"
	"hria/internal/schema"
	"hria/templates"
)

const readme = "../../README.md"

// commands are the lines of README's shell blocks.
func commands(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		out = append(out, strings.Split(strings.TrimSpace(block[1]), "\n")...)
	}
	return out
}

// TestReadme runs every command that README shows, in its order, with a binary
// built as "go install ." builds it.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs a binary")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "hria")
	if out, err := exec.Command("go", "build", "-o", bin, root).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir, cache := t.TempDir(), t.TempDir()
	for i, line := range commands(t) {
		words := strings.Fields(line)
		at := dir
		switch {
		case strings.HasPrefix(line, "go run . "):
			words, at = words[3:], root
			if words[0] == "build" {
				words = append(words, "--output", filepath.Join(cache, "public"))
			}
		case line == "go install .":
			continue // the binary is there
		case words[0] == "cd":
			dir = filepath.Join(dir, words[1])
			continue
		case words[0] == "hria":
			words = words[1:]
		default:
			t.Fatalf("README shows %q, which this test cannot run", line)
		}
		if i < 2 && !strings.HasPrefix(line, "go run . ") {
			t.Errorf("README begins with %q", line)
		}
		cmd := exec.Command(bin, words...)
		cmd.Dir = at
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache)
		if words[0] == "serve" {
			serveOnce(t, cmd)
			continue
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
	}
}

// serveOnce starts a preview, waits for its address and interrupts it.
func serveOnce(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := time.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	defer stop.Stop()
	lines := bufio.NewScanner(out)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "http://127.0.0.1:") {
		t.Errorf("serve says %q", lines.Text())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("serve ends with %v", err)
	}
}

// TestReadmeSettings holds the table of settings against their declaration.
func TestReadmeSettings(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	const open, end = "<!-- settings -->\n", "<!-- /settings -->"
	before, rest, ok := strings.Cut(string(text), open)
	got, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README has no table of settings")
	}
	var b strings.Builder
	b.WriteString("\n| setting | for | default |\n| --- | --- | --- |\n")
	settings(&b, "", config.Fields())
	b.WriteString("\n")
	if *update {
		if err := os.WriteFile(readme, []byte(before+open+b.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != b.String() {
		t.Error("the table of settings in README is out of date; run this test with -update")
	}
}

// TestReadmeLanguages wants the settings to name every language that is built
// in.
func TestReadmeLanguages(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	texts, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	if want := "built in: " + strings.Join(texts.Languages(), ", ") + ")"; !strings.Contains(string(text), want) {
		t.Errorf("README does not say %q", want)
	}
}

func settings(b *strings.Builder, section string, fields []schema.Field) {
	for _, f := range fields {
		if len(f.Fields) > 0 {
			settings(b, f.Key+".", f.Fields)
			continue
		}
		value := f.Default
		if strings.ContainsAny(value, "\"[{0123456789") || value == "true" || value == "false" {
			value = "`" + value + "`"
		}
		fmt.Fprintf(b, "| `%s%s` | %s | %s |\n", section, f.Key, strings.ReplaceAll(f.Doc, "|", "\\|"), value)
	}
}
