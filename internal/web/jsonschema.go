package web

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"hria/internal/schema"
	"hria/internal/site"
)

// encode writes a view as JSON, on one line.
func encode(b *bytes.Buffer, view any) ([]byte, error) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(view)
	return b.Bytes(), err
}

// appender writes itself as JSON.
type appender interface {
	AppendJSON([]byte) ([]byte, error)
}

// encodeParts is encode of a struct, for parts that are appenders: encoding/json
// would check and copy all that they write.
func encodeParts(b *bytes.Buffer, view any) ([]byte, error) {
	v, comma := reflect.ValueOf(view).Elem(), byte('{')
	for i := range v.NumField() {
		name, optional, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if optional != "" && v.Field(i).IsZero() {
			continue
		}
		b.WriteByte(comma)
		comma = ','
		b.WriteString(`"` + name + `":`)
		if err := encodePart(b, v.Field(i).Interface()); err != nil {
			return nil, err
		}
	}
	b.WriteString("}\n")
	return b.Bytes(), nil
}

func encodePart(b *bytes.Buffer, part any) error {
	if x, ok := part.(appender); ok {
		text, err := x.AppendJSON(b.AvailableBuffer())
		b.Write(text)
		return err
	}
	_, err := encode(b, part)
	b.Truncate(max(b.Len()-1, 0)) // its line break
	return err
}

// documentSchema is the JSON Schema of a document as data. It holds that of
// front matter, which package schema makes of its declaration.
func documentSchema(s *site.Site, id string) ([]byte, error) {
	front, err := schema.JSON(s.Words)
	if err != nil {
		return nil, err
	}
	root := describe(reflect.TypeFor[site.Publication]())
	root["$defs"] = map[string]any{"front-matter": json.RawMessage(front)}
	return published(root, id, "A document of a register of human rights impact assessments")
}

// registerSchema is the JSON Schema of the whole register as data.
func registerSchema(id string) ([]byte, error) {
	return published(describe(reflect.TypeFor[site.Register]()), id, "A register of human rights impact assessments")
}

func published(root map[string]any, id, title string) ([]byte, error) {
	root["$schema"], root["$id"], root["title"] = "https://json-schema.org/draft/2020-12/schema", id, title
	return encode(new(bytes.Buffer), root)
}

// describe makes the schema of a type of a view from its tags, so that a view
// and its schema cannot differ.
func describe(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": describe(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": describe(t.Elem())}
	}
	if t.Implements(reflect.TypeFor[json.Marshaler]()) { // front matter alone
		return map[string]any{"$ref": schema.FrontMatterID}
	}
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, optional, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := describe(f.Type)
		p["description"] = f.Tag.Get("doc")
		if format := f.Tag.Get("format"); format != "" {
			p["format"] = format
		}
		properties[name] = p
		if optional == "" {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}
