package vocab

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hria/internal/locale"
)

// Vocabulary says what a vocabulary is for.
type Vocabulary struct{ Name, About string }

// lists are the vocabularies that are not enumerated fields.
var lists = []Vocabulary{
	{"rights", "human rights, with the articles that protect them"},
	{"groups", "groups of rights-holders"},
	{"technologies", "technologies"},
	{"principles", "UN Guiding Principles on Business and Human Rights"},
	{"criteria", "criteria of Guiding Principle 31 for grievance mechanisms"},
	{"stages", "stages of the lifecycle of a deployment"},
	{"phases", "phases of an assessment"},
	{"frameworks", "frameworks that an assessment can address"},
	{"rules", "rules of hria"},
}

// Vocabularies lists all vocabularies: those of the field, then the values of
// each enumerated field.
func (s *Set) Vocabularies() []Vocabulary {
	out := slices.Clone(lists)
	for _, e := range s.Enums {
		out = append(out, Vocabulary{e.Field, "values of " + e.Field})
	}
	return out
}

// Title gives the display name of a term of a vocabulary (see IDs) in a
// language, and the language in which it was found; see Name.
func (s *Set) Title(lang, vocabulary, id string) (title, found string) {
	if vocabulary == "rules" {
		r, _ := s.RuleByID(id)
		return r.Check, "en"
	}
	return s.Name(lang, cmp.Or(kinds[vocabulary], vocabulary), id)
}

// Find gives the term that a word is the id of, or, but for case, accents and
// separators, the title in any language.
func (s *Set) Find(vocabulary, word string) (id string, ok bool) {
	if s.Has(vocabulary, word) {
		return word, true
	}
	key := locale.Fold(word)
	for _, t := range s.titles(vocabulary) {
		if t.folded == key && key != "" {
			return t.id, true
		}
	}
	return "", false
}

// Languages lists the languages that any term has a name in, English first.
func (s *Set) Languages() []string {
	var out []string
	for lang := range s.names {
		if lang != "" {
			out = append(out, lang)
		}
	}
	slices.Sort(out)
	if i := slices.Index(out, "en"); i >= 0 {
		out = slices.Insert(slices.Delete(out, i, i+1), 0, "en")
	}
	return out
}

// Fact is one more thing that is known of a term.
type Fact struct{ Label, Text string }

// Facts gives what is known of a term beyond its names, in a fixed order;
// facts that a term lacks are left out.
func (s *Set) Facts(vocabulary, id string) []Fact {
	var out []Fact
	add := func(label, text string) {
		if text != "" {
			out = append(out, Fact{label, text})
		}
	}
	switch vocabulary {
	case "rights":
		r, _ := s.RightByID(id)
		add("cluster", r.Cluster)
		add("limits", r.Limits)
		if r.NonDerogable {
			add("derogation", "not even in a public emergency (ICCPR Article 4(2))")
		}
		for _, x := range s.Instruments {
			add(x.ID, r.Articles[x.ID])
		}
		add("technology", r.ICT)
	case "principles":
		for _, p := range s.Principles {
			if strconv.Itoa(p.Number) == id {
				add("pillar", p.Pillar)
				add("kind", p.Kind)
				add("section", p.Section)
			}
		}
	case "frameworks":
		for _, f := range s.Frameworks {
			if f.ID == id {
				add("reference", f.Reference)
				for _, e := range f.Elements {
					add(e.ID, e.Title)
				}
			}
		}
	case "rules":
		r, _ := s.RuleByID(id)
		add("level", r.Level)
		add("why", r.Why)
		add("source", r.Source)
	default:
		t, source := s.term(vocabulary, id)
		add("class", t.Class)
		add("meaning", t.Means)
		add("does", t.Does)
		add("note", t.Note)
		add("basis", t.Basis)
		add("source", source)
	}
	return out
}

// term finds an entry of a plain vocabulary, and the source of its list.
func (s *Set) term(vocabulary, id string) (t Term, source string) {
	list := map[string][]Term{"groups": s.Groups, "technologies": s.Technologies, "stages": s.Stages, "phases": s.Phases, "criteria": s.Criteria}[vocabulary]
	for _, e := range s.Enums {
		if e.Field == vocabulary {
			list, source = e.Values, strings.TrimSuffix(e.Source, ".")
		}
	}
	if i := slices.IndexFunc(list, func(t Term) bool { return t.ID == id }); i >= 0 {
		return list[i], source
	}
	return Term{}, ""
}
