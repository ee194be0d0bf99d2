package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"hash/fnv"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"
)

// secret stands in all that must not get out.
const secret = "52.5163N 13.3777E"

// quarters is a picture that is dark at the top left, and light, grey and
// middling from there on clockwise.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := []uint8{0, 240, 160, 80}[2*(2*y/h)+2*x/w]
			m.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	return m
}

func inJPEG(t testing.TB, m image.Image, quality int, segments ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	out := []byte("\xff\xd8")
	for _, s := range segments { // marker and data
		out = append(append(out, 0xff, s[0], byte((len(s)+1)>>8), byte(len(s)+1)), s[1:]...)
	}
	return append(out, b.Bytes()[2:]...)
}

func inPNG(t testing.TB, m image.Image, chunks ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	out := bytes.Clone(b.Bytes()[:33]) // up to IHDR
	for _, c := range chunks {
		out = append(binary.BigEndian.AppendUint32(out, uint32(len(c)-4)), c...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(c)))
	}
	return append(out, b.Bytes()[33:]...)
}

func inGIF(t testing.TB, m *gif.GIF) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif holds an orientation and a place.
func exif(orientation int) string {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x02")
	b = append(b, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0)
	b = append(b, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38) // GPS
	return string(b) + "\x00\x00\x00\x00" + secret
}

func drawn(t testing.TB, name string, b []byte, width int) image.Image {
	t.Helper()
	out, err := Draw(context.Background(), name, b, width)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	again, err := Draw(context.Background(), name, b, width)
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("%s is drawn otherwise a second time", name)
	}
	for _, trace := range []string{secret, "Exif", "XMP", "ICC_PROFILE", "iCCP", "tEXt", "eXIf", "tIME"} {
		if bytes.Contains(out, []byte(trace)) {
			t.Errorf("%s: what is published holds %q", name, trace)
		}
	}
	m, _, err := image.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("%s: what is published cannot be read: %v", name, err)
	}
	info, err := Look(name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if want := (image.Point{info.Width, info.Height}); width == 0 && m.Bounds().Size() != want {
		t.Errorf("%s: Look says %v, drawn is %v", name, want, m.Bounds().Size())
	}
	return m
}

// corners reads the four quarters, clockwise from the top left.
func corners(m image.Image) [4]int {
	at := func(x, y int) int {
		r, _, _, _ := m.At(m.Bounds().Dx()*x/4, m.Bounds().Dy()*y/4).RGBA()
		return int(math.Round(float64(r>>8) / 80))
	}
	return [4]int{at(1, 1), at(3, 1), at(3, 3), at(1, 3)}
}

// TestOrientation: a picture is turned the way the camera was held, and nothing
// else of what the camera wrote gets out.
func TestOrientation(t *testing.T) {
	for orientation, want := range map[int][4]int{
		1: {0, 3, 1, 2}, 2: {3, 0, 2, 1}, 3: {1, 2, 0, 3}, 4: {2, 1, 3, 0},
		5: {0, 2, 1, 3}, 6: {2, 0, 3, 1}, 7: {1, 3, 0, 2}, 8: {3, 1, 2, 0},
		9: {0, 3, 1, 2},
	} {
		for name, b := range map[string][]byte{
			"a.jpg": append(inJPEG(t, quarters(64, 32), 90, "\xe1Exif\x00\x00"+exif(orientation), "\xe1http://ns.adobe.com/xap/1.0/\x00"+secret, "\xfe"+secret), secret...),
			"a.png": append(inPNG(t, quarters(64, 32), "eXIf"+exif(orientation), "tEXtComment\x00"+secret, "iTXtXML:com.adobe.xmp\x00"+secret, "tIME1234567"), secret...),
		} {
			for _, width := range []int{0, 16} {
				m := drawn(t, name, b, width)
				size := image.Point{64, 32}
				if orientation >= 5 && orientation <= 8 {
					size = image.Point{32, 64}
				}
				if width > 0 {
					size = image.Point{16, 16 * size.Y / size.X}
				}
				if m.Bounds().Size() != size {
					t.Errorf("%s, orientation %d, width %d: size %v, want %v", name, orientation, width, m.Bounds().Size(), size)
				}
				if got := corners(m); got != want {
					t.Errorf("%s, orientation %d, width %d: %v, want %v", name, orientation, width, got, want)
				}
			}
		}
	}
}

