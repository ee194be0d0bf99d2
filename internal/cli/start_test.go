package cli

import (
	"slices"
	"testing"
)

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
