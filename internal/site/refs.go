package site

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/markdown"
)

// ref makes a link of a reference in the front matter of a document.
func (c *composer) ref(a *assessment.Assessment, to string) Link {
	f := c.focus
	if f == nil || f.doc != a {
		return c.targetLink(a, c.Graph.Resolve(a, to), to)
	}
	l, ok := f.refs[to]
	if !ok {
		l = c.targetLink(a, c.Graph.Resolve(a, to), to)
		f.refs[to] = l
	}
	return l
}

func (c *composer) refs(a *assessment.Assessment, list []assessment.Text) []Link {
	if len(list) == 0 {
		return nil
	}
	out := make([]Link, len(list))
	for i, t := range list {
		out[i] = c.ref(a, t.Value)
	}
	return out
}

// targetLink makes a link to what a reference leads to; written is what stands
// in the source, for references that lead out of the register.
func (c *composer) targetLink(a *assessment.Assessment, t graph.Target, written string) Link {
	switch {
	case t.Withheld:
		return Link{Text: c.t("withheld.ref")}
	case t.Term.Kind != "":
		return c.termLink(t.Term.Kind, t.Term.ID)
	case t.File != "":
		return c.link(written, c.filePath(t.File))
	case t.Doc == nil:
		return Link{Text: written}
	}
	return c.nodeLink(a, t.Node, t.Anchor)
}

// nodeLink links to a document or record, as seen from a document: "I2" for a
// record here, "HRIA-2026-003 I2" for one elsewhere.
func (c *composer) nodeLink(from *assessment.Assessment, n graph.Node, anchor string) Link {
	doc := n.Doc
	if from == nil || !c.sameWork(from, doc) { // a document that names its translation means that one
		if n.Record == "" && anchor == "" {
			return c.docLink(doc)
		}
		doc = c.edition(n)
	}
	l := Link{Text: n.Record}
	if doc != from {
		l.Text = strings.TrimSpace(c.Graph.Original(doc).ID.Value + " " + n.Record)
	}
	if n.Record == "" {
		l.Text = doc.Title.Value
		if lang := c.language(doc); lang != c.lang {
			l.speak(lang)
		}
	} else if r, ok := c.Graph.Record(graph.Node{Doc: doc, Record: n.Record}); ok {
		l.Note = r.Title
	}
	p := c.docPage(doc)
	if p == nil {
		return l
	}
	l.Href = relative(c.path, p.Path)
	if p.Path == c.path {
		l.Href = ""
	}
	switch {
	case n.Record != "":
		l.Href += "#" + n.Record
	case anchor != "":
		if to, ok := c.headingLink(doc, anchor); ok {
			l.Href += to.Href
		}
	case l.Href == "":
		l.Href, l.Here = relative(c.path, p.Path), true
	}
	return l
}

// edition chooses the version of a document to show a node in: that in the
// language of the page, unless it lacks the record, as a summary may.
func (c *composer) edition(n graph.Node) *assessment.Assessment {
	doc := c.face(n.Doc).doc
	if doc == n.Doc || n.Record == "" {
		return doc
	}
	if _, ok := c.Graph.Record(graph.Node{Doc: doc, Record: n.Record}); !ok {
		return n.Doc
	}
	return doc
}

// titled links to a record on a page that spans documents: "M1 Second check".
func (c *composer) titled(n graph.Node) Link {
	l, doc := c.recordLink(n), c.edition(n)
	r, _ := c.Graph.Record(graph.Node{Doc: doc, Record: n.Record})
	switch {
	case n.Record == "":
	case r.Title == "":
		l.Text = strings.TrimSpace(c.Graph.Original(doc).ID.Value + " " + n.Record)
	default:
		said := c.said(doc, n.Record+" "+r.Title)
		l.Text, l.Lang, l.RTL = said.Text, said.Lang, said.RTL
	}
	return l
}

// titledRef is titled for a reference in the front matter of a document.
func (c *composer) titledRef(a *assessment.Assessment, to string) Link {
	if t := c.Graph.Resolve(a, to); t.Doc != nil && t.Record != "" {
		return c.titled(t.Node)
	}
	return c.ref(a, to)
}

// Prose is a part of a document's text, with what its links lead to.
type Prose struct {
	Passage markdown.Passage
	// Resolve tells what a cross-link, a relative link or a picture leads to.
	Resolve func(l *markdown.Link) Ref
}

