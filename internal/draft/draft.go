// Package draft starts documents: it knows the questions that matter for each
// kind, what may be answered, and makes the file that the answers give.
//
//	questions := draft.Questions("guidance-note")
//	file, err := draft.Write(templates, draft.Draft{Kind: …, Answers: …})
//
// A file is made of a template, templates/new/<kind>.md, and of texts in the
// languages of the interface, templates/new/lang/<tag>.toml; a site replaces
// either with a file of its own. The comments that explain each field speak the
// site's language, the places to be written the document's. What nobody
// answered stands behind a pencil, which rule TX-16 finds until it is gone; a
// fresh draft therefore has no errors, and publishing it as it is has.
//
// Equal drafts give equal bytes: the date is part of the Draft. Absent on
// purpose: the terminal, the disk, the clock.
package draft

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/locale"
	"hria/internal/rules"
)

// Kind is a kind of document, with the prefix of its ids and the number of
// digits in them.
type Kind struct {
	Name, prefix string
	digits       int
}

// Kinds lists the kinds of document in the order of the model.
// kinds in the order of the model.
var kinds = []Kind{{assessment.KindAssessment, "HRIA", 3}, {assessment.KindNote, "NOTE", 2}, {assessment.KindReview, "REV", 2}, {assessment.KindResponse, "RESP", 2}}

// Kinds lists the names of the kinds of document.
func Kinds() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.Name)
	}
	return out
}

