package markdown

import (
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

var parsers = func() (list [styleCount]func() parser.Parser) {
	for s := range list {
		list[s] = sync.OnceValue(func() parser.Parser { return newParser(style(s), true) })
	}
	return list
}()

var renderers = [2]func() renderer.Renderer{
	sync.OnceValue(func() renderer.Renderer { return newRenderer(false) }),
	sync.OnceValue(func() renderer.Renderer { return newRenderer(true) }),
}

func (s style) parser() parser.Parser { return parsers[s]() }

func (s style) renderer() renderer.Renderer {
	if s == styleCJK {
		return renderers[1]()
	}
	return renderers[0]()
}

// newParser lists every construct that a body may use. The numbers are
// goldmark's own order of trying. Containers and whatever costs more than its
// length are held in bounds (limits.go).
func newParser(s style, crossLinks bool) parser.Parser {
	inline := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(atMost(parser.NewCodeSpanParser(), countCode), 100),
		util.Prioritized(fewMarkers{extension.NewFootnoteParser()}, 101),
		util.Prioritized(boundedLinks{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(atMost(parser.NewEmphasisParser(), countDelimiters), 500),
		util.Prioritized(atMost(extension.NewStrikethroughParser(), countDelimiters), 500),
		util.Prioritized(extension.NewLinkifyParser(), 999),
	}
	if crossLinks {
		inline = append(inline, extendCrossLinks())
	}
	if q := s.quotes(); q[0] != "" {
		inline = append(inline, util.Prioritized(apostrophe{}, 9998), util.Prioritized(newTypographer(q), 9999))
	}
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			util.Prioritized(shallow{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(fewFootnotes{shallow{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(
			util.Prioritized(boundedReferences{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(boundedTables{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// newRenderer puts this package's renderers before goldmark's.
func newRenderer(cjk bool) renderer.Renderer {
	options := []html.Option{}
	if cjk {
		options = append(options, html.WithEastAsianLineBreaks(html.EastAsianLineBreaksSimple))
	}
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(nodeRenderer{}, 100),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(html.NewRenderer(options...), 1000),
	))
}
