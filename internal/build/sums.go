package build

import (
	"bufio"
	"bytes"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// list is the name of the file that lists what hria wrote, in the form that
// sha256sum -c reads. It lists everything but itself.
const list = "SHA256SUMS"

// sums are the files of a site: path to hexadecimal sum.
type sums map[string]string

// readList reads the list of an earlier build. A line that names no file
// inside the folder is left out: it is not hria's.
func readList(root *os.Root) sums {
	out := sums{}
	text, err := root.ReadFile(list)
	if err != nil {
		return out
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if ok && len(sum) == 64 && fs.ValidPath(name) && name != "." {
			out[name] = sum
		}
	}
	return out
}

func (s sums) bytes() []byte {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(s)) {
		b = append(append(append(append(b, s[name]...), "  "...), name...), '\n')
	}
	return b
}

// with gives the files of both; other wins.
func (s sums) with(other sums) sums {
	out := maps.Clone(s)
	maps.Copy(out, other)
	return out
}

// without lists the files that the other lacks, sorted.
func (s sums) without(other sums) []string {
	var out []string
	for name := range s {
		if _, there := other[name]; !there {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func (s sums) equal(other sums) bool { return maps.Equal(s, other) }
