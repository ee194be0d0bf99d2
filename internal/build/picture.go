package build

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"path"
	"strings"

	"hria/internal/diag"
)

// Bounds of a picture that is published.
const (
	pictureBytes  = 20 << 20
	picturePixels = 25_000_000
	gifPixels     = 100_000_000 // of all frames together
	fileBytes     = 100 << 20   // of any other file that a document links to
)

// isPicture tells by its name whether a file should be a picture.
func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif":
		return true
	}
	return false
}

// lookAtFile checks size and head of a file that is to be published, so that
// what cannot be published is known before anything is written.
func lookAtFile(files fs.FS, name string) diag.List {
	f, err := files.Open(name)
	if err != nil {
		return diag.List{cannotRead(name, err)}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return diag.List{cannotRead(name, err)}
	}
	limit := int64(fileBytes)
	if isPicture(name) {
		limit = pictureBytes
	}
	if info.Size() > limit {
		return badFile(name, fmt.Sprintf("the file has %d bytes; at most %d are published", info.Size(), limit), "make it smaller, or link to it elsewhere")
	}
	if !isPicture(name) {
		return nil
	}
	c, format, err := image.DecodeConfig(io.LimitReader(f, pictureBytes))
	switch {
	case err != nil:
		return badFile(name, "this is no picture that can be read: "+err.Error(), "save it again as PNG, JPEG or GIF")
	case c.Width < 1 || c.Height < 1 || c.Width > picturePixels/c.Height:
		return badFile(name, fmt.Sprintf("the %s picture has %d × %d pixels; at most %d are published", format, c.Width, c.Height, picturePixels), "make it smaller")
	}
	return nil
}

func badFile(name, message, help string) diag.List {
	return diag.List{{Rule: "TX-01", Severity: diag.Error, Span: diag.Span{File: &diag.File{Path: name}}, Message: message, Help: help}}
}

// publishFile gives the bytes to publish of a file. A picture is drawn anew:
// nothing but what is seen of it gets out, no place where it was taken, no
// name, no comment.
func publishFile(files fs.FS, name string) ([]byte, diag.List, error) {
	if bad := lookAtFile(files, name); len(bad) > 0 {
		return nil, bad, nil
	}
	b, err := fs.ReadFile(files, name)
	if err != nil || !isPicture(name) {
		return b, nil, err
	}
	clean, err := redraw(b)
	if err != nil {
		return nil, badFile(name, "this is no picture that can be read: "+err.Error(), "save it again as PNG, JPEG or GIF"), nil
	}
	return clean, nil, nil
}

func redraw(b []byte) ([]byte, error) {
	_, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if format == "gif" {
		return redrawGIF(b)
	}
	picture, _, err := image.Decode(bytes.NewReader(b))
	switch {
	case err != nil:
		return nil, err
	case format == "jpeg":
		err = jpeg.Encode(&out, picture, &jpeg.Options{Quality: 90})
	default:
		err = png.Encode(&out, picture)
	}
	return out.Bytes(), err
}

func redrawGIF(b []byte) ([]byte, error) {
	moving, err := gif.DecodeAll(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if n := len(moving.Image) * moving.Config.Width * moving.Config.Height; n > gifPixels {
		return nil, fmt.Errorf("its %d frames have %d pixels together", len(moving.Image), n)
	}
	var out bytes.Buffer
	err = gif.EncodeAll(&out, moving)
	return out.Bytes(), err
}
