package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hria/internal/assessment"
	"hria/internal/brief"
	"hria/internal/diag"
	"hria/internal/pdf/font"
	"hria/internal/site"
)

// note is a briefing note with what was found while it was made.
type note struct {
	pdf      []byte
	findings diag.List
	loans    []font.Loan // what the fonts of the machine were asked for
	err      error
}

type maker = brief.Maker

// note makes a briefing note, or finds the same one from before.
func (s *Site) note(ctx context.Context, n *site.Note) ([]byte, diag.List, error) {
	in, err := s.noteInput(ctx, n)
	if err != nil {
		return nil, nil, err
	}
	v := s.made(ctx, &s.session.notes, s.noteKey(in), in.Doc, func(ctx context.Context, m *maker) ([]byte, diag.List, error) { return m.Note(ctx, in) })
	return v.pdf, v.findings, v.err
}

// made makes something that fonts are needed for, or finds the same from before:
// in this session, or on disk. doc is what findings are about; nil: nothing.
func (s *Site) made(ctx context.Context, memo *memo[digest, note], key digest, doc *assessment.Assessment, do func(context.Context, *maker) ([]byte, diag.List, error)) note {
	file := &diag.File{}
	if doc != nil {
		file = written(doc)
	}
	same := func(v note) bool { return s.fonts.Library.Same(v.loans) }
	v := memo.get(key, same, func() (note, bool) {
		if b, ok := s.in.Cache.load(key); ok {
			if v, ok := unpack(b, file); ok && same(v) {
				return v, true
			}
		}
		v := s.set(ctx, doc, do)
		if b, ok := v.pack(file); ok && v.err == nil {
			s.in.Cache.store(key, b)
		}
		return v, v.err == nil
	})
	if doc != nil {
		v.findings = append(slices.Clip(v.findings), lent(v.loans, file)...)
	}
	return v
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

// head is the first line of a note on disk.
type head struct {
	Findings []kept
	Loans    []font.Loan `json:",omitempty"`
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
	line, err := json.Marshal(head{list, n.loans})
	return slices.Concat(line, []byte("\n"), n.pdf), err == nil
}

func (x kept) finding(file *diag.File) diag.Finding {
	return diag.Finding{Rule: x.Rule, Severity: x.Severity, Span: diag.Span{File: file, Start: x.Start, End: x.End}, Message: x.Message, Help: x.Help}
}

func unpack(b []byte, file *diag.File) (note, bool) {
	line, pdf, ok := bytes.Cut(b, []byte("\n"))
	var h head
	if !ok || json.Unmarshal(line, &h) != nil || h.Findings == nil {
		return note{}, false
	}
	out := note{pdf: pdf, loans: h.Loans}
	for _, x := range h.Findings {
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
	var err error
	in.Data, err = s.attached(ctx, strings.TrimSuffix(n.Path, ".pdf"))
	return in, err
}

// attached gives the data of a document that its PDF files carry, by the path
// of its page without an ending; nil where they carry none.
func (s *Site) attached(ctx context.Context, stem string) ([]byte, error) {
	if !s.config.PDF.Attach {
		return nil, nil
	}
	data, ok := s.find(stem + ".json")
	if !ok {
		return nil, nil // another file has its name, which is a finding
	}
	b, _, err := data.render(ctx, new(bytes.Buffer))
	return b, err
}

// maker gives a maker that nobody uses, or prepares one: words that were shaped
// are kept in it, and it serves one worker at a time.
func (s *Session) maker(key digest, fonts *Fonts, l *look) *maker {
	s.mu.Lock()
	defer s.mu.Unlock()
	if free := s.makers[key]; len(free) > 0 {
		s.makers[key] = free[:len(free)-1]
		return free[len(free)-1]
	}
	return brief.New(fonts.Set, l.theme)
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
// files of the look have the interface texts, too. What the fonts of the machine
// lend is part of what is made, and compared.
func hashMaker(fonts *Fonts, l *look) digest {
	return sha256.Sum256(fmt.Appendf(nil, "look %x %q fonts %x %t", l.files, l.config.Theme, fonts.key, fonts.Library != nil))
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
