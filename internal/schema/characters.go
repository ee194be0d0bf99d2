package schema

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/diag"
	"hria/internal/table"
)

// overrides turn the reading direction of what follows. In UTF-8 all of them
// begin with the same byte.
const overrides = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// characters looks at the texts as they are after escapes such as \u0000 were
// read: what may not stand in a file as it is may not come in that way either.
// One finding is made for a text. A site's own data is looked at, too.
func (c *checker) characters(t *table.Table) {
	for i := range t.Entries {
		c.charactersOf(&t.Entries[i].Value)
	}
}

func (c *checker) charactersOf(v *table.Value) {
	if v.Table != nil {
		c.characters(v.Table)
	}
	for i := range v.Items {
		c.charactersOf(&v.Items[i])
	}
	if v.Kind != table.String {
		return
	}
	if i := strings.IndexFunc(v.Text, control); i >= 0 {
		r, _ := utf8.DecodeRuneInString(v.Text[i:])
		c.add("ID-02", v.Span, "remove the character; of control characters a text may hold tabs and line ends only", "the text holds the control character U+%04X", r)
	}
	// Those that stand in the file as they are were found where it was read.
	if strings.IndexByte(v.Text, overrides[0]) < 0 {
		return
	}
	i := strings.IndexAny(v.Text, overrides)
	if i < 0 || strings.ContainsAny(written(v), overrides) {
		return
	}
	r, _ := utf8.DecodeRuneInString(v.Text[i:])
	c.found = append(c.found, diag.Finding{Rule: "TX-07", Severity: diag.Warning, Span: v.Span,
		Message: fmt.Sprintf("U+%04X turns the reading direction unseen", r),
		Help:    "remove it; hria sets the direction of each text from its language"})
}

func control(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r'
}
