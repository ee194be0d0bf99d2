package web

import (
	"bytes"
	"fmt"
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
		spreadsheet(b, view.(*site.Table))
		return b.Bytes(), nil
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
// UTF-8 as something else; others skip it. Each record is one line.
func spreadsheet(b *bytes.Buffer, t *site.Table) {
	b.WriteString("\ufeff")
	writeRecord(b, t.Columns)
	for row := range t.Rows {
		writeRecord(b, row)
	}
}

func writeRecord(b *bytes.Buffer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		cell = harmless(cell)
		if strings.IndexByte(cell, ',') < 0 && strings.IndexByte(cell, ';') < 0 && strings.IndexByte(cell, '"') < 0 {
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

// innocent tells, of most texts and quickly, that nothing needs to be done: no
// sign that begins a formula at the start, no semicolon, no character that could
// be a control or a space other than inside.
func innocent(text string) bool {
	if text == "" || strings.IndexByte("=+-@ \xef", text[0]) >= 0 || text[len(text)-1] == ' ' {
		return text == ""
	}
	for i := range len(text) {
		switch b := text[i]; {
		case b < ' ', b == 0x7f, b == ';', b == 0xc2, b == 0xe1, b == 0xe2, b == 0xe3: // the last four begin controls and wide spaces
			return false
		}
	}
	return true
}

// harmless makes a text one that no spreadsheet takes for a formula: one that
// begins like a formula gets an apostrophe before it. Numbers stay numbers.
// Line breaks, tabs and other control characters become spaces.
func harmless(text string) string {
	if innocent(text) {
		return text
	}
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
