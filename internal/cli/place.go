package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/build"
	"hria/internal/config"
	"hria/templates"
	"hria/themes"
)

// place is a site on the disk and how it is to be read.
type place struct {
	folder, config string
	baseURL, asOf  string
	drafts, strict bool
	noPDF, noCache bool
	report         bool
	output         string // empty: as the settings say
	jobs           int
}

// flags adds the flags that say where the site is and how to read it.
func (p *place) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	p.where(cmd)
	f.BoolVarP(&p.drafts, "drafts", "D", p.drafts, "also what is not published yet")
	f.StringVar(&p.asOf, "as-of", "", "judge deadlines on this `DATE` (2026-03-02); SOURCE_DATE_EPOCH works, too")
	f.BoolVar(&p.noPDF, "no-pdf", false, "without briefing notes")
	f.BoolVar(&p.report, "report", false, "also the whole of each document as a PDF to print")
	f.BoolVar(&p.noCache, "no-cache", false, "keep no notes, pages and highlighted code from one run to the next")
	f.IntVarP(&p.jobs, "jobs", "j", runtime.NumCPU(), "`NUMBER` of cores to use")
}

// where adds the flags that say where the site is.
func (p *place) where(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&p.folder, "source", "s", ".", "`FOLDER` of the site")
	cmd.Flags().StringVarP(&p.config, "config", "c", "hria.toml", "settings, a `FILE` in that folder")
	cmd.MarkFlagDirname("source")
}

// open gives the input of a build. The files of the site are read through
// os.Root: a symbolic link that leaves the site is not followed.
func (p *place) open(c *Command) (build.Input, error) {
	in := build.Input{ConfigPath: filepath.ToSlash(p.config), BaseURL: p.baseURL, Drafts: p.drafts, NoPDF: p.noPDF, Report: p.report,
		Strict: p.strict, Jobs: p.jobs, Version: version()}
	if err := p.checkFlags(); err != nil {
		return in, err
	}
	root, err := os.OpenRoot(p.folder)
	if err != nil {
		return in, usage("name the folder of a site with --source", "no folder %q", p.folder)
	}
	in.Files = root.FS()
	if _, err := fs.Stat(in.Files, in.ConfigPath); err != nil {
		return in, usage("start a site with: hria init FOLDER, or name the folder of one with --source", "no %s in %q", p.config, p.folder)
	}
	in.Look = func(paths config.Paths) (fs.FS, fs.FS) {
		return over(in.Files, paths.Templates, templates.FS), over(in.Files, paths.Themes, themes.FS)
	}
	in.Published = func(paths config.Paths) map[string]string { return build.ReadEditions(os.DirFS(p.outputFolder(paths))) }
	if in.AsOf, err = p.date(c); err != nil {
		return in, err
	}
	y, m, d := c.Now().Date()
	in.Today = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	index := ""
	if dir := p.cache(); dir != "" {
		index = filepath.Join(dir, "fonts.json")
		program := sync.OnceValue(program)
		in.Cache = build.NewNoteCache(filepath.Join(dir, "notes"), program)
		in.Code = build.NewCodeCache(filepath.Join(dir, "code"), program)
	}
	in.Library = build.NewLibrary(c.fontFolders(), index)
	return in, nil
}

// cache is the folder where hria keeps things from one run to the next, "" where
// it keeps none.
func (p *place) cache() string {
	dir, err := os.UserCacheDir()
	if err != nil || p.noCache {
		return ""
	}
	return filepath.Join(dir, "hria")
}

// outputFolder is where the site is written.
func (p *place) outputFolder(paths config.Paths) string {
	if p.output != "" {
		return p.output
	}
	return filepath.Join(p.folder, filepath.FromSlash(paths.Output))
}

func (p *place) checkFlags() error {
	switch {
	case !filepath.IsLocal(p.config):
		return usage("put the file into the folder of the site", "the settings %q are outside the site", p.config)
	case p.jobs < 1:
		return usage("try: -j 1", "--jobs %d leaves nobody to work", p.jobs)
	case p.baseURL != "" && !strings.HasPrefix(p.baseURL, "https://") && !strings.HasPrefix(p.baseURL, "http://"):
		return usage("write it as --base-url https://example.org/", "--base-url %q is no web address", p.baseURL)
	}
	return nil
}

// over lays a folder of the site over built-in files.
func over(site fs.FS, folder string, builtIn fs.FS) fs.FS {
	own, err := fs.Sub(site, folder)
	if err != nil {
		return builtIn
	}
	return overlay{own, builtIn}
}

// date is the as-of date that the call names; the zero time leaves it to the
// settings.
func (p *place) date(c *Command) (time.Time, error) {
	if p.asOf != "" {
		t, err := time.Parse(time.DateOnly, p.asOf)
		if err != nil {
			return t, usage("write it as --as-of 2026-03-02", "--as-of %q is no date", p.asOf)
		}
		return t, nil
	}
	epoch := c.Env("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 || seconds > 1<<40 {
		return time.Time{}, usage("write it as seconds since 1970, such as SOURCE_DATE_EPOCH=1772409600", "SOURCE_DATE_EPOCH %q is no date", epoch)
	}
	return time.Unix(seconds, 0).UTC().Truncate(24 * time.Hour), nil
}

// begin opens the site and a session to build it in.
func (p *place) begin(c *Command) (*build.Session, build.Input, error) {
	in, err := p.open(c)
	if err != nil {
		return nil, in, err
	}
	session, err := build.NewSession()
	return session, in, err
}

// build runs a build and explains what only the command line can explain.
func (p *place) build(s *build.Session, in build.Input) (built, error) {
	site, findings, err := s.Build(in)
	if errors.Is(err, build.ErrNoContent) {
		return built{}, p.noContent(err)
	}
	return built{site, findings.All()}, err
}

func (p *place) noContent(err error) error {
	return usage("make the folder, or name another one under content in [paths] of "+p.config, "%s", err)
}
