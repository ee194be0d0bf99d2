// Package picture looks at the pictures of a site and draws them anew, so that
// what is published of a picture is what can be seen of it and nothing else.
//
//	info, err := picture.Look("plan.jpg", file, length) // its size; reads the head
//	jpg, err := picture.Draw(ctx, "plan.jpg", b, 480)   // the bytes to publish, 480 pixels wide
//	seen, err := picture.Decode(ctx, "plan.jpg", b)     // the same as pixels, for paper
//	small := picture.Scale(drawn, 600, 315)             // for who draws a picture himself
//
// # What is kept and what is not
//
// Kept are the pixels that show. Not kept is everything else: EXIF with place,
// time and device, XMP, comments, texts, thumbnails, colour profiles, bytes after
// the end, colours that no pixel has, and colours below full transparency. Two
// things that a camera writes beside the pixels belong to what is seen, and are
// applied before they are dropped: which way it was held (EXIF orientation), and
// its colours where they are not those of the web (an ICC profile of primaries
// and curves, such as Display P3).
//
// A JPEG stays one, with the quality it came with, at most 85. PNG and GIF stay
// what they are. WebP, which no library here writes, becomes PNG where it is
// lossless or transparent, otherwise JPEG. An animation plays for five seconds
// and rests on its last frame (WCAG 2.2, 2.2.2: nothing moves on without end).
//
// # Bounds
//
// A file has at most 20 MB, a picture 25 million pixels and 30,000 on a side, an
// animation 100 million in all frames together; a JPEG has at most 64 scans. What
// is beyond is known from the head, before any pixel is unpacked, so that a small
// file that unpacks to a large one costs nothing. What lies about its format is
// refused: servers and browsers go by the name.
//
// # What it stands on
//
// golang.org/x/image reads WebP (webp): kept by the Go team, without
// dependencies. The rest is the standard library, but for Scale: libraries scale
// with fractions, which differ in their last bit from processor to processor.
// Equal bytes give equal bytes.
//
// Absent on purpose: names of published files, HTML, findings.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/image/webp"
)

// Bounds of a picture that is published.
const (
	MaxBytes  = 20 << 20
	maxPixels = 25_000_000
	maxSide   = 30_000
	maxMoving = 100_000_000 // pixels of all frames together
	maxFrames = 1000
	maxScans  = 64
)

// fewBytes are so few that a narrower picture may well have more.
const fewBytes = 24 << 10

// headBytes is how much is read at first: the size of a picture almost always
// stands in it.
const headBytes = 128 << 10

// Unfit says why a picture cannot be published and how to mend it.
type Unfit struct{ Reason, Help string }

func (u *Unfit) Error() string { return u.Reason }

// format is one way to write pictures.
type format struct {
	name    string // for authors
	endings []string
	magic   string // first bytes; ? is any
	config  func(io.Reader) (image.Config, error)
	decode  func(io.Reader) (image.Image, error)
	whole   bool // the head alone does not tell all
}

var formats = []*format{
	{name: "PNG", endings: []string{".png"}, magic: "\x89PNG\r\n\x1a\n", config: png.DecodeConfig, decode: png.Decode},
	{name: "JPEG", endings: []string{".jpg", ".jpeg"}, magic: "\xff\xd8\xff", config: jpeg.DecodeConfig, decode: jpeg.Decode},
	{name: "GIF", endings: []string{".gif"}, magic: "GIF8", config: gif.DecodeConfig, whole: true},
	{name: "WebP", endings: []string{".webp"}, magic: "RIFF????WEBP", config: webp.DecodeConfig, decode: webp.Decode, whole: true},
}

// Endings lists the endings of the names of pictures.
func Endings() []string {
	var out []string
	for _, f := range formats {
		out = append(out, f.endings...)
	}
	return out
}

// Named tells by its name whether a file should be a picture.
func Named(name string) bool { return byName(name) != nil }

func byName(name string) *format {
	ending := strings.ToLower(path.Ext(name))
	for _, f := range formats {
		if slices.Contains(f.endings, ending) {
			return f
		}
	}
	return nil
}

