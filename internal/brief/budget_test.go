package brief_test

import (
	"testing"

	"hria/internal/pdf/check"
)

// TestBudget holds what is said of a note against the note.
func TestBudget(t *testing.T) {
	long := map[string]string{"long.md": "+++\nkind = \"assessment\"\ntitle = \"Long\"\nlang = \"en\"\nstatus = \"published\"\n[decision]\noutcome = \"pause\"\nconditions = [" +
		many(230, "\"Condition %n of this decision is written in a long sentence that goes on and on, and on.\",") + "]\n+++\n"}
	for _, files := range []map[string]string{samples(t), long} {
		s := plan(t, files, settings())
		for _, n := range s.Notes() {
			b, err := maker().Budget(t.Context(), input(s, n))
			if err != nil {
				t.Fatal(err)
			}
			pdf, found, err := maker().Note(t.Context(), input(s, n))
			if err != nil {
				t.Fatal(err)
			}
			if got := check.File(pdf).Pages; got != b.Pages || (b.Pages > b.Most) != (len(found) > 0) {
				t.Errorf("%s: %d pages, %d findings, budget %+v", n.Path, got, len(found), b)
			}
			if b.Most != 2 || b.Filled <= 0 || b.Filled > 1 || b.Size < b.Least || b.Size > b.Largest || b.Words < 10 {
				t.Errorf("%s: %+v", n.Path, b)
			}
		}
	}
}
