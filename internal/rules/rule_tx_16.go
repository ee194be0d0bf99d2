package rules

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// Pencil marks what is still to be written, in the text, in a value or in a
// comment beside one. No language uses the sign in its words.
const Pencil = "✎"

// tx16: an example that nobody replaced is not published. The mark is looked for
// in the bytes of the file, so that one in a comment counts: it stands beside a
// value that had to be something.
var tx16 = Rule{ID: "TX-16", Document: func(r *Report, a *assessment.Assessment) {
	level := diag.Warning
	if a.Published() {
		level = diag.Error
	}
	file := a.Source.File
	for at := 0; ; {
		i := bytes.Index(file.Text[at:], []byte(Pencil))
		if i < 0 {
			return
		}
		at += i
		end := at + len(Pencil)
		line, _, _ := bytes.Cut(file.Text[end:], []byte("\n"))
		what := "still to be written"
		if key := valueOf.FindSubmatch(file.Text[bytes.LastIndexByte(file.Text[:at], '\n')+1 : at]); key != nil && at < a.Source.BodyStart() {
			what = fmt.Sprintf("%q is still to be written", key[1])
		}
		if words := marked(string(line)); words != "" {
			what += ": " + words
		}
		r.addAt(level, diag.Span{File: file, Start: at, End: end}, "write it, and take the "+Pencil+" away", "%s", what)
		at = end
	}
}}

// valueOf finds the key whose value a mark stands in or beside.
var valueOf = regexp.MustCompile(`^[\s-]*([A-Za-z_-]+)"?\s*[=:]`)

// marked is what a mark says on the rest of its line, shortened.
func marked(line string) string {
	const most = 60
	line, _, _ = strings.Cut(line, Pencil)
	line, _, _ = strings.Cut(line, `"`)
	line = strings.Trim(line, " \t\r.…*_`")
	if letters := []rune(line); len(letters) > most {
		line = strings.TrimSpace(string(letters[:most])) + "…"
	}
	return line
}
