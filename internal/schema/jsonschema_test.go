package schema_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"hria/internal/schema"
	"hria/internal/vocab"
)

func jsonSchema(t *testing.T) ([]byte, map[string]any) {
	t.Helper()
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	text, err := schema.JSON(words)
	if err != nil {
		t.Fatal(err)
	}
	var root map[string]any
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	return text, root
}

// TestJSONSchema finds every field with its type and description, and what
// every reference points to.
func TestJSONSchema(t *testing.T) {
	text, root := jsonSchema(t)
	if again, _ := jsonSchema(t); !bytes.Equal(text, again) {
		t.Error("two calls differ")
	}
	covered(t, "", schema.Document(), root)
	definitions := root["$defs"].(map[string]any)
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				name, _ := strings.CutPrefix(ref, "#/$defs/")
				if definitions[name] == nil {
					t.Errorf("%s leads nowhere", ref)
				}
			}
			if p, ok := v["pattern"].(string); ok {
				if _, err := regexp.Compile(p); err != nil {
					t.Error(err)
				}
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(root)
	if n := len(root["allOf"].([]any)); n != 4 {
		t.Errorf("%d kinds", n)
	}
}

// covered descends into the schema of a table and looks for its fields.
func covered(t *testing.T, at string, fields []schema.Field, node map[string]any) {
	properties, _ := node["properties"].(map[string]any)
	if len(properties) != len(fields) || node["additionalProperties"] != false || node["patternProperties"] == nil {
		t.Errorf("%q: %d properties for %d fields", at, len(properties), len(fields))
	}
	for _, f := range fields {
		p, _ := properties[f.Key].(map[string]any)
		if p == nil || p["description"] != f.Doc || p["type"] == nil && p["$ref"] == nil && p["anyOf"] == nil {
			t.Errorf("%s.%s: %v", at, f.Key, p)
			continue
		}
		if len(f.Fields) == 0 {
			continue
		}
		if items, ok := p["items"].(map[string]any); ok {
			p = items
		}
		covered(t, at+"."+f.Key, f.Fields, p)
	}
}

// TestReference finds every field and every table in the reference.
func TestReference(t *testing.T) {
	text := schema.Reference()
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "|") && strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") < 4 {
			t.Errorf("a row with too few cells: %s", line)
		}
	}
	var walk func(at string, fields []schema.Field)
	walk = func(at string, fields []schema.Field) {
		for _, f := range fields {
			if !strings.Contains(text, "| `"+f.Key+"` | ") {
				t.Errorf("no row for %s%s", at, f.Key)
			}
			if len(f.Fields) > 0 {
				if !strings.Contains(text, "["+at+f.Key+"]") {
					t.Errorf("no section for %s%s", at, f.Key)
				}
				walk(at+f.Key+".", f.Fields)
			}
		}
	}
	walk("", schema.Document())
}
