package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"hria/internal/brief"
	"hria/internal/diag"
	"hria/internal/site"
)

// note is a briefing note with what was found while it was made.
type note struct {
	pdf      []byte
	findings diag.List
	err      error
}

type maker = brief.Maker

// note makes a briefing note, or finds the same one from before. A note with
// findings is not kept on disk, since findings point into files.
func (s *Site) note(ctx context.Context, n *site.Note) ([]byte, diag.List, error) {
	key := s.noteKey(n)
	v := s.session.notes.get(key, always, func() (note, bool) {
		if pdf, ok := s.in.Cache.load(key); ok {
			return note{pdf: pdf}, true
		}
		pdf, findings, err := s.make(ctx, n)
		if err == nil && len(findings) == 0 {
			s.in.Cache.store(key, pdf)
		}
		return note{pdf, findings, err}, err == nil
	})
	return v.pdf, v.findings, v.err
}

// make takes a maker that nobody uses, or prepares one: preparing the fonts is
// costly, and a maker serves one worker at a time.
func (s *Site) make(ctx context.Context, n *site.Note) ([]byte, diag.List, error) {
	m, err := s.session.maker(s.fonts, s.look)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot prepare the fonts: %w", err)
	}
	pdf, findings, err := m.Note(ctx, s.plan, n)
	s.session.release(s.fonts, s.look, m)
	return pdf, findings, err
}

func (s *Session) maker(fonts map[string][]byte, l *look) (*maker, error) {
	key := makerKey(fonts, l)
	s.mu.Lock()
	defer s.mu.Unlock()
	if free := s.makers[key]; len(free) > 0 {
		s.makers[key] = free[:len(free)-1]
		return free[len(free)-1], nil
	}
	return brief.New(fonts, l.theme)
}

func (s *Session) release(fonts map[string][]byte, l *look, m *maker) {
	key := makerKey(fonts, l)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.makers[key] == nil {
		clear(s.makers) // makers of other fonts or themes are of no use any more
	}
	s.makers[key] = append(s.makers[key], m)
}

func hexadecimal(d digest) string { return hex.EncodeToString(d[:]) }

func makerKey(fonts map[string][]byte, l *look) digest {
	h := sha256.New()
	fmt.Fprintf(h, "look %x %q\n", l.files, l.config.Theme)
	hashFonts(h, fonts)
	return digest(h.Sum(nil))
}

func hashFonts(h hash.Hash, fonts map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(fonts)) {
		fmt.Fprintf(h, "font %q %d\n", name, len(fonts[name]))
		h.Write(fonts[name])
	}
}

// noteKey hashes everything that a note is made of: settings, theme, interface
// texts, date, version, fonts, the document itself, and its view, which holds
// all that it shows of other documents.
func (s *Site) noteKey(n *site.Note) digest {
	h := sha256.New()
	settings, _ := json.Marshal(s.config.Config) // plain data: cannot fail
	look := makerKey(s.fonts, s.look)
	fmt.Fprintf(h, "%q %q %q %x %s %s\n", n.Path, n.Lang, s.in.Version, look, s.config.asOf, settings)
	file := n.Doc.Source.File
	fmt.Fprintf(h, "document %q %d\n", file.Path, len(file.Text))
	h.Write(file.Text)
	if page, ok := s.plan.Page(strings.TrimSuffix(n.Path, ".pdf") + ".html"); ok {
		hashData(h, reflect.ValueOf(s.plan.View(page)))
	}
	return digest(h.Sum(nil))
}

// hashData hashes the exported fields of plain data. Functions and unexported
// fields are what a view keeps to render its text with; a note has no text.
func hashData(h hash.Hash, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		fmt.Fprintf(h, "%t;", v.IsNil())
		if !v.IsNil() {
			hashData(h, v.Elem())
		}
	case reflect.Struct:
		if day, ok := v.Interface().(time.Time); ok {
			fmt.Fprintf(h, "%s;", day)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				hashData(h, v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		fmt.Fprintf(h, "%d[", v.Len())
		for i := range v.Len() {
			hashData(h, v.Index(i))
		}
	case reflect.Map:
		fmt.Fprintf(h, "%v;", v) // fmt sorts the keys
	case reflect.String:
		fmt.Fprintf(h, "%q;", v.String())
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
	default:
		fmt.Fprintf(h, "%v;", v)
	}
}
