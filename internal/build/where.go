package build

import (
	"context"
	"strings"

	"hria/internal/brief"
	"hria/internal/site"
)

// Source gives the author's file that a path to publish comes from, "" where
// it comes from none alone.
func (s *Site) Source(path string) string {
	o, _ := s.find(path)
	return o.source
}

// PageOf gives the page of an author's file.
func (s *Site) PageOf(source string) (path string, ok bool) {
	if a, ok := s.plan.Graph.Has(source); ok {
		if p, ok := s.plan.PageOf(a); ok {
			return p.Path, true
		}
	}
	return "", false
}

// Subject says what a page of a document is about, in words that stay when the
// file of the document gets another name; "" for any other page.
func (s *Site) Subject(path string) string {
	p, ok := s.plan.Page(path)
	if !ok || p.Doc == nil || p.Kind == site.KindMoved || p.Doc.ID.Value == "" {
		return ""
	}
	words := []string{p.Doc.ID.Value, p.Lang}
	if !own(p) {
		words = append(words, p.Kind, p.Edition)
	}
	return strings.Join(words, " ")
}

// PageAbout gives the page of a subject.
func (s *Site) PageAbout(subject string) (path string, ok bool) {
	for _, a := range s.plan.Graph.Docs {
		for _, path := range s.plan.PathsOf(a) {
			if subject != "" && s.Subject(path) == subject {
				return path, true
			}
		}
	}
	return "", false
}

// NoteOf gives the briefing note that belongs to a page.
func (s *Site) NoteOf(page string) (path string, ok bool) {
	path = strings.TrimSuffix(page, ".html") + ".pdf"
	return path, strings.HasSuffix(page, ".html") && s.has(path, kindNote)
}

// own tells whether a page is that of a document, and not one beside it.
func own(p *site.Page) bool {
	return p.Doc != nil && p.Kind != site.KindMoved && p.Kind != site.KindVersions && p.Edition == ""
}

// has tells whether there is a file of a kind under a path.
func (s *Site) has(path, kind string) bool {
	o, ok := s.find(path)
	return ok && o.kind == kind
}

// Budget says what a briefing note takes of its pages; false: there is no such
// note.
func (s *Site) Budget(ctx context.Context, path string) (brief.Budget, bool, error) {
	n, ok := s.plan.Note(path)
	if !ok {
		return brief.Budget{}, false, nil
	}
	in, err := s.noteInput(ctx, n)
	if err != nil {
		return brief.Budget{}, true, err
	}
	m := s.session.maker(s.makerKey(), s.fonts, s.look)
	defer s.session.release(s.makerKey(), m)
	b, err := m.Budget(ctx, in)
	return b, true, err
}
