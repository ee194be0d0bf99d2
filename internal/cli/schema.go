package cli

import (
	"io"

	"github.com/spf13/cobra"

	"hria/internal/schema"
)

func (c *Command) schemaCommand() *cobra.Command {
	p, reference := &place{jobs: 1}, false
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema or the reference of front matter",
		Long: "schema prints the JSON Schema (2020-12) of front matter, from which editors complete and\n" +
			"check keys while you write, such as VS Code with Even Better TOML, or with YAML for front\n" +
			"matter between ---. Inside a site its own terms are among the words. --reference prints\n" +
			"all keys as Markdown instead.",
		Example: "  hria schema > hria.schema.json\n  hria schema --reference > front-matter.md",
		Args:    arguments(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if reference {
				_, err := io.WriteString(c.Stdout, schema.Reference())
				return err
			}
			words, err := p.words(c, cmd)
			if err != nil {
				return err
			}
			text, err := schema.JSON(words)
			if err == nil {
				_, err = c.Stdout.Write(text)
			}
			return err
		},
	}
	p.where(cmd)
	cmd.Flags().BoolVar(&reference, "reference", false, "print a reference for people, as Markdown")
	return cmd
}
