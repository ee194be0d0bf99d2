package pdf

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// fivePages is the note that speed is measured with: five pages and 12,500
// characters of headings, paragraphs, lists, a table over three pages, a
// drawing, links.
func fivePages() Document {
	doc := sample(english, 2)
	for range 5 {
		doc.Blocks = append(doc.Blocks, Paragraph{Align: AlignJustify, Spans: sp(english.para + english.link + ".")})
	}
	return doc
}

func render(b testing.TB, ts *Typesetter, doc Document) *Result {
	res, err := ts.Render(context.Background(), doc)
	if err != nil {
		b.Fatal(err)
	}
	return res
}

// BenchmarkNote sets a note of five pages with warm caches.
func BenchmarkNote(b *testing.B) {
	ts, doc := setter(b), fivePages()
	res := render(b, ts, doc)
	if res.Pages != 5 {
		b.Fatalf("%d pages", res.Pages)
	}
	b.ReportAllocs()
	done := meter(b)
	for b.Loop() {
		render(b, ts, doc)
	}
	done()
	b.ReportMetric(float64(len(res.PDF)), "bytes")
}

// BenchmarkTwoAtOnce sets two notes at a time; compare the time a note with
// BenchmarkNote.
func BenchmarkTwoAtOnce(b *testing.B) {
	ts, doc := setter(b), fivePages()
	two := func(notes int) {
		var wg sync.WaitGroup
		for i := range 2 {
			wg.Go(func() {
				for n := i; n < notes; n += 2 {
					render(b, ts, doc)
				}
			})
		}
		wg.Wait()
	}
	two(10)
	b.ResetTimer()
	done := meter(b)
	two(b.N)
	done()
}

// BenchmarkNewNote sets a note of which nothing is remembered, with fonts that
// are.
func BenchmarkNewNote(b *testing.B) {
	ts, doc := setter(b), fivePages()
	render(b, ts, doc)
	b.ReportAllocs()
	done := meter(b)
	for b.Loop() {
		render(b, With(ts.fonts), doc)
	}
	done()
}

// BenchmarkCold sets the note with nothing remembered, fonts neither.
func BenchmarkCold(b *testing.B) {
	doc := fivePages()
	for b.Loop() {
		render(b, setter(b), doc)
	}
}

// BenchmarkProcess is a program that starts, sets the note, and ends.
func BenchmarkProcess(b *testing.B) {
	var cpu time.Duration
	for b.Loop() {
		cmd := exec.Command(os.Args[0], "-test.run=^TestOneNote$")
		cmd.Env = append(os.Environ(), oneNote+"="+os.DevNull)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

// oneNote names the file TestOneNote writes to.
const oneNote = "PDF_ONE_NOTE"

// TestOneNote writes the note that speed is measured with. It is what
// BenchmarkProcess runs.
func TestOneNote(t *testing.T) {
	name := os.Getenv(oneNote)
	if name == "" {
		t.Skip("only run by BenchmarkProcess")
	}
	if err := os.WriteFile(name, render(t, setter(t), fivePages()).PDF, 0o644); err != nil {
		t.Fatal(err)
	}
}
