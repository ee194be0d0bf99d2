package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hria/internal/diag"
	"hria/internal/source"
	"hria/internal/table"
)

// TestYAMLTwins turns the front matter of each document of this repository into
// YAML, once over lines and once in brackets, and reads the same values back.
func TestYAMLTwins(t *testing.T) {
	files, err := filepath.Glob("../../assessments/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no documents", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, findings := source.Parse("assessments", filepath.Base(file), text)
		for _, flow := range []bool{false, true} {
			var b strings.Builder
			writeYAML(&b, table.Value{Table: d.Front}, "", flow)
			twin, more := source.Parse("assessments", filepath.Base(file), []byte("---"+b.String()+"\n---\n"+string(text[d.BodyStart():])))
			if len(more) != len(findings) || describe(table.Value{Table: twin.Front}) != describe(table.Value{Table: d.Front}) {
				t.Errorf("%s: flow %v: the twin differs: %v", file, flow, more)
			}
			for _, e := range twin.Front.Entries {
				checkPlace(t, e.KeySpan, strconv.Quote(e.Key), e.Key)
			}
		}
	}
}

func checkPlace(t *testing.T, s diag.Span, allowed ...string) {
	t.Helper()
	got := string(s.File.Text[s.Start:s.End])
	for _, a := range allowed {
		if got == a {
			return
		}
	}
	t.Errorf("%q stands at the place of %q", got, allowed)
}

// writeYAML writes a value behind its key or dash.
func writeYAML(b *strings.Builder, v table.Value, indent string, flow bool) {
	switch {
	case v.Table != nil && flow && indent != "":
		b.WriteString(" {")
		for i, e := range v.Table.Entries {
			fmt.Fprintf(b, "%s%q:", map[bool]string{true: ", "}[i > 0], e.Key)
			writeYAML(b, e.Value, indent, flow)
		}
		b.WriteString("}")
	case v.Table != nil:
		for _, e := range v.Table.Entries {
			b.WriteString("\n" + indent + e.Key + ":")
			writeYAML(b, e.Value, indent+"  ", flow)
		}
	case v.Kind == table.Array && (flow || len(v.Items) == 0):
		b.WriteString(" [")
		for i, item := range v.Items {
			b.WriteString(map[bool]string{true: ","}[i > 0])
			writeYAML(b, item, indent+"  ", flow)
		}
		b.WriteString(" ]")
	case v.Kind == table.Array:
		for _, item := range v.Items {
			b.WriteString("\n" + indent + "-")
			writeYAML(b, item, indent+"  ", flow)
		}
	case v.Kind == table.String:
		b.WriteString(" '" + strings.ReplaceAll(strings.ReplaceAll(v.Text, "'", "''"), "\n", "\n\n"+indent) + "'")
	case v.Kind == table.Date:
		b.WriteString(" " + v.Time().Format(time.DateOnly))
	default:
		b.WriteString(" " + string(v.Span.File.Text[v.Span.Start:v.Span.End]))
	}
}

// describe is a value without its place.
func describe(v table.Value) string {
	var parts []string
	switch {
	case v.Table != nil:
		for _, e := range v.Table.Entries {
			parts = append(parts, e.Key+"="+describe(e.Value))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case v.Kind == table.Array:
		for _, item := range v.Items {
			parts = append(parts, describe(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return fmt.Sprintf("%s %q %d %v %v %s", v.Kind, strings.TrimSpace(v.Text), v.Int, v.Float, v.Bool, v.Time().Format(time.RFC3339))
}
