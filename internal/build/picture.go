package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"

	"hria/internal/diag"
	"hria/internal/picture"
	"hria/internal/site"
)

const (
	fileBytes = 100 << 20 // of a file that a document links to and that is no picture
	// Pictures that a session remembers take no more than this together.
	picturesKept = 64 << 20
	// Of pictures with more pixels than this, one is drawn at a time, since each
	// takes hundreds of megabytes for a moment.
	largePixels = 6_000_000
)

// gallery looks at pictures and keeps what it finds.
type gallery struct {
	files fs.FS
	found diag.List
}

// info tells what a picture is like, and notes why it cannot be published.
func (g *gallery) info(name string) (picture.Info, bool) {
	info, err := lookAtPicture(g.files, name)
	if err != nil {
		g.found = append(g.found, badPicture(name, err)...)
	}
	return info, err == nil
}

func lookAtPicture(files fs.FS, name string) (picture.Info, error) {
	f, err := files.Open(name)
	if err != nil {
		return picture.Info{}, err
	}
	defer f.Close()
	about, err := f.Stat()
	if err != nil {
		return picture.Info{}, err
	}
	return picture.Look(name, f, about.Size())
}

// badPicture reports a picture that cannot be published.
func badPicture(name string, err error) diag.List {
	var unfit *picture.Unfit
	if !errors.As(err, &unfit) {
		return diag.List{cannotRead(name, err)}
	}
	return badFile("TX-15", name, unfit.Reason, unfit.Help)
}

func badFile(rule, name, message, help string) diag.List {
	return diag.List{{Rule: rule, Severity: diag.Error, Span: diag.Span{File: &diag.File{Path: name}}, Message: message, Help: help}}
}

// lookAtFile checks the size of a file that is to be published, so that what
// cannot be published is known before anything is written. Pictures were looked
// at when pages were planned.
func lookAtFile(files fs.FS, name string) diag.List {
	if picture.Named(name) {
		return nil
	}
	info, err := fs.Stat(files, name)
	if err != nil {
		return diag.List{cannotRead(name, err)}
	}
	if info.Size() > fileBytes {
		return badFile("TX-01", name, fmt.Sprintf("the file has %d bytes; at most %d are published", info.Size(), fileBytes), "make it smaller, or link to it elsewhere")
	}
	return nil
}

// file gives the bytes to publish of a file of the author's. A picture is drawn
// anew: nothing but what is seen of it gets out, no place where it was taken, no
// name, no comment.
func (s *Site) file(ctx context.Context, f site.File) ([]byte, diag.List, error) {
	if bad := lookAtFile(s.in.Files, f.Source); len(bad) > 0 {
		return nil, bad, nil
	}
	if !picture.Named(f.Source) {
		b, err := fs.ReadFile(s.in.Files, f.Source)
		return b, nil, err
	}
	b, err := readFile(s.in.Files, f.Source)
	if err != nil {
		return nil, diag.List{cannotRead(f.Source, err)}, nil
	}
	out, err := s.draw(ctx, f, b)
	var unfit *picture.Unfit
	if errors.As(err, &unfit) {
		return nil, badPicture(f.Source, err), nil
	}
	return out, nil, err
}

// drawn is a picture as it is published, or why it is not.
type drawn struct {
	bytes []byte
	err   error
}

// draw draws a picture, or finds the same one from before.
func (s *Site) draw(ctx context.Context, f site.File, b []byte) ([]byte, error) {
	h := sha256.New()
	fmt.Fprintf(h, "picture %q %d %q\n", f.Source, f.Width, s.in.Version)
	h.Write(b)
	key := digest(h.Sum(nil))
	v := s.session.pictures.get(key, always, func() (drawn, bool) {
		out, ok := s.in.Cache.load(key)
		var err error
		if !ok {
			if out, err = s.session.paint(ctx, f, b); err == nil {
				s.in.Cache.store(key, out)
			}
		}
		return drawn{out, err}, err == nil && s.session.kept.Add(int64(len(out))) <= picturesKept
	})
	return v.bytes, v.err
}

// paint is the costly part.
func (s *Session) paint(ctx context.Context, f site.File, b []byte) ([]byte, error) {
	info, err := picture.Look(f.Source, bytes.NewReader(b), int64(len(b)))
	if err == nil && info.Width*info.Height > largePixels {
		s.large.Lock()
		defer s.large.Unlock()
	}
	return picture.Draw(ctx, f.Source, b, f.Width)
}
