package brief

import (
	"cmp"
	"slices"

	"hria/internal/pdf"
	"hria/internal/site"
)

// assessment is the note of an assessment: the decision and what is at stake
// in front, who does what behind.
func (w *writer) assessment(l limits) sheet {
	return sheet{
		front: []section{w.head(), w.lead(), w.decision(), w.messages(l.messages), w.severity(l)},
		back:  []section{w.measures(l.measures), w.standing(l), w.sources(l.sources), w.ending(), w.imprint()},
		apart: true,
	}
}

// severity is the map beside the gravest impacts.
func (w *writer) severity(l limits) section {
	if len(w.d.Impacts) == 0 {
		return section{}
	}
	top := w.top(l.impacts)
	if w.d.Map == nil {
		return section{name: w.t.T("brief.top"), blocks: top}.from(w.a.Impacts[0].Title.Span)
	}
	chart := []pdf.Block{heading(2, w.t.T("section.map")), w.chart(w.d.Map)}
	if w.d.Map.Residual {
		chart = append(chart, paragraph(pdf.Small, pdf.Span{Text: w.t.T("brief.dashed"), Color: w.quiet}))
	}
	chart = append(append(chart, w.crowded(w.d.Map, mapWidth)...), w.key(l)...)
	return section{name: w.t.T("brief.top"), blocks: []pdf.Block{pdf.Columns{Widths: []float64{mapShare, 1}, Gap: mapGap, Cols: [][]pdf.Block{chart, top}}}}.from(w.a.Impacts[0].Title.Span)
}

// The map has more than half of the page, less a gap.
const (
	mapShare, mapGap = 1.12, 20
	mapWidth         = (pageWidth - mapGap) * mapShare / (mapShare + 1)
)

// key names the marks of the map that are not among the top impacts, and what
// is not on it.
func (w *writer) key(l limits) []pdf.Block {
	var blocks []pdf.Block
	rest := w.d.Impacts[min(l.impacts, len(w.d.Impacts)):]
	shown := rest[:some(len(rest), l.key)]
	for _, x := range shown {
		blocks = append(blocks, paragraph(pdf.Small, w.here(x.ID), pdf.Span{Text: " " + x.Title}))
	}
	blocks = append(blocks, w.more(len(rest)-len(shown))...)
	if unrated := w.d.Map.Unrated; len(unrated) > 0 {
		blocks = append(blocks, paragraph(pdf.Small, append(say(w.t.T("map.unrated")+w.t.T("space")), w.list(unrated, 6)...)...))
	}
	return blocks
}

// top lists the impacts that come first in order, each with who, what right,
// level and involvement.
func (w *writer) top(most int) []pdf.Block {
	blocks := []pdf.Block{heading(2, w.t.T("brief.top"))}
	list := w.d.Impacts
	for _, x := range list[:min(most, len(list))] {
		blocks = append(blocks, w.card(x))
	}
	if w.d.Map != nil {
		return blocks // the key of the map goes on with the others
	}
	return append(blocks, w.more(len(list)-most)...)
}

// card says of an impact how grave it is, whom it hits, in which right, and
// what the deployment has to do with it. The bar at its side has the colour of
// its band: the graver, the darker.
func (w *writer) card(x *site.Impact) pdf.Block {
	blocks := []pdf.Block{pdf.Heading{Level: 3, NoOutline: true, Spans: []pdf.Span{w.here(x.ID), {Text: " " + w.named(x.Title)}}}}
	add := func(label string, spans []pdf.Span) {
		if len(spans) > 0 {
			blocks = append(blocks, w.labelled(pdf.Small, label, spans...))
		}
	}
	level := w.level(x)
	if x.Involved != "" {
		level = append(level, pdf.Span{Text: " · "}, w.label(w.t.T("impact.involvement")), pdf.Span{Text: x.Involved})
	}
	add(w.t.T("severity.level"), level)
	add(w.t.T("holders"), w.list(x.Holders, 2))
	add(w.t.T("rights"), w.list(x.Rights, 2))
	bar, rated := w.bands[x.Shade]
	if !rated {
		bar = w.line
	}
	return pdf.Box{Bar: bar, Padding: cardPadding, Blocks: blocks}
}

// cardPadding is around the words of a card, in points.
const cardPadding = 5

// named is a title, or what stands for one: a heading is never empty.
func (w *writer) named(title string) string {
	if blank(title) {
		return w.t.T("impact")
	}
	return title
}

// id is the number of a record; it leads to the record on the full page.
func (w *writer) id(id string) pdf.Span {
	return pdf.Span{Text: id, Bold: true, Color: w.accent, Isolate: true, Link: w.address("#" + id)}
}

