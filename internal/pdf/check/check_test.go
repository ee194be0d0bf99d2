package check_test

import (
	"strings"
	"testing"

	"hria/internal/pdf"
	"hria/internal/pdf/check"
	"hria/internal/pdf/cos"
)

func spans(s string) []pdf.Span { return []pdf.Span{{Text: s}} }

// note is a document with one of everything the checker has rules for, but
// for what is given.
func note(t *testing.T, attached ...pdf.Attachment) []byte {
	t.Helper()
	ts, err := pdf.New()
	if err != nil {
		t.Fatal(err)
	}
	row := func(a, b string) pdf.Row {
		return pdf.Row{Cells: []pdf.Cell{{Spans: spans(a)}, {Spans: spans(b)}}}
	}
	res, err := ts.Render(t.Context(), pdf.Document{
		Title: "Note", Author: "Somebody", Lang: "en",
		Attached: attached, Watermark: pdf.Watermark{Text: "Draft", Color: pdf.RGB(0xe8, 0xe8, 0xe8)},
		Footer: func(pdf.Page) pdf.Bar { return pdf.Bar{Start: spans("footer")} },
		Blocks: []pdf.Block{
			pdf.Heading{Level: 1, Spans: spans("Title")},
			pdf.Heading{Level: 2, ID: "a", Spans: spans("Part")},
			pdf.Paragraph{Spans: []pdf.Span{{Text: "Text with a "}, {Text: "link", Link: "https://example.org/"}, {Text: " and "}, {Text: "another", Link: "#a"}, {Text: "."}}},
			pdf.List{Items: []pdf.Item{{Blocks: []pdf.Block{pdf.Paragraph{Spans: spans("Item")}}}}},
			pdf.Table{Caption: spans("Caption"), Columns: make([]pdf.Column, 2), RowHeader: true, Header: []pdf.Row{row("A", "B")}, Rows: []pdf.Row{row("1", "2")}},
			pdf.Figure{Alt: "A line.", Height: 10, Draw: func(c *pdf.Canvas) { c.Line(0, 0, 9, 9, pdf.Paint{Stroke: pdf.RGB(0, 0, 0)}) }},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return res.PDF
}

func TestCleanFile(t *testing.T) {
	r := check.File(note(t))
	for _, f := range r.Findings {
		t.Error(f)
	}
	var got []string
	for _, e := range r.Elems {
		got = append(got, e.Kind+":"+e.Text)
	}
	want := "Document:|H1:Title|H2:Part|P:Text with a  and .|Link:link|Link:another|L:|LI:|Lbl:•|LBody:Item|" +
		"Table:|Caption:Caption|THead:|TR:|TH:A|TH:B|TBody:|TR:|TH:1|TD:2|Figure:"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("structure is\n%s\nwant\n%s", s, want)
	}
}

// mutable is a file taken apart, to be changed and put together again.
type mutable struct {
	file    *cos.File
	objects map[cos.Ref]any
	trailer cos.Dict
}

// find returns the nth dictionary for which ok holds.
func (m *mutable) find(n int, ok func(cos.Dict) bool) cos.Dict {
	for _, r := range m.file.Refs() {
		d, _ := m.objects[r].(cos.Dict)
		if d != nil && ok(d) {
			if n == 0 {
				return d
			}
			n--
		}
	}
	return cos.Dict{}
}

func (m *mutable) elem(kind cos.Name) cos.Dict {
	return m.find(0, func(d cos.Dict) bool { return d["S"] == kind && d["P"] != nil })
}

func (m *mutable) typed(kind cos.Name) cos.Dict {
	return m.find(0, func(d cos.Dict) bool { return d["Type"] == kind })
}

// page changes the content of the first page.
func (m *mutable) page(old, new string) {
	s := m.objects[m.typed("Page")["Contents"].(cos.Ref)].(*cos.Stream)
	s.Data = []byte(strings.Replace(string(s.Data), old, new, 1))
}

func takeApart(t *testing.T, data []byte) *mutable {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	m := &mutable{f, map[cos.Ref]any{}, cos.Dict{}}
	for _, key := range []cos.Name{"Root", "Info", "ID"} {
		m.trailer[key] = f.Trailer[key]
	}
	for _, r := range f.Refs() {
		v := f.Get(r)
		if s, ok := v.(*cos.Stream); ok {
			if s.Dict["Type"] == cos.Name("ObjStm") || s.Dict["Type"] == cos.Name("XRef") {
				continue
			}
			b, err := f.Data(s)
			if err != nil {
				t.Fatal(err)
			}
			delete(s.Dict, "Filter")
			s.Data = b
		}
		m.objects[r] = v
	}
	return m
}

func (m *mutable) bytes() []byte {
	out := []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	refs := m.file.Refs()
	offsets := map[cos.Ref]int{}
	for _, r := range refs {
		v, ok := m.objects[r]
		if !ok {
			continue
		}
		offsets[r] = len(out)
		out = append(cos.Append(out, int(r)), " 0 obj\n"...)
		if s, ok := v.(*cos.Stream); ok {
			s.Dict["Length"] = len(s.Data)
			out = append(cos.Append(out, s.Dict), "\nstream\n"...)
			out = append(append(out, s.Data...), "\nendstream\n"...)
		} else {
			out = cos.Append(out, v)
		}
		out = append(out, "\nendobj\n"...)
	}
	at := len(out)
	out = append(out, "xref\n"...)
	for _, r := range refs {
		if off, ok := offsets[r]; ok {
			out = append(cos.Append(out, int(r)), " 1\n"...)
			out = append(cos.Append(out, off), " 00000 n\n"...)
		}
	}
	out = append(out, "trailer\n"...)
	out = cos.Append(out, m.trailer)
	return append(cos.Append(append(out, "\nstartxref\n"...), at), "\n%%EOF\n"...)
}

// TestMutations breaks a good file in one place at a time: each break must be
// found.
func TestMutations(t *testing.T) {
	data := note(t)
	if f := check.File(takeApart(t, data).bytes()).Findings; len(f) > 0 {
		t.Fatalf("taking apart and putting together breaks the file: %q", f)
	}
	link := func(m *mutable) cos.Dict { return m.typed("Annot") }
	cases := map[string]func(m *mutable){
		"not closed":           func(m *mutable) { m.page("EMC", "") },
		"draws in 0":           func(m *mutable) { m.page("/Artifact <</Type/Pagination/Subtype/Footer>> BDC", "") },
		"id 1 is used twice":   func(m *mutable) { m.page("/MCID 0>>", "/MCID 1>>") },
		"belongs to no":        func(m *mutable) { delete(m.elem("H1"), "K") },
		"belongs to two":       func(m *mutable) { m.elem("H1")["K"] = cos.Array{0, 1} },
		"no alternative":       func(m *mutable) { delete(m.elem("Figure"), "Alt") },
		"no BBox":              func(m *mutable) { delete(m.elem("Figure"), "A") },
		"no scope":             func(m *mutable) { delete(m.elem("TH"), "A") },
		"follows a heading":    func(m *mutable) { m.elem("H2")["S"] = cos.Name("H3") },
		"headings of level 1":  func(m *mutable) { m.elem("H2")["S"] = cos.Name("H1") },
		"TH in P":              func(m *mutable) { m.elem("TR")["S"] = cos.Name("P") },
		"unknown type":         func(m *mutable) { m.elem("P")["S"] = cos.Name("Para") },
		"columns":              func(m *mutable) { d := m.elem("TR"); d["K"] = d["K"].(cos.Array)[0] },
		"parent is":            func(m *mutable) { m.elem("P")["P"] = cos.Ref(1) },
		"not described":        func(m *mutable) { delete(link(m), "Contents") },
		"has no annotation":    func(m *mutable) { d := m.elem("Link"); d["K"] = d["K"].(cos.Array)[0] },
		"wrong for annotation": func(m *mutable) { link(m)["StructParent"] = 99 },
		"leads to":             func(m *mutable) { link(m)["A"].(cos.Dict)["URI"] = cos.String("javascript:alert(1)") },
		"wrong for content":    func(m *mutable) { m.typed("Page")["StructParents"] = 99 },
		"tab order":            func(m *mutable) { delete(m.typed("Page"), "Tabs") },
		"no Lang":              func(m *mutable) { delete(m.typed("Catalog"), "Lang") },
		"not displayed":        func(m *mutable) { delete(m.typed("Catalog"), "ViewerPreferences") },
		"marked as tagged":     func(m *mutable) { delete(m.typed("Catalog"), "MarkInfo") },
		"no structure tree":    func(m *mutable) { delete(m.typed("Catalog"), "StructTreeRoot") },
		"XMP says": func(m *mutable) {
			m.objects[m.file.Trailer["Info"].(cos.Ref)].(cos.Dict)["Title"] = cos.String("Other")
		},
		"no ToUnicode": func(m *mutable) {
			delete(m.find(0, func(d cos.Dict) bool { return d["Subtype"] == cos.Name("Type0") }), "ToUnicode")
		},
		"not embedded": func(m *mutable) { delete(m.typed("FontDescriptor"), "FontFile2") },
		"wide in the file": func(m *mutable) {
			d := m.find(0, func(d cos.Dict) bool { return d["Subtype"] == cos.Name("CIDFontType2") })
			d["W"].(cos.Array)[1].(cos.Array)[0] = 9
		},
		"leads nowhere": func(m *mutable) {
			delete(m.find(1, func(d cos.Dict) bool { return d["Dest"] != nil && d["Title"] != nil }), "Dest")
		},
	}
	mutate(t, data, cases)
}

// mutate changes a file in one way at a time and wants the name of each case
// among what is found.
func mutate(t *testing.T, data []byte, cases map[string]func(*mutable)) {
	t.Helper()
	before := string(takeApart(t, data).bytes())
	for want, change := range cases {
		t.Run(want, func(t *testing.T) {
			m := takeApart(t, data)
			change(m)
			if string(m.bytes()) == before {
				t.Fatal("nothing was changed")
			}
			found := check.File(m.bytes()).Findings
			if !strings.Contains(strings.Join(found, "\n"), want) {
				t.Errorf("not found; findings are %q", found)
			}
		})
	}
}

// TestAttached reads files in a file back, and finds what is wrong with them.
func TestAttached(t *testing.T) {
	data := note(t,
		pdf.Attachment{Name: "a.json", Type: "application/json", Description: "The data", Data: []byte(`{"a":1}`)},
		pdf.Attachment{Name: "ä b.csv", Type: "text/csv", Description: "بيانات", Data: nil})
	r := check.File(data)
	if len(r.Findings) > 0 || len(r.Attached) != 2 {
		t.Fatalf("%d files, findings %q", len(r.Attached), r.Findings)
	}
	if a := r.Attached[0]; a.Name != "a.json" || a.Type != "application/json" || a.Description != "The data" || string(a.Data) != `{"a":1}` {
		t.Errorf("read back %+v", a)
	}
	if a := r.Attached[1]; a.Name != "ä b.csv" || a.Description != "بيانات" || len(a.Data) != 0 {
		t.Errorf("read back %+v", a)
	}
	spec := func(m *mutable) cos.Dict { return m.typed("Filespec") }
	file := func(m *mutable) *cos.Stream {
		return m.objects[spec(m)["EF"].(cos.Dict)["F"].(cos.Ref)].(*cos.Stream)
	}
	mutate(t, data, map[string]func(*mutable){
		"names of Pages":       func(m *mutable) { m.typed("Catalog")["Names"].(cos.Dict)["Pages"] = cos.Dict{} },
		"tied to the document": func(m *mutable) { delete(m.typed("Catalog"), "AF") },
		"called":               func(m *mutable) { delete(spec(m), "F") },
		"no description":       func(m *mutable) { delete(spec(m), "Desc") },
		"what it is to":        func(m *mutable) { delete(spec(m), "AFRelationship") },
		"is not there":         func(m *mutable) { delete(spec(m), "EF") },
		"has no type":          func(m *mutable) { delete(file(m).Dict, "Subtype") },
		"not 8":                func(m *mutable) { file(m).Dict["Params"].(cos.Dict)["Size"] = 8 },
		"PDF/A-3 with 0":       func(m *mutable) { delete(m.typed("Catalog"), "Names"); delete(m.typed("Catalog"), "AF") },
		"PDF/A-2 with 2": func(m *mutable) {
			s := m.metadata()
			s.Data = []byte(strings.Replace(string(s.Data), "part>3<", "part>2<", 1))
		},
		"is out of order": func(m *mutable) {
			l := m.typed("Catalog")["Names"].(cos.Dict)["EmbeddedFiles"].(cos.Dict)["Names"].(cos.Array)
			l[0], l[1], l[2], l[3] = l[2], l[3], l[0], l[1]
		},
	})
}

// metadata is the stream of XMP.
func (m *mutable) metadata() *cos.Stream {
	return m.objects[m.typed("Catalog")["Metadata"].(cos.Ref)].(*cos.Stream)
}

// FuzzFile makes sure that no file makes the checker panic.
func FuzzFile(f *testing.F) {
	f.Add([]byte("%PDF-1.7\nstartxref\n0\n%%EOF"))
	f.Add([]byte("1 0 obj<</Type/XRef/W[1 2 1]/Length 4>>stream\n\x01\x00\x00\x00\nendstream startxref 0"))
	f.Fuzz(func(t *testing.T, b []byte) { check.File(b) })
}
