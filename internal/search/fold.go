package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/locale"
)

// folding says how words become the tokens that are looked up, so that a
// reader finds "Sécurité", "ﷲ" or "الخُصوصيّة" however they are typed. It is
// data: the index carries it to the script, which folds queries by it.
type folding struct {
	// Drop are characters that are left out once letters and marks stand
	// apart: accents, vowel signs of Arabic and Hebrew, tatweel, hamza.
	Drop [][2]rune `json:"drop"`
	// Replace gives for its first character what stands after it.
	Replace []string `json:"replace"`
	// Solid are characters of scripts that do not part words by spaces. Each
	// two neighbours make a token.
	Solid [][2]rune `json:"solid"`
	// Articles are beginnings that Arabic writes together with the word.
	Articles []string `json:"articles"`
	// Longest is how many characters a token has at most.
	Longest int `json:"longest"`
}

var rules = folding{
	Drop: [][2]rune{{0x0300, 0x036f}, {0x0591, 0x05c7}, {0x0610, 0x061a}, {0x0621, 0x0621}, {0x0640, 0x0640}, {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06ed}},
	Replace: []string{"ßss", "æae", "œoe", "øo", "łl", "đd", "ðd", "þth", "ıi", "ςσ",
		"ةه", "ىي", "یي", "کك", "ٱا",
		"٠0", "١1", "٢2", "٣3", "٤4", "٥5", "٦6", "٧7", "٨8", "٩9",
		"۰0", "۱1", "۲2", "۳3", "۴4", "۵5", "۶6", "۷7", "۸8", "۹9"},
	// Thai and Lao, Burmese, Khmer, kana, Chinese characters, Korean.
	Solid: [][2]rune{{0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1780, 0x17ff}, {0x3005, 0x3007}, {0x3040, 0x30ff},
		{0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0x20000, 0x3ffff}},
	Articles: []string{"وال", "بال", "كال", "فال", "ال", "لل"},
	Longest:  24,
}

// replacement is rules.Replace, to look up.
var replacement = func() map[rune]string {
	m := map[rune]string{}
	for _, r := range rules.Replace {
		first, size := utf8.DecodeRuneInString(r)
		m[first] = r[size:]
	}
	return m
}()

// within tells whether a character lies in one of the ranges, which are sorted.
func within(ranges [][2]rune, r rune) bool {
	for _, x := range ranges {
		if r <= x[1] {
			return r >= x[0]
		}
	}
	return false
}

// split calls word for each run of letters, digits and marks.
func split(text string, word func(string)) {
	start := -1
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		inside := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
			inside = unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c)
		}
		if inside && start < 0 {
			start = i
		} else if !inside && start >= 0 {
			word(text[start:i])
			start = -1
		}
		i += size
	}
	if start >= 0 {
		word(text[start:])
	}
}

// tokens gives what a word is looked up as: one token, or several where a part
// of it is written without spaces.
func tokens(word string) []string {
	var out []string
	folded := []rune(fold(word))
	for len(folded) > 0 {
		solid, n := within(rules.Solid, folded[0]), 1
		for n < len(folded) && within(rules.Solid, folded[n]) == solid {
			n++
		}
		if solid {
			out = append(out, pairs(folded[:n])...)
		} else {
			out = append(out, stem(folded[:n]))
		}
		folded = folded[n:]
	}
	return out
}

// fold takes case, accents and ways of writing off a word.
func fold(word string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(locale.Decompose(word)) {
		if within(rules.Drop, r) {
			continue
		}
		if to, ok := replacement[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return locale.Compose(b.String())
}

// pairs gives each two neighbours, and the last character alone, so that one
// character is found wherever it stands.
func pairs(run []rune) []string {
	var out []string
	for i := range run[1:] {
		out = append(out, string(run[i:i+2]))
	}
	return append(out, string(run[len(run)-1]))
}

// stem takes off the Arabic article and the s of plurals. It need not be right,
// only the same for what is written and what is asked.
func stem(run []rune) string {
	for _, article := range rules.Articles {
		if a := []rune(article); len(run) >= len(a)+2 && string(run[:len(a)]) == article {
			run = run[len(a):]
			break
		}
	}
	if n := len(run); n > 3 && run[n-1] == 's' && run[n-2] != 's' {
		run = run[:n-1]
	}
	return string(run[:min(len(run), rules.Longest)])
}
