package schema

import "strings"

// Reference writes the fields of front matter as Markdown: a section for each
// table, a row for each key.
func Reference() string {
	var b strings.Builder
	b.WriteString("# Front matter\n\nEvery key of a document, as hria checks it. Front matter stands at the top of the file, as TOML\n" +
		"between two lines of `+++` or as YAML between two lines of `---`. Keys that begin with `x_` are a\n" +
		"site's own. A kind in bold expects the key.\n")
	section(&b, "Document", "", document, true)
	return b.String()
}

func section(b *strings.Builder, title, doc string, fields []Field, top bool) {
	b.WriteString("\n## " + title + "\n\n")
	if doc != "" {
		b.WriteString(strings.ToUpper(doc[:1]) + doc[1:] + ".\n\n")
	}
	if top {
		b.WriteString("| Key | Holds | Kinds | What it is |\n| --- | --- | --- | --- |\n")
	} else {
		b.WriteString("| Key | Holds | What it is |\n| --- | --- | --- |\n")
	}
	for _, f := range fields {
		b.WriteString("| `" + f.Key + "` | " + cell(f.holds()) + " | ")
		if top {
			b.WriteString(f.expected() + " | ")
		}
		b.WriteString(cell(f.Doc) + " |\n")
	}
	for _, f := range fields {
		if len(f.Fields) > 0 {
			name := "`[" + f.path(title, top) + "]`"
			if f.Type == Tables {
				name = "`[[" + f.path(title, top) + "]]`"
			}
			section(b, name, f.Doc, f.Fields, false)
		}
	}
}

// path is the name of a table below the one that a section is about.
func (f Field) path(title string, top bool) string {
	if top {
		return f.Key
	}
	return strings.Trim(title, "`[]") + "." + f.Key
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// expected lists the kinds of document that have the field, in bold where it
// is expected.
func (f Field) expected() string {
	var out []string
	for _, kind := range kindNames {
		if f.allowed(kind) {
			if strings.Contains(f.Kinds, kindLetters[kind]) {
				kind = "**" + kind + "**"
			}
			out = append(out, kind)
		}
	}
	switch {
	case len(out) == len(kindNames) && !strings.ContainsAny(f.Kinds, "ANVP"):
		return "all"
	case len(out) == len(kindNames) && !strings.ContainsAny(f.Kinds, "anvp"):
		return "**all**"
	}
	return strings.Join(out, ", ")
}

// holds says in a few words what a field holds.
func (f Field) holds() string {
	what := map[Type]string{Text: "text", Integer: "whole number", Number: "number", Bool: "true or false", Date: "date",
		Table: "table", Tables: "tables", Map: "table"}[f.Type]
	switch f.Format {
	case Version:
		what = `version, as "1.0"`
	case Language:
		what = "language tag"
	case Country:
		what = "country code"
	case URL:
		what = "address (https://)"
	case Contact:
		what = "address (https:// or mailto:)"
	case Duration:
		what = `duration, as "P6M"`
	case Record:
		what = `id, as "` + f.Prefix + `1"`
	case DocumentID:
		what = "document id"
	}
	switch {
	case f.Type == Map && f.Format != Any:
		what = "table: " + what + " to text"
	case f.Vocab != "":
		what = "one of `hria vocab " + f.Vocab + "`"
	}
	switch {
	case f.List && f.Loose:
		return what + ", or a list"
	case f.List && f.Vocab != "":
		return "list of `hria vocab " + f.Vocab + "`"
	case f.List:
		return "list of: " + what
	}
	return what
}
