// Package locale knows languages: their tags and direction, the names of
// countries and languages in them, how they write dates, numbers and lists,
// and the interface texts that templates and briefing notes show.
//
// Tags, scripts, names of countries and plural rules come from
// golang.org/x/text, which carries the data of Unicode's CLDR. Interface texts
// are files, templates/lang/<tag>.toml, so that a site can correct or add a
// language without touching the program.
package locale

import (
	"unicode/utf8"

	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/bidi"
)

// ValidLanguage tells whether tag is a well-formed language tag (BCP 47) of a
// known language.
func ValidLanguage(tag string) bool {
	t, err := language.Parse(tag)
	if err != nil || strings.ContainsRune(tag, '_') {
		return false
	}
	base, confidence := t.Base()
	return confidence != language.No && base.String() != "und" && t != language.Und
}

// Direction gives "rtl" for languages written from right to left, else "ltr".
func Direction(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return "ltr"
	}
	script, _ := t.Script()
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Mand", "Samr", "Rohg":
		return "rtl"
	}
	return "ltr"
}

// Turns tells whether a text holds characters that read from right to left or
// set a direction, so that it can turn what stands around it on a page that
// reads from left to right.
func Turns(text string) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		p, size := bidi.LookupString(text[i:])
		if c := p.Class(); c == bidi.R || c == bidi.AL || c == bidi.AN || c >= bidi.Control {
			return true
		}
		i += max(size, 1)
	}
	return false
}

// ValidCountry tells whether code is an ISO 3166-1 alpha-2 code in capitals, of
// a country or one of the codes left to users (AA, QM to QZ, XA to XZ, ZZ).
func ValidCountry(code string) bool {
	if len(code) != 2 || strings.ToUpper(code) != code {
		return false
	}
	if UserAssigned(code) {
		return true
	}
	return CountryCode(code) == code
}

// CountryCode is the ISO 3166-1 code of the country that another code in common
// use or a former one means, such as GB for UK; the code itself where it is the
// right one, and "" where it means no country.
func CountryCode(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil || !r.IsCountry() {
		return ""
	}
	if r = r.Canonicalize(); !r.IsCountry() {
		return ""
	}
	return r.String()
}

// UserAssigned tells whether ISO 3166-1 leaves the code to its users, who name
// it in their configuration; Kosovo's XK has a name in CLDR.
func UserAssigned(code string) bool {
	return code == "AA" || code == "ZZ" || code != "XK" && len(code) == 2 &&
		(code[0] == 'X' || code[0] == 'Q' && code[1] >= 'M')
}

// CountryName gives the name of a country in a language, or the code itself
// where there is none.
func CountryName(lang, code string) string {
	if UserAssigned(code) {
		return code
	}
	r, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if namer := display.Regions(language.Make(lang)); namer != nil {
		if name := namer.Name(r); name != "" {
			return name
		}
	}
	return code
}

// LanguageName gives a language's name in that language itself.
func LanguageName(tag string) string {
	if name := display.Self.Name(language.Make(tag)); name != "" {
		return name
	}
	return tag
}

// LanguageNameIn gives the name of a language in another one, or the tag.
func LanguageNameIn(lang, tag string) string {
	if namer := display.Languages(language.Make(lang)); namer != nil {
		if name := namer.Name(language.Make(tag)); name != "" {
			return name
		}
	}
	return tag
}
