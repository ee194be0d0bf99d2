package finish

import (
	"slices"
	"strings"
	"unicode/utf16"

	"hria/internal/pdf/cos"
)

// Place is a point of a page that has a name: an address that ends in "#name"
// opens the file there.
type Place struct {
	Name string
	Page int // from 0
	X, Y float64
}

// named is an entry of a name tree.
type named struct {
	name  cos.String
	value any
}

// names makes a name tree of one leaf, sorted as readers search it.
func names(list []named) cos.Dict {
	slices.SortFunc(list, func(a, b named) int { return strings.Compare(string(a.name), string(b.name)) })
	out := cos.Array{}
	for _, n := range list {
		out = append(out, n.name, n.value)
	}
	return cos.Dict{"Names": out}
}

// places writes the named places. Readers search by the decoded names, so all
// are in the same encoding: UTF-16 as soon as one is no plain ASCII.
func (f *file) places(list []Place, pages []cos.Ref) cos.Ref {
	plain := !slices.ContainsFunc(list, func(p Place) bool { return text(p.Name) != cos.String(p.Name) })
	var out []named
	for _, p := range list {
		name := cos.String(p.Name)
		if !plain {
			name = wide(p.Name)
		}
		out = append(out, named{name, dest(pages[p.Page], p.X, p.Y)})
	}
	return f.add(names(out))
}

// wide writes a text as UTF-16.
func wide(s string) cos.String {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return cos.String(b)
}
