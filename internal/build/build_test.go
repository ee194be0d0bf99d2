package build_test

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/build"
	"hria/internal/diag"
)

func TestBuild(t *testing.T) {
	site, findings := must(t, session(t), input(generate(12)))
	if len(findings) > 0 {
		t.Fatalf("findings: %v", words(findings))
	}
	if c := site.Counts(); c.Documents != 12 || c.Notes != 12 || c.Pages < 24 {
		t.Errorf("counts: %+v", c)
	}
	for _, path := range []string{"index.html", "404.html", "assessments/doc-0003.html", "assessments/doc-0003.pdf", "rights/privacy.html"} {
		if !site.Has(path) {
			t.Errorf("no %s", path)
		}
	}
	if !slices.IsSorted(site.Outputs()) {
		t.Error("outputs are not sorted")
	}
	if _, _, err := site.Render(t.Context(), "no.html"); err == nil {
		t.Error("an unknown path is rendered")
	}
}

func words(list diag.List) string {
	var b strings.Builder
	diag.Text{}.Write(&b, list)
	return b.String()
}

func TestBlocking(t *testing.T) {
	for name, c := range map[string]struct {
		file, old, new string
		drafts, strict bool
		blocking       bool
	}{
		"error in a published document": {"doc-0001", `["municipality"]`, `["municipalty"]`, false, false, true},
		"error in a draft":              {"doc-0001", "status = \"published\"\ndate = 2026", "status = \"draft\"\ndate = 3026-99", false, false, true},
		"unknown status":                {"doc-0001", `status = "published"`, `status = "publishd"`, false, false, true},
		"no front matter":               {"doc-0001", "+++", "---", false, false, true},
		"wrong word in a draft":         {"doc-0001", `status = "published"`, "status = \"draft\"\nlicens = \"x\"", false, false, false},
		"the same with drafts":          {"doc-0001", `status = "published"`, "status = \"draft\"\nlicens = \"x\"", true, false, true},
		"kept inside":                   {"doc-0001", `status = "published"`, "status = \"published\"\npublication = \"internal\"\nlicens = \"x\"", false, false, false},
	} {
		files := generate(3)
		path := "assessments/" + c.file + ".md"
		files[path].Data = []byte(strings.Replace(string(files[path].Data), c.old, c.new, 1))
		for i := range 3 { // nobody refers to what is changed
			p := fmt.Sprintf("assessments/doc-%04d.md", i)
			text := strings.NewReplacer(`[[T-0001#A1]]`, "x", "](doc-0001.md)", "](doc-0000.md)", `related = [{ id = "T-0001"`, `related = [{ id = "T-9999"`).Replace(string(files[p].Data))
			files[p].Data = []byte(text)
		}
		in := input(files)
		in.Drafts, in.Strict = c.drafts, c.strict
		site, findings := must(t, session(t), in)
		if findings.Count(diag.Error) == 0 {
			t.Errorf("%s: no error found", name)
		}
		if got := site.Blocking(findings) > 0; got != c.blocking {
			t.Errorf("%s: blocking is %t\n%s", name, got, words(findings))
		}
	}
}

func TestWarningsBlockWhereStrict(t *testing.T) {
	files := generate(3)
	path := "assessments/doc-0001.md"
	files[path].Data = append(files[path].Data, "<b>raw</b>\n"...)
	for _, strict := range []bool{false, true} {
		in := input(files)
		in.Strict = strict
		site, findings := must(t, session(t), in)
		if findings.Count(diag.Warning) == 0 || (site.Blocking(findings) > 0) != strict {
			t.Errorf("strict %t: %d block of\n%s", strict, site.Blocking(findings), words(findings))
		}
	}
}

// FuzzWarmEqualsCold edits a site again and again: what a session gives that
// saw all edits is what one gives that saw only the last state.
func FuzzWarmEqualsCold(f *testing.F) {
	for seed := range int64(3) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		r := rand.New(rand.NewSource(seed))
		files, warm := generate(4), session(t)
		cache, dir := build.NewNoteCache(t.TempDir(), func() string { return "test" }), t.TempDir()
		code := build.NewCodeCache(dir, func() string { return "test" })
		for range 4 {
			edit(r, files)
			in := input(files)
			in.Drafts = r.Intn(2) == 0
			other, expected := must(t, session(t), in)
			if r.Intn(2) == 0 { // from the disk alone
				warm = session(t)
				code.Save()
				code = build.NewCodeCache(dir, func() string { return "test" })
			}
			in.Cache, in.Code = cache, code
			site, findings := must(t, warm, in)
			if words(findings) != words(expected) {
				t.Fatalf("warm:\n%s\ncold:\n%s", words(findings), words(expected))
			}
			if !maps.Equal(renderAll(t, site), renderAll(t, other)) {
				t.Fatal("warm and cold pages differ")
			}
		}
	})
}

// edit changes one file of a site as people do, for better or worse.
func edit(r *rand.Rand, files fstest.MapFS) {
	names := slices.Sorted(maps.Keys(files))
	name := names[r.Intn(len(names)-1)] // not hria.toml, which is last
	text := string(files[name].Data)
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	switch r.Intn(9) {
	case 0:
		put(name, text+"\nOne more line.\n")
	case 1:
		put(name, strings.Replace(text, "status = \"published\"", "status = \"draft\"", 1))
	case 2:
		put(name, strings.Replace(text, "title = \"System", "title = \"Changed system", 1))
	case 3:
		put(name, strings.Replace(text, "+++\n", "", 1))
	case 4:
		put(name, strings.Replace(text, "\"A3\"", "\"A2\"", 1))
	case 5:
		put("assessments/new-"+fmt.Sprint(r.Intn(3))+".md", strings.Replace(document(r.Intn(4), 4), "T-", "N-", 1))
	case 6:
		if len(names) > 3 {
			delete(files, name)
		}
	case 7:
		put(name, strings.Replace(text, "\"retain\": [", fmt.Sprintf("\"retain\": [%d, ", r.Intn(3)), 1))
	case 8:
		at := r.Intn(len(text) + 1)
		put(name, text[:at]+string(rune(r.Intn(0x3000)))+text[at:])
	}
}

func TestSamePagesWithAnyNumberOfJobs(t *testing.T) {
	one, eight := input(generate(9)), input(generate(9))
	one.Jobs, eight.Jobs = 1, 8
	a, _ := must(t, session(t), one)
	b, _ := must(t, session(t), eight)
	if !maps.Equal(renderAll(t, a), renderAll(t, b)) {
		t.Error("pages differ")
	}
}