// TestWebP: what is lossless or transparent becomes PNG, the rest JPEG, turned
// the way the camera was held and without its words. The pixels were written by
// a browser: 8 by 4 quarters, and one transparent corner where there is alpha.
func TestWebP(t *testing.T) {
	const (
		lossy    = "VP8 \x90\x01\x00\x9d\x01*\x08\x00\x04\x00\x02\xc0L%\xa4\x00\x02\x9d9\xb2\xa0\x00\xfe\xf6\xb4s\xa9\x0c\xffE\xfe#\xb9b\x08\x80\x00\x00"
		alpha    = "ALPH\x01\x0f0\xff\x11\x11\xe2\x7f\xff\x11\xfd\x8f\x03"
		lossless = "VP8L/\x07\xc0\x00\x00\x1f0P\x035P\xf3\x1fxw\x10\x08\x10&M\x9a\xb4\x11\xd1\xff`6\x03"
		head     = "VP8X\x08\x00\x00\x00\x07\x00\x00\x03\x00\x00"
		withBits = "VP8X\x18\x00\x00\x00\x07\x00\x00\x03\x00\x00"
	)
	for _, c := range []struct {
		b      []byte
		ending string
	}{
		{inWebP(head, lossy, "EXIF"+exif(6), "XMP "+secret), ".jpg"},
		{inWebP(withBits, alpha, lossy, "EXIF"+exif(6), "XMP "+secret), ".png"},
		{inWebP(head, lossless, "EXIF"+exif(6), "XMP "+secret), ".png"},
	} {
		info, err := Look("a.webp", bytes.NewReader(c.b), int64(len(c.b)))
		if err != nil || info.Ending != c.ending || info.Width != 4 || info.Height != 8 {
			t.Errorf("%+v, %v instead of %s", info, err, c.ending)
		}
		if got, want := corners(drawn(t, "a.webp", c.b, 0)), [4]int{1, 0, 3, 2}; got != want {
			t.Errorf("%s: %v, want %v", c.ending, got, want)
		}
	}
	var unfit *Unfit
	moving := inWebP("VP8X\x02\x00\x00\x00\x07\x00\x00\x03\x00\x00", "ANIM\x00\x00\x00\x00\x00\x00")
	if _, err := Look("a.webp", bytes.NewReader(moving), int64(len(moving))); !errors.As(err, &unfit) {
		t.Error(err)
	}
}

func inWebP(chunks ...string) []byte {
	body := []byte("WEBP")
	for _, c := range chunks {
		body = append(body, c[:4]...)
		body = binary.LittleEndian.AppendUint32(body, uint32(len(c)-4))
		body = append(body, c[4:]...)
		if len(c)%2 == 1 {
			body = append(body, 0)
		}
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// TestHiddenColours: what no reader can see is not in the file.
func TestHiddenColours(t *testing.T) {
	deep, shallow := image.NewNRGBA64(image.Rect(0, 0, 4, 4)), image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for i := range 16 {
		deep.SetNRGBA64(i%4, i/4, color.NRGBA64{0x1234, 0x5678, 0x9abc, uint16(i % 2 * 0xffff)})
		shallow.SetNRGBA(i%4, i/4, color.NRGBA{18, 86, 154, uint8(i % 2 * 255)})
	}
	few := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.White, color.NRGBA{18, 86, 154, 255}})
	for name, m := range map[string]image.Image{"deep": deep, "shallow": shallow, "few": few} {
		out := drawn(t, name+".png", inPNG(t, m), 0)
		if p, ok := out.(*image.Paletted); ok {
			if r, _, _, _ := p.Palette[1].RGBA(); r != 0 {
				t.Errorf("%s: a colour that no pixel has is kept", name)
			}
			continue
		}
		if c := color.NRGBAModel.Convert(out.At(0, 0)); c != (color.NRGBA{}) {
			t.Errorf("%s: below full transparency is %v", name, c)
		}
		if c := color.NRGBAModel.Convert(out.At(1, 0)); c != (color.NRGBA{18, 86, 154, 255}) {
			t.Errorf("%s: what shows has become %v", name, c)
		}
	}
}

