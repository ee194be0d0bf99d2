package draft_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/draft"
	"hria/internal/locale"
	"hria/internal/rules"
	"hria/internal/source"
	"hria/internal/vocab"
	"hria/templates"
)

var missing = regexp.MustCompile(`\b(why|eg|text|ex)\.[a-z]`)

var day = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func words(t *testing.T) *vocab.Set {
	t.Helper()
	w, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// check reads a draft as hria check does, but for what needs other documents.
func check(t *testing.T, text []byte, status string) (*assessment.Assessment, diag.List) {
	t.Helper()
	w := words(t)
	text = bytes.Replace(text, []byte(`status = "draft"`), []byte(`status = "`+status+`"`), 1)
	d, found := source.Parse("assessments", "assessments/a.md", text)
	a, bad := assessment.Decode(w, d)
	checker, err := rules.New(w, rules.Options{Method: assessment.GatedMax, AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	return a, slices.Concat(found, bad, checker.Document(a))
}

// TestFreshDrafts writes each kind in each language of the interface: without
// errors as a draft, and with one for every pencil once it is published.
func TestFreshDrafts(t *testing.T) {
	texts, err := draft.Texts(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(texts.Languages()) != 8 {
		t.Fatalf("texts in %v", texts.Languages())
	}
	for _, kind := range draft.Kinds() {
		pencils := 0
		for _, lang := range texts.Languages() {
			text, err := draft.Write(templates.FS, draft.Draft{Kind: kind, Slug: "a", Title: `A "b" \ c`, ID: "X-2026-001", Lang: lang, SiteLang: lang, Day: day})
			if err != nil {
				t.Fatalf("%s %s: %v", kind, lang, err)
			}
			n := bytes.Count(text, []byte(rules.Pencil))
			if pencils == 0 {
				pencils = n
			}
			if n != pencils || n < 3 {
				t.Errorf("%s %s: %d pencils, %d in others", kind, lang, n, pencils)
			}
			a, found := check(t, text, "draft")
			for _, f := range found {
				if f.Severity == diag.Error {
					t.Errorf("%s %s: %s: %s [%s]", kind, lang, diag.Place(f.Span), f.Message, f.Rule)
				}
			}
			if a.Title.Value != `A "b" \ c` {
				t.Errorf("%s %s: title %q", kind, lang, a.Title.Value)
			}
			_, found = check(t, text, "published")
			if got := len(slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Rule != "TX-16" || f.Severity != diag.Error })); got != pencils {
				t.Errorf("%s %s: published with %d of %d pencils found", kind, lang, got, pencils)
			}
			if missing.Match(text) {
				t.Errorf("%s %s: a text is missing", kind, lang)
			}
		}
	}
}

// TestTextsAreWhole holds the languages against each other.
func TestTextsAreWhole(t *testing.T) {
	texts, err := draft.Texts(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	want := texts.For("en").Keys()
	for _, lang := range texts.Languages() {
		if got := texts.For(lang).Keys(); !slices.Equal(got, want) {
			t.Errorf("%s: other keys than English", lang)
		}
		for _, key := range want {
			for _, part := range []string{"{0}", "{1}", "[[I1]]", "[[M1]]", "[[Q1]]", "[[A1]]", "[[source:S1]]", "[[right:privacy]]", "[[ungp:18]]"} {
				if strings.Contains(texts.For("en").T(key), part) != strings.Contains(texts.For(lang).T(key), part) {
					t.Errorf("%s: %s: %s", lang, key, part)
				}
			}
			if strings.Contains(texts.For(lang).T(key), rules.Pencil) || strings.Contains(texts.For(lang).T(key), "\n") {
				t.Errorf("%s: %s: a pencil or a line too many", lang, key)
			}
		}
	}
	for _, q := range draft.Questions("") {
		if !texts.For("en").Has("ask." + q.Key) {
			t.Errorf("no text asks for %q", q.Key)
		}
	}
}

// TestAnswers puts each answer into its place and takes its pencil away.
func TestAnswers(t *testing.T) {
	answers := draft.Answers{"technology": {"spyware", "cloud"}, "country": {"TH", "KE"}, "right": {"privacy", "life"}, "group": {"journalists"},
		"purpose": {"Read \"messages\"\nof critics"}, "deployer": {"The army"}, "stage": {"operation"}, "harm": {"Arrest of sources"}}
	write := func(a draft.Answers) []byte {
		text, err := draft.Write(templates.FS, draft.Draft{Kind: "assessment", Slug: "a", Title: "A", ID: "HRIA-2026-001", Lang: "en", SiteLang: "fr", Day: day, Answers: a})
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	text, without := write(answers), write(nil)
	a, found := check(t, text, "draft")
	for _, f := range found {
		if f.Severity == diag.Error {
			t.Errorf("%s: %s [%s]", diag.Place(f.Span), f.Message, f.Rule)
		}
	}
	d := a.Deployment
	if len(d.Technologies) != 2 || len(d.Countries) != 2 || d.Purpose.Value != "Read \"messages\"\nof critics" || d.Deployer.Name.Value != "The army" ||
		d.Lifecycle.Value != "operation" || len(a.Rights) != 2 || len(a.Impacts[0].Rights) != 2 || a.Impacts[0].Holders[0].Value != "journalists" || a.Impacts[0].Title.Value != "Arrest of sources" {
		t.Errorf("an answer is lost:\n%s", text)
	}
	if !bytes.Contains(text, []byte("### I1 Arrest of sources\n")) {
		t.Error("the section of the impact has another name")
	}
	if got, want := bytes.Count(text, []byte(rules.Pencil)), bytes.Count(without, []byte(rules.Pencil))-len(answers); got != want {
		t.Errorf("%d pencils, not %d", got, want)
	}
	if !bytes.Contains(text, []byte("# Unique dans le registre.")) || !bytes.Contains(text, []byte("## What is planned")) {
		t.Error("comments speak the language of the site, the text that of the document")
	}
	if !bytes.Equal(text, write(answers)) {
		t.Error("the same draft twice gives other bytes")
	}
}

// TestSubjects fills in the document that a review or a response is about.
func TestSubjects(t *testing.T) {
	of, _ := check(t, []byte("+++\nschema = \"hria/1\"\nkind = \"assessment\"\nid = \"HRIA-2026-003\"\nversion = \"1.1\"\nstatus = \"draft\"\n"+
		"[[impact]]\nid = \"I1\"\ntitle = \"\"\"Arrest\nof many\"\"\"\n[[mitigation]]\nid = \"M1\"\ntitle = \"Stop it\"\n+++\n"), "draft")
	for kind, want := range map[string][]string{
		"review":   {`of = { id = "HRIA-2026-003", version = "1.1" }`, "#   HRIA-2026-003#I1  Arrest of many\n", `target = "HRIA-2026-003"`},
		"response": {`of = { id = "HRIA-2026-003", version = "1.1" }`, "# [[answer]]  # Stop it\n# to = \"HRIA-2026-003#M1\"\n"},
	} {
		text, err := draft.Write(templates.FS, draft.Draft{Kind: kind, Slug: "a", Title: "A", ID: "X-2026-01", Lang: "en", SiteLang: "en", Day: day, Of: of})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !bytes.Contains(text, []byte(w)) {
				t.Errorf("%s lacks %q:\n%s", kind, w, text)
			}
		}
	}
}

// TestFind reads answers as people type them.
func TestFind(t *testing.T) {
	r := draft.Register{Words: words(t), Languages: []string{"en", "fr"}, Countries: map[string]string{"XA": "Meridia (invented)"}}
	find := func(key, word string) string {
		for _, q := range draft.Questions("") {
			if q.Key == key {
				id, err := r.Find(q, word, "en")
				if err != nil {
					return err.Error()
				}
				return id
			}
		}
		return "no question"
	}
	for _, c := range []struct{ key, word, want string }{
		{"country", "th", "TH"}, {"country", "Thailand", "TH"}, {"country", "Thaïlande", "TH"}, {"country", "المغرب", "MA"},
		{"country", "XA", "XA"}, {"country", "meridia (invented)", "XA"}, {"country", "Tailand", `there is no "Tailand"; did you mean "Thailand"?`},
		{"technology", "spyware", "spyware"}, {"technology", "Digital identity system", "digital-id"}, {"technology", "3", "face-verification"},
		{"technology", "spywear", `there is no "spywear"; did you mean "spyware"?`}, {"right", "Droit à la vie privée", "privacy"},
		{"lang", "fr", "fr"}, {"lang", "français", "fr"}, {"lang", "klingonish", `there is no "klingonish"`}, {"title", " x ", "x"},
		{"technology", "0", `there is no "0"`}, {"technology", "", `there is no ""`},
	} {
		if got := find(c.key, c.word); got != c.want {
			t.Errorf("%s %q: got %s, want %s", c.key, c.word, got, c.want)
		}
	}
	seen := map[string]bool{}
	for _, q := range draft.Questions("assessment") {
		if q.Key == "country" {
			for _, c := range r.Choices(q, "fr") {
				if c.Name == c.ID || seen[c.ID] || !locale.ValidCountry(c.ID) {
					t.Errorf("a choice %v", c)
				}
				seen[c.ID] = true
			}
		}
	}
	if len(seen) < 240 || !seen["XA"] || seen["ZZ"] {
		t.Errorf("%d countries", len(seen))
	}
}

// TestOwnTexts lets a site replace the template of a kind and the texts of a
// language.
func TestOwnTexts(t *testing.T) {
	own := fstest.MapFS{"new/lang/en.toml": {Data: []byte("[text]\n\"eg.purpose\" = \"Why\"\n")}, "new/review.md": {Data: []byte("{{.Title}} {{open \"purpose\"}} {{printf \"%q\" .ID}} {{.Next}}")}}
	text, err := draft.Write(own, draft.Draft{Kind: "review", Title: "T", ID: "X-1", Lang: "en", SiteLang: "en", Day: day})
	if err != nil || string(text) != `T "✎ Why" "X-1" 2027-03-02` {
		t.Errorf("%q %v", text, err)
	}
	if _, err := draft.Write(own, draft.Draft{Kind: "response", Lang: "en", SiteLang: "en", Day: day}); err == nil {
		t.Error("a template is missing and nobody says so")
	}
}

// TestTranslate copies an original but for what makes it a translation, in TOML
// and YAML, with the line ends that it has.
func TestTranslate(t *testing.T) {
	for original, want := range map[string]string{
		"+++\nkind = \"guidance-note\"\nid = \"NOTE-1\" # for ever\ntitle = 'A \"b\"'\nversion = \"1.2\"\nstatus = \"published\"\nlang = \"en\"\nsummary = \"\"\"\nS\"\"\"\naliases = [\"old.html\"]\n[[key_message]]\ntext = \"M\" # m\n+++\nBody [[Q1]].\n": "+++\nkind = \"guidance-note\"\nid = \"NOTE-1.fr\" # for ever\ntranslation = { of = \"NOTE-1\", version = \"1.2\", status = \"unofficial\" }\ntitle = '✎ A \"b\"'\nversion = \"1.2\"\nstatus = \"draft\"\nlang = \"fr\"\nsummary = \"\"\"✎ \nS\"\"\"\naliases = [\"fr/old.html\"]\n[[key_message]]\ntext = \"✎ M\" # m\n+++\n\n✎ Traduisez",
		"---\r\nkind: guidance-note\r\nid: NOTE-1\r\ntitle: A b\r\nversion: '1.2'\r\nstatus: draft\r\nlang: en\r\nsummary: |\r\n  S\r\n  t\r\n---\r\nBody.\r\n":                                                                                               "---\r\nkind: guidance-note\r\nid: \"NOTE-1.fr\"\r\ntranslation: {of: \"NOTE-1\", version: \"1.2\", status: unofficial}\r\ntitle: ✎ A b\r\nversion: '1.2'\r\nstatus: \"draft\"\r\nlang: \"fr\"\r\nsummary: |\r\n  ✎ S\r\n  t\r\n---\r\n\r\n✎ Traduisez",
	} {
		a, _ := check(t, []byte(original), "draft")
		text, err := draft.Translate(templates.FS, a, "fr")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), strings.ReplaceAll(want, `status = "published"`, `status = "draft"`)) {
			t.Errorf("got\n%s\nwant\n%s", text, want)
		}
		if !strings.HasSuffix(string(text), original[strings.LastIndex(original, "Body"):]) {
			t.Errorf("the text is lost:\n%s", text)
		}
		b, found := check(t, text, "draft")
		if b.Source.Broken || b.Translation.Of.Value != "NOTE-1" || b.Lang.Value != "fr" || b.Title.Value != "✎ "+a.Title.Value {
			t.Errorf("%v %+v", found, b.Title)
		}
	}
}
