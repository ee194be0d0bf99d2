package site

import "hria/internal/assessment"

// responseFills draw the answers to measures.
var responseFills = map[string]string{"implement": fillFull, "partly-implement": fillHalf, "assess-feasibility": fillSoft,
	"no-further-action": fillNone, "awaited": fillGap}

// responseBar draws how measures were answered, in one bar. A measure without
// an answer is awaited; where none has one there is nothing to draw.
func (c *composer) responseBar(a *assessment.Assessment) *Bar {
	marks := map[string][]Link{}
	total := 0
	add := func(response string, l Link) {
		if response == "" {
			response = "awaited"
		}
		marks[response] = append(marks[response], l)
		total++
	}
	for i := range a.Mitigations {
		add(a.Mitigations[i].Response.Value, c.ref(a, a.Mitigations[i].ID.Value))
	}
	for i := range a.Answers {
		add(a.Answers[i].Response.Value, c.ref(a, a.Answers[i].To.Value))
	}
	if total == 0 || len(a.Answers) == 0 && len(marks["awaited"]) == total {
		return nil
	}
	var parts []count
	for _, response := range c.Words.IDs("mitigation.response") {
		list := marks[response]
		parts = append(parts, count{len(list), responseFills[response], c.word("mitigation.response", response), list})
	}
	v := &Bar{Segments: c.segments(parts...)}
	v.Finding = c.texts.N("response.finding", len(marks["implement"]), c.texts.Number(total))
	v.From, v.Data = c.texts.N("from.measures", total), c.dataOf(a, "measures")
	return v
}
