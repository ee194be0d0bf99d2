package diag

import (
	"bytes"
	"cmp"
	"slices"
)

// Mend applies the fixes of a list that lie in a file and gives the new text,
// with the findings that it mended. All other bytes stay as they are. Of two
// fixes that overlap only the first is applied; the other has its turn when
// the new text is checked.
func Mend(file *File, list List) (text []byte, mended List) {
	here := slices.DeleteFunc(slices.Clone(list), func(f Finding) bool { return f.Fix == nil || f.Fix.Span.File != file })
	slices.SortStableFunc(here, func(a, b Finding) int { return cmp.Compare(a.Fix.Span.Start, b.Fix.Span.Start) })
	var out bytes.Buffer
	at := 0
	for _, f := range here {
		s := f.Fix.Span
		if s.Start < at || s.End < s.Start || s.End > len(file.Text) {
			continue
		}
		out.Write(file.Text[at:s.Start])
		out.WriteString(f.Fix.Text)
		at = s.End
		mended = append(mended, f)
	}
	out.Write(file.Text[at:])
	return out.Bytes(), mended
}
