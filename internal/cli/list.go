package cli

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/draft"
)

// The data that hria list --format json prints. The form is stable: keys are
// added, never renamed, and a change of meaning changes Format.
type (
	listReport struct {
		Format    string         `json:"format"` // "hria-list/1"
		AsOf      string         `json:"as_of"`
		Documents []listDocument `json:"documents,omitzero"`
		Measures  []listMeasure  `json:"measures,omitzero"`
		Records   []listRecord   `json:"records,omitzero"`
	}
	listDocument struct {
		ID      string `json:"id"`
		Kind    string `json:"kind"`
		Status  string `json:"status"`
		Lang    string `json:"lang"`
		Version string `json:"version"`
		Date    string `json:"date"`
		Review  string `json:"review"` // date of the next one
		Path    string `json:"path"`   // of the file in the site
		Title   string `json:"title"`
	}
	listMeasure struct {
		Document string `json:"document"`
		Measure  string `json:"measure"`
		Due      string `json:"due"`
		Days     int    `json:"days"` // left on the as-of date; below 0 it is overdue
		Status   string `json:"status"`
		Owner    string `json:"owner"`
		Path     string `json:"path"`
		Line     int    `json:"line"`
		Title    string `json:"title"`
	}
	listRecord struct {
		Document string `json:"document"`
		Record   string `json:"record"`
		Path     string `json:"path"`
		Line     int    `json:"line"`
		Title    string `json:"title"`
	}
)

// listCall is how hria list was called.
type listCall struct {
	place
	format                             string
	drafts, overdue, expired, records  bool // drafts hides that of place, which is set
	due                                int
	kinds, statuses, languages         []string
	rights, groups, countries, systems []string
	exitCode                           bool
}

const listHelp = `list shows the documents of a site, drafts too, or, with --overdue or --due, the measures that
are late or due soon, or, with --records, the records of documents. Conditions add up; several
values of one, with commas between them, are alternatives. Values are ids or names in any
language. What is late is judged on the as-of date.

A measure is shown for a right or a group where it answers an impact on it.

The exit code is 0 whether something is found or not; with --exit-code it is 1 where something
is listed, for scripts that want to hear of it.

--format csv prints a line of names and then one for each row. --format json prints an object
with format "hria-list/1", as_of, and documents (id, kind, status, lang, version, date, review,
path, title), measures (document, measure, due, days, status, owner, path, line, title) or
records (document, record, path, line, title). Columns and keys are added at the end, never
renamed.`

