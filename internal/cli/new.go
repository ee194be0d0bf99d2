package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/diag"
	"hria/templates"
)

// kinds are what hria new can start, with the prefix of their ids and the
// number of digits.
var kinds = []struct {
	name, prefix string
	digits       int
}{{"assessment", "HRIA", 3}, {"guidance-note", "NOTE", 2}, {"review", "REV", 2}, {"response", "RESP", 2}}

func kindNames() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name)
	}
	return out
}

func (c *Command) newCommand(t *terminal) *cobra.Command {
	p := &place{jobs: 1}
	cmd := &cobra.Command{
		Use:   "new <kind> <slug>",
		Short: "start a document",
		Long: "new writes a document of a kind (assessment, guidance-note, review, response) with all that\n" +
			"it needs and a comment for each field. The slug becomes the address of its page; a\n" +
			"language at its end makes a translation. A file that is there is never overwritten.",
		Example: "  hria new assessment metro-cameras\n  hria new guidance-note digital-identity\n  hria new guidance-note digital-identity.fr",
		Args:    arguments("a kind", "a slug"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return kindNames(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.new(t, p, args[0], args[1]) },
	}
	p.where(cmd)
	return cmd
}

// document is what the template of a new document is filled with.
type document struct {
	Slug, Title, ID, Date, Lang string
	Next                        string // date of the next review
}

// slugForm keeps addresses readable and the same on every system.
var slugForm = regexp.MustCompile(`^([a-z0-9]+(?:-[a-z0-9]+)*)(?:/([a-z0-9]+(?:-[a-z0-9]+)*))*(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*))?$`)

func (c *Command) new(t *terminal, p *place, kind, slug string) error {
	if !slices.Contains(kindNames(), kind) {
		hint := "there are: " + strings.Join(kindNames(), ", ")
		if near := diag.Nearest(kind, kindNames()); near != "" {
			hint = "did you mean: hria new " + near + " " + slug
		}
		return usage(hint, "unknown kind %q", kind)
	}
	parts := slugForm.FindStringSubmatch(slug)
	if parts == nil {
		return usage("write it with small letters, digits and hyphens, such as metro-cameras, or metro-cameras.fr", "%q cannot be an address", slug)
	}
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	b, err := p.build(session, in)
	if err != nil {
		return err
	}
	config := b.site.Config()
	name := path.Join(config.Paths.Content, slug+".md")
	d := document{Slug: slug, Title: title(slug), ID: nextID(kind, in.Today, b.site.IDs()), Date: in.Today.Format(time.DateOnly),
		Next: in.Today.AddDate(1, 0, 0).Format(time.DateOnly), Lang: config.Languages[0]}
	if lang := parts[3]; lang != "" {
		d.Lang = lang
	}
	text, err := fill(over(in.Files, config.Paths.Templates, templates.FS), "new/"+kind+".md", d)
	if err != nil {
		return err
	}
	if err := create(filepath.Join(p.folder, filepath.FromSlash(name)), text); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, filepath.Join(p.folder, filepath.FromSlash(name)))
	t.note("next: fill it in, and see it with: hria serve\nit is a draft; set status = \"published\" when it is ready")
	return nil
}

// title makes a first title of a slug: "a/metro-cameras.fr" gives "Metro cameras".
func title(slug string) string {
	word, _, _ := strings.Cut(path.Base(slug), ".")
	word = strings.ReplaceAll(word, "-", " ")
	return strings.ToUpper(word[:1]) + word[1:]
}

// nextID numbers the documents of a kind and a year.
func nextID(kind string, today time.Time, taken []string) string {
	k := kinds[slices.Index(kindNames(), kind)]
	prefix := fmt.Sprintf("%s-%d-", k.prefix, today.Year())
	last := 0
	for _, id := range taken {
		digits, _, _ := strings.Cut(strings.TrimPrefix(id, prefix), ".")
		if n, err := strconv.Atoi(digits); err == nil && strings.HasPrefix(id, prefix) {
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s%0*d", prefix, k.digits, last+1)
}

// fill fills a template that a document or a site starts from.
func fill(files fs.FS, name string, d document) ([]byte, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	tmpl, err := template.New(name).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = tmpl.Execute(&out, d)
	return out.Bytes(), err
}

// create writes a file that must not be there yet, with its folders.
func create(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("choose another slug, or edit that file", "%q is there already", name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
