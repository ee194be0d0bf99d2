package pdf

import (
	"context"
	"testing"
)

// BenchmarkNote sets a note of five pages with warm caches.
func BenchmarkNote(b *testing.B) {
	ts := setter(b)
	doc := sample(english, 3)
	res, err := ts.Render(context.Background(), doc)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(res.Pages), "pages")
	b.ReportMetric(float64(len(res.PDF)), "bytes")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ts.Render(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCold sets the same note with nothing parsed or remembered.
func BenchmarkCold(b *testing.B) {
	doc := sample(english, 3)
	for b.Loop() {
		if _, err := setter(b).Render(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}
