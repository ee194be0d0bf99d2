package rules

import (
	"cmp"
	"slices"

	"hria/internal/assessment"
)

// sv05: the most severe comes first, then what can least be undone. Among
// equals the assessor is free.
var sv05 = Rule{ID: "SV-05", Document: func(r *Report, a *assessment.Assessment) {
	var list []*assessment.Impact
	for i := range a.Impacts {
		if x := &a.Impacts[i]; x.Priority.Set() && x.LevelBy(r.Method) > 0 {
			list = append(list, x)
		}
	}
	weight := func(x *assessment.Impact) int { return int(x.LevelBy(r.Method))*10 + x.Severity.Irremediability.Value }
	slices.SortStableFunc(list, func(x, y *assessment.Impact) int {
		return cmp.Or(cmp.Compare(x.Priority.Value, y.Priority.Value), cmp.Compare(weight(y), weight(x)))
	})
	var least *assessment.Impact // the lightest of those that come before
	for i, x := range list {
		if least != nil && weight(x) > weight(least) && x.Priority.Value != least.Priority.Value {
			r.add(x.Priority.Span, "remove priority, which hria computes, or put the more severe impact first",
				"%s has priority %d and weighs more than %s with priority %d", recordName("impact", x.ID), x.Priority.Value, recordName("impact", least.ID), least.Priority.Value)
		}
		if least == nil || weight(list[i]) < weight(least) {
			least = x
		}
	}
}}
