package brief

import (
	"slices"
	"strings"

	"hria/internal/pdf"
	"hria/internal/site"
)

// This file sets the records, each as its page does.

func (r *reporter) deployment() {
	if len(r.d.Deployment) > 0 {
		r.part("deployment", r.t.T("section.deployment"))
		r.table(r.factRows(r.d.Deployment)...)
	}
}

func (r *reporter) stake() {
	if len(r.d.AtStake) > 0 {
		r.part("stake", r.t.T("section.stake"))
		r.table(r.factRows(r.d.AtStake)...)
	}
}

func (r *reporter) context() {
	if len(r.d.Context) == 0 {
		return
	}
	r.part("context", r.t.T("section.context"))
	r.matrix(r.d.ContextStrip)
	for _, x := range r.d.Context {
		r.heading(3, "", []pdf.Span{r.span(x.Country)})
		var rows []row
		if x.CivicSpace != "" {
			text := r.t.T("context.step", x.CivicSpace, x.CivicStep)
			if x.CivicDate != "" {
				text += r.t.T("comma") + r.t.T("context.dated", x.CivicDate)
			}
			rows = append(rows, value(r.t.T("context.civic_space"), say(text)))
		}
		if x.NetFreedom != "" {
			rows = append(rows, value(r.t.T("context.net_freedom"), say(join(r.t.T("comma"), x.NetFreedom, x.NetDetail))))
		}
		r.table(append(rows, r.factRows(x.Facts)...)...)
	}
}

func (r *reporter) engagement() {
	d := r.d
	if len(d.Engagements) == 0 && d.NoEngagement == "" && d.EngagementGrid == nil {
		return
	}
	r.part("engagement", r.t.T("section.engagement"))
	r.matrix(d.EngagementGrid)
	if d.NoEngagement != "" {
		r.add(paragraph(pdf.Body, pdf.Span{Text: r.t.T("engagement.none") + r.t.T("space") + d.NoEngagement}))
	}
	for i := range d.Engagements {
		g := &d.Engagements[i]
		r.record(g.ID, g.With)
		rows := []row{
			value(r.t.T("engagement.groups"), r.links(g.Groups)), value(r.t.T("engagement.method"), say(g.Method)),
			value(r.t.T("engagement.depth"), say(g.Depth)), value(r.t.T("engagement.date"), say(g.Date)), value(r.t.T("engagement.people"), say(g.People)),
		}
		r.table(append(rows, r.factRows(g.Facts)...)...)
		r.recordEnd(g.Prose, g.Backlinks)
	}
}

func (r *reporter) coverage() {
	c := r.d.Coverage
	if c == nil {
		return
	}
	r.part("coverage", r.t.T("section.coverage"))
	r.says(c.Finding)
	r.strip(c)
	for _, g := range c.Groups {
		r.heading(3, "", say(g.Label+r.t.T("brackets", r.t.Number(g.Count))))
		r.coveredRights(g)
	}
}

// coveredRights are those of one state: a table where there is something to say
// on them, else their names.
func (r *reporter) coveredRights(g site.CoverageGroup) {
	if len(g.Rights) == 0 {
		r.add(paragraph(pdf.Body, pdf.Span{Text: r.t.T("coverage.none"), Color: r.quiet}))
		return
	}
	t := pdf.Table{Columns: []pdf.Column{{Width: 2.2}, {Width: 3.4}, {Width: 1.4}}, RowHeader: true,
		Header: head(r.t.T("coverage.right"), r.t.T("coverage.reason"), r.t.T("coverage.impacts"))}
	said, touched := false, slices.ContainsFunc(g.Rights, func(x site.CoveredRight) bool { return len(x.Impacts) > 0 })
	if !touched {
		t.Columns, t.Header = t.Columns[:2], head(r.t.T("coverage.right"), r.t.T("coverage.reason"))
	}
	for _, x := range g.Rights {
		right := []pdf.Span{r.span(x.Right)}
		if x.Salient {
			right = append(right, pdf.Span{Text: r.t.T("brackets", r.t.T("coverage.salient")), Bold: true})
		}
		said = said || x.Reason != "" || len(x.Impacts) > 0 || x.Salient
		cells := []pdf.Cell{cell(right...), cell(pdf.Span{Text: x.Reason})}
		if touched {
			cells = append(cells, cell(r.refs(x.Impacts)...))
		}
		t.Rows = append(t.Rows, pdf.Row{ID: "right-" + x.ID, Cells: cells})
	}
	if said {
		for i := range t.Rows {
			t.Rows[i].ID = r.anchor(t.Rows[i].ID)
		}
		r.add(t)
		return
	}
	var spans []pdf.Span
	for i, x := range g.Rights {
		if i > 0 {
			spans = append(spans, pdf.Span{Text: r.t.Comma()})
		}
		s := r.span(x.Right)
		s.ID = r.anchor("right-" + x.ID)
		spans = append(spans, s)
	}
	r.add(paragraph(pdf.Body, spans...))
}

