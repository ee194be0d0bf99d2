package build

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"hria/internal/config"
	"hria/internal/pdf/check"
	"hria/templates"
	"hria/themes"
)

// drawing is a small picture of a colour.
func drawing(t testing.TB, c color.Color) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 30, 20))
	m.Set(4, 4, c)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reportFiles is a site of a document whose text shows another one and a picture.
func reportFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	head := func(id, title string) string {
		return "+++\nschema = \"hria/1\"\nkind = \"guidance-note\"\nid = \"" + id + "\"\ntitle = \"" + title + "\"\nlang = \"en\"\nstatus = \"published\"\n+++\n"
	}
	return fstest.MapFS{
		"hria.toml":            {Data: []byte("title = \"A register\"\n[pdf]\nreport = true\n")},
		"assessments/a.md":     {Data: []byte(head("T-1", "One") + "\n## Method {#method}\n\nAs in [[T-2]].[^n]\n\n![Four cameras](gate.png \"The gate\")\n\n[^n]: A footnote.\n")},
		"assessments/b.md":     {Data: []byte(head("T-2", "Two"))},
		"assessments/c.md":     {Data: []byte(head("T-3", "Three"))},
		"assessments/gate.png": {Data: drawing(t, color.Black)},
	}
}

func reportSite(t testing.TB, session *Session, files fstest.MapFS) *Site {
	t.Helper()
	built, _, err := session.Build(Input{Files: files, ConfigPath: "hria.toml", Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }, Jobs: 1, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return built
}

// TestReportKey changes what a report is made of, and wants another key for
// exactly that.
func TestReportKey(t *testing.T) {
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	key := func(change func(fstest.MapFS)) digest {
		files := reportFiles(t)
		change(files)
		s := reportSite(t, session, files)
		for _, r := range s.plan.Reports() {
			if r.Path == "assessments/a-report.pdf" {
				in, err := s.reportInput(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				return s.reportKey(in)
			}
		}
		t.Fatal("no report")
		return digest{}
	}
	edit := func(name, old, new string) func(fstest.MapFS) {
		return func(f fstest.MapFS) {
			f[name] = &fstest.MapFile{Data: bytes.Replace(f[name].Data, []byte(old), []byte(new), 1)}
		}
	}
	before := key(func(fstest.MapFS) {})
	for name, c := range map[string]struct {
		change func(fstest.MapFS)
		other  bool
	}{
		"nothing":                 {func(fstest.MapFS) {}, false},
		"the text":                {edit("assessments/a.md", "footnote", "note"), true},
		"the title of a document": {edit("assessments/b.md", "Two", "Too"), true},
		"an unrelated document":   {edit("assessments/c.md", "Three", "Tree"), false},
		"a picture":               {func(f fstest.MapFS) { f["assessments/gate.png"] = &fstest.MapFile{Data: drawing(t, color.White)} }, true},
		"no picture":              {func(f fstest.MapFS) { delete(f, "assessments/gate.png") }, true},
	} {
		if got := key(c.change) != before; got != c.other {
			t.Errorf("%s: the key changed: %t", name, got)
		}
	}
}

// TestReport makes a report as a site does: with its picture, and without it
// where it cannot be read.
func TestReport(t *testing.T) {
	session, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	files := reportFiles(t)
	for _, broken := range []bool{false, true} {
		if broken {
			files["assessments/gate.png"].Data = files["assessments/gate.png"].Data[:60]
		}
		pdf, found, err := reportSite(t, session, files).Render(t.Context(), "assessments/a-report.pdf")
		if err != nil || len(found) > 0 {
			t.Fatal(err, found)
		}
		r := check.File(pdf)
		for _, f := range r.Findings {
			t.Errorf("%s", f)
		}
		if !slices.Contains(r.Places, "method") || !slices.Contains(r.Places, "fn:1") {
			t.Errorf("places %q", r.Places)
		}
		shown := slices.ContainsFunc(r.Elems, func(e check.Elem) bool { return e.Kind == "Figure" && e.Alt == "Four cameras" })
		said := slices.ContainsFunc(r.Elems, func(e check.Elem) bool { return e.Text == "Four cameras" })
		if shown == broken || said != broken {
			t.Errorf("broken %t: the picture is shown: %t, said: %t", broken, shown, said)
		}
	}
	a, _, _ := reportSite(t, session, files).Render(t.Context(), "assessments/a-report.pdf")
	fresh, err := NewSession()
	if err != nil {
		t.Fatal(err)
	}
	b, _, _ := reportSite(t, fresh, files).Render(t.Context(), "assessments/a-report.pdf")
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Error("a remembered report and a new one differ")
	}
}
