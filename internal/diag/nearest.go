package diag

import (
	"strings"
	"unicode"
)

// Nearest gives the candidate that a misspelt word most likely meant, or ""
// when none is near. Upper and lower case, spaces, hyphens and underscores do
// not count as differences; otherwise at most a third of the letters may
// differ (insertions, deletions, replacements, swapped neighbours). Among
// equals the first candidate wins.
func Nearest(word string, candidates []string) string {
	key := fold(word)
	best, limit := "", 1+len(key)/3
	for _, c := range candidates {
		other := fold(c)
		if abs(len(other)-len(key)) >= limit {
			continue
		}
		if d := distance(key, other, limit); d < limit {
			best, limit = c, d
		}
		if limit == 0 {
			break
		}
	}
	return best
}

// SameWord tells whether two words differ by case and separators at most, so
// that one is certainly another spelling of the other.
func SameWord(a, b string) bool { return fold(a) == fold(b) }

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

func abs(n int) int { return max(n, -n) }

// distance is the optimal string alignment distance of two words, cut off at
// limit: an answer of limit means "at least limit".
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		low := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			low = min(low, row[j])
		}
		if low >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}
