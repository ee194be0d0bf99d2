package schema

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/table"
	"hria/internal/vocab"
)

// Check holds a table against the fields: unknown keys and wrong types
// (ID-02), and words that are not in their vocabulary (ID-03). kind is the
// document's kind, "" where it is not known or does not matter.
func Check(words *vocab.Set, fields []Field, kind string, t *table.Table) diag.List {
	c := &checker{words: words, top: fields, kind: kind, yaml: t.YAML}
	c.table(fields, t, nil)
	c.characters(t)
	return c.found
}

// suggestions bounds how many findings of a file get a search for the nearest
// word, which is costly: who reads that many needs no more of them.
const suggestions = 200

type checker struct {
	words *vocab.Set
	top   []Field
	kind  string
	yaml  bool // what is to be written is said in YAML
	found diag.List
}

func (c *checker) add(rule string, span diag.Span, help, message string, args ...any) {
	c.found = append(c.found, diag.Finding{Rule: rule, Severity: diag.Error, Span: span, Message: fmt.Sprintf(message, args...), Help: help})
}

// fixed gives the finding that was added last a certain fix.
func (c *checker) fixed(fix *diag.Fix) { c.found[len(c.found)-1].Fix = fix }

// trail is the way to a table through the keys that lead there. It is only
// written out where something is wrong.
type trail struct {
	above *trail
	key   string
}

func (at *trail) String() string {
	switch {
	case at == nil:
		return ""
	case at.above == nil:
		return at.key
	}
	return at.above.String() + "." + at.key
}

// table checks the entries of a table whose path is at, such as "impact".
func (c *checker) table(fields []Field, t *table.Table, at *trail) {
	for n := range t.Entries {
		e, i := &t.Entries[n], 0
		for i < len(fields) && fields[i].Key != e.Key {
			i++
		}
		switch {
		case strings.HasPrefix(e.Key, "x_"):
			// A site's own data.
		case i == len(fields):
			c.unknown(fields, e, at)
		case !fields[i].allowed(c.kind):
			c.add("ID-02", e.KeySpan, fmt.Sprintf("only these have it: %s", strings.Join(fields[i].kinds(), ", ")),
				"%s has no key %q", article(c.kind), e.Key)
		default:
			c.value(&fields[i], &e.Value, &trail{at, e.Key})
		}
	}
}

func article(kind string) string {
	if kind == "assessment" {
		return "an assessment"
	}
	return "a " + kind
}

// unknown reports a key that its table does not have. A key of the document
// below a [header] is the most common slip: TOML then counts it to that table.
func (c *checker) unknown(fields []Field, e *table.Entry, at *trail) {
	where := "in the front matter"
	if at != nil {
		where = "in [" + at.String() + "]"
	}
	if at != nil && slices.ContainsFunc(c.top, func(f Field) bool { return f.Key == e.Key && f.allowed(c.kind) }) {
		help := "%q belongs to the document: move it above the first [table] header"
		if c.yaml {
			help = "%q belongs to the document: write it without spaces before it"
		}
		c.add("ID-02", e.KeySpan, fmt.Sprintf(help, e.Key),
			"unknown key %q %s", e.Key, where)
		return
	}
	var known []string
	for _, f := range fields {
		if f.allowed(c.kind) {
			known = append(known, f.Key)
		}
	}
	c.add("ID-02", e.KeySpan, suggestion(c.near(func() string { return diag.Nearest(e.Key, known) }), known, "known keys"), "unknown key %q %s", e.Key, where)
}

// near searches for the nearest word while there are few findings.
func (c *checker) near(search func() string) string {
	if len(c.found) >= suggestions {
		return ""
	}
	return search()
}

// suggestion names the nearest word, or all of them where none is near.
func suggestion(near string, known []string, what string) string {
	if near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	const most = 24
	if len(known) > most {
		return fmt.Sprintf("%s: %s and %d more", what, strings.Join(known[:most], ", "), len(known)-most)
	}
	return what + ": " + strings.Join(known, ", ")
}

