package rules_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/graph"
	"hria/internal/rules"
	"hria/internal/schema"
	"hria/internal/source"
	"hria/internal/table"
	"hria/internal/vocab"
)

var thorough = flag.Bool("thorough", false, "try every mutation of the shipped documents, not a part of them")

// site holds shipped documents, of which one at a time is changed.
type site struct {
	words   *vocab.Set
	checker *rules.Checker
	docs    []*assessment.Assessment
	files   []string
}

func shipped(t *testing.T) *site {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{words: words}
	if s.checker, err = rules.New(words, rules.Options{Method: assessment.GatedMax, AsOf: day}); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../../assessments/*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no shipped documents: %v", err)
	}
	for _, name := range names {
		if strings.Contains(name, "@") {
			continue // an earlier edition is held to no rules
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := s.decode("assessments/"+filepath.Base(name), text)
		s.docs, s.files = append(s.docs, a), append(s.files, name)
	}
	return s
}

func (s *site) decode(name string, text []byte) (*assessment.Assessment, diag.List) {
	d, bad := source.Parse("assessments", name, text)
	a, more := assessment.Decode(s.words, d)
	return a, append(bad, more...)
}

// check gives all findings in document i if its text were this one, waived
// ones included.
func (s *site) check(i int, text string) diag.List {
	a, found := s.decode(s.docs[i].Source.File.Path, []byte(text))
	docs := slices.Clone(s.docs)
	docs[i] = a
	if !a.Source.Broken {
		found = append(found, s.checker.Document(a)...)
	}
	found = append(found, joined(s.checker, graph.Link(s.words, docs, nil))...)
	found = slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Span.Path() != a.Source.File.Path })
	open, waived := s.checker.Settle(found, []*assessment.Assessment{a})
	for _, w := range waived {
		open = append(open, w.Finding)
	}
	return open
}

// spot is one value of a document that can be changed.
type spot struct {
	field  schema.Field
	path   string // "impact.severity.scale"
	entry  table.Entry
	value  table.Value
	single bool // the value is the whole value of its key
	inside *table.Table
	record string // that holds it
}

// spots walks the front matter beside its schema.
func spots(fields []schema.Field, t *table.Table, at, record string) []spot {
	var out []spot
	if id := t.Str("id"); at != "" && id != "" {
		record = id
	}
	for _, e := range t.Entries {
		i := slices.IndexFunc(fields, func(f schema.Field) bool { return f.Key == e.Key })
		if i < 0 {
			continue
		}
		path := strings.TrimPrefix(at+"."+e.Key, ".")
		out = append(out, spot{fields[i], path, e, e.Value, true, t, record})
		if e.Value.Table != nil {
			out = append(out, spots(fields[i].Fields, e.Value.Table, path, record)...)
		}
		for _, item := range e.Value.Items {
			if item.Table != nil {
				out = append(out, spots(fields[i].Fields, item.Table, path, record)...)
				continue
			}
			out = append(out, spot{fields[i], path, e, item, false, t, record})
		}
	}
	return out
}

// needed says which rule misses a key that was deleted.
var needed = map[string]string{
	"kind": "ID-01", "id": "ID-01", "title": "ID-01", "version": "ID-01", "status": "ID-01", "date": "ID-01", "lang": "ID-01",
	"summary": "CM-02", "commission.by": "SC-03", "commission.funded_by": "SC-03", "commission.editorial_control": "SC-03",
	"deployment.purpose": "SC-01", "deployment.technologies": "SC-01", "deployment.deployer": "SC-01", "deployment.countries": "SC-01",
	"deployment.lifecycle": "SC-01", "deployment.start": "SC-02", "deployment.frequency": "SC-02", "scope.limitations": "SC-02", "scope.out_of_scope": "SC-02",
	"context.country": "CX-02", "context.civic_space.as_of": "CX-01", "context.net_freedom.edition": "CX-01",
	"engagement.influence": "EN-03", "engagement.feedback": "EN-03", "engagement.safeguards": "CX-03",
	"right.relevance": "RT-01", "impact.rights": "IM-02", "impact.holders": "IM-02", "impact.nature": "IM-02", "impact.involvement": "IM-02",
	"impact.severity": "SV-01", "impact.severity.scale": "SV-01", "impact.severity.scope": "SV-01", "impact.severity.irremediability": "SV-01",
	"impact.likelihood": "SV-03", "impact.evidence": "EV-01", "impact.leverage": "IV-01", "impact.leverage.level": "IV-01", "impact.leverage.how": "IV-01",
	"mitigation.impacts": "MT-02", "review.next": "RV-01", "audience": "GN-01", "rights": "GN-01",
	"key_message.evidence": "EV-01", "waiver.reason": "WV-01", "waiver.by": "WV-01", "waiver.until": "WV-01", "withheld.reason": "CM-01",
}

// references are the keys that name a record or a document that must exist.
var references = []string{"evidence", "key_message.evidence", "impact.evidence", "impact.cumulative_with", "opportunity.evidence", "mitigation.impacts", "mitigation.evidence",
	"question.evidence", "action.evidence", "finding.target", "answer.to", "of.id", "based_on", "withheld.target", "translation.of", "change.records"}

// TestMutations changes every field of the shipped documents as people do by
// mistake: the finding that one would expect comes, at the place where one
// would look for it.
func TestMutations(t *testing.T) {
	s := shipped(t)
	for i, a := range s.docs {
		t.Run(filepath.Base(s.files[i]), func(t *testing.T) {
			t.Parallel()
			base := s.check(i, string(a.Source.File.Text))
			list := spots(schema.Document(), a.Source.Front, "", "")
			step := 1
			if !*thorough {
				step = max(1, len(list)/150)
			}
			for n := i % step; n < len(list); n += step {
				m := mutation{t, s, i, base, list[n]}
				m.delete()
				m.misspell()
				m.date()
			}
			m := mutation{t, s, i, base, spot{}}
			m.dropRecords()
		})
	}
}

type mutation struct {
	*testing.T
	site *site
	doc  int
	base diag.List
	spot
}

func (m mutation) text() string { return string(m.site.docs[m.doc].Source.File.Text) }

// replace checks the document with other bytes in the place of a span.
func (m mutation) replace(start, end int, with string) diag.List {
	text := m.text()
	return m.site.check(m.doc, text[:start]+with+text[end:])
}

func (m mutation) delete() {
	a := m.site.docs[m.doc]
	rule := needed[m.path]
	if !m.single || rule == "" || m.exempt(a) {
		return
	}
	start, end := m.extent()
	found := m.replace(start, end, "")
	if count(found, rule, "") <= count(m.base, rule, "") {
		m.Errorf("without %s %s there is no new finding of %s", m.record, m.path, rule)
	}
	if m.record != "" && strings.Contains("IMGR", m.record[:1]) && count(found, rule, m.record) <= count(m.base, rule, m.record) {
		m.Errorf("without %s %s the finding of %s is not at the record", m.record, m.path, rule)
	}
}

// exempt tells whether the rule asks nothing of this document.
func (m mutation) exempt(a *assessment.Assessment) bool {
	kind := a.Kind.Value
	switch {
	case m.path == "summary" || m.path == "review.next":
		return kind != "assessment" && kind != "guidance-note"
	case m.path == "key_message.evidence":
		return kind != "guidance-note"
	case strings.HasPrefix(m.path, "impact.leverage"):
		involvement := ""
		for _, x := range a.Impacts {
			if x.ID.Value == m.record {
				involvement = x.Involvement.Value
			}
		}
		return involvement != "contribute" && involvement != "directly-linked"
	}
	return false
}

// extent is what to cut out so that the rest stays valid: the key, its value,
// and in an inline table the comma.
func (m mutation) extent() (start, end int) {
	start, end = m.entry.KeySpan.Start, m.entry.Value.Span.End
	text := m.text()
	if m.inside.Headed || m.inside == m.site.docs[m.doc].Source.Front {
		return start, end
	}
	if rest := strings.TrimLeft(text[end:], " "); strings.HasPrefix(rest, ",") {
		return start, len(text) - len(rest) + 1
	}
	if before := strings.TrimRight(text[:start], " "); strings.HasSuffix(before, ",") {
		return len(before) - 1, end
	}
	return start, end
}

// misspell puts a wrong word in the place of one that must be of a vocabulary,
// of a form, or the name of something that exists.
func (m mutation) misspell() {
	v := m.value
	wrong, rule := "", "ID-02"
	switch f := m.field; {
	case v.Kind == table.Integer && f.Vocab != "":
		wrong, rule = "99", "ID-03"
	case v.Kind != table.String:
		return
	case f.Vocab != "":
		wrong, rule = strconv.Quote(v.Text+"x"), "ID-03"
	case slices.Contains(references, m.path):
		wrong, rule = strconv.Quote(v.Text+"99"), "ID-04"
	case f.Format == schema.Version:
		wrong = `"one"`
	case f.Format == schema.Duration:
		wrong = `"6 months"`
	case f.Format == schema.URL || f.Format == schema.Contact:
		wrong = `"www.example.org"`
	case f.Format == schema.Record:
		wrong = `"Z1"`
	case f.Format == schema.DocumentID && m.path == "id":
		wrong = `"my id"`
	case f.Format == schema.Country && f.Type != schema.Map:
		wrong, rule = strconv.Quote(strings.ToLower(v.Text)), "ID-03"
	case f.Format == schema.Language && f.Type != schema.Map:
		wrong, rule = `"english"`, "ID-03"
	default:
		return
	}
	start := v.Span.Start
	found := m.replace(start, v.Span.End, wrong)
	if !slices.ContainsFunc(found, func(f diag.Finding) bool {
		return f.Rule == rule && f.Span.Start == start && f.Span.End == start+len(wrong)
	}) {
		m.Errorf("%s = %s in place of %q: no finding of %s at these bytes", m.path, wrong, v.Text, rule)
	}
}

// date puts dates into quotes, and deadlines into the past.
func (m mutation) date() {
	v := m.value
	if v.Kind != table.Date {
		return
	}
	start := v.Span.Start
	at := func(found diag.List, rule string, size int) bool {
		return slices.ContainsFunc(found, func(f diag.Finding) bool {
			return f.Rule == rule && f.Span.Start == start && f.Span.End == start+size
		})
	}
	written := m.text()[start:v.Span.End]
	if !at(m.replace(start, v.Span.End, strconv.Quote(written)), "ID-02", len(written)+2) {
		m.Errorf("%s = %q in quotes: no finding at these bytes", m.path, written)
	}
	status := ""
	if e, ok := m.inside.Get("status"); ok {
		status = e.Value.Text
	}
	rule := ""
	switch {
	case m.path == "mitigation.due" && status != "implemented" && status != "verified" && status != "deferred" && status != "rejected":
		rule = "MT-04"
	case m.path == "review.next":
		rule = "RV-01"
	case m.path == "waiver.until":
		if found := m.replace(start, v.Span.End, "2019-01-02"); count(found, "WV-02", "") == 0 {
			m.Errorf("a waiver until 2019 is not found")
		}
	}
	if rule != "" && !at(m.replace(start, v.Span.End, "2019-01-02"), rule, len(written)) {
		m.Errorf("%s = 2019-01-02: no finding of %s at these bytes", m.path, rule)
	}
}

// dropRecords removes each record of the front matter that stands in a table
// of its own: whoever names it says so.
func (m mutation) dropRecords() {
	text := m.text()
	front := m.site.docs[m.doc].Source.Front
	for _, e := range front.Entries {
		for _, t := range e.Value.Tables() {
			id := t.Str("id")
			if id == "" || !t.Headed {
				continue
			}
			end := len(text)
			if i := strings.Index(text[t.Span.End:], "\n["); i >= 0 {
				end = t.Span.End + i + 1
			}
			if i := strings.Index(text[t.Span.End:], "\n+++"); i >= 0 {
				end = min(end, t.Span.End+i+1)
			}
			rest := text[:t.Span.Start] + text[end:]
			if !strings.Contains(rest, strconv.Quote(id)) && !strings.Contains(rest, "[["+id) && !strings.Contains(rest, "## "+id+" ") {
				continue // nobody names it
			}
			found := m.site.check(m.doc, rest)
			if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Rule == "ID-04" && strings.Contains(f.Message, strconv.Quote(id)) }) {
				m.Errorf("without the record %s nobody who names it is told", id)
			}
		}
	}
}

// count gives the number of findings of a rule, about a record or about any.
func count(list diag.List, rule, record string) int {
	n := 0
	for _, f := range list {
		if f.Rule == rule && (record == "" || f.Record == record) {
			n++
		}
	}
	return n
}

// large is a site of n assessments with k impacts and measures each.
func large(n, k int) map[string]string {
	files := map[string]string{}
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "+++\nschema = \"hria/1\"\nkind = \"assessment\"\nid = \"L-%d\"\ntitle = \"T\"\nversion = \"1.0\"\nstatus = \"published\"\ndate = 2026-01-02\nlang = \"en\"\n", i)
		b.WriteString("[deployment]\nrole = \"deployer-user\"\ndeployer = { name = \"D\", type = \"public-authority\" }\ncountries = [\"TH\"]\n")
		for j := 1; j <= k; j++ {
			fmt.Fprintf(&b, "[[impact]]\nid = \"I%d\"\ntitle = \"Harm\"\nrights = [\"privacy\", \"assembly\"]\nholders = [\"journalists\", \"children\"]\nnature = \"potential\"\nseverity = { scale = 3, scope = 2, irremediability = 2 }\nlikelihood = 2\ninvolvement = \"cause\"\nevidence = [\"S%d\"]\npriority = %d\n", j, j, j)
			fmt.Fprintf(&b, "[[mitigation]]\nid = \"M%d\"\ntitle = \"Measure\"\nimpacts = [\"I%d\"]\ntype = \"prevent\"\nstatus = \"planned\"\ndue = 2027-01-01\n[[source]]\nid = \"S%d\"\ntitle = \"Source\"\nconfidence = \"low\"\n", j, j, j)
		}
		b.WriteString("+++\n\nText.\n")
		files[fmt.Sprintf("l%d.md", i)] = b.String()
	}
	return files
}

// BenchmarkRules measures all rules on records: reading, decoding and linking
// are done before. The cost per record must not grow with the number of
// records or documents.
func BenchmarkRules(b *testing.B) {
	words, err := vocab.Standard()
	if err != nil {
		b.Fatal(err)
	}
	checker, err := rules.New(words, rules.Options{Method: assessment.GatedMax, AsOf: day})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ docs, impacts int }{{10, 10}, {10, 100}, {1000, 10}} {
		b.Run(fmt.Sprintf("docs=%d/records=%d", c.docs, 3*c.impacts), func(b *testing.B) {
			var docs []*assessment.Assessment
			for name, text := range large(c.docs, c.impacts) {
				d, _ := source.Parse("assessments", "assessments/"+name, []byte(text))
				a, _ := assessment.Decode(words, d)
				docs = append(docs, a)
			}
			g := graph.Link(words, docs, nil)
			for b.Loop() {
				var found diag.List
				for _, a := range docs {
					found = append(found, checker.Document(a)...)
				}
				checker.Settle(append(found, joined(checker, g)...), docs)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*c.docs*3*c.impacts), "ns/record")
		})
	}
}
