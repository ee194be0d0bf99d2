package rules

import (
	"strings"

	"hria/internal/assessment"
)

// mt06: somebody by name answers for what remains. While the deployment is
// paused nothing goes on, so that nobody has to accept anything yet; and an
// advisory document has nobody who could.
var mt06 = Rule{ID: "MT-06", Document: func(r *Report, a *assessment.Assessment) {
	d := &a.Decision
	if stopped(a) || d.Outcome.Value == "pause" || d.Outcome.Value == "no-decision" {
		return
	}
	if strings.TrimSpace(d.AcceptedResidual.Value) != "" && strings.TrimSpace(d.Reasons.Value) != "" {
		return
	}
	for i := range a.Impacts {
		if x := &a.Impacts[i]; x.ResidualLevel(r.Method).Severe() {
			r.add(x.Residual.Span, "write accepted_residual = \"name or office of the senior person\" and reasons = \"why\" in [decision], or decide not to proceed",
				"%s stays severe after its measures, and nobody senior accepts that by name and with reasons", recordName("impact", x.ID))
		}
	}
}}