func (r *reporter) impacts() {
	if len(r.d.Impacts) == 0 {
		return
	}
	r.newPage()
	r.part("impacts", r.t.T("section.impacts"))
	r.profile()
	r.matrix(r.d.RightsAndGroups)
	for _, x := range r.d.Impacts {
		r.record(x.ID, x.Title)
		r.band(x)
		r.facts([]row{value(r.t.T("rights"), r.links(x.Rights)), value(r.t.T("holders"), r.links(x.Holders)), r.severityRow(x)})
		rows := []row{value(r.t.T("impact.involvement"), say(x.Involved))}
		if x.Residual != nil {
			key := "impact.residual.verified"
			if x.Residual.Expected {
				key = "impact.residual.expected"
			}
			rows = append(rows, value(r.t.T("impact.residual"), say(r.t.T(key, x.Residual.LevelLabel, x.Residual.BandLabel))))
		}
		measures := r.refs(x.Measures)
		if len(x.Measures) == 0 {
			measures = say(r.t.T("impact.measures.none"))
		}
		rows = append(rows, value(r.t.T("impact.measures"), measures), value(r.t.T("evidence"), r.refs(x.Evidence)), r.limitationRow(x.Limitation))
		r.table(append(rows, r.factRows(x.Facts)...)...)
		r.recordEnd(x.Prose, x.Backlinks)
	}
}

// band is a bar in the colour of an impact's band that says its level.
func (r *reporter) band(x *site.Impact) {
	level := x.LevelLabel
	if x.Level > 0 {
		level = r.t.Number(x.Level) + " · " + level
	}
	nature := x.Nature
	if !x.Actual {
		nature = join(" · ", nature, x.Likelihood)
	}
	ground, ink := r.bands[x.Band], r.bandInks[x.Band]
	if ground == 0 {
		ground, ink = r.panel, r.ink
	}
	spans := []pdf.Span{
		{Text: r.t.T("severity.level") + " " + level, Bold: true, Color: ink},
		{Text: "\u2003" + join("\u2003", nature, r.t.T("impact.band")+r.t.T("colon")+x.BandLabel), Color: ink},
	}
	r.add(pdf.Box{Fill: ground, Padding: 6, Keep: true, Blocks: []pdf.Block{pdf.Paragraph{Role: pdf.Small, Spans: spans}}})
}

// severityRow says each component of severity in its own line.
func (r *reporter) severityRow(x *site.Impact) row {
	out := row{label: r.t.T("severity")}
	for _, c := range x.Components {
		spans := []pdf.Span{{Text: c.Label}}
		if c.Value > 0 {
			spans = append(spans, pdf.Span{Text: r.t.T("colon") + r.t.T("severity.of", r.t.Number(c.Value))}, pdf.Span{Text: " · " + c.Word})
		} else {
			spans = append(spans, pdf.Span{Text: r.t.T("colon") + r.t.T("unrated"), Color: r.quiet})
		}
		out.blocks = append(out.blocks, pdf.Paragraph{Spans: spans})
	}
	if x.Declared != "" {
		out.blocks = append(out.blocks, pdf.Paragraph{Spans: say(x.Declared)})
	}
	return out
}

