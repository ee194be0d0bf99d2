package theme_test

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hria/internal/markdown"
	"hria/internal/theme"
	"hria/themes"
)

// pairs are the text colours that stand on each ground.
var pairs = map[string][]string{
	"ground": {"ink", "quiet", "accent", "warn", "code-name"}, "panel": {"ink", "quiet", "accent", "code-keyword", "code-string", "code-number", "code-comment", "code-name", "warn"},
	"accent-soft": {"ink", "accent", "quiet"}, "warn-soft": {"ink", "warn"}, "top": {"top-ink", "top-quiet"},
	"band-low": {"band-low-ink"}, "band-medium": {"band-medium-ink"}, "band-high": {"band-high-ink"}, "band-very-high": {"band-very-high-ink"}, "band-critical": {"band-critical-ink"},
}

// TestContrast: text on its ground has a contrast of at least 4.5 to 1 in every
// shipped theme and scheme (WCAG 2.2, 1.4.3), the focus mark at least 3 to 1.
func TestContrast(t *testing.T) {
	names, err := theme.List(themes.FS)
	if err != nil || len(names) < 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		look := load(t, themes.FS, name)
		for scheme, list := range map[string][]theme.Setting{"light": look.Light, "dark": look.Dark} {
			colour := map[string]string{}
			for _, s := range list {
				colour[s.Name] = s.Value
			}
			check := func(ground, ink string, least float64) {
				if c := contrast(t, colour[ground], colour[ink]); c < least {
					t.Errorf("%s, %s: %s on %s has a contrast of %.2f, at least %.1f is asked", name, scheme, ink, ground, c, least)
				}
			}
			for ground, inks := range pairs {
				for _, ink := range inks {
					check(ground, ink, 4.5)
				}
			}
			check("ground", "focus", 3)
			order := []string{"band-low", "band-medium", "band-high", "band-very-high", "band-critical"}
			for i := range order[1:] {
				if contrast(t, colour["ground"], colour[order[i]]) >= contrast(t, colour["ground"], colour[order[i+1]]) {
					t.Errorf("%s, %s: %s stands out more than %s, so that greyscale turns their order", name, scheme, order[i], order[i+1])
				}
			}
		}
	}
}

