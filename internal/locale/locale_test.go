package locale_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hria/internal/locale"
	"hria/templates"
)

func load(t *testing.T) *locale.Bundle {
	t.Helper()
	b, findings, err := locale.Load(templates.FS)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	return b
}

var placeholder = regexp.MustCompile(`\{[0-9]\}`)

// TestLanguages holds the languages against each other: the same keys, and in
// every text the same values.
func TestLanguages(t *testing.T) {
	b := load(t)
	en := b.For("en")
	for _, lang := range b.Languages() {
		texts := b.For(lang)
		if !slices.Equal(texts.Keys(), en.Keys()) {
			for _, k := range en.Keys() {
				if !slices.Contains(texts.Keys(), k) {
					t.Errorf("%s lacks %q", lang, k)
				}
			}
			for _, k := range texts.Keys() {
				if !slices.Contains(en.Keys(), k) {
					t.Errorf("%s has %q, which English has not", lang, k)
				}
			}
		}
		for _, k := range en.Keys() {
			if strings.HasPrefix(k, "plural.") {
				continue
			}
			want, got := placeholder.FindAllString(en.T(k), -1), placeholder.FindAllString(texts.T(k), -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q has the values %v, English %v", lang, k, got, want)
			}
		}
	}
}

func TestWriting(t *testing.T) {
	b := load(t)
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{b.For("en").Date(day), "1 March 2026"},
		{b.For("fr").Date(day), "1er mars 2026"},
		{b.For("fr-CA").Number(1234567), "1\u202f234\u202f567"},
		{b.For("es").Number(1234), "1234"},
		{b.For("en").Decimal(-0.5), "-0.5"},
		{b.For("fr").Decimal(1234.5), "1\u202f234,5"},
		{b.For("en").Join([]string{"a", "b", "c"}), "a, b and c"},
		{b.For("en").N("severe.impacts", 1), "1 severe impact"},
		{b.For("en").N("severe.impacts", 1200), "1,200 severe impacts"},
		{b.For("ar").N("count.documents", 2), "وثيقتان"},
		{b.For("en").T("version", "1.0"), "Version 1.0"},
		{b.For("en").T("no.such.key"), "no.such.key"},
		{b.For("th").T("yes"), "Yes"},
		{locale.CountryName("fr", "TH"), "Thaïlande"},
		{locale.CountryName("en", "XA"), "XA"},
		{locale.LanguageName("ar"), "العربية"},
		{locale.Direction("ar"), "rtl"}, {locale.Direction("ur-PK"), "rtl"}, {locale.Direction("en"), "ltr"}, {locale.Direction("pa-Arab"), "rtl"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestValid(t *testing.T) {
	for code, want := range map[string]bool{"TH": true, "XA": true, "XK": true, "QZ": true, "th": false, "THA": false, "EU": false, "": false, "ZZ": true, "UK": false, "GB": true, "BU": false} {
		if got := locale.ValidCountry(code); got != want {
			t.Errorf("country %q: got %v", code, got)
		}
	}
	for tag, want := range map[string]bool{"en": true, "pt-BR": true, "zh-Hant": true, "xx": false, "en_GB": false, "": false, "und": false} {
		if got := locale.ValidLanguage(tag); got != want {
			t.Errorf("language %q: got %v", tag, got)
		}
	}
}
