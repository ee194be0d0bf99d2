package markdown

import (
	"bytes"
	"strings"
	"testing"
)

// TestSections gives bodies as lists of "level text" headings and words, and
// what is left in each passage.
func TestSections(t *testing.T) {
	for _, c := range []struct{ body, narrative, records string }{
		{"## A|a", "A a", ""},
		{"## I1 x|a", "", "I1: a"},
		{"## Impacts|### I1|a|### I2|b", "", "I1: a I2: b"},
		{"## Impacts|intro|### I1|a", "Impacts intro", "I1: a"},
		{"## Impacts|### I1|a|## After|b", "After b", "I1: a"},
		{"## Impacts|### Group|#### I1|a|## Empty", "Empty", "I1: a"},
		{"## Impacts|### Group|words|#### I1|a", "Impacts Group words", "I1: a"},
		{"## Impacts|### Bare|### I1|a", "Impacts Bare", "I1: a"},
		{"### I1|a|#### Deep|b|##### M1|c|#### Back|d|## Out|e", "Out e", "I1: a Deep b Back d M1: c"},
		{"## I1|a|## I1|b", "", "I1: a b"},
		{"## Wrongful {#I1}|a|### More|b|## I2: x|c", "", "I1: a More b I2: c"},
		{"## Impacts|<!-- note -->|### I1|a|<!-- note -->", "", "I1: a"},
		{"## I1a|a|## I 1|b", "I1a a I 1 b", ""},
		{"## A1 {#paper}|a", "", "A1: a"},
		{"## I1\u00a0Secret|a|## I2/I1|b", "", "I1: a I2: b"},
	} {
		body := strings.ReplaceAll(c.body, "|", "\n\n")
		d := parse(body)
		show := func(p Passage) string {
			var b bytes.Buffer
			p.HTML().Render(&b, Fill{})
			return strings.Join(strings.Fields(tags.ReplaceAllString(b.String(), " ")), " ")
		}
		if got := show(d.Narrative()); got != c.narrative {
			t.Errorf("%s: narrative %q, want %q", c.body, got, c.narrative)
		}
		var records []string
		for _, id := range d.Records() {
			p, _ := d.Record(id, 3)
			records = append(records, id+": "+show(p))
		}
		if got := strings.Join(records, " "); got != c.records {
			t.Errorf("%s: records %q, want %q", c.body, got, c.records)
		}
	}
	if _, ok := parse("## A").Record("I1", 2); ok {
		t.Error("a record without a section has a passage")
	}
}

func TestHeadingLevels(t *testing.T) {
	d := parse("# One\n\n## I1\n\n### Inner\n\n###### Deepest\n")
	if got := []int{d.Headings[0].Level, d.Headings[1].Level, d.Headings[2].Level, d.Headings[3].Level}; got[0] != 2 || got[1] != 3 || got[2] != 4 || got[3] != 6 {
		t.Errorf("levels %v", got)
	}
	p, _ := d.Record("I1", 2)
	if blocks := p.Blocks(); blocks[0].Level != 3 || blocks[1].Level != 5 {
		t.Errorf("got %d and %d, want 3 and 5", blocks[0].Level, blocks[1].Level)
	}
}

func TestAnchors(t *testing.T) {
	d := parse("## A b\n\n## A b\n\n## A-b-1\n\n## !?\n\n## X {#A-b}\n\n## Y {#A-b}\n\n## 第一\n\n> ## I1 quoted {#I1}\n\n## I1 real\n")
	want := []string{"a-b", "a-b-1", "a-b-1-1", "section", "A-b", "y", "第一", "i1-quoted", "I1"}
	for i, h := range d.Headings {
		if h.ID != want[i] {
			t.Errorf("%q: got %q, want %q", h.Text, h.ID, want[i])
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "one": 1, "one *two*three, four": 3, "it's -- \"so\"": 2, "a\nb  \nc": 3, "- a\n- b": 2, "人权 impact": 3,
		"كلمة واحدة": 2, "![alternative](a.png) a": 1, "[[I2|two words]] [[I2]]": 3, "```\ncode\n```": 0, "| a | b |\n|---|---|\n| c | d |": 4,
	} {
		if got := parse(in).Words; got != want {
			t.Errorf("%q: %d words, want %d", in, got, want)
		}
	}
}
