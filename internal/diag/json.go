package diag

import (
	"encoding/json"
	"io"
)

// The form of JSON. It is stable: keys are added, never renamed or taken away,
// and a change of meaning changes Format.
type (
	jsonReport struct {
		Format   string        `json:"format"` // "hria-check/1"
		Version  string        `json:"version"`
		AsOf     string        `json:"as_of"`
		Files    []string      `json:"files"`
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Infos    int           `json:"infos"`
		Findings []jsonFinding `json:"findings"`
		Waived   []jsonWaived  `json:"waived"`
	}
	jsonFinding struct {
		Rule     string `json:"rule"`
		Severity string `json:"severity"` // error, warning or info
		Path     string `json:"path"`     // of the file in the site; "" where there is none
		jsonPlace
		Record  string   `json:"record"` // such as "I1"; "" for the document
		Message string   `json:"message"`
		Help    string   `json:"help"`
		Fix     *jsonFix `json:"fix,omitempty"`
	}
	// jsonPlace counts from 1, columns in characters; all are 0 where there is
	// no place.
	jsonPlace struct {
		Line      int `json:"line"`
		Column    int `json:"column"`
		EndLine   int `json:"end_line"`
		EndColumn int `json:"end_column"` // of the first character behind
	}
	jsonFix struct {
		jsonPlace
		Text string `json:"text"` // what to put there
	}
	jsonWaived struct {
		jsonFinding
		Reason string `json:"reason"`
		By     string `json:"by"`
		Until  string `json:"until"` // "" for no end
	}
)

// JSON writes one object with format "hria-check/1".
func (r Report) JSON(w io.Writer) error {
	out := jsonReport{Format: "hria-check/1", Version: r.Version, AsOf: r.AsOf, Files: append([]string{}, r.Files...),
		Errors: r.Findings.Count(Error), Warnings: r.Findings.Count(Warning), Infos: r.Findings.Count(Info),
		Findings: []jsonFinding{}, Waived: []jsonWaived{}}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, jsonOf(f))
	}
	for _, x := range r.Waived {
		out.Waived = append(out.Waived, jsonWaived{jsonOf(x.Finding), x.Reason, x.By, x.Until})
	}
	return writeJSON(w, out)
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func jsonOf(f Finding) jsonFinding {
	out := jsonFinding{Rule: f.Rule, Severity: f.Severity.String(), Path: f.Span.Path(), jsonPlace: placeOf(f.Span),
		Record: f.Record, Message: f.Message, Help: f.Help}
	if f.Fix != nil {
		out.Fix = &jsonFix{placeOf(f.Fix.Span), f.Fix.Text}
	}
	return out
}

func placeOf(s Span) jsonPlace {
	if !s.Known() {
		return jsonPlace{}
	}
	r := regionOf(s)
	return jsonPlace{r.line, r.column, r.endLine, r.endColumn}
}
