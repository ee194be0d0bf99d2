package build_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/diag"
	"hria/templates"
	"hria/themes"
)

var day = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// input makes the input of a build of in-memory files.
func input(files fs.FS) build.Input {
	return build.Input{Files: files, ConfigPath: "hria.toml", AsOf: day, Jobs: 2, Version: "test",
		Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }}
}

func session(t testing.TB) *build.Session {
	t.Helper()
	s, err := build.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func must(t testing.TB, s *build.Session, in build.Input) (*build.Site, diag.List) {
	t.Helper()
	site, findings, err := s.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return site, findings.All()
}

// generate makes a site of n notes that refer to one another.
func generate(n int) fstest.MapFS {
	files := fstest.MapFS{"hria.toml": {Data: []byte("title = \"A register\"\nbase_url = \"https://example.org/\"\n")}}
	for i := range n {
		files[fmt.Sprintf("assessments/doc-%04d.md", i)] = &fstest.MapFile{Data: []byte(document(i, n))}
	}
	return files
}

// document is a note without findings.
func document(i, n int) string {
	rights := []string{"privacy", "expression", "assembly", "health", "work", "education"}
	var b strings.Builder
	fmt.Fprintf(&b, "+++\nschema = \"hria/1\"\nkind = \"guidance-note\"\nid = \"T-%04d\"\ntitle = \"System %d\"\nversion = \"1.0\"\nstatus = \"published\"\ndate = 2026-01-02\nlang = \"en\"\n", i, i)
	fmt.Fprintf(&b, "summary = \"Do not buy system %d.\"\nrelated = [{ id = \"T-%04d\", rel = \"see-also\" }]\n", i, (i+1)%n)
	fmt.Fprintf(&b, "audience = [\"municipality\"]\ntechnologies = [\"cloud\"]\nrights = [%q]\nevidence = [\"S1\"]\n", rights[i%len(rights)])
	b.WriteString("change = [{ version = \"1.0\", date = 2026-01-02, summary = \"First version\" }]\nreview = { next = 2027-06-01 }\n[position]\noutcome = \"pause\"\n")
	for k := 1; k <= 4; k++ {
		fmt.Fprintf(&b, "[[key_message]]\ntext = \"Message %d.\"\nevidence = [\"S1\"]\n", k)
		fmt.Fprintf(&b, "[[question]]\nid = \"Q%d\"\ntext = \"Question %d?\"\n[[action]]\nid = \"A%d\"\nby = \"municipality\"\ntext = \"Do this.\"\n", k, k, k)
	}
	b.WriteString("[[source]]\nid = \"S1\"\ntype = \"academic\"\ntitle = \"A study\"\nauthor = \"Somebody\"\ndate = 2025-01-01\nurl = \"https://example.org/study\"\nconfidence = \"high\"\n+++\n\n## Scope and context\n\n")
	for p := range 10 {
		fmt.Fprintf(&b, "Paragraph %d speaks of [[right:privacy]], of [[T-%04d#A1]] and of [a neighbour](doc-%04d.md). ", p, (i+7)%n, (i+3)%n)
		b.WriteString(strings.Repeat("People who pass are read by a machine. ", 6) + "\n\n")
	}
	fmt.Fprintf(&b, "```json\n{ \"system\": %d, \"retain\": [\"plate\", 30] }\n```\n", i)
	return b.String()
}

// assessments makes a site of n copies of one of the repository's assessments,
// each with code of its own.
func assessments(t testing.TB, n int) fstest.MapFS {
	t.Helper()
	text, err := os.ReadFile("../../assessments/port-meridian.md")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"hria.toml": {Data: []byte("title = \"A register\"\nbase_url = \"https://example.org/\"\n[countries]\nXA = \"Meridia\"\n")}}
	for i := range n {
		own := strings.Replace(string(text), "id = \"HRIA-2026-003\"", fmt.Sprintf("id = \"T-%04d\"", i), 1)
		own += fmt.Sprintf("\n## Appendix\n\n```go\nfunc Match(plates []string, limit int) bool {\n\t// keep none of them\n\treturn len(plates) > limit+%d\n}\n```\n", i)
		files[fmt.Sprintf("assessments/doc-%04d.md", i)] = &fstest.MapFile{Data: []byte(own)}
	}
	return files
}

// BenchmarkAssessments builds and writes assessments, cold and with the code of
// an earlier build remembered. Beside the time of a document it gives what is
// held of one between checking and showing.
func BenchmarkAssessments(b *testing.B) {
	const n = 200
	files := assessments(b, n)
	for _, name := range []string{"cold", "code remembered"} {
		b.Run(name, func(b *testing.B) {
			in, dir, out := input(files), "", b.TempDir()
			if name != "cold" {
				dir = b.TempDir()
			}
			in.NoPDF, in.Whole = true, true
			held := -heap()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				in.Code = build.NewCodeCache(dir, func() string { return "test" })
				s := session(b)
				site, _ := must(b, s, in)
				if i == 0 {
					b.StopTimer()
					held += heap()
					b.StartTimer()
				}
				if _, err := build.Write(b.Context(), site, filepath.Join(out, fmt.Sprint(i)), build.Options{}); err != nil {
					b.Fatal(err)
				}
				runtime.KeepAlive(s)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/doc")
			b.ReportMetric(float64(held)/(n<<10), "held-KiB/doc")
		})
	}
}

// BenchmarkRegister renders the pages that are on the register and not on one of
// its documents: lists, terms, organisations, rules. A document costs the same in
// a large register as in a small one.
func BenchmarkRegister(b *testing.B) {
	for _, n := range []int{100, 400} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, in := session(b), input(assessments(b, n))
			in.NoPDF = true
			must(b, s, in)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				site, _ := must(b, s, in) // planned anew; nothing is listed yet
				b.StartTimer()
				for _, path := range site.Outputs() {
					if !strings.HasSuffix(path, ".html") || site.Source(path) != "" {
						continue
					}
					if _, _, err := site.Render(b.Context(), path); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/doc")
		})
	}
}

// heap is how many bytes are in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{100, 1000} {
		files := generate(n)
		b.Run(fmt.Sprintf("cold/%d", n), func(b *testing.B) {
			for b.Loop() {
				in := input(files)
				in.NoPDF = true
				site, _ := must(b, session(b), in)
				renderAll(b, site)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/doc")
		})
		b.Run(fmt.Sprintf("save/%d", n), func(b *testing.B) {
			s, in := session(b), input(files)
			must(b, s, in)
			for i := 0; b.Loop(); i++ {
				name := fmt.Sprintf("assessments/doc-%04d.md", i%n)
				files[name] = &fstest.MapFile{Data: append(files[name].Data, fmt.Sprintf("\nEdit %d.\n", i)...)}
				site, _ := must(b, s, in)
				if _, _, err := site.Render(b.Context(), strings.TrimSuffix(name, ".md")+".html"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func renderAll(t testing.TB, site *build.Site) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, path := range site.Outputs() {
		b, found, err := site.Render(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = string(b)
		for _, f := range found {
			out[path] += "\n" + f.Message
		}
	}
	return out
}
