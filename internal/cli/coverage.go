package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/framework"
	"hria/internal/vocab"
)

// coverageNote stands under every coverage: nothing here says "compliant".
const coverageNote = "addressed means that the document says something on it, not that what it says is legally sufficient"

// The data that hria coverage --format json prints. The form is stable: keys
// are added, never renamed, and a change of meaning changes Format.
type (
	coverageReport struct {
		Format    string             `json:"format"` // "hria-coverage/1"
		Note      string             `json:"note"`
		Public    bool               `json:"public"` // judged by what the public sees
		Documents []coverageDocument `json:"documents"`
	}
	coverageDocument struct {
		ID         string              `json:"id"`
		Title      string              `json:"title"`
		Status     string              `json:"status"`
		Path       string              `json:"path"` // of the file in the site
		Frameworks []coverageFramework `json:"frameworks"`
	}
	coverageFramework struct {
		ID        string            `json:"id"`
		Name      string            `json:"name"`
		Reference string            `json:"reference"`
		Claimed   bool              `json:"claimed"` // the document names it
		Satisfied int               `json:"satisfied"`
		Partial   int               `json:"partial"`
		Missing   int               `json:"missing"`
		Elements  []coverageElement `json:"elements"`
	}
	coverageElement struct {
		ID       string   `json:"id"`
		Title    string   `json:"title"`
		Required bool     `json:"required"`
		State    string   `json:"state"`   // satisfied, partial or missing
		Holds    []string `json:"holds"`   // paths to fields that are filled in
		Records  []string `json:"records"` // that answer the element
		Missing  []string `json:"missing"` // in words
	}
)

// coverageCall is how hria coverage was called.
type coverageCall struct {
	place
	format string
	public bool
}

func (c *Command) coverageCommand(t *terminal) *cobra.Command {
	call := &coverageCall{place: place{jobs: runtime.NumCPU(), drafts: true}}
	cmd := &cobra.Command{
		Use:   "coverage [framework] [id]",
		Short: "see which elements of a framework an assessment addresses",
		Long: "coverage holds assessments, drafts too, against frameworks of the field, element by element:\n" +
			"addressed, partly addressed or not addressed, by which records, and what is missing.\n" +
			"Without a name it shows what each assessment claims, with a framework every assessment,\n" +
			"with a document all frameworks, with both every element. It judges presence, not law.\n\n" +
			"--format json prints an object with format \"hria-coverage/1\", note, public, and documents:\n" +
			"each has id, title, status, path, and frameworks: each has id, name, reference, claimed,\n" +
			"satisfied, partial, missing (counts), and elements: each has id, title, required,\n" +
			"state (satisfied, partial, missing), holds, records and missing (lists of words).",
		Example: "  hria coverage\n  hria coverage ai-act-27\n  hria coverage HRIA-2026-003\n  hria coverage ai-act-27 HRIA-2026-003 --public\n  hria coverage --format json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usage("try: hria coverage --help", "hria coverage has no use for %q", args[2])
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.coverage(t, call, args) },
	}
	call.where(cmd)
	cmd.Flags().StringVar(&call.format, "format", "text", "`FORM` of the result: text or json")
	cmd.Flags().BoolVar(&call.public, "public", false, "judge what the public sees, without what is withheld")
	return cmd
}

func (c *Command) coverage(t *terminal, call *coverageCall, args []string) error {
	if call.format != "text" && call.format != "json" {
		return usage("there are: text, json", "unknown format %q", call.format)
	}
	session, in, err := call.begin(c)
	if err != nil {
		return err
	}
	b, err := call.build(session, in)
	if err != nil {
		return err
	}
	docs := assessments(b.site.Documents(), call.public)
	chosen, err := choose(args, b.site.Words(), docs)
	if err != nil {
		return err
	}
	report := chosen.cover(b.site.Words(), docs)
	report.Public = call.public
	if n := b.findings.Count(diag.Error); n > 0 {
		t.note("%s in the documents; see them with: hria check", plural(n, "error", "errors"))
	}
	if call.format == "json" {
		e := json.NewEncoder(c.Stdout)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(report)
	}
	report.write(c.Stdout, chosen)
	return nil
}

