package rules

import (
	"cmp"
	"slices"

	"hria/internal/assessment"
)

// place says that the bytes [start, end) of a file are about a record.
type place struct {
	start, end int
	record     string
}

// placesOf lists where a document speaks of its records: the tables of the
// front matter and the sections of the text, in the order of the file.
func placesOf(a *assessment.Assessment) []place {
	var out []place
	for _, p := range a.Source.Front.Parts() {
		if p.ID != "" {
			out = append(out, place{int(p.Start), int(p.End), p.ID})
		}
	}
	out = append(out, sectionsOf(a)...)
	slices.SortStableFunc(out, func(x, y place) int { return cmp.Compare(x.start, y.start) })
	return out
}

// sectionsOf lists the sections of the text that are about a record.
func sectionsOf(a *assessment.Assessment) []place {
	var out []place
	heads := a.Source.Body.Headings
	for i, h := range heads {
		if h.Record == "" {
			continue
		}
		end := len(a.Source.File.Text)
		for _, next := range heads[i+1:] {
			if next.Level <= h.Level || next.Record != "" {
				end = next.Span.Start
				break
			}
		}
		out = append(out, place{h.Span.Start, max(h.Span.Start, end), h.Record})
	}
	return out
}

// recordAt is the record that a byte of the file is about, or "".
func recordAt(places []place, at int) string {
	i, found := slices.BinarySearchFunc(places, at, func(p place, at int) int { return cmp.Compare(p.start, at) })
	if !found {
		i--
	}
	if i >= 0 && at < max(places[i].end, places[i].start+1) {
		return places[i].record
	}
	return ""
}
