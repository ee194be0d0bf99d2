package rename

import (
	"regexp"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/markdown"
)

var recordForm = regexp.MustCompile(`^[IMGRSFQAO][1-9][0-9]{0,4}$`)

// record renames a record of a document in all its languages.
func (s *Site) record(a *assessment.Assessment, old, id string) (*work, error) {
	if !recordForm.MatchString(id) {
		return nil, refuse("write the letter of its kind and a number, such as "+old[:1]+"7", "%q cannot be the id of a record", id)
	}
	if id[0] != old[0] {
		return nil, refuse("keep the letter "+old[:1], "%q and %q are records of different kinds", old, id)
	}
	if id == old {
		return nil, refuse("name another id", "%q is its name already", id)
	}
	languages := s.graph.Languages(a)
	found := false
	for _, d := range languages {
		if _, taken := s.graph.Record(graph.Node{Doc: d, Record: id}); taken {
			return nil, refuse("choose an id that is free", "%s has a record %q already", d.Source.File.Path, id)
		}
		_, there := s.graph.Record(graph.Node{Doc: d, Record: old})
		found = found || there
	}
	if !found {
		return nil, refuse("hria list --records shows what there is", "%s has no record %q", a.Source.File.Path, old)
	}
	w := s.newWork("record " + old + " of " + name(a))
	w.named = func(d *assessment.Assessment) bool {
		isOwn := func(id string) bool {
			return slices.ContainsFunc(languages, func(x *assessment.Assessment) bool { return id != "" && x.ID.Value == id })
		}
		ours := isOwn(d.ID.Value)
		return ours && slices.ContainsFunc(d.Records(), func(r assessment.Record) bool { return r.ID.Value == old }) ||
			refers(d, func(at assessment.Address) bool {
				return at.Record == old && (isOwn(at.Document) || at.Document == "" && ours)
			})
	}
	for _, d := range s.current() {
		w.recordIn(d, languages, old, id)
	}
	return w, w.failed
}

// name is what a document is called in messages.
func name(a *assessment.Assessment) string {
	if a.ID.Value != "" {
		return a.ID.Value
	}
	return a.Source.Slug
}

// recordIn mends one document. own are the languages of the one whose record
// gets another name.
func (w *work) recordIn(d *assessment.Assessment, own []*assessment.Assessment, old, id string) {
	ours := slices.Contains(own, d)
	means := func(at assessment.Address) bool {
		if at.Record != old {
			return false
		}
		return at.Document == "" && ours || slices.ContainsFunc(own, func(x *assessment.Assessment) bool { return at.Document != "" && x.ID.Value == at.Document })
	}
	for r := range d.References() {
		if means(assessment.ParseAddress(r.To.Value)) {
			w.tail(r.To, old, id)
		}
	}
	if ours {
		w.ownRecord(d, old, id)
	}
	for i := range d.Source.Body.Links {
		l := &d.Source.Body.Links[i]
		switch l.Kind {
		case markdown.LinkCross:
			at := assessment.Address{Document: l.Document, Record: l.Record}
			if l.Scheme == "source" {
				at = assessment.ParseAddress(l.Term)
			}
			if (l.Scheme == "" || l.Scheme == "source") && means(at) {
				w.tail(assessment.Text{Value: l.Target, Span: l.Span}, old, id)
			}
		case markdown.LinkFragment, markdown.LinkRelative:
			t, broken := w.graph.ResolveLink(d, l)
			if broken == nil && t.Record == old && slices.Contains(own, t.Doc) {
				w.fragment(d, l, old, id)
			}
		}
	}
}

// tail renames the record at the end of an address: I2, DOC#I2, source:S1.
func (w *work) tail(t assessment.Text, old, id string) {
	span := t.Span
	raw := string(span.File.Text[span.Start:span.End])
	if i := strings.LastIndex(raw, t.Value); i >= 0 && strings.HasSuffix(t.Value, old) {
		at := span.Start + i + len(t.Value) - len(old)
		w.mend(span.Path(), Edit{at, at + len(old), id})
		return
	}
	w.value(t, t.Value, strings.TrimSuffix(t.Value, old)+id)
}

