package rules

import (
	"bytes"
	"cmp"
	"index/suffixarray"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hria/internal/assessment"
	"hria/internal/diag"
	"hria/internal/table"
)

// What is withheld is looked for in what stays public: in every text of the
// front matter and in the body, without the sections of withheld records, which
// no page shows. What is withheld is found by comparing the document with what
// assessment.Public leaves of it, so that nothing has to be listed twice.

// leaf is one text of the front matter. record is the id of the record that
// holds it, path its address as [[withheld]] writes it: "M1.owner".
type leaf struct {
	record, path string
	text         assessment.Text
}

// leaves lists the texts of a model in the order of its fields.
func leaves(a *assessment.Assessment) []leaf {
	var out []leaf
	walkTexts("", "", reflect.ValueOf(a).Elem(), func(l leaf) { out = append(out, l) })
	return out
}

func walkTexts(record, path string, v reflect.Value, found func(leaf)) {
	switch v.Kind() {
	case reflect.Struct:
		if t, ok := v.Interface().(assessment.Text); ok {
			if t.Value != "" {
				found(leaf{record, path, t})
			}
			return
		}
		if id := v.FieldByName("ID"); id.IsValid() && path != "" {
			if t, ok := id.Interface().(assessment.Text); ok && t.Value != "" && assessment.ParseAddress(t.Value).Record == t.Value {
				record, path = t.Value, t.Value
			}
		}
		for _, f := range table.Keyed(v.Type()) {
			walkTexts(record, strings.TrimPrefix(path+"."+f.Key, "."), v.Field(f.Index), found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walkTexts(record, path, v.Index(i), found)
		}
	case reflect.Map:
		for _, k := range slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) }) {
			walkTexts(record, path, v.MapIndex(k), found)
		}
	}
}

// hidden is what the marks of a document keep from the public.
type hidden struct {
	records map[string]string // id: "engagement G2"
	texts   []leaf
}

// hides compares the document with what its marks leave of it. Publication as a
// summary is no mark: it leaves out, and hides nothing.
func hides(a *assessment.Assessment) hidden {
	whole := *a
	whole.Publication.Value = "redacted"
	whole.Source = a.Source.Headless() // the text is looked at elsewhere
	left := whole.Public()
	h := hidden{records: map[string]string{}}
	if len(a.WithheldTargets()) == 0 && len(left.Engagements) == len(a.Engagements) && len(left.Impacts) == len(a.Impacts) && len(left.Sources) == len(a.Sources) {
		return h
	}
	open := map[string]bool{}
	for _, r := range left.Records() {
		open[r.ID.Value] = true
	}
	for _, r := range a.Records() {
		if r.ID.Value != "" && !open[r.ID.Value] {
			h.records[r.ID.Value] = recordName(recordKinds[r.Letter()], r.ID)
		}
	}
	shown := map[int]bool{}
	for _, l := range leaves(left) {
		shown[l.text.Span.Start] = true
	}
	for _, l := range leaves(a) {
		if !shown[l.text.Span.Start] {
			h.texts = append(h.texts, l)
		}
	}
	return h
}

var recordKinds = map[byte]string{'I': "impact", 'M': "measure", 'G': "engagement", 'R': "mechanism", 'S': "source",
	'F': "finding", 'Q': "question", 'A': "recommendation", 'O': "opportunity"}

// repeated finds withheld words in what is public, once in the front matter and
// once in the body for each text.
func (r *Report) repeated(a *assessment.Assessment) {
	h := hides(a)
	if len(h.texts) == 0 && len(h.records) == 0 {
		return
	}
	public := a.Public()
	own := ownSections(public, h)
	r.headed(a, public, h, own)
	front, body := publicFront(public), publicBody(public, own)
	for _, l := range h.texts {
		name, whole := h.records[l.record]
		if !telling(l.text.Value, whole) {
			continue
		}
		if !whole {
			name = l.path
		}
		if at, ok := front.find(l.text.Value); ok {
			r.add(front.spans[at], "say it in other words, or withhold this too", "this repeats what %s withholds", name)
		}
		if at, ok := body.find(l.text.Value); ok {
			r.add(diag.Span{File: a.Source.File, Start: at, End: at + len(l.text.Value)},
				"say it in other words, or put the passage between ::: restricted and :::", "the text repeats what %s withholds", name)
		}
	}
}

