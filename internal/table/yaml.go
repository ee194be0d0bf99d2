package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"hria/internal/diag"
)

// maxDepth is how deep YAML may nest; front matter needs five levels.
const maxDepth = 100

// ParseYAML reads the bytes [start, end) of file as YAML and makes the same
// Table that ParseTOML would make of the same keys and values. It always
// returns a table, empty where the text is not valid or uses what front matter
// does not need: anchors, aliases, merge keys, tags, several documents. The
// findings (SY-02) then say where and why.
func ParseYAML(file *diag.File, start, end int) (*Table, diag.List) {
	y := &yamlReader{places: newPlaces(file, start, end)}
	root := &Table{Span: diag.Span{File: file, Start: start, End: start}, YAML: true}
	if f, bad := tooMuch(file, start, end); bad {
		return root, diag.List{f}
	}
	if !utf8.Valid(file.Text[start:end]) {
		y.refuse(root.Span, "save the file with the encoding UTF-8", "the front matter is not UTF-8 text")
		return root, y.found
	}
	node, err := y.load(file.Text[start:end])
	if err != nil {
		y.found = append(y.found, y.syntaxError(err))
	}
	if len(y.found) == 0 && node != nil {
		root.Entries = y.document(node)
	}
	if len(y.found) > 0 {
		root.Entries = nil
	}
	return root, y.found
}

type yamlReader struct {
	*places
	found diag.List
}

func (y *yamlReader) refuse(span diag.Span, help, message string, args ...any) {
	y.found = append(y.found, diag.Finding{Rule: "SY-02", Severity: diag.Error, Span: span, Message: fmt.Sprintf(message, args...), Help: help})
}

// load lets the library read the one document of the text; nil for a text
// without any. It recovers, because a panic of the library on some input must
// not end hria.
func (y *yamlReader) load(text []byte) (node *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			node, err = nil, fmt.Errorf("the YAML reader failed: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var first, second yaml.Node
	if err := decoder.Decode(&first); err == io.EOF {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if err := decoder.Decode(&second); err == nil {
		at := y.at(second.Line, second.Column)
		y.refuse(y.line(at), "write all keys in one document; remove the line of ... or ---", "the front matter holds more than one YAML document")
	} else if err != io.EOF {
		return nil, err
	}
	return &first, nil
}

func (y *yamlReader) syntaxError(err error) diag.Finding {
	f := diag.Finding{Rule: "SY-02", Severity: diag.Error, Message: err.Error(), Span: y.line(y.start),
		Help: "front matter between --- is YAML: key: value, indented with spaces; a text with : or # in quotes; dates and numbers without"}
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		return f
	}
	f.Message = strings.ReplaceAll(le.Message, "`", "")
	if le.ContextMsg != "" {
		f.Message += " " + le.ContextMsg
	}
	at := y.at(le.Mark.Line, le.Mark.Column)
	if begin := y.at(le.ContextMark.Line, le.ContextMark.Column); at >= y.end && le.ContextMark.Line > 0 {
		at = begin // what is never closed is shown where it opens
	}
	f.Span = y.character(at)
	switch {
	case bytes.HasPrefix(y.text(f.Span), []byte("\t")), strings.Contains(le.Message, "tab character"):
		f.Message, f.Help = "a tab indents the line", "indent with spaces; YAML does not allow tabs"
	case strings.Contains(le.Message, "mapping values are not allowed"):
		f.Help = "put a text that holds a colon in quotes, and give keys of one table the same indentation"
	case strings.Contains(le.Message, "unknown anchor"):
		f.Help = noReferences
	}
	return f
}

// document converts the outermost node.
func (y *yamlReader) document(node *yaml.Node) []Entry {
	for node.Kind == yaml.DocumentNode && len(node.Content) == 1 {
		node = node.Content[0]
	}
	switch {
	case node.Kind == yaml.MappingNode:
		return y.mapping(node, 0)
	case node.Kind == yaml.ScalarNode && node.Tag == "!!null" && node.Value == "":
		return nil // only comments
	}
	y.refuse(y.line(y.at(node.Line, node.Column)), "write a line for each key, such as kind: assessment", "the front matter is no list of keys and values")
	return nil
}

const noReferences = "write the value in each place where it is needed: front matter is read without anchors (&), aliases (*), merge keys (<<) and tags (!)"

// plain tells whether a node is made of what front matter may use, and refuses
// it otherwise.
func (y *yamlReader) plain(n *yaml.Node, depth int) bool {
	at := y.at(n.Line, n.Column)
	switch {
	case depth > maxDepth:
		y.refuse(y.character(at), "write the values in flat tables", "values are nested more than %d levels deep", maxDepth)
	case n.Kind == yaml.AliasNode:
		y.refuse(y.word(at), noReferences, "the alias %q stands for a value elsewhere", "*"+n.Value)
	case n.Anchor != "":
		y.refuse(y.word(at), noReferences, "the anchor %q names a value", "&"+n.Anchor)
	case n.Style&yaml.TaggedStyle != 0 || at < y.end && y.file.Text[at] == '!': // no untagged value begins with it
		y.refuse(y.word(at), noReferences, "the tag %q sets the type of a value", string(y.text(y.word(at))))
	default:
		return true
	}
	return false
}

// mapping converts keys and values. A node that is refused leaves the rest of
// its table readable, so that all that is wrong is found in one run.
func (y *yamlReader) mapping(n *yaml.Node, depth int) []Entry {
	var out []Entry
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !y.plain(key, depth) {
			continue
		}
		span := y.span(key)
		switch {
		case key.Kind != yaml.ScalarNode:
			y.refuse(y.character(span.Start), "write a word as the key; put a text that begins with { or [ in quotes", "a key cannot be a list or a table")
			continue
		case key.Tag == "!!merge":
			y.refuse(span, noReferences, "the merge key %q takes over another table", key.Value)
			continue
		case seen[key.Value]:
			y.refuse(span, "each key stands once in its table; remove one of the two, or begin a new item with -", "key %q has already been defined", key.Value)
			continue
		}
		seen[key.Value] = true
		if y.plain(value, depth+1) {
			out = append(out, Entry{Key: key.Value, KeySpan: span, Value: y.value(value, span, depth+1)})
		}
	}
	return out
}

