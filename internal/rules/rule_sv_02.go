package rules

import (
	"strings"

	"hria/internal/assessment"
)

// sv02: whoever lowers a level says why.
var sv02 = Rule{ID: "SV-02", Document: func(r *Report, a *assessment.Assessment) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		level := x.ComputedLevel(r.Method)
		if x.Level.Set() && assessment.Level(x.Level.Value) < level && strings.TrimSpace(x.LevelReason.Value) == "" {
			r.add(x.Level.Span, "write level_reason = \"why it is lower\", or remove level",
				"%s is declared level %d, its components give %d, and no reason is stated", recordName("impact", x.ID), x.Level.Value, level)
		}
	}
}}
