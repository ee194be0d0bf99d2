package rename

import (
	"regexp"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/markdown"
)

// idForm is what a cross-link can name.
var idForm = regexp.MustCompile(`^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-[0-9]+$`)

// id renames the id of a document, and those of its translations that begin with
// it: HRIA-2026-003 and HRIA-2026-003.fr.
func (s *Site) id(a *assessment.Assessment, to string) (*work, error) {
	from := a.ID.Value
	if to == from {
		return nil, refuse("name another id", "%q is its id already", to)
	}
	ids := map[string]string{from: to}
	for _, d := range s.graph.Languages(a) {
		if tail, ok := strings.CutPrefix(d.ID.Value, from+"."); ok {
			ids[d.ID.Value] = to + "." + tail
		}
	}
	for _, d := range s.current() {
		for _, id := range ids {
			if d.ID.Value == id {
				return nil, refuse("choose an id that is free", "%s has the id %q already", d.Source.File.Path, id)
			}
		}
	}
	w := s.newWork("the id " + from)
	w.named = func(d *assessment.Assessment) bool {
		return refers(d, func(at assessment.Address) bool { return ids[at.Document] != "" })
	}
	for _, d := range s.all {
		w.idIn(d, ids)
	}
	return w, w.failed
}

// refers tells whether a reference of a document means something.
func refers(d *assessment.Assessment, means func(assessment.Address) bool) bool {
	for r := range d.References() {
		if means(assessment.ParseAddress(r.To.Value)) {
			return true
		}
	}
	return slices.ContainsFunc(d.Source.Body.Links, func(l markdown.Link) bool {
		return l.Kind == markdown.LinkCross && means(assessment.Address{Document: l.Document, Record: l.Record})
	})
}

func (w *work) idIn(d *assessment.Assessment, ids map[string]string) {
	if to := ids[d.ID.Value]; to != "" {
		w.value(d.ID, d.ID.Value, to)
	}
	if d.Source.Edition != "" {
		return // what readers were given stays
	}
	for r := range d.References() {
		at := assessment.ParseAddress(r.To.Value)
		if to := ids[at.Document]; to != "" {
			w.value(r.To, at.Document, to)
		}
	}
	for i := range d.Source.Body.Links {
		l := &d.Source.Body.Links[i]
		if to := ids[l.Document]; l.Kind == markdown.LinkCross && l.Document != "" && to != "" {
			w.value(assessment.Text{Value: l.Target, Span: l.Span}, l.Document, to)
		}
	}
}
