package web

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hria/internal/site"
)

// oneLine is a text without line breaks and control characters.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// latex writes a text so that LaTeX shows it as it is. Letters with accents
// stay as they are, in UTF-8, which BibTeX's successors and all reference
// managers read.
var latex = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)

// bareAddress writes an address without the characters that would end a field.
var bareAddress = strings.NewReplacer(`\`, "%5C", "{", "%7B", "}", "%7D")

// bibtex writes a citation as an entry of BibTeX. Titles and names are in
// double braces: a name is that of an organisation, and capitals stay.
func bibtex(c *site.Citation) []byte {
	kind := "techreport"
	if c.Dataset {
		kind = "misc"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s", kind, c.Key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, ",\n  %s = {%s}", name, value)
		}
	}
	braced := func(text string) string {
		if text = latex.Replace(oneLine(text)); text == "" {
			return ""
		}
		return "{" + text + "}"
	}
	var authors []string
	for _, name := range c.Authors {
		authors = append(authors, braced(name))
	}
	field("author", strings.Join(authors, " and "))
	field("title", braced(c.Title))
	if c.Dataset {
		field("publisher", braced(c.Publisher))
	} else {
		field("institution", braced(c.Publisher))
		field("type", latex.Replace(oneLine(c.Genre)))
		field("number", latex.Replace(oneLine(c.Number)))
	}
	if !c.Date.IsZero() {
		field("year", strconv.Itoa(c.Date.Year()))
		field("month", strconv.Itoa(int(c.Date.Month())))
		field("date", c.Date.Format(time.DateOnly))
	}
	field("version", latex.Replace(oneLine(c.Version)))
	field("url", bareAddress.Replace(c.Address))
	field("language", c.Lang)
	field("note", latex.Replace(oneLine(c.License)))
	b.WriteString("\n}\n")
	return []byte(b.String())
}

// ris writes a citation as a record of RIS: a tag, two spaces, a hyphen, a
// space, and the value on one line.
func ris(c *site.Citation) []byte {
	var b strings.Builder
	field := func(tag, value string) {
		if value = oneLine(value); value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	kind := "RPRT"
	if c.Dataset {
		kind = "DATA"
	}
	field("TY", kind)
	field("ID", c.Key)
	for _, name := range c.Authors {
		field("AU", name)
	}
	field("TI", c.Title)
	field("M3", c.Genre)
	field("M1", c.Number)
	field("ET", c.Version)
	if !c.Date.IsZero() {
		field("PY", strconv.Itoa(c.Date.Year()))
		field("DA", c.Date.Format("2006/01/02/"))
	}
	field("PB", c.Publisher)
	field("LA", c.Lang)
	field("UR", c.Address)
	field("AB", c.Summary)
	field("N1", c.License)
	b.WriteString("ER  - \r\n")
	return []byte(b.String())
}

// The keys of CSL-JSON that a citation has.
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Authors   []cslName `json:"author,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Genre     string    `json:"genre,omitempty"`
	Number    string    `json:"number,omitempty"`
	Version   string    `json:"version,omitempty"`
	Language  string    `json:"language,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Abstract  string    `json:"abstract,omitempty"`
	Note      string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// csl writes a citation as CSL-JSON, a list of one.
func csl(c *site.Citation) ([]byte, error) {
	item := cslItem{ID: c.Key, Type: "report", Title: oneLine(c.Title), Publisher: oneLine(c.Publisher), Genre: oneLine(c.Genre), Number: c.Number,
		Version: c.Version, Language: c.Lang, URL: c.Address, Abstract: oneLine(c.Summary), Note: oneLine(c.License)}
	if c.Dataset {
		item.Type = "dataset"
	}
	for _, name := range c.Authors {
		item.Authors = append(item.Authors, cslName{oneLine(name)})
	}
	if !c.Date.IsZero() {
		item.Issued = &cslDate{[][]int{{c.Date.Year(), int(c.Date.Month()), c.Date.Day()}}}
	}
	b, err := json.MarshalIndent([]cslItem{item}, "", " ")
	return append(b, '\n'), err
}
