// Package cli is the command line: it turns arguments, environment and clock
// into the input of a build, and what comes back into text and an exit code.
//
// The rules of the terminal:
//
//   - Results go to standard output: the findings of check, the closing line of
//     build, the path that new wrote. All else goes to standard error.
//   - A message is lower case, without a full stop, and quotes what it is
//     about. A line that begins with "hint:" says what to type next.
//   - Findings are about the author's files, messages that begin with "hria:"
//     about the call or about hria itself. The exit code tells them apart.
//   - Colour and progress appear on a terminal only, and colour not where
//     NO_COLOR is set.
//
// Three commands write into the sources of a site: new, which never touches a
// file that is there, and check --fix and mv, which change what is certain and leave
// all other bytes (fix.go, mv.go).
//
// Only this package reads the clock and the environment; everything below gets
// a date. It lays the site's own templates and themes over the built-in ones
// (overlay.go). Absent on purpose: anything that decides what is right in a
// document or how a page looks.
//
// Third parties: cobra gives commands with help and examples, completion for
// four shells and the nearest command to a misspelt one; x/term tells a
// terminal from a file and reads single keys; x/sys tells whether the terminal
// listens to this program or to another one; huh asks the questions of hria
// new, with lists that can be searched, on any terminal.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	ExitClean    = 0 // done, nothing to mend
	ExitFindings = 1 // findings at error level, or with --strict warnings
	ExitUsage    = 2 // the call cannot be carried out as it stands
	ExitFailure  = 3 // hria itself failed
)

// Command is hria with its surroundings, so that tests can stand in for them.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Env            func(name string) string
	Now            func() time.Time
}

// Standard is hria as a program.
func Standard() *Command {
	return &Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Now: time.Now}
}

// Main runs hria with its arguments, without the name of the program, and
// gives the exit code.
func (c *Command) Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := c.root()
	root.SetArgs(args)
	return c.report(root.ExecuteContext(ctx))
}

// root is the tree of commands.
func (c *Command) root() *cobra.Command {
	t := &terminal{out: c.Stdout, err: c.Stderr, colour: isTerminal(c.Stderr) && c.Env("NO_COLOR") == "", live: isTerminal(c.Stderr)}
	root := &cobra.Command{
		Use:   "hria",
		Short: "publish human rights impact assessments from Markdown",
		Long: "hria turns a folder of Markdown documents into a register of human rights impact\n" +
			"assessments: checked, cross-linked, as web pages and as briefing notes in PDF.",
		Example: "  hria init register        start a site in a new folder\n" +
			"  hria new                  start a document\n" +
			"  hria serve                write, and see the pages change\n" +
			"  hria check                see what is to be mended\n" +
			"  hria build                write the site to publish",
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		Version:       version(),
		SilenceErrors: true, SilenceUsage: true, SuggestionsMinimumDistance: 2,
	}
	root.SetVersionTemplate("hria {{.Version}}\n")
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout)
	root.SetErr(c.Stderr)
	root.PersistentFlags().BoolVarP(&t.quiet, "quiet", "q", false, "say only what must be mended")
	root.PersistentFlags().BoolVarP(&t.verbose, "verbose", "v", false, "say more on what is done")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("try: "+cmd.CommandPath()+" --help", "%s", err)
	})
	root.AddCommand(c.buildCommand(t), c.checkCommand(t), c.coverageCommand(t), c.rulesCommand(), c.vocabCommand(), c.schemaCommand(), c.serveCommand(t), c.newCommand(t), c.mvCommand(t), c.listCommand(t), c.statsCommand(), c.keepCommand(t), c.themeCommand(), c.fontsCommand(t), c.templatesCommand(t), c.initCommand(t), versionCommand())
	root.InitDefaultCompletionCmd()
	root.SetHelpCommand(helpCommand(root))
	for _, sub := range root.Commands() {
		if sub.Name() == "completion" {
			sub.Short = "print a script that completes commands in your shell"
			sub.Example = "  source <(hria completion bash)\n  hria completion fish > ~/.config/fish/completions/hria.fish"
			sub.Args, sub.RunE = unknownCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	return root
}

// helpCommand is cobra's, but for refusing a command that there is none of.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{Use: "help [command]", Short: "explain a command", Example: "  hria help build",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if err := unknownCommand(cmd, rest); err != nil {
				return err
			}
			return cmd.Help()
		}}
}

// unknownCommand refuses words that are no command and names the nearest one.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see what there is: " + cmd.CommandPath() + " --help"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean: " + cmd.CommandPath() + " " + strings.Join(near, ", ")
	}
	return usage(hint, "unknown command %q", args[0])
}

// arguments checks how many arguments a command has.
func arguments(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		hint := "try: " + cmd.CommandPath() + " --help"
		switch {
		case len(args) < len(names):
			return usage(hint, "%s needs %s", cmd.CommandPath(), strings.Join(names[len(args):], " and "))
		case len(args) > len(names):
			return usage(hint, "%s has no use for %q", cmd.CommandPath(), args[len(names)])
		}
		return nil
	}
}

// usageError is a call that cannot be carried out, with what to type instead.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

func usage(hint, message string, args ...any) error {
	return &usageError{fmt.Sprintf(message, args...), hint}
}

// errFindings ends a command whose findings were printed.
var errFindings = errors.New("findings")

// report prints an error and gives the exit code.
func (c *Command) report(err error) int {
	var u *usageError
	switch {
	case err == nil:
		return ExitClean
	case errors.Is(err, errFindings):
		return ExitFindings
	case errors.As(err, &u):
		c.complain(u.message, u.hint)
		return ExitUsage
	case errors.Is(err, context.Canceled):
		c.complain("interrupted; nothing was changed", "")
		return ExitFailure
	case errors.Is(err, fs.ErrPermission):
		c.complain(err.Error(), "check who may write there, or name another folder with --output")
		return ExitFailure
	}
	c.complain(err.Error(), "")
	return ExitFailure
}

func (c *Command) complain(message, hint string) {
	fmt.Fprintf(c.Stderr, "hria: %s\n", message)
	if hint != "" {
		fmt.Fprintf(c.Stderr, "hint: %s\n", hint)
	}
}
