package graph

import (
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/markdown"
)

// schemes are the vocabularies behind [[scheme:term]].
var schemes = map[string]Term{"right": {"right", "rights"}, "ungp": {"principle", "principles"},
	"tech": {"technology", "technologies"}, "group": {"group", "groups"}}

func (g *Graph) crossLink(a *assessment.Assessment, l *markdown.Link) (Target, *Broken) {
	switch l.Scheme {
	case "withheld":
		return Target{Withheld: true}, nil
	case "", "source":
		return g.crossRecord(a, l)
	}
	t, broken := g.crossTerm(l)
	return Target{Term: t}, broken
}

// crossTerm finds the term of a cross-link; one to a record has none.
func (g *Graph) crossTerm(l *markdown.Link) (Term, *Broken) {
	broken := func(message, help string) (Term, *Broken) {
		return Term{}, &Broken{"ID-04", l.Span, message, help}
	}
	if l.Kind != markdown.LinkCross || l.Scheme == "" || l.Scheme == "source" || l.Scheme == "withheld" {
		return Term{}, nil
	}
	if l.Scheme == "country" {
		if locale.ValidCountry(l.Term) {
			return Term{"country", l.Term}, nil
		}
		return broken("unknown country "+quote(l.Term), "write an ISO 3166-1 code in capitals, such as [[country:TH]]")
	}
	s := schemes[l.Scheme]
	if g.words.Has(s.ID, l.Term) {
		return Term{s.Kind, l.Term}, nil
	}
	help := fmt.Sprintf("the vocabulary %q lists what there is", s.ID)
	if near := g.words.Nearest(s.ID, l.Term); near != "" {
		help = "did you mean " + quote(near) + "?"
	}
	return broken("unknown "+s.Kind+" "+quote(l.Term), help)
}

// crossAddress is what [[I2]], [[DOC#I2]], [[DOC]] and [[source:S1]] name.
func crossAddress(l *markdown.Link) assessment.Address {
	if l.Scheme == "source" && l.Term != "" && l.Record == "" {
		return assessment.ParseAddress(l.Term)
	}
	return assessment.Address{Document: l.Document, Version: l.Version, Record: l.Record}
}

// crossRecord resolves a cross-link to a document or a record.
func (g *Graph) crossRecord(a *assessment.Assessment, l *markdown.Link) (Target, *Broken) {
	at := crossAddress(l)
	if t, ok := g.resolve(a, at); ok {
		return t, nil
	}
	ref := assessment.Reference{To: assessment.Text{Value: l.Target, Span: l.Span}, Letters: "IMGRSFQAO"}
	ref.To.Value = at.Document
	if at.Record != "" {
		ref.To.Value = strings.TrimPrefix(at.Document+"#"+at.Record, "#")
	}
	return Target{}, &Broken{"ID-04", l.Span, g.missing(a, ref), g.help(a, ref)}
}

func quote(s string) string { return strconv.Quote(s) }

// missing says what a reference does not find.
func (g *Graph) missing(a *assessment.Assessment, r assessment.Reference) string {
	at := assessment.ParseAddress(r.To.Value)
	switch {
	case at.Document != "" && g.document(at.Document) == nil:
		return "no document has the id " + quote(at.Document)
	case at.Record != "" && at.Document != "":
		return fmt.Sprintf("%s has no record %q", at.Document, at.Record)
	case at.Record != "":
		return fmt.Sprintf("this document has no record %q", at.Record)
	}
	return quote(r.To.Value) + " names no record"
}

// help names the nearest id, or those that there are.
func (g *Graph) help(a *assessment.Assessment, r assessment.Reference) string {
	at := assessment.ParseAddress(r.To.Value)
	if at.Document != "" && g.document(at.Document) == nil {
		if near := g.nearDocument(at.Document); near != "" {
			return "did you mean " + quote(near) + "?"
		}
		return "write the id of a document of this register, or of one of its records, as DOC-ID#I1"
	}
	doc := a
	if at.Document != "" {
		doc = g.document(at.Document)
	}
	var known []string
	for _, rec := range doc.Records() {
		if rec.ID.Value != "" && (r.Letters == "" || strings.Contains(r.Letters, rec.ID.Value[:1])) {
			known = append(known, rec.ID.Value)
		}
	}
	if near := diag.Nearest(at.Record, known); near != "" && near != at.Record && !digitsDiffer(near, at.Record) {
		return "did you mean " + quote(near) + "?"
	}
	const most = 20
	switch {
	case len(known) == 0:
		return "it has no " + strings.TrimPrefix(strings.TrimPrefix(letters(r.Letters), "a "), "an ") + " at all; add the record, or remove the reference"
	case len(known) > most:
		return fmt.Sprintf("there are %s and %d more", strings.Join(known[:most], ", "), len(known)-most)
	}
	if len(known) == 1 {
		return "there is only " + known[0]
	}
	return "there are " + strings.Join(known, ", ")
}

// nearDocument finds a document whose id is nearly the same; ids that differ
// in their numbers only, or by the language of a translation, differ on purpose.
func (g *Graph) nearDocument(id string) string {
	var known []string
	for _, d := range g.Docs {
		if d.ID.Value != "" && !digitsDiffer(d.ID.Value, id) && !strings.HasPrefix(id, d.ID.Value+".") {
			known = append(known, d.ID.Value)
		}
	}
	return diag.Nearest(id, known)
}

// digitsDiffer tells whether two words are alike but for their numbers.
func digitsDiffer(a, b string) bool {
	return a != b && noDigits(a) == noDigits(b) && len(a) == len(b)
}

func noDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}

var letterNames = map[byte]string{'I': "an impact", 'M': "a measure", 'G': "an engagement", 'R': "a grievance mechanism",
	'S': "a source", 'F': "a finding", 'Q': "a question", 'A': "an action", 'O': "an opportunity"}

func letters(set string) string {
	if len(set) == 1 {
		return letterNames[set[0]]
	}
	return "a record of that kind"
}

// fileHelp names the file that was most likely meant.
func (g *Graph) fileHelp(a *assessment.Assessment, name, what string) string {
	var known []string
	for file := range g.files {
		known = append(known, file)
	}
	for file := range g.at {
		known = append(known, file)
	}
	want := path.Join(a.Source.Dir, name)
	best := ""
	for _, file := range known {
		near := path.Ext(file) == path.Ext(want) && diag.Nearest(path.Base(want), []string{path.Base(file)}) != ""
		if near && file != a.Source.File.Path && (best == "" || file < best) {
			best = file
		}
	}
	if best == "" {
		return "put the " + what + " there, or mend the link"
	}
	near := url.URL{Path: relative(a.Source.Dir, best)}
	return "did you mean " + quote(near.EscapedPath()) + "?"
}

// relative gives the path of a file as seen from a folder.
func relative(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