// value converts a node. owner is the place of the key or of the dash that it
// belongs to: a table without braces has no place of its own.
func (y *yamlReader) value(n *yaml.Node, owner diag.Span, depth int) Value {
	v := Value{Span: y.span(n)}
	switch n.Kind {
	case yaml.MappingNode:
		v.Kind, v.Table = Object, &Table{Entries: y.mapping(n, depth)}
		if n.Style&yaml.FlowStyle == 0 {
			v.Span = owner
		}
		v.Table.Span = v.Span
	case yaml.SequenceNode:
		v.Kind = Array
		for _, item := range n.Content {
			if y.plain(item, depth+1) {
				v.Items = append(v.Items, y.value(item, y.dash(item), depth+1))
			}
		}
	case yaml.ScalarNode:
		scalar(&v, n)
		if v.Kind == Invalid && v.Span.Start == v.Span.End {
			v.Span = owner
		}
	}
	return v
}

var dayForm = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)

// scalar gives a value the type that YAML 1.2 sees in it, and dates beside.
func scalar(v *Value, n *yaml.Node) {
	var decoded any
	if err := decodeScalarNode(n, &decoded); err != nil {
		decoded = n.Value
	}
	switch d := decoded.(type) {
	case nil:
	case bool:
		v.Kind, v.Bool = Bool, d
	case int:
		v.Kind, v.Int, v.Float = Integer, int64(d), float64(d)
	case int64:
		v.Kind, v.Int, v.Float = Integer, d, float64(d)
	case uint64:
		v.Kind, v.Float = Float, float64(d)
	case float64:
		v.Kind, v.Float = Float, d
	case time.Time:
		v.Kind, v.Int = DateTime, d.Unix()
		if dayForm.MatchString(n.Value) {
			v.Kind = Date
		}
	default:
		v.Kind, v.Text = String, n.Value
	}
}

func decodeScalarNode(n *yaml.Node, into *any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML reader failed: %v", r)
		}
	}()
	return n.Decode(into)
}
