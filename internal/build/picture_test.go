package build_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/build"
	"hria/internal/picture"
)

// noisy is a picture that has too much in it to become small.
func noisy(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	state := uint32(1)
	for i := range m.Pix {
		state = state*1664525 + 1013904223
		m.Pix[i] = uint8(state>>24) | uint8(i%4/3*255)
	}
	return m
}

func encoded(t testing.TB, format string, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, m)
	case "gif":
		err = gif.Encode(&b, m, nil)
	default:
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// camera is a photo as a telephone makes it: lying on its side, with the place.
func camera(t testing.TB, w, h int) []byte {
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00 SECRET 52.5163N")
	b := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return append(append(b, exif...), encoded(t, "jpeg", noisy(w, h))[2:]...)
}

// withPictures is a site of one note that shows and links to what it is given.
func withPictures(text string, files map[string][]byte) fstest.MapFS {
	out := generate(2)
	out["assessments/doc-0000.md"].Data = append(out["assessments/doc-0000.md"].Data, "\n\n"+text+"\n"...)
	for name, b := range files {
		out["assessments/"+name] = &fstest.MapFile{Data: b}
	}
	return out
}

var (
	tag       = regexp.MustCompile(`<img [^>]*>`)
	attribute = regexp.MustCompile(` ([a-z]+)="([^"]*)"`)
)

// shown reads the attributes of the pictures of a page.
func shown(page []byte) []map[string]string {
	var out []map[string]string
	for _, t := range tag.FindAllString(string(page), -1) {
		a := map[string]string{}
		for _, m := range attribute.FindAllStringSubmatch(t, -1) {
			a[m[1]] = m[2]
		}
		out = append(out, a)
	}
	return out
}

func render(t testing.TB, site *build.Site, path string) []byte {
	t.Helper()
	b, found, err := site.Render(t.Context(), path)
	if err != nil || len(found) > 0 {
		t.Fatalf("%s: %v %v", path, words(found), err)
	}
	return b
}

func sizeOf(t testing.TB, b []byte) image.Point {
	t.Helper()
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return image.Pt(c.Width, c.Height)
}

// TestPictures: each picture of a page says its size and its widths, each of
// these is a file of that width, and none says more than what is to be seen.
func TestPictures(t *testing.T) {
	photo := camera(t, 700, 1300)
	files := withPictures(`![A crowd seen from above](photo.jpg "The square, on Monday")

Inline ![a small mark](mark.png), ![decorative](still.gif), and [the plan itself](plan.png).

![A plan, larger than any screen](plan.png) ![A plan nobody links to](wide,plan.png)

![A scan](taken.png)
`, map[string][]byte{
		"photo.jpg": photo, "mark.png": append(encoded(t, "png", image.NewGray(image.Rect(0, 0, 1, 1))), "SECRET"...),
		"still.gif": encoded(t, "gif", image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.Black, color.White})),
		"plan.png":  encoded(t, "png", noisy(3000, 100)), "wide,plan.png": encoded(t, "png", noisy(30_000, 2)),
		"taken.png": encoded(t, "png", noisy(700, 30)), "taken.w480.png": encoded(t, "png", noisy(500, 30)),
	})
	files["assessments/doc-0000.md"].Data = append(files["assessments/doc-0000.md"].Data, "[another](taken.w480.png)\n"...)
	site, found := must(t, session(t), input(files))
	if len(found) > 0 {
		t.Fatal(words(found))
	}
	page := render(t, site, "assessments/doc-0000.html")
	if !strings.Contains(string(page), "<figcaption>The square, on Monday <a class=\"anchor\"") {
		t.Error("the figure has no caption")
	}
	published := map[string]bool{}
	for i, want := range []struct {
		src, width, height string
		widths             []int
	}{
		{"photo.jpg", "1300", "700", []int{480, 960, 1300}},
		{"mark.png", "1", "1", nil},
		{"still.gif", "30", "20", nil},
		{"plan.w1920.png", "1920", "64", []int{480, 960, 1920}},
		{"wide%2Cplan.w1920.png", "1920", "1", []int{480, 960, 1920}},
		{"taken.png", "700", "30", nil},
	} {
		got := shown(page)[i]
		if strings.ReplaceAll(got["src"], ",", "%2C") != want.src || got["width"] != want.width || got["height"] != want.height || got["loading"] != "lazy" || got["decoding"] != "async" {
			t.Errorf("picture %d is %v", i, got)
		}
		var widths []int
		for _, v := range strings.Split(got["srcset"], ", ") {
			if v == "" {
				continue
			}
			source, width, _ := strings.Cut(v, " ")
			w, _ := strconv.Atoi(strings.TrimSuffix(width, "w"))
			widths = append(widths, w)
			file := "assessments/" + strings.ReplaceAll(source, "%2C", ",")
			published[file] = true
			if size := sizeOf(t, render(t, site, file)); size.X != w {
				t.Errorf("%s is %d pixels wide", v, size.X)
			}
		}
		if fmt.Sprint(widths) != fmt.Sprint(want.widths) || (len(widths) > 0) != strings.HasSuffix(got["sizes"], "px, 92vw") {
			t.Errorf("picture %d has the widths %v and sizes %q", i, widths, got["sizes"])
		}
		published["assessments/"+strings.ReplaceAll(got["src"], "%2C", ",")] = true
	}
	published["assessments/plan.png"], published["assessments/taken.w480.png"] = true, true // linked
	for _, name := range site.Outputs() {
		b := render(t, site, name)
		if bytes.Contains(b, []byte("SECRET")) {
			t.Errorf("%s holds what was hidden in a picture", name)
		}
		if picture.Named(name) && !published[name] && !strings.HasSuffix(name, ".card.png") {
			t.Errorf("nothing leads to %s", name)
		}
		delete(published, name)
	}
	if len(published) > 0 {
		t.Errorf("not published: %v", published)
	}
}

