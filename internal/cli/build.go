package cli

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/build"
	"hria/internal/diag"
)

// built is what a build gives.
type built struct {
	site     *build.Site
	findings diag.List
}

func (c *Command) buildCommand(t *terminal) *cobra.Command {
	p, output, destination := &place{}, "", ""
	cmd := &cobra.Command{
		Use:   "build",
		Short: "write the site to publish",
		Long: "build checks all documents and writes web pages, briefing notes, feeds and data into a\n" +
			"folder that can be published as it is, or opened from the disk. Nothing is written\n" +
			"while a document to be published has errors.",
		Example: "  hria build\n" +
			"  hria build --output /srv/www/register --base-url https://example.org/register/\n" +
			"  hria build --drafts --output preview\n" +
			"  hria build --report\n" +
			"  hria build --strict --as-of 2026-03-02",
		Args: arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if output != "" && destination != "" && output != destination {
				return usage("name one folder", "--output and --destination are the same flag, and say %q and %q", output, destination)
			}
			p.output = cmp.Or(output, destination)
			return c.build(cmd, t, p)
		},
	}
	p.flags(cmd)
	f := cmd.Flags()
	f.StringVarP(&output, "output", "o", "", "`FOLDER` to write (default: paths.output of the settings, public)")
	f.StringVarP(&destination, "destination", "d", "", "the same as --output: `FOLDER` to write")
	f.StringVarP(&p.baseURL, "base-url", "u", "", "`ADDRESS` at which the site is published")
	f.BoolVar(&p.strict, "strict", false, "stop at warnings, too")
	return cmd
}

// buildGarbage is how much garbage a build may keep, in percent of what it uses. A
// build makes a site once and ends; against Go's 100 this takes a quarter off the
// memory that it needs at most, for a twentieth of the time or so.
const buildGarbage = 40

func (c *Command) build(cmd *cobra.Command, t *terminal, p *place) error {
	start := c.Now()
	if c.Env("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(buildGarbage))
	}
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	in.Whole = true
	b, err := p.build(session, in)
	if err != nil {
		return err
	}
	paths := b.site.Config().Paths
	output := p.outputFolder(paths)
	if err := p.checkOutput(output, paths.Content, paths.Vocabulary, paths.Templates, paths.Themes); err != nil {
		return err
	}
	t.detail("as of %s, %s, into %s", b.site.AsOf().Format(time.DateOnly), plural(in.Jobs, "core", "cores"), output)
	result, err := build.Write(cmd.Context(), b.site, output, build.Options{Findings: b.findings, Progress: t.progress("rendering")})
	var foreign *build.ForeignError
	if errors.As(err, &foreign) {
		return c.foreign(foreign)
	}
	if err != nil {
		return err
	}
	all := slices.Concat(b.findings, result.Findings).Sort()
	t.findings(c.Stderr, all, b.site.Config().Check.Show)
	if result.Blocked {
		n := b.site.Blocking(all)
		c.complain(fmt.Sprintf("nothing was written: %s of %s", plural(n, "finding stands in the way", "findings stand in the way"), output), "mend what is shown above; hria check shows it again")
		return errFindings
	}
	t.detail("%s, %d changed, %d removed", plural(result.Files, "file", "files"), result.Changed, result.Removed)
	if n := b.site.Counts(); !t.quiet {
		made := plural(n.Notes, "note", "notes")
		if n.Reports > 0 {
			made += ", " + plural(n.Reports, "report", "reports")
		}
		fmt.Fprintf(c.Stdout, "%s, %s, %s; %s; %s → %s\n", plural(n.Documents, "document", "documents"), plural(n.Pages, "page", "pages"),
			made, tally(all), elapsed(c.Now().Sub(start)), output)
	}
	return nil
}

func elapsed(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func (c *Command) foreign(e *build.ForeignError) error {
	if e.File {
		return usage("move or remove that file, or build into another folder with --output", "%s", e)
	}
	return usage("build into an empty or a new folder with --output, or remove this one yourself", "%s", e)
}

// checkOutput refuses an output folder that would mix with the sources.
func (p *place) checkOutput(output string, sources ...string) error {
	site, out := resolve(p.folder), resolve(output)
	hint := "name a folder of its own with --output, such as --output public"
	if within(out, site) {
		return usage(hint, "the output folder %q holds the site itself", output)
	}
	for _, s := range sources {
		if source := resolve(filepath.Join(p.folder, filepath.FromSlash(s))); within(source, out) || within(out, source) {
			return usage(hint, "the output folder %q would mix with the folder %q of the site", output, s)
		}
	}
	return nil
}

// within tells whether a path is a folder or lies below it.
func within(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// resolve makes a path absolute and follows the symbolic links of what is
// there already.
func resolve(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real
	}
	if parent := filepath.Dir(abs); parent != abs {
		return filepath.Join(resolve(parent), filepath.Base(abs))
	}
	return abs
}
