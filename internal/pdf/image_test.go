package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand"
	"os"
	"path/filepath"
	"testing"

	"hria/internal/pdf/cos"
)

// drawing has few colours, one of them clear; photo has many.
func drawing() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for i := range 200 {
		m.SetNRGBA(i, i, color.NRGBA{200, 30, 30, 255})
		m.SetNRGBA(i+50, i, color.NRGBA{30, 30, 200, 128})
	}
	return m
}

func photo() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 2400, 1200))
	r := rand.New(rand.NewSource(1))
	for i := range m.Pix {
		m.Pix[i] = uint8(i/20_000) + uint8(r.Intn(40))
	}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 255
	}
	return m
}

// TestImages sets pictures and reads them back from the file: their pixels,
// their size on paper, their description.
func TestImages(t *testing.T) {
	ts := setter(t)
	for _, lang := range []string{"en", "ar"} {
		res, err := ts.Render(t.Context(), Document{Title: "T", Lang: lang, Blocks: []Block{
			Heading{Level: 1, Spans: sp("T")},
			Figure{Alt: "A drawing.", Image: drawing(), Caption: sp("Drawing")},
			Figure{Alt: "A photo.", Image: photo(), Width: 200, Align: AlignCenter},
			Figure{Alt: "The drawing again.", Image: drawing()},
			Figure{Decorative: true, Image: image.NewRGBA(image.Rect(0, 0, 3, 4000))},
		}})
		if err != nil {
			t.Fatal(err)
		}
		elements(t, res.PDF)
		if dir := os.Getenv("PDF_SAMPLES"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "images-"+lang+".pdf"), res.PDF, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		var sizes [][2]int
		f, err := cos.Open(res.PDF)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range f.Refs() {
			s, ok := f.Get(r).(*cos.Stream)
			if !ok || s.Dict["Subtype"] != cos.Name("Image") {
				continue
			}
			w, h := s.Dict["Width"].(int), s.Dict["Height"].(int)
			sizes = append(sizes, [2]int{w, h})
			if s.Dict["Filter"] == cos.Name("DCTDecode") {
				m, err := jpeg.Decode(bytes.NewReader(s.Data))
				if err != nil || m.Bounds().Dx() != w || m.Bounds().Dy() != h {
					t.Errorf("a photo that is none: %v", err)
				}
				continue
			}
			b, err := f.Data(s)
			if err != nil || len(b) != w*h {
				t.Errorf("a drawing of %d bytes: %v", len(b), err)
			}
		}
		// 200 points hold 612 pixels; the thin one is scaled to fit a page.
		if len(sizes) != 3 || sizes[0] != [2]int{300, 200} || sizes[1] != [2]int{612, 306} {
			t.Errorf("pictures of %v", sizes)
		}
		if out := tool(t, res.PDF, "qpdf", "--check", "FILE"); bytes.Contains([]byte(out), []byte("WARNING")) {
			t.Error(out)
		}
	}
}

// TestImageLimits refuses what cannot be drawn or has no description.
func TestImageLimits(t *testing.T) {
	for _, f := range []Figure{
		{Image: drawing()},
		{Alt: "nothing", Image: image.NewRGBA(image.Rectangle{})},
	} {
		if _, err := setter(t).Render(t.Context(), Document{Title: "T", Lang: "en", Blocks: []Block{f}}); err == nil {
			t.Errorf("%q: no error", f.Alt)
		}
	}
}
