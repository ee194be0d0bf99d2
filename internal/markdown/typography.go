package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
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

// newTypographer turns typed quotes, dashes and dots into those of print. The
// characters themselves are used, not entities, so that both exits share them.
// goldmark's own apostrophes are off: they take the opening quote of 'the' and
// 'no' for one.
func newTypographer(q [4]string) parser.InlineParser {
	angles := [2]string{"«", "»"}
	if q[0][:len("«")] == "«" {
		angles = [2]string{q[0], q[1]}
	}
	return extension.NewTypographerParser(extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation][]byte{
		extension.LeftDoubleQuote: []byte(q[0]), extension.RightDoubleQuote: []byte(q[1]),
		extension.LeftSingleQuote: []byte(q[2]), extension.RightSingleQuote: []byte(q[3]),
		extension.LeftAngleQuote: []byte(angles[0]), extension.RightAngleQuote: []byte(angles[1]),
		extension.EnDash: []byte("–"), extension.EmDash: []byte("—"), extension.Ellipsis: []byte("…"),
		extension.Apostrophe: nil,
	}))
}

// apostrophe sets the mark between two letters, the same in all languages.
type apostrophe struct{}

// Trigger implements parser.InlineParser.
func (apostrophe) Trigger() []byte { return []byte{'\''} }

// Parse implements parser.InlineParser.
func (apostrophe) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	before := block.PrecendingCharacter()
	after, _ := utf8.DecodeRune(line[1:])
	if !unicode.IsLetter(before) && !unicode.IsDigit(before) || !unicode.IsLetter(after) {
		return nil
	}
	block.Advance(1)
	node := ast.NewString([]byte("’"))
	node.SetCode(true)
	return node
}
