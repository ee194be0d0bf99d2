package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hria/internal/assessment"
	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/draft"
	"hria/internal/locale"
	"hria/internal/rules"
	"hria/internal/vocab"
	"hria/templates"
)

func kindNames() []string { return draft.Kinds() }

// newCall is how hria new was called.
type newCall struct {
	place
	noInput, plain bool
	words          map[string]*string   // flags with one answer
	lists          map[string]*[]string // and with several
}

const newHelp = `new writes a document of a kind (assessment, guidance-note, review, response) with all that
it needs and a comment for each field. The slug becomes the address of its page. With a
language at its end, such as metro-cameras.fr, it becomes a translation of the document that
is there: the same records, ratings and dates, with a pencil before what is to be translated.
A file that is there is never overwritten.

On a terminal it asks what matters most; what a flag answers is not asked. Answers are ids
or names in any language (hria vocab technologies lists them). --plain asks line by line, for
screen readers and slow connections, and so does ACCESSIBLE=1. With --no-input, or where no
terminal is, nothing is asked.

What is not answered stands in the file behind a pencil (✎). hria check lists each of them:
as a warning while the document is a draft, as an error once it is published.`

func (c *Command) newCommand(t *terminal) *cobra.Command {
	call := &newCall{place: place{jobs: 1}, words: map[string]*string{}, lists: map[string]*[]string{}}
	cmd := &cobra.Command{
		Use:   "new <kind> <slug>",
		Short: "start a document",
		Long:  newHelp,
		Example: "  hria new\n  hria new assessment metro-cameras\n  hria new guidance-note digital-identity.fr\n" +
			"  hria new guidance-note --title \"Digital identity\" --country KE --technology digital-id --no-input",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usage("try: hria new --help", "hria new has no use for %q", args[2])
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return kindNames(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.new(cmd, t, call, args) },
	}
	call.where(cmd)
	f := cmd.Flags()
	for _, q := range draft.Questions("") {
		switch {
		case q.Doc == "":
		case q.Many:
			call.lists[q.Key] = f.StringSlice(q.Key, nil, q.Doc)
		default:
			call.words[q.Key] = f.String(q.Key, "", q.Doc)
		}
	}
	completeAnswers(cmd)
	f.BoolVar(&call.noInput, "no-input", false, "ask nothing")
	f.BoolVar(&call.plain, "plain", c.Env("ACCESSIBLE") != "" || c.Env("TERM") == "dumb", "ask line by line, for screen readers and slow connections")
	return cmd
}

// completeAnswers completes flags that take words of a vocabulary.
func completeAnswers(cmd *cobra.Command) {
	for _, q := range draft.Questions("") {
		if !q.Chosen() || cmd.Flags().Lookup(q.Key) == nil {
			continue
		}
		cmd.RegisterFlagCompletionFunc(q.Key, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			words, err := vocab.Standard()
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			var out []string
			for _, c := range (draft.Register{Words: words}).Choices(q, locale.Fallback) {
				out = append(out, c.ID+"\t"+c.Name)
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		})
	}
}

func (c *Command) new(cmd *cobra.Command, t *terminal, call *newCall, args []string) error {
	if len(args) > 0 && !slices.Contains(kindNames(), args[0]) {
		return unknownKind(args)
	}
	session, in, err := call.begin(c)
	if err != nil {
		return err
	}
	b, err := call.build(session, in)
	if err != nil {
		return err
	}
	config := b.site.Config()
	files := over(in.Files, config.Paths.Templates, templates.FS)
	d := draft.Draft{Lang: config.Languages[0], SiteLang: config.Languages[0], Day: in.Today, Answers: draft.Answers{}}
	register := draft.Register{Words: b.site.Words(), Documents: b.site.Documents(), Languages: config.Languages, Countries: config.Countries}
	texts, err := draft.Texts(files)
	if err != nil {
		return err
	}
	ask := c.asker(call, register, texts.For(d.SiteLang))
	taken := func(slug string) bool {
		_, err := fs.Stat(in.Files, path.Join(config.Paths.Content, slug+".md"))
		return err == nil
	}
	if d.Kind, err = kindOf(cmd.Context(), ask, args); err != nil {
		return err
	}
	if err := call.flagged(cmd, register, &d); err != nil {
		return err
	}
	if len(args) == 2 {
		if err := checkSlug(args[1]); err != nil {
			return err
		}
		if taken(args[1]) {
			return thereAlready(filepath.Join(call.folder, config.Paths.Content, args[1]+".md"))
		}
		d.Slug = args[1]
	}
	original, err := originalOf(&d, register.Documents)
	if err != nil {
		return err
	}
	if ask != nil && original == nil {
		if err := ask.questions(cmd.Context(), &d, taken); err != nil {
			return err
		}
	}
	if err := settle(&d, register, b.site); err != nil {
		return err
	}
	text, err := draft.Write(files, d)
	if original != nil {
		text, err = draft.Translate(files, original, d.Lang)
	}
	if err != nil {
		return err
	}
	name := filepath.Join(call.folder, filepath.FromSlash(path.Join(config.Paths.Content, d.Slug+".md")))
	if err := create(name, text); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, name)
	t.note("next: fill it in; a %s marks %s still to be written", rules.Pencil, plural(bytes.Count(text, []byte(rules.Pencil)), "place", "places"))
	t.note("  hria serve   shows it in a browser while you write\n  hria check   lists what is missing\n" +
		"  hria build   publishes it, once status = \"published\" stands in it")
	return nil
}

