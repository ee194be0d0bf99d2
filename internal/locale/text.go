package locale

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"hria/internal/diag"
	"hria/internal/table"
)

// Texts holds the interface texts of one language. It is immutable.
type Texts struct {
	Lang     string
	tag      language.Tag
	texts    map[string]string
	plurals  map[string]map[string]string
	explains map[string]table.Entry // by the key of what is explained
	months   []string
	alone    []string // months outside a date, where they differ
	short    []string // months where there is little room; as in dates where there are none
	date     string
	thousand string
	decimal  string
	and      string
	comma    string
	fallback *Texts
}

// Bundle holds the interface texts of all languages of a site.
type Bundle struct {
	langs map[string]*Texts
}

// Fallback is the language that every text exists in.
const Fallback = "en"

// Load reads every file of lang/*.toml in fsys, and of explain/*.toml those of
// some languages: they are long, and few pages need them. A file that cannot be
// read is an error; what is wrong inside it are findings, since a site may bring
// its own.
func Load(fsys fs.FS, explained ...string) (*Bundle, diag.List, error) {
	names, err := fs.Glob(fsys, "lang/*.toml")
	if err != nil {
		return nil, nil, err
	}
	b, findings := &Bundle{map[string]*Texts{}}, diag.List{}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, nil, err
		}
		t, bad := table.ParseTOML(&diag.File{Path: "templates/" + name, Text: text}, 0, len(text))
		findings = append(findings, bad...)
		lang := strings.TrimSuffix(path.Base(name), ".toml")
		b.langs[lang] = newTexts(lang, t)
	}
	if b.langs[Fallback] == nil {
		return nil, findings, fmt.Errorf("templates/lang/%s.toml is missing", Fallback)
	}
	for lang, t := range b.langs {
		if lang != Fallback {
			t.fallback = b.langs[Fallback]
		}
	}
	for _, lang := range explained {
		bad, err := b.For(lang).loadExplained(fsys)
		if err != nil {
			return nil, nil, err
		}
		findings = append(findings, bad...)
	}
	return b, findings, nil
}

// loadExplained reads what the language explains, where it explains something.
func (t *Texts) loadExplained(fsys fs.FS) (diag.List, error) {
	name := "explain/" + t.Lang + ".toml"
	text, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) || t.explains != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, bad := table.ParseTOML(&diag.File{Path: "templates/" + name, Text: text}, 0, len(text))
	t.explains = map[string]table.Entry{}
	flatten(all, "", t.explains)
	return bad, nil
}

// flatten puts all that is no table under dotted keys.
func flatten(t *table.Table, prefix string, into map[string]table.Entry) {
	for _, e := range t.Entries {
		if e.Value.Table != nil {
			flatten(e.Value.Table, prefix+e.Key+".", into)
		} else {
			into[prefix+e.Key] = e
		}
	}
}

func newTexts(lang string, t *table.Table) *Texts {
	var d struct {
		Texts   map[string]string            `key:"text"`
		Plurals map[string]map[string]string `key:"plural"`
		Date    struct {
			Months []string `key:"months"`
			Alone  []string `key:"alone"`
			Short  []string `key:"short"`
			Format string   `key:"format"`
		} `key:"date"`
		Number struct {
			Thousand string `key:"thousand"`
			Decimal  string `key:"decimal"`
		} `key:"number"`
		List struct {
			And   string `key:"and"`
			Comma string `key:"comma"`
		} `key:"list"`
	}
	table.Decode(t, &d)
	return &Texts{Lang: lang, tag: language.Make(lang), texts: d.Texts, plurals: d.Plurals, months: d.Date.Months, alone: d.Date.Alone, short: d.Date.Short, date: d.Date.Format,
		thousand: d.Number.Thousand, decimal: d.Number.Decimal, and: d.List.And, comma: d.List.Comma}
}

// For gives the texts of a language, of its script or its base language, or
// English: zh-TW reads zh-Hant where a site has it, else zh.
func (b *Bundle) For(lang string) *Texts {
	if t := b.langs[lang]; t != nil {
		return t
	}
	base, _, _ := strings.Cut(lang, "-")
	script, _ := language.Make(lang).Script()
	for _, l := range []string{base + "-" + script.String(), base, Fallback} {
		if t := b.langs[l]; t != nil {
			return t
		}
	}
	return &Texts{Lang: Fallback, tag: language.Make(Fallback)}
}

