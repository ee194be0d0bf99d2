package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strings"

	"hria/internal/assessment"
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

// note makes a briefing note, or finds the same one from before.
func (s *Site) note(ctx context.Context, n *site.Note) ([]byte, diag.List, error) {
	in, err := s.noteInput(ctx, n)
	if err != nil {
		return nil, nil, err
	}
	key := s.noteKey(in)
	v := s.session.notes.get(key, always, func() (note, bool) {
		file := written(in.Doc)
		if b, ok := s.in.Cache.load(key); ok {
			if v, ok := unpack(b, file); ok {
				return v, true
			}
		}
		pdf, findings, err := s.make(ctx, in)
		v := note{pdf, findings, err}
		if b, ok := v.pack(file); ok && err == nil {
			s.in.Cache.store(key, b)
		}
		return v, err == nil
	})
	return v.pdf, v.findings, v.err
}

// written is the file of a document as its author wrote it. What is public of
// it is as long, with blanks for what is not, so that places hold in both.
func written(a *assessment.Assessment) *diag.File {
	if f := a.Title.Span.File; f != nil {
		return f
	}
	return a.Source.File
}

// kept is a finding about a file as it is kept on disk. The key of the note
// has the bytes of the file, so that places in it hold.
type kept struct {
	Rule, Message, Help string
	Severity            diag.Severity
	Start, End          int
}

// pack writes a note for the disk: what was found on the first line, then the
// file. A finding about another file cannot be kept.
func (n note) pack(file *diag.File) ([]byte, bool) {
	list := make([]kept, 0, len(n.findings))
	for _, f := range n.findings {
		if f.Span.File == nil || f.Span.Path() != file.Path || len(f.Span.File.Text) != len(file.Text) || f.Record != "" || f.Fix != nil {
			return nil, false
		}
		list = append(list, kept{f.Rule, f.Message, f.Help, f.Severity, f.Span.Start, f.Span.End})
	}
	head, err := json.Marshal(list)
	return slices.Concat(head, []byte("\n"), n.pdf), err == nil
}

func (x kept) finding(file *diag.File) diag.Finding {
	return diag.Finding{Rule: x.Rule, Severity: x.Severity, Span: diag.Span{File: file, Start: x.Start, End: x.End}, Message: x.Message, Help: x.Help}
}

func unpack(b []byte, file *diag.File) (note, bool) {
	head, pdf, ok := bytes.Cut(b, []byte("\n"))
	var list []kept
	if !ok || json.Unmarshal(head, &list) != nil {
		return note{}, false
	}
	out := note{pdf: pdf}
	for _, x := range list {
		if x.Start < 0 || x.End < x.Start || x.End > len(file.Text) {
			return note{}, false
		}
		out.findings = append(out.findings, x.finding(file))
	}
	return out, true
}

// noteInput gathers all that a note is made of, but for the look of the site.
func (s *Site) noteInput(ctx context.Context, n *site.Note) (brief.Input, error) {
	in := brief.Input{View: s.plan.NoteView(n), Doc: n.Doc, Texts: s.look.texts.For(n.Lang)}
	if !s.config.PDF.Attach {
		return in, nil
	}
	data, ok := s.find(strings.TrimSuffix(n.Path, ".pdf") + ".json")
	if !ok {
		return in, nil // another file has its name, which is a finding
	}
	var err error
	in.Data, _, err = data.render(ctx, new(bytes.Buffer))
	return in, err
}

// make takes a maker that nobody uses, or prepares one: preparing the fonts is
// costly, and a maker serves one worker at a time.
func (s *Site) make(ctx context.Context, in brief.Input) ([]byte, diag.List, error) {
	m, err := s.session.maker(s.makerKey(), s.fonts, s.look)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot prepare the fonts: %w", err)
	}
	pdf, findings, err := m.Note(ctx, in)
	s.session.release(s.makerKey(), m)
	return pdf, findings, err
}

func (s *Session) maker(key digest, fonts map[string][]byte, l *look) (*maker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if free := s.makers[key]; len(free) > 0 {
		s.makers[key] = free[:len(free)-1]
		return free[len(free)-1], nil
	}
	return brief.New(fonts, l.theme)
}

func (s *Session) release(key digest, m *maker) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.makers[key] == nil {
		clear(s.makers) // makers of other fonts or themes are of no use any more
	}
	s.makers[key] = append(s.makers[key], m)
}

func hexadecimal(d digest) string { return hex.EncodeToString(d[:]) }

// hashMaker hashes what makers of notes are made of: theme and fonts. The
// files of the look have the interface texts, too.
func hashMaker(fonts map[string][]byte, l *look) digest {
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

// noteKey hashes everything that a note is made of: fonts, theme and interface
// texts, the version of hria, the document itself, its view, which holds all
// that the note shows of the settings and of other documents, and the data
// that it carries.
func (s *Site) noteKey(in brief.Input) digest {
	var d dataHash
	maker := s.makerKey()
	d.bytes(maker[:])
	d.string(s.in.Version)
	d.string(in.View.Lang)
	d.string(in.Doc.Source.File.Path)
	d.bytes(in.Doc.Source.File.Text)
	d.flag(in.Data != nil)
	d.bytes(in.Data)
	d.value(in.View)
	return d.sum()
}
