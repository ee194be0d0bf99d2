package site

import (
	"cmp"
	"slices"

	"hria/internal/assessment"
	"hria/internal/framework"
)

// tally counts what the current assessments of the register say together. It
// is counted once for a plan, when a page asks for it; it is the same in all
// languages.
type tally struct {
	relevance    map[string]map[string]int // right, then state
	touches      map[touch]*touched
	heard        map[string]bool // groups that a published consultation names
	claiming     int             // assessments that name a framework
	claimed      map[*assessment.Assessment][]claim
	frameworks   map[string]*claims
	technologies map[string]*sums
	countries    map[string]*sums
	rights       map[string]*sums
	all          sums
}

// touched is what the register records on a right of a group.
type touched struct {
	impacts int
	level   assessment.Level // of the gravest impact
}

// claim is a framework that an assessment names, with its elements by state.
type claim struct {
	framework string
	elements  [3]int // by framework.State
}

// claims counts how far the assessments that name a framework address each of
// its elements.
type claims struct {
	elements map[string]*[3]int // by framework.State
}

// sums are counts of records.
type sums struct{ assessments, impacts, severe, open int }

// currentAssessments lists the assessments that are neither superseded nor
// withdrawn, each once whatever its translations, by id.
func (s *Site) currentAssessments() []*assessment.Assessment {
	list := slices.DeleteFunc(s.Graph.Works(), func(a *assessment.Assessment) bool {
		return documentKind(a) != assessment.KindAssessment || !a.Current()
	})
	slices.SortStableFunc(list, func(x, y *assessment.Assessment) int { return cmp.Compare(x.ID.Value, y.ID.Value) })
	return list
}

// assessmentRows is how many assessments the matrices of the register show.
func (s *Site) assessmentRows(string) int { return len(s.assessments()) }

func (s *Site) newTally() *tally {
	t := &tally{relevance: map[string]map[string]int{}, touches: map[touch]*touched{}, heard: map[string]bool{}, claimed: map[*assessment.Assessment][]claim{}, frameworks: map[string]*claims{},
		technologies: map[string]*sums{}, countries: map[string]*sums{}, rights: map[string]*sums{}}
	for _, a := range s.assessments() {
		t.addRelevance(a)
		t.addTouches(a, s.method())
		for g := range heardGroups(a) {
			t.heard[g] = true
		}
		claimed := s.claimed(a)
		if len(claimed) > 0 {
			t.claiming++
		}
		for _, x := range claimed {
			t.addClaim(a, x)
		}
		t.addSums(a, s.method())
	}
	return t
}

// relevances are the states of the rights that an assessment names.
func relevances(a *assessment.Assessment) map[string]string {
	out := map[string]string{}
	for i := range a.Rights {
		out[a.Rights[i].ID.Value] = a.Rights[i].Relevance.Value
	}
	return out
}

func (t *tally) addRelevance(a *assessment.Assessment) {
	for right, state := range relevances(a) {
		if t.relevance[right] == nil {
			t.relevance[right] = map[string]int{}
		}
		t.relevance[right][state]++
	}
}

func (t *tally) addTouches(a *assessment.Assessment, m assessment.Method) {
	for i := range a.Impacts {
		x := &a.Impacts[i]
		level := x.LevelBy(m)
		for _, r := range inOrder(nil, textValues(x.Rights)) {
			for _, g := range inOrder(nil, textValues(x.Holders)) {
				at := touch{r, g}
				if t.touches[at] == nil {
					t.touches[at] = &touched{}
				}
				u := t.touches[at]
				u.impacts++
				u.level = max(u.level, level)
			}
		}
	}
}

func (t *tally) addClaim(a *assessment.Assessment, x framework.Coverage) {
	f := t.frameworks[x.Framework.ID]
	if f == nil {
		f = &claims{elements: map[string]*[3]int{}}
		t.frameworks[x.Framework.ID] = f
	}
	one := claim{framework: x.Framework.ID}
	for _, r := range x.Results {
		one.elements[r.State]++
		if f.elements[r.Element.ID] == nil {
			f.elements[r.Element.ID] = new([3]int)
		}
		f.elements[r.Element.ID][r.State]++
	}
	t.claimed[a] = append(t.claimed[a], one)
}

// addSums counts an assessment under its technologies and countries, and its
// impacts, with the measures that answer them, under their rights.
func (t *tally) addSums(a *assessment.Assessment, m assessment.Method) {
	whole := sums{assessments: 1}
	byRight := map[string]*sums{}
	for i := range a.Impacts {
		one := sums{impacts: 1}
		if a.Impacts[i].LevelBy(m).Severe() {
			one.severe = 1
		}
		whole.add(one)
		for _, r := range inOrder(nil, textValues(a.Impacts[i].Rights)) {
			at(byRight, r).add(one)
		}
	}
	for i := range a.Mitigations {
		x := &a.Mitigations[i]
		if !x.Open() {
			continue
		}
		whole.open++
		for r := range answeredRights(a, x) {
			at(byRight, r).open++
		}
	}
	t.all.add(whole)
	for _, id := range inOrder(nil, textValues(a.AllTechnologies())) {
		at(t.technologies, id).add(whole)
	}
	for _, id := range inOrder(nil, textValues(a.AllCountries())) {
		at(t.countries, id).add(whole)
	}
	for id, n := range byRight {
		n.assessments = 1
		at(t.rights, id).add(*n)
	}
}

// answeredRights are the rights of the impacts that a measure answers.
func answeredRights(a *assessment.Assessment, m *assessment.Mitigation) map[string]bool {
	out := map[string]bool{}
	for i := range a.Impacts {
		if m.Answers(a.Impacts[i].ID.Value) {
			for _, r := range a.Impacts[i].Rights {
				out[r.Value] = true
			}
		}
	}
	return out
}

func at(m map[string]*sums, id string) *sums {
	if m[id] == nil {
		m[id] = &sums{}
	}
	return m[id]
}

func (s *sums) add(x sums) {
	s.assessments, s.impacts, s.severe, s.open = s.assessments+x.assessments, s.impacts+x.impacts, s.severe+x.severe, s.open+x.open
}
