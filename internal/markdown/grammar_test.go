package markdown

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// TestGrammars: for each lexer of chroma the grammar finds the very tokens that
// chroma finds, in programs, in text and in its own words thrown together. The
// short test takes one lexer in six, the languages of programs among them.
func TestGrammars(t *testing.T) {
	texts := []string{"", "\n", "x", "  é – \u2028 😀\r\n\"", seeds(t)[0]}
	for _, language := range []string{"go", "json", "python"} {
		texts = append(texts, programs[language])
	}
	r := rand.New(rand.NewPCG(1, 2))
	made := 0
	for i, l := range lexers.GlobalLexerRegistry.Lexers {
		if testing.Short() && i%6 > 0 && programs[strings.ToLower(l.Config().Name)] == "" {
			continue
		}
		if g := grammarOf(l); g != nil {
			made++
			for _, text := range append(texts, babble(g, r, 60), babble(g, r, 60)) {
				checkTokens(t, g, text)
			}
		} else if _, ok := l.(*chroma.RegexLexer); ok && !slices.Contains([]string{"Haxe", "Raku"}, l.Config().Name) {
			t.Errorf("there is no grammar of %s", l.Config().Name)
		}
	}
	if made < 40 {
		t.Errorf("%d grammars", made)
	}
}

// TestGrammarSamples: the same for chroma's own samples, which come with it.
func TestGrammarSamples(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/alecthomas/chroma/v2").Output()
	if err != nil {
		t.Skip(err)
	}
	root := filepath.Join(strings.TrimSpace(string(dir)), "lexers", "testdata")
	read := 0
	for _, pattern := range []string{"*.actual", "*/*.actual"} {
		paths, _ := filepath.Glob(filepath.Join(root, pattern))
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.FieldsFunc(path[len(root):], func(c rune) bool { return c == '.' || c == filepath.Separator })[0]
			if l := lexers.Get(name); l != nil {
				if g := grammarOf(l); g != nil {
					checkTokens(t, g, strings.ToValidUTF8(string(text[:min(len(text), 20_000)]), ""))
					read++
				}
			}
		}
	}
	if read < 200 {
		t.Errorf("%d samples in %s", read, root)
	}
}

// FuzzGrammar: the same for any text and lexer.
func FuzzGrammar(f *testing.F) {
	all := lexers.GlobalLexerRegistry.Lexers
	for i, l := range all {
		if text := programs[strings.ToLower(l.Config().Name)]; text != "" {
			f.Add(uint16(i), text)
		}
	}
	grammars := map[int]*grammar{}
	f.Fuzz(func(t *testing.T, number uint16, text string) {
		n := int(number) % len(all)
		if _, ok := grammars[n]; !ok {
			grammars[n] = grammarOf(all[n])
		}
		if g := grammars[n]; g != nil && len(text) < 5000 && utf8.ValidString(text) {
			checkTokens(t, g, text)
		}
	})
}

func checkTokens(t *testing.T, g *grammar, text string) {
	t.Helper()
	want, fault := thrown(func() []chroma.Token { return plainTokens(g.lexer, text) })
	got, wrong := thrown(func() []chroma.Token { return g.tokens(t.Context(), text) })
	if (fault == nil) != (wrong == nil) || errors.Is(fault, errEndless) != errors.Is(wrong, errEndless) {
		t.Errorf("%s: grammar: %v, chroma: %v, in %q", g.lexer, wrong, fault, text)
	}
	if fault == nil && !slices.Equal(got, want) {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		t.Errorf("%s: token %d of %d is %.3q, want of %d %.3q, in %q", g.lexer, at, len(got), got[at:], len(want), want[at:], text)
	}
}

// plainTokens are those that chroma's own loop finds.
func plainTokens(l chroma.Lexer, text string) []chroma.Token {
	next, err := l.Tokenise(&chroma.TokeniseOptions{State: startState}, text)
	if err != nil {
		panic(err)
	}
	var list []chroma.Token
	for t := next(); t != chroma.EOF; t = next() {
		if len(list) > mostSteps(text) {
			panic(errEndless)
		}
		list = append(list, t)
	}
	return list
}

// thrown calls f and says with what it panicked.
func thrown(f func() []chroma.Token) (tokens []chroma.Token, err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case error:
			err = fault
		default:
			err = fmt.Errorf("%v", fault)
		}
	}()
	return f(), nil
}

