package assessment

import "iter"

// Organisations goes through those that a document names, as it spells them, each
// with its role; one may have several.
func (a *Assessment) Organisations() iter.Seq2[string, string] {
	return func(yield func(name, role string) bool) {
		more := true
		name := func(role string, t Text) {
			if more && t.Value != "" {
				more = yield(t.Value, role)
			}
		}
		name("deployer", a.Deployment.Deployer.Name)
		for i := range a.Deployment.Vendors {
			name("vendor", a.Deployment.Vendors[i].Name)
		}
		name("commissioner", a.Commission.By)
		name("assessor", a.Commission.ConductedBy)
		name("funder", a.Commission.FundedBy)
		name("reviewer", a.Reviewer.Name)
		name("respondent", a.By)
	}
}