// TestPicturesAgain: what a session remembers is what it would draw, on any
// number of cores, and a picture that changes is drawn anew.
func TestPicturesAgain(t *testing.T) {
	files := withPictures("![A crowd](photo.jpg)", map[string][]byte{"photo.jpg": camera(t, 1000, 700)})
	warm := session(t)
	var first []byte
	for jobs := range 3 {
		in := input(files)
		in.Jobs = jobs + 1
		site, _ := must(t, warm, in)
		b := render(t, site, "assessments/photo.w480.jpg")
		if first == nil {
			first = b
		}
		if !bytes.Equal(first, b) {
			t.Error("a second build gives another picture")
		}
	}
	files["assessments/photo.jpg"].Data = camera(t, 1010, 720)
	site, _ := must(t, warm, input(files))
	if size := sizeOf(t, render(t, site, "assessments/photo.w480.jpg")); size != image.Pt(480, 673) {
		t.Errorf("after the picture changed its size is %v", size)
	}
}

// TestBadPictures: what cannot be published is a finding of the build, or at the
// latest of the rendering, and says how to mend it.
func TestBadPictures(t *testing.T) {
	whole := encoded(t, "png", noisy(40, 40))
	huge := bytes.Clone(whole)
	binary.BigEndian.PutUint32(huge[16:], 90_000)
	for name, c := range map[string]struct {
		file  string
		bytes []byte
		early bool
		says  string
	}{
		"text":        {"a.png", []byte("no picture"), true, "none of PNG"},
		"other name":  {"a.png", camera(t, 9, 9), true, "give it the ending .jpg"},
		"large":       {"a.jpg", make([]byte, 20<<20+1), true, "make it smaller"},
		"cut":         {"a.png", whole[:200], false, "cannot"},
		"cut in head": {"a.png", whole[:20], true, "save it again"},
	} {
		site, found := must(t, session(t), input(withPictures("![A crowd]("+c.file+")", map[string][]byte{c.file: c.bytes})))
		if (len(found) > 0) != c.early {
			t.Errorf("%s: %s", name, words(found))
		}
		b, later, err := site.Render(t.Context(), "assessments/"+path.Base(c.file))
		if err != nil || b != nil || len(later) != 1 || later[0].Rule != "TX-15" {
			t.Errorf("%s: %d bytes, %v, %v", name, len(b), words(later), err)
		}
		if all := words(append(found, later...)); c.early && !strings.Contains(all, c.says) {
			t.Errorf("%s: %s", name, all)
		}
	}
}
