package font

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Script is a script, or a part of one, in which documents are written.
type Script struct {
	Name      string   // in English
	Languages []string // some that are written in it, by their tags
	Runes     []rune   // everyday characters: pairs of the first and last of a row
}

// Scripts lists those that documents are most often written in, and what print
// needs beside letters.
func Scripts() []Script {
	return []Script{
		{"Latin", []string{"en", "fr", "es", "pt", "sw", "tr"}, []rune{0x21, 0x7E, 0xA1, 0xAC, 0xAE, 0x17E, 0x2013, 0x2014, 0x2018, 0x201E, 0x20AC, 0x20AC}},
		{"Latin, Vietnamese", []string{"vi"}, []rune{0x102, 0x103, 0x110, 0x111, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1EA0, 0x1EF9, 0x20AB, 0x20AB}},
		{"Latin, African", []string{"ha", "yo", "ee", "ff", "ln"}, []rune{0x181, 0x181, 0x186, 0x186, 0x189, 0x18A, 0x18E, 0x18E, 0x190, 0x194, 0x196, 0x196, 0x198, 0x199, 0x19D, 0x19D, 0x1A5, 0x1A5, 0x1B2, 0x1B4, 0x1DD, 0x1DD, 0x253, 0x257, 0x25B, 0x25B, 0x263, 0x263, 0x269, 0x269, 0x272, 0x272, 0x28B, 0x28B, 0x300, 0x304, 0x323, 0x323, 0x331, 0x331, 0x1E0C, 0x1E0D, 0x1E62, 0x1E63}},
		{"Greek", []string{"el"}, []rune{0x386, 0x3CE}},
		{"Greek, polytonic", []string{"el-polyton"}, []rune{0x1F00, 0x1FFE}},
		{"Cyrillic", []string{"ru", "uk", "bg", "sr", "kk", "mn"}, []rune{0x400, 0x45F, 0x490, 0x4C4, 0x4CB, 0x4CC, 0x4D0, 0x4F9, 0x2116, 0x2116}},
		{"Arabic", []string{"ar", "fa", "ur", "ps"}, []rune{0x60C, 0x60C, 0x61B, 0x61B, 0x61F, 0x61F, 0x621, 0x63A, 0x640, 0x652, 0x660, 0x66C, 0x679, 0x67E, 0x686, 0x686, 0x688, 0x688, 0x691, 0x691, 0x698, 0x698, 0x6A9, 0x6A9, 0x6AF, 0x6AF, 0x6BA, 0x6BA, 0x6BE, 0x6BE, 0x6C1, 0x6C1, 0x6CC, 0x6CC, 0x6D2, 0x6D2, 0x6D4, 0x6D4, 0x6F0, 0x6F9}},
		{"Hebrew", []string{"he", "yi"}, []rune{0x5B0, 0x5BC, 0x5BE, 0x5BE, 0x5C1, 0x5C2, 0x5D0, 0x5EA, 0x5F0, 0x5F4}},
		{"Armenian", []string{"hy"}, []rune{0x531, 0x556, 0x55A, 0x55F, 0x561, 0x587, 0x589, 0x589}},
		{"Georgian", []string{"ka"}, []rune{0x10D0, 0x10F0}},
		{"Ethiopic", []string{"am", "ti"}, []rune{0x1200, 0x135A, 0x1361, 0x1368}},
		{"Devanagari", []string{"hi", "mr", "ne"}, []rune{0x901, 0x939, 0x93C, 0x94D, 0x950, 0x950, 0x964, 0x96F}},
		{"Bengali", []string{"bn", "as"}, []rune{0x981, 0x983, 0x985, 0x9B9, 0x9BC, 0x9CE, 0x9E6, 0x9F1}},
		{"Gurmukhi", []string{"pa"}, []rune{0xA02, 0xA4D, 0xA66, 0xA71}},
		{"Gujarati", []string{"gu"}, []rune{0xA81, 0xACD, 0xAE6, 0xAEF}},
		{"Odia", []string{"or"}, []rune{0xB01, 0xB4D, 0xB66, 0xB6F}},
		{"Tamil", []string{"ta"}, []rune{0xB82, 0xBCD, 0xBE6, 0xBEF}},
		{"Telugu", []string{"te"}, []rune{0xC01, 0xC03, 0xC05, 0xC39, 0xC3E, 0xC4D, 0xC66, 0xC6F}},
		{"Kannada", []string{"kn"}, []rune{0xC82, 0xC83, 0xC85, 0xCB9, 0xCBC, 0xCCD, 0xCE6, 0xCEF}},
		{"Malayalam", []string{"ml"}, []rune{0xD02, 0xD03, 0xD05, 0xD39, 0xD3E, 0xD4D, 0xD66, 0xD6F}},
		{"Sinhala", []string{"si"}, []rune{0xD82, 0xD83, 0xD85, 0xDDF}},
		{"Thai", []string{"th"}, []rune{0xE01, 0xE3A, 0xE3F, 0xE5B}},
		{"Lao", []string{"lo"}, []rune{0xE81, 0xEB9, 0xEBB, 0xECD, 0xED0, 0xED9}},
		{"Tibetan", []string{"bo", "dz"}, []rune{0xF0B, 0xF0D, 0xF20, 0xF29, 0xF40, 0xF6A, 0xF71, 0xF7D, 0xF90, 0xFBC}},
		{"Myanmar", []string{"my", "shn", "kar"}, []rune{0x1000, 0x104F}},
		{"Khmer", []string{"km"}, []rune{0x1780, 0x17B3, 0x17B6, 0x17D5, 0x17E0, 0x17E9}},
		{"Mongolian", []string{"mn-Mong"}, []rune{0x1800, 0x180A, 0x1820, 0x1842}},
		{"Han, simplified", []string{"zh"}, hanOf("的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏待欢权隐私评估影响监控")},
		{"Han, traditional", []string{"zh-Hant"}, hanOf("權隱評監產國學體會個說這時來們對為過發經關點還與進實現開動無長門問題東車馬風龍龜灣廣應從處總經濟財務議員網際護據")},
		{"Kana and Han", []string{"ja"}, append([]rune{0x3001, 0x3002, 0x300C, 0x300D, 0x3041, 0x3093, 0x30A1, 0x30F6, 0x30FC, 0x30FC}, hanOf("人権影響評価個情報保護権利働者企業責任救済調査対象地域住民辻込")...)},
		{"Hangul", []string{"ko"}, []rune{0xAC00, 0xD7A3}},
		{"Yi", []string{"ii"}, []rune{0xA000, 0xA48C}},
		{"Canadian syllabics", []string{"iu", "cr"}, []rune{0x1401, 0x1676}},
		{"Cherokee", []string{"chr"}, []rune{0x13A0, 0x13F4}},
		{"Tifinagh", []string{"ber", "zgh"}, []rune{0x2D30, 0x2D65, 0x2D6F, 0x2D6F}},
		{"N’Ko", []string{"nqo"}, []rune{0x7C0, 0x7FA}},
		{"Syriac", []string{"syr"}, []rune{0x710, 0x72C, 0x730, 0x74A}},
		{"Thaana", []string{"dv"}, []rune{0x780, 0x7B1}},
		{"Symbols", nil, []rune{0x2022, 0x2022, 0x2026, 0x2026, 0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2248, 0x2260, 0x2260, 0x2264, 0x2265, 0x25A0, 0x25A1, 0x25CB, 0x25CB, 0x25CF, 0x25CF, 0x2610, 0x2612, 0x26A0, 0x26A0, 0x2713, 0x2713, 0x2717, 0x2717}},
		{"Emoji", nil, []rune{0x1F30D, 0x1F30F, 0x1F4A1, 0x1F4A1, 0x1F512, 0x1F512, 0x1F600, 0x1F64F, 0x1F6A8, 0x1F6A8, 0x1F91D, 0x1F91D}},
	}
}