func (c *checker) value(f *Field, v *table.Value, at *trail) {
	switch {
	case f.List && v.Kind == table.Array:
		single := *f
		single.List = false
		for i := range v.Items {
			c.value(&single, &v.Items[i], at)
		}
	case f.List && !f.Loose:
		c.wrongType(f, v, at)
	case f.Type == Table || f.Type == Tables:
		c.nested(f, v, at)
	case f.Type == Map:
		c.mapping(f, v, at)
	case !f.accepts(v.Kind):
		c.wrongType(f, v, at)
	default:
		c.word(f, v, at)
	}
}

func (c *checker) nested(f *Field, v *table.Value, at *trail) {
	switch {
	case f.Type == Table && v.Table != nil:
		c.table(f.Fields, v.Table, at)
	case f.Type == Tables && v.Kind == table.Array:
		for i := range v.Items {
			item := &v.Items[i]
			if item.Table == nil {
				c.wrongType(f, item, at)
				continue
			}
			c.table(f.Fields, item.Table, at)
		}
	default:
		c.wrongType(f, v, at)
	}
}

// mapping checks a table whose keys are languages or countries.
func (c *checker) mapping(f *Field, v *table.Value, at *trail) {
	if v.Table == nil {
		c.wrongType(f, v, at)
		return
	}
	for i := range v.Table.Entries {
		e := &v.Table.Entries[i]
		c.place(f.Format, e.Key, e.KeySpan)
		if e.Value.Kind != table.String {
			c.wrongType(&Field{Type: Text}, &e.Value, &trail{at, e.Key})
		}
	}
}

func (f *Field) accepts(k table.Kind) bool {
	switch f.Type {
	case Integer:
		return k == table.Integer
	case Number:
		return k == table.Integer || k == table.Float
	case Bool:
		return k == table.Bool
	case Date:
		return k == table.Date
	}
	return k == table.String
}

// expects says in words and by example what the field holds.
func (f *Field) expects() (what, example string) {
	switch f.Type {
	case Integer:
		what, example = "a whole number", "3, without quotes"
	case Number:
		what, example = "a number", "1.5, without quotes"
	case Bool:
		what, example = "true or false", "true, without quotes"
	case Date:
		what, example = "a date", "2026-03-02, without quotes"
	case Table:
		return "a table", "{ key = \"value\" } on one line, or a [table]"
	case Tables:
		return "a list of tables", "[[table]] for each, or [{ key = \"value\" }]"
	case Map:
		if f.Format == Any {
			return "a table", "{ key = \"value\" }"
		}
		return "a table", "{ fr = \"DOC-ID.fr\" }"
	default:
		what, example = "text", "\"text in quotes\""
	}
	if f.List {
		return "a list of " + what, "[" + strings.TrimSuffix(example, ", without quotes") + "]"
	}
	return what, example
}

// yamlExamples are the examples whose form differs between TOML and YAML.
var yamlExamples = map[Type]string{
	Table:  "{ key: value }, or key: value on lines of their own below, indented",
	Tables: "- key: value for each, on lines of their own below",
	Map:    "{ fr: DOC-ID.fr }",
}

func (c *checker) wrongType(f *Field, v *table.Value, at *trail) {
	what, example := f.expects()
	if f.Type >= Table && c.yaml {
		example = yamlExamples[f.Type]
	}
	if own := f.mended(v); own != "" {
		example = own
	}
	c.add("ID-02", v.Span, "write "+example, "%q should be %s, found %s", at.String(), what, v.Kind)
	c.fixed(f.retyped(v))
}

// mended is what the author meant, where only the quotes are wrong.
func (f *Field) mended(v *table.Value) string {
	if f.List || v.Span.File == nil {
		return ""
	}
	written := string(v.Span.File.Text[v.Span.Start:v.Span.End])
	switch {
	case f.Type == Text && (v.Kind == table.Integer || v.Kind == table.Float || v.Kind == table.Date):
		return strconv.Quote(written) + ", in quotes"
	case v.Kind != table.String:
		return ""
	}
	ok := false
	switch f.Type {
	case Integer:
		_, err := strconv.Atoi(v.Text)
		ok = err == nil
	case Number:
		_, err := strconv.ParseFloat(v.Text, 64)
		ok = err == nil
	case Bool:
		ok = v.Text == "true" || v.Text == "false"
	case Date:
		_, err := time.Parse(time.DateOnly, v.Text)
		ok = err == nil
	}
	if !ok {
		return ""
	}
	return v.Text + ", without quotes"
}

