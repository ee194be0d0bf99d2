package site

import (
	"cmp"
	"slices"

	"hria/internal/assessment"
	"hria/internal/graph"
)

const kindResponses = "responses"

// Responses is the view of how reviews and measures were answered, what is
// open first.
type Responses struct {
	Frame
	Intro    string
	Finding  string
	Sections []ReplySection
}

// ReplySection holds the rows of one standing: open findings, measures without
// an answer, answered findings, answered measures.
type ReplySection struct {
	ID    string
	Label string
	Rows  []Reply
}

// Reply is a reviewer's finding with its resolution, or a measure with its
// answer.
type Reply struct {
	What     Link // the finding or measure
	Text     Link // of a finding; leads nowhere; says its language
	Type     string
	About    Link // what the finding is about, or the document of the measure
	Answer   string
	Words    Link // leads nowhere; says its language
	Document Link // the review or response
	Date     string
}

// Standings of a reply, in the order of the page.
const (
	findingOpen = iota
	measureUnanswered
	findingAnswered
	measureAnswered
)

var replySections = []string{"findings.open", "measures.unanswered", "findings.answered", "measures.answered"}

// reply is a row before it is put into words. record is the finding of a
// review, or the measure that was or was not answered; answer is its place in
// the response.
type reply struct {
	standing int
	doc      *assessment.Assessment // the review or response
	finding  *assessment.Finding
	answer   *assessment.Answer
	measure  graph.Node // without an answer
}

// collectReplies lists all findings and answers, what is open first, then the
// newest document first.
func (s *Site) collectReplies() []reply {
	var out []reply
	for _, a := range newestFirst(s.Graph.Works()) {
		if !a.Current() {
			continue
		}
		for i := range a.Findings {
			f := &a.Findings[i]
			r := reply{standing: findingAnswered, doc: a, finding: f}
			if f.Resolution.Value == "open" || f.Resolution.Value == "" {
				r.standing = findingOpen
			}
			out = append(out, r)
		}
		answered := map[graph.Node]bool{}
		for i := range a.Answers {
			x := &a.Answers[i]
			t := s.Graph.Resolve(a, x.To.Value)
			answered[t.Node] = true
			if !t.Withheld {
				out = append(out, reply{standing: measureAnswered, doc: a, answer: x})
			}
		}
		out = append(out, s.unanswered(a, answered)...)
	}
	slices.SortStableFunc(out, func(x, y reply) int { return cmp.Compare(x.standing, y.standing) })
	return out
}

// unanswered lists the measures of a document that a response to it leaves out.
func (s *Site) unanswered(response *assessment.Assessment, answered map[graph.Node]bool) []reply {
	if response.Kind.Value != assessment.KindResponse {
		return nil
	}
	of := s.Graph.Resolve(response, response.Of.ID.Value).Doc
	if of == nil || !of.Current() {
		return nil
	}
	var out []reply
	for i := range of.Mitigations {
		if n := (graph.Node{Doc: of, Record: of.Mitigations[i].ID.Value}); !answered[n] {
			out = append(out, reply{standing: measureUnanswered, doc: response, measure: n})
		}
	}
	return out
}

func (c *composer) responses(p *Page) *Responses {
	v := &Responses{Frame: c.frame(p, c.t("register.responses"), c.t("responses.intro")), Intro: c.t("responses.intro")}
	all := c.gathered.replies()
	if len(all) == 0 {
		return v
	}
	if p.from() == 0 {
		v.Finding = c.repliesFinding(all)
	}
	for _, r := range paged(p, all) {
		id := replySections[r.standing]
		if last := len(v.Sections) - 1; last < 0 || v.Sections[last].ID != id {
			v.Sections = append(v.Sections, ReplySection{ID: id, Label: c.t("responses." + id)})
		}
		section := &v.Sections[len(v.Sections)-1]
		section.Rows = append(section.Rows, c.reply(r))
	}
	return v
}

func (c *composer) repliesFinding(all []reply) string {
	n := [4]int{}
	for _, r := range all {
		n[r.standing]++
	}
	if n[findingOpen]+n[measureUnanswered] == 0 {
		var answered []string
		if n[findingAnswered] > 0 {
			answered = append(answered, c.texts.N("count.findings", n[findingAnswered]))
		}
		if n[measureAnswered] > 0 {
			answered = append(answered, c.texts.N("count.measures", n[measureAnswered]))
		}
		return c.t("responses.finding.none", c.texts.Join(answered))
	}
	return c.t("responses.finding", c.texts.N("count.findings", n[findingOpen]+n[findingAnswered]), c.texts.Number(n[findingOpen]),
		c.texts.N("count.measures", n[measureUnanswered]+n[measureAnswered]), c.texts.Number(n[measureUnanswered]))
}

func (c *composer) reply(r reply) Reply {
	v := Reply{Document: c.docLink(r.doc)}
	switch {
	case r.finding != nil:
		n := graph.Node{Doc: r.doc, Record: r.finding.ID.Value}
		a, f := c.edition(n), r.finding
		if i := slices.IndexFunc(a.Findings, func(x assessment.Finding) bool { return x.ID.Value == n.Record }); i >= 0 {
			f = &a.Findings[i]
		}
		v.What, v.Text = c.recordLink(n), c.said(a, f.Text.Value)
		v.Type, v.About = c.word("finding.type", f.Type.Value), c.titledRef(r.doc, f.Target.Value)
		v.Answer, v.Words = c.word("finding.resolution", r.finding.Resolution.Value), c.said(a, f.Reason.Value)
		v.Date = c.texts.Date(r.doc.Date.Value)
	case r.answer != nil:
		v.What = c.titledRef(r.doc, r.answer.To.Value)
		if t := c.Graph.Resolve(r.doc, r.answer.To.Value); t.Doc != nil {
			v.About = c.docLink(t.Doc)
		}
		v.Answer, v.Words = c.word("mitigation.response", r.answer.Response.Value), c.said(r.doc, r.answer.Text.Value)
		v.Date = c.texts.Date(r.answer.Date.Value)
	default:
		v.What, v.About = c.titled(r.measure), c.docLink(r.measure.Doc)
		v.Answer = c.word("mitigation.response", "awaited")
	}
	return v
}
