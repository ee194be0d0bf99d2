package pdf

import (
	"bytes"
	"strings"
	"testing"

	"hria/internal/pdf/check"
	"hria/internal/pdf/cos"
)

// unpacked gives the streams of a file.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, ref := range f.Refs() {
		if s, ok := f.Get(ref).(*cos.Stream); ok {
			b, err := f.Data(s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, b...)
		}
	}
	return all
}

// TestBadAttachment refuses attachments that no viewer could show.
func TestBadAttachment(t *testing.T) {
	ok := Attachment{Name: "a", Type: "text/csv", Description: "d"}
	for want, change := range map[string]func(*Attachment){
		"cannot be called": func(a *Attachment) { a.Name = "../a" },
		"no type of files": func(a *Attachment) { a.Type = "json" },
		"no description":   func(a *Attachment) { a.Description = " " },
		"order of names":   func(a *Attachment) { a.Name = "A" },
		"at most":          func(a *Attachment) { a.Data = make([]byte, 65<<20) },
	} {
		bad := ok
		bad.Name = "b"
		change(&bad)
		_, err := setter(t).Render(t.Context(), Document{Title: "T", Lang: "en", Attached: []Attachment{ok, bad}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v", want, err)
		}
	}
}

// TestWatermark looks for the word behind every page, as an artifact and in no
// element, in both directions and whatever its length.
func TestWatermark(t *testing.T) {
	for lang, word := range map[string]string{"en": "Draft", "ar": "مسودة", "fr": "Une très longue mention qui dit que ce document n'est pas achevé et ne doit pas être utilisé"} {
		doc := Document{Title: "T", Lang: lang, Watermark: Watermark{Text: word, Color: RGB(0xe6, 0xe6, 0xe6)},
			Blocks: []Block{Heading{Level: 1, Spans: []Span{{Text: "One"}}}, PageBreak{}, Paragraph{Spans: []Span{{Text: "Two"}}}}}
		res, err := setter(t).Render(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		r := check.File(res.PDF)
		for _, f := range r.Findings {
			t.Errorf("%s: %s", lang, f)
		}
		if n := bytes.Count(unpacked(t, res.PDF), []byte("/Subtype/Watermark")); n != 2 {
			t.Errorf("%s: %d watermarks on two pages", lang, n)
		}
		for _, e := range r.Elems {
			if strings.Contains(e.Text, word) {
				t.Errorf("%s: the watermark is read as %s", lang, e.Kind)
			}
		}
	}
}
