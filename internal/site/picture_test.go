package site_test

import (
	"os"
	"strings"
	"testing"

	"hria/internal/site"
)

// example is the example of the field's model: two impacts, two measures, one
// consultation, which is withheld.
func example(t *testing.T, lang string) *site.Document {
	t.Helper()
	return drawn(t, lang, strings.Replace(exampleText(t), `lang = "en"`, `lang = "`+lang+`"`, 1))
}

func exampleText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../rules/testdata/example.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// drawn is the page of one document.
func drawn(t *testing.T, lang, text string) *site.Document {
	t.Helper()
	s := plan(t, languages(lang), map[string]string{"a.md": text})
	p, ok := s.Page("assessments/a.html")
	if !ok {
		t.Fatal("no page")
	}
	return s.View(p).(*site.Document)
}

// shown writes a matrix as lines of text, so that a test can say what it sees.
func shown(m *site.Matrix) string {
	if m == nil {
		return "no picture"
	}
	var b strings.Builder
	for _, col := range m.Columns {
		b.WriteString(" | " + strings.TrimSpace(col.Text+" "+col.Small))
	}
	b.WriteByte('\n')
	for _, row := range m.Rows {
		b.WriteString(strings.TrimSpace(row.Head.Text + " " + row.Small))
		for _, cell := range row.Cells {
			b.WriteString(" |")
			for _, mark := range cell.Marks {
				b.WriteString(" " + strings.TrimSpace(mark.Text+" "+mark.Small))
			}
			if cell.Fill != "" {
				b.WriteString(" [" + strings.TrimPrefix(cell.Fill, "fill-") + "]")
			}
		}
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String())
}

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got = strings.TrimSpace(got); got != strings.TrimSpace(want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, got, strings.TrimSpace(want))
	}
}

// TestMapResidual: I1 is grave and likely, and is expected to be grave and
// possible: one column towards the start of the line.
func TestMapResidual(t *testing.T) {
	for lang, arrow := range map[string]string{"en": "←", "ar": "→"} {
		m := example(t, lang).Map
		mark := m.Rows[0].Cells[1].Marks
		if len(mark) != 1 || !mark[0].Residual || mark[0].Arrow != arrow {
			t.Errorf("%s: %+v", lang, mark)
		}
		if len(m.Moves) != 1 {
			t.Errorf("%s: %+v", lang, m.Moves)
		}
	}
	m := example(t, "en").Map
	equal(t, "move", m.Moves[0].Text+" "+m.Moves[0].Words, "I1 from grave · likely to grave · possible")
	var rests []string
	for _, r := range m.Rests {
		rests = append(rests, r.Text+" "+r.Confidence)
	}
	equal(t, "evidence", strings.Join(rests, "; "), "S1 confidence: Low; withheld ")
	equal(t, "drawn from", m.From, "Drawn from 2 impacts.")
}

func TestProfile(t *testing.T) {
	d := example(t, "en")
	equal(t, "finding", d.Profile.Finding, "1 of 2 impacts can hardly be made good, or not at all.")
	if len(d.Top) != 2 || d.Top[0].ID != "I1" {
		t.Errorf("first impacts: %+v", d.Top)
	}
}

// TestStrip: four rights of 45 are named; all 45 have a mark, and every mark
// leads to its right below.
func TestStrip(t *testing.T) {
	strip := example(t, "en").Coverage.Strip
	fills, all := map[string]int{}, 0
	for _, g := range strip.Groups {
		for _, m := range g.Marks {
			fills[m.Fill]++
			all++
			if m.Sign == "" || m.Word == "" || !strings.HasPrefix(m.Href, "#right-") {
				t.Errorf("%+v", m)
			}
		}
	}
	if all != 45 || fills["fill-full"] != 3 || fills["fill-soft"] != 1 || fills["fill-gap"] != 41 {
		t.Errorf("%d rights, %v", all, fills)
	}
	if len(strip.Groups) != 6 || len(strip.Key) != 4 {
		t.Errorf("%d families, %d signs", len(strip.Groups), len(strip.Key))
	}
}

func TestRightsAndGroups(t *testing.T) {
	m := example(t, "en").RightsAndGroups
	equal(t, "rights and groups", shown(m), `
| Non-users and bystanders no published consultation | Racial and ethnic minorities no published consultation | Activists and protesters no published consultation
Right to liberty and security of person | I1 4 grave [band-critical] | I1 4 grave [band-critical] |
Right to privacy | I1 4 grave [band-critical] | I1 4 grave [band-critical] |
Right of peaceful assembly | | | I2 3 serious [band-very-high]`)
	equal(t, "finding", m.Finding, "3 of 3 affected groups are named in no published consultation: Non-users and bystanders, Racial and ethnic minorities and Activists and protesters. A consultation that is withheld may have heard them.")
}

