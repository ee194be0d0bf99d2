// Package theme reads a theme's theme.toml: the colours, sizes, shapes and fonts
// that pages and briefing notes share.
//
// A theme says what differs from the default one: settings, style sheet and icon
// that it lacks are taken from there. So a site changes one colour with a file
// of two lines.
package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hria/internal/diag"
	"hria/internal/table"
)

// Default is the theme that every other one starts from.
const Default = "default"

// Theme is the look of a site. Colours are written #rrggbb.
type Theme struct {
	Name  string
	Title string
	About string    // in a few words
	Light []Setting // in the order of the file
	Dark  []Setting
	Type  []Setting // sizes and shapes
	Font  []Setting // names of fonts that readers have
}

// Setting is a name and its value.
type Setting struct {
	Name, Value string
}

var (
	colourForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	sizeForm   = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?(rem|em|ch|px|)( (solid|double|dashed|dotted))?$`)
	fontForm   = regexp.MustCompile(`^[\pL\pN ,"-]+$`)
	nameForm   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// section is a table of a theme.toml and the form of its values.
type section struct {
	key, what string
	form      *regexp.Regexp
	into      func(*Theme) *[]Setting
}

var sections = []section{
	{"light", "a colour such as #1d4f6b", colourForm, func(t *Theme) *[]Setting { return &t.Light }},
	{"dark", "a colour such as #1d4f6b", colourForm, func(t *Theme) *[]Setting { return &t.Dark }},
	{"type", "a size such as 1.5rem", sizeForm, func(t *Theme) *[]Setting { return &t.Type }},
	{"font", "a list of font names", fontForm, func(t *Theme) *[]Setting { return &t.Font }},
}

// Load reads themes/<name>/theme.toml over that of the default theme. A theme
// that cannot be read, names a setting that the default theme has not, or holds
// what is no colour, size or font, is an error that names the place.
func Load(themes fs.FS, name string) (*Theme, error) {
	t := &Theme{}
	if err := t.read(themes, Default, true); err != nil {
		return nil, err
	}
	if name != Default {
		if err := t.read(themes, name, false); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// read puts the settings of a theme over those that are there; whole: it is the
// one that names them.
func (t *Theme) read(themes fs.FS, name string, whole bool) error {
	file := path.Join(name, "theme.toml")
	text, err := fs.ReadFile(themes, file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no theme %q: hria theme lists those that there are", name)
	}
	if err != nil {
		return fmt.Errorf("theme %q: %w", name, err)
	}
	in, findings := table.ParseTOML(&diag.File{Path: "themes/" + file, Text: text}, 0, len(text))
	if len(findings) > 0 {
		return fmt.Errorf("%s: %s", diag.Place(findings[0].Span), findings[0].Message)
	}
	t.Name, t.Title, t.About = name, in.Str("title"), in.Str("about")
	for _, e := range in.Entries {
		at := slices.IndexFunc(sections, func(s section) bool { return s.key == e.Key })
		switch {
		case e.Key == "title" || e.Key == "about":
			continue
		case at < 0 || e.Value.Table == nil:
			return fmt.Errorf("%s: a theme has no %q", diag.Place(e.Value.Span), e.Key)
		}
		if err := t.take(sections[at], e.Value.Table, whole); err != nil {
			return err
		}
	}
	return nil
}

// take puts the settings of a section over those that are there.
func (t *Theme) take(s section, in *table.Table, whole bool) error {
	into := s.into(t)
	for _, e := range in.Entries {
		i := slices.IndexFunc(*into, func(x Setting) bool { return x.Name == e.Key })
		switch {
		case !nameForm.MatchString(e.Key) || !s.form.MatchString(e.Value.Text):
			return fmt.Errorf("%s: %q in [%s] must be %s, not %q", diag.Place(e.Value.Span), e.Key, s.key, s.what, e.Value.Text)
		case i >= 0:
			(*into)[i].Value = e.Value.Text
		case whole:
			*into = append(*into, Setting{e.Key, e.Value.Text})
		default:
			return fmt.Errorf("%s: a theme has no %q in [%s]", diag.Place(e.Value.Span), e.Key, s.key)
		}
	}
	return nil
}

// List names the themes that there are, sorted.
func List(themes fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(themes, ".")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if _, err := fs.Stat(themes, path.Join(e.Name(), "theme.toml")); err == nil {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// Style gives the style sheet of a theme: its settings, its own style.css or that
// of the default theme, and what its add.css adds. Comments stay behind: they are
// for those who change a theme, and readers pay for every byte. Those that begin
// with /*! are notices of rights, and stay.
func (t *Theme) Style(themes fs.FS) ([]byte, error) {
	css, err := t.file(themes, "style.css")
	if err != nil {
		return nil, err
	}
	added, err := fs.ReadFile(themes, path.Join(t.Name, "add.css"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return uncommented(slices.Concat([]byte(t.css()), css, added)), nil
}

// commented finds comments, and what only looks as if it held one: strings and
// addresses without quotes.
var commented = regexp.MustCompile(`(?s)"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\(\s*[^"'\s)][^)]*\)|/\*.*?\*/\n*`)

func uncommented(css []byte) []byte {
	var out []byte
	last := 0
	for _, at := range commented.FindAllIndex(css, -1) {
		found := css[at[0]:at[1]]
		if found[0] != '/' || bytes.HasPrefix(found, []byte("/*!")) {
			continue
		}
		out = append(out, css[last:at[0]]...)
		if last = at[1]; len(out) > 0 && last < len(css) && wordy(out[len(out)-1]) && wordy(css[last]) {
			out = append(out, "/**/"...) // without it, two words would be one
		}
	}
	return append(out, css[last:]...)
}

// wordy tells whether a byte may belong to a word or a number of CSS.
func wordy(c byte) bool {
	return c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(`-_.%#@\`, c) >= 0
}

// Icon gives the icon of a theme, an SVG picture.
func (t *Theme) Icon(themes fs.FS) ([]byte, error) { return t.file(themes, "icon.svg") }

// file reads a file of the theme, or the default theme's.
func (t *Theme) file(themes fs.FS, name string) ([]byte, error) {
	b, err := fs.ReadFile(themes, path.Join(t.Name, name))
	if errors.Is(err, fs.ErrNotExist) {
		b, err = fs.ReadFile(themes, path.Join(Default, name))
	}
	if err != nil {
		return nil, fmt.Errorf("theme %q: %w", t.Name, err)
	}
	return b, nil
}

// Colour gives a light colour by its name, as red, green and blue from 0 to
// 255; black where the theme lacks it.
func (t *Theme) Colour(name string) (r, g, b uint8) {
	for _, s := range t.Light {
		if s.Name == name {
			_, _ = fmt.Sscanf(s.Value, "#%02x%02x%02x", &r, &g, &b)
		}
	}
	return r, g, b
}

// css writes the theme as custom properties, with its dark colours for readers
// who prefer them.
func (t *Theme) css() string {
	var b strings.Builder
	block := func(indent, prefix string, list []Setting) {
		for _, s := range list {
			fmt.Fprintf(&b, "%s--%s%s: %s;\n", indent, prefix, s.Name, s.Value)
		}
	}
	b.WriteString(":root {\n")
	block("  ", "", t.Light)
	block("  ", "", t.Type)
	block("  ", "font-", t.Font)
	b.WriteString("}\n\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n")
	block("    ", "", t.Dark)
	b.WriteString("  }\n}\n\n")
	return b.String()
}
