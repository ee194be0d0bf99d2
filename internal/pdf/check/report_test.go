package check_test

import (
	"image"
	"image/color"
	"testing"

	"hria/internal/pdf"
	"hria/internal/pdf/check"
	"hria/internal/pdf/cos"
)

// report is a document with a footnote, named places, contents and an image.
func report(t *testing.T) []byte {
	t.Helper()
	ts, err := pdf.New()
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewRGBA(image.Rect(0, 0, 4, 3))
	m.Set(1, 1, color.RGBA{200, 0, 0, 255})
	mark := func(n string) pdf.Span {
		return pdf.Span{Text: n, ID: "ref-" + n, Link: "#" + n, Note: &pdf.Note{ID: n, Label: n, Back: "ref-" + n, Blocks: []pdf.Block{pdf.Paragraph{Spans: spans("a footnote")}}}}
	}
	res, err := ts.Render(t.Context(), pdf.Document{Title: "Report", Lang: "en", Blocks: []pdf.Block{
		pdf.Cover{Top: []pdf.Block{pdf.Heading{Level: 1, Spans: spans("Title")}}},
		pdf.Contents{},
		pdf.Heading{Level: 2, ID: "part", Spans: spans("Part")},
		pdf.Paragraph{Spans: []pdf.Span{{Text: "Text"}, mark("1"), {Text: " and text"}, mark("2")}},
		pdf.Figure{Alt: "A red point", Image: m},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return res.PDF
}

func TestReportMutations(t *testing.T) {
	data := report(t)
	if r := check.File(data); len(r.Findings) > 0 || len(r.Places) != 5 {
		t.Fatalf("places %q, findings %q", r.Places, r.Findings)
	}
	kind := func(m *mutable, s string) cos.Dict {
		return m.find(0, func(d cos.Dict) bool { return d["S"] == cos.Name(s) })
	}
	names := func(m *mutable) cos.Array {
		return m.objects[m.typed("Catalog")["Names"].(cos.Dict)["Dests"].(cos.Ref)].(cos.Dict)["Names"].(cos.Array)
	}
	pixels := func(m *mutable) cos.Dict {
		for _, o := range m.objects {
			if s, ok := o.(*cos.Stream); ok && s.Dict["Subtype"] == cos.Name("Image") {
				return s.Dict
			}
		}
		t.Fatal("no image")
		return nil
	}
	mutate(t, data, map[string]func(*mutable){
		"a note has no id":   func(m *mutable) { delete(kind(m, "Note"), "ID") },
		"not in the tree of": func(m *mutable) { delete(m.typed("StructTreeRoot"), "IDTree") },
		"two notes have the id": func(m *mutable) {
			m.find(0, func(d cos.Dict) bool { return d["ID"] == cos.String("2") })["ID"] = cos.String("1")
		},
		"comes after":     func(m *mutable) { l := names(m); l[0], l[2] = l[2], l[0] },
		"is on no page":   func(m *mutable) { names(m)[1] = cos.Array{cos.Ref(1), cos.Name("Fit")} },
		"P in TOC":        func(m *mutable) { kind(m, "TOCI")["S"] = cos.Name("P") },
		"has SMask":       func(m *mutable) { pixels(m)["SMask"] = cos.Ref(1) },
		"is interpolated": func(m *mutable) { pixels(m)["Interpolate"] = true },
		"by 30 pixels":    func(m *mutable) { pixels(m)["Height"] = 30 },
	})
}
