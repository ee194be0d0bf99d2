package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hria/internal/rules"
	"hria/internal/vocab"
)

func (c *Command) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules [rule]...",
		Short: "explain what hria checks, with examples",
		Long: "rules lists all rules with their level and what must hold. With the id of a rule it says\n" +
			"why, where that comes from, and shows a bad and a good example, which hria's own tests\n" +
			"check; with a family, such as MT, it lists the rules of that family.",
		Example: "  hria rules\n  hria rules MT-01\n  hria rules SV",
		ValidArgsFunction: func(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			words, err := vocab.Standard()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return words.IDs("rules"), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			words, err := vocab.Standard()
			if err != nil {
				return err
			}
			return explainRules(c.Stdout, words, args)
		},
	}
}

// explainRules lists all rules, or explains those that are named.
func explainRules(w io.Writer, words *vocab.Set, args []string) error {
	if len(args) == 0 {
		listRules(w, words.Rules)
		return nil
	}
	var family, single []vocab.Rule
	for _, arg := range args {
		id := strings.ToUpper(arg)
		if r, known := words.RuleByID(id); known {
			single = append(single, r)
			continue
		}
		before := len(family)
		for _, r := range words.Rules {
			if strings.HasPrefix(r.ID, id+"-") {
				family = append(family, r)
			}
		}
		if len(family) == before {
			return unknownWord("rule", arg, words.IDs("rules"))
		}
	}
	listRules(w, family)
	for i, r := range single {
		if i > 0 || len(family) > 0 {
			fmt.Fprintln(w)
		}
		explainRule(w, r)
	}
	return nil
}

func listRules(w io.Writer, list []vocab.Rule) {
	for _, r := range list {
		fmt.Fprintf(w, "%s  %-7s  %s\n", r.ID, r.Level, r.Check)
	}
}

func explainRule(w io.Writer, r vocab.Rule) {
	fmt.Fprintf(w, "%s (%s)\n\n%s\n", r.ID, r.Level, wrap(r.Check+".", "  "))
	part := func(label, text string) {
		if text != "" {
			fmt.Fprintf(w, "\n%s\n%s\n", label, wrap(text, "  "))
		}
	}
	part("Why", r.Why)
	part("Source", r.Source)
	part("In", strings.Join(r.Kinds, ", "))
	if rules.Waivable(r.ID) {
		part("Waiver", "a document may waive it in the open with [[waiver]]: rule, record, reason, by and until")
	} else {
		part("Waiver", "cannot be waived")
	}
	if bad, good, ok := rules.Example(r.ID); ok {
		fmt.Fprintf(w, "\nBad\n%s\nGood\n%s", indented(bad), indented(good))
	}
}

// indented puts an example to the right of the text.
func indented(text string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		b.WriteString(strings.TrimRight("    "+line, " \r") + "\n")
	}
	return b.String()
}

// wrap breaks a text into lines of at most 80 characters.
func wrap(text, indent string) string {
	const width = 80
	var out []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(indent+line+" "+word)) > width {
			out = append(out, indent+line)
			line = ""
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	return strings.Join(append(out, indent+line), "\n")
}

// words gives the vocabularies of the site that the call names, or those of
// hria where it names none and the folder holds none.
func (p *place) words(c *Command, cmd *cobra.Command) (*vocab.Set, error) {
	_, err := os.Stat(filepath.Join(p.folder, p.config))
	if err != nil && !slices.ContainsFunc([]string{"source", "config"}, cmd.Flags().Changed) {
		return vocab.Standard()
	}
	session, in, err := p.begin(c)
	if err != nil {
		return nil, err
	}
	return session.Words(in)
}
