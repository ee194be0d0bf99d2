package rename

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/markdown"
)

// slugForm keeps addresses readable and the same on every system.
var slugForm = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*$`)

// move gives a document another file: all its languages and editions, and the
// folder of its name with all that lies in it.
func (s *Site) move(slug, to string) (*work, error) {
	if !slugForm.MatchString(to) {
		return nil, refuse("write it with small letters, digits and hyphens, such as metro-cameras", "%q cannot be an address", to)
	}
	switch {
	case to == slug:
		return nil, refuse("name another slug", "%q is its address already", to)
	case strings.HasPrefix(to, slug+"/"):
		return nil, refuse("choose a name outside", "%q cannot go into its own folder", slug)
	}
	for _, d := range s.all {
		if d.Source.Slug == to {
			return nil, refuse("choose another name, or move that document first", "%q is there already", d.Source.File.Path)
		}
	}
	w := s.newWork(slug)
	from, dir := path.Join(s.Content, slug), path.Join(s.Content, to)
	w.moves = func(name string) (string, bool) {
		if rest, below := strings.CutPrefix(name, from+"/"); below {
			return dir + "/" + rest, true
		}
		for _, d := range s.all {
			if d.Source.File.Path == name && d.Source.Slug == slug {
				return dir + strings.TrimPrefix(name, from), true
			}
		}
		return name, false
	}
	for _, name := range slices.Concat(paths(s.all), s.Others) {
		if strings.HasPrefix(name, dir+"/") {
			return nil, refuse("choose another name, or move that folder away", "the folder %q is there already", dir)
		}
	}
	w.named = func(d *assessment.Assessment) bool {
		return slices.ContainsFunc(d.Source.Body.Links, func(l markdown.Link) bool {
			_, stays := w.linked(d, &l)
			return !stays
		})
	}
	for _, d := range s.current() {
		w.linksOf(d)
		if w.path(d.Source.File.Path) != d.Source.File.Path {
			w.alias(d)
		}
	}
	return w, w.failed
}

func paths(docs []*assessment.Assessment) []string {
	var out []string
	for _, d := range docs {
		out = append(out, d.Source.File.Path)
	}
	return out
}

// linksOf mends the links of a document to files, where it or they have moved.
func (w *work) linksOf(d *assessment.Assessment) {
	dir := path.Dir(w.path(d.Source.File.Path))
	for i := range d.Source.Body.Links {
		l := &d.Source.Body.Links[i]
		target, stays := w.linked(d, l)
		if stays {
			continue
		}
		at, raw, ok := w.address(d, l)
		if !ok {
			return
		}
		end := len(raw)
		if i := strings.IndexAny(raw, "#?"); i >= 0 {
			end = i
		}
		link := strings.NewReplacer("(", "%28", ")", "%29").Replace((&url.URL{Path: relative(dir, w.path(target))}).EscapedPath())
		w.mend(d.Source.File.Path, Edit{at, at + end, link})
	}
}

// linked is the file of the site that a link leads to, and whether the link
// stays right as it is: it leads to no such file, or where both go.
func (w *work) linked(d *assessment.Assessment, l *markdown.Link) (target string, stays bool) {
	if l.Kind != markdown.LinkRelative && l.Kind != markdown.LinkImage {
		return "", true
	}
	name, _, _ := strings.Cut(l.Target, "#")
	name, _, _ = strings.Cut(name, "?")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	target = path.Join(d.Source.Dir, name)
	return target, !w.exists(target) || path.Join(path.Dir(w.path(d.Source.File.Path)), name) == w.path(target)
}

func (w *work) exists(name string) bool {
	_, document := w.Texts[name]
	return document || slices.Contains(w.Others, name)
}

// relative gives the path of a file as seen from a folder.
func relative(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// alias keeps the address of a page that moves. Where the page moves back to an
// address that it had, that one is taken off the list.
func (w *work) alias(d *assessment.Assessment) {
	file := d.Source.File
	old, now := w.Address(d), w.Address(w.read(w.path(file.Path), file.Text))
	for _, t := range d.Aliases {
		switch t.Value {
		case now:
			w.edit(file.Path, Edit{t.Span.Start, t.Span.End, quoted(old)})
			return
		case old:
			return
		}
	}
	if n := len(d.Aliases); n > 0 && oneLine(file.Text, d.Aliases) {
		last := d.Aliases[n-1].Span
		w.edit(file.Path, Edit{last.End, last.End, ", " + quoted(old)})
		return
	}
	key, _ := d.Source.Front.Get("aliases")
	if key.KeySpan.Known() {
		w.aliasInto(d, old)
		return
	}
	at, indent, eol := w.below(d)
	if at < 0 {
		w.failed = refuse("write a line id = \"…\" of its own into the front matter first", "%s: there is no place for the old address", file.Path)
		return
	}
	line := "aliases = [" + quoted(old) + "]"
	if d.Source.Front.YAML {
		line = "aliases: [" + quoted(old) + "]"
	}
	w.edit(file.Path, Edit{at, at, eol + indent + line})
}

// oneLine tells whether entries stand in brackets, so that a comma adds one.
func oneLine(text []byte, list []assessment.Text) bool {
	last := list[len(list)-1].Span
	rest := strings.TrimLeft(string(text[last.End:]), " \t\r\n")
	return strings.HasPrefix(rest, "]") || strings.HasPrefix(rest, ",")
}

// aliasInto adds to a list that is empty, or that YAML writes line by line.
func (w *work) aliasInto(d *assessment.Assessment, old string) {
	file := d.Source.File
	entry, _ := d.Source.Front.Get("aliases")
	raw := string(file.Text[entry.Value.Span.Start:entry.Value.Span.End])
	if open := strings.IndexByte(raw, '['); open == 0 && len(d.Aliases) == 0 {
		w.edit(file.Path, Edit{entry.Value.Span.Start + 1, entry.Value.Span.Start + 1, quoted(old)})
		return
	}
	if n := len(d.Aliases); n > 0 && d.Source.Front.YAML {
		first := d.Aliases[0].Span.Start
		start := strings.LastIndexByte(string(file.Text[:first]), '\n') + 1
		if lead := string(file.Text[start:first]); strings.TrimSpace(lead) == "-" {
			w.edit(file.Path, Edit{start, start, lead + quoted(old) + eolOf(file.Text)})
			return
		}
	}
	w.failed = refuse("write aliases = [] into its front matter first", "%s: the list of aliases is written in a way that cannot be added to", file.Path)
}

// below is the end of the line of the id, where the next key can stand.
func (w *work) below(d *assessment.Assessment) (at int, indent, eol string) {
	text := d.Source.File.Text
	for _, key := range []string{"id", "title", "kind"} {
		e, ok := d.Source.Front.Get(key)
		if !ok {
			continue
		}
		start := strings.LastIndexByte(string(text[:e.KeySpan.Start]), '\n') + 1
		if lead := string(text[start:e.KeySpan.Start]); strings.Trim(lead, " \t") == "" {
			end := e.Value.Span.End + strings.IndexByte(string(text[e.Value.Span.End:]), '\n')
			if end > start && text[end-1] == '\r' {
				end--
			}
			return end, lead, eolOf(text)
		}
	}
	return -1, "", ""
}

func eolOf(text []byte) string {
	if i := strings.IndexByte(string(text), '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

func quoted(s string) string { return `"` + s + `"` }
