package rules

import "hria/internal/assessment"

// sc02: how long, how often, and what was not looked at. A start is enough for
// the period: a use without a planned end has none to state.
var sc02 = Rule{ID: "SC-02", Document: func(r *Report, a *assessment.Assessment) {
	d, s := &a.Deployment, &a.Scope
	for _, f := range []struct {
		table, what, help string
		set               bool
	}{
		{"deployment", "when the use begins", "write start = 2026-06-01 in [deployment], and end where one is planned", d.Start.Set()},
		{"deployment", "how often it is used", "write frequency = \"continuous\", or hours, days or cases, in [deployment]", d.Frequency.Value != ""},
		{"scope", "what limits its findings", "write limitations = \"what could not be seen or asked\" in [scope]", s.Limitations.Value != ""},
		{"scope", "what is out of its scope", "write out_of_scope = [\"what was left out\"] in [scope]", len(s.OutOfScope) > 0},
	} {
		if !f.set {
			r.add(tableSpan(a, f.table, "deployment"), f.help, "the assessment does not say %s", f.what)
		}
	}
}}
