// Package brief turns the view of a document into PDF: a briefing note of two
// pages, front and back, for somebody who has two minutes and must decide, and
// a report of the whole document, for somebody who reads it all (report.go).
//
//	maker := brief.New(fonts, theme)
//	pdf, findings, err := maker.Note(ctx, brief.Input{View: plan.NoteView(note), Doc: note.Doc, Texts: texts})
//
// The front says what is proposed, what is decided or advised, what matters
// most and how grave it is; the back says who does what by when, what remains,
// who was heard, how sure the authors are, and where the whole document is.
// Every kind of document has a composition of its own (assessment.go,
// guidance.go, review.go) made of the parts that all share (parts.go).
//
// A note is drawn from a *site.Document, which is made of what may be published:
// nothing withheld can reach it. Consultations that are withheld are counted
// by the ids that the document itself lists in the open.
//
// # Two pages
//
// The type is set as large as two pages allow, between 12 and 8.5 points;
// fit.go says in which order type and lists give way. A list that is cut says
// how many entries the full document has beyond it: nothing is dropped in
// silence. What still does not fit is set on more pages and is a finding at the
// longest part that says how many words are too many; so is a note of many more
// words than two minutes allow. Room that is left goes to
// longer lists, to the map and to the space between the parts, in this order.
//
// # Reports
//
//	pdf, findings, err := maker.Report(ctx, brief.Input{View: plan.ReportView(report), …}, pictures)
//
// A report has all that the page of the document has, in the same order and
// under the same anchors: cover and contents (report_cover.go), the author's
// text with footnotes (report_text.go), the records (report_records.go) and
// their pictures (report_pictures.go). A link leads to a place of the report
// where it has one, else to the published page.
//
// # What it stands on
//
// rsc.io/qr makes the QR code with the address of the full page: small, without
// dependencies of its own, and it gives the modules, which are drawn as paths.
//
// # Absent on purpose
//
// In notes: the text of the document (a note is made of the front matter, so that
// it is written as a note), ids of rules, numbers of articles, pictures, and any date
// but those of the document and the as-of date.
package brief

import (
	"context"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/pdf"
	"hria/internal/pdf/font"
	"hria/internal/site"
	"hria/internal/theme"
)

// Maker makes notes. It is not safe for concurrent use: take one a worker.
type Maker struct {
	setter  *pdf.Typesetter
	colours colours
}

// New makes a Maker for fonts, which several may share, and the colours of a
// theme.
func New(fonts *font.Set, look *theme.Theme) *Maker {
	return &Maker{setter: pdf.With(fonts), colours: coloursOf(look)}
}

// Loans gives what was asked of the fonts of the machine since the last call.
func (m *Maker) Loans() []font.Loan { return m.setter.Loans() }

// Input is everything that a note is made of, but for fonts and colours: equal
// inputs give equal notes.
type Input struct {
	View  *site.Document         // as site.NoteView gives it
	Doc   *assessment.Assessment // what is public of the document, as in the plan
	Texts *locale.Texts          // in the language of the view
	Data  []byte                 // the document as JSON, to be attached; nil: nothing is
}

// Note makes one briefing note. Findings say what did not fit (PD-02), that it is
// long to read (PD-07), and which characters no font has (PD-01); the note is
// there all the same.
func (m *Maker) Note(ctx context.Context, in Input) ([]byte, diag.List, error) {
	w := newWriter(in.View, in.Doc, in.Texts, m.colours)
	w.data = in.Data
	fitted, err := m.fit(ctx, w)
	if err != nil {
		return nil, nil, err
	}
	res, err := m.setter.Render(ctx, fitted)
	if err != nil {
		return nil, nil, err
	}
	return res.PDF, w.findings(fitted, res), nil
}
