package site

import "hria/internal/assessment"

// hardToRemedy is the step of irremediability from which on an impact can
// hardly be made good.
const hardToRemedy = 3

// profile says what the components of severity show. The bars are those of
// the impacts themselves.
func (c *composer) profile(a *assessment.Assessment) *Picture {
	if len(a.Impacts) == 0 {
		return nil
	}
	hard := 0
	for i := range a.Impacts {
		if a.Impacts[i].Severity.Irremediability.Value >= hardToRemedy {
			hard++
		}
	}
	return &Picture{
		Finding: c.texts.N("profile.finding", hard, c.texts.Number(len(a.Impacts))),
		From:    c.texts.N("from.impacts", len(a.Impacts)), Rests: c.rests(a), Data: c.dataOf(a, "impacts"),
	}
}
