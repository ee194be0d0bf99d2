// Package source turns the files of a site into documents: it lists them,
// splits each into front matter and body, and has both read. It knows where
// things stand in a file and nothing of what they mean. Front matter between
// lines of +++ is TOML, between lines of --- it is YAML; both make one Table.
//
// A document always comes back beside its findings, however broken the file,
// so that one file does not hide the findings of the others. Head and body are
// read in place: byte offsets are those of the file in every view.
//
// A passage between "::: restricted" (or "::: confidential") and ":::" is meant
// for fewer readers than the public. Public returns the document without it.
package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/markdown"
	"hria/internal/table"
)

// MaxBytes is the size of the largest document that is read.
const MaxBytes = 1 << 20

// Document is one file of content.
type Document struct {
	File *diag.File
	Slug string // the path below the content folder, without language and ending: "a/b"
	Lang string // the language in the file's name: "fr" of a.fr.md, "" of a.md
	// Edition is the version in the file's name, of an earlier edition that is
	// kept beside the document: "1.0" of a@1.0.md, "" of a.md.
	Edition string
	Dir     string       // the folder that relative links start from
	Front   *table.Table // once the document was checked, its outline
	Body    *markdown.Doc
	// Broken tells that the front matter could not be read, for which there is
	// a finding; what is missing from it is then nobody's fault.
	Broken bool

	passages []passage
	start    int    // of the body
	language string // of the text: what the front matter says, else the file's name
}

// List gives the paths of all documents below a folder, sorted; names that
// begin with a full stop or an underscore are left out. Others are the files
// beside them, such as pictures.
func List(fsys fs.FS, dir string) (documents, others []string, err error) {
	err = fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != dir && strings.ContainsAny(d.Name()[:1], "._"):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() || d.Type()&^fs.ModeSymlink != 0: // a link is followed when it is read, inside the site
		case path.Ext(name) == ".md":
			documents = append(documents, name)
		default:
			others = append(others, name)
		}
		return nil
	})
	slices.Sort(documents) // a folder comes before a file of its name
	return documents, others, err
}

// Parse reads one document. name is its path in the site, content the folder
// that slugs start from.
func Parse(content, name string, text []byte) (*Document, diag.List) {
	d := &Document{File: &diag.File{Path: name, Text: text}, Dir: path.Dir(name)}
	d.Slug, d.Lang, d.Edition = slug(content, name)
	d.Front = &table.Table{Span: diag.Span{File: d.File}}
	if f, bad := unreadable(d.File); bad {
		d.Body, d.Broken = markdown.Parse(&diag.File{Path: name}, 0, ""), true
		return d, diag.List{f}
	}
	head, findings := d.split()
	if head.end > head.start {
		read := table.ParseTOML
		if head.yaml {
			read = table.ParseYAML
		}
		var bad diag.List
		d.Front, bad = read(d.File, head.start, head.end)
		findings = append(findings, bad...)
	}
	d.Broken = len(findings) > 0
	if d.language = d.Lang; locale.ValidLanguage(d.Front.Str("lang")) {
		d.language = d.Front.Str("lang")
	}
	passages, bad := findPassages(d.File, d.start)
	d.passages = passages
	d.Body = markdown.Parse(d.view(false), d.start, d.language)
	findings = append(append(findings, bad...), d.Body.Findings...)
	return d, append(findings, overrides(d.File)...)
}

// BodyStart is the byte of the file at which the text below the front matter
// begins.
func (d *Document) BodyStart() int { return d.start }

// slug splits a path into slug, language and edition: "assessments/a/b.fr.md"
// gives "a/b" and "fr", "assessments/a/index@1.0.md" gives "a" and "1.0".
func slug(content, name string) (slug, lang, edition string) {
	rel := strings.TrimSuffix(strings.TrimPrefix(name, content+"/"), ".md")
	if i := strings.LastIndexByte(rel, '.'); i > strings.LastIndexByte(rel, '/')+1 && locale.ValidLanguage(rel[i+1:]) {
		rel, lang = rel[:i], rel[i+1:]
	}
	dir, last := path.Split(rel)
	last, edition, _ = strings.Cut(last, "@")
	if last == "index" && dir != "" {
		return strings.TrimSuffix(dir, "/"), lang, edition
	}
	return dir + last, lang, edition
}

