package cli

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/build"
	"hria/internal/diag"
)

func (c *Command) checkCommand(t *terminal) *cobra.Command {
	p := &place{drafts: true}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "see what is to be mended",
		Long: "check reads all documents, drafts too, and prints every finding with its place, the reason\n" +
			"and how to mend it; once nothing else stands in the way, also what briefing notes have to\n" +
			"say. It writes nothing. The exit code is 1 where there is an error, and with --strict\n" +
			"where there is a warning.",
		Example: "  hria check\n  hria check --strict --as-of 2026-03-02\n  hria check --source register --no-pdf",
		Args:    arguments(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.check(cmd, t, p) },
	}
	p.flags(cmd)
	cmd.Flags().BoolVar(&p.strict, "strict", false, "fail at warnings, too")
	return cmd
}

func (c *Command) check(cmd *cobra.Command, t *terminal, p *place) error {
	start := c.Now()
	in, err := p.open(c)
	if err != nil {
		return err
	}
	session, err := build.NewSession()
	if err != nil {
		return err
	}
	b, err := p.build(session, in)
	if err != nil {
		return err
	}
	t.detail("as of %s", b.site.AsOf().Format(time.DateOnly))
	all := b.findings
	if b.site.Blocking(all) == 0 {
		notes, err := b.site.Notes(cmd.Context(), t.progress("making briefing notes"))
		if err != nil {
			return err
		}
		all = slices.Concat(all, notes).Sort()
	}
	t.findings(c.Stdout, all, b.site.Config().Check.Show)
	for _, w := range b.site.Waived() {
		t.detail("waived until %s by %s: %s: %s [%s]", w.Waiver.Until.Value.Format(time.DateOnly), w.Waiver.By.Value, diag.Place(w.Span), w.Message, w.Rule)
	}
	if !t.quiet {
		fmt.Fprintf(c.Stderr, "%s; %s; %s\n", plural(len(b.site.IDs()), "document", "documents"), tally(all), elapsed(c.Now().Sub(start)))
	}
	if slices.ContainsFunc(all, func(f diag.Finding) bool { return b.site.Weighs(f) }) {
		return errFindings
	}
	return nil
}
