package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

// mostBeside is how many bytes the files beside documents may have together, and
// the fonts of the settings, for what a preview showed to be kept: to know
// whether they are what they were all of them are read.
const mostBeside = 64 << 20

var errReplaced = errors.New("it was replaced since the site was built")

// stamp tells one state of a file from another within a session without reading
// it. The size of what is not there is -1.
type stamp struct{ size, written int64 }

// stamps are those of the files beside documents and of the fonts that the
// settings name, as they were before a build read one of them.
type stamps map[string]stamp

// besides are the sums of such files that were read already.
type besides struct {
	mu   sync.Mutex
	sums map[string]besideSum
}

type besideSum struct {
	stamp
	sum digest
}

// stampsOf looks at files. Those that are known are taken over.
func stampsOf(in Input, c settings, others []string, known func(name string) (stamp, bool)) stamps {
	out := make(stamps, len(others))
	look := func(name string) {
		is, ok := known(name)
		if !ok {
			is = stampOf(in.Files, name)
		}
		out[name] = is
	}
	for _, name := range others {
		look(name)
	}
	for _, entry := range c.PDF.Fonts {
		name, _, _ := strings.Cut(entry, "#")
		look(name)
	}
	return out
}

func stampOf(files fs.FS, name string) stamp {
	info, err := fs.Stat(files, name)
	if err != nil {
		return stamp{size: -1}
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}
}

// stamp looks at the files beside documents again that may have changed since
// the last build.
func (s *Session) stamp(in Input, c settings, others []string) stamps {
	before := s.stamps
	s.stamps = stampsOf(in, c, others, func(name string) (stamp, bool) {
		is, ok := before[name]
		return is, ok && !s.changed.has(name)
	})
	s.beside.retain(s.stamps)
	return s.stamps
}

// sum gives the sums of files, read on all cores where they are not known. It
// fails where one is not what its stamp says, so that nobody takes the sum of a
// file for that of the one that a page was made of, and where there is too much.
// A file that is not there is known as that.
func (b *besides) sum(ctx context.Context, in Input, files stamps) (map[string]digest, error) {
	total := int64(0)
	for _, is := range files {
		if total += max(is.size, 0); total > mostBeside {
			return nil, errTooMuch
		}
	}
	names := slices.Sorted(maps.Keys(files))
	sums := make([]digest, len(names))
	err := each(ctx, in.Jobs, len(names), func(i int) (err error) {
		sums[i], err = b.sumOf(ctx, in.Files, names[i], files[names[i]])
		return err
	}, func(i int) string { return names[i] })
	if err != nil {
		return nil, err
	}
	out := make(map[string]digest, len(names))
	for i, name := range names {
		out[name] = sums[i]
	}
	return out, nil
}

func (b *besides) sumOf(ctx context.Context, files fs.FS, name string, was stamp) (digest, error) {
	b.mu.Lock()
	known, ok := b.sums[name]
	b.mu.Unlock()
	if !ok || known.stamp != was {
		sum, err := sumFile(ctx, files, name)
		if err != nil && !(errors.Is(err, fs.ErrNotExist) && was.size < 0) {
			return digest{}, err
		}
		known = besideSum{was, sum}
	}
	if stampOf(files, name) != was {
		return digest{}, fmt.Errorf("%s: %w", name, errReplaced)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.sums == nil {
		b.sums = map[string]besideSum{}
	}
	b.sums[name] = known
	return known.sum, nil
}

// retain forgets the sums of other files.
func (b *besides) retain(files stamps) {
	b.mu.Lock()
	defer b.mu.Unlock()
	maps.DeleteFunc(b.sums, func(name string, is besideSum) bool { return files[name] != is.stamp })
}

// sumFile gives the sum of a file that is there.
func sumFile(ctx context.Context, files fs.FS, name string) (digest, error) {
	f, err := files.Open(name)
	if err != nil {
		return digest{}, err
	}
	defer f.Close()
	h := sha256.New()
	for err == nil {
		if _, err = io.CopyN(h, f, 1<<20); err == nil {
			err = ctx.Err()
		}
	}
	if err != io.EOF {
		return digest{}, err
	}
	return digest(h.Sum(nil)), nil
}
