package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"charm.land/huh/v2"

	"hria/internal/diag"
	"hria/internal/draft"
	"hria/internal/locale"
)

// asker asks the questions of a new document. huh draws forms in which a long
// list can be searched; what it offers to screen readers speaks English only and
// takes the end of the input for an answer, so that line by line we ask
// ourselves.
type asker struct {
	in       io.Reader
	out      io.Writer
	plain    bool
	register draft.Register
	texts    *locale.Texts
	lines    chan string // of plain questions
}

// asker gives nil where nobody is there to answer.
func (c *Command) asker(call *newCall, r draft.Register, texts *locale.Texts) *asker {
	if call.noInput || !isTerminal(c.Stdin) || !isTerminal(c.Stderr) {
		return nil
	}
	return &asker{in: c.Stdin, out: c.Stderr, plain: call.plain, register: r, texts: texts}
}

// kindOf is the kind that the call names, or that is chosen now.
func kindOf(ctx context.Context, a *asker, args []string) (string, error) {
	switch {
	case len(args) > 0:
		return args[0], nil
	case a == nil:
		return "", usage("try: hria new assessment metro-cameras", "hria new needs a kind and a slug")
	}
	var choices []draft.Choice
	for _, k := range kindNames() {
		choices = append(choices, draft.Choice{ID: k, Name: a.texts.T("ask.kind." + k)})
	}
	x := &asked{title: a.texts.T("ask.kind"), choices: choices, need: true, find: func(word string) (string, error) {
		for i, k := range kindNames() {
			if word == strconv.Itoa(i+1) || strings.EqualFold(word, k) {
				return k, nil
			}
		}
		return "", &draft.UnknownError{Word: word, Near: diag.Nearest(word, kindNames())}
	}}
	if a.plain {
		x.answer = kindNames()[:1] // what Enter takes
	}
	err := a.run(ctx, x)
	return x.answer[0], err
}

// asked is one question with what it may be answered by.
type asked struct {
	key, title string
	choices    []draft.Choice // empty: words
	many, need bool
	find       func(word string) (string, error)
	check      func(word string) error
	// suggest is what an empty answer to a question that needs one stands for.
	suggest func() string
	bound   *[]string // what the suggestion follows from
	problem string
	answer  []string
}

// questions asks what the draft does not know yet.
func (a *asker) questions(ctx context.Context, d *draft.Draft, taken func(string) bool) error {
	var list []*asked
	title := &asked{}
	for _, q := range draft.Questions(d.Kind) {
		known := len(d.Answers[q.Key]) > 0 || q.Key == "slug" && d.Slug != "" || q.Key == "lang" && len(a.register.Languages) < 2
		if known {
			continue
		}
		x := a.question(q)
		switch q.Key {
		case "title":
			title = x
			if d.Slug != "" {
				x.suggest = func() string { return titleOf(d.Slug) }
			}
		case "slug":
			x.suggest = func() string {
				return slugOf(cmp.Or(strings.Join(title.answer, ""), strings.Join(d.Answers["title"], "")))
			}
			x.bound = &title.answer
			x.check = func(word string) error {
				switch {
				case !slugForm.MatchString(word):
					return errors.New(a.texts.T("ui.slug"))
				case taken(word):
					return errors.New(a.texts.T("ui.taken"))
				}
				return nil
			}
		}
		if q.Key == "of" && len(x.choices) == 0 {
			continue // a register without documents
		}
		list = append(list, x)
	}
	if err := a.run(ctx, list...); err != nil {
		return err
	}
	for _, x := range list {
		if x.key == "slug" {
			d.Slug = x.answer[0]
		} else if len(x.answer) > 0 {
			d.Answers[x.key] = x.answer
		}
	}
	return nil
}

func (a *asker) question(q draft.Question) *asked {
	x := &asked{key: q.Key, title: a.texts.T("ask." + q.Key), many: q.Many, need: q.Need}
	if q.Chosen() {
		x.choices = a.register.Choices(q, a.texts.Lang)
		x.find = func(word string) (string, error) { return a.register.Find(q, word, a.texts.Lang) }
	}
	return x
}

