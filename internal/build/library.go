package build

import (
	"os"
	"path/filepath"

	"hria/internal/pdf/font"
)

// NewLibrary makes a library of the fonts in folders of the machine. What it
// learns about files it keeps in index, from one run to the next; empty: nowhere.
func NewLibrary(folders []string, index string) *font.Library {
	var list []font.Folder
	for _, f := range folders {
		list = append(list, font.Folder{Name: filepath.ToSlash(f), Files: os.DirFS(f)})
	}
	if index == "" {
		return font.NewLibrary(list, nil, nil)
	}
	load := func() []byte {
		b, _ := os.ReadFile(index) // none is known as none
		return b
	}
	return font.NewLibrary(list, load, func(b []byte) { keepFile(index, b) })
}

// keepFile writes a file that can be made again; where that fails, it is.
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
