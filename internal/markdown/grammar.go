package markdown

import (
	"context"
	"errors"
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

// A grammar is a lexer of chroma made ready to be applied often. A lexer has
// states, and a state has rules: an expression, which tokens come of its match,
// and which state is next. chroma's own loop tries one rule after the other at
// each place and copies every group of a match. Here the same rules are tried
// in the same order, with two savings: a rule is passed over at a character
// that no match of it can begin with, and groups are copied for those rules
// only that look at them. The tokens are chroma's, for a fifth of the time and
// a tenth of the memory.
type grammar struct {
	lexer    *chroma.RegexLexer // as chroma made it, by the same compiled rules
	compiled chroma.CompiledRules
	states   map[string][]rule
}

// rule is a rule of chroma and what is known about it.
type rule struct {
	*chroma.CompiledRule
	begins  [2]uint64 // the ASCII characters that a match may begin with, a bit each
	numbers []int     // its groups, if its emitter looks at them
	names   []string
}

// grammarOf gives nil for lexers that only chroma can apply: those that are put
// together from others, and those that change their own rules as they read.
func grammarOf(lexer chroma.Lexer) *grammar {
	l, ok := lexer.(*chroma.RegexLexer)
	if !ok {
		return nil
	}
	g := &grammar{states: map[string][]rule{}}
	if g.lexer, g.compiled = compile(l); g.compiled == nil {
		return nil
	}
	known := map[*chroma.CompiledRule]rule{} // one may be in several states
	for state, list := range g.compiled {
		g.states[state] = make([]rule, len(list))
		for i, c := range list {
			r, ok := known[c]
			if !ok {
				r = newRule(c)
				known[c] = r
			}
			g.states[state][i] = r
		}
	}
	return g
}

// longestMatch is the time after which an expression is given up. chroma gives
// up after a quarter of a second and goes on as if nothing had matched, so that
// on a busy machine the same code would come out otherwise. Nobody who waits for
// code waits so long.
const longestMatch = time.Minute

// compile has chroma compile the rules of a lexer, and gives none where one has a
// mutator that is code, which might change anything.
func compile(l *chroma.RegexLexer) (*chroma.RegexLexer, chroma.CompiledRules) {
	rules, err := l.Rules()
	if err != nil {
		return nil, nil
	}
	for _, list := range rules {
		for _, r := range list {
			if _, ok := r.Mutator.(chroma.SerialisableMutator); r.Mutator != nil && !ok {
				return nil, nil
			}
		}
	}
	t := &taker{}
	rules = maps.Clone(rules)
	rules["taker"] = []chroma.Rule{{Mutator: t}}
	again, err := chroma.NewLexer(l.Config(), func() chroma.Rules { return rules })
	if err != nil {
		return nil, nil
	}
	again.SetRegistry(registry())
	if _, err := again.Rules(); err != nil { // now they are compiled
		return nil, nil
	}
	for _, list := range t.rules {
		for _, r := range list {
			r.Regexp.MatchTimeout = longestMatch
		}
	}
	return again, t.rules
}

// taker is called by chroma as it compiles rules, which is the only way to get
// at them. It strikes out the state that it was put in for.
type taker struct{ rules chroma.CompiledRules }

func (t *taker) Mutate(*chroma.LexerState) error { return nil }

func (t *taker) MutateLexer(rules chroma.CompiledRules, state string, _ int) error {
	t.rules = rules
	delete(rules, state)
	return nil
}

func newRule(c *chroma.CompiledRule) rule {
	r := rule{CompiledRule: c, begins: beginnings(c.Regexp.String())}
	switch c.Type.(type) {
	case nil, chroma.TokenType:
	default:
		r.numbers, r.names = c.Regexp.GetGroupNumbers(), c.Regexp.GetGroupNames()
	}
	return r
}

// beginnings gives the ASCII characters that a match of an expression may begin
// with: all, where nothing is known or a match may be empty.
func beginnings(expression string) (set [2]uint64) {
	all := [2]uint64{^uint64(0), ^uint64(0)}
	// chroma begins each with \G, which would hide what a negated set says.
	tree, err := syntax.Parse(strings.TrimPrefix(expression, `\G`), syntax.ParseOptions{})
	if err != nil {
		return all
	}
	code, err := syntax.Write(tree)
	if err != nil || code.FcPrefix == nil || code.FcPrefix.CaseInsensitive {
		return all
	}
	for c := range rune(utf8.RuneSelf) {
		if code.FcPrefix.PrefixSet.CharIn(c) {
			set[c/64] |= 1 << (c % 64)
		}
	}
	return set
}

func (r *rule) mayBegin(c rune) bool {
	return c >= utf8.RuneSelf || r.begins[c/64]&(1<<(c%64)) != 0
}

// startState is where every lexer begins.
const startState = "root"

// Some lexers of chroma go in circles on a text of another language. mostSteps
// is more than any text needs that they come to the end of.
func mostSteps(text string) int { return 16*len(text) + 1000 }

var (
	errEndless = errors.New("the rules lead in a circle")
	errSlow    = errors.New("it takes too long")
)

// tokens divides a text into tokens as the lexer would. It panics where the
// lexer would or would not come to an end, and with errSlow when time is up.
func (g *grammar) tokens(ctx context.Context, text string) []chroma.Token {
	added := 0
	if g.lexer.Config().EnsureNL && !strings.HasSuffix(text, "\n") {
		text += "\n"
		added = 1
	}
	r := &reading{ctx: ctx, rest: text, steps: mostSteps(text), LexerState: chroma.LexerState{
		Lexer:          g.lexer,
		Registry:       registry(),
		Text:           []rune(text),
		Rules:          g.compiled,
		Stack:          []string{startState},
		MutatorContext: map[any]any{},
	}}
	note := r.note
	for len(r.rest) > added && len(r.Stack) > 0 {
		r.step()
		r.State = r.Stack[len(r.Stack)-1]
		rules, ok := g.states[r.State]
		if !ok {
			panic("unknown state " + r.State)
		}
		switch {
		case r.match(rules, note):
			r.apply()
		case r.Text[r.Pos] == '\n' && r.State != startState:
			r.Stack = []string{startState}
		default:
			r.add(chroma.Token{Type: chroma.Error, Value: r.take(1)})
		}
	}
	if len(r.Stack) == 0 && r.rest != "" {
		r.add(chroma.Token{Type: chroma.Error, Value: r.rest})
	}
	return r.tokens
}

// reading is one text while a grammar is applied to it.
type reading struct {
	chroma.LexerState // what mutators change and emitters look at
	ctx               context.Context
	rest              string // the text from Pos on
	rule              *rule  // the rule that is tried
	length            int    // of its match in characters; -1: none
	tokens            []chroma.Token
	steps             int // that are left
}

// match looks for the first rule that matches here.
func (r *reading) match(rules []rule, note func(regexp2.MatchView) bool) bool {
	c := r.Text[r.Pos]
	for i := range rules {
		if !rules[i].mayBegin(c) {
			continue
		}
		r.Rule, r.rule, r.length = i, &rules[i], -1
		if err := r.rule.Regexp.FindRunesMatches(r.Text, r.Pos, note); err != nil {
			panic(errSlow)
		}
		if r.length >= 0 {
			return true
		}
	}
	return false
}

// note keeps what is needed of a match, and asks for no other.
func (r *reading) note(m regexp2.MatchView) bool {
	at, length, _ := m.GroupRange(0)
	if at != r.Pos {
		return false
	}
	r.length = length
	if r.rule.numbers == nil {
		return false
	}
	r.Groups = make([]string, len(r.rule.numbers))
	r.NamedGroups = make(map[string]string, len(r.rule.numbers))
	for i, number := range r.rule.numbers {
		at, length, _ := m.GroupRange(number)
		r.Groups[i] = string(r.Text[at : at+length])
		r.NamedGroups[r.rule.names[i]] = r.Groups[i]
	}
	return false
}

// apply does what the rule that matched says.
func (r *reading) apply() {
	value := r.take(r.length)
	if r.rule.Mutator != nil {
		if err := r.rule.Mutator.Mutate(&r.LexerState); err != nil {
			panic(err)
		}
	}
	switch emitter := r.rule.Type.(type) {
	case nil:
	case chroma.TokenType:
		r.add(chroma.Token{Type: emitter, Value: value})
	default:
		next := emitter.Emit(r.Groups, &r.LexerState)
		for t := next(); t != chroma.EOF; t = next() {
			r.step()
			r.add(t)
		}
	}
}

func (r *reading) add(t chroma.Token) {
	if t != chroma.EOF && t.Type != chroma.Ignore {
		r.tokens = append(r.tokens, t)
	}
}

func (r *reading) step() {
	if r.ctx.Err() != nil {
		panic(errSlow)
	}
	if r.steps--; r.steps < 0 {
		panic(errEndless)
	}
}

// take moves on by n characters and gives them.
func (r *reading) take(n int) string {
	r.Pos += n
	text := r.rest
	for i := range text {
		if n == 0 {
			r.rest = text[i:]
			return text[:i]
		}
		n--
	}
	r.rest = ""
	return text
}