var (
	versionForm  = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)
	durationForm = regexp.MustCompile(`^P([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$`)
	urlForm      = regexp.MustCompile(`^https?://[^\s<>"\\^{|}` + "`" + `]+$`)
	mailForm     = regexp.MustCompile(`^mailto:[^\s<>"@]+@[^\s<>"@]+$`)
	idForm       = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*$`)
)

// word checks the vocabulary or the form of a scalar.
func (c *checker) word(f *Field, v *table.Value, at *trail) {
	text := v.Text
	if v.Kind == table.Integer {
		text = strconv.FormatInt(v.Int, 10)
	}
	if f.Vocab != "" && !c.words.Has(f.Vocab, text) {
		c.add("ID-03", v.Span, suggestion(c.near(func() string { return c.words.Nearest(f.Vocab, text) }), c.words.IDs(f.Vocab), "allowed"), "unknown %s %q", strings.ReplaceAll(at.String(), "_", " "), text)
		c.fixed(respelled(v, c.words.IDs(f.Vocab)))
		return
	}
	form := func(ok bool, help string) {
		if !ok {
			c.add("ID-02", v.Span, help, "%q cannot be %q", at.String(), text)
		}
	}
	switch f.Format {
	case Version:
		form(versionForm.MatchString(text), "write numbers with full stops, such as \"1.0\"")
	case Duration:
		form(text != "P" && durationForm.MatchString(text), "write an ISO 8601 duration, such as \"P6M\" for six months")
	case URL:
		form(urlForm.MatchString(text), "write a full address that begins with https://")
	case Contact:
		form(urlForm.MatchString(text) || mailForm.MatchString(text), "write an address that begins with https:// or mailto:")
	case DocumentID:
		form(idForm.MatchString(text), "write letters, digits, hyphens and full stops, such as \"HRIA-2026-001\"")
	case Record:
		if !recordForm(f.Prefix, text) {
			form(false, fmt.Sprintf("write %s and a number, such as %q", f.Prefix, f.Prefix+"1"))
		}
	case Page:
		form(fs.ValidPath(text) && strings.HasSuffix(text, ".html"), "write the path of the old page, such as \"assessments/old-name.html\"")
	case Model:
		if text != modelVersion {
			c.add("ID-03", v.Span, "write schema = \""+modelVersion+"\", the version of the model that this hria reads", "unknown schema %q", text)
		}
	case Folder:
		form(fs.ValidPath(text) && text != ".", "write a folder inside the site, such as \"assessments\"")
	case Language, Country:
		before := len(c.found)
		c.place(f.Format, text, v.Span)
		if code := strings.ToUpper(text); f.Format == Country && len(c.found) > before && locale.ValidCountry(code) {
			c.fixed(respelled(v, []string{code}))
		}
	}
}

// place checks a language tag or a country code.
func (c *checker) place(format Format, text string, span diag.Span) {
	switch {
	case format == Language && !locale.ValidLanguage(text):
		c.add("ID-03", span, "write a language tag such as en, fr, ar or pt-BR", "unknown language %q", text)
	case format == Country && !locale.ValidCountry(text):
		help := "write an ISO 3166-1 code in capitals, such as TH"
		if code := locale.CountryCode(text); len(text) == 2 && code != "" && code != strings.ToUpper(text) {
			help = "write " + code + ", the code in ISO 3166-1"
		}
		c.add("ID-03", span, help, "unknown country %q", text)
	}
}

func recordForm(prefix, text string) bool {
	number, ok := strings.CutPrefix(text, prefix)
	n, err := strconv.Atoi(number)
	return ok && err == nil && n > 0 && strconv.Itoa(n) == number
}
