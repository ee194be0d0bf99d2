package build

import (
	"fmt"
	"strings"
	"sync"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/edition"
	"hria/internal/rules"
	"hria/internal/site"
	"hria/internal/source"
)

// place is what a document shares with its earlier editions.
type place struct{ slug, lang string }

func placeOf(a *assessment.Assessment) place { return place{a.Source.Slug, a.Source.Lang} }

// history puts earlier editions to the documents that they became, by what is
// published of these. An edition that belongs to none, or is not what its name
// says, is a finding and left out.
func history(c settings, docs, earlier []*document) (map[*assessment.Assessment]site.History, diag.List) {
	if len(earlier) == 0 {
		return nil, nil
	}
	current := map[place]*document{}
	for _, d := range docs {
		current[placeOf(d.assessment)] = d
	}
	before := map[*document][]*assessment.Assessment{}
	var found diag.List
	for _, d := range earlier {
		now := current[placeOf(d.assessment)]
		if bad := misplaced(c, d, now); len(bad) > 0 {
			found = append(found, bad...)
			continue
		}
		before[now] = append(before[now], d.assessment)
	}
	out := map[*assessment.Assessment]site.History{}
	for _, d := range docs {
		if len(before[d]) > 0 && d.public() != nil {
			out[d.public()] = site.History{Steps: sync.OnceValue(func() []edition.Step {
				return edition.History(assessment.Method(c.Check.Severity), before[d], d.assessment)
			}), Kept: edition.Kept(before[d], d.assessment)}
		}
	}
	return out, found
}

// misplaced reports what keeps a file from being an earlier edition of a
// document (ID-07).
func misplaced(c settings, d, now *document) diag.List {
	a := d.assessment
	report := func(span diag.Span, help, format string, args ...any) diag.List {
		if !span.Known() {
			span = diag.Span{File: a.Source.File}
		}
		return diag.List{{Rule: "ID-07", Severity: diag.Error, Span: span, Message: fmt.Sprintf(format, args...), Help: help}}
	}
	name := a.Source.Edition
	switch {
	case Unreadable(d.findings):
		return d.findings
	case now == nil:
		return report(diag.Span{}, "keep the newest edition beside it under the same name without @"+name, "an earlier edition of no document")
	case a.ID.Value != now.assessment.ID.Value:
		return report(a.ID.Span, "give it the id of the document beside it", "an earlier edition of %q has the id %q", now.assessment.ID.Value, a.ID.Value)
	case a.Version.Value != name:
		return report(a.Version.Span, "make the two agree: the name ends in @<version>.md", "the file's name says version %q, the front matter %q", name, a.Version.Value)
	case name == now.assessment.Version.Value:
		return report(a.Version.Span, "give the document a new version, or remove this file", "the document beside it has version %q, too", name)
	case c.published[rules.Edition(a)] != "" && c.published[rules.Edition(a)] != d.hash():
		return report(a.Version.Span, "put the text back that was published under this version", "version %q differs from the one that was published", name)
	}
	return nil
}

// Earlier reads an older text of a document and gives the name under which it is
// kept beside it: assessments/a@1.0.fr.md. The name is empty where the text is
// no published edition of that document other than the current one.
func (s *Session) Earlier(site *Site, now *assessment.Assessment, text []byte) string {
	d, found := source.Parse(site.config.Paths.Content, now.Source.File.Path, text)
	if Unreadable(found) {
		return ""
	}
	a, _ := assessment.Decode(site.config.words, d)
	if a.ID.Value != now.ID.Value || a.Version.Value == now.Version.Value || a.Status.Value != "published" {
		return ""
	}
	return EditionPath(a)
}

// EditionPath names the file in which an edition of a document is kept, empty
// where the version is none.
func EditionPath(a *assessment.Assessment) string {
	if strings.Trim(a.Version.Value, "0123456789.") != "" || strings.Trim(a.Version.Value, ".") == "" {
		return ""
	}
	ending := ".md"
	if a.Source.Lang != "" {
		ending = "." + a.Source.Lang + ".md"
	}
	return strings.TrimSuffix(a.Source.File.Path, ending) + "@" + a.Version.Value + ending
}
