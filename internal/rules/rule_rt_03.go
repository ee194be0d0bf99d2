package rules

import "hria/internal/assessment"

// rt03: a public body that restricts a right shows that it may.
var rt03 = Rule{ID: "RT-03", Document: func(r *Report, a *assessment.Assessment) {
	d := &a.Deployment
	public := d.Deployer.Type.Value == "public-authority" || d.Role.Value == "public-authority"
	for i := range a.Impacts {
		x := &a.Impacts[i]
		right, qualified := r.limited(x, "qualified")
		if !qualified || !public && x.Involvement.Value != "state-duty" {
			continue
		}
		t := &x.Limitation
		if t.Legality.Set() && t.LegitimateAim.Set() && t.Necessity.Set() && t.Proportionality.Set() {
			continue
		}
		at := recordSpan(x.ID, x.Span)
		if t.Span.Known() {
			at = t.Span
		}
		r.add(at, "write limitation_test = { legality = \"met\", legitimate-aim = \"met\", necessity = \"not-shown\", proportionality = \"not-met\" }, each as found",
			"%s restricts %q without the four-part test", recordName("impact", x.ID), right.Value)
	}
}}

// limited finds the first right of an impact that the law limits in this way.
func (r *Report) limited(x *assessment.Impact, limits string) (assessment.Text, bool) {
	for _, t := range x.Rights {
		if right, ok := r.words.RightByID(t.Value); ok && right.Limits == limits {
			return t, true
		}
	}
	return assessment.Text{}, false
}
