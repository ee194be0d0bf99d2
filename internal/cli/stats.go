package cli

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/rules"
)

// The data that hria stats --format json prints. The form is stable: keys are
// added, never renamed, and a change of meaning changes Format.
type (
	statsReport struct {
		Format    string         `json:"format"` // "hria-stats/1"
		AsOf      string         `json:"as_of"`
		Documents int            `json:"documents"`
		Published int            `json:"published"`
		Words     int            `json:"words"` // of texts, without front matter
		Kinds     []statsKind    `json:"kinds"`
		Status    map[string]int `json:"status"`
		Languages map[string]int `json:"languages"`
		Records   map[string]int `json:"records"` // of originals
		Severe    int            `json:"severe"`  // impacts of level 3 or 4
		Measures  statsMeasures  `json:"measures"`
		Sources   map[string]int `json:"sources"` // by type
		Reviews   statsReviews   `json:"reviews"`
		Coverage  []statsTerms   `json:"coverage"`
		ToWrite   int            `json:"to_write"` // pencils
		Findings  statsFindings  `json:"findings"`
	}
	statsKind struct {
		Kind      string `json:"kind"`
		Documents int    `json:"documents"`
		Published int    `json:"published"`
		Words     int    `json:"words"`
	}
	statsMeasures struct {
		Open    int `json:"open"`
		Overdue int `json:"overdue"`
		Done    int `json:"done"`
	}
	statsReviews struct {
		Past   int        `json:"past"`
		Next   *statsDate `json:"next,omitempty"`   // the review that comes, or came, first
		Oldest *statsDate `json:"oldest,omitempty"` // the document that was not looked at for longest
	}
	statsDate struct {
		Date string `json:"date"`
		ID   string `json:"id"`
		Path string `json:"path"`
	}
	statsTerms struct {
		Vocabulary string `json:"vocabulary"`
		Used       int    `json:"used"`
		Of         int    `json:"of"` // 0 where there is no end to them
	}
	statsFindings struct {
		Errors   int         `json:"errors"`
		Warnings int         `json:"warnings"`
		Infos    int         `json:"infos"`
		Waived   int         `json:"waived"`
		Rules    []statsRule `json:"rules"`
	}
	statsRule struct {
		Rule     string `json:"rule"`
		Severity string `json:"severity"`
		Findings int    `json:"findings"`
	}
)

const statsHelp = `stats counts what a site holds, drafts too: documents, words, records, measures, sources,
reviews, how much of the vocabularies is in use, and findings by rule, without those of
briefing notes. Records, measures and sources are those of originals: a translation has the
same ones.

--format json prints an object with format "hria-stats/1", as_of, documents, published, words,
kinds, status, languages, records, severe, measures, sources, reviews, coverage, to_write and
findings. Keys are added, never renamed.`

func (c *Command) statsCommand() *cobra.Command {
	p, format := &place{jobs: runtime.NumCPU(), drafts: true}, ""
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "count what a site holds",
		Long:    statsHelp,
		Example: "  hria stats\n  hria stats --format json",
		Args:    arguments(),
		RunE:    func(_ *cobra.Command, _ []string) error { return c.stats(p, format) },
	}
	p.where(cmd)
	cmd.Flags().StringVar(&p.asOf, "as-of", "", "judge deadlines on this `DATE` (2026-03-02); SOURCE_DATE_EPOCH works, too")
	cmd.Flags().StringVar(&format, "format", "text", "`FORM` of the result: text or json")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (c *Command) stats(p *place, format string) error {
	if formats := []string{"text", "json"}; !slices.Contains(formats, format) {
		return unknownWord("format", format, formats)
	}
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	in.NoPDF = true
	b, err := p.build(session, in)
	if err != nil {
		return err
	}
	r := count(b)
	if format == "json" {
		return writeJSON(c.Stdout, r)
	}
	r.write(c.Stdout)
	return nil
}

