package build

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
	"testing/fstest"
)

func picture(t *testing.T, format string) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 8, 8))
	m.Set(1, 1, color.White)
	var b bytes.Buffer
	var err error
	if format == "png" {
		err = png.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPublishFile hides words in pictures and looks for them in what is
// published.
func TestPublishFile(t *testing.T) {
	withComment := append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, 8, 'S', 'E', 'C', 'R', 'E', 'T'}, picture(t, "jpeg")[2:]...)
	files := fstest.MapFS{
		"a.png": {Data: append(picture(t, "png"), "SECRET"...)}, "b.jpg": {Data: withComment},
		"text.png": {Data: []byte("no picture")}, "cut.png": {Data: picture(t, "png")[:60]}, "c.csv": {Data: []byte("a,b")},
		"large.png": {Data: make([]byte, pictureBytes+1)},
	}
	for name, bad := range map[string]bool{"a.png": false, "b.jpg": false, "c.csv": false, "text.png": true, "cut.png": true, "large.png": true, "gone.png": true} {
		b, findings, err := publishFile(files, name)
		if err != nil || (len(findings) > 0) != bad || bad != (b == nil) {
			t.Errorf("%s: %d bytes, %v, %v", name, len(b), findings, err)
		}
		if bytes.Contains(b, []byte("SECRET")) {
			t.Errorf("%s still holds what was hidden in it", name)
		}
	}
}
