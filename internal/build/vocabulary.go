package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/framework"
	"hria/internal/vocab"
)

// ownWords are the vocabularies with a site's own terms, kept while these stay:
// all that was made of them stays with them.
type ownWords struct {
	key      digest
	words    *vocab.Set
	findings diag.List
}

// vocabulary adds the terms of the site's own folder to the built-in ones. The
// digest names what was added.
func (s *Session) vocabulary(in Input, folder string) (*vocab.Set, digest, diag.List) {
	entries, err := fs.ReadDir(in.Files, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return s.words, digest{}, nil
	}
	if err != nil {
		return s.words, digest{}, diag.List{cannotRead(folder, err)}
	}
	h := sha256.New()
	var files []*diag.File
	var findings diag.List
	for _, e := range entries {
		if path.Ext(e.Name()) != ".toml" || !e.Type().IsRegular() || strings.ContainsAny(e.Name()[:1], "._") {
			continue
		}
		name := path.Join(folder, e.Name())
		text, err := readFile(in.Files, name)
		if err != nil {
			findings = append(findings, cannotRead(name, err))
			continue
		}
		fmt.Fprintf(h, "%q %d\n", name, len(text))
		h.Write(text)
		files = append(files, &diag.File{Path: name, Text: text})
	}
	key := digest(h.Sum(nil))
	if s.own.words == nil || s.own.key != key {
		words, bad := config.Vocabulary(s.words, files)
		s.own = ownWords{key, words, append(bad, framework.Check(words)...)}
	}
	return s.own.words, key, append(findings, s.own.findings...)
}
