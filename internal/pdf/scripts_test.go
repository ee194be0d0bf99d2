package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hria/internal/pdf/check"
)

// script is a text in a script and the font it needs; none means that the
// embedded fonts have it.
type script struct {
	name, lang, text, file string
	index                  int
}

var scripts = []script{
	{name: "vietnamese", lang: "vi", text: "Mọi người đều có quyền được bảo vệ đời sống riêng tư."},
	{name: "greek", lang: "el", text: "Κανείς δεν επιτρέπεται να υποστεί αυθαίρετες επεμβάσεις στην ιδιωτική του ζωή."},
	{name: "polytonic", lang: "el", text: "Ἐν ἀρχῇ ἦν ὁ λόγος."},
	{name: "russian", lang: "ru", text: "Никто не может подвергаться произвольному вмешательству в его личную жизнь."},
	{name: "hebrew", lang: "he", text: "לא יהא אדם נתון להתערבות שרירותית בחייו הפרטיים."},
	{name: "arabic", lang: "ar", text: "لا يعرض أحد لتدخل تعسفي في حياته الخاصة أو أسرته."},
	{name: "persian", lang: "fa", text: "احدی در زندگی خصوصی نباید مورد مداخله‌های خودسرانه واقع شود."},
	{name: "urdu", lang: "ur", text: "کسی شخص کی نجی زندگی میں مداخلت نہیں کی جائے گی۔", file: "truetype/noto/NotoNaskhArabic-Regular.ttf"},
	{name: "devanagari", lang: "hi", text: "किसी व्यक्ति की एकान्तता में मनमाना हस्तक्षेप न किया जाएगा।", file: "truetype/noto/NotoSansDevanagari-Regular.ttf"},
	{name: "bengali", lang: "bn", text: "কারো ব্যক্তিগত গোপনীয়তায় খেয়ালখুশি হস্তক্ষেপ চলবে না।", file: "truetype/noto/NotoSansBengali-Regular.ttf"},
	{name: "tamil", lang: "ta", text: "எவரினதும் அந்தரங்கத்தில் தலையிடல் ஆகாது.", file: "truetype/noto/NotoSansTamil-Regular.ttf"},
	{name: "thai", lang: "th", text: "บุคคลใดจะถูกแทรกแซงตามอำเภอใจในความเป็นส่วนตัวไม่ได้", file: "truetype/noto/NotoSansThai-Regular.ttf"},
	{name: "khmer", lang: "km", text: "គ្មានបុគ្គលណាម្នាក់អាចទទួលរងការរំលោភ", file: "truetype/noto/NotoSansKhmer-Regular.ttf"},
	{name: "burmese", lang: "my", text: "မည်သူမျှ မတရားစွက်ဖက်ခြင်း မခံရစေ။", file: "truetype/noto/NotoSansMyanmar-Regular.ttf"},
	{name: "amharic", lang: "am", text: "ማንም ሰው በግል ሕይወቱ በዘፈቀደ ጣልቃ አይገባበትም።", file: "truetype/noto/NotoSansEthiopic-Regular.ttf"},
	{name: "chinese", lang: "zh", text: "任何人的私生活不得任意干涉，他的荣誉不得加以攻击。", file: "opentype/noto/NotoSansCJK-Regular.ttc", index: 2},
	{name: "japanese", lang: "ja", text: "何人も、自己の私事に対して、ほしいままに干渉されない。", file: "opentype/noto/NotoSansCJK-Regular.ttc"},
	{name: "korean", lang: "ko", text: "어느 누구도 자신의 사생활에 대하여 자의적인 간섭을 받지 아니한다.", file: "opentype/noto/NotoSansCJK-Regular.ttc", index: 1},
}

// TestScripts sets a sentence in each script and reads it back, through the
// file's structure and through another reader.
func TestScripts(t *testing.T) {
	for _, s := range scripts {
		t.Run(s.name, func(t *testing.T) {
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
			// Narrow columns, so that lines are broken as well.
			res, err := ts.Render(t.Context(), Document{Title: "T", Lang: s.lang, Blocks: []Block{
				Columns{Cols: [][]Block{{Paragraph{Spans: sp(s.text)}}, {}, {}}},
			}})
			if err != nil {
				t.Fatal(err)
			}
			if dir := os.Getenv("PDF_SAMPLES"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "script-"+s.name+".pdf"), res.PDF, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if len(res.Missing) > 0 || len(res.Overflows) > 0 {
				t.Errorf("missing %+v, overflows %+v", res.Missing, res.Overflows)
			}
			elems := elements(t, res.PDF)
			if !said(elems, s.text) {
				t.Errorf("structure says %+v", elems)
			}
			if !rtlLanguage(s.lang) && drawn(elems) != s.text {
				t.Errorf("drawn as %q", drawn(elems))
			}
			out := tool(t, res.PDF, "pdftotext", "FILE", "-")
			have := letters(out)
			for _, word := range strings.Fields(s.text) {
				if !strings.Contains(have, letters(word)) {
					t.Errorf("pdftotext does not find %q in %q", word, out)
				}
			}
		})
	}
}

// drawn is the text of all elements as it was drawn.
func drawn(elems []check.Elem) string {
	s := ""
	for _, e := range elems {
		s += e.Drawn
	}
	return s
}

// letters drops white space, joiners and marks of direction, which readers
// write as they see fit.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0xA0 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || strings.ContainsRune(".,،۔。", r) {
			return -1
		}
		return r
	}, s)
}
