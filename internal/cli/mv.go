package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hria/internal/assessment"
	"hria/internal/rename"
	"hria/internal/site"
)

const mvHelp = `mv gives a document, a record or an id another name and mends every reference to it.

A document is named by its file, its slug or its id. Its translations, its earlier editions
and the folder of its name move with it, links from and to it are mended, and its old
address stays as an alias. A new name that ends with a slash is a folder to move into.

A record is named as DOCUMENT#RECORD; it gets its new id in all languages of the document,
and in every front matter, cross-link, link and heading that means it. With two ids of
documents, such as HRIA-2026-003 HRIA-2026-009, the document gets another id.

Earlier editions stay as readers were given them, but for the id of the document; mv says
which of them go on naming what was renamed as it was.

All other bytes stay: comments, order, line ends. Words in prose and in code that look like
an id are no references. All files change, or none does.`

func (c *Command) mvCommand(t *terminal) *cobra.Command {
	p, dryRun := &place{jobs: 1}, false
	cmd := &cobra.Command{
		Use:   "mv <old> <new>",
		Short: "rename a document or a record, and mend what refers to it",
		Long:  mvHelp,
		Example: "  hria mv harbour-cameras port-cameras\n  hria mv assessments/harbour-cameras.md archive/\n" +
			"  hria mv HRIA-2026-003#I2 I7\n  hria mv HRIA-2026-003 HRIA-2026-009 --dry-run",
		Args: arguments("an old name", "a new name"),
		RunE: func(_ *cobra.Command, args []string) error { return c.mv(t, p, args[0], args[1], dryRun) },
	}
	p.where(cmd)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show what would change, and write nothing")
	return cmd
}

func (c *Command) mv(t *terminal, p *place, from, to string, dryRun bool) error {
	session, in, err := p.begin(c)
	if err != nil {
		return err
	}
	settings, err := session.Settings(in)
	if err != nil {
		return err
	}
	words, err := session.Words(in)
	if err != nil {
		return err
	}
	docs, err := rename.Read(in.Files, words, settings.Paths.Content, func(a *assessment.Assessment) string { return site.Address(settings, a) })
	if errors.Is(err, fs.ErrNotExist) {
		return p.noContent(err)
	}
	if err != nil {
		return err
	}
	plan, err := docs.Plan(p.inSite(from, settings.Paths.Content), p.inSite(to, settings.Paths.Content))
	var refused *rename.Error
	if errors.As(err, &refused) {
		return usage(refused.Hint, "%s", refused)
	}
	if err != nil {
		return err
	}
	if dryRun {
		for _, change := range plan.Changes {
			writeChange(c.Stdout, change)
		}
	} else if err := carryOut(p.folder, plan.Changes); err != nil {
		return err
	} else {
		for _, change := range plan.Changes {
			fmt.Fprintln(c.Stdout, filepath.FromSlash(path.Join(filepath.ToSlash(p.folder), change.New)))
		}
	}
	t.note("%s", summary(plan, dryRun))
	if n := len(plan.Editions); n > 0 {
		t.note("%s it as it was, since readers were given it so: %s", plural(n, "earlier edition names", "earlier editions name"), strings.Join(plan.Editions, ", "))
		if plan.Unlinked {
			t.note("the page of an edition of another document shows that name without a link")
		}
	}
	return nil
}

// inSite reads a path as seen from the working folder, where it leads into the
// documents of the site; any other word stays as it is.
func (p *place) inSite(word, content string) string {
	base, err := filepath.Abs(p.folder)
	abs, err2 := filepath.Abs(word)
	rel, err3 := filepath.Rel(base, abs)
	if rel = filepath.ToSlash(rel); err != nil || err2 != nil || err3 != nil || !strings.HasPrefix(rel, content+"/") {
		return filepath.ToSlash(word)
	}
	if strings.HasSuffix(filepath.ToSlash(word), "/") {
		rel += "/"
	}
	return rel
}

func summary(p rename.Plan, dryRun bool) string {
	moved, kept := 0, 0
	for _, c := range p.Changes {
		if c.Old != c.New {
			moved++
			kept += min(len(c.Edits), 1) // a document that moves has its old address among them
		}
	}
	out := p.What + ": "
	if moved > 0 {
		out += plural(moved, "file moved", "files moved") + ", "
	}
	out += plural(p.References, "reference mended", "references mended")
	if kept > 0 {
		out += ", " + plural(kept, "old address kept", "old addresses kept")
	}
	if dryRun {
		out = "nothing was written; it would be " + out
	}
	return out
}