func (r *reporter) limitationRow(list []site.Fact) row {
	out := row{label: r.t.T("limitation")}
	for _, f := range list {
		out.blocks = append(out.blocks, pdf.Paragraph{Spans: append(say(f.Label+r.t.T("colon")), r.links(f.Values)...)})
	}
	return out
}

func (r *reporter) opportunities() {
	if len(r.d.Opportunities) == 0 {
		return
	}
	r.part("opportunities", r.t.T("section.opportunities"))
	for _, x := range r.d.Opportunities {
		r.record(x.ID, x.Title)
		r.table(r.factRows(x.Facts)...)
		r.recordEnd(x.Prose, x.Backlinks)
	}
}

func (r *reporter) allMeasures() {
	d := r.d
	if len(d.Measures) == 0 {
		return
	}
	r.newPage()
	r.part("measures", r.t.T("section.measures"))
	r.bar(d.ResponseBar)
	r.timeline(d.Timeline)
	r.matrix(d.AnswerMatrix)
	for _, m := range d.Measures {
		r.record(m.ID, m.Title)
		status := say(m.Progress)
		if m.Overdue {
			status = []pdf.Span{{Text: capital(r.t.T("measure.overdue")), Bold: true, Color: r.warn}, {Text: r.t.T("comma") + m.Progress}}
		}
		rows := []row{
			value(r.t.T("measure.impacts"), r.refs(m.Impacts)), value(r.t.T("measure.type"), say(m.Type)), value(r.t.T("measure.owner"), []pdf.Span{{Text: m.Owner, Isolate: true}}),
			value(r.t.T("measure.due"), say(m.Due)), value(r.t.T("measure.status"), status), value(r.t.T("measure.response"), say(m.Response)),
		}
		r.table(append(rows, r.factRows(m.Facts)...)...)
		r.recordEnd(m.Prose, m.Backlinks)
	}
}

func (r *reporter) remedies() {
	if len(r.d.Remedies) == 0 {
		return
	}
	r.part("remedy", r.t.T("section.remedy"))
	for _, x := range r.d.Remedies {
		r.record(x.ID, x.Name)
		r.says(x.Finding)
		r.table(r.factRows(x.Facts)...)
		if len(x.Criteria) > 0 {
			t := pdf.Table{Caption: say(r.t.T("remedy.table")), RowHeader: true, Columns: []pdf.Column{{Width: 3}, {Width: 2}},
				Header: head(r.t.T("remedy.criterion"), r.t.T("remedy.rating"))}
			for _, c := range x.Criteria {
				t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(r.span(c.Name)), cell(pdf.Span{Text: c.Word, Bold: c.Rating == "not-met"})}})
			}
			r.add(t)
		}
		r.recordEnd(x.Prose, x.Backlinks)
	}
}

func (r *reporter) principles() {
	if len(r.d.Principles) == 0 {
		return
	}
	r.part("principles", r.t.T("section.principles"))
	t := pdf.Table{Caption: say(r.t.T("principles.table")), RowHeader: true, Columns: []pdf.Column{{Width: 2}, {Width: 3.6}, {Width: 1.8}},
		Header: head(r.t.T("principle"), r.t.T("principle.how"), r.t.T("principle.where"))}
	for _, x := range r.d.Principles {
		var where []site.Link
		if x.Section.Text != "" {
			where = append(where, x.Section)
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(r.span(x.Number), pdf.Span{Text: " " + x.Title, Color: r.quiet}), cell(pdf.Span{Text: x.How}), cell(r.refs(append(where, x.Records...))...)}})
	}
	r.add(t)
}