// assessments are the documents that frameworks are about, by id.
func assessments(all []*assessment.Assessment, public bool) []*assessment.Assessment {
	var out []*assessment.Assessment
	for _, a := range all {
		if a.Kind.Value != assessment.KindAssessment {
			continue
		}
		if public {
			a = a.Public()
		}
		if a != nil {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b *assessment.Assessment) int { return strings.Compare(a.ID.Value, b.ID.Value) })
	return out
}

// choice is what the arguments name, each "" for all.
type choice struct{ framework, document string }

// choose reads the arguments: a framework, a document, or both.
func choose(args []string, words *vocab.Set, docs []*assessment.Assessment) (choice, error) {
	var ids []string
	for _, a := range docs {
		ids = append(ids, a.ID.Value)
	}
	frameworks := words.IDs("frameworks")
	var out choice
	for i, arg := range args {
		switch {
		case out.framework == "" && slices.Contains(frameworks, arg):
			out.framework = arg
		case out.document == "" && slices.Contains(ids, arg):
			out.document = arg
		case out.framework == "" && (i == 0 || out.document != ""):
			return out, unknown(arg, "framework", frameworks, ids)
		default:
			return out, unknown(arg, "assessment", ids, frameworks)
		}
	}
	return out, nil
}

// unknown names the nearest of the words that may stand there.
func unknown(arg, what string, likely, other []string) error {
	for _, list := range [][]string{likely, other} {
		if near := diag.Nearest(arg, list); near != "" {
			return usage(fmt.Sprintf("did you mean %q?", near), "unknown %s %q", what, arg)
		}
	}
	const most = 12
	hint := "there is none yet; start one with: hria new assessment SLUG"
	if len(likely) > 0 {
		hint = "there are: " + strings.Join(likely[:min(most, len(likely))], ", ")
	}
	return usage(hint, "unknown %s %q", what, arg)
}

// cover holds the chosen documents against the chosen frameworks: the one that
// is named, all of them for a document that is named, else those it claims.
func (x choice) cover(words *vocab.Set, docs []*assessment.Assessment) coverageReport {
	book := framework.New(words)
	out := coverageReport{Format: "hria-coverage/1", Note: coverageNote, Documents: []coverageDocument{}}
	for _, a := range docs {
		if x.document != "" && a.ID.Value != x.document {
			continue
		}
		d := coverageDocument{a.ID.Value, a.Title.Value, a.Status.Value, a.Source.File.Path, []coverageFramework{}}
		for _, id := range words.IDs("frameworks") {
			claimed := slices.ContainsFunc(a.Frameworks, func(t assessment.Text) bool { return t.Value == id })
			if x.framework == id || x.framework == "" && (claimed || x.document != "") {
				c, _ := book.Cover(id, a)
				d.Frameworks = append(d.Frameworks, coverageOf(c, claimed))
			}
		}
		out.Documents = append(out.Documents, d)
	}
	return out
}

func coverageOf(c framework.Coverage, claimed bool) coverageFramework {
	f := coverageFramework{ID: c.Framework.ID, Name: c.Framework.Name, Reference: c.Framework.Reference, Claimed: claimed,
		Satisfied: c.Count(framework.Satisfied), Partial: c.Count(framework.Partial), Missing: c.Count(framework.Missing), Elements: []coverageElement{}}
	list := func(s []string) []string { return append([]string{}, s...) } // never null in JSON
	for _, r := range c.Results {
		f.Elements = append(f.Elements, coverageElement{r.Element.ID, r.Element.Title, r.Element.Required, r.State.String(),
			list(r.Holds), list(r.Records), list(r.Missing())})
	}
	return f
}

