package brief

import (
	"strings"

	"hria/internal/pdf"
	"hria/internal/site"
)

// review is the note of a review: what was read, what was found, how it was
// settled.
func (w *writer) review(l limits) sheet {
	return sheet{
		front: []section{w.head(), w.lead(), w.summary(), w.found(l.findings)},
		back:  []section{w.messagesOnly(l.messages), w.sources(l.sources), w.ending(), w.imprint()},
	}
}

// messagesOnly are key messages in documents that show their summary anyway.
func (w *writer) messagesOnly(most int) section {
	if len(w.d.Messages) == 0 {
		return section{}
	}
	return w.messages(most)
}

// found is the table of findings, open ones first.
func (w *writer) found(most int) section {
	list := ranked(w.d.Reviewed, func(f site.ReviewFinding) int {
		if f.Key == "" || f.Key == "open" {
			return 0
		}
		return 1
	})
	if len(list) == 0 {
		return section{}
	}
	t := pdf.Table{
		Columns: []pdf.Column{{Width: 5}, {Width: 2.4}, {Width: 1.5}, {Width: 2.6}}, RowHeader: true,
		Header: []pdf.Row{columns(w.t.T("section.findings"), w.t.T("finding.target"), w.t.T("finding.type"), w.t.T("finding.resolution"))},
	}
	shown := list[:some(len(list), most)]
	for _, f := range shown {
		resolution := []pdf.Span{bold(f.Resolution)}
		if f.Reason != "" {
			resolution = []pdf.Span{bold(w.t.T("brief.label", f.Resolution)), {Text: w.t.T("space") + f.Reason}}
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{
			{Spans: []pdf.Span{w.id(f.ID), {Text: " " + f.Text}}}, {Spans: w.target(f.Target)}, {Spans: say(f.Type)}, {Spans: resolution},
		}})
	}
	name := w.t.T("section.findings")
	return section{name, append([]pdf.Block{heading(2, name), t}, w.more(len(list)-len(shown))...)}
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
		front: []section{w.head(), w.lead(), w.summary(), w.answers(l.findings)},
		back:  []section{w.messagesOnly(l.messages), w.sources(l.sources), w.ending(), w.imprint()},
	}
}

// answers is the table of answers; what is refused or open comes first, since
// that is what a reader looks for.
func (w *writer) answers(most int) section {
	list := ranked(w.d.Answers, func(a site.Answer) int {
		if a.Key == "implement" {
			return 1
		}
		return 0
	})
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
	return section{name, append([]pdf.Block{heading(2, name), t}, w.more(len(list)-len(shown))...)}
}
