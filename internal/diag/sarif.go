package diag

import (
	"io"
	"net/url"
	"slices"
	"strings"
)

// The parts of SARIF 2.1.0 (OASIS) that hria fills, as plain structs: the
// order of keys is fixed, and nothing else is written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool       `json:"tool"`
		ColumnKind string          `json:"columnKind"`
		Artifacts  []sarifArtifact `json:"artifacts"`
		Results    []sarifResult   `json:"results"`
		Properties map[string]any  `json:"properties,omitempty"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string         `json:"id"`
		Short      sarifText      `json:"shortDescription"`
		Full       *sarifText     `json:"fullDescription,omitempty"`
		Help       *sarifText     `json:"help,omitempty"`
		Defaults   sarifDefaults  `json:"defaultConfiguration"`
		Properties map[string]any `json:"properties,omitempty"`
	}
	sarifDefaults struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifArtifact struct {
		Location sarifURI `json:"location"`
	}
	sarifURI struct {
		URI string `json:"uri"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex *int            `json:"ruleIndex,omitempty"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
		// Either all results of a run have suppressions or none has.
		Suppressions *[]sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifURI     `json:"artifactLocation"`
		Region   *sarifRegion `json:"region,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifURI           `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification,omitempty"`
	}
)

// sarifLevels are SARIF's words for our severities.
var sarifLevels = map[string]string{"error": "error", "warning": "warning", "info": "note"}

// SARIF writes a log of one run in SARIF 2.1.0, with all rules, with fixes
// where they are certain, and with waived findings as suppressed ones.
func (r Report) SARIF(w io.Writer) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "hria", Version: numeric(r.Version), Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Artifacts: []sarifArtifact{}, Results: []sarifResult{}}
	if r.AsOf != "" {
		run.Properties = map[string]any{"asOf": r.AsOf}
	}
	index := map[string]int{}
	for i, rule := range r.Rules {
		index[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(rule))
	}
	for _, name := range slices.Sorted(slices.Values(r.Files)) {
		run.Artifacts = append(run.Artifacts, sarifArtifact{r.uri(name)})
	}
	for _, f := range r.Findings {
		result := r.result(f, index)
		if len(r.Waived) > 0 {
			result.Suppressions = &[]sarifSuppression{}
		}
		run.Results = append(run.Results, result)
	}
	for _, x := range r.Waived {
		result := r.result(x.Finding, index)
		result.Suppressions = &[]sarifSuppression{{Kind: "inSource", Status: "accepted", Justification: justification(x)}}
		run.Results = append(run.Results, result)
	}
	return writeJSON(w, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// numeric is a version without its leading v, or "" for one that is no number:
// readers of SARIF compare versions.
func numeric(version string) string {
	version = strings.TrimPrefix(version, "v")
	if version == "" || version[0] < '0' || version[0] > '9' {
		return ""
	}
	return version
}

func justification(x Waived) string {
	out := x.Reason
	if x.By != "" {
		out += " (" + x.By + ")"
	}
	if x.Until != "" {
		out += ", until " + x.Until
	}
	return out
}

func sarifRuleOf(rule RuleText) sarifRule {
	out := sarifRule{ID: rule.ID, Short: sarifText{rule.Check}, Defaults: sarifDefaults{sarifLevels[rule.Level]}}
	if rule.Why != "" {
		out.Full = &sarifText{rule.Check + ". " + rule.Why}
		out.Help = &sarifText{rule.Why}
	}
	if rule.Source != "" {
		out.Properties = map[string]any{"source": rule.Source}
	}
	return out
}

// uri is a path as a relative address.
func (r Report) uri(name string) sarifURI {
	parts := strings.Split(r.path(name), "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return sarifURI{strings.Join(parts, "/")}
}

func (r Report) result(f Finding, index map[string]int) sarifResult {
	out := sarifResult{RuleID: f.Rule, Level: sarifLevels[f.Severity.String()], Message: sarifText{f.Message}}
	if f.Help != "" {
		out.Message.Text += ": " + f.Help
	}
	if i, known := index[f.Rule]; known {
		out.RuleIndex = &i
	}
	if f.Span.Known() {
		l := sarifLocation{Physical: sarifPhysical{Artifact: r.uri(f.Span.Path())}}
		if len(f.Span.File.Text) > 0 {
			region := sarifRegionOf(f.Span)
			l.Physical.Region = &region
		}
		if f.Record != "" {
			l.Logical = []sarifLogical{{Name: f.Record, Kind: "record"}}
		}
		out.Locations = []sarifLocation{l}
	}
	if f.Fix != nil {
		out.Fixes = []sarifFix{{Description: sarifText{f.Help}, Changes: []sarifChange{{Artifact: r.uri(f.Fix.Span.Path()),
			Replacements: []sarifReplacement{{Deleted: sarifRegionOf(f.Fix.Span), Inserted: sarifText{f.Fix.Text}}}}}}}
	}
	return out
}

func sarifRegionOf(s Span) sarifRegion {
	at := regionOf(s)
	return sarifRegion{StartLine: at.line, StartColumn: at.column, EndLine: at.endLine, EndColumn: at.endColumn}
}
