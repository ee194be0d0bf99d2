package vocab_test

import (
	"slices"
	"strings"
	"testing"

	"hria/internal/diag"
	"hria/internal/table"
	"hria/internal/vocab"
)

func with(t *testing.T, texts ...string) (standard, set *vocab.Set, found diag.List) {
	t.Helper()
	standard, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	var tables []*table.Table
	for i, text := range texts {
		parsed, bad := table.ParseTOML(&diag.File{Path: "vocabulary/" + string(rune('a'+i)) + ".toml", Text: []byte(text)}, 0, len(text))
		if len(bad) > 0 {
			t.Fatal(bad)
		}
		tables = append(tables, parsed)
	}
	set, found = standard.With(tables)
	return standard, set, found
}

func TestWith(t *testing.T) {
	standard, s, found := with(t, `
[[technology]]
id = "x-kiosk"
name = "Visitor kiosk"
names = { fr = "Borne", "pt-BR" = "Totem" }
family = "biometrics"
[[framework]]
id = "x-city"
name = "City"
names = { ar = "المدينة" }
elements = [{ id = "1", title = "Purpose", titles = { fr = "But" }, all = ["deployment.purpose"] }]
`, `
[[group]]
id = "x-river"
name = "River people"
class = "general"
`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for _, c := range []struct{ vocabulary, id string }{{"technologies", "x-kiosk"}, {"groups", "x-river"}, {"frameworks", "x-city"}} {
		if !s.Has(c.vocabulary, c.id) || !slices.Contains(s.IDs(c.vocabulary), c.id) {
			t.Errorf("%s has no %s", c.vocabulary, c.id)
		}
		if standard.Has(c.vocabulary, c.id) || slices.Contains(standard.IDs(c.vocabulary), c.id) {
			t.Errorf("the built-in %s changed", c.vocabulary)
		}
	}
	for _, c := range []struct{ lang, kind, id, name, found string }{
		{"fr", "technology", "x-kiosk", "Borne", "fr"}, {"fr-CA", "technology", "x-kiosk", "Borne", "fr"},
		{"pt-BR", "technology", "x-kiosk", "Totem", "pt-BR"}, {"en", "technology", "x-kiosk", "Visitor kiosk", ""},
		{"ar", "framework", "x-city", "المدينة", "ar"}, {"fr", "element", "x-city/1", "But", "fr"}, {"es", "element", "x-city/1", "Purpose", ""},
		{"en", "technology", "x-none", "x-none", ""}, {"es", "group", "x-river", "River people", ""},
	} {
		if name, found := s.Name(c.lang, c.kind, c.id); name != c.name || found != c.found {
			t.Errorf("%s %s %s: got %q in %q", c.lang, c.kind, c.id, name, found)
		}
	}
	if name, _ := standard.Name("fr", "technology", "x-kiosk"); name != "x-kiosk" {
		t.Errorf("the built-in names changed: %q", name)
	}
	if same, found := standard.With(nil); same != standard || found != nil {
		t.Error("no files make another set")
	}
}

// TestWithWrong leaves out what is not right, and says why at its place.
func TestWithWrong(t *testing.T) {
	const tech = "[[technology]]\nid = %\nname = \"N\"\nfamily = \"biometrics\"\n"
	framework := func(elements string) string {
		return "[[framework]]\nid = \"x-f\"\nname = \"F\"\nelements = [" + elements + "]\n"
	}
	for text, want := range map[string]string{
		strings.Replace(tech, "%", `"spyware"`, 1):                                                    `the technology "spyware" is one of hria and cannot be redefined`,
		strings.Replace(tech, "%", `"kiosk"`, 1):                                                      `the id "kiosk" of a site's own technology does not begin with x-`,
		strings.Replace(tech, "%", `"x-../../etc"`, 1):                                                `the id "x-../../etc" cannot stand in an address`,
		strings.Replace(tech, "%", `"x-Kiosk"`, 1):                                                    `the id "x-Kiosk" cannot stand in an address`,
		strings.Replace(tech, "%", `""`, 1):                                                           `this technology has no id`,
		strings.Replace(tech, "%", `7`, 1):                                                            `this technology has no id`,
		strings.Repeat(strings.Replace(tech, "%", `"x-a"`, 1), 2):                                     `the technology "x-a" is already defined at vocabulary/a.toml:2:6`,
		"[[technology]]\nid = \"x-a\"\nname = \" \"\n":                                                `the technology "x-a" has no name`,
		"[[technology]]\nid = \"x-a\"\nname = \"A\"\n":                                                `"x-a" has no family`,
		"[[group]]\nid = \"x-a\"\nname = \"A\"\nclass = \"genral\"\n":                                 `unknown class "genral"`,
		"[[framework]]\nid = \"x-f\"\nname = \"F\"\n":                                                 `the framework "x-f" has no elements`,
		framework(`{ title = "T", all = ["id"] }`):                                                    `this element has no id`,
		framework(`{ id = "1", all = ["id"] }`):                                                       `the element "1" has no title`,
		framework(`{ id = "1", title = "T" }`):                                                        `the element "1" names no field`,
		framework(`{ id = "1", title = "T", any = ["id"] }, { id = "1", title = "U", any = ["id"] }`): `the framework has two elements "1"`,
	} {
		_, s, found := with(t, text)
		if len(found) != 1 || found[0].Message != want || found[0].Rule != "VC-01" || found[0].Help == "" || !found[0].Span.Known() {
			t.Errorf("%s: got %v, want %q", text, found, want)
		}
		if s.Has("frameworks", "x-f") || len(s.IDs("technologies")) > 54 {
			t.Errorf("%s: a wrong term is there", text)
		}
	}
}