// writeChange shows a change as git does.
func writeChange(w io.Writer, c rename.Change) {
	fmt.Fprintf(w, "diff --git a/%s b/%s\n", c.Old, c.New)
	if c.Old != c.New {
		fmt.Fprintf(w, "rename from %s\nrename to %s\n", c.Old, c.New)
	}
	if len(c.Edits) == 0 {
		return
	}
	fmt.Fprintf(w, "--- a/%s\n+++ b/%s\n", c.Old, c.New)
	grown := 0 // lines that came before
	for i := 0; i < len(c.Edits); {
		start := bytes.LastIndexByte(c.Before[:c.Edits[i].Start], '\n') + 1
		end := lineEnd(c.Before, c.Edits[i].End)
		n := i + 1
		for n < len(c.Edits) && c.Edits[n].Start < end {
			end = lineEnd(c.Before, c.Edits[n].End)
			n++
		}
		part := rename.Change{Before: c.Before[:end], Edits: slices.Clone(c.Edits[i:n])}
		before, after := c.Before[start:end], part.After()[start:]
		line := bytes.Count(c.Before[:start], []byte("\n")) + 1
		old, now := linesOf(before), linesOf(after)
		fmt.Fprintf(w, "@@ -%d,%d +%d,%d @@\n", line, len(old), line+grown, len(now))
		for _, l := range old {
			fmt.Fprintf(w, "-%s", ended(l))
		}
		for _, l := range now {
			fmt.Fprintf(w, "+%s", ended(l))
		}
		grown += len(now) - len(old)
		i = n
	}
}

func lineEnd(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

func linesOf(text []byte) [][]byte {
	return slices.DeleteFunc(bytes.SplitAfter(text, []byte("\n")), func(l []byte) bool { return len(l) == 0 })
}

// staged are the names of what waits beside a file until all is ready.
const staged, former = ".hria-mv-new-", ".hria-mv-old-"

// carryOut makes all changes or none: new texts are written beside the old ones,
// then files are renamed, and whatever fails is taken back.
func carryOut(folder string, changes []rename.Change) (err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	m := &mover{root: root}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.undo())
		}
		err = errors.Join(err, m.tidy())
	}()
	for _, c := range changes {
		if err := m.stage(c); err != nil {
			return err
		}
	}
	for _, c := range changes {
		if err := m.move(c); err != nil {
			return err
		}
	}
	return nil
}

// mover changes files so that every change can be taken back.
type mover struct {
	root   *os.Root
	done   [][2]string // renamed, from and to
	beside []string    // what is removed in the end
	made   []string    // folders
	left   []string    // folders that may be empty now
}

func beside(prefix, name string) string { return path.Join(path.Dir(name), prefix+path.Base(name)) }

// stage writes the new text of a file beside it, and refuses what could not be
// carried out.
func (m *mover) stage(c rename.Change) error {
	info, err := m.root.Lstat(c.Old)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return usage("rename it by hand, or put the file itself there", "%q is a symbolic link", c.Old)
	}
	if c.Old != c.New {
		if _, err := m.root.Lstat(c.New); err == nil {
			return usage("choose another name, or move that file away", "%q is there already", c.New)
		}
	}
	if len(c.Edits) == 0 {
		return nil
	}
	now, err := m.root.ReadFile(c.Old)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, c.Before) {
		return usage("call hria mv once more", "%q changed meanwhile", c.Old)
	}
	if info.Mode().Perm()&0o200 == 0 {
		return usage("make it writable", "%q may not be written", c.Old)
	}
	name := beside(staged, c.Old)
	m.beside = append(m.beside, name)
	m.root.Remove(name) // left by a run that was killed
	f, err := m.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(c.After())
	return errors.Join(err, f.Sync(), f.Close(), m.root.Chmod(name, info.Mode().Perm()))
}

// move puts a file into its place.
func (m *mover) move(c rename.Change) error {
	if err := m.folders(path.Dir(c.New)); err != nil {
		return err
	}
	if c.Old != c.New {
		m.left = append(m.left, path.Dir(c.Old))
	}
	if len(c.Edits) == 0 {
		return m.rename(c.Old, c.New)
	}
	old := beside(former, c.Old)
	m.root.Remove(old)
	if err := m.rename(c.Old, old); err != nil {
		return err
	}
	m.beside = append(m.beside, old)
	return m.rename(beside(staged, c.Old), c.New)
}

func (m *mover) rename(from, to string) error {
	if err := m.root.Rename(from, to); err != nil {
		return err
	}
	m.done = append(m.done, [2]string{from, to})
	return nil
}

// folders makes a folder and those above it, and remembers which.
func (m *mover) folders(dir string) error {
	if _, err := m.root.Lstat(dir); err == nil || dir == "." {
		return nil
	}
	if err := m.folders(path.Dir(dir)); err != nil {
		return err
	}
	if err := m.root.Mkdir(dir, 0o755); err != nil {
		return err
	}
	m.made = append(m.made, dir)
	return nil
}

// undo takes everything back, the last change first.
func (m *mover) undo() error {
	var errs []error
	for _, r := range slices.Backward(m.done) {
		errs = append(errs, m.root.Rename(r[1], r[0]))
	}
	for _, dir := range slices.Backward(m.made) {
		errs = append(errs, m.root.Remove(dir))
	}
	m.left = nil
	return errors.Join(errs...)
}

// tidy removes what was kept until the end, and folders that are empty now.
func (m *mover) tidy() error {
	var errs []error
	for _, name := range m.beside {
		if err := m.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	for _, dir := range m.left {
		for ; dir != "." && m.root.Remove(dir) == nil; dir = path.Dir(dir) {
		}
	}
	return errors.Join(errs...)
}