// originalOf finds the document that the new one translates: the one of the same
// slug in another language.
func originalOf(d *draft.Draft, docs []*assessment.Assessment) (*assessment.Assessment, error) {
	parts := slugForm.FindStringSubmatch(d.Slug)
	if parts == nil || parts[3] == "" {
		return nil, nil
	}
	slug := strings.TrimSuffix(d.Slug, "."+parts[3])
	for _, a := range docs {
		if a.Source.Slug != slug || a.Translation.Of.Set() || a.ID.Value == "" || a.Source.Broken {
			continue
		}
		switch name := a.Source.File.Path; {
		case a.Kind.Value != d.Kind:
			return nil, usage("try: hria new "+a.Kind.Value+" "+d.Slug, "%q is of the kind %s", name, a.Kind.Value)
		case a.Lang.Value == parts[3]:
			return nil, usage("name another language", "%q is in the language %q already", name, parts[3])
		}
		return a, nil
	}
	return nil, nil
}

func unknownKind(args []string) error {
	hint := "there are: " + strings.Join(kindNames(), ", ")
	if near := diag.Nearest(args[0], kindNames()); near != "" {
		hint = "did you mean: " + strings.Join(append([]string{"hria new", near}, args[1:]...), " ")
	}
	return usage(hint, "unknown kind %q", args[0])
}

// flagged takes the answers that flags give.
func (call *newCall) flagged(cmd *cobra.Command, r draft.Register, d *draft.Draft) error {
	asked := draft.Questions(d.Kind)
	for _, q := range draft.Questions("") {
		if q.Doc == "" || !cmd.Flags().Changed(q.Key) {
			continue
		}
		if !slices.ContainsFunc(asked, func(x draft.Question) bool { return x.Key == q.Key }) {
			return usage("try: hria new --help", "--%s is not for the kind %s", q.Key, d.Kind)
		}
		given := []string{}
		if q.Many {
			given = *call.lists[q.Key]
		} else if word := strings.TrimSpace(*call.words[q.Key]); word != "" {
			given = append(given, word)
		}
		for _, word := range given {
			id, err := r.Find(q, word, d.SiteLang)
			var unknown *draft.UnknownError
			if errors.As(err, &unknown) {
				return unknownWord(q.Key, unknown.Word, ids(r.Choices(q, d.SiteLang)))
			}
			if !slices.Contains(d.Answers[q.Key], id) {
				d.Answers[q.Key] = append(d.Answers[q.Key], id)
			}
		}
	}
	return nil
}

func ids(choices []draft.Choice) []string {
	var out []string
	for _, c := range choices {
		out = append(out, c.ID)
	}
	return out
}

// settle works out what follows from the answers.
func settle(d *draft.Draft, r draft.Register, site *build.Site) error {
	first := func(key string) string {
		if a := d.Answers[key]; len(a) > 0 {
			return a[0]
		}
		return ""
	}
	d.ID = draft.NextID(d.Kind, d.Day, site.IDs())
	d.Title = first("title")
	if d.Slug == "" && d.Title == "" {
		return usage("try: hria new "+d.Kind+" metro-cameras, or --title", "hria new needs a slug")
	}
	d.Slug = cmp.Or(d.Slug, slugOf(d.Title), strings.ToLower(d.ID))
	d.Title = cmp.Or(d.Title, titleOf(d.Slug))
	named := slugForm.FindStringSubmatch(d.Slug)[3]
	d.Lang = cmp.Or(first("lang"), named, d.Lang)
	if named != "" && d.Lang != named {
		return usage("make the two agree", "the slug says language %q, --lang says %q", named, d.Lang)
	}
	for _, a := range r.Documents {
		if id := first("of"); id != "" && a.ID.Value == id && a.Source.Edition == "" {
			d.Of = a
		}
	}
	if d.Of == nil {
		return nil
	}
	if k := d.Of.Kind.Value; k != assessment.KindAssessment && k != assessment.KindNote {
		return usage("name an assessment or a guidance note", "%q is a %s", d.Of.ID.Value, k)
	}
	return nil
}

// slugForm keeps addresses readable and the same on every system.
var slugForm = regexp.MustCompile(`^([a-z0-9]+(?:-[a-z0-9]+)*)(?:/([a-z0-9]+(?:-[a-z0-9]+)*))*(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*))?$`)

func checkSlug(slug string) error {
	if !slugForm.MatchString(slug) {
		return usage("write it with small letters, digits and hyphens, such as metro-cameras, or metro-cameras.fr", "%q cannot be an address", slug)
	}
	return nil
}

// slugOf makes an address of a title; "" where the title has none of the letters
// that addresses are made of.
func slugOf(title string) string {
	const most = 60
	slug, _ := locale.Slug(title)
	if len(slug) > most {
		slug = strings.TrimRight(slug[:most+1], "abcdefghijklmnopqrstuvwxyz0123456789")
	}
	slug = strings.Trim(slug, "-")
	if !slugForm.MatchString(slug) {
		return ""
	}
	return slug
}

// titleOf makes a first title of a slug: "a/metro-cameras.fr" gives "Metro cameras".
func titleOf(slug string) string {
	word, _, _ := strings.Cut(path.Base(slug), ".")
	word = strings.ReplaceAll(word, "-", " ")
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

func thereAlready(name string) error {
	return usage("choose another slug, or edit that file", "%q is there already", name)
}

// create writes a file that must not be there yet, with its folders.
func create(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return thereAlready(name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
