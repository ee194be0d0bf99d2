package cli

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"hria/internal/diag"
)

// filter says which findings a call of hria check asks for; an empty part asks
// for all.
type filter struct {
	only  []string // paths, folders or ids of documents
	rules []string // ids or families
	kind  string
}

// keep is a filter that was held against the documents there are.
type keep struct {
	all     bool            // whatever file
	files   map[string]bool // else these
	folders []string
	rules   []string
	kinds   map[string]bool // files of the kind; nil for all
}

// resolve finds the documents and rules that the filter names in a site whose
// files lie in a folder. A name that stands for nothing is an error with the
// nearest one that stands for something.
func (f filter) resolve(folder string, site fs.FS, b built) (keep, error) {
	k := keep{all: len(f.only) == 0, files: map[string]bool{}}
	ids := map[string]string{}
	var known []string
	for _, a := range b.site.Documents() {
		known = append(known, a.Source.File.Path)
		if a.ID.Value != "" {
			known = append(known, a.ID.Value)
			ids[a.ID.Value] = a.Source.File.Path
		}
	}
	slices.Sort(known)
	for _, arg := range f.only {
		if name, there := ids[arg]; there {
			k.files[name] = true
		} else if !k.add(folder, site, arg) {
			return k, unknownWord("document", arg, known)
		}
	}
	if err := k.addRules(f.rules, b.site.Words().IDs("rules")); err != nil {
		return k, err
	}
	if f.kind == "" {
		return k, nil
	}
	if !slices.Contains(kindNames(), f.kind) {
		return k, unknownWord("kind", f.kind, kindNames())
	}
	k.kinds = map[string]bool{}
	for _, a := range b.site.Documents() {
		k.kinds[a.Source.File.Path] = a.Kind.Value == f.kind
	}
	return k, nil
}

// add takes a file or folder by its path: in the site, or as seen from the
// working folder, which is what a shell completes. It tells whether there is
// one.
func (k *keep) add(folder string, site fs.FS, arg string) bool {
	candidates := []string{path.Clean(filepath.ToSlash(arg))}
	base, err := filepath.Abs(folder)
	abs, err2 := filepath.Abs(arg)
	if rel, err3 := filepath.Rel(base, abs); err == nil && err2 == nil && err3 == nil {
		candidates = append(candidates, filepath.ToSlash(rel))
	}
	for _, name := range candidates {
		info, err := fs.Stat(site, name)
		switch {
		case err != nil:
		case info.IsDir():
			k.folders = append(k.folders, name)
			return true
		default:
			k.files[name] = true
			return true
		}
	}
	return false
}

func (k *keep) addRules(words, ids []string) error {
	for _, word := range words {
		word = strings.ToUpper(strings.TrimSpace(word))
		family := func(id string) bool { return strings.HasPrefix(id, word+"-") }
		if !slices.Contains(ids, word) && !slices.ContainsFunc(ids, family) {
			return unknownWord("rule", word, ids)
		}
		k.rules = append(k.rules, word)
	}
	return nil
}

// unknownWord is the error for a word that stands for nothing.
func unknownWord(what, word string, known []string) error {
	const most = 12
	hint := "there is none yet"
	if near := diag.Nearest(word, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(known) > 0 {
		hint = "there are: " + strings.Join(known[:min(most, len(known))], ", ")
		if len(known) > most {
			hint += fmt.Sprintf(" and %d more", len(known)-most)
		}
	}
	return usage(hint, "unknown %s %q", what, word)
}

// file tells whether findings of a file are asked for.
func (k keep) file(name string) bool {
	if k.kinds != nil && !k.kinds[name] {
		return false
	}
	return k.all || k.files[name] || slices.ContainsFunc(k.folders, func(folder string) bool {
		return folder == "." || strings.HasPrefix(name, folder+"/")
	})
}

func (k keep) rule(id string) bool {
	family, _, _ := strings.Cut(id, "-")
	return len(k.rules) == 0 || slices.Contains(k.rules, id) || slices.Contains(k.rules, family)
}

func (k keep) finding(f diag.Finding) bool { return k.rule(f.Rule) && k.file(f.Span.Path()) }

// notes tells whether what briefing notes have to say is asked for: making them
// is costly.
func (k keep) notes() bool {
	return slices.ContainsFunc([]string{"PD-01", "PD-02", "PD-03", "PD-05", "PD-07"}, k.rule)
}