func (r *reporter) frameworks() {
	if len(r.d.FrameworkCoverage) == 0 {
		return
	}
	r.newPage()
	r.part("frameworks", r.t.T("framework.title"))
	note := r.t.T("framework.note")
	if len(r.d.Withheld) > 0 {
		note += r.t.T("space") + r.t.T("framework.withheld")
	}
	r.add(paragraph(pdf.Small, say(note)...))
	r.matrix(r.d.FrameworkMatrix)
	for _, x := range r.d.FrameworkCoverage {
		r.heading(3, "framework-"+x.ID, []pdf.Span{r.span(x.Name)})
		r.says(x.Finding)
		if x.Reference != "" {
			r.add(paragraph(pdf.Small, pdf.Span{Text: x.Reference, Isolate: true}))
		}
		t := pdf.Table{RowHeader: true, Columns: []pdf.Column{{Width: 2.4}, {Width: 1.2}, {Width: 3}},
			Header: head(r.t.T("framework.element"), r.t.T("framework.state"), r.t.T("framework.where"))}
		for _, e := range x.Elements {
			t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(r.elementName(&e)...), cell(pdf.Span{Text: e.StateIs, Bold: len(e.Missing) > 0}), {Blocks: r.elementAnswers(&e)}}})
		}
		if len(t.Rows) > 0 {
			r.add(t)
		}
	}
}

func (r *reporter) elementName(e *site.FrameworkElement) []pdf.Span {
	out := []pdf.Span{r.span(e.Title)}
	if e.Number != "" {
		out = append(out, pdf.Span{Text: " "}, pdf.Span{Text: e.Number, Isolate: true, Color: r.quiet})
	}
	if e.Optional {
		out = append(out, pdf.Span{Text: r.t.T("brackets", r.t.T("framework.optional")), Color: r.quiet})
	}
	return out
}

func (r *reporter) elementAnswers(e *site.FrameworkElement) []pdf.Block {
	out := []pdf.Block{pdf.Paragraph{Spans: r.refs(e.Answers)}}
	if len(e.Missing) == 0 {
		return out
	}
	spans := say(r.t.T("framework.lacks") + r.t.T("colon"))
	for i, m := range e.Missing {
		if i > 0 {
			spans = append(spans, pdf.Span{Text: r.t.T("semicolon")})
		}
		spans = append(spans, pdf.Span{Text: m.What})
		if len(m.Records) > 0 {
			spans = append(spans, r.inBrackets(r.links(m.Records))...)
		}
	}
	return append(out, pdf.Paragraph{Spans: spans})
}

func (r *reporter) questions() {
	if len(r.d.Questions) == 0 {
		return
	}
	r.part("questions", r.t.T("section.questions"))
	r.items(r.d.Questions)
}

func (r *reporter) actions() {
	if len(r.d.Actions) == 0 {
		return
	}
	r.part("actions", r.t.T("section.actions"))
	for _, g := range r.d.Actions {
		r.heading(3, "", say(g.Actor))
		r.items(g.Items)
	}
}

// items is a list of short records, labelled by their ids.
func (r *reporter) items(list []site.Item) {
	out := pdf.List{Marker: func(i int) string { return list[i].ID }}
	for _, x := range list {
		blocks := []pdf.Block{pdf.Paragraph{ID: r.anchor(x.ID), Spans: r.withRefs(x.Text, x.Evidence)}}
		if !x.Prose.Empty() {
			blocks = append(blocks, r.blocks(x.Prose.Passage.Blocks(), &x.Prose, 1)...)
		}
		if len(x.Backlinks) > 0 {
			blocks = append(blocks, paragraph(pdf.Small, append(say(r.t.T("backlinks")+r.t.T("colon")), r.refs(x.Backlinks)...)...))
		}
		out.Items = append(out.Items, pdf.Item{Blocks: blocks})
	}
	r.add(out)
}

