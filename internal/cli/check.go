package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/build"
	"hria/internal/diag"
	"hria/internal/vocab"
)

// checkCall is how hria check was called.
type checkCall struct {
	place
	format      string
	filter      filter
	fix, dryRun bool
	pdf         bool
}

// formats are the forms in which findings can be printed, but for text.
var formats = map[string]func(diag.Report, io.Writer) error{
	"json": diag.Report.JSON, "sarif": diag.Report.SARIF, "github": diag.Report.GitHub, "junit": diag.Report.JUnit,
}

var formatNames = []string{"text", "json", "sarif", "github", "junit"}

const checkHelp = `check reads all documents, drafts too, and prints every finding with its place, the reason
and how to mend it; once nothing else stands in the way, also what briefing notes have to
say. It writes nothing, but for --fix. The exit code is 1 where there is an error, and with
--strict where there is a warning.

Paths, folders or ids of documents, --rule and --kind choose which findings are printed and
counted; all documents are read in any case, for they refer to one another.

--fix mends what is certain: a word of a vocabulary in other letters or with other
separators, a version without quotes, a date in quotes, a country in small letters. All
other bytes of a file stay as they are. --fix --dry-run shows what it would do.

--pdf checks finished PDF files instead, from wherever they come: that all they show is
tagged and can be read out, that fonts are inside and can be copied as text, that they are
fit for archives (PDF/UA-1 and PDF/A, level A, as far as a program can judge).

--format json prints an object with format "hria-check/1", version (of hria), as_of, files
(documents that were checked), errors, warnings, infos (counts), findings and waived. Each
finding has rule, severity (error, warning, info), path (in the site), line, column,
end_line, end_column (from 1, in characters, the end being the first one behind; 0 where
there is no place), record ("" for the document), message, help, and, where a fix is
certain, fix: line, column, end_line, end_column and text. Each of waived has the same and
reason, by and until. Keys are added, never renamed. --format sarif is SARIF 2.1.0, github
makes annotations in GitHub Actions, junit is for test reports.`

