package site

import (
	"hria/internal/assessment"
	"hria/internal/rules"
)

// hash is the content hash of a document, as the list of editions has it.
func (s *Site) hash(a *assessment.Assessment) string {
	if s.Hash != nil {
		return s.Hash(a)
	}
	return rules.ContentHash(a)
}

// pageHash is the beginning of the hash of the document whose page it is. What
// other pages say is known when they are written.
func (s *Site) pageHash(p *Page) string {
	if p.Doc == nil {
		return ""
	}
	hash := s.hash(p.Doc)
	return hash[:min(16, len(hash))]
}
