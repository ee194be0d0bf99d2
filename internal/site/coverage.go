package site

import (
	"slices"

	"hria/internal/assessment"
)

// Coverage shows what was looked at: all rights of the catalogue by what was
// found, gaps included.
type Coverage struct {
	Finding string
	Strip   *Strip
	Groups  []CoverageGroup
}

// CoverageGroup holds the rights of one state of relevance.
type CoverageGroup struct {
	Key    string
	Label  string
	Count  int
	Rights []CoveredRight
}

// CoveredRight is a right, the reason given and the impacts that touch it.
type CoveredRight struct {
	ID      string
	Right   Link
	Reason  string
	Salient bool
	Impacts []Link
}

func (c *composer) coverage(a *assessment.Assessment) *Coverage {
	if len(a.Rights) == 0 {
		return nil
	}
	found := map[string]*assessment.Right{}
	for i := range a.Rights {
		found[a.Rights[i].ID.Value] = &a.Rights[i]
	}
	v := &Coverage{}
	states := map[string]string{}
	counts := map[string]int{}
	for _, state := range c.Words.IDs("right.relevance") {
		g := CoverageGroup{Key: state, Label: c.word("right.relevance", state)}
		for _, id := range c.Words.IDs("rights") {
			r := found[id]
			if r == nil {
				r = &assessment.Right{Relevance: assessment.Text{Value: "not-considered"}}
			}
			if r.Relevance.Value != state {
				continue
			}
			states[id] = state
			row := CoveredRight{ID: id, Right: c.termLink(KindRight, id), Reason: r.Reason.Value, Salient: r.Salient.Value}
			for j := range a.Impacts {
				if slices.ContainsFunc(a.Impacts[j].Rights, func(t assessment.Text) bool { return t.Value == id }) {
					row.Impacts = append(row.Impacts, c.ref(a, a.Impacts[j].ID.Value))
				}
			}
			g.Rights = append(g.Rights, row)
		}
		g.Count = len(g.Rights)
		counts[state] = g.Count
		v.Groups = append(v.Groups, g)
	}
	v.Strip = c.strip(a, states)
	total := len(c.Words.IDs("rights"))
	v.Finding = c.t("coverage.finding", total-counts["not-considered"], total, counts["affected"], counts["possibly-affected"], counts["considered-not-affected"])
	return v
}
