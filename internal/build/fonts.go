package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/pdf/font"
)

// Fonts are what PDF files and pictures for links are set with: the fonts of a
// site, the built-in ones for what those lack, and a library of the machine's
// for what is missing still.
type Fonts struct {
	Own     []font.Source // of the site
	Set     *font.Set
	Library *font.Library  // nil: the site wants none
	key     digest         // of all but the Library
	wrong   map[int]string // why a file cannot be used, by its number
}

// fontFile is a font file of the site as it is named.
type fontFile struct {
	name, want string // want is what follows # in the settings
	themed     bool   // lies with the theme
	span       diag.Span
	read       func() ([]byte, error)
}

// themeFonts is the sum of the fonts of a theme. They may be large, and are not
// read again while the look is the same.
type themeFonts struct {
	look *look
	sum  digest
}

// fontFiles lists the font files of the site: those that the settings name, then
// those that lie with the theme. Fonts of web pages in a theme are left alone.
func fontFiles(in Input, c settings, themes fs.FS) []fontFile {
	var out []fontFile
	for _, entry := range c.PDF.Fonts {
		name, want, _ := strings.Cut(entry, "#")
		at := max(0, bytes.Index(c.file.Text, []byte(entry)))
		out = append(out, fontFile{name, want, false, diag.Span{File: c.file, Start: at, End: at + len(entry)}, func() ([]byte, error) { return readFile(in.Files, name) }})
	}
	dir := path.Join(c.Theme, "fonts")
	entries, err := fs.ReadDir(themes, dir)
	if err != nil {
		return out // a theme need not have fonts
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if e.IsDir() || !font.Named(name) {
			continue
		}
		shown := path.Join(c.Paths.Themes, name)
		out = append(out, fontFile{shown, "", true, diag.Span{File: &diag.File{Path: shown}}, func() ([]byte, error) { return readFile(themes, name) }})
	}
	return out
}

// fonts prepares the fonts of a site, or finds those of the last build.
func (s *Session) siteFonts(in Input, c settings, l *look) (*Fonts, diag.List, error) {
	files := fontFiles(in, c, l.themes)
	h := sha256.New()
	fmt.Fprintf(h, "%q %t\n", c.PDF.Family, c.PDF.SystemFonts)
	var bad diag.List
	for _, f := range files {
		if !f.themed && hashFont(h, f) != nil {
			bad = append(bad, badFont(f, "TX-01", "cannot read the font file", "put the file there, or take it off the list"))
		}
	}
	if s.themed.look != l {
		sum := sha256.New()
		for _, f := range files {
			if f.themed && hashFont(sum, f) != nil {
				fmt.Fprintf(sum, "unread %q\n", f.name)
			}
		}
		s.themed = themeFonts{l, digest(sum.Sum(nil))}
	}
	h.Write(s.themed.sum[:])
	out := &Fonts{key: digest(h.Sum(nil)), wrong: map[int]string{}}
	if c.PDF.SystemFonts {
		out.Library = in.Library
	}
	if s.fonts == nil || s.fonts.key != out.key || s.fonts.Library != out.Library {
		if err := out.open(files, c.PDF.Family); err != nil {
			return nil, nil, err
		}
		s.fonts = out
	}
	for i, f := range files {
		if why := s.fonts.wrong[i]; why != "" {
			bad = append(bad, badFont(f, "PD-04", why, "take another file of the font: .ttf, .otf or .ttc"))
		}
	}
	return s.fonts, append(bad, c.family(s.fonts.Own)...), nil
}

// hashFont hashes a font file and what is wanted of it.
func hashFont(h hash.Hash, f fontFile) error {
	b, err := f.read()
	if err == nil {
		fmt.Fprintf(h, "font %q %q %d\n", f.name, f.want, len(b))
		h.Write(b)
	}
	return err
}

// open parses the files that can be read.
func (x *Fonts) open(files []fontFile, family string) (err error) {
	for i, f := range files {
		b, err := f.read()
		if err != nil {
			if f.themed {
				x.wrong[i] = "the font file cannot be read"
			}
			continue
		}
		list, err := sources(f, b)
		if err != nil {
			x.wrong[i] = err.Error()
		}
		x.Own = append(x.Own, list...)
	}
	x.Own = font.Choose(x.Own)
	x.Set, err = font.NewSet(append(slices.Clone(x.Own), font.Defaults()...), font.Options{Library: x.Library, Family: family})
	return err
}

// sources are the fonts of a file, or those that the settings ask for: "#2" is
// the third of a collection, "#wght=650" sets axes of a variable font.
func sources(f fontFile, b []byte) ([]font.Source, error) {
	list, err := font.Inspect(f.name, b)
	if err != nil || f.want == "" {
		return usable(list, err)
	}
	axes := map[string]float64{}
	for _, want := range strings.Split(f.want, ",") {
		tag, value, isAxis := strings.Cut(want, "=")
		number, err := strconv.ParseFloat(value, 64)
		index, wrong := strconv.Atoi(want)
		switch {
		case isAxis && err == nil && len(tag) == 4:
			axes[tag] = number
		case !isAxis && wrong == nil:
			list = slices.DeleteFunc(list, func(s font.Source) bool { return s.Index != index })
			if len(list) == 0 {
				return nil, fmt.Errorf("the file has no font number %d; they count from 0", index)
			}
		default:
			return nil, fmt.Errorf("%q is neither the number of a font nor an axis such as wght=650", want)
		}
	}
	if len(axes) > 0 {
		list = slices.CompactFunc(list, func(a, b font.Source) bool { return a.Index == b.Index })
		for i := range list {
			list[i].Variations = axes
			if w, ok := axes["wght"]; ok {
				list[i].Weight, list[i].Bold = int(w), w >= 600
			}
		}
	}
	return usable(list, nil)
}