// here is the number of a record where the note says what it is: a link that
// ends with #I2 leads there, in the note as on the page.
func (w *writer) here(id string) pdf.Span {
	s := w.id(id)
	s.ID = w.claim(id)
	return s
}

// claim gives a place its name; "" where another has it.
func (w *writer) claim(name string) string {
	if blank(name) || w.claimed[name] {
		return ""
	}
	w.claimed[name] = true
	return name
}

// level says how grave an impact is and how likely, in words.
func (w *writer) level(x *site.Impact) []pdf.Span {
	out := []pdf.Span{{Text: capital(x.LevelLabel), Bold: true}}
	if x.Level > 0 && x.Likelihood != "" {
		out = append(out, pdf.Span{Text: w.t.T("comma") + x.Likelihood})
	}
	return out
}

// measures is the table of what is still to be done: overdue ones first, then
// those that answer severe impacts. What is settled stands below it, named by
// its state: nobody has to decide on it.
func (w *writer) measures(most int) section {
	list := ranked(w.d.Measures, urgency)
	if len(list) == 0 {
		return section{}
	}
	shown := list[:some(len(list), most)]
	open := slices.IndexFunc(shown, func(m *site.Measure) bool { return urgency(m) == settled })
	if open < 0 {
		open = len(shown)
	}
	blocks := []pdf.Block{heading(2, w.t.T("section.measures"))}
	if open > 0 {
		blocks = append(blocks, w.toDo(shown[:open]))
	}
	blocks = append(blocks, w.settled(shown[open:])...)
	return section{name: w.t.T("section.measures"), blocks: append(blocks, w.more(len(list)-len(shown))...)}.from(w.a.Mitigations[0].Title.Span)
}

// toDo says of measures what, who, when, and how far they are.
func (w *writer) toDo(list []*site.Measure) pdf.Block {
	t := pdf.Table{
		Columns: []pdf.Column{{Width: 4.6}, {Width: 2.5}, {Width: 2.25}, {Width: 1.75}}, RowHeader: true,
		Header: []pdf.Row{columns(w.t.T("measure"), w.t.T("measure.owner"), w.t.T("measure.due"), w.t.T("measure.status"))},
	}
	for _, m := range list {
		status := say(m.Progress)
		due := pdf.Cell{Spans: say(unbroken(m.Due))}
		if m.Overdue {
			status = []pdf.Span{{Text: capital(w.t.T("measure.overdue")), Bold: true, Color: w.warn}, {Text: w.t.T("comma") + m.Progress}}
			due = pdf.Cell{Spans: []pdf.Span{{Text: unbroken(m.Due), Bold: true, Color: w.warn}}}
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{
			{Spans: []pdf.Span{w.here(m.ID), {Text: " " + m.Title}}}, {Spans: say(m.Owner)}, due, {Spans: status},
		}})
	}
	return t
}

// settled names measures by how they ended, with the day.
func (w *writer) settled(list []*site.Measure) []pdf.Block {
	var states []string
	names := map[string][]pdf.Span{}
	for _, m := range list {
		if names[m.Progress] == nil {
			states = append(states, m.Progress)
		} else {
			names[m.Progress] = append(names[m.Progress], pdf.Span{Text: w.t.T("brief.semicolon")})
		}
		name := m.Title
		if done := text(fact(m.Facts, w.t.T("measure.done"))); done != "" {
			name += w.t.T("brackets", unbroken(done))
		}
		names[m.Progress] = append(names[m.Progress], w.here(m.ID), pdf.Span{Text: " " + name})
	}
	var blocks []pdf.Block
	for _, state := range states {
		blocks = append(blocks, w.labelled(pdf.Small, state, names[state]...))
	}
	return blocks
}

// settled is the rank of a measure that nothing more is to be done about.
const settled = 3

func urgency(m *site.Measure) int {
	done := m.Status == "implemented" || m.Status == "verified" || m.Status == "rejected"
	switch {
	case m.Overdue:
		return 0
	case m.Severe && !done:
		return 1
	case !done:
		return 2
	}
	return settled
}

// columns is the head of a table.
func columns(labels ...string) pdf.Row {
	var r pdf.Row
	for _, l := range labels {
		r.Cells = append(r.Cells, pdf.Cell{Spans: say(l)})
	}
	return r
}

// ranked sorts without disturbing equals.
func ranked[T any](list []T, rank func(T) int) []T {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y T) int { return cmp.Compare(rank(x), rank(y)) })
	return out
}
