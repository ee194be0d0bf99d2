package brief_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hria/internal/brief"
	"hria/internal/diag"
	"hria/internal/pdf/check"
	"hria/internal/pdf/cos"
	"hria/internal/site"
)

var update = flag.Bool("update", false, "write the texts read back into testdata")

// samples are the documents of testdata, one of each kind.
func samples(t testing.TB) map[string]string {
	t.Helper()
	names, _ := filepath.Glob("testdata/*.md")
	files := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(text)
	}
	if len(files) != 4 {
		t.Fatalf("%d samples", len(files))
	}
	return files
}

// input is what a note is made of.
func input(s *site.Site, n *site.Note) brief.Input {
	return brief.Input{View: s.NoteView(n), Doc: n.Doc, Texts: s.Texts.For(n.Lang)}
}

// notes makes all notes of a site, by the name of their document.
func notes(t testing.TB, s *site.Site) (map[string][]byte, map[string]diag.List) {
	t.Helper()
	m := maker()
	made, findings := map[string][]byte{}, map[string]diag.List{}
	for _, n := range s.Notes() {
		name := strings.TrimSuffix(filepath.Base(n.Path), ".pdf")
		pdf, found, err := m.Note(t.Context(), input(s, n))
		if err != nil {
			t.Fatalf("%s: %v", n.Path, err)
		}
		made[name], findings[name] = pdf, found
		if folder := os.Getenv("HRIA_NOTES"); folder != "" {
			file := t.Name() + "_" + strings.ReplaceAll(n.Path, "/", "_")
			if err := os.WriteFile(filepath.Join(folder, strings.ReplaceAll(file, "/", "_")), pdf, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return made, findings
}

// read gives the text of a note element by element, as a screen reader meets
// it, and fails where the file breaks a rule of accessible documents.
func read(t testing.TB, name string, pdf []byte) string {
	t.Helper()
	r := check.File(pdf)
	for _, f := range r.Findings {
		t.Errorf("%s: %s", name, f)
	}
	if r.Pages > 2 {
		t.Errorf("%s: %d pages", name, r.Pages)
	}
	var b strings.Builder
	for _, e := range r.Elems {
		text := e.Text
		if e.Alt != "" {
			text = "[" + e.Alt + "]"
		}
		if text = strings.TrimSpace(text); text != "" {
			b.WriteString(e.Kind + ": " + text + "\n")
		}
	}
	return b.String()
}

// TestWords holds the words of a note of each kind against a file. A change of
// words is looked at in the difference; -update accepts it.
func TestWords(t *testing.T) {
	made, findings := notes(t, plan(t, samples(t), settings()))
	for name, pdf := range made {
		if len(findings[name]) > 0 {
			t.Errorf("%s: %v", name, findings[name])
		}
		got, file := read(t, name, pdf), "testdata/"+name+".txt"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s reads\n%s\nnot\n%s", name, got, want)
		}
	}
}

// TestPlaces looks for the places of a note that a link to it can name: every
// record that it tells of, as on the page.
func TestPlaces(t *testing.T) {
	made, _ := notes(t, plan(t, samples(t), settings()))
	for name, want := range map[string][]string{"assessment": {"I1", "I2", "M1", "M2", "S1"}, "review": {"F1"}, "guidance-note": nil} {
		got := check.File(made[name]).Places
		for _, id := range want {
			if !slices.Contains(got, id) {
				t.Errorf("%s: no place is named %q of %q", name, id, got)
			}
		}
	}
	made, _ = notes(t, plan(t, map[string]string{"a.md": strings.ReplaceAll(samples(t)["assessment.md"], "id = \"I2\"", "id = \"I1\"")}, settings()))
	if got := check.File(made["a"]).Places; len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
		t.Errorf("two places have one name: %q", got)
	}
}

// open gives all bytes of a file, streams unpacked.
func open(t testing.TB, pdf []byte) []byte {
	t.Helper()
	f, err := cos.Open(pdf)
	if err != nil {
		t.Fatal(err)
	}
	all := bytes.Clone(pdf)
	for _, ref := range f.Refs() {
		v := f.Get(ref)
		if s, ok := v.(*cos.Stream); ok {
			data, err := f.Data(s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data...)
			continue
		}
		all = cos.Append(all, v)
	}
	return all
}

// TestWithheld plants words in all that is withheld and looks for them, and for
// numbers that would give it away, in the bytes and in the text of every note.
func TestWithheld(t *testing.T) {
	made, _ := notes(t, plan(t, samples(t), settings()))
	for name, pdf := range made {
		text, all := read(t, name, pdf), string(open(t, pdf))
		all += strings.ReplaceAll(all, "\x00", "") // UTF-16
		for _, secret := range []string{"SECRET", "secret", "histle-blow", "471147", "471,147"} {
			if strings.Contains(all, secret) || strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
		for _, id := range []string{"I3", "S2", "G2"} {
			if strings.Contains(text, id) {
				t.Errorf("%s names %q", name, id)
			}
		}
	}
	if text := read(t, "assessment", made["assessment"]); !strings.Contains(text, "1 consultation is withheld") || !strings.Contains(text, "1 part of this document is withheld") {
		t.Error("the note does not count what is withheld")
	}
}

// TestOpen proves that the search above would find what is there.
func TestOpen(t *testing.T) {
	s := plan(t, map[string]string{"a.md": strings.ReplaceAll(samples(t)["assessment.md"], `sensitivity = "restricted"`, `sensitivity = "public"`)}, settings())
	made, _ := notes(t, s)
	if all := string(open(t, made["a"])) + read(t, "a", made["a"]); !strings.Contains(all, "SECRETSOURCE") {
		t.Error("an open source is not found")
	}
}

// TestView makes every note from the whole view of its page, too: nothing that
// a note shows is missing in the view that is made for it.
func TestView(t *testing.T) {
	for _, files := range []map[string]string{samples(t), shipped(t)} {
		s := plan(t, files, settings())
		for _, n := range s.Notes() {
			page, ok := s.Page(strings.TrimSuffix(n.Path, ".pdf") + ".html")
			if !ok {
				t.Fatalf("%s has no page", n.Path)
			}
			in := input(s, n)
			narrow, _, err := maker().Note(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			hash := in.View.Hash
			in.View = s.View(page).(*site.Document)
			in.View.Hash = hash
			whole, _, err := maker().Note(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(narrow, whole) {
				t.Errorf("%s differs", n.Path)
			}
		}
	}
}