func (c *Command) listCommand(t *terminal) *cobra.Command {
	call := &listCall{place: place{jobs: runtime.NumCPU(), drafts: true}}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "list documents, or measures that are late",
		Long:  listHelp,
		Example: "  hria list\n  hria list --drafts\n  hria list --overdue\n  hria list --due 30 --country TH\n  hria list --expired --format csv\n" +
			"  hria list --right privacy --technology spyware --kind assessment\n  hria list --records --right privacy",
		Args: arguments(),
		RunE: func(_ *cobra.Command, _ []string) error { return c.list(t, call) },
	}
	call.where(cmd)
	f := cmd.Flags()
	f.StringVar(&call.asOf, "as-of", "", "judge deadlines on this `DATE` (2026-03-02); SOURCE_DATE_EPOCH works, too")
	f.StringVar(&call.format, "format", "text", "`FORM` of the result: text, json or csv")
	f.BoolVar(&call.drafts, "drafts", false, "documents that are not published yet")
	f.BoolVar(&call.expired, "expired", false, "documents whose next review is past")
	f.BoolVar(&call.overdue, "overdue", false, "measures that are overdue")
	f.IntVar(&call.due, "due", -1, "measures that are due within so many `DAYS`")
	f.BoolVar(&call.records, "records", false, "the records of documents")
	f.StringSliceVar(&call.kinds, "kind", nil, "documents of these `KINDS`")
	f.StringSliceVar(&call.statuses, "status", nil, "documents with these `STATES`, such as draft,approved")
	f.StringSliceVar(&call.languages, "lang", nil, "documents in these `LANGUAGES`")
	f.StringSliceVar(&call.rights, "right", nil, "what touches these `RIGHTS`")
	f.StringSliceVar(&call.groups, "group", nil, "what touches these `GROUPS`")
	f.StringSliceVar(&call.countries, "country", nil, "documents on these `COUNTRIES`")
	f.StringSliceVar(&call.systems, "technology", nil, "documents on these `TECHNOLOGIES`")
	f.BoolVar(&call.exitCode, "exit-code", false, "exit with 1 where something is listed")
	completeAnswers(cmd)
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json", "csv"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (c *Command) list(t *terminal, call *listCall) error {
	if err := call.valid(); err != nil {
		return err
	}
	session, in, err := call.begin(c)
	if err != nil {
		return err
	}
	in.NoPDF = true
	b, err := call.build(session, in)
	if err != nil {
		return err
	}
	config := b.site.Config()
	wanted, err := call.wanted(draft.Register{Words: b.site.Words(), Documents: b.site.Documents(), Languages: config.Languages, Countries: config.Countries}, config.Languages[0])
	if err != nil {
		return err
	}
	x := lister{call, wanted, b.site.AsOf()}
	r := x.report(b.site.Documents())
	if n := b.findings.Count(diag.Error); n > 0 {
		t.detail("%s in the documents; see them with: hria check", plural(n, "error", "errors"))
	}
	names, rows := r.table(call)
	switch call.format {
	case "json":
		err = writeJSON(c.Stdout, r)
	case "csv":
		err = writeCSV(c.Stdout, names, rows)
	default:
		if len(rows) == 0 {
			t.note("%s", call.nothing())
			return nil
		}
		for _, less := range []string{"version", "date", "line"} { // that people rarely look for
			names, rows = without(names, rows, less)
		}
		writeColumns(c.Stdout, names, rows)
		t.note("%s, as of %s", call.count(len(rows)), r.AsOf)
	}
	if err == nil && call.exitCode && len(rows) > 0 {
		err = errFindings
	}
	return err
}

func (call *listCall) measures() bool { return call.overdue || call.due >= 0 }

func (call *listCall) valid() error {
	if formats := []string{"text", "json", "csv"}; !slices.Contains(formats, call.format) {
		return unknownWord("format", call.format, formats)
	}
	if call.due < -1 {
		return usage("write a number of days, such as --due 30", "--due %d lies in the past; --overdue lists what is late", call.due)
	}
	if call.measures() && call.records {
		return usage("take one of them away", "--records and measures are two lists")
	}
	return nil
}

// count says how many rows of which kind there are.
func (call *listCall) count(n int) string {
	switch {
	case call.measures():
		return plural(n, "measure", "measures")
	case call.records:
		return plural(n, "record", "records")
	}
	return plural(n, "document", "documents")
}

func (call *listCall) nothing() string {
	what, _ := strings.CutPrefix(call.count(0), "0 ")
	switch {
	case call.overdue && call.due < 0:
		return "no measure is overdue"
	case call.measures():
		return "no measure is due"
	case call.expired:
		return "no review is past"
	}
	return "no " + strings.TrimSuffix(what, "s") + " matches"
}

// wanted holds the values of the conditions as ids; nil asks for all.
type wanted map[string][]string

