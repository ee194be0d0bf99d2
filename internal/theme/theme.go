// Package theme reads a theme's theme.toml: the colours and type sizes that
// pages and briefing notes share.
package theme

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"hria/internal/diag"
	"hria/internal/table"
)

// Theme is the look of a site. Colours are written #rrggbb.
type Theme struct {
	Name  string
	Light []Setting // in the order of the file
	Dark  []Setting
	Type  []Setting
}

// Setting is a name and its value.
type Setting struct {
	Name, Value string
}

var (
	colourForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	sizeForm   = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?(rem|em|ch|)$`)
	nameForm   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// Load reads themes/<name>/theme.toml. A theme that cannot be read, or holds
// what is no colour or size, is an error that names the place.
func Load(themes fs.FS, name string) (*Theme, error) {
	file := path.Join(name, "theme.toml")
	text, err := fs.ReadFile(themes, file)
	if err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	t, findings := table.ParseTOML(&diag.File{Path: "themes/" + file, Text: text}, 0, len(text))
	if len(findings) > 0 {
		return nil, fmt.Errorf("%s: %s", diag.Place(findings[0].Span), findings[0].Message)
	}
	th := &Theme{Name: name}
	for _, s := range []struct {
		key  string
		form *regexp.Regexp
		into *[]Setting
	}{{"light", colourForm, &th.Light}, {"dark", colourForm, &th.Dark}, {"type", sizeForm, &th.Type}} {
		section, _ := t.Get(s.key)
		if section.Value.Table == nil {
			return nil, fmt.Errorf("themes/%s: section [%s] is missing", file, s.key)
		}
		for _, e := range section.Value.Table.Entries {
			if !nameForm.MatchString(e.Key) || !s.form.MatchString(e.Value.Text) {
				return nil, fmt.Errorf("%s: %q cannot be %q", diag.Place(e.Value.Span), e.Key, e.Value.Text)
			}
			*s.into = append(*s.into, Setting{e.Key, e.Value.Text})
		}
	}
	return th, nil
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

// CSS writes the theme as custom properties, with its dark colours for readers
// who prefer them.
func (t *Theme) CSS() string {
	var b strings.Builder
	block := func(indent string, list []Setting) {
		for _, s := range list {
			fmt.Fprintf(&b, "%s--%s: %s;\n", indent, s.Name, s.Value)
		}
	}
	b.WriteString(":root {\n")
	block("  ", t.Light)
	block("  ", t.Type)
	b.WriteString("}\n\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n")
	block("    ", t.Dark)
	b.WriteString("  }\n}\n\n")
	return b.String()
}