// count takes everything together.
func count(b built) statsReport {
	asOf := b.site.AsOf()
	r := statsReport{Format: "hria-stats/1", AsOf: asOf.Format(time.DateOnly), Status: map[string]int{}, Languages: map[string]int{},
		Records: map[string]int{}, Sources: map[string]int{}, Kinds: []statsKind{}}
	used := map[string]map[string]bool{}
	for _, kind := range kindNames() {
		r.Kinds = append(r.Kinds, statsKind{Kind: kind})
	}
	for _, a := range b.site.Documents() {
		r.document(a)
		for t := range a.Terms() {
			if used[t.Kind] == nil {
				used[t.Kind] = map[string]bool{}
			}
			used[t.Kind][t.ID] = true
		}
		if !a.Translation.Of.Set() {
			r.records(a, asOf, assessment.Method(b.site.Config().Check.Severity))
		}
	}
	words := b.site.Words()
	for _, v := range []struct{ kind, vocabulary string }{{"right", "rights"}, {"group", "groups"}, {"technology", "technologies"}, {"principle", "principles"}, {"country", ""}} {
		name := cmp.Or(v.vocabulary, "countries")
		r.Coverage = append(r.Coverage, statsTerms{name, len(used[v.kind]), len(words.IDs(v.vocabulary))})
	}
	r.findings(b)
	return r
}

func (r *statsReport) document(a *assessment.Assessment) {
	words := a.Source.Body.Words
	r.Documents++
	r.Words += words
	r.Status[cmp.Or(a.Status.Value, "none")]++
	r.Languages[cmp.Or(a.Lang.Value, "none")]++
	r.ToWrite += strings.Count(string(a.Source.File.Text), rules.Pencil)
	published := 0
	if a.Published() {
		published = 1
	}
	r.Published += published
	for i := range r.Kinds {
		if k := &r.Kinds[i]; k.Kind == a.Kind.Value {
			k.Documents++
			k.Words += words
			k.Published += published
		}
	}
}

// recordNames are the kinds of record by their letter, in the order of a page.
var recordNames = []struct {
	letter    byte
	one, name string
}{{'G', "engagement", "engagements"}, {'I', "impact", "impacts"}, {'O', "opportunity", "opportunities"}, {'M', "measure", "measures"},
	{'R', "grievance mechanism", "grievance mechanisms"}, {'Q', "question", "questions"}, {'A', "action", "actions"},
	{'F', "finding of a review", "findings of reviews"}, {'S', "source", "sources"}}

func (r *statsReport) records(a *assessment.Assessment, asOf time.Time, method assessment.Method) {
	for _, rec := range a.Records() {
		for _, n := range recordNames {
			if n.letter == rec.Letter() {
				r.Records[n.name]++
			}
		}
	}
	r.Severe += len(a.Severe(method))
	for i := range a.Mitigations {
		switch m := &a.Mitigations[i]; {
		case m.Overdue(asOf) && a.Current():
			r.Measures.Overdue++
			r.Measures.Open++
		case m.Open():
			r.Measures.Open++
		case m.Status.Value != "rejected":
			r.Measures.Done++
		}
	}
	for i := range a.Sources {
		r.Sources[cmp.Or(a.Sources[i].Type.Value, "none")]++
	}
	if a.ReviewOverdue(asOf) {
		r.Reviews.Past++
	}
	if a.Review.Next.Set() && a.Current() {
		r.Reviews.Next = earlier(r.Reviews.Next, a, a.Review.Next)
	}
	seen := a.Date
	if a.Review.Last.Set() && a.Review.Last.Value.After(seen.Value) {
		seen = a.Review.Last
	}
	if seen.Set() && a.Current() && a.Published() {
		r.Reviews.Oldest = earlier(r.Reviews.Oldest, a, seen)
	}
}

// earlier keeps the document with the earlier date; the id decides between equals.
func earlier(now *statsDate, a *assessment.Assessment, d assessment.Day) *statsDate {
	x := &statsDate{day(d), a.ID.Value, a.Source.File.Path}
	if now != nil && cmp.Or(cmp.Compare(now.Date, x.Date), cmp.Compare(now.ID, x.ID), cmp.Compare(now.Path, x.Path)) <= 0 {
		return now
	}
	return x
}

