package build

import (
	"slices"
	"strings"
	"sync"

	"hria/internal/diag"
)

// Findings are what a build found, file by file. What is said of a file is one
// value from build to build while it stays the same, so that whoever follows a
// site pays for what a save changed; one list of all is only made for those who
// ask for it.
type Findings struct {
	files []*InFile
	all   func() diag.List
}

// InFile is what was found in one file. It does not change.
type InFile struct {
	Path string    // empty: what has no place
	List diag.List // in reading order

	unreadable bool
}

func newInFile(path string, list diag.List) *InFile { return &InFile{path, list, Unreadable(list)} }

// newFindings takes what was found in files, in the order of their paths.
func newFindings(files []*InFile) *Findings {
	return &Findings{files, sync.OnceValue(func() diag.List {
		n := 0
		for _, f := range files {
			n += len(f.List)
		}
		out := make(diag.List, 0, n)
		for _, f := range files {
			out = append(out, f.List...)
		}
		return out
	})}
}

// inFiles puts findings to their files, in the order of paths.
func inFiles(list diag.List) []*InFile { return byFile(slices.Clone(list).Sort()) }

// byFile parts findings in reading order.
func byFile(list diag.List) []*InFile {
	var out []*InFile
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Span.Path() == list[0].Span.Path() {
			n++
		}
		out, list = append(out, newInFile(list[0].Span.Path(), list[:n:n])), list[n:]
	}
	return out
}

// Files lists the files in which something was found, in the order of paths.
func (f *Findings) Files() []*InFile {
	if f == nil {
		return nil
	}
	return f.files
}

// All gives one list in reading order.
func (f *Findings) All() diag.List {
	if f == nil {
		return nil
	}
	return f.all()
}

// Unreadable tells whether a file could not be read at all, so that its page
// would be empty or missing. Any other finding leaves something to look at.
func (f *Findings) Unreadable() bool {
	return slices.ContainsFunc(f.Files(), func(f *InFile) bool { return f.unreadable })
}

// Unreadable tells whether the findings in a file say that it could not be read.
func Unreadable(list diag.List) bool {
	return slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Rule == "SY-01" || f.Rule == "SY-02" })
}

// merge puts lists of files into one in the order of paths. No file is in both.
func merge(x, y []*InFile) []*InFile {
	if len(y) == 0 {
		return x
	}
	out := make([]*InFile, 0, len(x)+len(y))
	for _, f := range y {
		at, _ := slices.BinarySearchFunc(x, f.Path, func(f *InFile, path string) int { return strings.Compare(f.Path, path) })
		out, x = append(append(out, x[:at]...), f), x[at:]
	}
	return append(out, x...)
}
