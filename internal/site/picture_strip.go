package site

import "hria/internal/assessment"

// Strip shows all rights of the catalogue, one mark each, by family.
type Strip struct {
	Picture
	Groups []StripGroup
	Key    []KeyMark
}

// StripGroup is one family of rights.
type StripGroup struct {
	Label string
	Marks []StripMark
}

// StripMark is one right. Its text is the name of the right; Sign is what is
// seen of it.
type StripMark struct {
	Link
	Fill string
	Sign string
	Word string
}

// relevanceFills draw the four states of relevance.
var relevanceFills = map[string]string{"affected": fillFull, "possibly-affected": fillHalf, "considered-not-affected": fillSoft, "not-considered": fillGap}

// relevanceKey explains the marks of the four states.
func (c *composer) relevanceKey() []KeyMark {
	var out []KeyMark
	for _, state := range c.Words.IDs("right.relevance") {
		out = append(out, KeyMark{relevanceFills[state], c.t("sign." + state), c.word("right.relevance", state)})
	}
	return out
}

// strip draws the coverage of a document; state gives the state of each right.
func (c *composer) strip(a *assessment.Assessment, state map[string]string) *Strip {
	v := &Strip{Key: c.relevanceKey()}
	v.From, v.Data = c.texts.N("from.rights", len(a.Rights)), c.dataOf(a, "rights")
	at := map[string]int{} // of each family
	for _, r := range c.Words.Rights {
		if _, known := at[r.Cluster]; !known {
			at[r.Cluster] = len(v.Groups)
			v.Groups = append(v.Groups, StripGroup{Label: c.word("cluster", r.Cluster)})
		}
		s := state[r.ID]
		l := c.name("right", r.ID)
		l.Href = "#right-" + r.ID
		g := &v.Groups[at[r.Cluster]]
		g.Marks = append(g.Marks, StripMark{Link: l, Fill: relevanceFills[s], Sign: c.t("sign." + s), Word: c.word("right.relevance", s)})
	}
	return v
}