// TestColourProfile: a profile other than sRGB is applied and dropped.
func TestColourProfile(t *testing.T) {
	// Display P3, with the curve of sRGB.
	swap := func(v ...float64) string {
		var b []byte
		for _, x := range v {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(x*65536))))
		}
		return string(b)
	}
	trc := "para\x00\x00\x00\x00\x00\x03\x00\x00" + swap(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)
	make3 := func(primaries [3][3]float64) string {
		tags := [][2]string{{"rXYZ", "XYZ \x00\x00\x00\x00" + swap(primaries[0][:]...)}, {"gXYZ", "XYZ \x00\x00\x00\x00" + swap(primaries[1][:]...)},
			{"bXYZ", "XYZ \x00\x00\x00\x00" + swap(primaries[2][:]...)}, {"rTRC", trc}, {"gTRC", trc}, {"bTRC", trc}, {"desc", secret}}
		head := make([]byte, 128)
		copy(head[16:], "RGB XYZ ")
		head = binary.BigEndian.AppendUint32(head, uint32(len(tags)))
		var data []byte
		for _, tag := range tags {
			head = append(head, tag[0]...)
			head = binary.BigEndian.AppendUint32(head, uint32(132+12*len(tags)+len(data)))
			head = binary.BigEndian.AppendUint32(head, uint32(len(tag[1])))
			data = append(data, tag[1]...)
		}
		return string(head) + string(data)
	}
	p3 := make3([3][3]float64{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}})
	srgb := make3([3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}})
	m := image.NewRGBA(image.Rect(0, 0, 16, 16))
	for i := range 256 {
		m.SetRGBA(i%16, i/16, color.RGBA{200, 100, 50, 255})
	}
	near := func(name string, profile string, want color.RGBA) {
		t.Helper()
		out := drawn(t, "a.jpg", inJPEG(t, m, 95, "\xe2ICC_PROFILE\x00\x01\x01"+profile), 0)
		r, g, b, _ := out.At(8, 8).RGBA()
		for i, got := range []uint32{r >> 8, g >> 8, b >> 8} {
			if d := int(got) - int([]uint8{want.R, want.G, want.B}[i]); d > 4 || d < -4 {
				t.Errorf("%s: colour is %d %d %d, want %v", name, r>>8, g>>8, b>>8, want)
				return
			}
		}
	}
	near("sRGB", srgb, color.RGBA{200, 100, 50, 255})
	near("Display P3", p3, color.RGBA{215, 93, 31, 255}) // as the matrices of CSS Color 4 give it
	for cut := 0; cut < 350; cut += 7 {                  // broken: no profile at all
		near("cut profile", p3[:cut], color.RGBA{200, 100, 50, 255})
	}
}

// TestMoving: an animation keeps its frames, loses its words and comes to rest.
func TestMoving(t *testing.T) {
	moving := &gif.GIF{}
	for i := range 4 {
		frame := image.NewPaletted(image.Rect(0, 0, 20, 10), palette.Plan9)
		frame.Pix[i] = 7
		moving.Image, moving.Delay = append(moving.Image, frame), append(moving.Delay, 50)
	}
	b := inGIF(t, moving)
	comment := "!\xfe" + string(rune(len(secret))) + secret + "\x00"
	at := len(b) - 1
	b = append(b[:at:at], comment+";"+secret...)
	drawn(t, "a.gif", b, 0)
	out, _ := Draw(context.Background(), "a.gif", b, 0)
	got, err := gif.DecodeAll(bytes.NewReader(out))
	if err != nil || len(got.Image) != 4 {
		t.Fatal(err, len(got.Image))
	}
	if runs := got.LoopCount + 1; runs != 2 { // of two seconds each
		t.Errorf("plays %d times", runs)
	}
	for i, frame := range got.Image {
		if frame.At(i, 0) != palette.Plan9[7] {
			t.Errorf("frame %d has changed", i)
		}
	}
	one := &gif.GIF{Image: moving.Image[:1], Delay: []int{0}}
	if info, err := Look("a.gif", bytes.NewReader(inGIF(t, one)), fewBytes); err != nil || info.Scales || info.Width != 20 {
		t.Error(info, err)
	}
}

