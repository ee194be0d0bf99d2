package rules

import (
	"hria/internal/assessment"
)

// facts is what several rules look up in one document. It is made once, so
// that the cost of the rules grows with the records and not with their square.
type facts struct {
	measures map[string][]*assessment.Mitigation // by the id of the impact they answer
	sources  map[string]*assessment.Source
}

func newFacts(a *assessment.Assessment) *facts {
	f := &facts{measures: map[string][]*assessment.Mitigation{}, sources: map[string]*assessment.Source{}}
	for i := range a.Mitigations {
		m := &a.Mitigations[i]
		for _, impact := range m.Impacts {
			f.measures[impact.Value] = append(f.measures[impact.Value], m)
		}
	}
	for i := range a.Sources {
		f.sources[a.Sources[i].ID.Value] = &a.Sources[i]
	}
	return f
}

// stands tells whether a measure was not turned down.
func stands(m *assessment.Mitigation) bool { return m.Status.Value != "rejected" }

// finished tells whether a measure was carried out.
func finished(m *assessment.Mitigation) bool {
	return m.Status.Value == "implemented" || m.Status.Value == "verified"
}

// stopped tells whether the decision is that the deployment does not go on.
func stopped(a *assessment.Assessment) bool {
	return a.Decision.Outcome.Value == "do-not-proceed" || a.Decision.Outcome.Value == "withdraw-exit"
}

// owned tells whether the organisation causes the impact or contributes to it,
// so that it owes remedy.
func owned(x *assessment.Impact) bool {
	return x.Involvement.Value == "cause" || x.Involvement.Value == "contribute"
}
