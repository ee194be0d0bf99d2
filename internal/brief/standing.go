package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/pdf"
	"hria/internal/site"
)

// standing is the middle of the back in two columns: what remains and who was
// heard; how sure the authors are, what comes next, and where this happens.
func (w *writer) standing(l limits) section {
	start := append(w.remains(l.remains), w.heard(l.heard)...)
	end := append(append(w.sure(l.impacts), w.next()...), w.context(l.contexts)...)
	out := section{name: w.t.T("brief.heard")}.from(w.a.NoEngagement.Span, w.a.Scope.Limitations.Span)
	switch {
	case len(start) == 0:
		out.blocks = end
	case len(end) == 0:
		out.blocks = start
	default:
		out.blocks = []pdf.Block{pdf.Columns{Gap: 22, Cols: [][]pdf.Block{start, end}}}
	}
	return out
}

// remains sets what is expected after the measures beside what is now.
func (w *writer) remains(most int) []pdf.Block {
	if len(w.d.Impacts) == 0 {
		return nil
	}
	blocks := []pdf.Block{heading(2, w.t.T("brief.remains"))}
	var rows []pdf.Row
	total, expected := 0, false
	for _, x := range w.d.Impacts {
		if x.Residual == nil {
			continue
		}
		if total++; total > most {
			continue
		}
		expected = expected || x.Residual.Expected
		rows = append(rows, pdf.Row{Cells: []pdf.Cell{
			{Spans: []pdf.Span{w.id(x.ID)}},
			{Spans: say(w.withBand(x.LevelLabel, x.BandLabel))},
			{Spans: []pdf.Span{{Text: w.withBand(x.Residual.LevelLabel, x.Residual.BandLabel), Bold: true}}},
		}})
	}
	if total == 0 {
		blocks = append(blocks, paragraph(pdf.Small, pdf.Span{Text: w.t.T("brief.remains.none")}))
	} else {
		blocks = append(blocks, pdf.Table{
			Columns: []pdf.Column{{Width: 1}, {Width: 2.4}, {Width: 2.8}}, RowHeader: true, Rows: rows,
			Header: []pdf.Row{columns(w.t.T("impact"), w.t.T("brief.now"), w.t.T("brief.after"))},
		})
		blocks = append(blocks, w.more(total-len(rows))...)
	}
	if expected {
		blocks = append(blocks, paragraph(pdf.Small, pdf.Span{Text: w.t.T("brief.expected"), Color: w.quiet}))
	}
	if w.d.Decision != nil {
		if accepted := fact(w.d.Decision.Facts, w.t.T("decision.accepted")); len(accepted) > 0 {
			blocks = append(blocks, w.labelled(pdf.Small, w.t.T("decision.accepted"), w.list(accepted, 3)...))
		}
	}
	return blocks
}

func (w *writer) withBand(level, band string) string {
	if band == "" {
		return level
	}
	return level + w.t.T("brackets", band)
}

// heard says who was consulted, and how many more cannot be named.
func (w *writer) heard(most int) []pdf.Block {
	d := w.d
	withheld := 0
	for i := range w.a.Withheld {
		if consultation(w.a.Withheld[i].Target.Value) {
			withheld++
		}
	}
	if len(d.Engagements) == 0 && d.NoEngagement == "" && withheld == 0 {
		return nil
	}
	blocks := []pdf.Block{heading(2, w.t.T("brief.heard"))}
	list := pdf.List{Tight: true}
	for i := range d.Engagements[:some(len(d.Engagements), most)] {
		list.Items = append(list.Items, pdf.Item{Blocks: []pdf.Block{paragraph(pdf.Small, w.consultation(i)...)}})
	}
	if len(list.Items) > 0 {
		blocks = append(blocks, list)
	}
	blocks = append(blocks, w.more(len(d.Engagements)-len(list.Items))...)
	if withheld > 0 {
		blocks = append(blocks, paragraph(pdf.Small, pdf.Span{Text: w.t.N("brief.withheld", withheld), Bold: true}))
	}
	if d.NoEngagement != "" {
		blocks = append(blocks, paragraph(pdf.Small, bold(w.t.T("engagement.none")), pdf.Span{Text: w.t.T("space") + d.NoEngagement}))
	}
	return blocks
}

