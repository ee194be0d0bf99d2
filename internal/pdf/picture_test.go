package pdf_test

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"

	"hria/internal/pdf"
)

func samplePicture(lang, title string) pdf.Picture {
	white, ink, red := pdf.RGB(255, 255, 255), pdf.RGB(0x1c, 0x20, 0x25), pdf.RGB(0x66, 0x1b, 0x17)
	return pdf.Picture{Width: 1200, Height: 630, Lang: lang, Ground: white, Boxes: []pdf.PictureBox{{X: 72, Y: 440, Width: 400, Height: 60, Color: red}},
		Texts: []pdf.PictureText{
			{Text: title, X: 72, Y: 170, Width: 1056, Sizes: []float64{68, 60, 52, 46}, Leading: 1.2, Lines: 4, Bold: true, Color: ink, On: white},
			{Text: "Gravest impact: grave", X: 96, Y: 480, Width: 1000, Sizes: []float64{32}, Leading: 1.2, Lines: 1, Color: white, On: red},
		}}
}

// TestPicture draws titles of several scripts and lengths: small files, the
// same each time, with letters on them.
func TestPicture(t *testing.T) {
	for lang, title := range map[string]string{
		"en": "Live facial recognition at metro stations in Port Meridian",
		"ar": "التعرّف على الوجوه في الأماكن العامة: ما ينبغي السؤال عنه قبل الشراء",
		"de": strings.Repeat("Donaudampfschifffahrtsgesellschaft", 20),
		"fr": strings.Repeat("Une évaluation très longue des incidences ", 40),
		"ja": "顔認識", // boxes: no font has them
		"":   "",
	} {
		setter, err := pdf.New()
		if err != nil {
			t.Fatal(err)
		}
		first, err := setter.Picture(samplePicture(lang, title))
		if err != nil {
			t.Fatal(err)
		}
		second, _ := setter.Picture(samplePicture(lang, title))
		if !bytes.Equal(first, second) || len(first) > 30_000 {
			t.Errorf("%s: %d bytes, the same twice: %t", lang, len(first), bytes.Equal(first, second))
		}
		img, err := png.Decode(bytes.NewReader(first))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != 1200 || b.Dy() != 630 {
			t.Errorf("%s: %v", lang, b)
		}
		dark := 0
		for y := range 400 {
			for x := range 1200 {
				if r, _, _, _ := img.At(x, y).RGBA(); r < 0x4000 {
					dark++
				}
			}
		}
		if title != "" && dark < 500 {
			t.Errorf("%s: %d dark pixels", lang, dark)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			os.WriteFile(dir+"/picture-"+lang+".png", first, 0o644)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	setter, err := pdf.New()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := setter.Picture(samplePicture("en", "Live facial recognition at metro stations in Port Meridian")); err != nil {
			b.Fatal(err)
		}
	}
}
