package markdown

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"weak"
)

// TestKeep holds that passages give the same while they are kept, without a tree,
// and after.
func TestKeep(t *testing.T) {
	files, err := filepath.Glob("../../assessments/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no documents", err)
	}
	bodies := []string{"", "## I1\n\n\"a\" -- b [[I2]] [[nothing]] `code` [x](y.md)\n\n-\ttabs\tof text\n\n      padded\n\n## Out\n\nNote.[^1]\n\n[^1]: \tWhat *it* says...\n"}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := bytes.Cut(text[3:], []byte("\n+++\n"))
		bodies = append(bodies, string(body))
	}
	for i, body := range bodies {
		d := parse(body)
		want := saying(d)
		d.Keep(3)
		grown := d.tree
		d.tree, d.text.text = weak.Pointer[tree]{}, append(bytes.Clone(d.text.text), "\n\nmore"...) // what a new tree would show
		if got := saying(d); got != want {
			t.Errorf("body %d: kept\n%s\nwant\n%s", i, got, want)
		}
		d.tree, d.text.text = grown, d.text.text[:len(d.text.text)-len("\n\nmore")]
		d.Forget()
		if got := saying(d); got != want {
			t.Errorf("body %d: forgotten\n%s\nwant\n%s", i, got, want)
		}
	}
}

// saying is all that the passages of a body give.
func saying(d *Doc) string {
	var b bytes.Buffer
	cross := func(l *Link) string { return "<" + l.Target + ">" }
	say := func(p Passage) {
		p.HTML().Render(&b, Fill{Anchor: "anchor"})
		p.Text(cross, func(text string, heading bool) { fmt.Fprintf(&b, "%q %t\n", text, heading) })
	}
	say(d.Narrative())
	for _, id := range d.Records() {
		p, _ := d.Record(id, 3)
		say(p)
		p, _ = d.Record(id, 5)
		p.Text(cross, func(text string, heading bool) { fmt.Fprintf(&b, "%q %t\n", text, heading) })
	}
	return b.String()
}
