package site_test

import (
	"fmt"
	"strings"
	"testing"

	"hria/internal/config"
	"hria/internal/site"
)

// register is a small register: two assessments that share a right and a
// country, and a third that is withdrawn and counts nowhere.
func register() map[string]string {
	first := `+++
kind = "assessment"
id = "A-1"
title = "Cameras"
lang = "en"
status = "published"
frameworks = ["ungp-rf"]
right = [{ id = "privacy", relevance = "affected" }, { id = "life", relevance = "considered-not-affected", reason = "no" }]
[deployment]
technologies = ["facial-recognition-live", "facial-recognition-live"]
countries = ["NP"]
[[engagement]]
id = "G1"
groups = ["children"]
[[impact]]
id = "I1"
title = "Watched"
rights = ["privacy"]
holders = ["children"]
nature = "actual"
severity = { scale = 4 }
[[mitigation]]
id = "M1"
title = "Stop"
impacts = ["I1"]
status = "planned"
+++
`
	second := `+++
kind = "assessment"
id = "A-2"
title = "Profiles"
lang = "en"
status = "published"
right = [{ id = "privacy", relevance = "possibly-affected" }]
[deployment]
technologies = ["video-analytics"]
countries = ["NP", "FR"]
[[impact]]
id = "I1"
title = "Sorted"
rights = ["privacy", "privacy"]
holders = ["migrants-refugees", "children"]
severity = { scale = 2 }
likelihood = 1
+++
`
	return map[string]string{"a.md": first, "b.md": second,
		"c.md": strings.NewReplacer("A-1", "A-3", `"published"`, `"withdrawn"`).Replace(first)}
}

func picturePage(t *testing.T, c config.Config, files map[string]string, path string) *site.Pictures {
	t.Helper()
	s := plan(t, c, files)
	p, ok := s.Page(path)
	if !ok {
		t.Fatal("no page " + path)
	}
	return s.View(p).(*site.Pictures)
}

// rowOf is the line of a matrix that begins with a word.
func rowOf(m *site.Matrix, word string) string {
	for _, line := range strings.Split(shown(m), "\n") {
		if strings.HasPrefix(line, word) {
			return line
		}
	}
	return "no row"
}

// TestCellNames: cells that look the same and lead elsewhere are called otherwise.
func TestCellNames(t *testing.T) {
	for _, path := range []string{"coverage.html", "rights-groups.html"} {
		led := map[string]string{}
		for _, part := range picturePage(t, languages("en"), register(), path).Parts {
			for _, row := range part.Matrix.Rows {
				for _, cell := range row.Cells {
					for _, m := range cell.Marks {
						if m.Href == "" {
							continue
						}
						if before := led[m.Said]; m.Said == "" || before != "" && before != m.Href {
							t.Errorf("%s: %q leads to %s and to %s", path, m.Said, before, m.Href)
						}
						led[m.Said] = m.Href
					}
				}
			}
		}
		if len(led) == 0 {
			t.Errorf("%s: no cell leads anywhere", path)
		}
	}
}

func TestCoveragePage(t *testing.T) {
	v := picturePage(t, languages("en"), register(), "coverage.html")
	rights, matrix := v.Parts[0].Matrix, v.Parts[1].Matrix
	equal(t, "privacy", rowOf(rights, "Right to privacy"), "Right to privacy | 1 | 1 | 0 | 0")
	equal(t, "life", rowOf(rights, "Right to life"), "Right to life | 0 | 0 | 1 | 1")
	equal(t, "a gap", rowOf(rights, "Freedom of opinion"), "Freedom of opinion | 0 | 0 | 0 | 2")
	equal(t, "finding", rights.Finding, "43 of 45 rights have been screened by no assessment.")
	if len(matrix.Rows) != 2 || len(matrix.Columns) != 45 || len(matrix.Rows[0].Cells) != 45 {
		t.Fatalf("%d rows, %d columns", len(matrix.Rows), len(matrix.Columns))
	}
	signs := map[string]int{}
	for _, cell := range matrix.Rows[0].Cells {
		signs[cell.Marks[0].Text]++
		if !strings.HasPrefix(cell.Marks[0].Href, "assessments/a.html#right-") || cell.Marks[0].Note == "" {
			t.Errorf("%+v", cell.Marks[0])
		}
	}
	if signs["A"] != 1 || signs["C"] != 1 || signs["–"] != 43 {
		t.Errorf("signs %v", signs)
	}
}

