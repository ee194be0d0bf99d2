package locale_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/config"
	"hria/internal/locale"
	"hria/internal/vocab"
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

// TestExplained finds what each rule asks for, and why, how technology touches
// each right and what each setting is for in every language but English, whose
// words stand where these are declared.
func TestExplained(t *testing.T) {
	words, err := vocab.Standard()
	if err != nil {
		t.Fatal(err)
	}
	english := map[string]string{}
	for _, r := range words.Rules {
		english["rule."+r.ID+".check"], english["rule."+r.ID+".why"] = r.Check, r.Why
	}
	for _, r := range words.Rights {
		english["right."+r.ID] = r.ICT
	}
	for _, f := range config.Fields() {
		english["setting."+f.Key] = f.Doc
		for _, sub := range f.Fields {
			english["setting."+f.Key+"-"+sub.Key] = sub.Doc
		}
	}
	for _, key := range []string{"head", "none", "today"} {
		english["init."+key] = "what hria init writes"
	}
	langs := load(t).Languages()
	b, findings, err := locale.Load(templates.FS, langs...)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	for _, lang := range langs {
		texts := b.For(lang)
		for key, said := range english {
			switch text := texts.Explain(key); {
			case lang == "en":
			case text == "":
				t.Errorf("templates/explain/%s.toml lacks %s: %s", lang, key, said)
			case text == said, strings.TrimSpace(text) != text, !strings.HasPrefix(key, "init.") && strings.TrimRight(text, ".。") != text:
				t.Errorf("%s says of %s: %q", lang, key, text)
			}
		}
		for _, key := range texts.Explained() {
			if english[key] == "" {
				t.Errorf("templates/explain/%s.toml explains %q, which nobody shows", lang, key)
			}
		}
	}
	if got := load(t).For("fr").Explained(); len(got) > 0 {
		t.Errorf("read without being asked for: %q", got)
	}
}

func TestWriting(t *testing.T) {
	b := load(t)
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{b.For("en").Date(day), "1 March 2026"},
		{b.For("fr").Date(day), "1er mars 2026"},
		{b.For("fr").ShortMonth(time.February), "févr."},
		{b.For("ar").ShortMonth(time.March), "مارس"},
		{b.For("ja").ShortMonth(time.March), "3月"},
		{b.For("fr-CA").Number(1234567), "1\u202f234\u202f567"},
		{b.For("es").Number(1234), "1234"},
		{b.For("en").Decimal(-0.5), "-0.5"},
		{b.For("fr").Decimal(1234.5), "1\u202f234,5"},
		{b.For("en").Join([]string{"a", "b", "c"}), "a, b and c"},
		{b.For("en").N("severe.impacts", 1), "1 severe impact"},
		{b.For("en").N("severe.impacts", 1200), "1,200 severe impacts"},
		{b.For("ar").N("count.documents", 2), "وثيقتان"},
		{b.For("pt-MZ").Date(day), "1 de março de 2026"},
		{b.For("pt").Number(1234567), "1.234.567"},
		{b.For("pt").N("count.documents", 0), "0 documento"},
		{b.For("pt").N("count.documents", 2), "2 documentos"},
		{b.For("pt").Join([]string{"a", "b", "c"}), "a, b e c"},
		{b.For("ru").Date(day), "1 марта 2026\u00a0года"},
		{b.For("ru").Decimal(1234.5), "1\u00a0234,5"},
		{b.For("ru").N("count.documents", 0), "0 документов"},
		{b.For("ru").N("count.documents", 21), "21 документ"},
		{b.For("ru").N("count.documents", 24), "24 документа"},
		{b.For("ru").N("count.documents", 111), "111 документов"},
		{b.For("en").T("version", "1.0"), "Version 1.0"},
		{b.For("en").T("indicator.from", "{1} {m}", 5), ": from {1} {m} to 5"},
		{b.For("en").T("indicator.from", "{"), ": from { to {1}"},
		{b.For("en").T("no.such.key"), "no.such.key"},
		{b.For("th").T("yes"), "Yes"},
		{b.For("zh").Date(day), "2026年3月1日"},
		{b.For("zh").Join([]string{"甲", "乙", "丙"}), "甲、乙和丙"},
		{b.For("zh").N("count.severe", 1), "其中1项严重"},
		{b.For("zh").Number(1234567), "1,234,567"},
		{b.For("zh-Hant-TW").Lang, "zh"},
		{b.For("ja").Date(day), "2026年3月1日"},
		{b.For("ja").Join([]string{"甲", "乙", "丙"}), "甲、乙と丙"},
		{b.For("ja").N("severe.impacts", 1200), "深刻な影響1,200件"},
		{b.For("ja-JP").T("version", "1.0"), "第1.0版"},
		{locale.LanguageName("ja"), "日本語"},
		{locale.CountryName("ja", "TH"), "タイ"},
		{locale.LanguageName("zh"), "中文"},
		{locale.LanguageName("zh-Hant"), "繁體中文"},
		{locale.CountryName("zh", "TH"), "泰国"},
		{locale.CountryName("fr", "TH"), "Thaïlande"},
		{locale.CountryName("en", "XA"), "XA"},
		{locale.LanguageName("ar"), "العربية"}, {locale.LanguageName("pt"), "português"}, {locale.LanguageName("ru"), "русский"},
		{locale.Direction("ar"), "rtl"}, {locale.Direction("ur-PK"), "rtl"}, {locale.Direction("en"), "ltr"}, {locale.Direction("pa-Arab"), "rtl"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// TestScript reads the file of the script that a language tag stands for.
func TestScript(t *testing.T) {
	b, _, err := locale.Load(fstest.MapFS{
		"lang/en.toml":      {Data: []byte("[text]\n\"yes\" = \"Yes\"\n")},
		"lang/zh.toml":      {Data: []byte("[text]\n\"yes\" = \"是\"\n[date]\nformat = \"{y}年{m}月{d}日\"\n")},
		"lang/zh-Hant.toml": {Data: []byte("[date]\nformat = \"{d} {month}\"\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"zh-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant", "zh-CN": "zh", "zh": "zh", "th": "en"} {
		if got := b.For(lang).Lang; got != want {
			t.Errorf("%s reads %q, want %q", lang, got, want)
		}
	}
	day := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	for lang, want := range map[string]string{"zh": "2026年12月31日", "zh-Hant": "2026-12-31"} {
		if got := b.For(lang).Date(day); got != want {
			t.Errorf("%s writes %q, want %q", lang, got, want)
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

// TestTurns: only a text with characters of the other direction, or marks that
// set one, can turn what is around it.
func TestTurns(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "Right to privacy": false, "Genève (2026) – 3,5 %": false, "顔認識 Ω Ж": false, "I1": false,
		"الخصوصية": true, "port מרידיאן": true, "a\u202eb": true, "a\u2067b": true, "٣": true, "\u200f": true, "\xff\xfe": false,
	} {
		if got := locale.Turns(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}
