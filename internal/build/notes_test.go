package build

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/config"
	"hria/internal/diag"
	"hria/internal/pdf/check"
	"hria/internal/pdf/cos"
	"hria/internal/site"
	"hria/templates"
	"hria/themes"
)

// noteFiles is a site of an assessment, a note, a review and a response.
func noteFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"hria.toml": {Data: []byte("title = \"A register\"\nbase_url = \"https://hria.example.org/\"\n[publisher]\nname = \"Authors\"\n[countries]\nXA = \"Meridia\"\n")}}
	names, err := filepath.Glob("../brief/testdata/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files["assessments/"+filepath.Base(name)] = &fstest.MapFile{Data: text}
	}
	return files
}

// world is what a test of keys changes.
type world struct {
	Input
	files             fstest.MapFS
	templates, themes fstest.MapFS
}

// replace changes a file of the site.
func (w *world) replace(t testing.TB, name, old, new string) {
	t.Helper()
	text := string(w.files[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	w.files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
}

// copied makes files that a test may change.
func copied(t testing.TB, from fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// keys builds a site and gives the keys of its notes by the name of the file.
func keys(t testing.TB, session *Session, change func(*world)) map[string]digest {
	t.Helper()
	w := &world{files: noteFiles(t), templates: copied(t, templates.FS), themes: copied(t, themes.FS)}
	w.Input = Input{ConfigPath: "hria.toml", AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Drafts: true, Jobs: 1, Version: "test"}
	change(w)
	w.Files, w.Look = w.files, func(config.Paths) (fs.FS, fs.FS) { return w.templates, w.themes }
	built, _, err := session.Build(w.Input)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]digest{}
	for _, n := range built.plan.Notes() {
		in, err := built.noteInput(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(n.Path), ".pdf")] = built.noteKey(in)
	}
	return out
}

// TestNoteKey changes everything that a note is made of, one thing at a time,
// and wants other keys for exactly the notes that would look different.
func TestNoteKey(t *testing.T) {
	const doc = "assessments/assessment.md"
	all := []string{"assessment", "guidance-note", "review", "response"}
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	before := keys(t, session, func(*world) {})
	if again := keys(t, session, func(*world) {}); !maps.Equal(before, again) || len(before) != len(all) {
		t.Fatal("keys differ from build to build")
	}
	setting := func(text string) func(*world) {
		return func(w *world) {
			w.files["hria.toml"] = &fstest.MapFile{Data: append([]byte(text+"\n"), w.files["hria.toml"].Data...)}
		}
	}
	edit := func(old, new string) func(*world) { return func(w *world) { w.replace(t, doc, old, new) } }
	for name, c := range map[string]struct {
		change func(*world)
		want   []string
	}{
		"title of a document that others show": {edit(`title = "Cameras in`, `title = "Lenses in`), all},
		"title of a measure that others show":  {edit(`title = "Hand out cards`, `title = "Hand out tokens`), []string{"assessment", "response"}},
		"a value":                              {edit("participants = 31", "participants = 32"), []string{"assessment"}},
		"status":                               {edit(`status = "published"`, `status = "superseded"`), []string{"assessment"}},
		"text of another document":             {func(w *world) { w.replace(t, "assessments/review.md", "one gap", "two gaps") }, []string{"review"}},
		"as-of date":                           {func(w *world) { w.AsOf = w.AsOf.AddDate(0, 0, 1) }, all},
		"version of hria":                      {func(w *world) { w.Version = "other" }, all},
		"base address":                         {func(w *world) { w.BaseURL = "https://other.example.org/" }, all},
		"publisher":                            {func(w *world) { w.replace(t, "hria.toml", "Authors", "Editors") }, all},
		"name of a country":                    {func(w *world) { w.replace(t, "hria.toml", "Meridia", "Boreas") }, []string{"assessment"}},
		"licence":                              {setting(`license = "CC BY 4.0"`), all},
		"attached data": {func(w *world) {
			w.files["hria.toml"].Data = append(w.files["hria.toml"].Data, "[pdf]\nattach = true\n"...)
		}, all},
		"an interface text": {func(w *world) {
			w.templates["lang/en.toml"].Data = bytes.Replace(w.templates["lang/en.toml"].Data, []byte(`"Page {0} of {1}"`), []byte(`"Sheet {0} of {1}"`), 1)
		}, all},
		"a colour": {func(w *world) {
			w.themes["default/theme.toml"].Data = bytes.Replace(w.themes["default/theme.toml"].Data, []byte("#1d4f6b"), []byte("#1d4f6c"), 1)
		}, all},
		"a font": {func(w *world) {
			w.files["f.ttf"] = &fstest.MapFile{Data: []byte("x")}
			w.files["hria.toml"].Data = append(w.files["hria.toml"].Data, "[pdf]\nfonts = [\"f.ttf\"]\n"...)
		}, all},
		"port of the preview": {func(w *world) {
			w.files["hria.toml"].Data = append(w.files["hria.toml"].Data, "[serve]\nport = 4444\n"...)
		}, nil},
		"number of jobs": {func(w *world) { w.Jobs = 2 }, nil},
		"an unrelated document": {func(w *world) {
			w.files["assessments/other.md"] = &fstest.MapFile{Data: []byte("+++\nschema = \"hria/1\"\nkind = \"guidance-note\"\nid = \"T-9\"\ntitle = \"Other\"\nlang = \"en\"\nstatus = \"published\"\n+++\n")}
		}, nil},
	} {
		after := keys(t, session, c.change)
		for _, n := range all {
			want := false
			for _, x := range c.want {
				want = want || x == n
			}
			if got := after[n] != before[n]; got != want {
				t.Errorf("%s: the key of the note of %s changed: %t", name, n, got)
			}
		}
	}
}

// TestDataHash changes every exported value of the view of a note, one at a
// time: each must change the hash.
func TestDataHash(t *testing.T) {
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	built, _, err := session.Build(Input{Files: noteFiles(t), ConfigPath: "hria.toml", Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }, Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	sum := func(v any) digest {
		var d dataHash
		d.value(v)
		return d.sum()
	}
	changed := 0
	for _, n := range built.plan.Notes() {
		view := built.plan.NoteView(n)
		before := sum(view)
		leaves(reflect.ValueOf(view).Elem(), func(v reflect.Value, set reflect.Value) {
			old := reflect.ValueOf(v.Interface())
			v.Set(set)
			if sum(view) == before {
				t.Errorf("%s: a change of %s does not show", n.Path, v.Type())
			}
			v.Set(old)
			changed++
		})
		if sum(view) != before {
			t.Fatal("the test does not put back what it changes")
		}
	}
	if changed < 500 {
		t.Errorf("%d values changed", changed)
	}
	if sum([]string{"a", "b"}) == sum([]string{"ab"}) || sum([]string{"a", ""}) == sum([]string{"", "a"}) || sum(time.Unix(0, 0)) == sum(time.Unix(1, 0)) {
		t.Error("two values have one hash")
	}
}

// leaves calls try with every value that can be set and another one for it.
func leaves(v reflect.Value, try func(v, set reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			try(v, reflect.Zero(v.Type()))
			leaves(v.Elem(), try)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[site.Prose]() {
			return // a note has no text
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				leaves(v.Field(i), try)
			}
		}
	case reflect.Slice:
		if v.Len() > 0 {
			try(v, v.Slice(0, v.Len()-1))
		}
		for i := range v.Len() {
			leaves(v.Index(i), try)
		}
	case reflect.String:
		try(v, reflect.ValueOf(v.String()+"x").Convert(v.Type()))
	case reflect.Bool:
		try(v, reflect.ValueOf(!v.Bool()).Convert(v.Type()))
	case reflect.Int:
		try(v, reflect.ValueOf(v.Int()+1).Convert(v.Type()))
	}
}

// TestFindingsAreKept makes a note that does not fit twice, the second time
// from the disk: what was found is found again.
func TestFindingsAreKept(t *testing.T) {
	files := noteFiles(t)
	long := strings.Repeat("\"A condition that goes on and on until nobody reads it any more, and then some words.\",", 300)
	text := strings.Replace(string(files["assessments/assessment.md"].Data), `conditions = [`, "conditions = ["+long, 1)
	files["assessments/assessment.md"] = &fstest.MapFile{Data: []byte(text)}
	cache := NewNoteCache(t.TempDir(), func() string { return "one" })
	render := func() ([]byte, string) {
		session, err := NewSession()
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Files: files, ConfigPath: "hria.toml", Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }, Jobs: 1, Cache: cache}
		built, _, err := session.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		pdf, found, err := built.Render(t.Context(), "assessments/assessment.pdf")
		if err != nil || len(found) != 1 {
			t.Fatal(err, found)
		}
		line, column := found[0].Span.Position()
		return pdf, strings.Join([]string{found[0].Rule, found[0].Message, found[0].Help, found[0].Span.Path(), time.Duration(line).String(), time.Duration(column).String()}, "|")
	}
	cold, found := render()
	entries, err := os.ReadDir(cache.dir)
	if err != nil || len(entries) != 1 {
		t.Fatal(err, len(entries))
	}
	warm, again := render()
	if !bytes.Equal(cold, warm) || found != again {
		t.Errorf("the second time it is %q, not %q", again, found)
	}
	// An entry that is whole but says nonsense is made again.
	for _, head := range []string{"", "\n", "[{\"Start\":-1}]\n", "[{\"End\":99999999}]\n", "{}\nx"} {
		if _, ok := unpack([]byte(head), &diag.File{}); ok {
			t.Errorf("%q is a note", head)
		}
	}
}