// TestUnfit: what cannot be published is known, said, and costs little.
func TestUnfit(t *testing.T) {
	whole := inPNG(t, quarters(64, 64))
	photo := inJPEG(t, quarters(64, 64), 80)
	large := func(b []byte, at, w, h int) []byte { // says another size
		b = bytes.Clone(b)
		binary.BigEndian.PutUint32(b[at:], uint32(w))
		binary.BigEndian.PutUint32(b[at+4:], uint32(h))
		binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
		return b
	}
	frame := "," + "\x00\x00\x00\x00\x88\x13\x88\x13" + "\x80" + "\x00\x00\x00\xff\xff\xff" + "\x02\x01\x00\x00" // 5000 × 5000
	bomb := "GIF89a\x88\x13\x88\x13\x00\x00\x00" + strings.Repeat(frame, 5) + ";"
	hidden := "GIF89a\x88\x13\x88\x13\x00\x00\x00" + "!\x01\x00;;;;;;;;;;;;\x00" + strings.Repeat(frame, 5) + ";"
	sof := bytes.Index(photo, []byte("\xff\xda"))
	slow := append(bytes.Clone(photo[:sof]), bytes.Repeat([]byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x01\x02"), 100)...)
	for _, c := range []struct {
		what, name string
		b          []byte
		look       bool // known before drawing
	}{
		{"text", "a.png", []byte("no picture"), true},
		{"nothing", "a.png", nil, true},
		{"another format", "a.png", photo, true},
		{"HTML", "a.gif", []byte("<script>"), true},
		{"bomb", "a.png", large(whole, 16, 25_000, 25_000), true},
		{"too wide", "a.png", large(whole, 16, 30_001, 1), true},
		{"no size", "a.png", large(whole, 16, 0, 5), true},
		{"bomb of frames", "a.gif", []byte(bomb), true},
		{"bomb behind a text", "a.gif", []byte(hidden), true},
		{"moving PNG", "a.png", inPNG(t, quarters(8, 8), "acTL\x00\x00\x00\x02\x00\x00\x00\x00"), true},
		{"too many bytes", "a.jpg", append(bytes.Clone(photo), make([]byte, MaxBytes)...), true},
		{"too many passes", "a.jpg", slow, false},
		{"cut PNG", "a.png", whole[:len(whole)-30], false},
		{"cut JPEG", "a.jpg", photo[:len(photo)-20], false},
		{"cut GIF", "a.gif", []byte(bomb[:40]), false},
		{"lies about its size", "a.png", large(whole, 16, 4000, 4000), false},
	} {
		var unfit *Unfit
		_, err := Look(c.name, bytes.NewReader(c.b), int64(len(c.b)))
		if errors.As(err, &unfit) != c.look {
			t.Errorf("%s: Look says %v", c.what, err)
		}
		b, err := Draw(context.Background(), c.name, c.b, 0)
		if !errors.As(err, &unfit) || b != nil || unfit.Help == "" {
			t.Errorf("%s: Draw says %v", c.what, err)
		}
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if _, err := Draw(ended, "a.jpg", photo, 0); !errors.Is(err, context.Canceled) {
		t.Error("drawn though nobody waits for it:", err)
	}
}

// TestSizes: from one pixel to the widest, and to widths that leave no height.
func TestSizes(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {30_000, 1}, {30_000, 20}, {1, 3000}, {481, 7}} {
		for _, width := range []int{0, 1, 480} {
			want := size
			if width > 0 && width < size.X {
				want = image.Point{width, max(1, (size.Y*width+size.X/2)/size.X)}
			}
			if got := drawn(t, "a.png", inPNG(t, quarters(size.X, size.Y)), width).Bounds().Size(); got != want {
				t.Errorf("%v in width %d is %v", size, width, got)
			}
		}
	}
}

// TestScale: an even colour stays even to its edges, a half of black and white
// is grey, and what is transparent stays so.
func TestScale(t *testing.T) {
	stripes := image.NewNRGBA(image.Rect(0, 0, 999, 40))
	for i := range 999 * 20 {
		stripes.SetNRGBA(i%999, i/999, color.NRGBA{uint8(i % 2 * 255), 90, 90, 255})
	}
	out := Scale(stripes, 111, 4)
	for x := 1; x < 110; x++ {
		c := out.RGBAAt(x, 0)
		if c.R < 110 || c.R > 145 || c.G < 88 || c.G > 92 || c.A != 255 || out.RGBAAt(x, 3) != (color.RGBA{}) {
			t.Fatalf("at %d: %v over %v", x, c, out.RGBAAt(x, 3))
		}
	}
}

// TestScaleExact: a scaled picture has the same pixels on every machine.
func TestScaleExact(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 173, 91))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * i >> 5)
	}
	h := fnv.New64a()
	for _, size := range [][2]int{{172, 91}, {61, 32}, {9, 5}, {1, 1}, {200, 120}} {
		out := Scale(m, size[0], size[1])
		h.Write(out.Pix)
		for i := 0; i < len(out.Pix); i += 4 {
			if c := at(out, i); max(c.R, c.G, c.B) > c.A {
				t.Fatalf("%v: %v is stronger than it is opaque", size, c)
			}
		}
	}
	if got := h.Sum64(); got != 0xbacbf694c2b7bd07 {
		t.Errorf("the pixels have the sum %#x", got)
	}
	if out := Scale(m, 173, 91); !bytes.Equal(out.Pix, rgba(m).Pix) {
		t.Error("a picture in its own size is another one")
	}
}

