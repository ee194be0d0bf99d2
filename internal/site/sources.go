package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/graph"
	"hria/internal/locale"
)

const kindSources = "sources"

// sourceDocuments is how many documents are listed below a source at most: a
// law can be a source of nearly all.
const sourceDocuments = 12

// SourceList is the view of all sources that the register rests on.
type SourceList struct {
	Frame
	Intro   string
	Finding string
	Data    Link
	Groups  []SourceGroup
}

// SourceGroup holds the sources of one type.
type SourceGroup struct {
	ID, Label string
	Rows      []SourceRow
}

// SourceRow is a source and the documents that rest on it.
type SourceRow struct {
	Title      Link
	Author     string
	Date       string
	Confidence []string // one of each document where they differ
	Documents  []Link
	More       string // how many documents are not listed; "" for none
}

// joinedSource is a source with all entries that are the same: of one address,
// or of one title and author.
type joinedSource struct {
	first   *assessment.Source
	entries []sourceEntry
}

type sourceEntry struct {
	doc *assessment.Assessment // the original
	of  *assessment.Source
}

// collectSources joins the sources of all documents.
func (s *Site) collectSources() []*joinedSource {
	var out []*joinedSource
	known := map[string]*joinedSource{}
	for _, a := range s.Graph.Works() {
		for i := range a.Sources {
			x := &a.Sources[i]
			keys := sourceKeys(x)
			var j *joinedSource
			for _, k := range keys {
				if j == nil {
					j = known[k]
				}
			}
			if j == nil {
				j = &joinedSource{first: x}
				out = append(out, j)
			}
			for _, k := range keys {
				if known[k] == nil {
					known[k] = j
				}
			}
			j.entries = append(j.entries, sourceEntry{a, x})
		}
	}
	return out
}

// sourceKeys are equal for sources that are the same.
func sourceKeys(x *assessment.Source) []string {
	var out []string
	if u := strings.TrimRight(x.URL.Value, "/"); u != "" {
		out = append(out, "url\x00"+u)
	}
	if x.Title.Value != "" {
		plain := func(t string) string { return strings.Join(strings.Fields(strings.ToLower(t)), " ") }
		out = append(out, "title\x00"+plain(x.Title.Value)+"\x00"+plain(x.Author.Value))
	}
	return out
}

// sortedSources orders them by type, then by title as a language does.
func (s *Site) sortedSources(lang string) func() []*joinedSource {
	return sync.OnceValue(func() []*joinedSource {
		out := slices.Clone(s.gathered.sources())
		locale.Sort(lang, out, func(j *joinedSource) string { return j.first.Title.Value })
		types := s.Words.IDs("source.type")
		slices.SortStableFunc(out, func(x, y *joinedSource) int {
			return cmp.Compare(slices.Index(types, x.first.Type.Value), slices.Index(types, y.first.Type.Value))
		})
		return out
	})
}

func (c *composer) sourceList(p *Page) *SourceList {
	v := &SourceList{Frame: c.frame(p, c.t("register.sources"), c.t("sources.intro")), Intro: c.t("sources.intro"), Data: c.dataLink(p, "sources")}
	all := c.gathered.sourcesIn[c.lang]()
	if len(all) > 0 {
		v.Finding = c.texts.N("count.sources", len(all))
	}
	for _, j := range paged(p, all) {
		id := j.first.Type.Value
		if last := len(v.Groups) - 1; last < 0 || v.Groups[last].ID != id {
			v.Groups = append(v.Groups, SourceGroup{ID: id, Label: c.word("source.type", id)})
		}
		group := &v.Groups[len(v.Groups)-1]
		group.Rows = append(group.Rows, c.sourceRow(j))
	}
	return v
}

// sourceRow says of a source what the first document says that says it.
func (c *composer) sourceRow(j *joinedSource) SourceRow {
	row := SourceRow{Title: c.said(j.entries[0].doc, j.first.Title.Value)}
	for _, e := range j.entries {
		if row.Title.Href == "" && e.of.URL.Value != "" {
			row.Title.Href, row.Title.External = e.of.URL.Value, true
		}
		if row.Author == "" {
			row.Author = e.of.Author.Value
		}
		if row.Date == "" {
			row.Date = c.texts.Date(e.of.Date.Value)
		}
		if word := c.word("confidence", e.of.Confidence.Value); word != "" && !slices.Contains(row.Confidence, word) {
			row.Confidence = append(row.Confidence, word)
		}
		if len(row.Documents) == sourceDocuments {
			continue
		}
		l, n := c.docLink(e.doc), graph.Node{Doc: e.doc, Record: e.of.ID.Value}
		if to := c.recordLink(n); to.Href != "" {
			l.Href, l.Note = to.Href, n.Record
		}
		row.Documents = append(row.Documents, l)
	}
	if more := len(j.entries) - len(row.Documents); more > 0 {
		row.More = c.t("sources.more", c.texts.Number(more))
	}
	return row
}
