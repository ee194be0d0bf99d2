package site

import (
	"slices"

	"hria/internal/assessment"
	"hria/internal/graph"
)

const kindQuestions = "questions"

// Questions is the view of the checklist: what to ask about each technology.
type Questions struct {
	Frame
	Intro  string
	Groups []QuestionGroup
}

// QuestionGroup holds the questions on one technology.
type QuestionGroup struct {
	ID         string
	Technology Link
	Severe     string // how many severe impacts assessments found; "" for none
	Questions  []AskedQuestion
}

// AskedQuestion is a question and where it comes from.
type AskedQuestion struct {
	Text Link // leads to the question
	From Link
}

// askedQuestion is a question on a technology, "" for any, before it is put
// into words.
type askedQuestion struct {
	technology string
	doc        *assessment.Assessment // the original
	of         *assessment.Question
}

// collectQuestions lists the questions of all current documents by technology,
// in the order of the vocabulary, those on any technology last; newest first.
func (s *Site) collectQuestions() []askedQuestion {
	by := map[string][]askedQuestion{}
	for _, a := range newestFirst(s.Graph.Works()) {
		if !a.Current() || len(a.Questions) == 0 {
			continue
		}
		technologies := textValues(a.AllTechnologies())
		if len(technologies) == 0 {
			technologies = []string{""}
		}
		slices.Sort(technologies)
		for _, id := range slices.Compact(technologies) {
			for i := range a.Questions {
				by[id] = append(by[id], askedQuestion{id, a, &a.Questions[i]})
			}
		}
	}
	var out []askedQuestion
	for _, id := range append(slices.Clip(s.Words.IDs("technologies")), "") {
		out = append(out, by[id]...)
	}
	return out
}

// countSevere counts the severe impacts of the current documents on each
// technology.
func (s *Site) countSevere() map[string]int {
	out := map[string]int{}
	for _, a := range s.Graph.Works() {
		if n := len(a.Severe(s.method())); n > 0 && a.Current() {
			for _, t := range a.AllTechnologies() {
				out[t.Value] += n
			}
		}
	}
	return out
}

func (c *composer) questions(p *Page) *Questions {
	v := &Questions{Frame: c.frame(p, c.t("register.questions"), c.t("questions.intro")), Intro: c.t("questions.intro")}
	for _, q := range paged(p, c.gathered.questions()) {
		id := q.technology
		if id == "" {
			id = "any"
		}
		if last := len(v.Groups) - 1; last < 0 || v.Groups[last].ID != id {
			v.Groups = append(v.Groups, c.questionGroup(id, q.technology))
		}
		n := graph.Node{Doc: q.doc, Record: q.of.ID.Value}
		a := c.edition(n)
		text := c.said(a, q.of.Text.Value)
		if i := slices.IndexFunc(a.Questions, func(x assessment.Question) bool { return x.ID.Value == n.Record }); i >= 0 {
			text = c.said(a, a.Questions[i].Text.Value)
		}
		from := c.docLink(q.doc)
		from.Href = c.recordLink(n).Href
		group := &v.Groups[len(v.Groups)-1]
		group.Questions = append(group.Questions, AskedQuestion{text, from})
	}
	return v
}

func (c *composer) questionGroup(id, technology string) QuestionGroup {
	g := QuestionGroup{ID: id, Technology: Link{Text: c.t("questions.any")}}
	if technology == "" {
		return g
	}
	g.Technology = c.termLink(KindTechnology, technology)
	if severe := c.gathered.severe()[technology]; severe > 0 {
		g.Severe = c.texts.N("severe.impacts", severe)
	}
	return g
}
