package graph

import (
	"path"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/markdown"
)

// Beside makes a small graph around an earlier edition of a document of this one,
// which is of what may be published: whole as its author wrote it, shown as it may
// be seen. It holds what the edition refers to, with translations, and of files
// those that are published. A document or a file beside one that has moved since
// is found by its former address. Nothing in it refers to the edition but itself.
func (g *Graph) Beside(whole, shown *assessment.Assessment, published func(file string) bool) *Graph {
	docs, all := []*assessment.Assessment{shown}, []*assessment.Assessment{whole}
	now := g.full.whereNow(whole)
	current := currentPath(whole)
	var files []string
	taken := map[string]bool{current: true} // itself, as it is now
	for _, name := range namedIn(whole) {
		if to, moved := now[name]; moved {
			name = to
		}
		if g.files[name] && !taken[name] && published(name) {
			taken[name] = true
			files = append(files, name)
		}
		to, ok := g.full.Has(name)
		if !ok {
			to = g.full.document(name)
		}
		if to == nil || to.Source.File.Path == current {
			continue
		}
		for _, a := range g.full.Languages(to) {
			file := a.Source.File.Path
			if taken[file] {
				continue
			}
			taken[file] = true
			all = append(all, a)
			if public, ok := g.Has(file); ok {
				docs = append(docs, public)
			}
		}
	}
	around := &Graph{words: g.words, spread: oneByOne, now: now}
	around.link(all, files, nil)
	out := around.Public(docs, nil)
	for _, p := range out.parts {
		for record, list := range p.in {
			p.in[record] = slices.DeleteFunc(list, func(b Backlink) bool { return b.Doc != shown })
		}
	}
	return out
}

// currentPath is the file of the document that an edition is of.
func currentPath(edition *assessment.Assessment) string {
	dir, name := path.Split(edition.Source.File.Path)
	return dir + strings.Replace(name, "@"+edition.Source.Edition, "", 1)
}

// whereNow tells, of files that the text of an edition links to and that are not
// where it says, where they are now: a document under a former address leads to the
// document, and what stood beside the edition is found where that has moved from.
func (g *Graph) whereNow(edition *assessment.Assessment) map[string]string {
	dirs := []string{edition.Source.Dir}
	if a, ok := g.Has(currentPath(edition)); ok {
		for _, file := range formerPaths(a) {
			dirs = append(dirs, path.Dir(file))
		}
	}
	find := func(file string) (string, bool) {
		if g.there(file) {
			return file, true
		}
		to, moved := g.former()[file]
		return to, moved
	}
	out := map[string]string{}
	for i := range edition.Source.Body.Links {
		l := &edition.Source.Body.Links[i]
		if l.Kind != markdown.LinkRelative && l.Kind != markdown.LinkImage {
			continue
		}
		name, _ := cutAddress(l.Target)
		file := path.Join(edition.Source.Dir, name)
		if g.there(file) || out[file] != "" {
			continue
		}
		for _, dir := range dirs {
			if to, ok := find(path.Join(dir, name)); ok {
				out[file] = to
				break
			}
		}
	}
	return out
}

// there tells whether there is a document or another file of this path.
func (g *Graph) there(file string) bool {
	_, ok := g.at[file]
	return ok || g.files[file]
}

// findFormer gives the documents by the files that they had at former addresses. Two
// that had the same are found by none.
func (g *Graph) findFormer() map[string]string {
	out, twice := map[string]string{}, map[string]bool{}
	for _, a := range g.Docs {
		for _, file := range formerPaths(a) {
			if to, there := out[file]; there && to != a.Source.File.Path {
				twice[file] = true
			}
			out[file] = a.Source.File.Path
		}
	}
	for file := range twice {
		delete(out, file)
	}
	return out
}

// formerPaths lists the files that a document may have had at its former addresses,
// such as assessments/old/cameras.html: assessments/old/cameras.md, or index.md in a
// folder of that name.
func formerPaths(a *assessment.Assessment) []string {
	ending := ".md"
	if a.Source.Lang != "" {
		ending = "." + a.Source.Lang + ".md"
	}
	stem := strings.TrimSuffix(a.Source.File.Path, ending)
	root, ok := strings.CutSuffix(stem, a.Source.Slug)
	if !ok {
		root = strings.TrimSuffix(stem, a.Source.Slug+"/index")
	}
	var out []string
	for _, alias := range a.Aliases {
		if _, address, ok := strings.Cut("/"+alias.Value, "/assessments/"); ok && strings.HasSuffix(address, ".html") {
			slug := strings.TrimSuffix(address, ".html")
			out = append(out, root+slug+ending, root+slug+"/index"+ending)
		}
	}
	return out
}
