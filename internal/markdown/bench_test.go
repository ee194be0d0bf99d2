package markdown

import (
	"bytes"
	"strings"
	"testing"

	"hria/internal/diag"
)

// sample is a body of about 2,400 words in the shape of an assessment.
func sample() []byte {
	var b strings.Builder
	b.WriteString("Cameras at nine stations compare every passing face with a police list; see [[I1]] and [[source:S1]].\n\n")
	for i := range 24 {
		b.WriteString(strings.NewReplacer("@", string(rune('a'+i)), "#n", strings.Repeat("#", 2+i%2)).Replace(`#n Section @ of the report

Wrong matches can lead to arrest, and people may stay away from *protests*. We advise a pause until a court
checks the list and people can complain, as [the method](method.md#scope) says and [[right:privacy|privacy]] asks.
It's "not shown" that the measure is necessary -- nor that it is proportionate... A note follows.[^@]

- People without papers, who are stopped more often than others
- Journalists and their sources, see [[group:journalists]]
- **Everyone** who passes, with ` + "`match_score`" + ` above the threshold

The transit company keeps the images for thirty days and shares them with the police on request only.
Nobody who was interviewed had seen a sign that tells passengers about the pilot before they enter.

[^@]: Interviews of November, [[G1]].

`))
	}
	b.WriteString("| Measure | Owner | Due |\n|---|---|--:|\n" + strings.Repeat("| A pause until a court has checked | Board | 2026 |\n", 12))
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	file := &diag.File{Path: "a.md", Text: sample()}
	b.Logf("%d words", Parse(file, 0, "en").Words)
	b.ReportAllocs()
	for b.Loop() {
		Parse(file, 0, "en")
	}
}

func BenchmarkParseHTML(b *testing.B) {
	file := &diag.File{Path: "a.md", Text: sample()}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		Parse(file, 0, "en").Narrative().HTML().Render(&out, Fill{})
	}
}

func BenchmarkParseBlocks(b *testing.B) {
	file := &diag.File{Path: "a.md", Text: sample()}
	b.ReportAllocs()
	for b.Loop() {
		Parse(file, 0, "en").Narrative().Blocks()
	}
}

// BenchmarkGoldmark is goldmark alone with the same constructs, to compare.
func BenchmarkGoldmark(b *testing.B) {
	text, reference := sample(), bare()
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := reference.Convert(text, &out); err != nil {
			b.Fatal(err)
		}
	}
}

// programs are a block of code in each of a few languages.
var programs = map[string]string{
	"json": `{
  "system": "scoring model", "version": "29.2.0",
  "matching": {"threshold": 0.29, "human_review": true, "fallback": null},
  "recipients": ["scoring-core", "scoring-audit", "regulator"]
}
`,
	"python": `from statistics import mean

def false_match_rate(records: list[Record], threshold: float = 0.38) -> dict[str, float]:
    """Share of wrong matches above the threshold, by group."""
    by_group = {}
    for r in records:  # every record counts
        if r.score >= threshold:
            by_group.setdefault(r.group, []).append(1 if "wrong" in r.flags else 0)
    return {g: round(mean(v), 4) for g, v in by_group.items() if len(v) > 38}
`,
	"go": `package scoring

// Rate is the share of wrong matches above the threshold, by group.
func Rate(records []Record, threshold float64) map[string]float64 {
	wrong, all := map[string]int{}, map[string]int{}
	for _, r := range records {
		if r.Score >= threshold {
			all[r.Group]++
		}
	}
	return nil
}
`}

func BenchmarkHighlight(b *testing.B) {
	for _, language := range []string{"go", "json", "python"} {
		b.Run(language, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Highlight(b.Context(), language, programs[language])
			}
		})
	}
}
