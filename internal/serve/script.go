package serve

import (
	"embed"
	"slices"
)

//go:embed live/*.js
var parts embed.FS

// script is what makes a page follow: its parts in one function, so that
// nothing of them meets a page's own scripts. version tells a page that it has
// the script of another hria.
var (
	script  = join("patch.js", "panel.js", "note.js", "follow.js")
	version = print(script)
)

func join(names ...string) []byte {
	out := [][]byte{[]byte("(() => {\n\"use strict\";\n")}
	for _, name := range names {
		text, err := parts.ReadFile("live/" + name)
		if err != nil {
			panic(err) // it is part of the program
		}
		out = append(out, text)
	}
	return slices.Concat(append(out, []byte("})();\n"))...)
}