// hanOf gives the characters of a text as rows.
func hanOf(s string) []rune {
	list := []rune(s)
	slices.Sort(list)
	list = slices.Compact(list)
	var out []rune
	for _, r := range list {
		out = append(out, r, r)
	}
	return out
}

// Each calls do with the characters of a script that Unicode knows.
func (s Script) Each(do func(rune)) {
	for i := 0; i+1 < len(s.Runes); i += 2 {
		for r := s.Runes[i]; r <= s.Runes[i+1]; r++ {
			if unicode.IsGraphic(r) {
				do(r)
			}
		}
	}
}

// Lang is a language that is written in the script; empty for symbols.
func (s Script) Lang() string {
	if len(s.Languages) == 0 {
		return ""
	}
	return s.Languages[0]
}

// Advice names a family that has a character, and the package of Debian that
// the family is in: the families of Noto have nearly all of Unicode. Both are
// empty where nobody can have a font for it.
func Advice(r rune) (family, debian string) {
	const core, cjk = "fonts-noto-core", "fonts-noto-cjk"
	switch {
	case unicode.Is(unicode.Co, r) || !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r):
		return "", ""
	case r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF || unicode.In(r, unicode.Han, unicode.Hangul, unicode.Bopomofo, unicode.Hiragana, unicode.Katakana):
		return "Noto Sans CJK", cjk
	case r >= 0x1F000 && r <= 0x1FAFF && unicode.Is(unicode.So, r):
		return "Noto Emoji", "" // Debian has the coloured one alone
	case r >= 0x1D100 && r <= 0x1D24F:
		return "Noto Music", core
	case r >= 0x1D400 && r <= 0x1D7FF || unicode.Is(unicode.Sm, r):
		return "Noto Sans Math", core
	}
	name := scriptName(r)
	if name == "Common" || name == "Inherited" {
		switch {
		case r >= 0x600 && r <= 0x6FF:
			name = "Arabic"
		case r < 0x2190:
			name = "Latin"
		default:
			return "Noto Sans Symbols 2", core
		}
	}
	if odd, ok := oddFamilies[name]; ok {
		return odd, core
	}
	return "Noto Sans " + strings.ReplaceAll(name, "_", " "), core
}

// oddFamilies are those that are not called as their script is.
var oddFamilies = map[string]string{
	"Latin": "Noto Sans", "Greek": "Noto Sans", "Cyrillic": "Noto Sans", "Arabic": "Noto Naskh Arabic", "Nko": "Noto Sans NKo",
	"Tibetan": "Noto Serif Tibetan", "Ahom": "Noto Serif Ahom", "Dogra": "Noto Serif Dogra", "Tangut": "Noto Serif Tangut",
	"Yezidi": "Noto Serif Yezidi", "Nyiakeng_Puachue_Hmong": "Noto Serif Nyiakeng Puachue Hmong", "Phags_Pa": "Noto Sans PhagsPa",
}

// scriptNames are those of Unicode, in order.
var scriptNames = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(unicode.Scripts)) })

func scriptName(r rune) string {
	for _, name := range scriptNames() {
		if unicode.Is(unicode.Scripts[name], r) {
			return name
		}
	}
	return "Common"
}
