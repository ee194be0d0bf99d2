package text

import (
	"slices"
	"strings"
	"unicode"
)

// chance says how good a place is to end a line.
type chance byte

const (
	never chance = iota
	good
	fair  // where a syllable begins, perhaps inside a word
	rough // between the parts of an address or of a long name: at a cost
	harsh // inside such a part, at a mark of punctuation
	poor  // between clusters of a word: where nothing else will do
)

// cost of ending a line there, beside the badness of the line.
func (c chance) cost() float64 { return [...]float64{0, 0, 0.02, 0.3, 0.8, 4 * lineCost}[c] }

// breakPoints finds where lines may end: after which rune, and how well. The
// rules are those of UAX #14, and here is what they leave to others: scripts
// without spaces, Korean, addresses.
func (c *scratch) breakPoints() {
	n := len(c.runes)
	c.breaks = slices.Grow(c.breaks[:0], n)[:n]
	clear(c.breaks)
	special, solid, hangul := false, false, false
	for _, r := range c.runes {
		switch {
		case r < 0x80:
			special = special || r == '/' || r == '@' || r == '_' || r == '.'
		case unspaced(r):
			solid = true
		case isHangul(r):
			hangul = true
		}
	}
	c.seg.Init(c.runes)
	for it := c.seg.LineIterator(); it.Next(); {
		l := it.Line()
		if end := l.Offset + len(l.Text); end > 0 && end <= n {
			c.breaks[end-1] = good
		}
	}
	if solid {
		c.syllables()
	}
	if hangul {
		c.wholeWords()
	}
	if special || n > longName {
		c.tokens()
	}
}

// wholeWords takes back breaks inside Korean words. UAX #14 allows them after
// any syllable, but Korean has spaces, and a word in one piece is found by a
// search.
func (c *scratch) wholeWords() {
	for i := range len(c.runes) - 1 {
		a, b := c.runes[i], c.runes[i+1]
		if (isHangul(a) || isHangul(b)) && wordRune(a) && wordRune(b) {
			c.breaks[i] = never
		}
	}
}

