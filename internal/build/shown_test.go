package build_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

const long = "This one sentence says so many things about the system, the people who run it, the people who are seen by it and the law that should bind both of them that nobody can follow it to its end."

// TestFindingsOnRulePages holds that readers see what a rule finds in what is
// published, and nothing of what it finds in what is not.
func TestFindingsOnRulePages(t *testing.T) {
	text := strings.Replace(document(0, 1), "Do not buy system 0.", long, 1)
	draft := strings.NewReplacer("T-0000", "T-0001", `status = "published"`, `status = "draft"`, "Do not buy system 0.", long).Replace(document(0, 1))
	files := generate(1)
	files["assessments/doc-0000.md"] = &fstest.MapFile{Data: []byte(text)}
	files["assessments/hidden.md"] = &fstest.MapFile{Data: []byte(draft)}
	site, found := must(t, session(t), input(files))
	n := 0
	for _, f := range found {
		if f.Rule == "TX-13" {
			n++
		}
	}
	if n != 2 {
		t.Fatalf("TX-13 finds something %d times, want in both documents: %v", n, found)
	}
	page := string(render(t, site, "rules/tx-13.html"))
	if strings.Count(page, "the sentences of the summary have") != 1 || !strings.Contains(page, "assessments/doc-0000.html") {
		t.Errorf("the page of the rule does not show its one finding on what is published:\n%s", page)
	}
	if !strings.Contains(string(render(t, site, "rules/index.html")), "1 finding<") {
		t.Error("the list of rules does not count it")
	}
	if page := string(render(t, site, "rules/tx-14.html")); !strings.Contains(page, "It finds nothing in the published documents.") {
		t.Errorf("a rule without findings does not say so:\n%s", page)
	}
}

// TestWithheldFindingsStay holds that what a rule says about a withheld record
// is on no page.
func TestWithheldFindingsStay(t *testing.T) {
	for _, c := range []struct {
		name, withheld string
		want           bool
	}{
		{"open", "", true},
		{"withheld", "[[withheld]]\ntarget = \"I1\"\nreason = \"people-at-risk\"\n", false},
	} {
		files := generate(1)
		impact := "[[impact]]\nid = \"I1\"\ntitle = \"A raid\"\nrights = [\"privacy\"]\nholders = [\"own-workers\"]\nnature = \"potential\"\nseverity = { scale = 3, scope = 2, irremediability = 2 }\nlikelihood = 2\ninvolvement = \"cause\"\n"
		text := strings.NewReplacer(`kind = "guidance-note"`, `kind = "assessment"`, "[[source]]", c.withheld+impact+"[[source]]").Replace(document(0, 1))
		files["assessments/doc-0000.md"] = &fstest.MapFile{Data: []byte(text)}
		site, _ := must(t, session(t), input(files))
		seen := false
		for _, path := range site.Outputs() {
			if strings.HasPrefix(path, "rules/") && strings.Contains(string(render(t, site, path)), ">I1<") {
				seen = true
			}
		}
		if seen != c.want {
			t.Errorf("%s: findings on the impact are shown: %t, want %t", c.name, seen, c.want)
		}
	}
}

// TestFindingsOnDraftsStay holds that a draft which is shown does not put the
// notes of its author on the page of a rule.
func TestFindingsOnDraftsStay(t *testing.T) {
	files := generate(1)
	files["assessments/draft.md"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("T-0000", "T-0001", `status = "published"`, "status = \"draft\" # ✎ ask the witness in Row 7").Replace(document(0, 1)))}
	in := input(files)
	in.Drafts = true
	site, found := must(t, session(t), in)
	told := false
	for _, f := range found {
		told = told || strings.Contains(f.Message, "Row 7")
	}
	if !told {
		t.Fatalf("the author is not told of the mark: %v", found)
	}
	if strings.Contains(string(render(t, site, "rules/tx-16.html")), "Row 7") {
		t.Error("the page of the rule quotes a comment of the author")
	}
}