func (r *statsReport) findings(b built) {
	type key struct {
		rule  string
		level diag.Severity
	}
	by := map[key]int{}
	for _, f := range b.findings {
		by[key{f.Rule, f.Severity}]++
	}
	r.Findings = statsFindings{Errors: b.findings.Count(diag.Error), Warnings: b.findings.Count(diag.Warning), Infos: b.findings.Count(diag.Info),
		Waived: len(b.site.Waived()), Rules: []statsRule{}}
	for _, k := range slices.SortedFunc(maps.Keys(by), func(x, y key) int {
		return cmp.Or(cmp.Compare(by[y], by[x]), cmp.Compare(x.rule, y.rule), cmp.Compare(x.level.String(), y.level.String()))
	}) {
		r.Findings.Rules = append(r.Findings.Rules, statsRule{k.rule, k.level.String(), by[k]})
	}
}

// write prints the report for people.
func (r statsReport) write(w io.Writer) {
	fmt.Fprintf(w, "%s, %d published, %s, as of %s\n", plural(r.Documents, "document", "documents"), r.Published, plural(r.Words, "word", "words"), r.AsOf)
	if r.Documents == 0 {
		fmt.Fprintln(w, "start one with: hria new")
		return
	}
	fmt.Fprintln(w)
	var rows [][]string
	for _, k := range r.Kinds {
		if k.Documents > 0 {
			rows = append(rows, []string{k.Kind, fmt.Sprint(k.Documents), fmt.Sprint(k.Published), fmt.Sprint(k.Words)})
		}
	}
	writeNumbers(w, []string{"kind", "documents", "published", "words"}, rows)
	fmt.Fprintln(w)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s %s\n", pad(name, 12), value)
		}
	}
	line("status", tallied(r.Status))
	line("languages", tallied(r.Languages))
	var records []string
	for _, n := range recordNames {
		if r.Records[n.name] > 0 {
			records = append(records, plural(r.Records[n.name], n.one, n.name))
		}
	}
	line("records", strings.Join(records, ", "))
	line("impacts", fmt.Sprintf("%d severe", r.Severe))
	line("measures", fmt.Sprintf("%d open, %d of them overdue, %d done", r.Measures.Open, r.Measures.Overdue, r.Measures.Done))
	line("sources", tallied(r.Sources))
	var used []string
	for _, t := range r.Coverage {
		text := plural(t.Used, "country", "countries")
		if t.Of > 0 {
			text = fmt.Sprintf("%d of %d %s", t.Used, t.Of, t.Vocabulary)
		}
		used = append(used, text)
	}
	line("coverage", strings.Join(used, ", "))
	reviews := fmt.Sprintf("%d past", r.Reviews.Past)
	if d := r.Reviews.Next; d != nil {
		reviews += fmt.Sprintf("; the first is due %s: %s", d.Date, cmp.Or(d.ID, d.Path))
	}
	line("reviews", reviews)
	if d := r.Reviews.Oldest; d != nil {
		line("oldest", fmt.Sprintf("%s, last looked at on %s", cmp.Or(d.ID, d.Path), d.Date))
	}
	if r.ToWrite > 0 {
		line("to write", plural(r.ToWrite, "place is", "places are")+" still marked with a pencil")
	}
	f := r.Findings
	line("findings", fmt.Sprintf("%s, %s, %s, %d waived", plural(f.Errors, "error", "errors"), plural(f.Warnings, "warning", "warnings"), plural(f.Infos, "remark", "remarks"), f.Waived))
	if len(f.Rules) == 0 {
		return
	}
	fmt.Fprintln(w)
	rows = nil
	for _, x := range f.Rules {
		rows = append(rows, []string{x.Rule + "  " + x.Severity, fmt.Sprint(x.Findings)})
	}
	writeNumbers(w, []string{"rule", "findings"}, rows)
}

// tallied writes counts in words, the largest first.
func tallied(counts map[string]int) string {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%d %s", counts[k], k)
	}
	return strings.Join(keys, ", ")
}

// writeNumbers writes rows of a name and numbers, which stand to the right.
func writeNumbers(w io.Writer, names []string, rows [][]string) {
	widths := make([]int, len(names))
	all := slices.Concat([][]string{names}, rows)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, row := range all {
		fmt.Fprint(w, pad(row[0], widths[0]))
		for i, cell := range row[1:] {
			fmt.Fprintf(w, "  %*s", widths[i+1], cell)
		}
		fmt.Fprintln(w)
	}
}