// NextID numbers the documents of a kind and a year.
func NextID(kind string, today time.Time, taken []string) string {
	k := kinds[slices.Index(Kinds(), kind)]
	prefix := fmt.Sprintf("%s-%d-", k.prefix, today.Year())
	last := 0
	for _, id := range taken {
		rest, ours := strings.CutPrefix(id, prefix)
		digits, _, _ := strings.Cut(rest, ".")
		if n, err := strconv.Atoi(digits); err == nil && ours {
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s%0*d", prefix, k.digits, last+1)
}

// First is the template of the example that a new site begins with, in the place
// of a kind.
const First = "first-note"

// Draft is everything that a new document is made of.
type Draft struct {
	Kind, Slug, Title, ID string
	Lang                  string // of the document
	SiteLang              string // of what explains the fields
	Day                   time.Time
	Answers               Answers
	Of                    *assessment.Assessment // what a review or a response is about
}

// Answers are those to the questions, by their keys.
type Answers map[string][]string

// Subject is the document that another one is about.
type Subject struct {
	ID, Version, Title string
	Records            []Target
}

// Target is a record of a Subject.
type Target struct{ Address, Title, letter string }

// page is what a template is given; the answers it asks for by functions.
type page struct {
	Slug, Title, ID, Date, Lang string
	Next                        string // date of the next review
	Year                        int
	Of                          *Subject
}

// Texts loads the texts of new documents from a tree of templates.
func Texts(templates fs.FS) (*locale.Bundle, error) {
	sub, err := fs.Sub(templates, "new")
	if err != nil {
		return nil, err
	}
	b, findings, err := locale.Load(sub)
	if err == nil && len(findings) > 0 {
		err = fmt.Errorf("templates/new: %s", findings[0].Message)
	}
	return b, err
}

// Write makes the file of a draft from the template of its kind.
func Write(templates fs.FS, d Draft) ([]byte, error) {
	texts, err := Texts(templates)
	if err != nil {
		return nil, err
	}
	p := page{Slug: d.Slug, Title: d.Title, ID: d.ID, Lang: d.Lang, Date: d.Day.Format(time.DateOnly),
		Next: d.Day.AddDate(1, 0, 0).Format(time.DateOnly), Year: d.Day.Year(), Of: subject(d.Of)}
	w := writer{site: texts.For(d.SiteLang), own: texts.For(d.Lang), answers: d.Answers, of: p.Of}
	return Fill(templates, "new/"+d.Kind+".md", p, w.functions())
}

// Fill fills a template of a new file.
func Fill(templates fs.FS, name string, data any, functions template.FuncMap) ([]byte, error) {
	text, err := fs.ReadFile(templates, name)
	if err != nil {
		return nil, err
	}
	tmpl, err := template.New(name).Option("missingkey=error").Funcs(template.FuncMap{"quote": quote}).Funcs(functions).Parse(string(text))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = tmpl.Execute(&out, data)
	return out.Bytes(), err
}

// subject lists what a review or a response can point to.
func subject(a *assessment.Assessment) *Subject {
	if a == nil {
		return nil
	}
	s := &Subject{ID: a.ID.Value, Version: a.Version.Value, Title: a.Title.Value}
	for _, r := range a.Records() {
		if r.ID.Value != "" && r.Title != "" && r.Letter() != 'S' {
			s.Records = append(s.Records, Target{a.ID.Value + "#" + r.ID.Value, oneLine(r.Title), string(r.Letter())})
		}
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// writer gives templates their functions.
type writer struct {
	site, own *locale.Texts // explain; stand in the document
	answers   Answers
	of        *Subject
}

func (w writer) functions() template.FuncMap {
	return template.FuncMap{
		// why explains a field, as a comment.
		"why": func(key string) string { return comment(w.site.T("why." + key)) },
		// eg is an example of what may stand somewhere; open puts it behind a
		// pencil, as a value.
		"eg":     func(key string) string { return w.own.T("eg." + key) },
		"open":   func(key string) string { return w.open(key) },
		"pencil": func() string { return rules.Pencil },
		// answer is what was answered, as a value.
		"answer": func(key string) string {
			if a := w.answers[key]; len(a) > 0 {
				return quote(a[0])
			}
			return w.open(key)
		},
		// choice and choices are of a vocabulary, where something has to stand.
		"choice":  func(key, without string) string { return w.marked(key, quote(w.first(key, without))) },
		"choices": func(key, without string) string { return w.marked(key, list(w.each(key, without))) },
		"list":    func(key string, without ...string) string { return list(w.each(key, without...)) },
		"each":    w.each,
		"first":   w.first,
		// text is a heading of the document, write what is to be put below.
		"text":     func(key string) string { return w.own.T("text." + key) },
		"write":    func(key string) string { return rules.Pencil + " " + w.own.T("text."+key+".write") },
		"measures": w.measures,
		// ex and plain are of the example that a new site begins with: a value
		// of the front matter, and text.
		"ex":    func(key string) string { return quote(w.own.T("ex." + key)) },
		"plain": func(key string) string { return w.own.T("ex." + key) },
	}
}

func (w writer) open(key string) string { return quote(rules.Pencil + " " + w.own.T("eg."+key)) }

func (w writer) marked(key, value string) string {
	if len(w.answers[key]) > 0 {
		return value
	}
	return value + "  # " + rules.Pencil + " " + w.own.T("eg.choose")
}

func (w writer) each(key string, without ...string) []string {
	if a := w.answers[key]; len(a) > 0 {
		return a
	}
	return without
}

func (w writer) first(key, without string) string { return w.each(key, without)[0] }

// measures are those that a response can answer; one to be named where no
// document was chosen.
func (w writer) measures() []Target {
	var out []Target
	if w.of == nil {
		return []Target{{"HRIA-2026-001#M1", w.own.T("eg.measure"), "M"}}
	}
	for _, r := range w.of.Records {
		if r.letter == "M" || r.letter == "A" {
			out = append(out, r)
		}
	}
	return out
}

// quote writes a text as TOML does, on one line.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func list(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// comment breaks a text into lines of a comment. What is written without spaces
// stays on one line.
func comment(text string) string {
	const most = 88
	var lines []string
	line := "#"
	for _, word := range strings.Split(text, " ") { // a no-break space stays
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > most && line != "#" {
			lines, line = append(lines, line), "#"
		}
		line += " " + word
	}
	return strings.Join(append(lines, line), "\n")
}
