package picture

import (
	"bytes"
	"context"
	"image"
	"image/color/palette"
	"image/gif"
	"math/rand"
	"testing"
	"time"
)

// TestDamage changes bytes of pictures of every kind, cuts them off and doubles
// parts of them. Each is refused with a reason or gives pixels; none takes long.
func TestDamage(t *testing.T) {
	n := 600
	if testing.Short() {
		n = 200
	}
	moving := &gif.GIF{Image: []*image.Paletted{image.NewPaletted(image.Rect(0, 0, 40, 30), palette.WebSafe), image.NewPaletted(image.Rect(3, 3, 20, 20), palette.WebSafe)}, Delay: []int{3, 3}}
	files := []struct {
		name string
		b    []byte
	}{
		{"a.jpg", inJPEG(t, quarters(60, 40), 70, "\xe1Exif\x00\x00"+exif(6))}, {"a.png", inPNG(t, quarters(60, 40), "eXIf"+exif(3))},
		{"a.gif", inGIF(t, moving)}, {"a.webp", inWebP("VP8X\x08\x00\x00\x00\x07\x00\x00\x03\x00\x00", "VP8L/\x07\xc0\x00\x00\x1f0P\x035P\xf3\x1fxw\x10\x08\x10&M\x9a\xb4\x11\xd1\xff`6\x03")},
	}
	r := rand.New(rand.NewSource(3))
	pixels := 0
	for i := range n {
		f := files[i%len(files)]
		b := bytes.Clone(f.b)
		switch r.Intn(4) {
		case 0:
			b = b[:r.Intn(len(b))]
		case 1:
			at := r.Intn(len(b))
			b = append(b[:at:at], b[at/2:]...)
		default:
			for range 1 + r.Intn(6) {
				b[r.Intn(len(b))] = byte(r.Intn(256))
			}
		}
		start := time.Now()
		m, err := Decode(context.Background(), f.name, b)
		switch {
		case err != nil && err.Error() == "":
			t.Errorf("%d: no reason", i)
		case err == nil && m.Bounds().Dx()*m.Bounds().Dy() > maxPixels:
			t.Errorf("%d: %v", i, m.Bounds())
		case err == nil:
			pixels++
		}
		_, _ = Draw(context.Background(), f.name, b, 20)
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%d: %s took %v", i, f.name, d)
		}
	}
	if pixels == 0 || pixels == n {
		t.Errorf("%d of %d gave pixels", pixels, n)
	}
}

// TestDecode gives pictures as they are seen: turned, the first frame alone.
func TestDecode(t *testing.T) {
	m, err := Decode(context.Background(), "a.jpg", inJPEG(t, quarters(60, 40), 90, "\xe1Exif\x00\x00"+exif(6)))
	if err != nil || m.Bounds().Dx() != 40 || m.Bounds().Dy() != 60 {
		t.Errorf("turned: %v", err)
	}
	small := image.NewPaletted(image.Rect(3, 3, 9, 9), palette.WebSafe)
	m, err = Decode(context.Background(), "a.gif", inGIF(t, &gif.GIF{Image: []*image.Paletted{small, small}, Delay: []int{1, 1}, Config: image.Config{Width: 20, Height: 10, ColorModel: small.ColorModel()}}))
	if err != nil || m.Bounds().Dx() != 20 || m.Bounds().Dy() != 10 {
		t.Errorf("first frame: %v", err)
	}
	for name, b := range map[string][]byte{"a.png": []byte("no picture"), "b.gif": []byte("GIF89a"), "c.txt": nil} {
		if _, err := Decode(context.Background(), name, b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Decode(ctx, "a.png", inPNG(t, quarters(60, 40))); err == nil {
		t.Error("it went on after its end")
	}
}