// Languages lists the languages of the bundle, sorted.
func (b *Bundle) Languages() []string {
	var out []string
	for l := range b.langs {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// Keys lists the keys of the texts and plurals of a language, sorted; tests
// hold the languages against each other with it.
func (t *Texts) Keys() []string {
	var out []string
	for k := range t.texts {
		out = append(out, k)
	}
	for k := range t.plurals {
		out = append(out, "plural."+k)
	}
	slices.Sort(out)
	return out
}

// Has tells whether there is a text for the key in this language or English.
func (t *Texts) Has(key string) bool {
	return t.texts[key] != "" || t.fallback != nil && t.fallback.Has(key)
}

// T gives the text of a key, with {0}, {1} … replaced by args; English where
// the language lacks it, and the key itself where nobody has it.
func (t *Texts) T(key string, args ...any) string {
	text, ok := t.texts[key]
	if !ok {
		if t.fallback != nil {
			return t.fallback.T(key, args...)
		}
		text = key
	}
	return substitute(text, args)
}

func substitute(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	return fill(text, func(name string) (string, bool) {
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(args) {
			return "", false
		}
		if said, ok := args[i].(string); ok {
			return said, true
		}
		return fmt.Sprint(args[i]), true
	})
}

// fill writes a text with what its braces name in their place; what nobody knows
// stays as it is.
func fill(text string, said func(name string) (string, bool)) string {
	room := make([]byte, 0, 128)
	rest := text
	for {
		at := strings.IndexByte(rest, '{')
		end := strings.IndexByte(rest[max(at, 0):], '}')
		if at < 0 || end < 0 {
			return string(append(room, rest...))
		}
		room = append(room, rest[:at]...)
		if value, ok := said(rest[at+1 : at+end]); ok {
			room, rest = append(room, value...), rest[at+end+1:]
		} else {
			room, rest = append(room, '{'), rest[at+1:]
		}
	}
}

// N gives the plural text of a key for a count, by CLDR's rules; {0} is the
// number as the language writes it, args follow from {1}.
func (t *Texts) N(key string, n int, args ...any) string {
	forms := t.plurals[key]
	if forms == nil {
		if t.fallback != nil {
			return t.fallback.N(key, n, args...)
		}
		return key
	}
	text := forms[pluralForm(t.tag, n)]
	if text == "" {
		text = forms["other"]
	}
	return substitute(text, append([]any{t.Number(n)}, args...))
}

// Forms gives the texts of a plural key by CLDR's names of its forms (one, few,
// other …), each with {0} in the place of the number.
func (t *Texts) Forms(key string) map[string]string {
	if t.plurals[key] == nil && t.fallback != nil {
		return t.fallback.Forms(key)
	}
	return t.plurals[key]
}

// Explain gives what the language explains under a key, such as
// "rule.ID-01.why" or "right.privacy"; "" where it does not, or was not loaded
// for it: what English says stands in the vocabularies.
func (t *Texts) Explain(key string) string {
	if e := t.explains[key]; e.Value.Kind == table.String {
		return e.Value.Text
	}
	return ""
}

// Explained lists the keys of what the language explains, sorted.
func (t *Texts) Explained() []string { return slices.Sorted(maps.Keys(t.explains)) }

// Unshown finds what the language explains in vain: under a key that is none of
// those that are shown, or as something else than a text.
func (t *Texts) Unshown(shown []string) diag.List {
	known := map[string]bool{}
	for _, key := range shown {
		known[key] = true
	}
	var out diag.List
	for _, key := range t.Explained() {
		e := t.explains[key]
		f := diag.Finding{Rule: "ID-02", Severity: diag.Warning}
		switch {
		case !known[key]:
			f.Span, f.Message = e.KeySpan, fmt.Sprintf("nothing is explained under %q", key)
			f.Help = "take it away"
			if near := diag.Nearest(key, shown); near != "" {
				f.Help = fmt.Sprintf("write it as %q, or take it away", near)
			}
		case e.Value.Kind != table.String:
			f.Span, f.Message, f.Help = e.Value.Span, fmt.Sprintf("%q is no text", key), `write a text in quotes, as in why = "So that everybody can check it"`
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}

// Below gives the texts and the forms of plurals whose keys begin with a prefix,
// by what follows it, for a script that says them; English where the language
// lacks one.
func (t *Texts) Below(prefix string) (texts map[string]string, plurals map[string]map[string]string) {
	texts, plurals = map[string]string{}, map[string]map[string]string{}
	if t.fallback != nil {
		texts, plurals = t.fallback.Below(prefix)
	}
	for key, text := range t.texts {
		if name, ok := strings.CutPrefix(key, prefix); ok {
			texts[name] = text
		}
	}
	for key, forms := range t.plurals {
		if name, ok := strings.CutPrefix(key, prefix); ok {
			plurals[name] = forms
		}
	}
	return texts, plurals
}

func pluralForm(lang language.Tag, n int) string {
	switch plural.Cardinal.MatchPlural(lang, max(n, -n), 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return ""
}

// Date writes a day as the language does: "2 March 2026", « 2 mars 2026 »,
// "2026年3月2日". A format without {month} needs no names of months.
func (t *Texts) Date(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	named := strings.Contains(t.date, "{month}")
	if t.date == "" || named && len(t.months) != 12 {
		if t.fallback != nil {
			return t.fallback.Date(day)
		}
		return day.Format(time.DateOnly)
	}
	d := strconv.Itoa(day.Day())
	if day.Day() == 1 && strings.HasPrefix(t.Lang, "fr") {
		d = "1er"
	}
	month := ""
	if named {
		month = t.months[day.Month()-1]
	}
	return fill(t.date, func(name string) (string, bool) {
		switch name {
		case "d":
			return d, true
		case "m":
			return strconv.Itoa(int(day.Month())), true
		case "y":
			return strconv.Itoa(day.Year()), true
		}
		return month, name == "month"
	})
}

// Month writes a month of a year as a heading does: "March 2026".
func (t *Texts) Month(day time.Time) string {
	if !strings.Contains(t.date, "{d}") || len(t.months) != 12 && strings.Contains(t.date, "{month}") {
		if t.fallback != nil {
			return t.fallback.Month(day)
		}
		return day.Format("2006-01")
	}
	format, _, _ := strings.Cut(t.date, "{d}")
	month := ""
	if len(t.months) == 12 {
		month = t.months[day.Month()-1]
		format = t.date[strings.Index(t.date, "{month}"):]
	}
	if len(t.alone) == 12 {
		month = t.alone[day.Month()-1]
	}
	first, size := utf8.DecodeRuneInString(month)
	month = string(unicode.ToUpper(first)) + month[size:]
	return strings.NewReplacer("{month}", month, "{m}", strconv.Itoa(int(day.Month())), "{y}", strconv.Itoa(day.Year())).Replace(format)
}

// ShortMonth names a month where there is little room: "Mar". A language without
// names of months has its number.
func (t *Texts) ShortMonth(m time.Month) string {
	for _, names := range [][]string{t.short, t.alone, t.months} {
		if len(names) == 12 {
			return names[m-1]
		}
	}
	return strconv.Itoa(int(m))
}

// Number writes a whole number with the separators of the language.
func (t *Texts) Number(n int) string {
	digits := strconv.Itoa(max(n, -n))
	least := 4
	if strings.HasPrefix(t.Lang, "es") {
		least = 5 // Spanish groups from five digits on
	}
	if len(digits) >= least {
		for i := len(digits) - 3; i > 0; i -= 3 {
			digits = digits[:i] + t.thousand + digits[i:]
		}
	}
	if n < 0 {
		return "-" + digits
	}
	return digits
}

// Decimal writes a number with as many decimals as it needs.
func (t *Texts) Decimal(x float64) string {
	whole, part, found := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return whole
	}
	out := t.Number(n)
	if n == 0 && x < 0 {
		out = "-" + out
	}
	if found {
		out += t.decimal + part
	}
	return out
}

// Comma is what parts the names of a list; the text "comma" parts what a
// sentence says, which is another sign in Chinese.
func (t *Texts) Comma() string {
	if t.comma == "" && t.fallback != nil {
		return t.fallback.comma
	}
	return t.comma
}

// Join makes one phrase of a list: "a, b and c".
func (t *Texts) Join(list []string) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0]
	}
	last := len(list) - 1
	return strings.Join(list[:last], t.comma) + t.and + list[last]
}
