package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hria/internal/vocab"
)

func (c *Command) vocabCommand() *cobra.Command {
	p, lang := &place{jobs: 1}, ""
	cmd := &cobra.Command{
		Use:   "vocab [vocabulary] [term]...",
		Short: "look up the words that documents may use",
		Long: "vocab lists the vocabularies; with the name of one its terms, and with terms all that is\n" +
			"known of each. Inside a site its own terms are among them. A term can be named by its\n" +
			"title in any language, too.",
		Example: "  hria vocab\n  hria vocab rights\n  hria vocab rights --lang fr\n  hria vocab rights privacy\n  hria vocab rights \"vie privée\"\n  hria vocab impact.nature",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			words, err := vocab.Standard()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			if len(args) == 0 {
				return vocabularyNames(words), cobra.ShellCompDirectiveNoFileComp
			}
			return words.IDs(args[0]), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			words, err := p.words(c, cmd)
			if err != nil {
				return err
			}
			if lang == "" {
				lang = "en"
			} else if base, _, _ := strings.Cut(lang, "-"); !slices.Contains(words.Languages(), base) {
				return unknownWord("language", lang, words.Languages())
			}
			return explainWords(c.Stdout, words, lang, args)
		},
	}
	p.where(cmd)
	cmd.Flags().StringVarP(&lang, "lang", "l", "", "`LANGUAGE` of the titles (default: en)")
	return cmd
}

func vocabularyNames(words *vocab.Set) []string {
	var out []string
	for _, v := range words.Vocabularies() {
		out = append(out, v.Name)
	}
	return out
}

// explainWords lists vocabularies, the terms of one, or what is known of terms.
func explainWords(w io.Writer, words *vocab.Set, lang string, args []string) error {
	if len(args) == 0 {
		for _, v := range words.Vocabularies() {
			fmt.Fprintf(w, "%-26s %3d  %s\n", v.Name, len(words.IDs(v.Name)), v.About)
		}
		return nil
	}
	name := strings.ToLower(args[0])
	if words.IDs(name) == nil {
		return unknownWord("vocabulary", args[0], vocabularyNames(words))
	}
	if len(args) == 1 {
		width := 0
		for _, id := range words.IDs(name) {
			width = max(width, utf8.RuneCountInString(id))
		}
		for _, id := range words.IDs(name) {
			title, _ := words.Title(lang, name, id)
			fmt.Fprintf(w, "%-*s  %s\n", width, id, title)
		}
		return nil
	}
	for i, arg := range args[1:] {
		id, err := findTerm(words, name, arg)
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprintln(w)
		}
		explainTerm(w, words, lang, name, id)
	}
	return nil
}

// findTerm finds a term by its id or by its title in any language.
func findTerm(words *vocab.Set, vocabulary, arg string) (string, error) {
	if id, ok := words.Find(vocabulary, arg); ok {
		return id, nil
	}
	if near := words.Nearest(vocabulary, arg); near != "" {
		title, _ := words.Title("en", vocabulary, near)
		return "", usage(fmt.Sprintf("did you mean %q (%s)?", near, title), "no term %q in the vocabulary %s", arg, vocabulary)
	}
	return "", usage("see what there is: hria vocab "+vocabulary, "no term %q in the vocabulary %s", arg, vocabulary)
}

func explainTerm(w io.Writer, words *vocab.Set, lang, vocabulary, id string) {
	title, _ := words.Title(lang, vocabulary, id)
	fmt.Fprintf(w, "%s\n%s\n", id, wrap(title, "  "))
	facts := words.Facts(vocabulary, id)
	for _, l := range words.Languages() {
		if t, found := words.Title(l, vocabulary, id); found == l && t != title {
			facts = append(facts, vocab.Fact{Label: l, Text: t})
		}
	}
	width := 0
	for _, f := range facts {
		width = max(width, len(f.Label))
	}
	for _, f := range facts {
		indent := strings.Repeat(" ", width+6)
		text := strings.TrimLeft(wrap(f.Text, indent), " ")
		fmt.Fprintf(w, "    %-*s  %s\n", width, f.Label, text)
	}
}
