package schema

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"hria/internal/vocab"
)

// identity are the keys that every document has (rule ID-01).
var identity = []string{"id", "kind", "title", "version", "status", "lang", "date"}

// FrontMatterID identifies the JSON Schema of front matter.
const FrontMatterID = "urn:hria:front-matter:1"

// JSON writes the JSON Schema (2020-12) of the front matter of documents, for
// editors that complete and check while one writes. Dates are strings, as
// readers of TOML and YAML hand them on. It says what has the right form; what
// must hold beyond that is the business of rules.
func JSON(words *vocab.Set) ([]byte, error) {
	w := &schemaWriter{words: words, used: map[string]Type{}}
	root := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", FrontMatterID},
		{"title", "front matter of hria"},
		{"description", "Keys of assessments, guidance notes, reviews and responses. Keys that begin with x_ are a site's own."},
		{"type", "object"},
		{"required", identity},
		{"properties", w.properties(document)},
		{"patternProperties", ownKeys},
		{"additionalProperties", false},
		{"allOf", conditions()},
	}
	root = append(root, member{"$defs", w.definitions()})
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(root)
	return b.Bytes(), err
}

// object is a JSON object whose keys come out in the order they were put in:
// for people, and so that equal inputs give equal bytes.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// ownKeys are those that a site may add to any table.
var ownKeys = object{{"^x_", object{}}}

// schemaWriter remembers which vocabularies the fields name.
type schemaWriter struct {
	words *vocab.Set
	used  map[string]Type
}

func (w *schemaWriter) properties(fields []Field) object {
	out := object{}
	for _, f := range fields {
		out = append(out, member{f.Key, w.field(f)})
	}
	return out
}

// field describes a key: what a single value is, as a list where it is one.
func (w *schemaWriter) field(f Field) object {
	doc := member{"description", f.Doc}
	single := w.single(f)
	list := object{{"type", "array"}, {"items", single}}
	switch {
	case f.List && f.Loose:
		return object{doc, {"anyOf", []object{single, list}}}
	case f.List || f.Type == Tables:
		return append(object{doc}, list...)
	}
	return append(object{doc}, single...)
}

func (w *schemaWriter) single(f Field) object {
	if f.Vocab != "" {
		w.used[f.Vocab] = f.Type
		return object{{"$ref", "#/$defs/" + f.Vocab}}
	}
	switch f.Type {
	case Integer:
		return object{{"type", "integer"}}
	case Number:
		return object{{"type", "number"}}
	case Bool:
		return object{{"type", "boolean"}}
	case Date:
		return object{{"type", "string"}, {"format", "date"}}
	case Table, Tables:
		return object{{"type", "object"}, {"properties", w.properties(f.Fields)}, {"patternProperties", ownKeys}, {"additionalProperties", false}}
	case Map:
		out := object{{"type", "object"}}
		if p := patternOf(f); p != "" {
			out = append(out, member{"propertyNames", object{{"pattern", p}}})
		}
		return append(out, member{"additionalProperties", object{{"type", "string"}}})
	}
	out := object{{"type", "string"}}
	if p := patternOf(f); p != "" {
		out = append(out, member{"pattern", p})
	}
	if f.Format == Duration {
		out = append(out, member{"minLength", 3})
	}
	return out
}

// patternOf is the form of a text as a regular expression, "" for any.
func patternOf(f Field) string {
	switch f.Format {
	case Version:
		return versionForm.String()
	case Language:
		return `^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`
	case Country:
		return `^[A-Z]{2}$`
	case URL:
		return `^https?://\S+$`
	case Contact:
		return `^(https?://|mailto:)\S+$`
	case Duration:
		return durationForm.String()
	case Record:
		return "^" + f.Prefix + "[1-9][0-9]*$"
	case DocumentID:
		return idForm.String()
	case Model:
		return "^" + modelVersion + "$"
	}
	return ""
}

// conditions take from each kind of document the keys that it does not have.
func conditions() []object {
	var out []object
	for _, kind := range kindNames {
		no := object{}
		for _, f := range document {
			if !f.allowed(kind) {
				no = append(no, member{f.Key, false})
			}
		}
		out = append(out, object{
			{"if", object{{"properties", object{{"kind", object{{"const", kind}}}}}, {"required", []string{"kind"}}}},
			{"then", object{{"properties", no}}},
		})
	}
	return out
}

// definitions are the vocabularies. An editor says "not one of" for an enum,
// and takes titles from the branches of anyOf; the last branch holds for
// anything, so that a wrong word is reported once.
func (w *schemaWriter) definitions() object {
	out := object{}
	for _, name := range slices.Sorted(maps.Keys(w.used)) {
		var ids []any
		var terms []object
		for _, id := range w.words.IDs(name) {
			title, _ := w.words.Title("en", name, id)
			ids = append(ids, constant(id, w.used[name]))
			terms = append(terms, object{{"const", constant(id, w.used[name])}, {"title", title}})
		}
		if name == "technologies" || name == "groups" || name == "frameworks" {
			own := object{{"type", "string"}, {"pattern", "^" + vocab.Prefix}, {"title", "a term of the site's own"}}
			out = append(out, member{name, object{{"anyOf", append(terms, own)}}})
			continue
		}
		out = append(out, member{name, object{{"enum", ids}, {"anyOf", append(terms, object{})}}})
	}
	return out
}

func constant(id string, t Type) any {
	if n, err := strconv.Atoi(id); err == nil && t == Integer {
		return n
	}
	return id
}
