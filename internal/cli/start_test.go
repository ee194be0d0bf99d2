package cli

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// An editor is started without a shell: a name is one argument, whatever it
// holds.
func TestEdit(t *testing.T) {
	dir := t.TempDir()
	script, out := filepath.Join(dir, "edit it.sh"), filepath.Join(dir, "out")
	if err := os.WriteFile(script, []byte("printf '%s\\n' \"$@\" >\""+out+".new\"; mv \""+out+".new\" \""+out+"\""), 0o755); err != nil {
		t.Fatal(err)
	}
	name := `a "b" $(touch c) {line};.md`
	if err := edit("sh '"+script+"' -g {file}:{line}:{column}", name, 3, 14, func(err error) { t.Error(err) }); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if b, err := os.ReadFile(out); err == nil {
			if string(b) != "-g\n"+name+":3:14\n" {
				t.Errorf("got %q", b)
			}
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the editor was not started")
}

func TestEditorThatIsNotThere(t *testing.T) {
	if err := edit("no-such-editor-of-hria {file}", "x", 1, 1, func(error) {}); err == nil {
		t.Error("no error")
	}
}

func TestSplit(t *testing.T) {
	for in, want := range map[string][]string{
		`code -g {file}:{line}:{column}`:    {"code", "-g", "{file}:{line}:{column}"},
		`  vim   +{line}	{file} `:           {"vim", "+{line}", "{file}"},
		`"/Applications/My Editor" {file}`:  {"/Applications/My Editor", "{file}"},
		`sh -c 'echo "$1; rm -r x"' {file}`: {"sh", "-c", `echo "$1; rm -r x"`, "{file}"},
		`ed --at="line {line}" '' {file}`:   {"ed", "--at=line {line}", "", "{file}"},
		`a\b {file}`:                        {`a\b`, "{file}"}, // a path of Windows
	} {
		if got, err := split(in); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "  ", `code "{file}`, `'`} {
		if got, err := split(in); err == nil {
			t.Errorf("%q: got %q", in, got)
		}
	}
}
