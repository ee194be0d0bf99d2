package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"hria/internal/diag"
)

// headingNode is a heading on the way to becoming a Heading.
type headingNode struct {
	node *ast.Heading
	text string
}

// recordHeading is the start of a heading that opens a record's section: "I1",
// "I1 Wrongful stops", "I1: wrongful stops".
var recordHeading = regexp.MustCompile(`^(` + recordForm + `)(?:[\s\p{Z}:.,;)/&+–—-]|$)`)

// shift moves all headings down by one level if the body uses level 1, which
// belongs to the page's title.
func (x *indexer) shift() {
	for _, h := range x.headings {
		if h.node.Level == 1 {
			for _, h := range x.headings {
				h.node.Level = min(h.node.Level+1, 6)
			}
			return
		}
	}
}

// name gives each heading its anchor and its record. An anchor that the author
// wrote goes before those made from text, wherever it stands.
func (x *indexer) name() {
	x.records = map[ast.Node]string{}
	taken := map[string]int{}
	given := make([]string, len(x.headings))
	for i, h := range x.headings {
		given[i] = writtenID(h.node)
		record := x.record(h, given[i])
		if record != "" {
			x.records[h.node] = record
			if given[i] == "" {
				given[i] = record
			}
		}
		if given[i] == "" {
			continue
		}
		if taken[given[i]]++; taken[given[i]] > 1 {
			x.findings = append(x.findings, finding(ruleDuplicate, diag.Warning, x.headingSpan(h.node),
				"another heading has the anchor %q already", given[i], "give each heading an anchor of its own; the text of a record stands under one heading"))
			given[i] = ""
		}
	}
	x.doc.Headings = make([]Heading, 0, len(x.headings))
	for i, h := range x.headings {
		id := given[i]
		if id == "" {
			id = unique(taken, slug(h.text))
		}
		x.tree.anchors[h.node] = id
		x.doc.Headings = append(x.doc.Headings, Heading{
			Level: h.node.Level, ID: id, Text: h.text, Record: x.records[h.node], Span: x.headingSpan(h.node),
		})
	}
	x.nameParagraphs(taken)
}

// record gives the record whose section a heading opens. Only headings of the
// body itself open sections, not those inside quotes and lists.
func (x *indexer) record(h headingNode, id string) string {
	if h.node.Parent().Kind() != ast.KindDocument {
		return ""
	}
	if recordOnly.MatchString(id) {
		return id
	}
	if m := recordHeading.FindStringSubmatch(h.text); m != nil {
		return m[1]
	}
	return ""
}

// writtenID gives the anchor of {#anchor}, without what an anchor cannot hold.
// Inside quotes and lists an anchor that looks like a record's is not taken,
// since it is none.
func writtenID(n *ast.Heading) string {
	value, _ := n.AttributeString("id")
	written, _ := value.([]byte)
	id := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, string(written))
	if recordOnly.MatchString(id) && n.Parent().Kind() != ast.KindDocument {
		return ""
	}
	return id
}

// unique gives base, or base with the first number that makes it new.
func unique(taken map[string]int, base string) string {
	if base == "" {
		base = "section"
	}
	id := base
	for taken[id] > 0 {
		id = base + "-" + strconv.Itoa(taken[base])
		taken[base]++
	}
	taken[id]++
	return id
}

func (x *indexer) headingSpan(n *ast.Heading) diag.Span {
	lines := n.Lines()
	if lines.Len() == 0 {
		at := max(n.Pos(), 0)
		return x.doc.text.span(at, at)
	}
	return x.doc.text.span(lines.At(0).Start, lines.At(lines.Len()-1).Stop)
}