// TestCoverageParts: a large register is split, and every part but the first
// holds its own assessments alone.
func TestCoverageParts(t *testing.T) {
	files := map[string]string{}
	for i := range 81 {
		files[fmt.Sprintf("x%02d.md", i)] = fmt.Sprintf("+++\nkind = \"assessment\"\nid = \"X-%02d\"\ntitle = \"X\"\nlang = \"en\"\nstatus = \"published\"\n+++\n", i)
	}
	for path, rows := range map[string]int{"coverage.html": 40, "coverage-2.html": 40, "coverage-3.html": 1} {
		v := picturePage(t, languages("en"), files, path)
		last := v.Parts[len(v.Parts)-1].Matrix
		if len(last.Rows) != rows || v.Pager == nil || (path == "coverage.html") != (len(v.Parts) == 2) {
			t.Errorf("%s: %d rows, %d parts", path, len(last.Rows), len(v.Parts))
		}
		if path == "coverage-3.html" && last.Rows[0].Cells[0].Marks[0].Href != "" {
			t.Error("a mark leads to what the document does not have")
		}
	}
}

func TestRightGroupsPage(t *testing.T) {
	m := picturePage(t, languages("en"), register(), "rights-groups.html").Parts[0].Matrix
	equal(t, "rights and groups", shown(m), `
| Children and young people | Migrants, refugees and asylum seekers
Named in a published consultation | Yes [soft] | No [gap]
Right to privacy | 4 ×2 [band-critical] | 2 ×1 [band-high]`)
	equal(t, "finding", m.Finding, "1 of 2 affected groups is named in no published consultation: Migrants, refugees and asylum seekers.")
	if href := m.Rows[1].Cells[0].Marks[0].Href; href != "rights/privacy.html" {
		t.Errorf("leads to %q", href)
	}
}

func TestFrameworksPage(t *testing.T) {
	v := picturePage(t, languages("en"), register(), "frameworks.html")
	m := v.Parts[0].Matrix
	if len(m.Columns) != 1 || len(m.Rows) != 2 || m.Rows[1].Cells[0].Marks[0].Said != "not named by the assessment" {
		t.Errorf("%s", shown(m))
	}
	if href := m.Rows[0].Cells[0].Marks[0].Href; href != "assessments/a.html#framework-ungp-rf" {
		t.Errorf("leads to %q", href)
	}
	equal(t, "finding", m.Finding, "1 of 2 assessments names a framework.")
	gaps := v.Parts[1].Matrix
	if n := len(gaps.Rows); n != 5 {
		t.Errorf("%d gaps", n)
	}
	equal(t, "gap", rowOf(gaps, "Policy commitment"), "Policy commitment UN Guiding Principles Reporting Framework | 1 | 0 | 0")
}

func TestPortfolioPage(t *testing.T) {
	v := picturePage(t, languages("en"), register(), "portfolio.html")
	var b strings.Builder
	for _, part := range v.Parts {
		b.WriteString(shown(part.Matrix) + "\n")
	}
	heads := "| Assessments | Impacts | Severe impacts | Measures still to be done\n"
	equal(t, "portfolio", b.String(), heads+`Live (real-time) facial recognition | 1 | 1 | 1 | 1
CCTV and video analytics | 1 | 1 | 0 | 0
`+heads+`France | 1 | 1 | 0 | 0
Nepal | 2 | 2 | 1 | 1
`+heads+`Right to privacy | 2 | 2 | 1 | 1`)
	equal(t, "finding", v.Parts[0].Matrix.Finding, "2 assessments; 2 impacts, 1 of them severe.")
}

// TestRegisterEmpty: a register without assessments says so on every page.
func TestRegisterEmpty(t *testing.T) {
	for _, page := range []string{"coverage", "rights-groups", "frameworks", "portfolio"} {
		if v := picturePage(t, languages("en"), map[string]string{"n.md": note}, page+".html"); v.Empty == "" || len(v.Parts) > 0 {
			t.Errorf("%s: %+v", page, v.Parts)
		}
	}
}
