package font

import (
	"strings"
	"unicode"
)

// Han is written in several ways: one character looks another in Japan, Korea,
// Taiwan, Hong Kong and mainland China, and fonts are drawn for one of them.
const (
	japanese    = "JP"
	korean      = "KR"
	simplified  = "SC"
	traditional = "TC"
	hongKong    = "HK"
)

// writing is the way in which a language is written with Han characters.
func writing(lang string) string {
	parts := strings.Split(strings.ToLower(lang), "-")
	has := func(names ...string) bool {
		for _, p := range parts[1:] {
			for _, n := range names {
				if p == n {
					return true
				}
			}
		}
		return false
	}
	switch parts[0] {
	case "ja":
		return japanese
	case "ko":
		return korean
	case "zh", "yue", "wuu", "hak", "nan", "lzh":
		switch {
		case has("hk", "mo") || parts[0] == "yue" && !has("hans"):
			return hongKong
		case has("tw", "hant"):
			return traditional
		}
	}
	return simplified
}

// writingOf reads from the name of a family for which writing it is drawn; the
// empty string means for none in particular.
func writingOf(family string) string {
	words := strings.Fields(family)
	if len(words) < 2 {
		return ""
	}
	switch last := words[len(words)-1]; last {
	case japanese, korean, simplified, traditional, hongKong:
		return last
	case "CN":
		return simplified
	case "TW":
		return traditional
	}
	return ""
}

// ByLanguage reports whether the font for a character depends on the language of
// the text: so it is with Han and what goes with it.
func ByLanguage(r rune) bool {
	return r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF || r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Bopomofo)
}