// usable checks that fonts can be parsed.
func usable(list []font.Source, err error) ([]font.Source, error) {
	if err != nil {
		return nil, err
	}
	_, err = font.NewSet(list, font.Options{})
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	return list, nil
}

func badFont(f fontFile, rule, message, help string) diag.Finding {
	if !strings.Contains(message, "font") {
		message = "the font cannot be used: " + message
	}
	return diag.Finding{Rule: rule, Severity: diag.Error, Span: f.span, Message: fmt.Sprintf("%q: %s", f.name, message), Help: help}
}

// family reports a family that the settings name and no font file has.
func (c settings) family(own []font.Source) diag.List {
	want := c.PDF.Family
	if want == "" || slices.ContainsFunc(own, func(s font.Source) bool { return s.Family == want }) {
		return nil
	}
	var names []string
	for _, s := range own {
		names = append(names, s.Family)
	}
	slices.Sort(names)
	help := "the site has no font files; add some with: hria fonts add FILE"
	if names = slices.Compact(names); len(names) > 0 {
		help = "there are: " + strings.Join(names, ", ")
		if near := diag.Nearest(want, names); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
	}
	at := max(0, bytes.Index(c.file.Text, []byte(strconv.Quote(want))))
	return diag.List{{Rule: "PD-04", Severity: diag.Error, Span: diag.Span{File: c.file, Start: at, End: at + len(want) + 2},
		Message: fmt.Sprintf("no font file of the site has the family %q", want), Help: help}}
}

// Fonts gives the fonts of a site without building it.
func (s *Session) Fonts(in Input) (*Fonts, diag.List, error) {
	c, findings, err := s.settings(in)
	if err != nil {
		return nil, nil, err
	}
	l, _, err := s.lookAt(in, c.Config)
	if err != nil {
		return nil, findings, err
	}
	out, bad, err := s.siteFonts(in, c, l)
	return out, append(findings, bad...), err
}

// patience is how long a document may take to be set: some hundred times what
// the longest ones take.
const patience = 2 * time.Minute

// patient gives every document the same time.
func patient(ctx context.Context, _ *assessment.Assessment) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, patience)
}

// set sets a document with a maker that nobody else uses meanwhile.
func (s *Site) set(ctx context.Context, doc *assessment.Assessment, do func(context.Context, *maker) ([]byte, diag.List, error)) note {
	m := s.session.maker(s.makerKey(), s.fonts, s.look)
	limited, cancel := s.session.limit(ctx, doc)
	defer cancel()
	m.Loans() // of what was set and not asked about
	b, findings, err := do(limited, m)
	if ctx.Err() != nil {
		return note{err: ctx.Err()}
	}
	if err != nil {
		// The maker is not used again: something in it may still be at work.
		if errors.Is(err, context.DeadlineExceeded) {
			err = fmt.Errorf("it takes longer than %s", patience)
		}
		if doc == nil {
			return note{err: err}
		}
		return note{findings: append(findings, cannotSet(doc, err)), err: errNotSet}
	}
	v := note{pdf: b, findings: findings, loans: m.Loans()}
	s.session.release(s.makerKey(), m)
	return v
}

// errNotSet stands for a document that cannot be set. A finding says why.
var errNotSet = errors.New("the document cannot be set")

func cannotSet(doc *assessment.Assessment, err error) diag.Finding {
	f := diag.Finding{Rule: "PD-05", Severity: diag.Error, Message: "cannot be set as a PDF file: " + err.Error(), Help: "make it shorter or plainer, or leave PDF files out with --no-pdf"}
	if f.Span = doc.Title.Span; f.Span.File == nil {
		f.Span = diag.Span{File: doc.Source.File}
	}
	return f
}

// lent reports the fonts of the machine that a document needs, where it needs
// them first.
func lent(loans []font.Loan, file *diag.File) diag.List {
	needed := map[string]string{}
	var found diag.List
	for _, x := range loans {
		if x.Font == "" {
			continue
		}
		message := fmt.Sprintf("%q of this machine sets what no font of the site has (%s)", x.Family, x.File)
		if _, known := needed[message]; !known {
			found = append(found, diag.Finding{Rule: "PD-03", Severity: diag.Info, Message: message,
				Help: "so that every machine makes the same file: hria fonts add " + x.File})
		}
		needed[message] += x.Runes
	}
	for i := range found {
		found[i].Span = firstOf(file, needed[found[i].Message])
	}
	return found
}

// firstOf is where one of some characters first stands in a file.
func firstOf(file *diag.File, runes string) diag.Span {
	at := diag.Span{File: file}
	for _, r := range runes {
		if i := bytes.IndexRune(file.Text, r); i >= 0 && (at.End == 0 || i < at.Start) {
			at.Start, at.End = i, i+utf8.RuneLen(r)
		}
	}
	return at
}

// once leaves of findings about one font of the machine the first.
func once(list diag.List) diag.List {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(f diag.Finding) bool {
		if f.Rule != "PD-03" {
			return false
		}
		again := seen[f.Message]
		seen[f.Message] = true
		return again
	})
}
