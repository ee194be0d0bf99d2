package site

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"hria/internal/picture"
)

// File is a file of the content folder that a document shows or links to, such
// as a picture, or a picture in a smaller width.
type File struct {
	Path   string // below the output folder
	Source string // in the site
	Width  int    // of a picture that is made smaller, in pixels; 0: as it is
}

// narrow are the widths in which pictures are published beside their own, in
// pixels: for a phone, for a sharp phone or a column of text, and for a sharp
// large screen. A picture much wider than the last is shown in no other width.
var narrow = []int{480, 960, 1920}

// shownPicture is how a picture is published.
type shownPicture struct {
	info     picture.Info
	own      string    // path of the picture in its own width
	versions []version // that pages show, by width; at least one
}

type version struct {
	path  string
	width int
}

// Files lists the files that documents show or link to, by path, each once.
func (s *Site) Files() []File { return s.files }

// File finds one by its path.
func (s *Site) File(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(s.files, path, func(f File, path string) int { return strings.Compare(f.Path, path) })
	if !ok {
		return File{}, false
	}
	return s.files[i], true
}

// planFiles finds the files that documents show or link to.
func (s *Site) planFiles() {
	linked, shown := map[string]bool{}, map[string]bool{}
	for _, use := range s.Graph.AllFiles() {
		if use.Shown {
			shown[use.File] = true
		} else {
			linked[use.File] = true
		}
	}
	s.images = map[string]*shownPicture{}
	taken := map[string]bool{}
	all := maps.Clone(linked)
	maps.Copy(all, shown)
	sources := slices.Sorted(maps.Keys(all))
	for _, file := range sources {
		s.learn(file)
		taken[s.filePath(file)] = true
	}
	for _, file := range sources {
		p := s.images[file]
		if p != nil && shown[file] {
			p.choose(taken)
			for _, v := range p.versions {
				if v.path != p.own {
					s.files = append(s.files, File{v.path, file, v.width})
				}
			}
		}
		if p == nil || linked[file] || p.versions[len(p.versions)-1].path == p.own {
			s.files = append(s.files, File{Path: s.filePath(file), Source: file})
		}
	}
	slices.SortFunc(s.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
}

// learn asks what a picture is like.
func (s *Site) learn(file string) {
	if s.Picture == nil || !picture.Named(file) {
		return
	}
	if info, ok := s.Picture(file); ok {
		own := s.filePath(file) + info.Ending
		s.images[file] = &shownPicture{info: info, own: own, versions: []version{{own, info.Width}}}
	}
}

// choose decides in which widths a picture is shown: those that spare a fifth,
// and its own where that is not much more than the widest of them. A file of
// the author's that has the name already goes before.
func (p *shownPicture) choose(taken map[string]bool) {
	if !p.info.Scales {
		return
	}
	var list []version
	ending := path.Ext(p.own)
	for _, width := range narrow {
		name := strings.TrimSuffix(p.own, ending) + ".w" + strconv.Itoa(width) + ending
		if 5*width <= 4*p.info.Width && !taken[name] {
			list = append(list, version{name, width})
		}
	}
	if most := narrow[len(narrow)-1]; 4*p.info.Width <= 5*most || len(list) == 0 {
		list = append(list, version{p.own, p.info.Width})
	}
	p.versions = list
}

// filePath is where a file of the content folder is published.
func (s *Site) filePath(file string) string {
	if p := s.images[file]; p != nil {
		return p.own
	}
	return path.Join("assessments", strings.TrimPrefix(file, s.Config.Paths.Content+"/"))
}

// publishes tells whether a file of the content folder is published as it would be
// shown or linked to.
func (s *Site) publishes(file string) bool {
	paths := []string{s.filePath(file)}
	if p := s.images[file]; p != nil {
		paths = nil
		for _, v := range p.versions {
			paths = append(paths, v.path)
		}
	}
	return !slices.ContainsFunc(paths, func(path string) bool { _, ok := s.File(path); return !ok })
}

// Image is a picture of the author's as a page shows it.
type Image struct {
	Width, Height int       // of the widest version, in pixels; 0 where nobody knows
	Versions      []Version // by width; none where there is only one
	File          string    // of the site, to draw it from
}

// Version is a picture in one width.
type Version struct {
	Href  string
	Width int
}

// image makes a picture of the content folder ready to be shown, and gives the
// address of its widest version.
func (c *composer) image(file string) (Image, string) {
	p := c.images[file]
	if p == nil {
		return Image{}, relative(c.path, c.filePath(file))
	}
	widest := p.versions[len(p.versions)-1]
	out := Image{Width: widest.width, Height: p.info.HeightIn(widest.width)}
	if len(p.versions) > 1 {
		for _, v := range p.versions {
			out.Versions = append(out.Versions, Version{relative(c.path, v.path), v.width})
		}
	}
	return out, relative(c.path, widest.path)
}
