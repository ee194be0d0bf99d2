package site

import "hria/internal/assessment"

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
	found := make(map[string]*assessment.Right, len(a.Rights))
	for i := range a.Rights {
		found[a.Rights[i].ID.Value] = &a.Rights[i]
	}
	impacts := c.impactsByRight(a)
	v := &Coverage{}
	rights := c.folder.rights()
	states := make([]string, len(rights))
	counts := map[string]int{}
	for i := range rights {
		states[i] = "not-considered"
		if r := found[rights[i].id]; r != nil {
			states[i] = r.Relevance.Value
		}
		counts[states[i]]++
	}
	for _, state := range c.Words.IDs("right.relevance") {
		g := CoverageGroup{Key: state, Label: c.word("right.relevance", state), Count: counts[state], Rights: make([]CoveredRight, 0, counts[state])}
		for i := range rights {
			if states[i] != state {
				continue
			}
			right := &rights[i]
			row := CoveredRight{ID: right.id, Right: right.link, Impacts: impacts[right.id]}
			if r := found[right.id]; r != nil {
				row.Reason, row.Salient = r.Reason.Value, r.Salient.Value
			}
			g.Rights = append(g.Rights, row)
		}
		v.Groups = append(v.Groups, g)
	}
	v.Strip = c.strip(a, states)
	total := len(rights)
	v.Finding = c.t("coverage.finding", total-counts["not-considered"], total, counts["affected"], counts["possibly-affected"], counts["considered-not-affected"])
	return v
}

// catalogued is a right as the documents of a folder show it, whatever they say of
// it.
type catalogued struct {
	id, cluster string
	link        Link // to its page
	mark        Link // to what the document says of it
}

func (c *composer) catalogue() []catalogued {
	out := make([]catalogued, len(c.Words.Rights))
	for i := range out {
		r := &c.Words.Rights[i]
		mark := c.name("right", r.ID)
		mark.Href = "#right-" + r.ID
		out[i] = catalogued{r.ID, r.Cluster, c.termLink(KindRight, r.ID), mark}
	}
	return out
}

// impactsByRight links to the impacts that touch each right.
func (c *composer) impactsByRight(a *assessment.Assessment) map[string][]Link {
	out := map[string][]Link{}
	for i := range a.Impacts {
		x := &a.Impacts[i]
		for _, id := range inOrder(nil, textValues(x.Rights)) {
			out[id] = append(out[id], c.ref(a, x.ID.Value))
		}
	}
	return out
}