// BenchmarkNoteKey finds the key of every note of this repository: what an
// unchanged note costs.
func BenchmarkNoteKey(b *testing.B) {
	session, err := NewSession()
	if err != nil {
		b.Fatal(err)
	}
	built, _, err := session.Build(Input{Files: os.DirFS("../.."), ConfigPath: "hria.toml", Jobs: 1,
		Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }})
	if err != nil {
		b.Fatal(err)
	}
	list := built.plan.Notes()
	for b.Loop() {
		for _, n := range list {
			in, err := built.noteInput(b.Context(), n)
			if err != nil {
				b.Fatal(err)
			}
			built.noteKey(in)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(list)), "µs/note")
}

// TestAttached makes notes that carry their data: the bytes that the site
// publishes beside them, and in the whole file nothing that is withheld.
func TestAttached(t *testing.T) {
	files := noteFiles(t)
	files["hria.toml"].Data = append(files["hria.toml"].Data, "[pdf]\nattach = true\n"...)
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	built, _, err := session.Build(Input{Files: files, ConfigPath: "hria.toml", Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }, Jobs: 1, Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	notes := built.plan.Notes()
	for _, n := range notes {
		pdf, found, err := built.Render(t.Context(), n.Path)
		if err != nil || len(found) > 0 {
			t.Fatal(n.Path, err, found)
		}
		data, _, err := built.Render(t.Context(), strings.TrimSuffix(n.Path, ".pdf")+".json")
		if err != nil {
			t.Fatal(err)
		}
		r := check.File(pdf)
		for _, f := range r.Findings {
			t.Errorf("%s: %s", n.Path, f)
		}
		if len(r.Attached) != 1 || !bytes.Equal(r.Attached[0].Data, data) || r.Attached[0].Name != strings.TrimSuffix(filepath.Base(n.Path), ".pdf")+".json" {
			t.Errorf("%s does not carry what the site publishes", n.Path)
		}
		all := unpacked(t, pdf)
		for _, secret := range []string{"SECRET", "secret", "histle-blow", "471147", "471,147"} {
			if bytes.Contains(all, []byte(secret)) {
				t.Errorf("%s holds %q", n.Path, secret)
			}
		}
		if !bytes.Contains(all, []byte("part>3<")) {
			t.Errorf("%s does not say that it is PDF/A-3", n.Path)
		}
	}
}

// unpacked gives all bytes of a file, streams unpacked, texts of two bytes a
// letter as letters, too.
func unpacked(t *testing.T, pdf []byte) []byte {
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
	for _, e := range check.File(pdf).Elems {
		all = append(all, e.Text+"\n"+e.Alt+"\n"...)
	}
	return append(all, bytes.ReplaceAll(all, []byte{0}, nil)...)
}
