package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes words alike that differ only in case, accents, spaces and
// punctuation: "Vie-privée" and "vie privee" give the same.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}

// Decompose splits characters into their parts: letters from their accents,
// ligatures and wide forms into plain letters (Unicode's form NFKD).
func Decompose(text string) string { return norm.NFKD.String(text) }

// Compose puts parts together again that make one character (NFC).
func Compose(text string) string { return norm.NFC.String(text) }
