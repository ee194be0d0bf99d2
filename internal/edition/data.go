package edition

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/schema"
)

// Data tells how the data of a translation differ from those of its original:
// ratings, dates, numbers, terms of a vocabulary, ids and what they point to, and
// records that the one has and the other has not. Wording is left out, and so is
// what each of them says of itself, such as its status.
func Data(original, translation *assessment.Assessment) []Group {
	var out []Group
	for _, g := range compare("", original, translation).Groups {
		if g.Table == "signoff" || g.Table == "related" {
			continue
		}
		g.Fields = slices.DeleteFunc(g.Fields, func(f Field) bool {
			own := g.Table == "" && f.Path[0] == "status" || f.Path[0] == LevelKey
			return own || !isData(f.Decl) || sameWords(f.Was, f.Is)
		})
		if g.State != Changed || len(g.Fields) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// isData tells whether the values of a field are the same in every language.
func isData(f schema.Field) bool {
	if f.Type != schema.Text || f.Vocab != "" {
		return true
	}
	switch f.Format {
	case schema.Country, schema.Record, schema.Duration:
		return true
	}
	return slices.Contains(Pointers, f.Key)
}

// Pointers are the keys of fields that hold references to records and documents.
var Pointers = []string{"evidence", "impacts", "cumulative_with", "legal_basis", "target", "based_on"}

// sameWords tells whether two lists hold the same, in any order.
func sameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
