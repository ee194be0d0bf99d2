package serve

import (
	"embed"
	"encoding/json"
	"slices"

	"hria/internal/locale"
)

//go:embed live/*.js
var parts embed.FS

// script is what makes a page follow: its words in the language of the site,
// and its parts in one function, so that nothing of them meets a page's own
// scripts. version tells a page that it has the script of another hria, or in
// other words.
type script struct {
	texts   *locale.Texts
	body    []byte
	version string
}

var scriptParts = join("words.js", "patch.js", "panel.js", "note.js", "follow.js")

func newScript(texts *locale.Texts) script {
	said, counted := texts.Below("live.")
	said["comma"], said["semicolon"] = texts.Comma(), texts.T("semicolon")
	words, err := json.Marshal(map[string]any{"tag": texts.Lang, "dir": locale.Direction(texts.Lang), "texts": said, "plurals": counted})
	if err != nil {
		panic(err) // maps of strings
	}
	body := slices.Concat([]byte("(() => {\n\"use strict\";\nconst language = "), words, []byte(";\n"), scriptParts, []byte("})();\n"))
	return script{texts, body, print(body)}
}

func join(names ...string) []byte {
	var out []byte
	for _, name := range names {
		text, err := parts.ReadFile("live/" + name)
		if err != nil {
			panic(err) // it is part of the program
		}
		out = append(out, text...)
	}
	return out
}
