package font

import (
	"cmp"
	"slices"
)

// Coverage says how a Set covers a script.
type Coverage struct {
	Script
	Total, Own, Lent int    // characters: all, those of the site's and the built-in fonts, those of the machine
	Missing          []rune // those that no font has
	Fonts            []Used // with which they are set, the most used first
}

// Used is a font that is used for a script.
type Used struct {
	Family, File  string
	BuiltIn, Lent bool
	Runes         int
}

// Cover says with which fonts a Set would set a script in running text.
func (s *Set) Cover(script Script, family string) Coverage {
	out := Coverage{Script: script}
	at := map[*Face]int{}
	script.Each(func(r rune) {
		out.Total++
		f, ok := s.Pick(Ask{Family: family, Lang: script.Lang(), Rune: r})
		switch {
		case !ok:
			out.Missing = append(out.Missing, r)
			return
		case f.Lent:
			out.Lent++
		default:
			out.Own++
		}
		i, known := at[f]
		if !known {
			i = len(out.Fonts)
			at[f] = i
			out.Fonts = append(out.Fonts, Used{Family: f.Family, File: f.source.Name, BuiltIn: f.source.BuiltIn, Lent: f.Lent})
		}
		out.Fonts[i].Runes++
	})
	slices.SortStableFunc(out.Fonts, func(a, b Used) int { return cmp.Compare(b.Runes, a.Runes) })
	return out
}
