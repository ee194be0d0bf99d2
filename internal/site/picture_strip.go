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
	KeyMark
}

// relevanceFills draw the four states of relevance.
var relevanceFills = map[string]string{"affected": fillFull, "possibly-affected": fillHalf, "considered-not-affected": fillSoft, "not-considered": fillGap}

// relevanceKey explains the marks of the four states.
func (c *composer) relevanceKey() []KeyMark {
	var out []KeyMark
	for _, state := range c.Words.IDs("right.relevance") {
		out = append(out, c.relevanceMark(state))
	}
	return out
}

func (c *composer) relevanceMark(state string) KeyMark {
	return KeyMark{relevanceFills[state], c.t("sign." + state), c.word("right.relevance", state)}
}

// strip draws the coverage of a document; states are those of the rights of the
// catalogue.
func (c *composer) strip(a *assessment.Assessment, states []string) *Strip {
	v := &Strip{Key: c.relevanceKey()}
	v.From, v.Data = c.texts.N("from.rights", len(a.Rights)), c.dataOf(a, "rights")
	signs := map[string]KeyMark{}
	for _, s := range states {
		if _, known := signs[s]; !known {
			signs[s] = c.relevanceMark(s)
		}
	}
	at, size := map[string]int{}, map[string]int{} // of each family
	rights := c.folder.rights()
	for i := range rights {
		size[rights[i].cluster]++
	}
	for i := range rights {
		r := &rights[i]
		if _, known := at[r.cluster]; !known {
			at[r.cluster] = len(v.Groups)
			v.Groups = append(v.Groups, StripGroup{Label: c.word("cluster", r.cluster), Marks: make([]StripMark, 0, size[r.cluster])})
		}
		g := &v.Groups[at[r.cluster]]
		g.Marks = append(g.Marks, StripMark{r.mark, signs[states[i]]})
	}
	return v
}
