package build

import (
	"bytes"
	"context"
	"image"
	"strings"

	"hria/internal/brief"
	"hria/internal/diag"
	"hria/internal/picture"
	"hria/internal/site"
)

// report makes a report, or finds the same one from before, as note does.
func (s *Site) report(ctx context.Context, r *site.Report) ([]byte, diag.List, error) {
	in, err := s.reportInput(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	v := s.made(ctx, &s.session.notes, s.reportKey(in), in.Doc, func(ctx context.Context, m *maker) ([]byte, diag.List, error) {
		return m.Report(ctx, in, s.pixels)
	})
	return v.pdf, v.findings, v.err
}

// reportInput gathers what a report is made of, but for pictures and the look
// of the site.
func (s *Site) reportInput(ctx context.Context, r *site.Report) (brief.Input, error) {
	in := brief.Input{View: s.plan.ReportView(r), Doc: r.Doc, Texts: s.look.texts.For(r.Lang)}
	var err error
	in.Data, err = s.attached(ctx, strings.TrimSuffix(in.View.Path, ".html"))
	return in, err
}

// pixels unpacks a picture of the content for a report. Large ones are unpacked
// one at a time.
func (s *Site) pixels(ctx context.Context, name string) (image.Image, error) {
	b, err := readFile(s.in.Files, name)
	if err != nil {
		return nil, err
	}
	info, err := picture.Look(name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	if info.Width*info.Height > largePixels {
		s.session.large.Lock()
		defer s.session.large.Unlock()
	}
	m, err := picture.Decode(ctx, name, b)
	if err == nil && info.Width > widestPrinted {
		m = picture.Scale(m, widestPrinted, info.HeightIn(widestPrinted))
	}
	return m, err
}

// widestPrinted is how many pixels a picture in the width of a page has where
// print shows them all.
const widestPrinted = 1480

// reportKey hashes everything that a report is made of: what a note is made of,
// and what the links and pictures of the text lead to.
func (s *Site) reportKey(in brief.Input) digest {
	var d dataHash
	d.string("report")
	note := s.noteKey(in)
	d.bytes(note[:])
	links := in.Doc.Source.Body.Links
	for i := range links {
		ref := in.View.Text.Resolve(&links[i])
		d.value(ref)
		if ref.Image.File == "" {
			continue
		}
		b, err := readFile(s.in.Files, ref.Image.File)
		d.flag(err != nil)
		d.bytes(b)
	}
	return d.sum()
}