func (c *Command) checkCommand(t *terminal) *cobra.Command {
	call := &checkCall{place: place{drafts: true}}
	cmd := &cobra.Command{
		Use:   "check [path|id]...",
		Short: "see what is to be mended",
		Long:  checkHelp,
		Example: "  hria check\n  hria check --strict --as-of 2026-03-02\n  hria check assessments/metro.md HRIA-2026-003 --rule ID-04,MT\n" +
			"  hria check --kind guidance-note --no-pdf\n  hria check --fix --dry-run\n  hria check --format sarif > hria.sarif\n  hria check --pdf public/assessments/*.pdf",
		RunE: func(cmd *cobra.Command, args []string) error {
			if call.pdf {
				return c.checkFiles(t, call, args)
			}
			call.filter.only = append(call.filter.only, args...)
			return c.check(cmd, t, call)
		},
	}
	call.flags(cmd)
	f := cmd.Flags()
	f.BoolVar(&call.strict, "strict", false, "fail at warnings, too")
	f.StringVar(&call.format, "format", "text", "`FORM` of the findings: text, json, sarif, github or junit")
	f.StringSliceVar(&call.filter.only, "only", nil, "only findings in this `PATH`, folder or document id; the same as an argument")
	f.StringSliceVar(&call.filter.rules, "rule", nil, "only findings of these `RULES`, such as ID-04, or MT for the family")
	f.StringVar(&call.filter.kind, "kind", "", "only findings in documents of this `KIND`")
	f.BoolVar(&call.fix, "fix", false, "mend what is certain")
	f.BoolVar(&call.dryRun, "dry-run", false, "with --fix: show what would be mended, and write nothing")
	f.BoolVar(&call.pdf, "pdf", false, "check the PDF files that are named, instead of documents")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// checked is what a check found and what of it was asked for.
type checked struct {
	built
	waived []diag.Waived
	files  []string
}

func (c *Command) check(cmd *cobra.Command, t *terminal, call *checkCall) error {
	start := c.Now()
	if err := call.valid(); err != nil {
		return err
	}
	session, in, err := call.begin(c)
	if err != nil {
		return err
	}
	found, err := call.run(cmd, t, session, in)
	if err == nil && call.fix {
		found, err = c.mend(t, call, found, func() (checked, error) { return call.run(cmd, t, session, in) })
	}
	if err != nil {
		return err
	}
	t.detail("as of %s", found.site.AsOf().Format(time.DateOnly))
	if err := c.print(t, call, found); err != nil {
		return err
	}
	if !t.quiet {
		fmt.Fprintf(c.Stderr, "%s; %s; %s\n", plural(len(found.files), "document", "documents"), tally(found.findings), elapsed(c.Now().Sub(start)))
	}
	if slices.ContainsFunc(found.findings, found.site.Weighs) {
		return errFindings
	}
	return nil
}

func (call *checkCall) valid() error {
	switch {
	case !slices.Contains(formatNames, call.format):
		hint := "there are: " + strings.Join(formatNames, ", ")
		if near := diag.Nearest(call.format, formatNames); near != "" {
			hint = "did you mean: --format " + near
		}
		return usage(hint, "unknown format %q", call.format)
	case call.dryRun && !call.fix:
		return usage("try: hria check --fix --dry-run", "--dry-run says something about --fix, which is missing")
	}
	return nil
}

// run checks the site once and keeps what the call asks for.
func (call *checkCall) run(cmd *cobra.Command, t *terminal, session *build.Session, in build.Input) (checked, error) {
	b, err := call.build(session, in)
	if err != nil {
		return checked{}, err
	}
	keep, err := call.filter.resolve(call.folder, in.Files, b)
	if err != nil {
		return checked{}, err
	}
	all := b.findings
	if b.site.Blocking(all) == 0 && keep.notes() {
		notes, err := b.site.Notes(cmd.Context(), t.progress("making briefing notes"))
		if err != nil {
			return checked{}, err
		}
		all = slices.Concat(all, notes).Sort()
	}
	out := checked{built: built{site: b.site}}
	for _, f := range all {
		if keep.finding(f) {
			out.findings = append(out.findings, f)
		}
	}
	for _, w := range b.site.Waived() {
		if keep.finding(w.Finding) {
			x := diag.Waived{Finding: w.Finding, Reason: w.Waiver.Reason.Value, By: w.Waiver.By.Value}
			if w.Waiver.Until.Set() {
				x.Until = w.Waiver.Until.Value.Format(time.DateOnly)
			}
			out.waived = append(out.waived, x)
		}
	}
	for _, a := range b.site.Documents() {
		if name := a.Source.File.Path; keep.file(name) {
			out.files = append(out.files, name)
		}
	}
	slices.Sort(out.files)
	return out, nil
}

// print writes the findings in the form that was asked for.
func (c *Command) print(t *terminal, call *checkCall, found checked) error {
	if write, machine := formats[call.format]; machine {
		return write(diag.Report{Version: version(), AsOf: found.site.AsOf().Format(time.DateOnly), Base: call.base(), Files: found.files,
			Rules: ruleTexts(found.site.Words().Rules), Findings: found.findings, Waived: found.waived, Fails: found.site.Weighs}, c.Stdout)
	}
	t.findings(c.Stdout, found.findings, found.site.Config().Check.Show)
	for _, x := range found.waived {
		t.detail("waived: %s: %s [%s]: %s (%s)", diag.Place(x.Span), x.Message, x.Rule, x.Reason, x.By)
	}
	return nil
}

func ruleTexts(rules []vocab.Rule) []diag.RuleText {
	var out []diag.RuleText
	for _, r := range rules {
		out = append(out, diag.RuleText{ID: r.ID, Level: r.Level, Check: r.Check, Why: r.Why, Source: r.Source})
	}
	return out
}

// base is the folder of the site as seen from the working folder, for those
// who read results there; "" where it lies elsewhere.
func (p *place) base() string {
	folder := filepath.Clean(p.folder)
	if !filepath.IsLocal(folder) || folder == "." {
		return ""
	}
	return filepath.ToSlash(folder)
}
