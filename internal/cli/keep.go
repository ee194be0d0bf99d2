package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hria/internal/assessment"
	"hria/internal/build"
)

func (c *Command) keepCommand(t *terminal) *cobra.Command {
	p, tags := &place{jobs: 1}, ""
	cmd := &cobra.Command{
		Use:   "keep [file…]",
		Short: "keep an edition of a document, so that the next one shows what changed",
		Long: "keep copies documents as they are beside themselves, as NAME@VERSION.md. Do it before you\n" +
			"change a published document and give it a new version: the site then has a page that\n" +
			"says what changed. With --tags it takes the published editions from git instead, of the\n" +
			"documents that are named or of all. A file that is there is never overwritten.",
		Example: "  hria keep assessments/metro-cameras.md\n  hria keep --tags 'v*'",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && tags == "" {
				return usage("hria keep assessments/metro-cameras.md, or hria keep --tags 'v*'", "name a document, or the tags of git to look in")
			}
			return c.keep(cmd, t, p, args, tags)
		},
	}
	p.where(cmd)
	cmd.Flags().StringVar(&tags, "tags", "", "take editions from the tags of git that match this `PATTERN`")
	return cmd
}

func (c *Command) keep(cmd *cobra.Command, t *terminal, p *place, files []string, tags string) error {
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	b, err := p.build(session, in)
	if err != nil {
		return err
	}
	docs, err := p.named(b.site.Documents(), files)
	if err != nil {
		return err
	}
	if tags == "" {
		for _, a := range docs {
			if err := c.keepOne(t, p, build.EditionPath(a), a.Source.File.Path, a.Source.File.Text); err != nil {
				return err
			}
		}
		return nil
	}
	return c.keepTags(cmd, t, p, session, b.site, docs, tags)
}

// named picks the documents whose files are named, all where none is.
func (p *place) named(docs []*assessment.Assessment, files []string) ([]*assessment.Assessment, error) {
	if len(files) == 0 {
		return docs, nil
	}
	var out []*assessment.Assessment
	for _, f := range files {
		i := slices.IndexFunc(docs, func(a *assessment.Assessment) bool {
			name := filepath.FromSlash(a.Source.File.Path)
			return name == filepath.Clean(f) || resolve(filepath.Join(p.folder, name)) == resolve(f)
		})
		if i < 0 {
			return nil, usage("name the file of a document of this site", "%q is no document", f)
		}
		out = append(out, docs[i])
	}
	return out, nil
}

// keepTags writes each published edition that a tag of git holds.
func (c *Command) keepTags(cmd *cobra.Command, t *terminal, p *place, s *build.Session, site *build.Site, docs []*assessment.Assessment, pattern string) error {
	git := func(args ...string) ([]byte, error) {
		run := exec.CommandContext(cmd.Context(), "git", append([]string{"-C", p.folder}, args...)...)
		return run.Output()
	}
	list, err := git("tag", "--list", "--sort=creatordate", pattern)
	if err != nil {
		return usage("run it in a repository of git, with git installed", "git cannot list the tags of %q", p.folder)
	}
	tags := strings.Fields(string(list))
	if len(tags) == 0 {
		return usage("git tag --list shows what there is", "no tag matches %q", pattern)
	}
	kept := map[string]bool{} // the first tag that holds an edition counts
	for _, tag := range tags {
		for _, a := range docs {
			text, err := git("show", tag+":./"+a.Source.File.Path)
			if err != nil {
				continue // it was not there then
			}
			name := s.Earlier(site, a, text)
			if name == "" || kept[name] {
				continue
			}
			kept[name] = true
			if err := c.keepOne(t, p, name, a.Source.File.Path+" of "+tag, text); err != nil {
				return err
			}
		}
	}
	if len(kept) == 0 {
		t.note("the tags hold no published edition of another version")
	}
	return nil
}

// keepOne writes an edition. One that is there with the same text is fine.
func (c *Command) keepOne(t *terminal, p *place, name, from string, text []byte) error {
	if name == "" {
		return usage("write version = \"1.0\" into it", "%s has no version that could name a file", from)
	}
	path := filepath.Join(p.folder, filepath.FromSlash(name))
	old, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(old, text):
		t.note("kept already: %s", path)
		return nil
	case err == nil:
		return usage("an edition does not change once it is published; give the document a new version", "%q is there already, with another text", path)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := create(path, text); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, path)
	return nil
}