// run asks questions one after the other. Whoever ends it with Ctrl-C has
// changed nothing.
func (a *asker) run(ctx context.Context, list ...*asked) error {
	if len(list) == 0 {
		return nil
	}
	if a.plain {
		for i, x := range list {
			if err := a.line(ctx, x, i+1, len(list)); err != nil {
				return err
			}
		}
		return nil
	}
	var pages []*huh.Group
	for i, x := range list {
		pages = append(pages, huh.NewGroup(a.field(x, i+1, len(list))))
	}
	form := huh.NewForm(pages...).WithInput(a.in).WithOutput(a.out).WithShowHelp(false).WithShowErrors(false).WithTheme(huh.ThemeFunc(look))
	err := form.RunWithContext(ctx)
	if errors.Is(err, huh.ErrUserAborted) || ctx.Err() != nil {
		return context.Canceled
	}
	return err
}

// look is without colours, so that it can be read on any ground.
func look(dark bool) *huh.Styles {
	s := huh.ThemeBase(dark)
	s.Focused.Title = s.Focused.Title.Bold(true)
	return s
}

// rows of a list that are shown at once.
const rows = 14

// field is a question as a page of a form.
func (a *asker) field(x *asked, step, of int) huh.Field {
	title := x.title
	if of > 1 {
		title = fmt.Sprintf("%s  %s", a.texts.T("ui.step", step, of), x.title)
	}
	switch {
	case len(x.choices) == 0:
		return a.wordsField(x, title)
	case x.many:
		var options []huh.Option[string]
		for _, c := range x.choices {
			options = append(options, huh.NewOption(optionName(c), c.ID))
		}
		return huh.NewMultiSelect[string]().Title(title).Description(a.texts.T("ui.many")).Options(options...).Height(min(rows, len(options)+2)).Filterable(true).Value(&x.answer)
	}
	var options []huh.Option[string]
	if !x.need {
		options = append(options, huh.NewOption(a.texts.T("ui.later"), ""))
	}
	for _, c := range x.choices {
		options = append(options, huh.NewOption(optionName(c), c.ID))
	}
	return huh.NewSelect[string]().Title(title).Description(a.texts.T("ui.one")).Options(options...).Height(min(rows, len(options)+2)).Accessor(single{x})
}

func optionName(c draft.Choice) string {
	if c.Name == "" || c.Name == c.ID {
		return c.ID
	}
	return c.Name
}

func (a *asker) wordsField(x *asked, title string) huh.Field {
	help := "ui.words"
	if x.need {
		help = "ui.need"
	}
	in := huh.NewInput().Title(title).Description(a.texts.T(help)).Accessor(single{x})
	// huh shows what is wrong at the foot of the tallest page, far from here.
	in = in.DescriptionFunc(func() string { return cmp.Or(x.problem, a.texts.T(help)) }, &x.problem)
	if x.suggest != nil {
		in = in.PlaceholderFunc(x.suggest, x.bound)
	}
	return in.Validate(func(word string) error {
		err := a.valid(x, strings.TrimSpace(word))
		x.problem = ""
		if err != nil {
			x.problem = "! " + err.Error()
		}
		return err
	})
}

// single lets a field with one answer write into a list of answers.
type single struct{ x *asked }

func (s single) Get() string {
	if len(s.x.answer) > 0 {
		return s.x.answer[0]
	}
	return ""
}

func (s single) Set(word string) {
	s.x.answer = nil
	if word = strings.TrimSpace(word); word == "" && s.x.suggest != nil {
		word = s.x.suggest()
	}
	if word != "" {
		s.x.answer = []string{word}
	}
}

// valid holds an answer in words against what the question needs.
func (a *asker) valid(x *asked, word string) error {
	if word == "" && x.suggest != nil {
		word = x.suggest()
	}
	switch {
	case word == "" && x.need:
		return errors.New(a.texts.T("ui.missing"))
	case word != "" && x.check != nil:
		return x.check(word)
	}
	return nil
}

