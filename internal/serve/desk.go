package serve

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
)

// desk opens a file at a place in the author's editor, when a page of the
// preview asks for it.
//
// A page of somebody else must not do so, whatever it tries: what is asked has
// to come from this machine, with the origin of the preview, and with a token
// that only the preview's own pages can read. Only files of the site are
// opened, and of these only those that a finding or a page points to.
type desk struct {
	folder string
	files  fs.FS
	token  string // of this start; empty: nothing is opened
	edit   func(command, file string, line, column int) error
}

func newDesk(o Options) *desk {
	return &desk{folder: o.Folder, files: o.Input.Files, token: o.Token, edit: o.Edit}
}

// place is where to open a file.
type place struct {
	Path   string
	Line   int
	Column int
}

func (p *preview) open(w http.ResponseWriter, r *http.Request) {
	switch token := r.Header.Get("X-Hria-Token"); {
	case !local(r), r.Header.Get("Origin") != "http://"+r.Host, p.desk.token == "",
		subtle.ConstantTimeCompare([]byte(token), []byte(p.desk.token)) != 1:
		http.Error(w, "only a page of this preview may open files", http.StatusForbidden)
		return
	}
	var at place
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<16)).Decode(&at); err != nil {
		http.Error(w, "no place to open", http.StatusBadRequest)
		return
	}
	if !p.pointsTo(at.Path) {
		http.Error(w, fmt.Sprintf("%q is no file of this site that a finding or a page points to", at.Path), http.StatusNotFound)
		return
	}
	if err := p.desk.open(p.look().command, at); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// pointsTo tells whether a finding or a page leads to a file of the site.
func (p *preview) pointsTo(file string) bool {
	if !fs.ValidPath(file) {
		return false
	}
	if info, err := fs.Stat(p.desk.files, file); err != nil || !info.Mode().IsRegular() {
		return false
	}
	s := p.look()
	found := false
	s.all(func(t *told) { found = found || t.from.Path == file })
	if found || s.site == nil {
		return found
	}
	_, ok := s.site.PageOf(file)
	return ok
}

func (d *desk) open(command string, at place) error {
	if command == "" {
		return errors.New("the settings name no editor under [serve]")
	}
	folder, err := filepath.Abs(d.folder)
	if err != nil {
		return err
	}
	return d.edit(command, filepath.Join(folder, filepath.FromSlash(at.Path)), max(at.Line, 1), max(at.Column, 1))
}