// region is the front matter without its fences.
type region struct {
	start, end int
	yaml       bool
}

// split finds the front matter between two lines of +++ (TOML) or of --- (YAML)
// and sets where the body starts.
func (d *Document) split() (head region, findings diag.List) {
	text := d.File.Text
	at := len(text) - len(bytes.TrimPrefix(text, []byte("\ufeff")))
	first, next := line(text, at)
	fence := string(first)
	if fence != "+++" && fence != "---" {
		d.start = at
		return region{}, diag.List{d.noFront(first, at)}
	}
	for pos := next; pos < len(text); {
		l, after := line(text, pos)
		if string(l) == fence {
			d.start = after
			return region{next, pos, fence == "---"}, nil
		}
		pos = after
	}
	d.start = len(text)
	return region{}, diag.List{{Rule: "SY-01", Severity: diag.Error, Span: diag.Span{File: d.File, Start: at, End: at + 3},
		Message: "the front matter is never closed", Help: "write a line " + fence + " between the front matter and the text"}}
}

func (d *Document) noFront(first []byte, at int) diag.Finding {
	f := diag.Finding{Rule: "SY-01", Severity: diag.Error, Span: diag.Span{File: d.File, Start: at, End: at + len(first)},
		Message: "the document has no front matter",
		Help:    "begin the file with a line +++, then keys such as kind = \"assessment\", then another line +++; hria new writes such a file"}
	switch {
	case len(bytes.TrimSpace(d.File.Text)) == 0:
		f.Message = "the file is empty"
	case strings.HasPrefix(string(bytes.TrimSpace(first)), "+++"):
		f.Message = "the line that opens the front matter holds more than +++"
		f.Help = "write +++ alone on the first line, without spaces before it"
	}
	return f
}

// line gives the line at pos without its end and trailing space, and where the
// next one begins.
func line(text []byte, pos int) (l []byte, next int) {
	end := bytes.IndexByte(text[pos:], '\n')
	if end < 0 {
		return bytes.TrimRight(text[pos:], " \t\r"), len(text)
	}
	return bytes.TrimRight(text[pos:pos+end], " \t\r"), pos + end + 1
}

// unreadable reports a file that cannot be read as text at all.
func unreadable(file *diag.File) (diag.Finding, bool) {
	text := file.Text
	if len(text) <= MaxBytes && utf8.Valid(text) && !slices.ContainsFunc(text, func(c byte) bool { return control(rune(c)) }) {
		return diag.Finding{}, false
	}
	f := diag.Finding{Rule: "SY-01", Severity: diag.Error, Span: diag.Span{File: file}}
	if len(text) > MaxBytes {
		f.Span.File = &diag.File{Path: file.Path}
		f.Message = fmt.Sprintf("the file has %d bytes; at most %d are read", len(text), MaxBytes)
		f.Help = "split the document, or move data into files beside it"
		return f, true
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			f.Message = fmt.Sprintf("byte 0x%02x is not UTF-8 text", text[i])
			f.Help = "save the file with the encoding UTF-8"
		case control(r):
			f.Message = fmt.Sprintf("control character U+%04X", r)
			f.Help = "remove the character; a document is plain text"
		}
		if f.Message != "" {
			f.Span.Start, f.Span.End = i, i+size
			return f, true
		}
		i += size
	}
	return f, false
}

// control tells whether a character of ASCII is none of plain text.
func control(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f }

// overrides reports characters that turn the reading direction unseen.
func overrides(file *diag.File) diag.List {
	var found diag.List
	for at := 0; ; {
		i := bytes.IndexByte(file.Text[at:], 0xe2) // which all of them begin with
		if i < 0 {
			return found
		}
		at += i
		r, size := utf8.DecodeRune(file.Text[at:])
		if !turns(r) {
			at += size
			continue
		}
		found = append(found, diag.Finding{Rule: "TX-07", Severity: diag.Warning, Span: diag.Span{File: file, Start: at, End: at + size},
			Message: fmt.Sprintf("U+%04X turns the reading direction unseen", r),
			Help:    "remove it; hria sets the direction of each text from its language"})
		at += size
	}
}

// turns tells whether a character overrides or isolates the reading direction.
func turns(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }
