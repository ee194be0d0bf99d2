package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"hria/internal/diag"
)

// rounds bounds how often a file is mended and checked again. Fixes that
// overlap need a second round; none needs more.
const rounds = 4

// mend applies what is certain among the findings and checks again. In a dry
// run it only shows what it would do.
func (c *Command) mend(t *terminal, call *checkCall, found checked, again func() (checked, error)) (checked, error) {
	root, err := os.OpenRoot(call.folder)
	if err != nil {
		return found, err
	}
	defer root.Close()
	total := 0
	for range rounds {
		n := 0
		for _, file := range files(found.findings) {
			text, mended := diag.Mend(file, found.findings)
			c.show(t, call, file, text)
			if !call.dryRun {
				if err := replace(root, file, text); err != nil {
					return found, err
				}
				for _, f := range mended {
					s := f.Fix.Span
					t.note("mended %s: %s → %s [%s]", diag.Place(s), s.File.Text[s.Start:s.End], f.Fix.Text, f.Rule)
				}
			}
			n += len(mended)
		}
		total += n
		if call.dryRun || n == 0 {
			break
		}
		if found, err = again(); err != nil {
			return found, err
		}
	}
	switch {
	case call.dryRun:
		t.note("%s would be mended; nothing was written", plural(total, "finding", "findings"))
	case total == 0:
		t.note("nothing to mend that is certain")
	}
	return found, nil
}

// files lists the files that have fixes, in the order of the findings.
func files(list diag.List) []*diag.File {
	var out []*diag.File
	seen := map[*diag.File]bool{}
	for _, f := range list {
		if f.Fix != nil && !seen[f.Fix.Span.File] {
			seen[f.Fix.Span.File] = true
			out = append(out, f.Fix.Span.File)
		}
	}
	return out
}

// show prints the difference: as the result of a dry run, or on a terminal.
func (c *Command) show(t *terminal, call *checkCall, file *diag.File, text []byte) {
	switch {
	case call.dryRun && call.format == "text":
		writeDiff(c.Stdout, file, text)
	case t.live && !t.quiet:
		writeDiff(c.Stderr, file, text)
	}
}

// writeDiff prints a difference that patch understands. A fix stays within its
// line, so that both texts have the same lines.
func writeDiff(w io.Writer, file *diag.File, text []byte) {
	fmt.Fprintf(w, "--- a/%s\n+++ b/%s\n", file.Path, file.Path)
	before, after := bytes.SplitAfter(file.Text, []byte("\n")), bytes.SplitAfter(text, []byte("\n"))
	for i := range min(len(before), len(after)) {
		if !bytes.Equal(before[i], after[i]) {
			fmt.Fprintf(w, "@@ -%d +%d @@\n-%s+%s", i+1, i+1, ended(before[i]), ended(after[i]))
		}
	}
}

func ended(line []byte) string {
	if bytes.HasSuffix(line, []byte("\n")) {
		return string(line)
	}
	return string(line) + "\n\\ No newline at end of file\n"
}

// replace writes a file beside the old one and then puts it in its place, so
// that no half of it is ever seen. A file that changed since it was checked
// stays as it is.
func replace(root *os.Root, file *diag.File, text []byte) error {
	name := file.Path
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, file.Text) {
		return usage("call hria check --fix once more", "%q changed while it was checked", name)
	}
	info, err := root.Stat(name)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return usage("make it writable, or mend it yourself", "%q may not be written", name)
	}
	staged := path.Join(path.Dir(name), ".hria-fix-"+path.Base(name))
	root.Remove(staged) // left by a run that was killed
	f, err := root.OpenFile(staged, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close(), root.Chmod(staged, info.Mode().Perm())); err == nil {
		err = root.Rename(staged, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(staged))
	}
	return nil
}
