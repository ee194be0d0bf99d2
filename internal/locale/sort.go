package locale

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// scripts are those of languages that are not written in Latin letters.
var scripts = map[string][]*unicode.RangeTable{
	"Arab": {unicode.Arabic}, "Cyrl": {unicode.Cyrillic}, "Hans": {unicode.Han}, "Hant": {unicode.Han},
	"Jpan": {unicode.Hiragana, unicode.Katakana, unicode.Han}, "Kore": {unicode.Hangul, unicode.Han}, "Grek": {unicode.Greek},
	"Hebr": {unicode.Hebrew}, "Deva": {unicode.Devanagari}, "Thai": {unicode.Thai}, "Beng": {unicode.Bengali}, "Ethi": {unicode.Ethiopic},
}

// foreign tells whether a text begins with a letter of another script than that
// of a language, for which own are the letters.
func foreign(own []*unicode.RangeTable, text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return len(own) > 0 && !unicode.In(r, own...)
		}
	}
	return false
}

// longVowel leaves out the mark of a long vowel, which package collate takes for
// a letter of its own: データ would stand before オ.
var longVowel = strings.NewReplacer("ー", "", "ｰ", "")

// Sort puts a list into the order of a language's dictionary, by a text of
// each: its own script first. Texts that the language holds for equal are
// ordered by their letters.
func Sort[T any](lang string, list []T, text func(T) string) {
	type keyed struct {
		item T
		text string
		key  []byte
		late bool
	}
	var buffer collate.Buffer
	tag := language.Make(lang)
	script, _ := tag.Script()
	own, by := scripts[script.String()], collate.New(tag)
	all := make([]keyed, len(list))
	for i, item := range list {
		t := text(item)
		all[i] = keyed{item, t, bytes.Clone(by.KeyFromString(&buffer, longVowel.Replace(t))), foreign(own, t)}
		buffer.Reset()
	}
	slices.SortStableFunc(all, func(x, y keyed) int {
		if x.late != y.late {
			if y.late {
				return -1
			}
			return 1
		}
		return cmp.Or(bytes.Compare(x.key, y.key), strings.Compare(x.text, y.text))
	})
	for i := range all {
		list[i] = all[i].item
	}
}

// Initial is the heading under which an index lists a text: its first letter,
// "漢" for all Chinese characters, hiragana for katakana, which a dictionary does
// not tell apart, and "#" for what begins with no letter.
func Initial(text string) string {
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Han, r):
			return "漢"
		case r >= 'ァ' && r <= 'ヶ':
			return string(r - 'ァ' + 'ぁ')
		case unicode.IsLetter(r):
			return string(unicode.ToUpper(r))
		case unicode.IsDigit(r):
			return "#"
		}
	}
	return "#"
}

// ascii writes Latin letters that no accent can be taken off.
var ascii = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// Slug makes a part of a file name of a text: small ASCII letters and digits
// with hyphens. whole tells whether every letter and digit of the text is in
// it; text of other scripts is not.
func Slug(text string) (slug string, whole bool) {
	var b strings.Builder
	whole = true
	for _, r := range norm.NFD.String(ascii.Replace(strings.ToLower(text))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
			fallthrough
		default:
			whole = whole && !unicode.IsLetter(r) && !unicode.IsDigit(r)
		}
	}
	return strings.Trim(b.String(), "-"), whole
}