func byContent(b []byte) *format {
	for _, f := range formats {
		if len(b) >= len(f.magic) && !slices.ContainsFunc([]byte(indices[:len(f.magic)]), func(i byte) bool {
			return f.magic[i] != '?' && f.magic[i] != b[i]
		}) {
			return f
		}
	}
	return nil
}

const indices = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b"

// Info is what is known of a picture before it is drawn.
type Info struct {
	Width, Height int // as it is seen, turned the way the camera was held
	// Ending is the ending that Draw's bytes have where the picture's name has
	// another one: ".png" or ".jpg" for WebP, otherwise empty.
	Ending string
	// Scales tells whether Draw can make it narrower and that is worth doing: what
	// may move stays as it is, and what has few bytes needs not have fewer.
	Scales bool
}

// HeightIn is the height that a picture has in a width.
func (i Info) HeightIn(width int) int {
	return max(1, (i.Height*width+i.Width/2)/i.Width)
}

// look is an Info with what drawing needs to know.
type look struct {
	Info
	*format
	orientation int
}

// Look reads the head of a picture, or as much as it takes to know its size;
// length is how many bytes it has. An *Unfit says why it cannot be published;
// other errors are those of r.
func Look(name string, r io.Reader, length int64) (Info, error) {
	if length > MaxBytes {
		return Info{}, tooLarge
	}
	head, err := io.ReadAll(io.LimitReader(r, headBytes))
	if err != nil {
		return Info{}, err
	}
	seen, short := lookAt(name, head)
	if short != nil || seen.whole {
		rest, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
		if err != nil {
			return Info{}, err
		}
		seen, short = lookAt(name, append(head, rest...))
	}
	seen.Scales = seen.Scales && length >= fewBytes
	return seen.Info, short
}

var tooLarge = &Unfit{fmt.Sprintf("the picture has more than %d bytes, the most that is published", MaxBytes), "make it smaller"}

// lookAt looks at a picture or the head of one.
func lookAt(name string, b []byte) (look, error) {
	named, f := byName(name), byContent(b)
	switch {
	case len(b) > MaxBytes:
		return look{}, tooLarge
	case f == nil:
		return look{}, unreadable(errors.New("it is none of PNG, JPEG, GIF and WebP"))
	case f != named:
		return look{}, &Unfit{"its name says that it is something else, but this is a " + f.name + " picture", "give it the ending " + f.endings[0]}
	}
	c, err := f.config(bytes.NewReader(b))
	if err != nil {
		return look{}, unreadable(err)
	}
	pixels := int64(c.Width) * int64(c.Height)
	if c.ColorModel == color.NRGBA64Model || c.ColorModel == color.RGBA64Model {
		pixels *= 2 // they take twice the room
	}
	switch {
	case c.Width < 1 || c.Height < 1:
		return look{}, unreadable(errors.New("it has no pixels"))
	case pixels > maxPixels || c.Width > maxSide || c.Height > maxSide:
		return look{}, &Unfit{fmt.Sprintf("the picture has %d × %d pixels; at most %d, and %d on a side, are published", c.Width, c.Height, maxPixels, maxSide), "make it smaller"}
	}
	seen := look{Info{Width: c.Width, Height: c.Height, Scales: true}, f, orientation(f, b)}
	if seen.orientation > 4 {
		seen.Width, seen.Height = c.Height, c.Width
	}
	switch f.name {
	case "GIF":
		seen.Scales = false
		err = boundFrames(b)
	case "WebP":
		seen.Ending = ".jpg"
		if c.ColorModel != color.YCbCrModel {
			seen.Ending = ".png"
		}
	}
	for p := range parts(f, b) {
		switch p.name {
		case "acTL", "ANIM":
			err = &Unfit{"the picture moves, which " + f.name + " cannot when it is published", "save it as GIF"}
		case "VP8L":
			seen.Ending = ".png"
		}
	}
	return seen, err
}

func unreadable(err error) *Unfit {
	return &Unfit{"this is no picture that can be read: " + err.Error(), "save it again as PNG or JPEG"}
}