func (r *reporter) reviewed() {
	if len(r.d.Reviewed) == 0 {
		return
	}
	r.part("findings", r.t.T("section.findings"))
	for _, x := range r.d.Reviewed {
		r.record(x.ID, x.Type)
		if !blank(x.Text) {
			r.add(paragraph(pdf.Body, pdf.Span{Text: x.Text}))
		}
		target := []pdf.Span{r.span(x.Target)}
		if x.Target.Note != "" {
			target = append(target, pdf.Span{Text: " " + x.Target.Note, Color: r.quiet})
		}
		r.table(value(r.t.T("finding.target"), target), value(r.t.T("finding.resolution"), say(x.Resolution)), value(r.t.T("finding.reason"), say(x.Reason)))
		r.recordEnd(x.Prose, x.Backlinks)
	}
}

func (r *reporter) answers() {
	if len(r.d.Answers) == 0 {
		return
	}
	r.part("answers", r.t.T("section.answers"))
	r.bar(r.d.ResponseBar)
	t := pdf.Table{Caption: say(r.t.T("answers.table")), RowHeader: true, Columns: []pdf.Column{{Width: 2.4}, {Width: 1.3}, {Width: 3.4}, {Width: 1.3}},
		Header: head(r.t.T("measure"), r.t.T("measure.response"), r.t.T("answer.text"), r.t.T("measure.due"))}
	for _, x := range r.d.Answers {
		to := []pdf.Span{r.span(x.To)}
		if x.Title != "" {
			to = append(to, pdf.Span{Text: " " + x.Title})
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(to...), cell(pdf.Span{Text: x.Response}), cell(pdf.Span{Text: x.Text}), cell(pdf.Span{Text: x.Due})}})
	}
	r.add(t)
}

// allSources lists the sources with their addresses in full, since paper has no
// links, and the pages that cite them.
func (r *reporter) allSources() {
	list := r.d.Sources
	if len(list) == 0 {
		return
	}
	r.newPage()
	r.part("sources", r.t.T("section.sources"))
	out := pdf.List{Marker: func(i int) string { return list[i].ID }}
	for i := range list {
		out.Items = append(out.Items, pdf.Item{Blocks: r.source(&list[i])})
	}
	r.add(out)
}

func (r *reporter) source(s *site.Source) []pdf.Block {
	var spans []pdf.Span
	if s.Author != "" {
		spans = append(spans, pdf.Span{Text: s.Author, Isolate: true}, pdf.Span{Text: r.t.T("comma")})
	}
	spans = append(spans, pdf.Span{Text: s.Title.Text, Lang: language(s.Title.Lang), Italic: true, Isolate: true})
	if s.Date != "" {
		spans = append(spans, pdf.Span{Text: r.t.T("comma") + s.Date})
	}
	spans = append(spans, pdf.Span{Text: r.t.T("stop")})
	out := []pdf.Block{pdf.Paragraph{ID: r.anchor(s.ID), Spans: spans}}
	if link := r.address(s.Title.Href); link != "" {
		out = append(out, paragraph(pdf.Small, pdf.Span{Text: s.Title.Href, Link: link, LinkAlt: visible(s.Title.Text), Isolate: true}))
	}
	confidence, accessed := "", ""
	if s.Confidence != "" {
		confidence = r.t.T("source.confidence", s.Confidence)
	}
	if s.Accessed != "" {
		accessed = r.t.T("source.accessed", s.Accessed)
	}
	about := say(join(" · ", s.Type, confidence, accessed))
	if s.Archived.Href != "" {
		about = append(about, pdf.Span{Text: " · "}, r.span(s.Archived))
	}
	if !blank(wordsOf(about)) {
		out = append(out, paragraph(pdf.Small, about...))
	}
	var used []pdf.Span
	for _, c := range s.Cited {
		id := strings.TrimPrefix(c.Href, "#")
		if !r.known[id] {
			continue
		}
		if len(used) == 0 {
			used = say(r.t.T("source.cited") + r.t.T("space"))
		} else {
			used = append(used, pdf.Span{Text: r.t.Comma()})
		}
		before, after, _ := strings.Cut(r.t.T("report.page", "\x00"), "\x00")
		used = append(used, pdf.Span{Text: before}, pdf.Span{PageOf: id, Link: "#" + id, NoUnderline: true}, pdf.Span{Text: after})
	}
	if len(s.Backlinks) > 0 {
		if len(used) > 0 {
			used = append(used, pdf.Span{Text: " · "})
		}
		used = append(append(used, pdf.Span{Text: r.t.T("backlinks") + r.t.T("colon")}), r.links(s.Backlinks)...)
	}
	if len(used) > 0 {
		out = append(out, paragraph(pdf.Small, used...))
	}
	return out
}

