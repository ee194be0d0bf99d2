package framework

import (
	"fmt"
	"slices"
	"strings"

	"hria/internal/diag"
	"hria/internal/schema"
	"hria/internal/table"
	"hria/internal/vocab"
)

// Check reports paths of a site's own frameworks that cannot be read, or that
// lead to no field of an assessment (VC-01).
func Check(words *vocab.Set) diag.List {
	c := checker{words: words}
	for _, f := range words.Frameworks {
		if f.Own {
			c.framework(f)
		}
	}
	return c.found
}

type checker struct {
	words *vocab.Set
	found diag.List
}

func (c *checker) framework(f vocab.Framework) {
	for _, e := range f.Elements {
		for _, t := range slices.Concat(e.All, e.Any) {
			c.path(t)
		}
	}
}

func (c *checker) add(t table.Text, help, message string, args ...any) {
	c.found = append(c.found, diag.Finding{Rule: "VC-01", Severity: diag.Error, Span: t.Span, Message: fmt.Sprintf(message, args...), Help: help})
}

func (c *checker) path(t table.Text) {
	p, err := parse(t.Value)
	if err != nil {
		c.add(t, `write a path such as "deployment.purpose", "impact[*].severity" or "impact[nature=potential].likelihood"`, "%s", err)
		return
	}
	end, ok := c.walk(t, schema.Document(), p.keys)
	if !ok || !p.each {
		return
	}
	if end.Type != schema.Tables {
		c.add(t, "leave the brackets out", "%q is not a list of records", strings.Join(p.keys, "."))
		return
	}
	if p.key != "" {
		by, ok := c.walk(t, end.Fields, []string{p.key})
		if !ok {
			return
		}
		if by.Vocab != "" && !c.words.Has(by.Vocab, p.value) {
			c.add(t, nearest(p.value, c.words.IDs(by.Vocab)), "unknown %s %q in %q", p.key, p.value, p.written)
		}
	}
	c.walk(t, end.Fields, p.rest)
}

// walk follows keys through the declared fields and reports the first that is
// not there.
func (c *checker) walk(t table.Text, fields []schema.Field, keys []string) (schema.Field, bool) {
	var at schema.Field
	for n, key := range keys {
		i := slices.IndexFunc(fields, func(f schema.Field) bool { return f.Key == key && ofAssessment(f) })
		if i < 0 {
			var known []string
			for _, f := range fields {
				if ofAssessment(f) {
					known = append(known, f.Key)
				}
			}
			c.add(t, nearest(key, known), "an assessment has no key %q in the path %q", key, t.Value)
			return at, false
		}
		switch at = fields[i]; {
		case at.Type == schema.Map:
			return at, true // keyed by language: any
		case at.Type == schema.Tables && n < len(keys)-1:
			c.add(t, fmt.Sprintf("write %q for every record, or %q for some", key+"[*]", key+"[id=…]"), "%q is a list of records in the path %q", key, t.Value)
			return at, false
		}
		fields = at.Fields
	}
	return at, true
}

func ofAssessment(f schema.Field) bool { return f.Kinds == "" || strings.ContainsAny(f.Kinds, "Aa") }

func nearest(word string, known []string) string {
	if near := diag.Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) == 0 {
		return "nothing lies below it; shorten the path"
	}
	return "there is: " + strings.Join(known, ", ")
}