// consultation says in a line who took part, how, when and how many.
func (w *writer) consultation(i int) []pdf.Span {
	g := &w.d.Engagements[i]
	who := w.list(g.Groups, 4)
	if len(who) == 0 {
		who = say(g.With)
	}
	people := ""
	// The view writes the number; the plural needs it as it is.
	if i < len(w.a.Engagements) && w.a.Engagements[i].Participants.Set() {
		people = w.t.N("brief.people", w.a.Engagements[i].Participants.Value)
	}
	if rest := join(" · ", g.Method, unbroken(g.Date), unbroken(people)); rest != "" {
		who = append(who, pdf.Span{Text: w.t.T("colon") + lower(rest, w.d.Lang)})
	}
	return who
}

// lower writes a label inside a line with a small letter, in languages that do
// so.
func lower(s, lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	switch base {
	case "en", "fr", "es", "pt", "ru", "it":
		r, size := utf8.DecodeRuneInString(s)
		if r != utf8.RuneError {
			return string(unicode.ToLower(r)) + s[size:]
		}
	}
	return s
}

// sure says how firm the ratings are and what could not be known.
func (w *writer) sure(most int) []pdf.Block {
	var parts []pdf.Span
	ids, order := map[string][]string{}, []string{}
	for _, x := range w.d.Impacts[:min(most, len(w.d.Impacts))] {
		c := text(fact(x.Facts, w.t.T("confidence")))
		if c == "" {
			continue
		}
		if ids[c] == nil {
			order = append(order, c)
		}
		ids[c] = append(ids[c], x.ID)
	}
	for _, c := range order {
		parts = append(parts, pdf.Span{Text: c + w.t.T("brackets", strings.Join(ids[c], w.t.Comma()))})
	}
	limitations := fact(w.d.Scope, w.t.T("scope.limitations"))
	if len(parts) == 0 && len(limitations) == 0 {
		return nil
	}
	blocks := []pdf.Block{heading(2, w.t.T("brief.sure"))}
	if len(parts) > 0 {
		blocks = append(blocks, w.labelled(pdf.Small, w.t.T("confidence"), w.join(parts)...))
	}
	if len(limitations) > 0 {
		blocks = append(blocks, w.labelled(pdf.Small, w.t.T("scope.limitations"), w.list(limitations, 1)...))
	}
	return blocks
}

// next says when the document is looked at again and what would bring that
// forward.
func (w *writer) next() []pdf.Block {
	var blocks []pdf.Block
	add := func(key string, most int) {
		if values := fact(w.d.Review, w.t.T(key)); len(values) > 0 {
			spans := w.list(values, most)
			spans[0].Bold = key == "review.next"
			blocks = append(blocks, w.labelled(pdf.Small, w.t.T(key), spans...))
		}
	}
	if w.d.ReviewOverdue {
		blocks = append(blocks, paragraph(pdf.Small, pdf.Span{Text: w.t.T("review.overdue"), Bold: true, Color: w.warn}))
	}
	add("review.next", 1)
	add("review.triggers", 4)
	if len(blocks) == 0 {
		return nil
	}
	return append([]pdf.Block{heading(2, w.t.T("brief.next"))}, blocks...)
}

// context says how free people are where this happens, and as of when.
func (w *writer) context(most int) []pdf.Block {
	var blocks []pdf.Block
	left := 0
	for _, x := range w.d.Context {
		lines := w.rating(x)
		if len(lines) == 0 {
			continue
		}
		if most--; most < 0 {
			left++
			continue
		}
		blocks = append(blocks, lines...)
	}
	if len(blocks) == 0 {
		return nil
	}
	return append(append([]pdf.Block{heading(2, w.t.T("section.context"))}, blocks...), w.more(left)...)
}

func (w *writer) rating(x site.Context) []pdf.Block {
	var blocks []pdf.Block
	name := plain(x.Country)
	name.Bold = true
	if x.CivicSpace != "" {
		date := ""
		if x.CivicDate != "" {
			date = w.t.T("comma") + w.t.T("context.dated", x.CivicDate)
		}
		blocks = append(blocks,
			paragraph(pdf.Small, name, pdf.Span{Text: " · "}, pdf.Span{Text: w.t.T("context.civic_space") + w.t.T("colon")}, bold(x.CivicSpace), pdf.Span{Text: date}),
			w.steps(x))
	}
	if x.NetFreedom != "" {
		spans := []pdf.Span{{Text: w.t.T("context.net_freedom") + w.t.T("colon")}, bold(x.NetFreedom)}
		if x.NetDetail != "" {
			spans = append(spans, pdf.Span{Text: w.t.T("brackets", x.NetDetail)})
		}
		if x.CivicSpace == "" {
			spans = append([]pdf.Span{name, {Text: " · "}}, spans...)
		}
		blocks = append(blocks, paragraph(pdf.Small, spans...))
	}
	return blocks
}