// write prints the report for people.
func (r coverageReport) write(w io.Writer, x choice) {
	if len(r.Documents) == 0 {
		fmt.Fprintln(w, "there is no assessment")
		return
	}
	for i, d := range r.Documents {
		if i > 0 && x.framework == "" {
			fmt.Fprintln(w)
		}
		switch {
		case x.framework != "" && x.document != "":
			d.Frameworks[0].details(w, d)
		case x.framework != "":
			if i == 0 {
				fmt.Fprintln(w, d.Frameworks[0].title())
			}
			fmt.Fprintf(w, "  %s  %s\n", pad(d.ID, r.width()), d.Frameworks[0].line(true))
		default:
			fmt.Fprintf(w, "%s  %s\n", d.ID, d.Title)
			if len(d.Frameworks) == 0 {
				fmt.Fprintln(w, "  claims no framework")
			}
			for _, f := range d.Frameworks {
				fmt.Fprintf(w, "  %s  %s\n", pad(f.ID, d.width()), f.line(f.Claimed))
			}
		}
	}
	fmt.Fprintf(w, "\n%s\n", coverageNote)
}

func (f coverageFramework) title() string {
	out := fmt.Sprintf("%s: %s", f.ID, f.Name)
	if f.Reference != "" {
		out += "\n" + f.Reference
	}
	return out
}

// line counts the elements in one line and, with names, tells which are open.
func (f coverageFramework) line(names bool) string {
	out := fmt.Sprintf("%d of %d addressed", f.Satisfied, len(f.Elements))
	if !names {
		return out + fmt.Sprintf(", %d partly (not claimed)", f.Partial)
	}
	for _, s := range []framework.State{framework.Partial, framework.Missing} {
		var ids []string
		for _, e := range f.Elements {
			if e.State == s.String() {
				ids = append(ids, e.ID)
			}
		}
		if len(ids) > 0 {
			out += "; " + s.Words() + ": " + strings.Join(ids, ", ")
		}
	}
	if !f.Claimed {
		out += " (not claimed)"
	}
	return out
}

// details prints every element of one framework.
func (f coverageFramework) details(w io.Writer, d coverageDocument) {
	fmt.Fprintf(w, "%s\n\n%s  %s\n%s\n", f.title(), d.ID, d.Title, f.line(true))
	ids, states := 0, len(framework.Partial.Words())
	for _, e := range f.Elements {
		ids = max(ids, utf8.RuneCountInString(e.ID))
	}
	indent := strings.Repeat(" ", ids+states+4)
	for _, e := range f.Elements {
		state := framework.Missing
		for _, s := range []framework.State{framework.Partial, framework.Satisfied} {
			if s.String() == e.State {
				state = s
			}
		}
		fmt.Fprintf(w, "\n%s  %s  %s", pad(e.ID, ids), pad(state.Words(), states), e.Title)
		if !e.Required {
			fmt.Fprint(w, " (not required)")
		}
		fmt.Fprintln(w)
		if len(e.Holds) > 0 {
			fmt.Fprintf(w, "%sfound: %s\n", indent, strings.Join(e.Holds, ", "))
		}
		if len(e.Records) > 0 {
			fmt.Fprintf(w, "%sin: %s\n", indent, strings.Join(e.Records, ", "))
		}
		for _, m := range e.Missing {
			fmt.Fprintf(w, "%smissing: %s\n", indent, m)
		}
	}
}

// width is the longest id of the documents.
func (r coverageReport) width() int {
	n := 0
	for _, d := range r.Documents {
		n = max(n, utf8.RuneCountInString(d.ID))
	}
	return n
}

// width is the longest id of the frameworks.
func (d coverageDocument) width() int {
	n := 0
	for _, f := range d.Frameworks {
		n = max(n, utf8.RuneCountInString(f.ID))
	}
	return n
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}