// telling says whether a text would be recognised where it stands again.
// Shorter texts are too common to tell: single words, terms of the vocabularies,
// years; dates and numbers are no texts at all, and addresses of the web are
// often cited beside what they belong to. Whoever withholds one field by its
// name mostly hides a name, which is short: there, two words or more that begin
// and end with a capitalised one, such as "Nina Sato", are enough.
func telling(text string, wholeRecord bool) bool {
	const long, short = 20, 6
	n := utf8.RuneCountInString(text)
	if n < short || strings.Contains(text, "://") || !strings.ContainsFunc(text, unicode.IsSpace) && isTerm(text) {
		return false
	}
	if n >= long {
		return true
	}
	words := strings.Fields(text)
	capital := func(word string) bool {
		first, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(first)
	}
	return !wholeRecord && len(words) > 1 && capital(words[0]) && capital(words[len(words)-1])
}

// isTerm tells whether a text has the form of a term: "persons-with-disabilities".
func isTerm(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') })
}

// haystack finds texts fast, however many there are.
type haystack struct {
	text  []byte
	index *suffixarray.Index
	spans map[int]diag.Span // of the front matter, by where a value begins
	begin []int             // their keys, rising
}

func publicFront(public *assessment.Assessment) *haystack {
	h := &haystack{spans: map[int]diag.Span{}}
	for _, l := range leaves(public) {
		h.spans[len(h.text)] = l.text.Span
		h.begin = append(h.begin, len(h.text))
		h.text = append(append(h.text, l.text.Value...), 0)
	}
	return h
}

func publicBody(public *assessment.Assessment, own []place) *haystack {
	text := bytes.Clone(public.Source.File.Text)
	clear(text[:min(public.Source.BodyStart(), len(text))])
	for _, p := range own {
		clear(text[min(p.start, len(text)):min(p.end, len(text))])
	}
	return &haystack{text: text}
}

// find gives the first place of a text as words of their own: in the front
// matter the key of its span, in the body the offset. Of a text that stands
// there very often only some places are tried.
func (h *haystack) find(text string) (int, bool) {
	const tried = 200
	if h.index == nil {
		h.index = suffixarray.New(h.text)
	}
	hits := h.index.Lookup([]byte(text), tried)
	slices.Sort(hits)
	for _, at := range hits {
		before, _ := utf8.DecodeLastRune(h.text[:at])
		after, _ := utf8.DecodeRune(h.text[at+len(text):])
		if cased(before) || cased(after) {
			continue
		}
		if h.begin != nil {
			i, exact := slices.BinarySearch(h.begin, at)
			if !exact {
				i--
			}
			at = h.begin[i]
		}
		return at, true
	}
	return 0, false
}

// cased tells whether a letter belongs to a script that sets spaces between
// words and has capitals; elsewhere words may be joined to others.
func cased(c rune) bool { return unicode.IsUpper(c) || unicode.IsLower(c) || unicode.IsDigit(c) }

// ownSections are the sections on withheld records, as they are found when
// pages are made.
func ownSections(public *assessment.Assessment, h hidden) []place {
	return slices.DeleteFunc(sectionsOf(public), func(p place) bool { return h.records[p.record] == "" })
}

// headed finds headings that name a withheld record and do not open its
// section: the text below would be published.
func (r *Report) headed(a, public *assessment.Assessment, h hidden, own []place) {
	ids := map[string]string{}
	for id := range h.records {
		ids[strings.ToUpper(id)] = id
	}
	for _, head := range public.Source.Body.Headings {
		at := head.Span.Start
		i, exact := slices.BinarySearchFunc(own, at, func(p place, at int) int { return cmp.Compare(p.start, at) })
		if exact || i > 0 && at < own[i-1].end {
			continue
		}
		for word := range strings.FieldsFuncSeq(head.Text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			if id := ids[strings.ToUpper(word)]; id != "" {
				r.add(diag.Span{File: a.Source.File, Start: at, End: head.Span.End}, "let the heading begin with "+id+" if the section is about it, so that it is left out; else name the record elsewhere as [["+id+"]], or put the section between ::: restricted and :::",
					"this heading names %s, which is withheld, and its section would be published", h.records[id])
				break
			}
		}
	}
}
