package brief

import (
	"hria/internal/pdf"
	"hria/internal/site"
)

// guidance is the note of a guidance note: what to do and why, what to ask,
// who acts.
func (w *writer) guidance(l limits) sheet {
	return sheet{
		front: []section{w.head(), w.lead(), w.decision(), w.messages(l.messages), w.questions(l.questions)},
		back:  []section{w.actions(l.actions), w.stake(l), w.sources(l.sources), w.ending(), w.imprint()},
		apart: true,
	}
}

func (w *writer) questions(most int) section {
	list := w.d.Questions
	if len(list) == 0 {
		return section{}
	}
	var texts [][]pdf.Span
	for _, q := range list[:some(len(list), most)] {
		texts = append(texts, append(say(q.Text), w.cited(q.Evidence)...))
	}
	name := w.t.T("section.questions")
	blocks := append([]pdf.Block{w.numbered(texts)}, w.more(len(list)-len(texts))...)
	return section{name: name, blocks: []pdf.Block{pdf.Box{Border: w.line, Fill: w.panel, Blocks: append([]pdf.Block{heading(2, name)}, blocks...)}}}.from(w.a.Questions[0].Text.Span)
}

// actions says in a table what each actor should do.
func (w *writer) actions(most int) section {
	if len(w.d.Actions) == 0 {
		return section{}
	}
	name := w.t.T("section.actions")
	table := pdf.Table{Columns: []pdf.Column{{Width: 1.5}, {Width: 5}}, RowHeader: true}
	shown, total := 0, 0
	for _, g := range w.d.Actions {
		total += len(g.Items)
		var texts [][]pdf.Span
		for _, x := range g.Items[:max(0, min(len(g.Items), most-shown))] {
			texts = append(texts, append(say(x.Text), w.cited(x.Evidence)...))
		}
		if len(texts) == 0 {
			continue
		}
		shown += len(texts)
		do := []pdf.Block{paragraph(pdf.Body, texts[0]...)}
		if len(texts) > 1 {
			do = []pdf.Block{pdf.List{Tight: true, Items: itemsOf(texts)}}
		}
		table.Rows = append(table.Rows, pdf.Row{Cells: []pdf.Cell{{Spans: []pdf.Span{bold(g.Actor)}}, {Blocks: do}}})
	}
	if len(table.Rows) == 0 {
		return section{}
	}
	return section{name: name, blocks: append([]pdf.Block{heading(2, name), table}, w.more(total-shown)...)}.from(w.a.Actions[0].Text.Span)
}

// stake says whose rights are touched and what the note rests on. Principles
// are left to the full page: they are numbers.
func (w *writer) stake(l limits) section {
	name := w.t.T("section.stake")
	var blocks []pdf.Block
	for _, f := range w.d.AtStake {
		switch f.Label {
		case w.t.T("rights"), w.t.T("holders"):
			blocks = append(blocks, w.labelled(pdf.Body, f.Label, w.list(f.Values, l.stake)...))
		case w.t.T("based_on"):
			var links []pdf.Span
			for _, v := range f.Values {
				links = append(links, w.reference(v))
			}
			blocks = append(blocks, w.labelled(pdf.Body, f.Label, w.join(links)...))
		}
	}
	blocks = append(blocks, w.next()...)
	if len(blocks) == 0 {
		return section{}
	}
	return section{name: name, blocks: append([]pdf.Block{heading(2, name)}, blocks...)}
}

// reference names a document or record elsewhere with its title.
func (w *writer) reference(l site.Link) pdf.Span {
	s := w.link(l)
	if l.Note != "" {
		s.Text = join(w.t.T("colon"), s.Text, l.Note)
	}
	return s
}
