package site_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hria/internal/site"
)

const guarded = `+++
schema = "hria/1"
kind = "assessment"
id = "A-1"
title = "Cameras"
version = "1.1"
status = "published"
date = 2026-03-02
lang = "en"
summary = "Kept."
withheld = [{ target = "I2", reason = "personal-data" }, { target = "M1.owner", reason = "risk-to-personnel" }]
change = [{ version = "1.0", date = 2026-01-01, summary = "Kept", records = ["I2"] }]
[[impact]]
id = "I1"
title = "Kept"
nature = "potential"
likelihood = 2
severity = { scale = 2, scope = 1, irremediability = 1 }
cumulative_with = ["I2"]
evidence = ["S1"]
[[impact]]
id = "I2"
title = "zebra"
nature = "actual"
rights = ["asylum"]
severity = { scale = 4, scope = 4, irremediability = 4 }
[[mitigation]]
id = "M1"
title = "Kept"
owner = "zebra"
impacts = ["I1", "I2"]
[[source]]
id = "S1"
title = "zebra"
sensitivity = "restricted"
+++

Kept.
`

// TestDataOfThePublic: neither the word nor the rating of what is withheld is
// in any view of data, nor on the picture for links.
func TestDataOfThePublic(t *testing.T) {
	c := languages("en")
	c.BaseURL = "https://example.org/"
	s := plan(t, c, map[string]string{"a.md": guarded})
	var views []any
	for _, f := range s.DataFiles() {
		if f.Kind != site.DataDocumentSchema {
			views = append(views, s.Data(f))
		}
	}
	for _, card := range s.Cards() {
		v := s.CardView(card)
		if v.Level != "Gravest impact: moderate" || !strings.Contains(v.Alt, "moderate") {
			t.Errorf("got %+v", v)
		}
		views = append(views, v)
	}
	for _, p := range s.Pages() {
		if p.Doc != nil {
			views = append(views, s.View(p).(*site.Document).Linked)
		}
	}
	if len(views) < 20 {
		t.Errorf("%d views", len(views))
	}
	for _, v := range views {
		table, isTable := v.(*site.Table)
		if isTable {
			var rows [][]string
			for row := range table.Rows {
				rows = append(rows, slices.Clone(row))
			}
			v = rows
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, gone := range []string{"zebra", `"I2`, "I2 ", "S1", "asylum", "grave,"} {
			if isTable && gone == "asylum" {
				continue // the table of rights has all of the catalogue
			}
			if strings.Contains(string(text), gone) {
				t.Errorf("%q is in %s", gone, fmt.Sprintf("%.600s", text))
			}
		}
	}
}