// babble is a text of n words and marks that a grammar's rules speak of.
func babble(g *grammar, r *rand.Rand, n int) string {
	var words []string
	for _, list := range g.compiled {
		for _, c := range list {
			words = append(words, regexp.MustCompile(`\w+|\W`).FindAllString(c.Pattern, -1)...)
		}
	}
	words = append(words, " ", "\n", "\t", "0", "7.5e3", "name", "É", "ſ", "\u212A", "日本")
	slices.Sort(words)
	words = slices.Compact(words)
	var b strings.Builder
	for range n {
		b.WriteString(words[r.IntN(len(words))])
		if r.IntN(3) == 0 {
			b.WriteString([]string{" ", "\n", "\n  ", "\""}[r.IntN(4)])
		}
	}
	return b.String()
}

func TestBeginnings(t *testing.T) {
	for _, test := range []struct {
		expression string
		yes, no    string // characters that a match may and may not begin with
	}{
		{`\G(?m)(?:func|var)`, "fv", "unar "},
		{`\G(?:\s*"[^"]*")`, " \n\t\"", "ax'"},
		{`\G(?i)(?:select|kind)`, "sSkK", "xX"},
		{`\G(?:[^a-z])`, "A0 \n", "am"},
		{`\G(?:.)`, "A0 ", "\n"},
		{`\G(?s)(?:.)`, "A0 \n", ""},
		{`\G(?:(?<!\.)\bself\b)`, "s", ".x"},
		{`\G(?:(?!end)\w+)`, "ex", " "},
		{`\G(?:(a|b)?\1c)`, "abc", ""}, // what a group holds is not known
		{`\G(?:a*)`, "ab \n", ""},      // may be empty
		{`\G`, "ab \n", ""},
		{`\G(?:$)`, "\nx", ""},
		{`\G(?:(?=x))`, "xy", ""},
		{`(`, "ab", ""}, // no expression
	} {
		r := rule{begins: beginnings(test.expression)}
		for _, c := range test.yes + "é" {
			if !r.mayBegin(c) {
				t.Errorf("%s: no match begins with %q", test.expression, c)
			}
		}
		for _, c := range test.no {
			if r.mayBegin(c) {
				t.Errorf("%s: a match begins with %q", test.expression, c)
			}
		}
	}
}

// TestEndlessCode: rules that lead in a circle leave code plain.
func TestEndlessCode(t *testing.T) {
	for language, code := range map[string]string{"Jungle": ",\n", "JSONata": "^\n", "SquidConf": "::>\n"} {
		if got, err := Highlight(t.Context(), language, code); strings.Contains(got, "<") || err != nil {
			t.Errorf("%s: %s, %v", language, got, err)
		}
		if _, err := thrown(func() []chroma.Token { return plainTokens(lexers.Get(language), code) }); err != errEndless {
			t.Errorf("%s by chroma alone: %v", language, err)
		}
	}
}

// TestSlowCode: when time is up, code is plain and an error says so, whether a
// rule of the lexer is at work or one of a lexer that it hands a part on to.
func TestSlowCode(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	blanks := strings.Repeat("\n", 4000) // they take chroma's lexer of C seconds
	for language, code := range map[string]string{"c": "int i;" + blanks, "html": "<script>var i = 1;</script>"} {
		if got, err := Highlight(over, language, code); err != errSlow || strings.Contains(got, "<span") {
			t.Errorf("%s: %.100q, %v", language, got, err)
		}
	}
	for _, plain := range []string{"", "none"} {
		if _, err := Highlight(over, plain, "x"); err != nil {
			t.Errorf("%q: %v", plain, err)
		}
	}
}

// TestPatientRules: chroma gives an expression a quarter of a second and takes
// it for one that does not match when that is over. No expression may be left
// so, and no lexer be looked up in chroma's registry, where all are.
func TestPatientRules(t *testing.T) {
	for _, name := range []string{"go", "html", "c", "bash"} {
		g := lexerNames()[name].ready()
		for state, list := range g.compiled {
			for _, r := range list {
				if r.Regexp.MatchTimeout != longestMatch {
					t.Errorf("%s: %s: %v", name, state, r.Regexp.MatchTimeout)
				}
			}
		}
	}
	inner, ok := registry().Get("JavaScript").(*lexer)
	if !ok || inner.ready() == nil {
		t.Fatal("the lexers that others hand on to are chroma's own")
	}
	if got, _ := Highlight(t.Context(), "html", "<script>var i = 1;</script>"); !strings.Contains(got, `<span class="c-number">1</span>`) {
		t.Errorf("script in HTML: %s", got)
	}
}
