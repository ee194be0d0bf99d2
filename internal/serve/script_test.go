package serve

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hria/internal/locale"
	"hria/templates"
)

var (
	said    = regexp.MustCompile(`\b(?:say|tally|because)\("([a-z.]+)"[,)]`)
	literal = regexp.MustCompile(`"[^"\n]*"`)
	spoken  = regexp.MustCompile(`[A-Za-z]+ [a-z]+|^"[A-Z][a-z]+"$`)
	comment = regexp.MustCompile(`(?m)(^|\s)//.*$`)
	styling = regexp.MustCompile("(?s)`.*?`")
)

// names are of keys and of what browsers tell preview.
var names = []string{`"Escape"`}

// composed are the texts whose names the panel puts together.
var composed = []string{"level.all", "level.error", "level.warning", "level.info", "error", "warning", "info", "errors", "warnings", "infos", "over", "fits"}

// TestPanelSpeaks finds that the scripts say nothing but what the language
// files have, and that these have nothing which nobody says.
func TestPanelSpeaks(t *testing.T) {
	bundle, _, err := locale.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	texts, plurals := bundle.For("en").Below("live.")
	code := comment.ReplaceAllString(string(scriptParts), "")
	used := slices.Clone(composed)
	for _, m := range said.FindAllStringSubmatch(code, -1) {
		used = append(used, m[1])
	}
	for _, key := range used {
		if texts[key] == "" && plurals[key] == nil {
			t.Errorf("no text %q", "live."+key)
		}
	}
	own := []string{"frame.page", "setting", "nowhere", "nowhere.text", "bare", "bare.text", "broken", "starting", "follows", "reading"} // of pages made in Go
	for key := range texts {
		if !slices.Contains(used, key) && !slices.Contains(own, key) {
			t.Errorf("nobody says %q", "live."+key)
		}
	}
	for key := range plurals {
		if !slices.Contains(used, key) && !slices.Contains(own, key) {
			t.Errorf("nobody counts %q", "live."+key)
		}
	}
	for _, text := range literal.FindAllString(styling.ReplaceAllString(code, ""), -1) {
		if spoken.MatchString(text) && !slices.Contains(names, text) {
			t.Errorf("%s stands in the script; it belongs into templates/lang", text)
		}
	}
	for _, lang := range bundle.Languages() {
		s := newScript(bundle.For(lang))
		if text := string(s.body); !strings.Contains(text, `"tag":"`+lang+`"`) || strings.Count(text, `"live.`) > 0 {
			t.Errorf("%s: the script begins %.80q", lang, text)
		}
	}
	if a, b := newScript(bundle.For("en")), newScript(bundle.For("ar")); a.version == b.version {
		t.Error("a page cannot tell the scripts of two languages apart")
	}
}
