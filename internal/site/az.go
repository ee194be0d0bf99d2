package site

import (
	"slices"
	"sync"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
)

const kindIndex = "a-z"

// Index is the view of everything in the register, A to Z.
type Index struct {
	Frame
	Intro   string
	Letters []Link
	Groups  []IndexGroup
}

// IndexGroup holds the entries of one letter.
type IndexGroup struct {
	ID, Letter string
	Rows       []IndexRow
}

// IndexRow is a document, a term or an organisation.
type IndexRow struct {
	Link
	Kind string
}

// letterAt is a letter of a sorted list and where it begins.
type letterAt struct {
	id, label string
	at        int
}

// alphabetical gives a list in the order of a language with its letters, put in
// order when somebody first asks.
func alphabetical[T any](lang string, list []T, text func(T) string) func() ([]T, []letterAt) {
	var letters []letterAt
	sorted := sync.OnceValue(func() []T {
		out := slices.Clone(list)
		locale.Sort(lang, out, text)
		for i, item := range out {
			if label := locale.Initial(text(item)); len(letters) == 0 || letters[len(letters)-1].label != label {
				letters = append(letters, letterAt{"letter-" + itoa(len(letters)+1), label, i})
			}
		}
		return out
	})
	return func() ([]T, []letterAt) {
		list := sorted()
		return list, letters
	}
}

// letterAtRow finds the letter that a row stands under.
func letterAtRow(letters []letterAt, row int) letterAt {
	i, found := slices.BinarySearchFunc(letters, row, func(l letterAt, row int) int { return l.at - row })
	if !found {
		i--
	}
	return letters[i]
}

// letterLinks links to where each letter begins, whichever part that is on.
func (c *composer) letterLinks(p *Page, letters []letterAt) []Link {
	if len(letters) < 2 {
		return nil
	}
	var out []Link
	for _, l := range letters {
		link := Link{Text: l.label, Href: "#" + l.id}
		if p.Parts > 1 {
			if part := 1 + l.at/p.size; part != p.Part {
				link.Href = relative(c.path, partPath(p.first(), part)) + link.Href
			}
		}
		out = append(out, link)
	}
	return out
}

// indexEntry is an entry before it is put into words; name is what orders it.
type indexEntry struct {
	name string
	doc  *assessment.Assessment // the original; nil for terms and organisations
	term graph.Term
}

// collectIndex lists documents, terms and organisations as a language calls
// them.
func (s *Site) collectIndex(lang string) func() ([]indexEntry, []letterAt) {
	return sync.OnceValues(func() ([]indexEntry, []letterAt) {
		c := s.composer(lang, "")
		var out []indexEntry
		for _, a := range s.Graph.Works() {
			out = append(out, indexEntry{name: s.pick(a, lang).Title.Value, doc: a})
		}
		for _, f := range termFolders {
			for _, id := range s.termsOf(f.Kind, lang) {
				l := c.termText(f.Kind, id)
				out = append(out, indexEntry{name: join(" · ", l.Text, l.Note), term: graph.Term{Kind: f.Kind, ID: id}})
			}
		}
		for _, name := range s.gathered.organisations[lang]().names {
			out = append(out, indexEntry{name: name, term: graph.Term{Kind: kindOrganisation, ID: name}})
		}
		return alphabetical(lang, out, func(e indexEntry) string { return e.name })()
	})
}

// indexRows counts what collectIndex lists.
func (s *Site) indexRows(lang string) int {
	n := len(s.Graph.Works()) + len(s.gathered.organisations[lang]().names)
	for _, f := range termFolders {
		n += len(s.termsOf(f.Kind, lang))
	}
	return n
}

func (c *composer) index(p *Page) *Index {
	v := &Index{Frame: c.frame(p, c.t("register.a-z"), c.t("a-z.intro")), Intro: c.t("a-z.intro")}
	entries, letters := c.gathered.index[c.lang]()
	v.Letters = c.letterLinks(p, letters)
	for i, e := range paged(p, entries) {
		at := letterAtRow(letters, p.from()+i)
		if last := len(v.Groups) - 1; last < 0 || v.Groups[last].ID != at.id {
			v.Groups = append(v.Groups, IndexGroup{ID: at.id, Letter: at.label})
		}
		group := &v.Groups[len(v.Groups)-1]
		group.Rows = append(group.Rows, c.indexRow(e))
	}
	return v
}

func (c *composer) indexRow(e indexEntry) IndexRow {
	switch {
	case e.doc != nil:
		return IndexRow{c.docLink(e.doc), c.word("kind", e.doc.Kind.Value)}
	case e.term.Kind == kindOrganisation:
		return IndexRow{c.organisationLink(e.name), c.t("organisation")}
	}
	l := c.termLink(e.term.Kind, e.term.ID)
	l.Text, l.Note = e.name, ""
	return IndexRow{l, c.t("kind." + e.term.Kind)}
}