// TestDrawing: a drawing that is made smaller has few colours again, and so few
// bytes; a photo keeps all of its own.
func TestDrawing(t *testing.T) {
	plan, photo := image.NewRGBA(image.Rect(0, 0, 900, 600)), image.NewRGBA(image.Rect(0, 0, 900, 600))
	for i := range 900 * 600 {
		x, y := i%900, i/900
		plan.SetRGBA(x, y, []color.RGBA{{250, 250, 240, 255}, {180, 60, 20, 255}, {20, 60, 90, 255}}[(x*x+y*y)/200_000%3])
		photo.SetRGBA(x, y, color.RGBA{uint8(x / 4), uint8(y / 3), uint8((x + y) / 6), 255})
	}
	if _, ok := drawn(t, "a.png", inPNG(t, plan), 400).(*image.Paletted); !ok {
		t.Error("a drawing has lost its palette")
	}
	if _, ok := drawn(t, "a.png", inPNG(t, photo), 400).(*image.Paletted); ok {
		t.Error("a photo has lost its colours")
	}
}

// TestQuality: a JPEG is drawn with the quality it came with, within bounds.
func TestQuality(t *testing.T) {
	for given, want := range map[int]int{30: 30, 50: 50, 75: 75, 85: 85, 95: 95} {
		if got := qualityOf(inJPEG(t, quarters(8, 8), given)); got < want-1 || got > want+1 {
			t.Errorf("quality %d is taken for %d", given, got)
		}
	}
	noise := image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(i * i / 7 % 251)
	}
	b := inJPEG(t, noise, 70)
	if out, _ := Draw(context.Background(), "a.jpg", b, 0); len(out) > len(b)*11/10 {
		t.Errorf("%d bytes have become %d", len(b), len(out))
	}
}

// FuzzDraw: whatever stands in a file, Look and Draw say so or agree on a size,
// and give something that can be read.
func FuzzDraw(f *testing.F) {
	f.Add("a.jpg", inJPEG(f, quarters(20, 9), 70, "\xe1Exif\x00\x00"+exif(6)))
	f.Add("a.png", inPNG(f, quarters(20, 9), "eXIf"+exif(3)))
	f.Add("a.gif", inGIF(f, &gif.GIF{Image: []*image.Paletted{image.NewPaletted(image.Rect(0, 0, 9, 9), palette.WebSafe)}, Delay: []int{3}}))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		info, err := Look(name, bytes.NewReader(b), int64(len(b)))
		if err != nil || info.Width*info.Height > 1<<20 {
			return
		}
		out, err := Draw(context.Background(), name, b, 0)
		if err != nil {
			return
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(out))
		if err != nil || c.Width != info.Width || c.Height != info.Height {
			t.Errorf("%v, %v instead of %v", err, c, info)
		}
	})
}
