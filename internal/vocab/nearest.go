package vocab

import (
	"maps"
	"slices"
	"strings"

	"hria/internal/diag"
	"hria/internal/locale"
)

// kinds are the kinds of names (see Name) of the vocabularies that are not
// enumerated fields.
var kinds = map[string]string{"rights": "right", "groups": "group", "technologies": "technology", "stages": "stage",
	"phases": "phase", "criteria": "criterion", "frameworks": "framework", "principles": "principle"}

// Nearest gives the id of a vocabulary that a misspelt word most likely meant,
// or "" when none is near. The title of a term in any language counts too,
// with or without its accents: "vie-privée" is near "privacy".
func (s *Set) Nearest(vocabulary, word string) string {
	key := locale.Fold(word)
	if key == "" {
		return ""
	}
	titles := s.titles(vocabulary)
	for _, t := range titles {
		if t.folded == key {
			return t.id
		}
	}
	if id := diag.Nearest(word, s.IDs(vocabulary)); id != "" {
		return id
	}
	const telling = 5 // letters; fewer stand in too many titles
	best, length := "", 0
	for _, t := range titles {
		if len([]rune(key)) >= telling && strings.Contains(t.folded, key) && (best == "" || len(t.folded) < length) {
			best, length = t.id, len(t.folded)
		}
	}
	if best != "" {
		return best
	}
	folded := make([]string, len(titles))
	for i, t := range titles {
		folded[i] = t.folded
	}
	if i := slices.Index(folded, diag.Nearest(key, folded)); i >= 0 {
		return titles[i].id
	}
	return ""
}

type title struct{ id, folded string }

// titles lists the names of a vocabulary's terms, by language and then in the
// order of the ids.
func (s *Set) titles(vocabulary string) []title {
	kind := vocabulary
	if k, ok := kinds[vocabulary]; ok {
		kind = k
	}
	var out []title
	for _, lang := range slices.Sorted(maps.Keys(s.names)) {
		names := s.names[lang][kind]
		for _, id := range s.IDs(vocabulary) {
			if name := locale.Fold(names[id]); name != "" {
				out = append(out, title{id, name})
			}
		}
	}
	return out
}
