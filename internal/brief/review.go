package brief

import (
	"slices"
	"strings"

	"hria/internal/pdf"
	"hria/internal/site"
)

// review is the note of a review: what was read, what was found, how it was
// settled.
func (w *writer) review(l limits) sheet {
	return sheet{
		front: []section{w.head(), w.lead(), w.outcome(w.t.T("section.findings"), w.resolutions()), w.summary(), w.found(l.findings)},
		back:  []section{w.messagesOnly(l.messages), w.sources(l.sources), w.ending(), w.imprint()},
	}
}

// count is how many findings or measures met with one answer.
type count struct {
	words string
	n     int
}

// tally counts answers, the most frequent first.
func tally(words []string) []count {
	var out []count
	for _, s := range words {
		i := slices.IndexFunc(out, func(c count) bool { return c.words == s })
		if i < 0 {
			i = len(out)
			out = append(out, count{words: s})
		}
		out[i].n++
	}
	return ranked(out, func(c count) int { return -c.n })
}

func (w *writer) resolutions() []count {
	var words []string
	for _, f := range w.reviewed() {
		words = append(words, f.Resolution)
	}
	return tally(words)
}

func (w *writer) replies() []count {
	var words []string
	for _, a := range w.replied() {
		words = append(words, a.Response)
	}
	return tally(words)
}

// outcome says in a box like that of a decision how a review or response went:
// how many findings or measures met with which answer.
func (w *writer) outcome(label string, counts []count) section {
	var parts []string
	for _, c := range counts {
		if !blank(c.words) {
			parts = append(parts, unbroken(c.words+w.t.T("colon")+w.t.Number(c.n)))
		}
	}
	if len(parts) == 0 {
		return section{}
	}
	light := func(s string) pdf.Span { return pdf.Span{Text: s, Color: w.paper} }
	blocks := []pdf.Block{paragraph(pdf.Label, light(label)), paragraph(pdf.Lead, light(parts[0]))}
	if len(parts) > 1 {
		blocks = append(blocks, paragraph(pdf.Body, light(strings.Join(parts[1:], " · "))))
	}
	return section{name: label, blocks: []pdf.Block{pdf.Box{Fill: w.accent, Blocks: blocks}}}
}

// messagesOnly are key messages in documents that show their summary anyway.
func (w *writer) messagesOnly(most int) section {
	if len(w.d.Messages) == 0 {
		return section{}
	}
	return w.messages(most)
}

// reviewed are the findings, open ones first, then what was rejected.
func (w *writer) reviewed() []site.ReviewFinding {
	return ranked(w.d.Reviewed, func(f site.ReviewFinding) int {
		switch f.Key {
		case "", "open":
			return 0
		case "rejected":
			return 1
		}
		return 2
	})
}

// found is the table of findings, open ones first.
func (w *writer) found(most int) section {
	list := w.reviewed()
	if len(list) == 0 {
		return section{}
	}
	t := pdf.Table{
		Columns: []pdf.Column{{Width: 4}, {Width: 2.4}, {Width: 1.6}, {Width: 3.4}}, RowHeader: true,
		Header: []pdf.Row{columns(w.t.T("brief.finding"), w.t.T("finding.target"), w.t.T("finding.type"), w.t.T("finding.resolution"))},
	}
	shown := list[:some(len(list), most)]
	for _, f := range shown {
		resolution := []pdf.Span{bold(f.Resolution)}
		if f.Reason != "" {
			resolution = []pdf.Span{bold(w.t.T("brief.label", f.Resolution)), {Text: w.t.T("space") + f.Reason}}
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{
			{Spans: []pdf.Span{w.here(f.ID), {Text: " " + f.Text}}}, {Spans: w.target(f.Target)}, {Spans: say(f.Type)}, {Spans: resolution},
		}})
	}
	name := w.t.T("section.findings")
	return section{name: name, blocks: append([]pdf.Block{heading(2, name), t}, w.more(len(list)-len(shown))...)}.from(w.a.Findings[0].Text.Span)
}

// target names a record of the document that is reviewed or answered: its id
// leads there, its title stands beside. The document itself is named above.
func (w *writer) target(l site.Link) []pdf.Span {
	id := w.link(l)
	id.Text = strings.TrimPrefix(id.Text, w.a.Of.ID.Value+" ")
	id.Bold, id.Isolate = true, true
	if l.Note == "" {
		return []pdf.Span{id}
	}
	return []pdf.Span{id, {Text: " " + l.Note}}
}

// response is the note of a response: an answer to every measure.
func (w *writer) response(l limits) sheet {
	return sheet{
		front: []section{w.head(), w.lead(), w.outcome(w.t.T("section.answers"), w.replies()), w.summary(), w.answers(l.findings)},
		back:  []section{w.messagesOnly(l.messages), w.sources(l.sources), w.ending(), w.imprint()},
	}
}

// replied are the answers; what is refused or open comes first, since that is
// what a reader looks for.
func (w *writer) replied() []site.Answer {
	return ranked(w.d.Answers, func(a site.Answer) int {
		if a.Key == "implement" {
			return 1
		}
		return 0
	})
}

// answers is the table of answers.
func (w *writer) answers(most int) section {
	list := w.replied()
	if len(list) == 0 {
		return section{}
	}
	t := pdf.Table{
		Columns: []pdf.Column{{Width: 2.8}, {Width: 1.6}, {Width: 4.3}, {Width: 2.1}}, RowHeader: true,
		Header: []pdf.Row{columns(w.t.T("measure"), w.t.T("measure.response"), w.t.T("answer.text"), w.t.T("measure.due"))},
	}
	shown := list[:some(len(list), most)]
	for _, a := range shown {
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{
			{Spans: w.target(a.To)}, {Spans: []pdf.Span{bold(a.Response)}}, {Spans: say(a.Text)}, {Spans: say(unbroken(a.Due))},
		}})
	}
	name := w.t.T("section.answers")
	return section{name: name, blocks: append([]pdf.Block{heading(2, name), t}, w.more(len(list)-len(shown))...)}.from(w.a.Answers[0].Text.Span)
}