func isHangul(r rune) bool {
	return r >= 0xAC00 && r <= 0xD7FF || r >= 0x1100 && r <= 0x11FF || r >= 0x3130 && r <= 0x318F
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

// longName is the length from which a name without a place to break is looked
// at for parts.
const longName = 20

// tokens looks at what stands between spaces for addresses and long names.
func (c *scratch) tokens() {
	for i := 0; i < len(c.runes); {
		if isSpace(c.runes[i]) || c.runes[i] == lineSep {
			i++
			continue
		}
		j := i
		for j < len(c.runes) && !isSpace(c.runes[j]) && c.runes[j] != lineSep {
			j++
		}
		switch t := c.runes[i:j]; {
		case isAddress(t):
			c.addressBreaks(i, j)
		case len(t) >= longName && !slices.Contains(c.breaks[i:j-1], good):
			c.nameBreaks(i, j)
		}
		i = j
	}
}

// isAddress reports a web or mail address.
func isAddress(t []rune) bool {
	if len(t) < 8 || !slices.Contains(t, '.') && !slices.Contains(t, '/') {
		return false
	}
	s := string(t)
	at := strings.IndexByte(s, '@')
	return strings.Contains(s, "://") || strings.Contains(s, "www.") || at > 0 && strings.IndexByte(s[at:], '.') > 1
}

// addressBreaks lets a line end in an address after a slash and before other
// punctuation, so that nobody takes a hyphen or full stop at the end of a line
// for one that is not part of it.
func (c *scratch) addressBreaks(from, to int) {
	end := to // of the address, without the punctuation of the sentence
	for end > from && !wordRune(c.runes[end-1]) && c.runes[end-1] != '/' {
		end--
	}
	for i := from; i < end-1; i++ {
		a, b := c.runes[i], c.runes[i+1]
		c.breaks[i] = never
		if i-from < 3 || end-i < 3 || !wordRune(a) && !wordRune(b) {
			continue
		}
		switch {
		case a == '/' || strings.ContainsRune("?#&@", b):
			c.breaks[i] = rough
		case strings.ContainsRune(".=%_~+-:;,", b):
			c.breaks[i] = harsh
		}
	}
	if from < end && strings.Contains(string(c.runes[from:end]), "://") {
		for i := from; i < end-1 && c.runes[i] != '/'; i++ {
			c.breaks[i], c.breaks[i+1], c.breaks[min(i+2, end-1)] = never, never, never
		}
	}
}

// nameBreaks lets a line end between the parts of a long name, as of a file or
// a field: after an underscore, before a full stop, before a capital.
func (c *scratch) nameBreaks(from, to int) {
	for i := from + 2; i < to-3; i++ {
		a, b := c.runes[i], c.runes[i+1]
		if a == '_' && wordRune(b) || b == '.' && wordRune(a) || unicode.IsLower(a) && unicode.IsUpper(b) {
			c.breaks[i] = rough
		}
	}
}

// syllables adds what UAX #14 leaves to word lists: in Thai, Lao, Khmer and
// Burmese text without spaces is one unbreakable word to it. A line may end
// well where a syllable begins for certain, and badly between any two
// clusters, never inside one.
func (c *scratch) syllables() {
	it := c.seg.GraphemeIterator()
	var last []rune
	at := 0
	for it.Next() {
		g := it.Grapheme()
		if last != nil && unspaced(last[0]) && unspaced(g.Text[0]) && c.breaks[g.Offset-1] == never && !leads(last) && !trails(g.Text) {
			c.breaks[g.Offset-1] = poor
			if c.begins(at, last, g.Text, g.Offset+len(g.Text)) {
				c.breaks[g.Offset-1] = fair
			}
		}
		last, at = g.Text, g.Offset
	}
}

// unspaced reports whether r is a letter of Thai, Lao, Burmese or Khmer.
func unspaced(r rune) bool {
	return r >= 0x0E01 && r <= 0x0E2E || r == 0x0E30 || r == 0x0E32 || r == 0x0E33 || r >= 0x0E40 && r <= 0x0E45 ||
		r >= 0x0E81 && r <= 0x0EC5 || r >= 0x0EDC && r <= 0x0EDF ||
		r >= 0x1000 && r <= 0x103F || r >= 0x1050 && r <= 0x108F || r >= 0x1780 && r <= 0x17B3
}

// leads reports what is written before the letter it belongs to: vowels of
// Thai and Lao, and the signs that join two consonants.
func leads(g []rune) bool {
	r := g[len(g)-1]
	return leadingVowel(g[0]) || r == 0x1039 || r == 0x17D2
}

func leadingVowel(r rune) bool {
	return r >= 0x0E40 && r <= 0x0E44 || r >= 0x0EC0 && r <= 0x0EC4
}

// trails reports what may not begin a line: marks, vowels that follow their
// consonant, and consonants marked as the end of a syllable.
func trails(g []rune) bool {
	switch r := g[0]; {
	case unicode.Is(unicode.M, r), r == 0x0E30, r == 0x0E32, r == 0x0E33, r == 0x0E45, r == 0x0EB0, r == 0x0EB2, r == 0x0EB3, r == 0x0EBD:
		return true
	}
	for _, r := range g[1:] {
		switch r {
		case 0x103A, 0x1039, 0x0E4C, 0x0ECC: // asat, virama, silencing marks
			return true
		case 0x1037, 0x1038: // tone marks, which may stand before the asat
			continue
		}
		// Marks after which the cluster has a vowel of its own.
		if r >= 0x1000 && r <= 0x109F {
			return false
		}
	}
	return false
}

// begins reports whether a syllable begins for certain with cluster g, which
// ends before rune end, after cluster last at rune at.
func (c *scratch) begins(at int, last, g []rune, end int) bool {
	r := g[0]
	switch {
	case r >= 0x1000 && r <= 0x109F:
		return true // a consonant without asat begins a syllable
	case leadingVowel(r):
		return !needsFinal(last)
	case bare(last):
		// It may end its own syllable, or begin one with the next consonant.
		return false
	}
	if needsFinal(last) || at > 0 && leadingVowel(c.runes[at-1]) && len(last) == 1 {
		return false
	}
	// A consonant with a vowel of its own.
	if r >= 0x1780 {
		return slices.ContainsFunc(g, func(r rune) bool { return r >= 0x17A3 && r <= 0x17C5 })
	}
	return !bare(g) || end < len(c.runes) && followingVowel(c.runes[end])
}

// bare reports a consonant without any sign.
func bare(g []rune) bool {
	return len(g) == 1 && !followingVowel(g[0]) && !(g[0] >= 0x17A3 && g[0] <= 0x17B3)
}

func followingVowel(r rune) bool {
	return r == 0x0E30 || r == 0x0E32 || r == 0x0E33 || r == 0x0EB0 || r == 0x0EB2 || r == 0x0EB3
}

// needsFinal reports vowels that are written only with a consonant after them.
func needsFinal(g []rune) bool {
	return slices.ContainsFunc(g, func(r rune) bool {
		return r == 0x0E31 || r == 0x0E47 || r == 0x0E37 || r == 0x0EB1 || r == 0x0EBB || r == 0x0EB7
	})
}
