package markdown

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// Highlighted code carries one class for each sort of token and no colour: a
// theme gives the colours, for light, dark and print, in rules for CodeClasses.

// longestCode is the size of a code block, in bytes, up to which it is
// highlighted.
const longestCode = 200_000

// codeClass names the sorts of token that are told apart. Few suffice to read
// by, and each must keep its contrast in every theme.
var codeClasses = []struct {
	token chroma.TokenType // a type, a sub-category or a category of chroma
	class string
}{
	{chroma.Comment, "c-comment"},
	{chroma.Keyword, "c-keyword"},
	{chroma.LiteralString, "c-string"},
	{chroma.LiteralNumber, "c-number"},
	{chroma.NameTag, "c-keyword"},
	{chroma.NameAttribute, "c-name"},
	{chroma.NameFunction, "c-name"},
	{chroma.NameClass, "c-name"},
	{chroma.NameBuiltin, "c-name"},
	{chroma.NameVariable, "c-name"},
	{chroma.GenericDeleted, "c-deleted"},
	{chroma.GenericInserted, "c-inserted"},
	{chroma.GenericHeading, "c-heading"},
	{chroma.GenericSubheading, "c-heading"},
}

// CodeClasses gives the CSS classes that highlighted code may carry, sorted.
func CodeClasses() []string {
	var list []string
	for _, c := range codeClasses {
		list = append(list, c.class)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func classOf(t chroma.TokenType) string {
	for _, c := range codeClasses {
		if t == c.token || t.InSubCategory(c.token) || c.token%1000 == 0 && t.InCategory(c.token) {
			return c.class
		}
	}
	return ""
}

// lexer is one of chroma's lexers and the grammar that is made of it when it is
// first used.
type lexer struct {
	chroma.Lexer
	once    sync.Once
	grammar *grammar // nil: none can be made
}

func (l *lexer) ready() *grammar {
	l.once.Do(func() { l.grammar = grammarOf(l.Lexer) })
	return l.grammar
}

// Tokenise is for other lexers, which hand parts of their text on.
func (l *lexer) Tokenise(options *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	if g := l.ready(); g != nil {
		return g.lexer.Tokenise(options, text)
	}
	return chroma.Literator(chroma.Token{Type: chroma.Text, Value: text}), nil
}

// SetRegistry leaves chroma's lexer in chroma's own registry.
func (l *lexer) SetRegistry(*chroma.LexerRegistry) chroma.Lexer { return l }

// registry is where lexers find others.
var registry = sync.OnceValue(func() *chroma.LexerRegistry {
	r := chroma.NewLexerRegistry()
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		r.Register(&lexer{Lexer: l})
	}
	return r
})

// lexerNames maps the names, aliases and file endings of lexers. chroma's own
// look-up tries every lexer's file patterns for each name it does not know.
var lexerNames = sync.OnceValue(func() map[string]*lexer {
	names := map[string]*lexer{}
	put := func(name string, l chroma.Lexer) {
		if name = strings.ToLower(name); names[name] == nil {
			names[name] = l.(*lexer)
		}
	}
	list := registry().Lexers
	for _, l := range list {
		put(l.Config().Name, l)
		for _, alias := range l.Config().Aliases {
			put(alias, l)
		}
	}
	for _, l := range list {
		for _, pattern := range l.Config().Filenames {
			if ending, ok := strings.CutPrefix(pattern, "*."); ok && !strings.ContainsAny(ending, "*?[") {
				put(ending, l)
			}
		}
	}
	return names
})

// tokenise splits code into tokens, or gives nil where it stays plain: nothing
// is known of the language that can be applied (grammarOf), the code is long or
// no UTF-8, or the rules fail on it. The error is errSlow, when time is up.
func tokenise(ctx context.Context, language, code string) (tokens []chroma.Token, err error) {
	if language == "" || len(code) > longestCode || !utf8.ValidString(code) {
		return nil, nil
	}
	lexer := lexerNames()[strings.ToLower(language)]
	if lexer == nil || lexer.ready() == nil {
		return nil, nil
	}
	// chroma reports what goes wrong while it reads on by panicking.
	defer func() {
		if fault := recover(); fault != nil {
			tokens = nil
			if fault == errSlow {
				err = errSlow
			}
		}
	}()
	tokens = lexer.grammar.tokens(ctx, code)
	if !same(tokens, code) {
		return nil, nil
	}
	return tokens, nil
}

// same tells whether the tokens say exactly what the code says; some lexers
// add a line end.
func same(tokens []chroma.Token, code string) bool {
	for _, t := range tokens {
		rest, ok := strings.CutPrefix(code, t.Value)
		if !ok {
			return false
		}
		code = rest
	}
	return code == ""
}

// codeOf gives the language and the text of a code block.
func codeOf(n ast.Node, source []byte) (language, code string) {
	if fenced, ok := n.(*ast.FencedCodeBlock); ok {
		language = plain(fenced.Language(source))
	}
	return language, string(n.Lines().Value(source))
}

// renderCode writes a code block that can be scrolled by keyboard. Code reads
// from left to right in every language.
func renderCode(w *writer, source []byte, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	language, text := codeOf(n, source)
	w.str(`<pre tabindex="0" dir="ltr"><code`)
	if language != "" {
		w.str(` class="language-`)
		w.escape(language)
		w.str(`"`)
	}
	w.str(">")
	w.hole(holeCode, len(w.code))
	w.code = append(w.code, code{language, text})
	w.str("</code></pre>\n")
	return ast.WalkContinue
}

// Token is a run of code of one sort.
type Token struct {
	Class string // one of CodeClasses; empty: of no sort
	Text  string
}

// Tokens divides code by the sorts of its tokens, for exits other than HTML;
// nil where the language is unknown. White space goes with what is before it.
// Some texts would take hours; an error says that the context ended first.
func Tokens(ctx context.Context, language, code string) ([]Token, error) {
	tokens, err := tokenise(ctx, language, code)
	var out []Token
	start, end := 0, 0 // of the last one
	for _, t := range tokens {
		class, blank := classOf(t.Type), strings.TrimSpace(t.Value) == ""
		if n := len(out); n == 0 || !blank && class != out[n-1].Class {
			if blank {
				class = ""
			}
			out = append(out, Token{Class: class})
			start = end
		}
		end += len(t.Value)
		out[len(out)-1].Text = code[start:end]
	}
	return out, err
}

// Highlight gives a block of code as HTML, its tokens marked by their sort
// where the language is known. It depends on nothing else and is costly. With an
// error, that of Tokens, the code comes plain.
func Highlight(ctx context.Context, language, code string) (string, error) {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.Reset()
	tokens, err := Tokens(ctx, language, code)
	if tokens == nil {
		w.escape(code)
	}
	for _, t := range tokens {
		if t.Class != "" {
			w.str(`<span class="`)
			w.str(t.Class)
			w.str(`">`)
		}
		w.escape(t.Text)
		if t.Class != "" {
			w.str("</span>")
		}
	}
	return w.String(), err
}
