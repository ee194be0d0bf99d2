package site

// ReportView puts together what the report of a document says: the parts of the
// view of its page, and nothing else of the site. Equal views, texts and
// pictures give equal reports. Hash is the whole content hash.
func (s *Site) ReportView(r *Report) *Document {
	a, p := r.Doc, s.docPage(r.Doc)
	c := s.composer(p.Lang, p.Path)
	c.focusOn(a)
	d := c.opening(a, c.basis(p, a.Title.Value, describe(a)))
	d.Hash = s.hash(a)
	c.records(a, d)
	c.ending(a, d)
	c.pictures(a, d)
	if d.Trace != nil {
		d.Trace.Forward, d.Trace.Back = c.traceForward(a), c.traceBack(a)
	}
	d.Text = c.prose(a, a.Source.Body.Narrative())
	d.Contents = c.contents(a, d)
	d.Cite = c.cite(p)
	return d
}
