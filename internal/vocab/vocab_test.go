package vocab_test

import (
	"testing"

	"hria/internal/vocab"
)

func TestStandard(t *testing.T) {
	s, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range map[string]int{"rights": 45, "principles": 31, "groups": 42, "technologies": 53, "stages": 11, "phases": 5, "criteria": 8, "frameworks": 8} {
		if got := len(s.IDs(name)); got != n {
			t.Errorf("%s: %d terms, want %d", name, got, n)
		}
	}
	for _, r := range s.Rules {
		if r.Check == "" || r.Why == "" || r.Source == "" || len(r.Kinds) == 0 {
			t.Errorf("rule %s lacks a text", r.ID)
		}
	}
}

// TestNames holds every language file to the same shape: each term has a name
// in each language that is offered.
func TestNames(t *testing.T) {
	s, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"right": "rights", "principle": "principles", "group": "groups", "technology": "technologies",
		"stage": "stages", "phase": "phases", "criterion": "criteria", "framework": "frameworks"}
	for _, e := range s.Enums {
		kinds[e.Field] = e.Field
	}
	for _, lang := range []string{"en", "fr", "es", "ar", "pt", "ru", "zh", "ja"} {
		for kind, vocabulary := range kinds {
			for _, id := range s.IDs(vocabulary) {
				if _, found := s.Name(lang, kind, id); found != lang {
					t.Errorf("%s: no name for %s %q", lang, kind, id)
				}
			}
		}
	}
	for _, f := range s.Frameworks {
		for _, e := range f.Elements {
			for _, lang := range []string{"en", "fr", "es", "ar", "pt", "ru", "zh", "ja"} {
				if _, found := s.Name(lang, "element", f.ID+"/"+e.ID); found != lang {
					t.Errorf("%s: no title for element %q of %q", lang, e.ID, f.ID)
				}
			}
		}
	}
	if name, found := s.Name("fr-CA", "right", "privacy"); found != "fr" || name == "" {
		t.Errorf("fr-CA: got %q in %q", name, found)
	}
}

// TestVocabularies holds the list of vocabularies against what there is: every
// one has terms, and every term a title and, but for rules, facts or names.
func TestVocabularies(t *testing.T) {
	s, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, v := range s.Vocabularies() {
		listed[v.Name] = true
		if len(s.IDs(v.Name)) == 0 || v.About == "" {
			t.Errorf("%q has no terms", v.Name)
		}
		for _, id := range s.IDs(v.Name) {
			if title, found := s.Title("en", v.Name, id); title == "" || found == "" {
				t.Errorf("%s %q has no title", v.Name, id)
			}
		}
	}
	if langs := s.Languages(); len(langs) < 4 || langs[0] != "en" {
		t.Errorf("languages %v", langs)
	}
	for word, want := range map[string]string{"privacy": "privacy", "droit à la Vie-privée": "privacy", "nothing": "", "": ""} {
		if id, _ := s.Find("rights", word); id != want {
			t.Errorf("find %q: %q", word, id)
		}
	}
	if facts := s.Facts("rights", "privacy"); len(facts) < 4 || facts[0].Label != "cluster" {
		t.Errorf("privacy: %v", facts)
	}
	if facts := s.Facts("rights", "nothing"); len(facts) > 0 {
		t.Errorf("nothing: %v", facts)
	}
}
