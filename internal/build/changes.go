package build

import (
	"path"
	"slices"
	"strings"
)

// changes are the files and folders that may differ from what the session read
// last.
type changes struct {
	all   bool // nobody knows
	names map[string]bool
}

// with adds what the input of a build says. A build that fails may not have
// read what it was told of, so that the next one is told as well.
func (c changes) with(in Input) changes {
	out := changes{c.all || in.Changed == nil, map[string]bool{}}
	for name := range c.names {
		out.names[name] = true
	}
	for _, name := range in.Changed {
		out.names[path.Clean(name)] = true
	}
	return out
}

// has tells whether a file may have changed: it, or a folder that it is in.
func (c changes) has(file string) bool {
	if c.all || c.names["."] {
		return true
	}
	for ; file != "."; file = path.Dir(file) {
		if c.names[file] {
			return true
		}
	}
	return false
}

// among tells which of some files, which are sorted, may have changed.
func (c changes) among(files []string) []bool {
	out := make([]bool, len(files))
	mark := func(from, to string) {
		i, _ := slices.BinarySearch(files, from)
		for ; i < len(files) && files[i] < to; i++ {
			out[i] = true
		}
	}
	if c.all || c.names["."] {
		mark("", "\xff")
	}
	for name := range c.names {
		mark(name, name+"\x00")
		mark(name+"/", name+"0") // which comes next to a slash
	}
	return out
}

// within tells whether a folder may have changed, or something in it.
func (c changes) within(folder string) bool {
	if c.has(folder) {
		return true
	}
	for name := range c.names {
		if strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}