// about is how the document came to be and what became of it.
func (r *reporter) about() {
	d := r.d
	r.newPage()
	r.part("about", r.t.T("section.about"))
	section := func(key string, facts []site.Fact) {
		if len(facts) > 0 {
			r.heading(3, "", say(r.t.T(key)))
			r.table(r.factRows(facts)...)
		}
	}
	section("commission", append(d.Commission[:len(d.Commission):len(d.Commission)], d.Scope...))
	if len(d.Frameworks) > 0 {
		r.heading(3, "", say(r.t.T("frameworks")))
		r.bullets(d.Frameworks)
	}
	section("review", d.Review)
	section("comment", d.Complaints)
	r.signoffs()
	r.withheld()
	r.waivers()
	r.changes()
	if len(d.Related) > 0 {
		r.heading(3, "", say(r.t.T("related")))
		list := pdf.List{Tight: true}
		for _, x := range d.Related {
			list.Items = append(list.Items, item([]pdf.Span{{Text: x.How + r.t.T("colon"), Color: r.quiet}, r.span(x.Link)}))
		}
		r.add(list)
	}
	if len(d.Backlinks) > 0 {
		r.heading(3, "", say(r.t.T("backlinks.document")))
		r.bullets(d.Backlinks)
	}
	if d.Cite.Text != "" {
		r.heading(3, "cite", say(r.t.T("cite")))
		r.add(paragraph(pdf.Body, pdf.Span{Text: d.Cite.Text, Isolate: true}))
	}
}

func (r *reporter) bullets(links []site.Link) {
	list := pdf.List{Tight: true}
	for _, l := range links {
		list.Items = append(list.Items, item([]pdf.Span{r.span(l)}))
	}
	r.add(list)
}

func (r *reporter) signoffs() {
	if len(r.d.Signoffs) == 0 {
		return
	}
	r.heading(3, "", say(r.t.T("signoff")))
	t := pdf.Table{Caption: say(r.t.T("signoff.table")), RowHeader: true, Columns: []pdf.Column{{Width: 1.4}, {Width: 3}, {Width: 1.2}},
		Header: head(r.t.T("signoff.role"), r.t.T("signoff.name"), r.t.T("signoff.date"))}
	for _, x := range r.d.Signoffs {
		name := []pdf.Span{{Text: x.Name, Isolate: true}}
		if x.Note != "" {
			name = append(name, pdf.Span{Text: " " + x.Note, Color: r.quiet})
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(pdf.Span{Text: x.Role}), cell(name...), cell(pdf.Span{Text: x.Date})}})
	}
	r.add(t)
}

func (r *reporter) withheld() {
	if len(r.d.Withheld) == 0 {
		return
	}
	r.heading(3, "", say(r.t.T("withheld")))
	t := pdf.Table{Caption: say(r.t.T("withheld.table")), RowHeader: true, Columns: []pdf.Column{{Width: 1.4}, {Width: 2.6}, {Width: 2}},
		Header: head(r.t.T("withheld.what"), r.t.T("withheld.reason"), r.t.T("withheld.by"))}
	for _, x := range r.d.Withheld {
		by := []pdf.Span{{Text: x.By, Isolate: true}}
		if x.Until != "" {
			by = append(by, pdf.Span{Text: r.t.T("comma") + r.t.T("withheld.until") + " " + x.Until})
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(pdf.Span{Text: x.What}), cell(pdf.Span{Text: x.Reason}), cell(by...)}})
	}
	r.add(t)
}

