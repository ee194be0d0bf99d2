package rules_test

import (
	"strings"
	"testing"

	"hria/internal/rules"
)

// TestExamples finds a short example for every rule that has a fixture.
func TestExamples(t *testing.T) {
	without := map[string]bool{"PD-01": true, "PD-02": true, "PD-03": true, "PD-04": true, "PD-05": true, "PD-06": true, "PD-07": true, "VC-01": true, "TX-15": true} // tested where they are found
	for _, r := range rules.Table() {
		bad, good, ok := rules.Example(r.ID)
		if ok == without[r.ID] {
			t.Errorf("%s: example %v", r.ID, ok)
		}
		if ok && (bad == good || strings.TrimSpace(bad+good) == "" || strings.Count(bad, "\n") > 60 || strings.Count(good, "\n") > 60) {
			t.Errorf("%s: bad\n%s\ngood\n%s", r.ID, bad, good)
		}
	}
	if _, _, ok := rules.Example("../rules"); ok {
		t.Error("an example for what is no rule")
	}
	bad, good, _ := rules.Example("MT-01")
	if !strings.Contains(bad, `type = "monitor"`) || !strings.Contains(good, `type = "mitigate"`) || !strings.HasPrefix(bad, "…\n[[mitigation]]\n") {
		t.Errorf("MT-01: bad\n%s\ngood\n%s", bad, good)
	}
}
