package markdown

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// style is how a language sets its text. Each style has one goldmark parser,
// made at first use; goldmark's parsers and renderers keep no state between
// texts and serve many goroutines.
type style int

const (
	styleNone style = iota // typography is left as typed
	styleCJK               // as typed, and a line end between two wide characters is no space
	styleEnglish
	styleFrench
	styleSpanish
	styleGerman
	styleCount
)

// styleOf gives the style of a BCP 47 tag. Languages whose habits this package
// does not know keep what the author typed.
func styleOf(lang string) style {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch base {
	case "en":
		return styleEnglish
	case "fr":
		return styleFrench
	case "es":
		return styleSpanish
	case "de":
		return styleGerman
	case "zh", "ja":
		return styleCJK
	}
	return styleNone
}

// quotes gives opening and closing double and single quotes. French sets a
// no-break space inside its guillemets.
func (s style) quotes() [4]string {
	switch s {
	case styleEnglish:
		return [4]string{"“", "”", "‘", "’"}
	case styleFrench:
		return [4]string{"«\u00a0", "\u00a0»", "‘", "’"}
	case styleSpanish:
		return [4]string{"«", "»", "“", "”"}
	case styleGerman:
		return [4]string{"„", "“", "‚", "‘"}
	}
	return [4]string{}
}

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
		inline = append(inline, util.Prioritized(newTypographer(q), 9999))
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

// newTypographer turns typed quotes, dashes and dots into those of print. The
// characters themselves are used, not entities, so that both exits share them.
func newTypographer(q [4]string) parser.InlineParser {
	return extension.NewTypographerParser(extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation]string{
		extension.LeftDoubleQuote: q[0], extension.RightDoubleQuote: q[1],
		extension.LeftSingleQuote: q[2], extension.RightSingleQuote: q[3],
		extension.EnDash: "–", extension.EmDash: "—", extension.Ellipsis: "…",
		extension.LeftAngleQuote: "«", extension.RightAngleQuote: "»", extension.Apostrophe: "’",
	}))
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
