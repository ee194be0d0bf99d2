package rename_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/assessment"
	"hria/internal/config"
	"hria/internal/rename"
	"hria/internal/site"
	"hria/internal/vocab"
)

func read(t *testing.T, files fs.FS) *rename.Site {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	c := config.Default()
	s, err := rename.Read(files, words, "assessments", func(a *assessment.Assessment) string { return site.Address(c, a) })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// apply gives the files after a plan.
func apply(files fstest.MapFS, p rename.Plan) fstest.MapFS {
	out := maps.Clone(files)
	for _, c := range p.Changes {
		delete(out, c.Old)
	}
	for _, c := range p.Changes {
		if c.Before == nil {
			out[c.New] = files[c.Old]
		} else {
			out[c.New] = &fstest.MapFile{Data: c.After()}
		}
	}
	return out
}

func must(t *testing.T, files fstest.MapFS, from, to string) fstest.MapFS {
	t.Helper()
	p, err := read(t, files).Plan(from, to)
	if err != nil {
		t.Fatalf("%s → %s: %v", from, to, err)
	}
	return apply(files, p)
}

func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// head is the beginning of a document in TOML.
func head(id, rest string) string {
	return "+++\nschema = \"hria/1\"\nkind = \"assessment\"\nid = \"" + id + "\"\ntitle = \"T\"\nversion = \"1.0\"\nstatus = \"draft\"\ndate = 2026-01-01\nlang = \"en\"\n" + rest
}

const impacts = `
[[impact]]
id = "I1"  # "I1" in a comment stays
title = "I1 and I12 in a title stay"
evidence = ["S1", 'I12']
[[impact]]
id = 'I12'
cumulative_with = ["I1", "HRIA-2026-003#I1", "HRIA-2026-0031#I1", "HRIA-2026-003@1.0#I1"]
[[mitigation]]
id = "M1"
impacts = ["\u00491", "I12"]
[[source]]
id = "S1"
[[withheld]]
target = "I1.people"
reason = "risk-to-people"
[[withheld]]
target = "I12"
reason = "risk-to-people"
[[change]]
version = "1.0"
records = ["I1", "I12"]
[[principle]]
number = 18
section = "I1"
`

const body = `+++
漢字 é I1 in prose stays. [[I1]], [[I1|I1 by name]], [[HRIA-2026-003#I1]], [[HRIA-2026-003@1.0#I1]], [[I12]], [[HRIA-2026-0031#I1]].
[a](#I1) [b](#I12) [c](a.md#I1 "I1") [d](<a.md#I1>) [e][label] [f](./a.md#I1) [g](other.md#I1)

` + "`[[I1]]` stays, and so does\n\n```\n[[I1]] [x](#I1) id = \"I1\"\n```\n\n    [[I1]]\n" + `
| [[I1\|cell]] | [[I12]] |
|---|---|
| a | b |

::: restricted
Hidden [[I1]].
:::

[label]: a.md#I1 'I1'

### I1 About I1 {#I1}

### I12 About I1
`

const wantBody = `+++
漢字 é I1 in prose stays. [[I7]], [[I7|I1 by name]], [[HRIA-2026-003#I7]], [[HRIA-2026-003@1.0#I7]], [[I12]], [[HRIA-2026-0031#I1]].
[a](#I7) [b](#I12) [c](a.md#I7 "I1") [d](<a.md#I7>) [e][label] [f](./a.md#I7) [g](other.md#I1)

` + "`[[I1]]` stays, and so does\n\n```\n[[I1]] [x](#I1) id = \"I1\"\n```\n\n    [[I1]]\n" + `
| [[I7\|cell]] | [[I12]] |
|---|---|
| a | b |

::: restricted
Hidden [[I7]].
:::

[label]: a.md#I7 'I1'

### I7 About I1 {#I7}

### I12 About I1
`

// TestRecord renames a record beside one whose id begins alike, in every place
// that hria reads, and leaves what only looks like it.
func TestRecord(t *testing.T) {
	wantHead := strings.NewReplacer(`id = "I1"  #`, `id = "I7"  #`, `["I1", "HRIA-2026-003#I1", "HRIA-2026-0031#I1", "HRIA-2026-003@1.0#I1"]`,
		`["I7", "HRIA-2026-003#I7", "HRIA-2026-0031#I1", "HRIA-2026-003@1.0#I7"]`, `["\u00491", "I12"]`, `["I7", "I12"]`, `"I1.people"`, `"I7.people"`,
		`records = ["I1", "I12"]`, `records = ["I7", "I12"]`, `section = "I1"`, `section = "I7"`).Replace(impacts)
	for name, form := range map[string]func(string) string{
		"plain": func(s string) string { return s },
		"crlf":  func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") },
	} {
		other := head("HRIA-2026-0031", impacts) + strings.ReplaceAll(body, "a.md", "b.md")
		files := tree(map[string]string{
			"assessments/a.md":     form(head("HRIA-2026-003", impacts) + body),
			"assessments/a@0.9.md": form(strings.Replace(head("HRIA-2026-003", impacts), `"1.0"`, `"0.9"`, 1) + body),
			"assessments/a.fr.md":  form(strings.Replace(head("HRIA-2026-003.fr", "[translation]\nof = \"HRIA-2026-003\"\n[[impact]]\nid = \"I1\"\n"), `"en"`, `"fr"`, 1) + "+++\n[[I1]] [[HRIA-2026-003#I1]]\n### I1 x\n"),
			"assessments/other.md": other,
			"assessments/r.md":     "---\nschema: hria/1\nkind: review\nid: REV-2026-01\nof: {id: HRIA-2026-003, version: '1.0'} # I1\nfinding:\n  - id: F1\n    target: HRIA-2026-003#I1\n  - id: F2\n    target: 'HRIA-2026-003#I12'\n  - {id: F3, target: \"HRIA-2026-003.fr#I1\"}\n---\n[[HRIA-2026-003#I1]] [x](a.md#I1) [y](a.fr.md#I1)\n",
		})
		for _, from := range []string{"a#I1", "assessments/a.md#I1", "HRIA-2026-003#I1", "a.fr.md#I1"} {
			got := must(t, files, from, "I7")
			want := map[string]string{
				"assessments/a.md":    form(head("HRIA-2026-003", wantHead) + wantBody),
				"assessments/a.fr.md": form(strings.Replace(head("HRIA-2026-003.fr", "[translation]\nof = \"HRIA-2026-003\"\n[[impact]]\nid = \"I7\"\n"), `"en"`, `"fr"`, 1) + "+++\n[[I7]] [[HRIA-2026-003#I7]]\n### I7 x\n"),
				"assessments/r.md":    "---\nschema: hria/1\nkind: review\nid: REV-2026-01\nof: {id: HRIA-2026-003, version: '1.0'} # I1\nfinding:\n  - id: F1\n    target: HRIA-2026-003#I7\n  - id: F2\n    target: 'HRIA-2026-003#I12'\n  - {id: F3, target: \"HRIA-2026-003.fr#I7\"}\n---\n[[HRIA-2026-003#I7]] [x](a.md#I7) [y](a.fr.md#I7)\n",
			}
			// The other document means the first one's record by its id alone.
			want["assessments/other.md"] = strings.NewReplacer("HRIA-2026-003#I1\"", "HRIA-2026-003#I7\"", "HRIA-2026-003@1.0#I1\"", "HRIA-2026-003@1.0#I7\"",
				"[[HRIA-2026-003#I1]]", "[[HRIA-2026-003#I7]]", "[[HRIA-2026-003@1.0#I1]]", "[[HRIA-2026-003@1.0#I7]]").Replace(other)
			for file, text := range want {
				if string(got[file].Data) != text {
					t.Errorf("%s %s: %s is\n%s\nwant\n%s", name, from, file, got[file].Data, text)
				}
			}
			if e := "assessments/a@0.9.md"; !bytes.Equal(got[e].Data, files[e].Data) {
				t.Errorf("%s: an earlier edition changed", name)
			}
		}
	}
}

// TestSource renames a source with its citations.
func TestSource(t *testing.T) {
	files := tree(map[string]string{"assessments/a.md": head("X-1", "[[source]]\nid = \"S1\"\n[[source]]\nid = \"S12\"\n[deployment]\nlegal_basis = \"S1\"\n") + "+++\n[[source:S1]] [[source:S12]] [[source:S1|p. 3]] [[S1]]\n"})
	got := string(must(t, files, "X-1#S1", "S9")["assessments/a.md"].Data)
	if want := head("X-1", "[[source]]\nid = \"S9\"\n[[source]]\nid = \"S12\"\n[deployment]\nlegal_basis = \"S9\"\n") + "+++\n[[source:S9]] [[source:S12]] [[source:S9|p. 3]] [[S9]]\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestID renames the id of a document in its editions and translations, and
// wherever it is named.
func TestID(t *testing.T) {
	files := tree(map[string]string{
		"assessments/a.md":     head("HRIA-2026-003", "[translations]\nfr = \"HRIA-2026-003.fr\"\n[[impact]]\nid = \"I1\"\nevidence = [\"HRIA-2026-003#I1\", \"HRIA-2026-0031\"]\n") + "+++\nHRIA-2026-003 `[[HRIA-2026-003]]` [[HRIA-2026-003#I1]] [[HRIA-2026-003@1.0|HRIA-2026-003]] [x](a.md#I1)\n",
		"assessments/a@0.9.md": head("HRIA-2026-003", "") + "+++\n[[HRIA-2026-003]]\n",
		"assessments/a.fr.md":  strings.Replace(head("HRIA-2026-003.fr", "translation = { of = \"HRIA-2026-003\" }\n"), `"en"`, `"fr"`, 1) + "+++\n",
		"assessments/b.md":     head("HRIA-2026-0031", "related = [{ id = \"HRIA-2026-003\", rel = \"see-also\" }, { id = \"HRIA-2026-003.fr\", rel = \"see-also\" }]\n") + "+++\n[[HRIA-2026-003]]\n",
	})
	got := must(t, files, "HRIA-2026-003", "HRIA-2027-1")
	for file, want := range map[string]string{
		"assessments/a.md":     head("HRIA-2027-1", "[translations]\nfr = \"HRIA-2027-1.fr\"\n[[impact]]\nid = \"I1\"\nevidence = [\"HRIA-2027-1#I1\", \"HRIA-2026-0031\"]\n") + "+++\nHRIA-2026-003 `[[HRIA-2026-003]]` [[HRIA-2027-1#I1]] [[HRIA-2027-1@1.0|HRIA-2026-003]] [x](a.md#I1)\n",
		"assessments/a@0.9.md": head("HRIA-2027-1", "") + "+++\n[[HRIA-2026-003]]\n",
		"assessments/a.fr.md":  strings.Replace(head("HRIA-2027-1.fr", "translation = { of = \"HRIA-2027-1\" }\n"), `"en"`, `"fr"`, 1) + "+++\n",
		"assessments/b.md":     head("HRIA-2026-0031", "related = [{ id = \"HRIA-2027-1\", rel = \"see-also\" }, { id = \"HRIA-2027-1.fr\", rel = \"see-also\" }]\n") + "+++\n[[HRIA-2027-1]]\n",
	} {
		if string(got[file].Data) != want {
			t.Errorf("%s is\n%s\nwant\n%s", file, got[file].Data, want)
		}
	}
}

// TestMove moves a document into another folder, with all that belongs to it.
func TestMove(t *testing.T) {
	files := tree(map[string]string{
		"assessments/a.md":          head("X-1", "") + "+++\n![p](a/p%20q.png) [d](a/d.csv?x#y) [b](b.md#I1) [self](a.md) [fr](a.fr.md) [out](https://e.org/a.md) `[x](a/p.png)`\n\n[ref]\n\n[ref]: <b.md>\n",
		"assessments/a.fr.md":       strings.Replace(head("X-1.fr", "translation = { of = \"X-1\" }\naliases = [\"fr/old.html\"] # kept\n"), `"en"`, `"fr"`, 1) + "+++\n",
		"assessments/a@0.9.md":      head("X-1", "") + "+++\n[b](b.md)\n",
		"assessments/a/p q.png":     "png",
		"assessments/a/d.csv":       "csv",
		"assessments/a/deep/sub.md": "---\r\nid: X-3\r\nkind: assessment\r\naliases:\r\n  - \"x.html\"\r\n---\r\n[up](../../b.md) [p](../d.csv)\r\n",
		"assessments/ab.md":         head("X-4", "") + "+++\n",
		"assessments/b.md":          head("X-2", "[[impact]]\nid = \"I1\"\n") + "+++\n[a](a.md) [a2](./a.md#top \"t\") [fr](<a.fr.md>) [ab](ab.md) [p](a/d.csv) ![q](a/p%20q.png) [s](a/deep/sub.md)\n\n## Top\n",
	})
	files["assessments/b.md"].Data = bytes.Replace(files["assessments/b.md"].Data, []byte("#top"), []byte(""), 1)
	got := must(t, files, "a.md", "year/new-name")
	want := map[string]string{
		"assessments/year/new-name.md": strings.Replace(head("X-1", ""), "id = \"X-1\"\n", "id = \"X-1\"\naliases = [\"assessments/a.html\"]\n", 1) +
			"+++\n![p](new-name/p%20q.png) [d](new-name/d.csv?x#y) [b](../b.md#I1) [self](new-name.md) [fr](new-name.fr.md) [out](https://e.org/a.md) `[x](a/p.png)`\n\n[ref]\n\n[ref]: <../b.md>\n",
		"assessments/year/new-name.fr.md":       strings.Replace(head("X-1.fr", "translation = { of = \"X-1\" }\naliases = [\"fr/old.html\", \"fr/assessments/a.html\"] # kept\n"), `"en"`, `"fr"`, 1) + "+++\n",
		"assessments/year/new-name@0.9.md":      head("X-1", "") + "+++\n[b](b.md)\n",
		"assessments/year/new-name/p q.png":     "png",
		"assessments/year/new-name/d.csv":       "csv",
		"assessments/year/new-name/deep/sub.md": "---\r\nid: X-3\r\nkind: assessment\r\naliases:\r\n  - \"assessments/a/deep/sub.html\"\r\n  - \"x.html\"\r\n---\r\n[up](../../../b.md) [p](../d.csv)\r\n",
		"assessments/ab.md":                     string(files["assessments/ab.md"].Data),
		"assessments/b.md":                      head("X-2", "[[impact]]\nid = \"I1\"\n") + "+++\n[a](year/new-name.md) [a2](year/new-name.md \"t\") [fr](<year/new-name.fr.md>) [ab](ab.md) [p](year/new-name/d.csv) ![q](year/new-name/p%20q.png) [s](year/new-name/deep/sub.md)\n\n## Top\n",
	}
	for file, text := range want {
		if got[file] == nil || string(got[file].Data) != text {
			t.Errorf("%s is\n%v\nwant\n%s", file, got[file], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v", slices.Sorted(maps.Keys(got)))
	}
	// And back: the page has its old address, which is no alias any more.
	back := must(t, got, "X-1", "a")
	if text := string(back["assessments/a.md"].Data); !strings.Contains(text, "aliases = [\"assessments/year/new-name.html\"]\n") || !strings.Contains(text, "![p](a/p%20q.png) [d](a/d.csv?x#y) [b](b.md#I1)") {
		t.Errorf("back again:\n%s", text)
	}
}

// TestIndex moves a document that is the index of a folder, and a name that ends
// with a slash into a folder.
func TestIndex(t *testing.T) {
	files := tree(map[string]string{
		"assessments/x/index.md":     "---\nid: X-1\nkind: assessment\naliases: []\n---\n![p](p.png) [b](../b.md)\n",
		"assessments/x/index@0.1.md": "---\nid: X-1\n---\n",
		"assessments/x/p.png":        "png",
		"assessments/b.md":           head("X-2", "") + "+++\n[x](x/index.md)\n",
	})
	got := must(t, files, "assessments/x", "archive/")
	if text := string(got["assessments/archive/x/index.md"].Data); text != "---\nid: X-1\nkind: assessment\naliases: [\"assessments/x.html\"]\n---\n![p](p.png) [b](../../b.md)\n" {
		t.Errorf("got\n%s", text)
	}
	if got["assessments/archive/x/index@0.1.md"] == nil || got["assessments/archive/x/p.png"] == nil || !strings.HasSuffix(string(got["assessments/b.md"].Data), "[x](archive/x/index.md)\n") {
		t.Errorf("got %v", slices.Sorted(maps.Keys(got)))
	}
}

// TestRefusals lists what cannot be renamed.
func TestRefusals(t *testing.T) {
	files := tree(map[string]string{
		"assessments/a.md": head("X-1", impacts) + body, "assessments/a@0.9.md": head("X-1", "") + "+++\n",
		"assessments/other.md": head("HRIA-2026-0031", impacts) + "+++\n", "assessments/c/x.png": "", "assessments/d.md": "+++\ntitle = \"no id\"\n+++\n",
	})
	for _, c := range []struct{ from, to, want string }{
		{"nothing", "b", `no document "nothing"`},
		{"othr", "b", `no document "othr"`},
		{"a@0.9.md", "b", `"a@0.9.md" is an earlier edition`},
		{"a", "other", `"assessments/other.md" is there already`},
		{"a", "c", `the folder "assessments/c" is there already`},
		{"a", "a", `"a" is its address already`},
		{"a", "a/b", `"a" cannot go into its own folder`},
		{"a", "../b", `"../b" cannot be an address`},
		{"a", "B c", `"B c" cannot be an address`},
		{"a", "", `"." cannot be an address`},
		{"a#I1", "I12", `assessments/a.md has a record "I12" already`},
		{"a#I1", "M2", `"I1" and "M2" are records of different kinds`},
		{"a#I1", "I07", `"I07" cannot be the id of a record`},
		{"a#I1", "I1", `"I1" is its name already`},
		{"a#I3", "I4", `assessments/a.md has no record "I3"`},
		{"a#x", "I4", `"x" is no record`},
		{"a#I1", "other#I4", `a record cannot move to another document`},
		{"X-1", "HRIA-2026-0031", `assessments/other.md has the id "HRIA-2026-0031" already`},
		{"X-1", "X-1", `"X-1" is its id already`},
		{"X-1", "X", `"X" cannot be the id of a document`},
		{"d", "X-9", `assessments/d.md has no id to rename`},
	} {
		_, err := read(t, files).Plan(c.from, c.to)
		var refused *rename.Error
		if !errors.As(err, &refused) || refused.Message != c.want || refused.Hint == "" {
			t.Errorf("%s → %s: %v", c.from, c.to, err)
		}
	}
}

// TestUnreadable renames nothing while a document cannot be read.
func TestUnreadable(t *testing.T) {
	files := tree(map[string]string{"assessments/a.md": head("X-1", impacts) + body, "assessments/b.md": "+++\nid = \n+++\n[[X-1#I1]]\n"})
	var refused *rename.Error
	if _, err := read(t, files).Plan("a#I1", "I7"); !errors.As(err, &refused) || !strings.Contains(refused.Message, "assessments/b.md") {
		t.Errorf("got %v", err)
	}
}

// TestThereAndBack renames every record and every id of this repository's own
// register, and back, byte for byte.
func TestThereAndBack(t *testing.T) {
	files := fstest.MapFS{}
	top := os.DirFS("../..")
	err := fs.WalkDir(top, "assessments", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(top, name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	records := []string{"I1", "M1", "S1", "G1", "R1", "F1", "Q1", "A1"}
	if testing.Short() {
		records = records[:1]
	}
	n := 0
	for name := range files {
		if path.Ext(name) != ".md" || strings.Contains(name, "@") {
			continue
		}
		for _, r := range records {
			p, err := read(t, files).Plan(name+"#"+r, r[:1]+"997")
			var refused *rename.Error
			if errors.As(err, &refused) && strings.Contains(refused.Message, "has no record") {
				continue
			}
			if err != nil {
				t.Fatalf("%s#%s: %v", name, r, err)
			}
			n++
			back := must(t, apply(files, p), name+"#"+r[:1]+"997", r)
			for file := range files {
				if !bytes.Equal(back[file].Data, files[file].Data) {
					t.Errorf("%s#%s: %s differs", name, r, file)
				}
			}
		}
	}
	if n == 0 {
		t.Error("nothing was renamed")
	}
}

// TestEditions: earlier editions are what readers were given. What they name
// stays, and is told; that nothing leads nowhere for it is seen where a site with
// editions is built.
func TestEditions(t *testing.T) {
	files := tree(map[string]string{
		"assessments/a.md":           head("HRIA-2026-001", "[[impact]]\nid = \"I1\"\n+++\n[b](b.md)\n"),
		"assessments/a@0.1.md":       head("HRIA-2026-001", "[[impact]]\nid = \"I1\"\n+++\n[b](b.md) and [itself](a.md)\n"),
		"assessments/a@0.2.md":       head("HRIA-2026-001", "+++\nNothing.\n"),
		"assessments/b.md":           head("HRIA-2026-002", "based_on = [\"HRIA-2026-001\"]\n+++\n"),
		"assessments/b@0.1.md":       head("HRIA-2026-002", "based_on = [\"HRIA-2026-001\"]\n+++\n[[HRIA-2026-001#I1]]\n"),
		"assessments/other/c.md":     head("HRIA-2026-003", "[[impact]]\nid = \"I1\"\n+++\n"),
		"assessments/other/c@0.1.md": head("HRIA-2026-003", "[[impact]]\nid = \"I1\"\n+++\n[[I1]] [a](../a.md)\n"),
	})
	for _, c := range []struct{ from, to, want string }{
		{"a#I1", "I7", "assessments/a@0.1.md assessments/b@0.1.md"},
		{"HRIA-2026-001", "HRIA-2026-009", "assessments/b@0.1.md"},
		{"b", "z", "assessments/a@0.1.md"},
		{"a", "other/a", "assessments/other/a@0.1.md assessments/other/c@0.1.md"},
		{"other/c", "other/d", ""},
	} {
		p, err := read(t, files).Plan(c.from, c.to)
		if err != nil {
			t.Errorf("%s: %v", c.from, err)
			continue
		}
		if got := strings.Join(p.Editions, " "); got != c.want {
			t.Errorf("%s → %s: %q name it as it was, want %q", c.from, c.to, got, c.want)
		}
		after := apply(files, p)
		for _, name := range p.Editions {
			if old := strings.Replace(name, "other/a@", "a@", 1); !bytes.Equal(after[name].Data, files[old].Data) {
				t.Errorf("%s → %s changes %s", c.from, c.to, name)
			}
		}
	}
}
