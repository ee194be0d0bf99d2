package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/rules"
)

// hashes remembers the hash of the register, which most pages name.
type hashes struct {
	register sync.Once
	all      string
}

// hash is the content hash of a document, as the list of editions has it.
func (s *Site) hash(a *assessment.Assessment) string {
	if s.Hash != nil {
		return s.Hash(a)
	}
	return rules.ContentHash(a)
}

// registerHash sums up all documents, whatever their order.
func (s *Site) registerHash() string {
	s.hashes.register.Do(func() {
		var lines []string
		for _, a := range s.Graph.Docs {
			lines = append(lines, fmt.Sprintf("%s  %s\n", s.hash(a), rules.Edition(a)))
		}
		slices.Sort(lines)
		sum := sha256.Sum256([]byte(strings.Join(lines, "")))
		s.hashes.all = hex.EncodeToString(sum[:])
	})
	return s.hashes.all
}

// pageHash is the hash of what a page says.
func (s *Site) pageHash(p *Page) string {
	if p.Doc != nil {
		return s.hash(p.Doc)
	}
	return s.registerHash()
}
