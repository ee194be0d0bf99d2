package config

import (
	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/table"
	"hria/internal/vocab"
)

// Vocabulary reads the vocabulary files of a site and gives the vocabularies
// with its own terms. A term that is not right is left out and is a finding.
func Vocabulary(words *vocab.Set, files []*diag.File) (*vocab.Set, diag.List) {
	var tables []*table.Table
	var findings diag.List
	for _, f := range files {
		t, bad := table.ParseTOML(f, 0, len(f.Text))
		findings = append(append(findings, bad...), schema.Check(words, schema.Vocabulary(), "", t)...)
		tables = append(tables, t)
	}
	words, bad := words.With(tables)
	return words, append(findings, bad...)
}
