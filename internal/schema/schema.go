// Package schema declares every front-matter key once, as data: its type, its
// vocabulary, the kinds of document that have it and one line on what it is
// for (fields.go). Everything that must know the keys reads them here: the
// check of a table (check.go) and the fixes that are certain (fix.go), the JSON
// Schema for editors (jsonschema.go) and the field reference (reference.go).
//
// It knows types and words, not meaning: whether an impact is well described
// is the business of package rules.
package schema

import (
	"strings"
)

// Type is the type of a value.
type Type int

const (
	Text Type = iota
	Integer
	Number
	Bool
	Date
	Table  // a table with Fields
	Tables // an array of tables with Fields
	Map    // a table of text whose keys have the Format: languages or countries
)

// Format narrows a text.
type Format int

const (
	Any Format = iota
	Version
	Language // a BCP 47 tag
	Country  // an ISO 3166-1 alpha-2 code, user-assigned codes included
	URL
	Duration // ISO 8601, such as P6M
	Contact  // an http(s) or mailto address
	Record   // the id of a record: Prefix and a number
	DocumentID
	Folder // a path below the site's folder, with slashes
	Page   // the path of a page below the site's address
	Model  // the version of the model, modelVersion
)

// modelVersion is the version of the model that these fields make.
const modelVersion = "hria/1"

// Field declares one key.
type Field struct {
	Key    string
	Type   Type
	List   bool   // a list of the type
	Loose  bool   // of a list: a single value may stand alone
	Vocab  string // the vocabulary whose ids are allowed
	Format Format
	Prefix string // of a Record
	// Kinds are the kinds of document with this key, by initial: A assessment,
	// N guidance-note, V review, P response; a capital where it is expected.
	// Empty means: wherever the table that holds it may stand.
	Kinds   string
	Doc     string
	Default string // of a setting: what holds where it is absent, as written
	Fields  []Field
}

// Letters of the kinds of document.
var kindLetters = map[string]string{"assessment": "A", "guidance-note": "N", "review": "V", "response": "P"}

// kindNames are the kinds of document in the order of the model.
var kindNames = []string{"assessment", "guidance-note", "review", "response"}

// allowed tells whether a document of the kind may have the field; every kind
// may where the kind is not known.
func (f *Field) allowed(kind string) bool {
	letter, known := kindLetters[kind]
	return !known || f.Kinds == "" || strings.Contains(strings.ToUpper(f.Kinds), letter)
}

// kinds lists the kinds of document that have the field, in words.
func (f *Field) kinds() []string {
	var out []string
	for _, k := range kindNames {
		if f.allowed(k) {
			out = append(out, k)
		}
	}
	return out
}

// Document returns the fields of a document's front matter.
func Document() []Field { return document }

// Register returns the fields of a site-level register file such as
// initiatives.toml.
func Register() []Field { return register }
