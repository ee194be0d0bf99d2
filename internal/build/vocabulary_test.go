package build_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/diag"
)

const kiosk = "[[technology]]\nid = \"x-kiosk\"\nname = \"Visitor kiosk\"\nfamily = \"biometrics\"\n"

// TestVocabulary adds, breaks and removes a site's own term in one session:
// documents are judged again although they did not change.
func TestVocabulary(t *testing.T) {
	files, s := generate(2), session(t)
	for name, f := range files {
		if strings.HasPrefix(name, "assessments/") {
			f.Data = []byte(strings.Replace(string(f.Data), `technologies = ["cloud"]`, `technologies = ["x-kiosk"]`, 1))
		}
	}
	unknown := func(found diag.List) bool { return strings.Contains(words(found), `unknown technologies "x-kiosk"`) }
	site, found := must(t, s, input(files))
	if !unknown(found) || site.Blocking(found) == 0 {
		t.Errorf("without the term: %s", words(found))
	}
	files["vocabulary/own.toml"] = &fstest.MapFile{Data: []byte(kiosk)}
	files["vocabulary/_draft.toml"] = &fstest.MapFile{Data: []byte("not TOML")}
	files["vocabulary/README.md"] = &fstest.MapFile{Data: []byte("not TOML")}
	site, found = must(t, s, input(files))
	if len(found) > 0 || !site.Has("technologies/x-kiosk.html") || !site.Words().Has("technologies", "x-kiosk") {
		t.Errorf("with the term: %s", words(found))
	}
	page, _, err := site.Render(t.Context(), "technologies/x-kiosk.html")
	if err != nil || !strings.Contains(string(page), "<h1>Visitor kiosk</h1>") {
		t.Errorf("%v\n%s", err, page)
	}
	files["vocabulary/own.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(kiosk, "x-kiosk", "kiosk", 1))}
	site, found = must(t, s, input(files))
	if !unknown(found) || !strings.Contains(words(found), "vocabulary/own.toml:2:6: error: ") || site.Blocking(found) == 0 {
		t.Errorf("with a broken term: %s", words(found))
	}
	delete(files, "vocabulary/own.toml")
	if _, found = must(t, s, input(files)); !unknown(found) {
		t.Errorf("without the term again: %s", words(found))
	}
	files["hria.toml"].Data = append(files["hria.toml"].Data, "[paths]\nvocabulary = \"words\"\n"...)
	files["words/own.toml"] = &fstest.MapFile{Data: []byte(kiosk)}
	if _, found = must(t, s, input(files)); len(found) > 0 {
		t.Errorf("in another folder: %s", words(found))
	}
	delete(files, "words/own.toml")
	files["words"] = &fstest.MapFile{Data: []byte("a file")}
	if _, found = must(t, s, input(files)); !strings.Contains(words(found), "words:1:1: error: cannot read") {
		t.Errorf("where the folder is a file: %s", words(found))
	}
}
