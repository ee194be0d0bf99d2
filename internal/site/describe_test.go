package site

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"hria/internal/config"
	"hria/internal/graph"
	"hria/internal/locale"
	"hria/internal/vocab"
	"hria/templates"
)

// TestDescribe: what is said of the data of each kind of page is what a page of
// that kind has, and every field is explained where its name does not say all.
func TestDescribe(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	texts, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := Plan(Input{Config: config.Default(), Words: words, Texts: texts, Graph: graph.Link(words, nil, nil)})
	for _, p := range s.Pages() {
		view := reflect.TypeOf(s.View(p)).Elem()
		if got := views()[p.Kind]; got != view.Name() {
			t.Errorf("kind %s is described as %q and is a %s", p.Kind, got, view.Name())
		}
	}
	for _, kind := range Kinds() {
		var b bytes.Buffer
		if err := Describe(&b, kind); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"\n" + views()[kind] + "\n", "\nFrame\n", "    Title "} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", kind, want, b.String())
			}
		}
	}
	if Describe(&bytes.Buffer{}, "none") == nil {
		t.Error("an unknown kind is described")
	}
}
