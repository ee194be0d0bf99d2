package cli

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"hria/internal/diag"
)

// terminal is where hria speaks.
type terminal struct {
	out, err       io.Writer
	colour         bool // on err
	live           bool // err is a terminal: lines may be overwritten
	quiet, verbose bool
	shown          int // percent, of progress
}

// isTerminal tells whether what is read from or written to is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// detail says what only a curious user wants to know.
func (t *terminal) detail(format string, args ...any) {
	if t.verbose && !t.quiet {
		fmt.Fprintf(t.err, format+"\n", args...)
	}
}

// note says what helps a user to go on.
func (t *terminal) note(format string, args ...any) {
	if !t.quiet {
		fmt.Fprintf(t.err, format+"\n", args...)
	}
}

// progress gives a callback that shows how far the work is, on one line.
func (t *terminal) progress(what string) func(done, total int) {
	if !t.live || t.quiet {
		return nil
	}
	t.shown = -1
	return func(done, total int) {
		percent := done * 100 / max(total, 1)
		if percent == t.shown || total < 50 {
			return
		}
		t.shown = percent
		fmt.Fprintf(t.err, "\r%s %d of %d\x1b[K", what, done, total)
		if done == total {
			fmt.Fprint(t.err, "\r\x1b[K")
		}
	}
}

// findings prints at most most findings, the gravest first where some must be
// left out, and says how many were.
func (t *terminal) findings(w io.Writer, list diag.List, most int) {
	shown := cut(list, most)
	diag.Text{Colour: t.colour && isTerminal(w)}.Write(w, shown)
	if left := len(list) - len(shown); left > 0 {
		fmt.Fprintf(t.err, "%s not shown\nhint: raise show in [check] of hria.toml to see them\n", plural(left, "more finding is", "more findings are"))
	}
}

// cut keeps most findings in their order; errors stay before warnings go.
func cut(list diag.List, most int) diag.List {
	if len(list) <= most {
		return list
	}
	left := map[diag.Severity]int{}
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		left[s] = min(list.Count(s), max(most, 0))
		most -= left[s]
	}
	var out diag.List
	for _, f := range list {
		if left[f.Severity] > 0 {
			left[f.Severity]--
			out = append(out, f)
		}
	}
	return out
}

// plural writes a count with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// tally says in words how many findings of which weight there are.
func tally(list diag.List) string {
	out := ""
	for _, s := range []struct {
		severity  diag.Severity
		one, many string
	}{{diag.Error, "error", "errors"}, {diag.Warning, "warning", "warnings"}, {diag.Info, "remark", "remarks"}} {
		if n := list.Count(s.severity); n > 0 {
			if out != "" {
				out += ", "
			}
			out += plural(n, s.one, s.many)
		}
	}
	if out == "" {
		return "no findings"
	}
	return out
}