func TestAnswerMatrix(t *testing.T) {
	m := example(t, "en").AnswerMatrix
	equal(t, "impacts and measures", shown(m), `
| M1 | M2
I1 | Prevent In progress [half] |
I2 | | Avoid Proposed [soft]`)
	equal(t, "finding", m.Finding, "Every impact has at least one measure.")

	unanswered := drawn(t, "en", "+++\nkind = \"assessment\"\nid = \"A\"\ntitle = \"A\"\nlang = \"en\"\nstatus = \"published\"\n[[impact]]\nid = \"I1\"\ntitle = \"Stop\"\n+++\n").AnswerMatrix
	equal(t, "a gap", shown(unanswered), "I1 No measure answers this impact.")
	equal(t, "finding", unanswered.Finding, "1 of 1 impacts has no measure.")
}

const measures = `+++
kind = "assessment"
id = "A"
title = "A"
lang = "en"
status = "published"
[[impact]]
id = "I1"
title = "Grave"
severity = { scale = 4 }
[[impact]]
id = "I2"
title = "Minor"
severity = { scale = 1 }
[[mitigation]]
id = "M1"
title = "Done in time"
impacts = ["I2"]
start = 2026-02-10
due = 2026-05-01
done = 2026-04-30
status = "verified"
response = "implement"
[[mitigation]]
id = "M2"
title = "Late"
impacts = ["I1"]
start = 2026-06-01
due = 2026-08-15
status = "in-progress"
response = "partly-implement"
[[mitigation]]
id = "M3"
title = "Some day"
impacts = ["I2"]
status = "proposed"
+++
`

// TestTimeline is worked out by hand as of 21 November 2026: the axis runs from
// February to November, a month a column; the measure on the severe impact
// stands first; the one without a date last.
func TestTimeline(t *testing.T) {
	v := drawn(t, "en", measures).Timeline
	m := &site.Matrix{Columns: v.Columns}
	for _, r := range v.Rows {
		m.Rows = append(m.Rows, site.MatrixRow{Head: site.Link{Text: r.ID}, Cells: r.Cells})
	}
	equal(t, "timeline", shown(m), `
| Feb 2026 | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov
M2 | | | | | [soft] | [soft] | ◆ [late] | [late] | [late] | [late]
M1 | [soft] | [soft] | ✓ [full] | ◆ | | | | | |
M3 | | | | | | | | | |`)
	for i, col := range v.Columns {
		if col.Now != (i == 9) || v.Rows[0].Cells[i].Now != col.Now {
			t.Errorf("column %d: %+v", i, col)
		}
	}
	equal(t, "finding", v.Finding, "1 of 3 measures is overdue. 1 of them answers a severe impact.")
}

// TestTimelineFar: dates that lie far apart still fit.
func TestTimelineFar(t *testing.T) {
	for _, day := range []string{"0001-01-01", "1999-12-31", "9999-12-31", "2027-03-01"} {
		v := drawn(t, "en", strings.Replace(measures, "2026-02-10", day, 1)).Timeline
		if n := len(v.Columns); n == 0 || n > 12 {
			t.Errorf("%s: %d columns", day, n)
		}
	}
}

func TestResponseBar(t *testing.T) {
	v := drawn(t, "en", measures).ResponseBar
	var got []string
	for _, s := range v.Segments {
		got = append(got, s.Count+" "+s.Word+" "+strings.TrimPrefix(s.Fill, "fill-")+" "+s.Marks[0].Text)
	}
	equal(t, "responses", strings.Join(got, "\n"), "1 Implement full M1\n1 Implement in part half M2\n1 Response awaited gap M3")
	equal(t, "finding", v.Finding, "1 of 3 measures is to be carried out as proposed.")
	if v := drawn(t, "en", strings.NewReplacer("response = \"implement\"\n", "", "response = \"partly-implement\"\n", "").Replace(measures)).ResponseBar; v != nil {
		t.Errorf("a bar without answers: %+v", v)
	}
}