func (call *listCall) wanted(r draft.Register, lang string) (wanted, error) {
	out := wanted{}
	questions := map[string]draft.Question{}
	for _, q := range draft.Questions("") {
		questions[q.Key] = q
	}
	for _, c := range []struct {
		key   string
		words []string
	}{{"right", call.rights}, {"group", call.groups}, {"country", call.countries}, {"technology", call.systems}, {"lang", call.languages}} {
		for _, word := range c.words {
			id, err := r.Find(questions[c.key], word, lang)
			var unknown *draft.UnknownError
			if errors.As(err, &unknown) {
				return nil, unknownWord(c.key, word, ids(r.Choices(questions[c.key], lang)))
			}
			out[c.key] = append(out[c.key], id)
		}
	}
	for _, c := range []struct {
		key          string
		words, known []string
	}{{"kind", call.kinds, kindNames()}, {"status", call.statuses, r.Words.IDs("status")}} {
		for _, word := range c.words {
			if !slices.Contains(c.known, word) {
				return nil, unknownWord(c.key, word, c.known)
			}
			out[c.key] = append(out[c.key], word)
		}
	}
	return out, nil
}

func (w wanted) has(key, value string) bool { return w[key] == nil || slices.Contains(w[key], value) }

func (w wanted) any(key string, values []assessment.Text) bool {
	return w[key] == nil || slices.ContainsFunc(values, func(t assessment.Text) bool { return slices.Contains(w[key], t.Value) })
}

// lister finds the rows of a list.
type lister struct {
	*listCall
	wanted
	asOf time.Time
}

func (x lister) report(docs []*assessment.Assessment) listReport {
	r := listReport{Format: "hria-list/1", AsOf: x.asOf.Format(time.DateOnly)}
	switch { // the list that was asked for is there even where it is empty
	case x.measures():
		r.Measures = []listMeasure{}
	case x.records:
		r.Records = []listRecord{}
	default:
		r.Documents = []listDocument{}
	}
	docs = slices.SortedFunc(slices.Values(docs), func(a, b *assessment.Assessment) int {
		return cmp.Or(cmp.Compare(a.ID.Value, b.ID.Value), cmp.Compare(a.Source.File.Path, b.Source.File.Path))
	})
	for _, a := range docs {
		switch {
		case !x.document(a):
		case x.measures():
			r.Measures = append(r.Measures, x.measuresOf(a)...)
		case x.records:
			r.Records = append(r.Records, x.recordsOf(a)...)
		case x.about(a):
			r.Documents = append(r.Documents, listDocument{a.ID.Value, a.Kind.Value, a.Status.Value, a.Lang.Value, a.Version.Value,
				day(a.Date), day(a.Review.Next), a.Source.File.Path, oneLine(a.Title.Value)})
		}
	}
	slices.SortStableFunc(r.Measures, func(a, b listMeasure) int { return cmp.Compare(a.Due, b.Due) })
	return r
}

func day(d assessment.Day) string {
	if !d.Set() {
		return ""
	}
	return d.Value.Format(time.DateOnly)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// document tells whether a document meets the conditions on documents.
func (x lister) document(a *assessment.Assessment) bool {
	return (!x.drafts || !a.Published()) && (!x.expired || a.ReviewOverdue(x.asOf)) &&
		x.has("kind", a.Kind.Value) && x.has("status", a.Status.Value) && x.has("lang", a.Lang.Value) &&
		x.any("country", a.AllCountries()) && x.any("technology", a.AllTechnologies())
}

// about tells whether a document touches the rights and groups asked for.
func (x lister) about(a *assessment.Assessment) bool {
	var rights, groups []assessment.Text
	for t := range a.Terms() {
		switch t.Kind {
		case "right":
			rights = append(rights, assessment.Text{Value: t.ID})
		case "group":
			groups = append(groups, assessment.Text{Value: t.ID})
		}
	}
	return x.any("right", rights) && x.any("group", groups)
}

// measuresOf lists the measures of a document that are late or due soon. Those
// of a translation are the same ones.
func (x lister) measuresOf(a *assessment.Assessment) []listMeasure {
	if a.Translation.Of.Set() || !a.Current() {
		return nil
	}
	var out []listMeasure
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		late := m.Overdue(x.asOf)
		soon := m.Due.Set() && m.Open() && m.Status.Value != "deferred" && !late && !m.Due.Value.After(x.asOf.AddDate(0, 0, x.due))
		if !(x.overdue && late || x.due >= 0 && soon) || !x.answers(a, m) {
			continue
		}
		line, _ := m.ID.Span.Position()
		out = append(out, listMeasure{a.ID.Value, m.ID.Value, day(m.Due), int(m.Due.Value.Sub(x.asOf).Hours() / 24), m.Status.Value,
			oneLine(m.Owner.Value), a.Source.File.Path, line, oneLine(m.Title.Value)})
	}
	return out
}