func load(t *testing.T, files fs.FS, name string) *theme.Theme {
	t.Helper()
	look, err := theme.Load(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return look
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var rgb [3]uint8
	if _, err := fmt.Sscanf(colour, "#%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		t.Fatalf("%q: %v", colour, err)
	}
	linear := func(v uint8) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(rgb[0]) + 0.7152*linear(rgb[1]) + 0.0722*linear(rgb[2])
}

// TestStyle: every property that the style sheet uses is set, every class of
// highlighted code has a rule, and the whole stays below 30 kB.
func TestStyle(t *testing.T) {
	look := load(t, themes.FS, theme.Default)
	b, err := look.Style(themes.FS)
	if err != nil {
		t.Fatal(err)
	}
	css := string(b)
	set := regexp.MustCompile(`--([a-z-]+):`).FindAllStringSubmatch(css, -1)
	for _, used := range regexp.MustCompile(`var\(--([a-z-]+)\)`).FindAllStringSubmatch(css, -1) {
		if !slices.ContainsFunc(set, func(s []string) bool { return s[1] == used[1] }) {
			t.Errorf("nothing sets --%s", used[1])
		}
	}
	for _, class := range markdown.CodeClasses() {
		if !strings.Contains(css, "."+class) {
			t.Errorf("the style sheet has no rule for highlighted code of class %q", class)
		}
	}
	if len(css) > 30_000 {
		t.Errorf("the style sheet has %d bytes, at most 30,000 are allowed", len(css))
	}
}

// TestUncommented: comments do not reach readers; what looks like one does.
func TestUncommented(t *testing.T) {
	fsys := own(map[string]string{"warm/theme.toml": "title = \"Warm\"\nabout = \"warm\"\n", "warm/style.css": "/* one's own */\n\na { color: red; } /* two\nlines */\n.b::after { content: \"/* no \\\" comment */\"; }\n.c { background: url(a/*b.svg); }\n/* open"})
	css, err := load(t, fsys, "warm").Style(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if want := "a { color: red; } .b::after { content: \"/* no \\\" comment */\"; }\n.c { background: url(a/*b.svg); }\n/* open"; !strings.HasSuffix(string(css), want) {
		t.Errorf("got %s, want at the end %s", css, want)
	}
}

// TestUncommentedParts: a comment may be all that keeps two words apart, or a
// notice of rights; and quotes in addresses and line ends in strings lead nobody
// astray.
func TestUncommentedParts(t *testing.T) {
	for css, want := range map[string]string{
		"a{margin:0/**/auto}":                "a{margin:0/**/auto}",
		"a{margin:0/* none */ auto/**/}":     "a{margin:0 auto}",
		"/*! MIT */\na{}/* x */":             "/*! MIT */\na{}",
		"a{content:\"x\\\n/* y */\"}/* z */": "a{content:\"x\\\n/* y */\"}",
		"a{b:url(\"(')/*\")}/* it's */c{}":   "a{b:url(\"(')/*\")}c{}",
		"a{b:url( '/*' )}/* it's */c{d:'e'}": "a{b:url( '/*' )}c{d:'e'}",
	} {
		fsys := own(map[string]string{"warm/theme.toml": "title = \"Warm\"\nabout = \"warm\"\n", "warm/style.css": css})
		got, err := load(t, fsys, "warm").Style(fsys)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(string(got), "}\n"+want) && !strings.HasSuffix(string(got), "\n"+want) {
			t.Errorf("%s gives %s", css, got)
		}
	}
}

// own is a site's theme over the shipped ones.
func own(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, name := range []string{"default/theme.toml", "default/style.css", "default/icon.svg"} {
		b, _ := themes.FS.ReadFile(name)
		out[name] = &fstest.MapFile{Data: b}
	}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// TestOwn: a theme of two lines changes one colour; the rest stays.
func TestOwn(t *testing.T) {
	files := own(map[string]string{"mine/theme.toml": "[light]\naccent = \"#123456\"\n", "mine/add.css": ".own { color: red }\n"})
	look := load(t, files, "mine")
	if r, g, b := look.Colour("accent"); r != 0x12 || g != 0x34 || b != 0x56 {
		t.Errorf("accent is %x %x %x", r, g, b)
	}
	css, err := look.Style(files)
	if err != nil || !strings.Contains(string(css), "--accent: #123456;") || !strings.Contains(string(css), "--ground: #fffdf9;") || !strings.HasSuffix(string(css), ".own { color: red }\n") {
		t.Errorf("%v: %.300s", err, css)
	}
	if icon, err := look.Icon(files); err != nil || len(icon) == 0 {
		t.Errorf("icon: %v", err)
	}
}

func TestBad(t *testing.T) {
	for text, want := range map[string]string{
		"[light]\naccent = \"red\"\n":                          `themes/mine/theme.toml:2:10: "accent" in [light] must be a colour such as #1d4f6b, not "red"`,
		"[light]\nacent = \"#123456\"\n":                       `a theme has no "acent" in [light]`,
		"[colours]\nink = \"#123456\"\n":                       `a theme has no "colours"`,
		"light = 1\n":                                          `a theme has no "light"`,
		"[font]\ntext = \"x; } body { display: none\"\n":       `must be a list of font names`,
		"[type]\nmeasure = \"calc(1px)\"\n":                    `must be a size`,
		"[light\n":                                             `themes/mine/theme.toml:1:`,
		"[dark]\nink = \"#123456\"\nink = \"#123456\"\n":       `themes/mine/theme.toml:3:`,
		"[type]\nmeasure = \"42rem\"\n[light]\nink = 12\n":     `"ink" in [light] must be a colour`,
		"[font]\ntext = \"url(https://example.org/a.woff)\"\n": `must be a list of font names`,
	} {
		_, err := theme.Load(own(map[string]string{"mine/theme.toml": text}), "mine")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if _, err := theme.Load(own(nil), "none"); err == nil || !strings.Contains(err.Error(), `there is no theme "none"`) {
		t.Errorf("got %v", err)
	}
}
