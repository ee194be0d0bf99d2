package rules

import "hria/internal/assessment"

// sc01: the deployment is described before it is judged.
var sc01 = Rule{ID: "SC-01", Document: func(r *Report, a *assessment.Assessment) {
	d := &a.Deployment
	if !d.Span.Known() {
		r.add(a.Span, "add [deployment] with purpose, technologies, deployer, countries and lifecycle", "the assessment has no deployment")
		return
	}
	for _, f := range []struct {
		key, example string
		set          bool
	}{
		{"purpose", `purpose = "what it is for"`, d.Purpose.Value != ""},
		{"technologies", `technologies = ["facial-recognition-live"]`, len(d.Technologies) > 0},
		{"deployer", `deployer = { name = "who deploys it", type = "public-authority" }`, d.Deployer.Name.Value != ""},
		{"countries", `countries = ["TH"]`, len(d.Countries) > 0},
		{"lifecycle", `lifecycle = "operation"`, d.Lifecycle.Value != ""},
	} {
		if !f.set {
			r.add(d.Span, "write "+f.example+" in [deployment]", "the deployment does not name its %s", f.key)
		}
	}
}}