// line asks a question on a line of its own, again until the answer is one.
func (a *asker) line(ctx context.Context, x *asked, step, of int) error {
	if of > 1 {
		fmt.Fprintf(a.out, "%s  ", a.texts.T("ui.step", step, of))
	}
	fmt.Fprintf(a.out, "%s\n%s\n", x.title, a.texts.T(a.help(x)))
	if few := 12; len(x.choices) <= few {
		a.show(x.choices)
	}
	for {
		if s := x.suggestion(); s != "" {
			fmt.Fprintf(a.out, "[%s] ", s)
		}
		fmt.Fprint(a.out, "> ")
		text, err := a.read(ctx)
		if err != nil {
			fmt.Fprintln(a.out)
			return err
		}
		if text == "?" && len(x.choices) > 0 {
			a.show(x.choices)
			continue
		}
		if err := a.take(x, text); err != nil {
			fmt.Fprintln(a.out, err)
			continue
		}
		fmt.Fprintln(a.out)
		return nil
	}
}

func (a *asker) help(x *asked) string {
	switch {
	case len(x.choices) > 0 && x.need:
		return "ui.typed.need"
	case len(x.choices) > 0 && x.many:
		return "ui.typed"
	case len(x.choices) > 0:
		return "ui.typed.one"
	case x.need:
		return "ui.need"
	}
	return "ui.words"
}

func (x *asked) suggestion() string {
	if x.suggest != nil {
		return x.suggest()
	}
	return strings.Join(x.answer, "")
}

func (a *asker) show(choices []draft.Choice) {
	for i, c := range choices {
		fmt.Fprintf(a.out, "%d. %s\n", i+1, optionName(c))
	}
}

// take takes the answer to a plain question.
func (a *asker) take(x *asked, text string) error {
	if len(x.choices) == 0 {
		if err := a.valid(x, text); err != nil {
			return err
		}
		single{x}.Set(text)
		return nil
	}
	words := []string{text}
	if _, err := x.find(text); x.many && err != nil { // a name may hold commas
		words = strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",،、，;؛", r) })
	}
	var answer []string
	for _, word := range words {
		word = strings.TrimSpace(word)
		if word == "" {
			continue
		}
		id, err := a.find(x, word)
		if err != nil {
			return err
		}
		if !slices.Contains(answer, id) {
			answer = append(answer, id)
		}
	}
	if len(answer) > 0 || !x.need {
		x.answer = answer
	}
	var names []string
	for _, c := range x.choices {
		if slices.Contains(answer, c.ID) {
			names = append(names, optionName(c))
		}
	}
	if len(names) > 0 {
		fmt.Fprintln(a.out, "=", strings.Join(names, ", "))
	}
	return nil
}

// find gives the choice that a word stands for, whole or as a part of one name.
func (a *asker) find(x *asked, word string) (string, error) {
	id, err := x.find(word)
	var unknown *draft.UnknownError
	if !errors.As(err, &unknown) {
		return id, err
	}
	part := locale.Fold(word)
	var meant []draft.Choice
	for _, c := range x.choices {
		if part != "" && strings.Contains(locale.Fold(c.Name), part) {
			meant = append(meant, c)
		}
	}
	switch {
	case len(meant) == 1:
		return meant[0].ID, nil
	case len(meant) > 1:
		lines := []string{a.texts.T("ui.several", word)}
		for _, c := range meant {
			lines = append(lines, fmt.Sprintf("%d. %s", slices.Index(x.choices, c)+1, optionName(c)))
		}
		return "", errors.New(strings.Join(lines, "\n"))
	case unknown.Near != "":
		return "", errors.New(a.texts.T("ui.near", unknown.Word, unknown.Near))
	}
	return "", errors.New(a.texts.T("ui.unknown", unknown.Word))
}

// read gives the next line of the input. The end of it, as Ctrl-C, ends hria
// without a change.
func (a *asker) read(ctx context.Context) (string, error) {
	if a.lines == nil {
		a.lines = make(chan string)
		go func() { // which a read that nobody ends may outlive
			defer close(a.lines)
			for in := bufio.NewScanner(a.in); in.Scan(); {
				a.lines <- in.Text()
			}
		}()
	}
	select {
	case text, ok := <-a.lines:
		if ok {
			return strings.TrimSpace(text), nil
		}
	case <-ctx.Done():
	}
	return "", context.Canceled
}