// TestEngagementGrid: what is withheld is counted and not named.
func TestEngagementGrid(t *testing.T) {
	m := example(t, "en").EngagementGrid
	equal(t, "finding", m.Finding, "1 consultation is withheld.")
	if got := shown(m); strings.Contains(got, "G1") || strings.Contains(got, "Consult |") {
		t.Errorf("the grid shows what is withheld:\n%s", got)
	}
	open := drawn(t, "en", "+++\nkind = \"assessment\"\nid = \"A\"\ntitle = \"A\"\nlang = \"en\"\nstatus = \"published\"\n"+
		"[[engagement]]\nid = \"G1\"\ngroups = [\"children\"]\nphase = \"analysis\"\ndepth = \"involve\"\n"+
		"[[engagement]]\nid = \"G2\"\nwith = \"duty-bearers\"\ndepth = \"consult\"\n"+
		"[[impact]]\nid = \"I1\"\ntitle = \"T\"\nholders = [\"migrants-refugees\"]\n+++\n").EngagementGrid
	equal(t, "finding", open.Finding, "2 consultations heard 1 group.")
	if got := shown(open); !strings.Contains(got, "Children and young people | | | G1 Involve [half] | | |") ||
		!strings.Contains(got, "Duty-bearers | | | | | | G2 Consult [soft]") || !strings.Contains(got, "not heard | | | | | |") {
		t.Errorf("grid:\n%s", got)
	}
}

func TestContextStrip(t *testing.T) {
	m := example(t, "en").ContextStrip
	equal(t, "context", shown(m), `
| Open | Narrowed | Obstructed | Repressed | Closed | Freedom on the Net
XA | | | | Repressed 4 December 2025 [full] | | Partly free score 47, edition 2025`)
	equal(t, "finding", m.Finding, "XA: Repressed, step 4 of 5 from open to closed.")
}

func TestTrace(t *testing.T) {
	s := plan(t, languages("en"), map[string]string{"a.md": exampleText(t)})
	p, _ := s.Page("assessments/a.html")
	v, lists := s.View(p).(*site.Document).Trace, s.ReportView(&site.Report{Doc: p.Doc}).Trace
	equal(t, "finding", v.Finding, "2 of 2 impacts can be followed from evidence to a measure.")
	var b strings.Builder
	var write func(indent string, list []site.TraceNode)
	write = func(indent string, list []site.TraceNode) {
		for _, n := range list {
			b.WriteString(indent + n.Text + " " + n.Title)
			for _, l := range n.Next {
				b.WriteString(" > " + l.Text)
			}
			b.WriteByte('\n')
			write(indent+"  ", n.Then)
		}
	}
	write("", lists.Forward)
	b.WriteString(v.Decision + "\n")
	write("", lists.Back)
	for _, r := range v.Rows {
		for _, n := range r.Evidence {
			b.WriteString(strings.TrimSpace(n.Text+" "+n.Title) + " > ")
		}
		b.WriteString(r.Text)
		for _, n := range r.Measures {
			b.WriteString(" > " + n.Text + " " + n.Small)
		}
		b.WriteByte('\n')
	}
	equal(t, "trace", b.String(), `
S1 Vendor accuracy sheet v3
  I1 Wrongful stop or arrest after a false match > M1
Pause, Transit Board, 26 February 2026
M1 No stop without a second, independent identity check
  I1 Wrongful stop or arrest after a false match > S1 > withheld
M2 Cameras off within 500 m of notified assemblies
  I2 People stay away from protests near stations > withheld
S1 Vendor accuracy sheet v3 > withheld > I1 > M1 In progress
withheld > I2 > M2 Proposed`)
	if len(v.Unused) != 1 || v.Unused[0].Text != "S2" || len(v.Baseless) != 0 {
		t.Errorf("unused %v, baseless %v", v.Unused, v.Baseless)
	}
}

// TestNoPictures: where there is no data there is no picture.
func TestNoPictures(t *testing.T) {
	d := drawn(t, "en", "+++\nkind = \"assessment\"\nid = \"A\"\ntitle = \"A\"\nlang = \"en\"\nstatus = \"published\"\n+++\n")
	if d.Map != nil || d.Top != nil || d.Profile != nil || d.RightsAndGroups != nil || d.ContextStrip != nil || d.EngagementGrid != nil ||
		d.AnswerMatrix != nil || d.Timeline != nil || d.ResponseBar != nil || d.FrameworkMatrix != nil || d.Trace != nil {
		t.Errorf("%+v", d)
	}
}

// TestFrameworkMatrix: the example claims four frameworks; since its one
// consultation is withheld, none is addressed in full by what is public.
func TestFrameworkMatrix(t *testing.T) {
	m := example(t, "en").FrameworkMatrix
	equal(t, "frameworks", shown(m), `
| addressed | partly addressed | not addressed
UNGP human rights due diligence, Principles 16-22, 24, 29, 31 | 6 | 1 | 0
DIHR ten key criteria for HRIA | 7 | 2 | 1
EU AI Act, fundamental rights impact assessment | 8 | 0 | 1
HUDERIA | 11 | 0 | 3`)
	equal(t, "finding", m.Finding, "0 of 4 frameworks are addressed in every element.")
	for i, row := range m.Rows {
		if len(row.Bar) == 0 || !strings.HasPrefix(row.Head.Href, "#framework-") {
			t.Errorf("row %d: %+v", i, row)
		}
	}
}