// ownRecord renames where the record itself stands: its entry, what withholds it
// or parts of it, the heading that opens its section.
func (w *work) ownRecord(d *assessment.Assessment, old, id string) {
	for _, r := range d.Records() {
		if r.ID.Value == old {
			w.value(r.ID, old, id)
		}
	}
	for i := range d.Withheld {
		if t := d.Withheld[i].Target; t.Value == old || strings.HasPrefix(t.Value, old+".") {
			w.value(t, old, id)
		}
	}
	for i := range d.Principles {
		if t := d.Principles[i].Section; t.Value == old {
			w.value(t, old, id)
		}
	}
	for _, h := range d.Source.Body.Headings {
		if h.Record == old {
			w.heading(d, h, old, id)
		}
	}
}

// heading renames what a heading begins with and the anchor {#I2} behind it.
func (w *work) heading(d *assessment.Assessment, h markdown.Heading, old, id string) {
	text := d.Source.File.Text
	line := string(text[h.Span.Start:h.Span.End])
	if end := strings.IndexAny(string(text[h.Span.End:]), "\r\n"); end >= 0 {
		line = string(text[h.Span.Start : h.Span.End+end])
	} else {
		line = string(text[h.Span.Start:])
	}
	if strings.HasPrefix(h.Text, old) {
		if i := strings.Index(line, old); i >= 0 {
			w.mend(d.Source.File.Path, Edit{h.Span.Start + i, h.Span.Start + i + len(old), id})
		}
	}
	if m := regexp.MustCompile(`\{[^{}]*#(` + old + `)(?:\s[^{}]*)?\}\s*$`).FindStringSubmatchIndex(line); m != nil {
		w.mend(d.Source.File.Path, Edit{h.Span.Start + m[2], h.Span.Start + m[3], id})
	}
}

// fragment renames the fragment of a link.
func (w *work) fragment(d *assessment.Assessment, l *markdown.Link, old, id string) {
	at, raw, ok := w.address(d, l)
	if !ok {
		return
	}
	i := strings.LastIndexByte(raw, '#')
	if i < 0 || raw[i+1:] != old {
		w.cannot(d, l)
		return
	}
	w.mend(d.Source.File.Path, Edit{at + i + 1, at + len(raw), id})
}

// address finds the address of a link as it is written. A link that names its
// address elsewhere, [text][label], is mended there.
func (w *work) address(d *assessment.Assessment, l *markdown.Link) (at int, raw string, ok bool) {
	text := d.Source.File.Text
	if raw := string(text[l.Span.Start:l.Span.End]); same(raw, l.Target) {
		return l.Span.Start, raw, true
	}
	for _, m := range definition.FindAllSubmatchIndex(text[d.Source.BodyStart():], -1) {
		start, end := m[2]+d.Source.BodyStart(), m[3]+d.Source.BodyStart()
		if raw := string(text[start:end]); same(raw, l.Target) {
			return start, raw, true
		}
	}
	w.cannot(d, l)
	return 0, "", false
}

// definition is the line that gives a label its address.
var definition = regexp.MustCompile(`(?m)^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s<>]+)`)

// same tells whether an address as written is one as read.
func same(raw, target string) bool {
	return raw == target || strings.NewReplacer(`\`, "", "&amp;", "&").Replace(raw) == target
}

func (w *work) cannot(d *assessment.Assessment, l *markdown.Link) {
	line, _ := l.Span.Position()
	if w.failed == nil {
		w.failed = refuse("write the link as [text](address) first", "%s:%d: the link to %q is written in a way that cannot be mended", d.Source.File.Path, line, l.Target)
	}
}
