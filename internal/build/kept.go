package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
)

// Files of a cache can be made again. That is why a file that cannot be read or
// is not whole is one that is not there, and one that cannot be written is not
// kept. Only their owner may read them.

// keepFile writes a file whole or not at all.
func keepFile(name string, b []byte) {
	if os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return
	}
	_, err = f.Write(b)
	if f.Close() != nil || err != nil || os.Rename(f.Name(), name) != nil {
		os.Remove(f.Name())
	}
}

// keepSummed writes a file for readSummed: first the sum of the rest.
func keepSummed(name string, b []byte) {
	sum := sha256.Sum256(b)
	keepFile(name, slices.Concat(sum[:], b))
}

// readSummed reads a file that keepSummed wrote; false where it is not whole.
func readSummed(name string) ([]byte, bool) {
	b, err := os.ReadFile(name)
	if err != nil || len(b) < sha256.Size {
		return nil, false
	}
	rest := b[sha256.Size:]
	sum := sha256.Sum256(rest)
	return rest, bytes.Equal(sum[:], b[:sha256.Size])
}

// newestFirst lists the files of a folder, those that were written last at the
// beginning.
func newestFirst(dir string) []os.FileInfo {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var files []os.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	return files
}
