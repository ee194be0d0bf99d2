package rules

import (
	"strings"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
)

// judgeWaivers finds what is wrong with the waivers of a document: WV-01 where
// one says too little or waives what cannot be waived, WV-02 where its time is
// over, WV-03 where it takes nothing out. Each waiver has at most one of them.
func (c *Checker) judgeWaivers(a *assessment.Assessment, used map[*assessment.Waiver]bool) diag.List {
	var found diag.List
	if a.Source.Broken {
		return nil
	}
	for i := range a.Waivers {
		w := &a.Waivers[i]
		f, bad := c.judgeWaiver(w, used[w])
		if !bad {
			continue
		}
		f.Span = waiverSpan(a, w)
		f.Record = w.Record.Value
		found = append(found, f)
	}
	return found
}

func (c *Checker) judgeWaiver(w *assessment.Waiver, used bool) (diag.Finding, bool) {
	missing := lacks(w)
	switch {
	case w.Rule.Set() && !c.words.Has("rules", w.Rule.Value): // ID-03 says so
	case w.Rule.Set() && !Waivable(w.Rule.Value):
		return diag.Finding{Rule: "WV-01", Severity: diag.Error, Message: "the rule " + w.Rule.Value + " cannot be waived",
			Help: "remove the waiver and mend what the rule finds"}, true
	case len(missing) > 0:
		return diag.Finding{Rule: "WV-01", Severity: diag.Error, Message: "the waiver does not say its " + strings.Join(missing, ", "),
			Help: "write rule, reason = \"why\", by = \"who decided\" and until = 2027-12-31 in this [[waiver]]; without them it waives nothing"}, true
	case c.expired(w):
		return diag.Finding{Rule: "WV-02", Severity: diag.Warning, Message: "the waiver of " + w.Rule.Value + " ended on " + w.Until.Value.Format(time.DateOnly),
			Help: "mend what the rule finds, or decide anew and set until"}, true
	case !used && !strings.HasPrefix(w.Rule.Value, "PD-"): // PD is found when notes are printed
		return diag.Finding{Rule: "WV-03", Severity: diag.Warning, Message: "the waiver of " + w.Rule.Value + " waives nothing", Help: "remove the waiver"}, true
	}
	return diag.Finding{}, false
}

// lacks lists what a waiver does not say.
func lacks(w *assessment.Waiver) []string {
	var out []string
	for _, f := range []struct {
		key string
		set bool
	}{
		{"rule", w.Rule.Set()}, {"reason", strings.TrimSpace(w.Reason.Value) != ""},
		{"author (by)", strings.TrimSpace(w.By.Value) != ""}, {"end (until)", w.Until.Set()},
	} {
		if !f.set {
			out = append(out, f.key)
		}
	}
	return out
}

// waiverSpan is the place of a waiver: its rule, else whatever it holds.
func waiverSpan(a *assessment.Assessment, w *assessment.Waiver) diag.Span {
	for _, s := range []diag.Span{w.Rule.Span, w.Record.Span, w.Reason.Span, w.By.Span, w.Until.Span} {
		if s.Known() {
			return s
		}
	}
	return tableSpan(a, "waiver")
}
