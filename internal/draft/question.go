package draft

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/locale"
	"hria/internal/vocab"
)

// Question is one thing that hria new asks, on a terminal or with the flag of
// the same name.
type Question struct {
	Key   string // of the answer, of its text and of the flag
	vocab string // of which ids are answers; "" for words
	Many  bool
	Need  bool   // a document cannot do without
	Doc   string // of the flag
	kinds string
}

// questions in the order in which they are asked. What a kind does not ask it
// has no use for.
var questions = []Question{
	{Key: "title", Need: true, Doc: "`TITLE` of the document", kinds: "assessment guidance-note review response"},
	{Key: "slug", Need: true, kinds: "assessment guidance-note review response"},
	{Key: "lang", vocab: "lang", Doc: "`LANGUAGE` of the document (default: the first one of the site)", kinds: "assessment guidance-note review response"},
	{Key: "of", vocab: "document", Doc: "`ID` of the document that is reviewed or answered", kinds: "review response"},
	{Key: "purpose", Doc: "what the system is for, in `WORDS`", kinds: "assessment"},
	{Key: "deployer", Doc: "`NAME` of who deploys it", kinds: "assessment"},
	{Key: "audience", vocab: "audience", Many: true, Doc: "`WHO` decides and should read it", kinds: "guidance-note"},
	{Key: "technology", vocab: "technologies", Many: true, Doc: "`TECHNOLOGIES` it is about", kinds: "assessment guidance-note"},
	{Key: "country", vocab: "country", Many: true, Doc: "`COUNTRIES`, as codes or names", kinds: "assessment guidance-note"},
	{Key: "stage", vocab: "stages", Doc: "`STAGE` of the lifecycle", kinds: "assessment"},
	{Key: "right", vocab: "rights", Many: true, Doc: "`RIGHTS` at stake", kinds: "assessment guidance-note"},
	{Key: "group", vocab: "groups", Many: true, Doc: "`GROUPS` at risk", kinds: "assessment guidance-note"},
	{Key: "harm", Doc: "the gravest harm, in a few `WORDS`", kinds: "assessment"},
	{Key: "advice", vocab: "decision.outcome", Doc: "what the note `ADVISES`, such as pause", kinds: "guidance-note"},
	{Key: "unless", Doc: "what would change the advice, in `WORDS`", kinds: "guidance-note"},
	{Key: "message", Doc: "what a reader in a hurry must remember, in `WORDS`", kinds: "guidance-note"},
	{Key: "reviewer", Doc: "`WHO` reviews", kinds: "review"},
	{Key: "independence", vocab: "commission.independence", Doc: "how `INDEPENDENT` the reviewers are", kinds: "review"},
	{Key: "answerer", Doc: "`WHO` answers", kinds: "response"},
}

// Questions lists what is asked for a kind of document; all for "".
func Questions(kind string) []Question {
	return slices.DeleteFunc(slices.Clone(questions), func(q Question) bool {
		return kind != "" && !slices.Contains(strings.Fields(q.kinds), kind)
	})
}

// Chosen tells whether the answers are chosen from a list.
func (q Question) Chosen() bool { return q.vocab != "" }

// Choice is one answer that can be chosen.
type Choice struct{ ID, Name string }

// Register is what answers are held against.
type Register struct {
	Words     *vocab.Set
	Documents []*assessment.Assessment
	Languages []string          // of the site
	Countries map[string]string // names of user-assigned codes
}

// Choices lists the answers to a question, named in a language: vocabularies in
// their own order, countries in that of the dictionary.
func (r Register) Choices(q Question, lang string) []Choice {
	var out []Choice
	switch q.vocab {
	case "lang":
		for _, tag := range r.Languages {
			out = append(out, Choice{tag, locale.LanguageName(tag)})
		}
	case "document":
		for _, a := range r.Documents {
			if a.ID.Value != "" && !a.Translation.Of.Set() && (a.Kind.Value == assessment.KindAssessment || a.Kind.Value == assessment.KindNote) {
				out = append(out, Choice{a.ID.Value, oneLine(a.Title.Value)})
			}
		}
	case "country":
		for code := range countries {
			if name := r.Countries[code]; name != "" {
				out = append(out, Choice{code, name})
			} else if name := locale.CountryName(lang, code); name != code { // a former country has none
				out = append(out, Choice{code, name})
			}
		}
		locale.Sort(lang, out, func(c Choice) string { return c.Name })
	default:
		for _, id := range r.Words.IDs(q.vocab) {
			name, _ := r.Words.Title(lang, q.vocab, id)
			out = append(out, Choice{id, name})
		}
	}
	return out
}

// countries yields all codes in their order.
func countries(yield func(string) bool) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if code := string(a) + string(b); locale.ValidCountry(code) && !yield(code) {
				return
			}
		}
	}
}

// UnknownError is an answer that stands for nothing.
type UnknownError struct{ Word, Near string }

func (e *UnknownError) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("there is no %q; did you mean %q?", e.Word, e.Near)
	}
	return fmt.Sprintf("there is no %q", e.Word)
}

// Find gives the id that a word answers a question with: an id or a name, in
// any language, without regard to case and accents, or the number of a choice.
func (r Register) Find(q Question, word, lang string) (string, error) {
	word = strings.TrimSpace(word)
	switch q.vocab {
	case "":
		return word, nil
	case "lang":
		if locale.ValidLanguage(word) {
			return word, nil
		}
	case "country":
		if code := strings.ToUpper(word); locale.ValidCountry(code) {
			return code, nil
		}
	case "document":
		if slices.ContainsFunc(r.Documents, func(a *assessment.Assessment) bool { return a.ID.Value == word }) {
			return word, nil
		}
	default:
		if id, ok := r.Words.Find(q.vocab, word); ok {
			return id, nil
		}
	}
	choices := r.Choices(q, lang)
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(choices) {
		return choices[n-1].ID, nil
	}
	return r.byName(q, word, lang, choices)
}

// byName looks through the names of choices; those of countries in all
// languages of the vocabularies.
func (r Register) byName(q Question, word, lang string, choices []Choice) (string, error) {
	key := locale.Fold(word)
	var known []string
	for _, c := range choices {
		if locale.Fold(c.Name) == key && key != "" {
			return c.ID, nil
		}
		known = append(known, c.ID, c.Name)
	}
	if q.vocab == "country" {
		for _, other := range r.Words.Languages() {
			for code := range countries {
				if !locale.UserAssigned(code) && locale.Fold(locale.CountryName(other, code)) == key && key != "" {
					return code, nil
				}
			}
		}
	}
	return "", &UnknownError{word, diag.Nearest(word, known)}
}
