package site

// NoteView puts together what the briefing note of a document says: the parts
// of the view of its page that a note has room for, and nothing else of the
// site. Equal views give equal notes, so that a note need not be made again
// when something else changes. Hash is the whole content hash.
func (s *Site) NoteView(n *Note) *Document {
	a, p := n.Doc, s.docPage(n.Doc)
	c := s.composer(p.Lang, p.Path)
	d := c.opening(a, c.basis(p, a.Title.Value, describe(a)))
	d.Hash, d.Method = s.hash(a), ""
	for i, x := range c.byPriority(a) {
		v := c.impact(a, x)
		v.Rank = i + 1
		v.Prose, v.Backlinks, v.Measures = Prose{}, nil, nil
		d.Impacts = append(d.Impacts, v)
	}
	if len(d.Impacts) > 0 {
		d.Map = c.severityMap(a)
		d.Map.Rests = nil
	}
	for i := range a.Mitigations {
		v := c.measure(a, &a.Mitigations[i])
		v.Prose, v.Backlinks = Prose{}, nil
		d.Measures = append(d.Measures, v)
	}
	for i := range a.Engagements {
		v := c.engagement(a, &a.Engagements[i])
		v.Prose, v.Backlinks = Prose{}, nil
		d.Engagements = append(d.Engagements, v)
	}
	d.NoEngagement = a.NoEngagement.Value
	for i := range a.Context {
		d.Context = append(d.Context, c.context(a, &a.Context[i]))
	}
	c.noteRecords(a, d)
	c.reviewRecords(a, d)
	withoutText(d)
	d.Scope, d.Sources = c.scope(a), c.sources(a)
	d.ReviewOverdue = a.ReviewOverdue(c.AsOf)
	d.Review, d.Complaints = c.review(a), c.complaints(a)
	return d
}

// withoutText takes from the short records what a note has no room for.
func withoutText(d *Document) {
	for i := range d.Questions {
		d.Questions[i].Prose, d.Questions[i].Backlinks = Prose{}, nil
	}
	for _, g := range d.Actions {
		for i := range g.Items {
			g.Items[i].Prose, g.Items[i].Backlinks = Prose{}, nil
		}
	}
	for i := range d.Reviewed {
		d.Reviewed[i].Prose, d.Reviewed[i].Backlinks = Prose{}, nil
	}
}
