package picture

import (
	"context"
	"image"
	"testing"
)

// photo is as large as those of telephones, and as uneven.
func photo(b *testing.B) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	state := uint32(1)
	for i := range m.Pix {
		state = state*1664525 + 1013904223
		m.Pix[i] = uint8(i/40_000) + uint8(state>>28)
	}
	return inJPEG(b, m, 85, "\xe1Exif\x00\x00"+exif(6))
}

// BenchmarkDraw draws a photo of twelve million pixels.
func BenchmarkDraw(b *testing.B) {
	file := photo(b)
	for name, width := range map[string]int{"whole": 0, "1920": 1920, "480": 480} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Draw(context.Background(), "a.jpg", file, width); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