func (r *reporter) waivers() {
	if len(r.d.Waivers) == 0 {
		return
	}
	r.heading(3, "", say(r.t.T("waivers")))
	t := pdf.Table{Caption: say(r.t.T("waivers.table")), RowHeader: true, Columns: []pdf.Column{{Width: 1}, {Width: 1}, {Width: 3.4}, {Width: 1.3}},
		Header: head(r.t.T("waiver.rule"), r.t.T("waiver.record"), r.t.T("waiver.reason"), r.t.T("waiver.until"))}
	for _, x := range r.d.Waivers {
		reason := []pdf.Span{{Text: x.Reason}}
		if x.By != "" {
			reason = append(reason, pdf.Span{Text: " "}, pdf.Span{Text: x.By, Isolate: true, Color: r.quiet})
		}
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(r.span(x.Rule)), cell(r.span(x.Record)), cell(reason...), cell(pdf.Span{Text: x.Until})}})
	}
	r.add(t)
}

func (r *reporter) changes() {
	if len(r.d.Changes) == 0 {
		return
	}
	r.heading(3, "", say(r.t.T("changes")))
	t := pdf.Table{Caption: say(r.t.T("changes.table")), RowHeader: true, Columns: []pdf.Column{{Width: 0.8}, {Width: 1.4}, {Width: 4}},
		Header: head(r.t.T("change.version"), r.t.T("change.date"), r.t.T("change.summary"))}
	for _, x := range r.d.Changes {
		t.Rows = append(t.Rows, pdf.Row{Cells: []pdf.Cell{cell(pdf.Span{Text: x.Version}), cell(pdf.Span{Text: x.Date}), cell(r.withRefs(x.Summary, x.Records)...)}})
	}
	r.add(t)
}

// trace follows the evidence to the decision and back.
func (r *reporter) trace() {
	v := r.d.Trace
	if v == nil {
		return
	}
	r.newPage()
	r.part("trace", r.t.T("section.trace"))
	r.says(v.Finding)
	decision := func() {
		if v.Decision != "" {
			r.add(paragraph(pdf.Body, pdf.Span{Text: r.t.T("decision") + r.t.T("colon")}, r.span(site.Link{Text: v.Decision, Href: "#part-decision"})))
		}
	}
	r.heading(3, "", say(r.t.T("trace.forward")))
	r.traceNodes(v.Forward)
	decision()
	aside := func(key string, links []site.Link) {
		if len(links) > 0 {
			r.add(paragraph(pdf.Small, append(say(r.t.T(key)+r.t.T("colon")), r.links(links)...)...))
		}
	}
	aside("trace.unused", v.Unused)
	aside("trace.baseless", v.Baseless)
	if len(v.Back) > 0 {
		r.heading(3, "", say(r.t.T("trace.back")))
		decision()
		r.traceNodes(v.Back)
	}
	r.foot(v.Picture)
}

func (r *reporter) traceNodes(list []site.TraceNode) {
	if l, ok := r.traceList(list); ok {
		r.add(l)
	}
}

func (r *reporter) traceList(list []site.TraceNode) (pdf.Block, bool) {
	out := pdf.List{Tight: true}
	for _, n := range list {
		spans := []pdf.Span{r.span(n.Link), {Text: " "}, {Text: n.Title, Isolate: true}}
		if n.Small != "" {
			spans = append(spans, pdf.Span{Text: r.t.T("brackets", n.Small), Color: r.quiet})
		}
		if len(n.Next) > 0 {
			arrow := " → "
			if r.d.Dir == "rtl" {
				arrow = " ← "
			}
			spans = append(append(spans, pdf.Span{Text: arrow, Color: r.quiet}), r.links(n.Next)...)
		}
		blocks := []pdf.Block{paragraph(pdf.Small, spans...)}
		if inner, ok := r.traceList(n.Then); ok {
			blocks = append(blocks, inner)
		}
		out.Items = append(out.Items, pdf.Item{Blocks: blocks})
	}
	return out, len(out.Items) > 0
}
