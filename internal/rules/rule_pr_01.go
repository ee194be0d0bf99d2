package rules

import (
	"slices"
	"strconv"

	"hria/internal/assessment"
	"hria/internal/markdown"
)

// pr01: a principle that is claimed shows somewhere: in a record that lists it
// or answers it by its kind, in the section that the claim names, or where the
// text cites it. Of a note the claim is its list ungp.
var pr01 = Rule{ID: "PR-01", Document: func(r *Report, a *assessment.Assessment) {
	listed := listedPrinciples(a)
	for _, answer := range answeredPrinciples(a) {
		listed[answer.principle] = true
	}
	for i := range a.Principles {
		p := &a.Principles[i]
		anchor := p.Section
		if anchor.Set() && !hasHeading(a, anchor.Value) {
			r.add(anchor.Span, "name the anchor of a heading of the text, as section = \"remedy\" for a heading {#remedy}", "no heading has the anchor %q", anchor.Value)
			continue
		}
		if p.Number.Set() && !listed[p.Number.Value] && !anchor.Set() {
			r.unsupported(p.Number)
		}
	}
	for _, n := range a.UNGP {
		if !listed[n.Value] {
			r.unsupported(n)
		}
	}
}}

func (r *Report) unsupported(n assessment.Int) {
	r.add(n.Span, "add "+plain(n.Value)+" to ungp of the record that answers it, cite it in the text as [[ungp:"+plain(n.Value)+"]], or name the section of the text that does; else take the claim out",
		"the document claims principle %d, and no record or section shows it", n.Value)
}

func hasHeading(a *assessment.Assessment, anchor string) bool {
	return slices.ContainsFunc(a.Source.Body.Headings, func(h markdown.Heading) bool { return h.ID == anchor })
}

// listedPrinciples are those that records list or the text cites.
func listedPrinciples(a *assessment.Assessment) map[int]bool {
	listed := map[int]bool{}
	add := func(list []assessment.Int) {
		for _, n := range list {
			listed[n.Value] = true
		}
	}
	for i := range a.Engagements {
		add(a.Engagements[i].UNGP)
	}
	for i := range a.Impacts {
		add(a.Impacts[i].UNGP)
	}
	for i := range a.Mitigations {
		add(a.Mitigations[i].UNGP)
	}
	for i := range a.Remedies {
		add(a.Remedies[i].UNGP)
	}
	for i := range a.KeyMessages {
		add(a.KeyMessages[i].UNGP)
	}
	for i := range a.Source.Body.Links {
		if l := &a.Source.Body.Links[i]; l.Scheme == "ungp" {
			if n, err := strconv.Atoi(l.Term); err == nil {
				listed[n] = true
			}
		}
	}
	return listed
}
