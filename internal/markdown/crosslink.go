package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"hria/internal/diag"
)

// The cross-link extension: [[I2]], [[HRIA-2026-003@1.1#I2]], [[right:privacy]]
// and [[I2|own text]]. Double brackets around anything else are left to
// CommonMark.

// crossTarget is what stands in the brackets before "|", taken apart.
type crossTarget struct {
	scheme, term, document, version, record string
}

var (
	documentForm = regexp.MustCompile(`^([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-[0-9]+)(?:@([0-9]+(?:\.[0-9]+)*))?(?:#(` + recordForm + `))?$`)
	recordOnly   = regexp.MustCompile(`^` + recordForm + `$`)
	termForm     = regexp.MustCompile(`^(right|ungp|tech|group|country|source):([A-Za-z0-9][A-Za-z0-9._-]*)$`)
	// nearForm is what an author writes who meant a cross-link.
	nearForm = regexp.MustCompile(`^(?:[A-Za-z]+:\s*\S+|\s*[A-Za-z][0-9]+\s*|\s*[A-Za-z]+-[0-9A-Za-z-]*[0-9].*|(?i:withheld))$`)
)

// recordForm is the id of a record. The letters are the record prefixes of the
// domain: impact, mitigation, engagement, remedy, source, finding, question,
// action.
const recordForm = `[IMGRSFQA][1-9][0-9]{0,4}`

// longestTarget and longestText bound how far a "[[" is read on, so that a
// text full of brackets costs no more than its length.
const (
	longestTarget = 120
	longestText   = 600
)

func parseTarget(s string) (crossTarget, bool) {
	switch {
	case s == "withheld":
		return crossTarget{scheme: s}, true
	case recordOnly.MatchString(s):
		return crossTarget{record: s}, true
	}
	if m := termForm.FindStringSubmatch(s); m != nil {
		return crossTarget{scheme: m[1], term: m[2]}, true
	}
	if m := documentForm.FindStringSubmatch(s); m != nil {
		return crossTarget{document: m[1], version: m[2], record: m[3]}, true
	}
	return crossTarget{}, false
}

// crossLink is the node of a cross-link.
type crossLink struct {
	ast.BaseInline
	start, end int // the target's place in the text
	target     crossTarget
	label      string // own text, "" without
}

var kindCrossLink = ast.NewNodeKind("CrossLink")

// Kind implements ast.Node.
func (n *crossLink) Kind() ast.NodeKind { return kindCrossLink }

// Dump implements ast.Node.
func (n *crossLink) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Target": string(source[n.start:n.end]), "Label": n.label}, nil)
}

type crossLinkParser struct{}

// Trigger implements parser.InlineParser.
func (crossLinkParser) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (crossLinkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 4 || line[1] != '[' || segment.Padding != 0 {
		return nil
	}
	rest := line[2:min(len(line), 2+longestTarget)]
	n := bytes.IndexAny(rest, "|]\n")
	if n <= 0 {
		return nil
	}
	// In a table the bar before the own text must be escaped.
	end := n
	if rest[n] == '|' && rest[n-1] == '\\' {
		end--
	}
	word := string(rest[:end])
	target, ok := parseTarget(word)
	if !ok {
		if nearForm.MatchString(word) {
			nearMiss(pc, word, segment.Start+2, segment.Start+2+end)
		}
		return nil
	}
	node := &crossLink{start: segment.Start + 2, end: segment.Start + 2 + end, target: target}
	block.Advance(2 + n)
	if rest[n] == '|' {
		block.Advance(1)
		if node.label, ok = parseLabel(block); !ok {
			return nil
		}
	} else if !closes(block) {
		return nil
	}
	node.SetPos(segment.Start)
	return node
}

// closes reads "]]".
func closes(block text.Reader) bool {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("]]")) {
		return false
	}
	block.Advance(2)
	return true
}

// parseLabel reads own text up to and with "]]". It may run over the end of a
// line, since editors wrap lines, but not over a backslash's bracket.
func parseLabel(block text.Reader) (string, bool) {
	var label []byte
	for len(label) <= longestText {
		line, _ := block.PeekLine()
		if line == nil {
			return "", false
		}
		line = line[:min(len(line), longestText+3)]
		if n := bytes.Index(line, []byte("]]")); n >= 0 {
			block.Advance(n + 2)
			label = append(label, line[:n]...)
			break
		}
		if bytes.IndexByte(line, ']') >= 0 || bytes.IndexByte(line, '[') >= 0 {
			return "", false
		}
		label = append(append(label, bytes.TrimSpace(line)...), ' ')
		block.AdvanceLine()
	}
	if len(label) > longestText || bytes.ContainsAny(label, "[]") {
		return "", false
	}
	own := strings.TrimSpace(plain(label))
	return own, own != ""
}

func nearMiss(pc parser.Context, word string, start, end int) {
	help := `write [[I2]], [[HRIA-2026-003#I2]] or [[right:privacy]]; a backslash before the brackets shows them as they are`
	if scheme, term, ok := strings.Cut(word, ":"); ok {
		if near := diag.Nearest(scheme, []string{"right", "ungp", "tech", "group", "country", "source"}); near != "" {
			help = "did you mean [[" + near + ":" + strings.TrimSpace(term) + "]]?"
		}
	}
	notesOf(pc).report(ruleNearMiss, diag.Warning, start, end, "%q in double brackets is not a cross-link", word, help)
}

// extendCrossLinks puts the parser before goldmark's link parser (200) and
// behind code spans (100).
func extendCrossLinks() util.PrioritizedValue {
	return util.Prioritized(crossLinkParser{}, 150)
}
