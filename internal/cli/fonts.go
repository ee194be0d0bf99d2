package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/pdf/font"
)

// fontFolders are the folders in which this kind of machine keeps its fonts.
func (c *Command) fontFolders() []string {
	home := c.Env("HOME")
	at := func(base string, rest ...string) string {
		if base == "" || !filepath.IsAbs(base) {
			return ""
		}
		return filepath.Join(append([]string{base}, rest...)...)
	}
	var list []string
	switch runtime.GOOS {
	case "windows":
		list = []string{at(c.Env("WINDIR"), "Fonts"), at(c.Env("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		list = []string{at(home, "Library", "Fonts"), "/Library/Fonts", "/System/Library/Fonts"}
	default:
		data := c.Env("XDG_DATA_HOME")
		if data == "" {
			data = at(home, ".local", "share")
		}
		list = []string{at(data, "fonts"), at(home, ".fonts")}
		dirs := c.Env("XDG_DATA_DIRS")
		if dirs == "" {
			dirs = "/usr/local/share:/usr/share"
		}
		for _, d := range filepath.SplitList(dirs) {
			list = append(list, at(d, "fonts"))
		}
	}
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

const fontsHelp = `fonts lists scripts and the fonts in which PDF files of this site are set: the built-in ones,
those of the site (fonts in [pdf] of hria.toml, and files in themes/NAME/fonts), and for what
these lack those of this machine, which system_fonts = false turns off. What no font has is
named with a font that has it and its package in Debian.

--format json prints an object with format "hria-fonts/1", system_fonts, own (fonts of the
site: family, file, index, bold, italic) and scripts: name, languages, characters, covered,
missing (the characters themselves), advice (family and debian) and fonts (family, file,
source: built-in, site or machine, and characters).`

func (c *Command) fontsCommand(t *terminal) *cobra.Command {
	p, format, all := &place{jobs: 1}, "", false
	cmd := &cobra.Command{
		Use:     "fonts",
		Short:   "see which scripts PDF files can be set in, and with which fonts",
		Long:    fontsHelp,
		Example: "  hria fonts\n  hria fonts --format json\n  hria fonts add ~/fonts/NotoSansKhmer-Regular.ttf",
		Args:    unknownCommand,
		RunE: func(*cobra.Command, []string) error {
			if format != "text" && format != "json" {
				return usage("there are: text, json", "unknown format %q", format)
			}
			return c.listFonts(t, p, format, all)
		},
	}
	p.where(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "`FORM`: text or json")
	cmd.Flags().BoolVar(&all, "all", false, "also characters that are missing, one by one")
	cmd.AddCommand(c.addFontCommand(t))
	return cmd
}

// fonts prepares the fonts of a site. Findings about font files are printed.
func (c *Command) fonts(t *terminal, p *place) (*build.Fonts, error) {
	session, in, err := p.begin(c)
	if err != nil {
		return nil, err
	}
	fonts, findings, err := session.Fonts(in)
	if err != nil {
		return nil, err
	}
	findings = slices.DeleteFunc(findings, func(f diag.Finding) bool { return f.Rule != "PD-04" && f.Rule != "TX-01" })
	t.findings(c.Stderr, findings, 200)
	if len(findings) > 0 {
		return fonts, errFindings
	}
	return fonts, nil
}

// machineFont is a font in the list for machines.
type machineFont struct {
	Family     string `json:"family"`
	File       string `json:"file"`
	Index      int    `json:"index,omitempty"`
	Bold       bool   `json:"bold,omitempty"`
	Italic     bool   `json:"italic,omitempty"`
	Source     string `json:"source,omitempty"`
	Characters int    `json:"characters,omitempty"`
}

type machineScript struct {
	Name       string         `json:"name"`
	Languages  []string       `json:"languages"`
	Characters int            `json:"characters"`
	Covered    int            `json:"covered"`
	Missing    string         `json:"missing,omitempty"`
	Advice     *machineAdvice `json:"advice,omitempty"`
	Fonts      []machineFont  `json:"fonts"`
}

type machineAdvice struct {
	Family string `json:"family"`
	Debian string `json:"debian,omitempty"`
}

func (c *Command) listFonts(t *terminal, p *place, format string, all bool) error {
	fonts, wrong := c.fonts(t, p)
	if fonts == nil {
		return wrong
	}
	var list []font.Coverage
	for _, s := range font.Scripts() {
		list = append(list, fonts.Set.Cover(s, font.Sans))
	}
	if format == "json" {
		if err := fontsJSON(c.Stdout, fonts, list); err != nil {
			return err
		}
		return wrong
	}
	fontsText(c.Stdout, fonts, list, all)
	return wrong
}

func sourceOf(u font.Used) string {
	switch {
	case u.BuiltIn:
		return "built-in"
	case u.Lent:
		return "machine"
	}
	return "site"
}

func fontsJSON(w io.Writer, fonts *build.Fonts, list []font.Coverage) error {
	out := struct {
		Format      string          `json:"format"`
		SystemFonts bool            `json:"system_fonts"`
		Own         []machineFont   `json:"own"`
		Scripts     []machineScript `json:"scripts"`
	}{"hria-fonts/1", fonts.Library != nil, []machineFont{}, nil}
	for _, s := range fonts.Own {
		out.Own = append(out.Own, machineFont{Family: s.Family, File: s.Name, Index: s.Index, Bold: s.Bold, Italic: s.Italic})
	}
	for _, x := range list {
		s := machineScript{Name: x.Name, Languages: slices.Concat([]string{}, x.Languages), Characters: x.Total, Covered: x.Own + x.Lent, Missing: string(x.Missing), Fonts: []machineFont{}}
		if len(x.Missing) > 0 {
			family, debian := font.Advice(x.Missing[0])
			s.Advice = &machineAdvice{family, debian}
		}
		for _, u := range x.Fonts {
			s.Fonts = append(s.Fonts, machineFont{Family: u.Family, File: u.File, Source: sourceOf(u), Characters: u.Runes})
		}
		out.Scripts = append(out.Scripts, s)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func fontsText(w io.Writer, fonts *build.Fonts, list []font.Coverage, all bool) {
	for _, s := range fonts.Own {
		style := ""
		if s.Bold {
			style += " bold"
		}
		if s.Italic {
			style += " italic"
		}
		number := ""
		if s.Index > 0 {
			number = fmt.Sprintf("#%d", s.Index)
		}
		fmt.Fprintf(w, "%s%s  %s%s\n", s.Name, number, s.Family, style)
	}
	if len(fonts.Own) > 0 {
		fmt.Fprintln(w)
	}
	lent := map[string]bool{}
	for _, x := range list {
		covered := "all"
		switch n := x.Own + x.Lent; {
		case n == 0:
			covered = "none"
		case n < x.Total:
			covered = fmt.Sprintf("%d of %d", n, x.Total)
		}
		fmt.Fprintf(w, "%-18s %-10s %s\n", x.Name, covered, used(x))
		if all && len(x.Missing) > 0 {
			fmt.Fprintf(w, "%-18s missing    %s\n", "", string(x.Missing))
		}
		for _, u := range x.Fonts {
			lent[u.File] = lent[u.File] || u.Lent
		}
	}
	var files []string
	for f, yes := range lent {
		if yes {
			files = append(files, f)
		}
	}
	if len(files) > 0 {
		slices.Sort(files)
		fmt.Fprintf(w, "\nFonts of this machine: another one may have others, and then makes other files. To have\none in the site: hria fonts add %s\n", files[0])
	}
}

// used names the fonts of a script, and one for what is missing.
func used(x font.Coverage) string {
	var names []string
	for _, u := range x.Fonts {
		name := u.Family
		switch {
		case u.Lent:
			name += " (" + u.File + ")"
		case !u.BuiltIn:
			name += " (of the site)"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 2 {
		names = append(names[:2], "…")
	}
	if len(x.Missing) > 0 {
		family, debian := font.Advice(x.Missing[0])
		help := "take " + family
		if debian != "" {
			help += ", in Debian " + debian
		}
		if family != "" {
			names = append(names, help)
		}
	}
	return strings.Join(names, "; ")
}

func (c *Command) addFontCommand(t *terminal) *cobra.Command {
	p := &place{jobs: 1}
	cmd := &cobra.Command{
		Use:   "add file...",
		Short: "copy fonts into the site",
		Long: "add checks font files (.ttf, .otf, .ttc) and copies them to the fonts of the site's theme,\n" +
			"where they are found without a setting: nothing of theirs is published but the letters\n" +
			"that a PDF file shows. A file that is there with other bytes is not overwritten.",
		Example: "  hria fonts add /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc\n  hria fonts add NotoSansKhmer-Regular.ttf NotoSansKhmer-Bold.ttf",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("hria fonts lists fonts of this machine", "%s needs a font file", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.addFonts(t, p, args) },
	}
	p.where(cmd)
	return cmd
}

func (c *Command) addFonts(t *terminal, p *place, files []string) error {
	l, err := p.look(c)
	if err != nil {
		return err
	}
	folder := path.Join(l.config.Paths.Themes, l.config.Theme, "fonts")
	for _, name := range files {
		b, list, err := readFont(name)
		if err != nil {
			return err
		}
		to := filepath.Join(p.folder, filepath.FromSlash(folder), filepath.Base(name))
		if there, err := os.ReadFile(to); err == nil {
			if string(there) != string(b) {
				return usage("remove it, or give yours another name", "%s is there, with other bytes", to)
			}
			t.note("%s is there already", to)
		} else if err := create(to, b); err != nil {
			return err
		}
		fmt.Fprintln(c.Stdout, to)
		var families []string
		for _, s := range list {
			if !slices.Contains(families, s.Family) {
				families = append(families, s.Family)
			}
		}
		t.note("%s: used from now on for what the built-in fonts lack; family = %q in [pdf] of %s sets all text in it", strings.Join(families, ", "), families[0], p.config)
	}
	return nil
}

// readFont reads a font file and checks that print can use it.
func readFont(name string) ([]byte, []font.Source, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, nil, usage("hria fonts lists fonts of this machine", "no file %q", name)
	case info.IsDir():
		return nil, nil, usage("name the files in it", "%q is a folder", name)
	case info.Size() > font.MaxFile:
		return nil, nil, usage("take a font of fewer scripts", "%q has %d bytes; at most %d are used", name, info.Size(), font.MaxFile)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	list, err := font.Inspect(filepath.Base(name), b)
	if err == nil {
		_, err = font.NewSet(list, font.Options{})
	}
	if err != nil {
		return nil, nil, usage("take the .ttf, .otf or .ttc file of the font", "%q cannot be used: %s", name, err)
	}
	if !font.Named(name) {
		return nil, nil, usage("give it the ending .ttf, .otf or .ttc", "the name of the font file %q does not say what it is", name)
	}
	return b, list, nil
}
