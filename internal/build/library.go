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
