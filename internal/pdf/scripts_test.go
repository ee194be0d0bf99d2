package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"hria/internal/pdf/check"
)

// script is a text of testdata/scripts and the installed font it needs; none
// means that the embedded fonts have it. The texts are article 1 of the
// Universal Declaration of Human Rights in the translations the United
// Nations publish; the mixed one is made up.
type script struct {
	name, lang, file string
	index            int
	solid            bool // written without spaces between words
}

var scripts = []script{
	{name: "en", lang: "en"},
	{name: "vi", lang: "vi"},
	{name: "yo", lang: "yo", file: "truetype/noto/NotoSerif-Regular.ttf"},
	{name: "ee", lang: "ee", file: "truetype/noto/NotoSerif-Regular.ttf"},
	{name: "ha", lang: "ha", file: "truetype/noto/NotoSerif-Regular.ttf"},
	{name: "el", lang: "el"},
	{name: "ru", lang: "ru"},
	{name: "hy", lang: "hy"},
	{name: "ka", lang: "ka"},
	{name: "ar", lang: "ar"},
	{name: "fa", lang: "fa"},
	{name: "ur", lang: "ur", file: "truetype/noto/NotoNaskhArabic-Regular.ttf"},
	{name: "he", lang: "he"},
	{name: "mixed", lang: "ar"},
	{name: "hi", lang: "hi", file: "truetype/noto/NotoSansDevanagari-Regular.ttf"},
	{name: "bn", lang: "bn", file: "truetype/noto/NotoSansBengali-Regular.ttf"},
	{name: "ta", lang: "ta", file: "truetype/noto/NotoSansTamil-Regular.ttf"},
	{name: "si", lang: "si", file: "truetype/noto/NotoSansSinhala-Regular.ttf"},
	{name: "my", lang: "my", file: "truetype/noto/NotoSansMyanmar-Regular.ttf", solid: true},
	{name: "km", lang: "km", file: "truetype/noto/NotoSansKhmer-Regular.ttf", solid: true},
	{name: "th", lang: "th", file: "truetype/noto/NotoSansThai-Regular.ttf", solid: true},
	{name: "lo", lang: "lo", file: "truetype/noto/NotoSansLao-Regular.ttf", solid: true},
	{name: "am", lang: "am", file: "truetype/noto/NotoSansEthiopic-Regular.ttf"},
	{name: "zh", lang: "zh", file: "opentype/noto/NotoSansCJK-Regular.ttc", index: 2, solid: true},
	{name: "ja", lang: "ja", file: "opentype/noto/NotoSansCJK-Regular.ttc", solid: true},
	{name: "ko", lang: "ko", file: "opentype/noto/NotoSansCJK-Regular.ttc", index: 1},
}

// setter returns a Typesetter with the script's font and the text.
func (s script) setter(t *testing.T) (*Typesetter, string) {
	t.Helper()
	in, err := os.ReadFile(filepath.Join("testdata", "scripts", s.name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var fonts []Font
	if s.file != "" {
		file := filepath.Join("/usr/share/fonts", s.file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Skipf("%s IS NOT INSTALLED: the script is not tried", file)
		}
		fonts = append(fonts, Font{Family: "Noto", Data: data, Index: s.index, Source: file})
	}
	ts, err := New(fonts...)
	if err != nil {
		t.Fatal(err)
	}
	return ts, strings.TrimSpace(string(in))
}

// narrow sets a text in a column, so that lines are broken.
func narrow(lang, text string, align Align) Document {
	return Document{Title: "T", Lang: lang, Margins: Margins{Top: 40, Bottom: 40, Start: 40, End: A4.Width - 40 - 230}, Blocks: []Block{
		Paragraph{Align: align, Spans: sp(text)},
	}}
}

// TestScripts sets a paragraph in each script, ragged and justified, and reads
// it back, through the file's structure and through another reader.
func TestScripts(t *testing.T) {
	for _, s := range scripts {
		for _, align := range []Align{AlignStart, AlignJustify} {
			name := s.name + map[Align]string{AlignStart: "-ragged", AlignJustify: "-justified"}[align]
			t.Run(name, func(t *testing.T) { tryScript(t, s, name, align) })
		}
	}
}

func tryScript(t *testing.T, s script, name string, align Align) {
	ts, in := s.setter(t)
	doc := narrow(s.lang, in, align)
	if s.file != "" {
		doc.Style = StyleFor(s.lang)
		doc.Style.BodyFont = "Noto"
	}
	res, err := ts.Render(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("PDF_SAMPLES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "script-"+name+".pdf"), res.PDF, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(res.Missing) > 0 || len(res.Overflows) > 0 {
		t.Errorf("missing %+v, overflows %+v", res.Missing, res.Overflows)
	}
	elems := elements(t, res.PDF)
	if !said(elems, in) {
		t.Errorf("structure says %+v", elems)
	}
	if !rtlLanguage(s.lang) && drawn(elems) != in {
		t.Errorf("drawn as %q", drawn(elems))
	}
	out := tool(t, res.PDF, "pdftotext", "FILE", "-")
	for _, w := range s.lost(in, out) {
		t.Errorf("pdftotext does not find %q in %q", w, out)
	}
}

// lost lists the words of in that are not words of out. Where words are
// written without spaces, what stands between two marks of punctuation counts
// as one, and it may go over several lines.
func (s script) lost(in, out string) []string {
	have := map[string]bool{}
	for _, w := range wordsOf(out) {
		have[w] = true
	}
	all := strings.Join(wordsOf(out), "")
	var lost []string
	for _, w := range wordsOf(in) {
		if !have[w] && !(s.solid && strings.Contains(all, w)) {
			lost = append(lost, w)
		}
	}
	return lost
}

// wordsOf splits a text into words as a search does: without punctuation, and
// without the marks that steer direction and joining.
func wordsOf(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
}

// drawn is the text of all elements as it was drawn.
func drawn(elems []check.Elem) string {
	s := ""
	for _, e := range elems {
		s += e.Drawn
	}
	return s
}
