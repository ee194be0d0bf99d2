package site

import "hria/internal/assessment"

const kindWithheld = "withheld"

// WithheldList is the view of all that is withheld in the register and why,
// never what.
type WithheldList struct {
	Frame
	Intro   string
	Finding string
	Reasons []string // each with how often it is given
	Rows    []WithheldRow
}

// WithheldRow is a part of a document that is withheld.
type WithheldRow struct {
	Document Link
	What     string
	Reason   string
	By       Link // leads nowhere; says its language
	Until    string
}

// withheldPart is one entry of a document, or, with entry -1, all but its
// summary.
type withheldPart struct {
	doc   *assessment.Assessment
	entry int
}

// collectWithheld lists the entries of all documents, newest document first.
func (s *Site) collectWithheld() []withheldPart {
	var out []withheldPart
	for _, a := range newestFirst(s.Graph.Works()) {
		if a.Publication.Value == "summary" {
			out = append(out, withheldPart{a, -1})
		}
		for i := range a.Withheld {
			out = append(out, withheldPart{a, i})
		}
	}
	return out
}

func (c *composer) withheldList(p *Page) *WithheldList {
	v := &WithheldList{Frame: c.frame(p, c.t("register.withheld"), c.t("withheld.intro")), Intro: c.t("withheld.intro")}
	all := c.gathered.withheld()
	if len(all) == 0 {
		return v
	}
	if p.from() == 0 {
		c.countWithheld(v, all)
	}
	for _, x := range paged(p, all) {
		row := WithheldRow{Document: c.docLink(x.doc)}
		if x.entry < 0 {
			row.What = c.t("withheld.rest")
		} else {
			w := &x.doc.Withheld[x.entry]
			row.What, row.Reason = c.withheldKind(w), c.word("withheld.reason", w.Reason.Value)
			row.By, row.Until = c.said(x.doc, w.By.Value), c.texts.Date(w.Until.Value)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// countWithheld says how much is withheld and for which reasons.
func (c *composer) countWithheld(v *WithheldList, all []withheldPart) {
	documents, reasons := map[*assessment.Assessment]bool{}, map[string]int{}
	for _, x := range all {
		documents[x.doc] = true
		if x.entry >= 0 {
			reasons[x.doc.Withheld[x.entry].Reason.Value]++
		}
	}
	v.Finding = c.t("withheld.finding", c.texts.N("count.withheld", len(all)), c.texts.N("count.documents", len(documents)))
	for _, id := range c.Words.IDs("withheld.reason") {
		if n := reasons[id]; n > 0 {
			v.Reasons = append(v.Reasons, c.word("withheld.reason", id)+c.t("colon")+c.texts.Number(n))
		}
	}
}
