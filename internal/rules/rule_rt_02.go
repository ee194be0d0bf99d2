package rules

import "hria/internal/assessment"

// rt02: the table of rights and the impacts say the same.
var rt02 = Rule{ID: "RT-02", Document: func(r *Report, a *assessment.Assessment) {
	struck, marked := map[string]bool{}, map[string]bool{}
	for i := range a.Impacts {
		for _, right := range a.Impacts[i].Rights {
			struck[right.Value] = true
		}
	}
	for i := range a.Rights {
		x := &a.Rights[i]
		if x.Relevance.Value != "affected" {
			continue
		}
		marked[x.ID.Value] = true
		if !struck[x.ID.Value] && x.ID.Value != "" {
			r.add(x.ID.Span, "add the right to the rights of an [[impact]], or write relevance = \"possibly-affected\"", "the right %q is affected, and no impact names it", x.ID.Value)
		}
	}
	for i := range a.Impacts {
		x := &a.Impacts[i]
		for _, right := range x.Rights {
			if !marked[right.Value] && r.words.Has("rights", right.Value) {
				r.add(right.Span, "write { id = \""+right.Value+"\", relevance = \"affected\" } in right", "%s is on the right %q, which is not marked affected", recordName("impact", x.ID), right.Value)
			}
		}
	}
}}
