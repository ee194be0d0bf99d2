package pdf

import (
	"strings"

	"hria/internal/pdf/text"
)

// look is a TextStyle with everything filled in, in points.
type look struct {
	family        string
	size, lead    float64
	bold, italic  bool
	color         Color
	before, after float64
}

// look fills in a TextStyle.
func (b *builder) look(t TextStyle) look {
	st := &b.style
	l := look{family: st.BodyFont, size: st.Size, bold: t.Bold, italic: t.Italic, color: t.Color}
	if t.Heading {
		l.family = st.HeadingFont
	}
	if t.Size > 0 {
		l.size *= t.Size
	}
	leading := st.Leading
	if t.Leading > 0 {
		leading = t.Leading
		leading *= b.tall
	}
	l.lead = l.size * leading
	if l.color == 0 {
		l.color = st.Ink
	}
	if b.ink != 0 {
		l.color = b.ink
	}
	l.before, l.after = t.Before*st.Size, t.After*st.Size
	return l
}

// StyleFor returns the look of a report in a language: DefaultStyle, with wider
// leading for scripts whose letters are taller than Latin ones or have marks
// above and below. Right-to-left text is set in letters without serifs, as those
// of the embedded fonts are drawn. Chinese and Japanese are set to both margins,
// as they are everywhere: their lines have no ragged edge to speak of.
func StyleFor(lang string) Style {
	s := DefaultStyle()
	s.Leading *= tallness(lang)
	switch language(lang) {
	case "zh", "ja", "yue":
		s.Justify = true
	}
	if rtlLanguage(lang) {
		s.BodyFont = Sans
		s.Leading = 1.7
		s.Size = 10
	}
	return s
}

// language is the first part of a language tag.
func language(tag string) string {
	first, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return first
}

// tallness is how much more leading the script of a language wants than Latin
// does.
func tallness(lang string) float64 {
	if rtlLanguage(lang) {
		return 1.16
	}
	switch language(lang) {
	case "my", "shn", "mnw", "ksw", "km", "bo", "dz":
		return 1.2
	case "th", "lo", "zh", "ja", "yue":
		return 1.12
	case "hi", "mr", "ne", "sa", "bn", "as", "gu", "pa", "or", "ta", "te", "kn", "ml", "si", "ko", "vi", "am", "ti":
		return 1.06
	}
	return 1
}

// rtlLanguage reports whether a language tag means a right-to-left script.
// The script named in the tag decides, else the usual one of the language.
func rtlLanguage(lang string) bool {
	parts := strings.Split(strings.ToLower(lang), "-")
	for _, p := range parts[1:] {
		if len(p) == 4 && p[0] > '9' {
			switch p {
			case "arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg", "mand", "samr":
				return true
			}
			return false
		}
	}
	switch parts[0] {
	case "ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "ji", "dv", "ckb", "syr", "nqo", "arc", "prs", "azb", "bal", "lrc", "mzn", "pnb", "glk", "rhg":
		return true
	}
	return false
}

// textStyle is the look of a span in a text of look l.
func (b *builder) textStyle(sp *Span, l look) text.Style {
	ts := text.Style{Family: l.family, Bold: l.bold || sp.Bold, Italic: l.italic || sp.Italic, Size: l.size, Lang: b.doc.Lang}
	if sp.Lang != "" {
		ts.Lang = sp.Lang
	}
	if sp.Code {
		ts.Family, ts.Size = b.style.CodeFont, l.size*0.92
	}
	if sp.Super {
		ts.Rise = l.size * 0.34
		ts.Size *= 0.64
	}
	return ts
}
