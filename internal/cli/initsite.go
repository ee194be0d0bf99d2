package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/config"
	"hria/internal/schema"
	"hria/templates"
)

func (c *Command) initCommand(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "init <folder>",
		Short: "start a site in a new folder",
		Long: "init writes the settings, each with its default and what it is for, and a first guidance\n" +
			"note to read and replace. The folder must be new or empty.",
		Example: "  hria init register\n  hria init .",
		Args:    arguments("a folder"),
		RunE:    func(_ *cobra.Command, args []string) error { return c.init(t, args[0]) },
	}
}

func (c *Command) init(t *terminal, folder string) error {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return usage("name a new folder, or start documents in an existing site with: hria new", "%q is not empty", folder)
	} else if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return usage("name a new folder", "%q is a file", folder)
	}
	today := c.Now()
	note, err := fill(templates.FS, "new/first-note.md", document{Date: today.Format(time.DateOnly), ID: nextID("guidance-note", today, nil),
		Next: today.AddDate(1, 0, 0).Format(time.DateOnly)})
	if err != nil {
		return err
	}
	for _, f := range []struct{ name, text string }{
		{"hria.toml", settings(config.Fields())},
		{filepath.Join("assessments", "facial-recognition.md"), string(note)},
		{".gitignore", "# what hria writes\n/public/\n"},
	} {
		if err := create(filepath.Join(folder, f.name), []byte(f.text)); err != nil {
			return err
		}
	}
	fmt.Fprintln(c.Stdout, folder)
	t.note("next: cd %s, then hria serve, and open the address that it prints", folder)
	return nil
}

// settings documents every setting with its default, as a comment to take the
// mark from.
func settings(fields []schema.Field) string {
	var plain, tables strings.Builder
	plain.WriteString("# Settings of this site. A line that begins with \"# key =\" shows the default; take\n# the mark away to change it.\n\n")
	for _, f := range fields {
		if f.Type != schema.Table && f.Type != schema.Map {
			setting(&plain, f)
			continue
		}
		fmt.Fprintf(&tables, "# %s\n[%s]\n", capital(f.Doc), f.Key)
		for _, sub := range f.Fields {
			setting(&tables, sub)
		}
		if f.Type == schema.Map {
			tables.WriteString("# XA = \"Meridia (invented)\"\n\n")
		}
	}
	return strings.TrimRight(plain.String()+tables.String(), "\n") + "\n"
}

func setting(b *strings.Builder, f schema.Field) {
	value, remark := f.Default, ""
	if example := examples[f.Format]; f.Default == `""` && example != "" {
		value, remark = example, "; default: none"
	}
	if f.Type == schema.Date {
		value, remark = "2026-03-02", "; default: "+f.Default
	}
	fmt.Fprintf(b, "# %s%s\n# %s = %s\n\n", capital(f.Doc), remark, f.Key, value)
}

// examples stand where a setting has no default that could be written down.
var examples = map[schema.Format]string{schema.URL: `"https://example.org/"`, schema.Contact: `"mailto:register@example.org"`}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
