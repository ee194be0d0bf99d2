package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"hria/internal/diag"
)

// goldmark takes time that grows with the square of a few things: how deep
// blocks nest, how many brackets, emphasis marks or footnotes stand together,
// how ragged a table is. No real text comes near the bounds below; beyond them
// the marks stay text and a finding says so.
const (
	maxDepth      = 100  // blocks open inside one another; a list counts two
	maxInline     = 400  // brackets, emphasis marks or code marks in one block
	maxFootnotes  = 1000 // in one body
	maxMarkers    = 5000 // places that refer to a footnote, in one body
	maxReferences = 1000 // lines of link definitions without a blank line between
	maxReference  = 128 << 10
	freeCells     = 5000 // a table may have so many cells, or one for each of its bytes
)

// notes travels through goldmark's parser: it counts, and keeps findings.
type notes struct {
	source    *source
	findings  diag.List
	brackets  int
	marks     int
	code      int
	footnotes int
	markers   int
	told      map[string]bool
	defined   []definedNote
}

var notesKey = parser.NewContextKey()

func notesOf(pc parser.Context) *notes { return pc.Get(notesKey).(*notes) }

func (n *notes) report(rule string, severity diag.Severity, start, end int, format, word, help string) {
	n.findings = append(n.findings, finding(rule, severity, n.source.span(start, end), format, word, help))
}

// beyond reports the first crossing of a bound.
func (n *notes) beyond(what string, at int) {
	if n.told[what] {
		return
	}
	n.told[what] = true
	at = min(max(at, 0), len(n.source.text))
	n.report(ruleLimit, diag.Error, at, min(at+1, len(n.source.text)), "more %s than hria reads", what, "take this part of the text apart; from here on its marks stay as typed")
}

// shallow refuses to open a container inside too many others.
type shallow struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		_, segment := reader.PeekLine()
		notesOf(pc).beyond("blocks inside one another", segment.Start)
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// fewFootnotes refuses to open footnotes beyond the bound.
type fewFootnotes struct{ shallow }

// Open implements parser.BlockParser.
func (f fewFootnotes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	notes := notesOf(pc)
	line, segment := reader.PeekLine()
	if notes.footnotes >= maxFootnotes {
		notes.beyond("footnotes", segment.Start)
		return nil, parser.NoChildren
	}
	node, state := f.shallow.Open(parent, reader, pc)
	if note, ok := node.(*extast.Footnote); ok {
		notes.footnotes++
		notes.defined = append(notes.defined, definedNote{note, segment.Start + max(0, bytes.Index(line, []byte("[^")))})
	}
	return node, state
}

// fewMarkers refuses to look for more footnotes: each look goes through all of
// them.
type fewMarkers struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (f fewMarkers) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[^")) && !bytes.HasPrefix(line, []byte("![^")) {
		return nil
	}
	notes := notesOf(pc)
	if notes.markers++; notes.markers > maxMarkers {
		notes.beyond("references to footnotes", segment.Start)
		return nil
	}
	node := f.InlineParser.Parse(parent, block, pc)
	if node == nil {
		notes.undefined(line, segment.Start+len(line)-len(bytes.TrimPrefix(line, []byte("!"))))
	}
	return node
}

// bounded counts how often an inline parser is tried in one block.
type bounded struct {
	parser.InlineParser
	count func(*notes) (*int, string)
}

func countDelimiters(n *notes) (*int, string) { return &n.marks, "emphasis marks in one paragraph" }
func countCode(n *notes) (*int, string)       { return &n.code, "code marks in one paragraph" }

func atMost(p parser.InlineParser, count func(*notes) (*int, string)) parser.InlineParser {
	return bounded{p, count}
}

// Parse implements parser.InlineParser.
func (b bounded) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	notes := notesOf(pc)
	count, what := b.count(notes)
	if *count++; *count > maxInline {
		_, segment := block.PeekLine()
		notes.beyond(what, segment.Start)
		return nil
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// boundedLinks counts opening brackets. It also sets all counts of a block back
// when the block ends.
type boundedLinks struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (b boundedLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '[' || line[0] == '!' && len(line) > 1 && line[1] == '[' {
		notes := notesOf(pc)
		if notes.brackets++; notes.brackets > maxInline {
			notes.beyond("brackets in one paragraph", segment.Start)
			return nil
		}
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// CloseBlock implements parser.CloseBlocker.
func (b boundedLinks) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	notes := notesOf(pc)
	notes.brackets, notes.marks, notes.code = 0, 0, 0
	if closer, ok := b.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// boundedReferences leaves link definitions alone where too many stand
// together.
type boundedReferences struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (b boundedReferences) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first, size := extent(node)
	if !bytes.HasPrefix(bytes.TrimLeft(reader.Source()[first:first+min(size, 8)], " \t"), []byte{'['}) {
		return
	}
	if node.Lines().Len() > maxReferences || size > maxReference {
		notesOf(pc).beyond("link definitions in one block", first)
		return
	}
	b.ParagraphTransformer.Transform(node, reader, pc)
}

// boundedTables leaves a paragraph alone that would become a table with far
// more cells than characters.
type boundedTables struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (b boundedTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first, size := extent(node)
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		value := line.Value(reader.Source())
		if len(bytes.Trim(value, " \t\n|:-")) > 0 {
			continue
		}
		cells := (bytes.Count(value, []byte{'|'}) + 1) * (lines.Len() - i + 1)
		if cells > max(freeCells, size) {
			notesOf(pc).beyond("cells in a table", first)
			return
		}
		break
	}
	if lines.Len() > 1 {
		b.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// extent gives where a paragraph starts in the text and how many bytes it has.
func extent(node *ast.Paragraph) (first, size int) {
	lines := node.Lines()
	if lines.Len() == 0 {
		return 0, 0
	}
	first = lines.At(0).Start
	return first, lines.At(lines.Len()-1).Stop - first
}
