package rules

import "testing"

func TestInYAML(t *testing.T) {
	for toml, want := range map[string]string{
		`write summary = "…" above the first [table]: at most 300 words`: `write summary: "…" without spaces before it: at most 300 words`,
		`add a [[mitigation]] with impacts = ["I1"] and a type`:          `add an item of mitigation with impacts: ["I1"] and a type`,
		`write feedback = true in this [[engagement]]`:                   `write feedback: true in this item of engagement`,
		`add [[signoff]] with role = "legal"`:                            `add an item of signoff with role: "legal"`,
		`write start = 2026-06-01 in [deployment]`:                       `write start: 2026-06-01 in deployment`,
		`write severity = { scale = 3, scope = 2 }`:                      `write severity: { scale: 3, scope: 2 }`,
		`write [text](address), [^1] or [[I1]]`:                          `write [text](address), [^1] or [[I1]]`,
	} {
		if got := inYAML(toml); got != want {
			t.Errorf("%q: got %q, want %q", toml, got, want)
		}
	}
}
