package web

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"hria/internal/site"
)

// data writes a data file in the format of its kind. The bytes may lie in b.
func data(b *bytes.Buffer, s *site.Site, f *site.DataFile) ([]byte, error) {
	view := s.Data(f)
	b.Reset()
	switch f.Kind {
	case site.DataTable:
		err := spreadsheet(b, nil, view.(*site.Table))
		return b.Bytes(), err
	case site.DataDocument:
		return encodeParts(b, view)
	case site.DataRegister:
		return encode(b, view)
	case site.DataBibTeX:
		return bibtex(view.(*site.Citation)), nil
	case site.DataRIS:
		return ris(view.(*site.Citation)), nil
	case site.DataCSL:
		return csl(view.(*site.Citation))
	case site.DataFeed:
		return marshal(atom(view.(*site.Feed)))
	case site.DataSitemap:
		return marshal(sitemap(view.(*site.Sitemap)))
	case site.DataDocumentSchema:
		return documentSchema(s, view.(string))
	case site.DataRegisterSchema:
		return registerSchema(view.(string))
	}
	return nil, fmt.Errorf("no format for %q", f.Kind)
}

// spreadsheet writes a table as CSV (RFC 4180): commas, CRLF, quotes where they
// are needed. It begins with a byte order mark, without which Excel reads
// UTF-8 as something else; others skip it. Each record is one line. The text
// lies in b, or goes from there to w in pieces where w is not nil.
func spreadsheet(b *bytes.Buffer, w io.Writer, t *site.Table) error {
	b.WriteString("\ufeff")
	writeRecord(b, t.Columns)
	for row := range t.Rows {
		writeRecord(b, row)
		if err := passOn(b, w, piece); err != nil {
			return err
		}
	}
	return passOn(b, w, 0)
}

// piece is how much of a large file is put together before it is passed on.
const piece = 64 << 10

// passOn gives w what b holds, if that is not less than asked for. It stays where
// w is nil.
func passOn(b *bytes.Buffer, w io.Writer, least int) error {
	if w == nil || b.Len() < least {
		return nil
	}
	_, err := b.WriteTo(w)
	return err
}

func writeRecord(b *bytes.Buffer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		of := signs(cell)
		if of&odd != 0 {
			cell = harmless(cell)
			of = signs(cell)
		}
		if of&parting == 0 {
			b.WriteString(cell)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}

var (
	plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	// hidden is what would begin a formula where a spreadsheet splits lines at
	// semicolons, as it does where the comma is the decimal sign.
	hidden = regexp.MustCompile(`;(["']*[=+\-@＝＋－＠])`)
)

// What the bytes of a cell may be.
const (
	parting = 1 << iota // asks for quotes
	odd                 // asks for a closer look: may begin a formula or belong to a control or a space other than ' '
)

// signsOf tells of each byte what it may be, inside a cell and at its start.
var signsOf, signsAtStart = func() (inside, start [256]byte) {
	for b := range inside {
		if b < ' ' || strings.IndexByte(";\x7f\xc2\xe1\xe2\xe3", byte(b)) >= 0 { // the last four begin controls and wide spaces
			inside[b] = odd
		}
		if strings.IndexByte(`,;"`, byte(b)) >= 0 {
			inside[b] |= parting
		}
		if start[b] = inside[b]; strings.IndexByte("=+-@ \xef", byte(b)) >= 0 {
			start[b] |= odd
		}
	}
	return inside, start
}()

// signs tells quickly what there is in a cell: most have nothing to look at.
func signs(cell string) byte {
	if cell == "" {
		return 0
	}
	of := signsAtStart[cell[0]]
	for i := range len(cell) {
		of |= signsOf[cell[i]]
	}
	if cell[len(cell)-1] == ' ' {
		of |= odd
	}
	return of
}

// harmless makes a text one that no spreadsheet takes for a formula: one that
// begins like a formula gets an apostrophe before it. Numbers stay numbers.
// Line breaks, tabs and other control characters become spaces.
func harmless(text string) string {
	if strings.ContainsFunc(text, unicode.IsControl) || strings.ContainsAny(text, "\u2028\u2029") || text != strings.TrimSpace(text) {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
	}
	if text == "" {
		return ""
	}
	if strings.ContainsRune(text, ';') {
		text = hidden.ReplaceAllString(text, "; $1")
	}
	first := []rune(text[:min(len(text), 4)])[0]
	if strings.ContainsRune("=+-@＝＋－＠", first) && !plainNumber.MatchString(text) {
		return "'" + text
	}
	return text
}