// Ref is what a link of the text leads to.
type Ref struct {
	Link
	Citation bool   // of a source: a numbered mark
	Anchor   string // of a citation, to link back to
	Withheld bool   // a passage or record that is not for the public
	Image    Image
}

// Empty tells whether there is nothing to show.
func (p Prose) Empty() bool { return p.Passage.Empty() }

// prose makes a passage of a document ready to be shown.
func (c *composer) prose(a *assessment.Assessment, p markdown.Passage) Prose {
	if f := c.focus; f != nil && f.doc == a {
		return Prose{p, f.resolve}
	}
	return Prose{p, c.resolver(a)}
}

func (c *composer) resolver(a *assessment.Assessment) func(*markdown.Link) Ref {
	return func(l *markdown.Link) Ref { return c.resolve(a, l) }
}

func (c *composer) resolve(a *assessment.Assessment, l *markdown.Link) Ref {
	t, broken := c.Graph.ResolveLink(a, l)
	if broken != nil {
		return Ref{Link: Link{Text: cmp.Or(l.Text, named(l))}}
	}
	ref := Ref{Link: c.targetLink(a, t, l.Target), Withheld: t.Withheld}
	if t.Withheld {
		if l.Scheme == "withheld" {
			ref.Text = c.t("withheld.passage")
		}
		return ref
	}
	switch {
	case l.Kind == markdown.LinkImage:
		ref.Image, ref.Href = c.image(t.File)
		ref.Image.File = t.File
	case l.Scheme == "source" && t.Doc == a:
		ref.Citation, ref.Anchor = true, citationAnchor(a, l)
		ref.Text = strings.TrimPrefix(t.Record, "S")
	case l.Text != "":
		ref.Text, ref.Lang = l.Text, ""
	case t.Term.Kind == KindRight || t.Term.Kind == KindGroup || t.Term.Kind == KindTechnology:
		ref.Text = inSentence(ref.Text, c.lang, textBefore(a, l))
	}
	return ref
}

// named is what a cross-link names, for one that has no words of its own and leads
// nowhere, as an earlier edition's may: "HRIA-2026-003 I2".
func named(l *markdown.Link) string {
	if l.Kind != markdown.LinkCross {
		return ""
	}
	return strings.ReplaceAll(strings.TrimPrefix(l.Target, l.Scheme+":"), "#", " ")
}

// citationAnchor numbers the citations of a source: cite-S1-1, cite-S1-2 …
func citationAnchor(a *assessment.Assessment, l *markdown.Link) string {
	n := 1
	for i := range a.Source.Body.Links[:l.Index] {
		if before := &a.Source.Body.Links[i]; before.Scheme == "source" && before.Target == l.Target {
			n++
		}
	}
	return "cite-" + sourceID(l) + "-" + itoa(n)
}

func sourceID(l *markdown.Link) string {
	if l.Record != "" {
		return l.Record
	}
	return assessment.ParseAddress(l.Term).Record
}

// textBefore is the text of the document before a cross-link.
func textBefore(a *assessment.Assessment, l *markdown.Link) string {
	text := l.Span.File.Text
	start := min(max(l.Span.Start, 0), len(text))
	return strings.TrimSuffix(strings.TrimRight(string(text[max(0, start-80):start]), " "), "[[")
}

// inSentence writes a term with a small letter inside a sentence, in languages
// that do so. Abbreviations stay.
func inSentence(name, lang, before string) string {
	switch base, _, _ := strings.Cut(lang, "-"); base {
	case "en", "fr", "es", "pt", "ru", "it":
	default:
		return name
	}
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	if unicode.IsUpper(second) || startsSentence(before) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}

func startsSentence(before string) bool {
	trimmed := strings.TrimRight(before, " \t*_\u00a0\u202f")
	line := trimmed[strings.LastIndexByte(trimmed, '\n')+1:]
	if strings.HasSuffix(trimmed, "\n\n") || trimmed == "" || strings.TrimLeft(line, "-*+>0123456789.| \t") == "" && strings.Trim(line, " \t") != "" {
		return true
	}
	if strings.HasSuffix(trimmed, "\n") {
		return startsSentence(strings.TrimRight(trimmed, "\n"))
	}
	return strings.ContainsAny(trimmed[len(trimmed)-1:], ".!?|")
}
