package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/config"
	"hria/internal/draft"
	"hria/internal/locale"
	"hria/internal/schema"
	"hria/templates"
)

func (c *Command) initCommand(t *terminal) *cobra.Command {
	lang, keep := "", false
	cmd := &cobra.Command{
		Use:   "init <folder>",
		Short: "start a site in a new folder",
		Long: "init writes the settings, each with its default and what it is for, and a first guidance\n" +
			"note to read and replace: its place is invented, its form is not. The folder must be new or\n" +
			"empty, but for .git; with --keep what is there stays, and nothing of it is overwritten.",
		Example: "  hria init register\n  hria init registre --lang fr\n  hria init . --keep",
		Args:    arguments("a folder"),
		RunE:    func(_ *cobra.Command, args []string) error { return c.init(t, args[0], lang, keep) },
	}
	cmd.Flags().StringVarP(&lang, "lang", "l", locale.Fallback, "`LANGUAGE` of the site")
	cmd.Flags().BoolVar(&keep, "keep", false, "also in a folder that is not empty")
	cmd.RegisterFlagCompletionFunc("lang", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		texts, err := draft.Texts(templates.FS)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return texts.Languages(), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

// newFile is one file of a new site.
type newFile struct{ name, text string }

func (c *Command) init(t *terminal, folder, lang string, keep bool) error {
	if err := emptyEnough(folder, keep); err != nil {
		return err
	}
	files, err := c.newSite(lang)
	if err != nil {
		return err
	}
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(folder, f.name)); err == nil {
			return usage("move it away, or start the site in a new folder", "%q is there already", filepath.Join(folder, f.name))
		}
	}
	for i, f := range files {
		if err := create(filepath.Join(folder, f.name), []byte(f.text)); err != nil {
			for _, made := range files[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(folder, made.name)))
			}
			return err
		}
	}
	fmt.Fprintln(c.Stdout, folder)
	if filepath.Clean(folder) == "." {
		t.note("next:")
	} else {
		t.note("next: cd %s", folder)
	}
	t.note("  hria serve   shows the site in a browser, with an example to read and replace\n" +
		"  hria new     starts a document of your own\n" +
		"  hria check   lists what is to be mended\n" +
		"  hria build   writes the site to publish into public/")
	if base, _, _ := strings.Cut(lang, "-"); base == "zh" || base == "ja" {
		t.note("hint: hria fonts says which font briefing notes in this language need, where this machine has none")
	}
	return nil
}

// emptyEnough refuses a folder that holds something, unless the call says that
// it may.
func emptyEnough(folder string, keep bool) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return usage("name a new folder", "%q is a file", folder)
	}
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if e.Name() != ".git" && !keep {
			return usage("name a new folder; or --keep starts a site beside what is there; or start documents in an existing site with: hria new", "%q is not empty", folder)
		}
	}
	return nil
}

// newSite makes the files of a site in a language.
func (c *Command) newSite(lang string) ([]newFile, error) {
	texts, err := draft.Texts(templates.FS)
	if err != nil {
		return nil, err
	}
	if !locale.ValidLanguage(lang) || texts.For(lang).Lang != lang {
		return nil, unknownWord("language", lang, texts.Languages())
	}
	y, m, d := c.Now().Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	note, err := draft.Write(templates.FS, draft.Draft{Kind: draft.First, ID: draft.NextID("guidance-note", day, nil), Lang: lang, SiteLang: lang, Day: day})
	if err != nil {
		return nil, err
	}
	interfaceTexts, _, err := locale.Load(templates.FS, lang)
	if err != nil {
		return nil, err
	}
	set := map[string]string{"title": strconv.Quote(texts.For(lang).T("ex.site")), "countries.XA": strconv.Quote(texts.For(lang).T("ex.place"))}
	if lang != locale.Fallback {
		set["languages"] = fmt.Sprintf("[%q]", lang)
	}
	files := []newFile{
		{"hria.toml", settings(config.Fields(), set, interfaceTexts.For(lang))},
		{filepath.Join("assessments", "market-cameras.md"), string(note)},
	}
	return append(files, newFile{".gitignore", "# what hria writes\n/public/\n"}), nil
}

// settings documents every setting with its default, as a comment to take the
// mark from; what is set here already has none. The texts explain, where their
// language has what English says in the declaration of the settings.
func settings(fields []schema.Field, set map[string]string, texts *locale.Texts) string {
	var plain, tables strings.Builder
	head := cmp.Or(texts.Explain("init.head"), "Settings of this site. A line that begins with \"# key =\" shows the default; take\nthe mark away to change it.")
	fmt.Fprintf(&plain, "# %s\n\n", strings.ReplaceAll(head, "\n", "\n# "))
	for _, f := range fields {
		if f.Type != schema.Table && f.Type != schema.Map {
			setting(&plain, f, explained(texts, f.Key, f), set[f.Key], texts)
			continue
		}
		fmt.Fprintf(&tables, "# %s\n[%s]\n", explained(texts, f.Key, f), f.Key)
		for _, sub := range f.Fields {
			setting(&tables, sub, explained(texts, f.Key+"-"+sub.Key, sub), "", texts)
		}
		if f.Type == schema.Map {
			if name := set[f.Key+".XA"]; name != "" {
				fmt.Fprintf(&tables, "XA = %s\n\n", name)
			} else {
				fmt.Fprintf(&tables, "# %s\n\n", mapExamples[f.Key])
			}
		}
	}
	return strings.TrimRight(plain.String()+tables.String(), "\n") + "\n"
}

// mapExamples are lines that a map of settings may have.
var mapExamples = map[string]string{
	"countries":    `XA = "Meridia (invented)"`,
	"titles":       `en = "Human rights impact assessments"`,
	"descriptions": `en = "What digital technology does to people's rights."`,
}

func setting(b *strings.Builder, f schema.Field, about, set string, texts *locale.Texts) {
	if set != "" {
		fmt.Fprintf(b, "# %s\n%s = %s\n\n", about, f.Key, set)
		return
	}
	value, remark := f.Default, ""
	if example := examples[f.Format]; f.Default == `""` && example != "" {
		value, remark = example, texts.T("brackets", cmp.Or(texts.Explain("init.none"), "default: none"))
	}
	if f.Type == schema.Date {
		value, remark = "2026-03-02", texts.T("brackets", cmp.Or(texts.Explain("init.today"), "default: "+f.Default))
	}
	fmt.Fprintf(b, "# %s%s\n# %s = %s\n\n", about, remark, f.Key, value)
}

// explained says what a setting is for.
func explained(texts *locale.Texts, key string, f schema.Field) string {
	return cmp.Or(texts.Explain("setting."+key), capital(f.Doc))
}

// examples stand where a setting has no default that could be written down.
var examples = map[schema.Format]string{schema.URL: `"https://example.org/"`, schema.Contact: `"mailto:register@example.org"`}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
