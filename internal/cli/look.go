package cli

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/site"
	"hria/internal/theme"
	"hria/templates"
	"hria/themes"
)

// looked is where a site's templates and themes lie.
type looked struct {
	config            config.Config
	files             fs.FS // of the site
	templates, themes fs.FS // its own over the built-in ones
}

func (p *place) look(c *Command) (looked, error) {
	session, in, err := p.begin(c)
	if err != nil {
		return looked{}, err
	}
	settings, err := session.Settings(in)
	if err != nil {
		return looked{}, err
	}
	out := looked{config: settings, files: in.Files}
	out.templates, out.themes = in.Look(settings.Paths)
	return out, nil
}

func (c *Command) themeCommand() *cobra.Command {
	p := &place{jobs: 1}
	list := func(*cobra.Command, []string) error {
		l, err := p.look(c)
		if err != nil {
			return err
		}
		return c.listThemes(l)
	}
	cmd := &cobra.Command{
		Use:     "theme",
		Short:   "list the themes",
		Long:    "theme lists the looks that a site can have: the built-in ones and its own in themes/. The\none that is used is marked with a star. Choose one with theme = \"ministry\" in hria.toml.",
		Example: "  hria theme list",
		Args:    arguments(),
		RunE:    list,
	}
	sub := &cobra.Command{Use: "list", Short: "list the themes", Example: "  hria theme list", Args: arguments(), RunE: list}
	p.where(cmd)
	p.where(sub)
	cmd.AddCommand(sub)
	return cmd
}

func (c *Command) listThemes(l looked) error {
	names, err := theme.List(l.themes)
	if err != nil {
		return err
	}
	for _, name := range names {
		t, err := theme.Load(l.themes, name)
		if err != nil {
			return err
		}
		mark, from := " ", "built in"
		if name == l.config.Theme {
			mark = "*"
		}
		if _, err := fs.Stat(l.files, path.Join(l.config.Paths.Themes, name)); err == nil {
			from = l.config.Paths.Themes + "/" + name
		}
		fmt.Fprintf(c.Stdout, "%s %-12s %s (%s)\n", mark, name, t.About, from)
	}
	return nil
}

func (c *Command) templatesCommand(t *terminal) *cobra.Command {
	p, doc, copied := &place{jobs: 1}, "", ""
	cmd := &cobra.Command{
		Use:   "templates",
		Short: "list templates, say what they are given, copy one to change it",
		Long: "templates lists the templates of a site. With --doc it says what the template of a kind of\n" +
			"page is given; with --copy it puts a built-in template or theme file into the site, where\n" +
			"it wins over the built-in one. A file that is there is never overwritten.",
		Example: "  hria templates\n  hria templates --doc home\n  hria templates --copy layouts/home.html",
		Args:    arguments(),
		RunE: func(*cobra.Command, []string) error {
			if doc != "" {
				if !slices.Contains(site.Kinds(), doc) {
					return usage(nearKind(doc), "there is no kind of page %q", doc)
				}
				return site.Describe(c.Stdout, doc)
			}
			l, err := p.look(c)
			if err != nil {
				return err
			}
			if copied != "" {
				return c.copyTemplate(t, p, l, copied)
			}
			return c.listTemplates(l)
		},
	}
	p.where(cmd)
	cmd.Flags().StringVar(&doc, "doc", "", "say what templates of this `KIND` of page are given")
	cmd.Flags().StringVar(&copied, "copy", "", "put this built-in `FILE` into the site")
	return cmd
}

func nearKind(kind string) string {
	if near := diag.Nearest(kind, site.Kinds()); near != "" {
		return "did you mean: hria templates --doc " + near
	}
	return "there are: " + strings.Join(site.Kinds(), ", ")
}

// listTemplates lists the files, those of the site itself with where they lie.
func (c *Command) listTemplates(l looked) error {
	return fs.WalkDir(l.templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".go" {
			return err
		}
		line := name
		if own := path.Join(l.config.Paths.Templates, name); exists(l.files, own) {
			line += "  (" + own + ")"
		}
		fmt.Fprintln(c.Stdout, line)
		return nil
	})
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// copyTemplate copies a built-in file: layouts/home.html, or default/theme.toml.
func (c *Command) copyTemplate(t *terminal, p *place, l looked, name string) error {
	for _, from := range []struct {
		files  fs.FS
		folder string
	}{{templates.FS, l.config.Paths.Templates}, {themes.FS, l.config.Paths.Themes}} {
		name := strings.TrimPrefix(name, from.folder+"/")
		if !fs.ValidPath(name) {
			continue
		}
		text, err := fs.ReadFile(from.files, name)
		if err != nil {
			continue
		}
		to := filepath.Join(p.folder, filepath.FromSlash(from.folder), filepath.FromSlash(name))
		if err := create(to, text); err != nil {
			return err
		}
		fmt.Fprintln(c.Stdout, to)
		t.note("it now wins over the built-in one; remove it to have that back")
		return nil
	}
	return usage("hria templates lists them; files of themes are named as in default/theme.toml", "there is no built-in file %q", name)
}