// answers tells whether a measure answers an impact on the rights and groups
// asked for.
func (x lister) answers(a *assessment.Assessment, m *assessment.Mitigation) bool {
	if x.wanted["right"] == nil && x.wanted["group"] == nil {
		return true
	}
	return slices.ContainsFunc(a.Impacts, func(i assessment.Impact) bool {
		return m.Answers(i.ID.Value) && x.any("right", i.Rights) && x.any("group", i.Holders)
	})
}

// recordsOf lists the records of a document; with rights or groups, those that
// name one.
func (x lister) recordsOf(a *assessment.Assessment) []listRecord {
	names := map[string]map[string][]assessment.Text{}
	for t := range a.Terms() {
		if names[t.From.Value] == nil {
			names[t.From.Value] = map[string][]assessment.Text{}
		}
		names[t.From.Value][t.Kind] = append(names[t.From.Value][t.Kind], assessment.Text{Value: t.ID})
	}
	var out []listRecord
	for _, r := range a.Records() {
		if terms := names[r.ID.Value]; r.ID.Value != "" && x.any("right", terms["right"]) && x.any("group", terms["group"]) {
			line, _ := r.ID.Span.Position()
			out = append(out, listRecord{a.ID.Value, r.ID.Value, a.Source.File.Path, line, oneLine(r.Title)})
		}
	}
	return out
}

// table gives the report as rows under names.
func (r listReport) table(call *listCall) (names []string, rows [][]string) {
	switch {
	case call.measures():
		names = []string{"document", "measure", "due", "days", "status", "owner", "path", "line", "title"}
		for _, m := range r.Measures {
			rows = append(rows, []string{m.Document, m.Measure, m.Due, strconv.Itoa(m.Days), m.Status, m.Owner, m.Path, strconv.Itoa(m.Line), m.Title})
		}
	case call.records:
		names = []string{"document", "record", "path", "line", "title"}
		for _, d := range r.Records {
			rows = append(rows, []string{d.Document, d.Record, d.Path, strconv.Itoa(d.Line), d.Title})
		}
	default:
		names = []string{"id", "kind", "status", "lang", "version", "date", "review", "path", "title"}
		for _, d := range r.Documents {
			rows = append(rows, []string{d.ID, d.Kind, d.Status, d.Lang, d.Version, d.Date, d.Review, d.Path, d.Title})
		}
	}
	return names, rows
}

// without leaves a column out.
func without(names []string, rows [][]string, name string) ([]string, [][]string) {
	i := slices.Index(names, name)
	if i < 0 {
		return names, rows
	}
	for j := range rows {
		rows[j] = slices.Delete(rows[j], i, i+1)
	}
	return slices.Delete(names, i, i+1), rows
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// writeCSV writes rows for spreadsheets: what one would take for a formula
// begins with an apostrophe, as in the data of the site.
func writeCSV(w io.Writer, names []string, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.Write(names); err != nil {
		return err
	}
	for _, row := range rows {
		for i, cell := range row {
			if _, err := strconv.Atoi(cell); err != nil && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeColumns writes rows for people, the last column as long as it is.
func writeColumns(w io.Writer, names []string, rows [][]string) {
	widths := make([]int, len(names))
	for _, row := range slices.Concat([][]string{names}, rows) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range slices.Concat([][]string{names}, rows) {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(pad(cell, widths[i]) + "  ")
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}
