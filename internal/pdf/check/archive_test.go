package check_test

import (
	"bytes"
	"math/rand"
	"strings"
	"testing"

	"hria/internal/pdf"
	"hria/internal/pdf/check"
	"hria/internal/pdf/cos"
)

// TestArchiveMutations breaks what an archive needs, and what ties the structure
// to the pages.
func TestArchiveMutations(t *testing.T) {
	data := note(t)
	xmp := func(old, new string) func(*mutable) {
		return func(m *mutable) { s := m.metadata(); s.Data = bytes.Replace(s.Data, []byte(old), []byte(new), 1) }
	}
	info := func(m *mutable) cos.Dict { return m.objects[m.trailer["Info"].(cos.Ref)].(cos.Dict) }
	program := func(m *mutable) *cos.Stream {
		return m.objects[m.typed("FontDescriptor")["FontFile2"].(cos.Ref)].(*cos.Stream)
	}
	unicodes := func(old, new string) func(*mutable) {
		return func(m *mutable) {
			d := m.find(0, func(d cos.Dict) bool { return d["Subtype"] == cos.Name("Type0") })
			s := m.objects[d["ToUnicode"].(cos.Ref)].(*cos.Stream)
			s.Data = bytes.Replace(s.Data, []byte(old), []byte(new), 1)
		}
	}
	composite := func(m *mutable) cos.Dict {
		return m.find(0, func(d cos.Dict) bool { return d["Subtype"] == cos.Name("Type0") })
	}
	simple := func(m *mutable) cos.Dict {
		return m.find(0, func(d cos.Dict) bool { return d["Subtype"] == cos.Name("CIDFontType2") })
	}
	intent := func(m *mutable) cos.Dict { return m.typed("Catalog")["OutputIntents"].(cos.Array)[0].(cos.Dict) }
	tree := func(m *mutable) cos.Dict {
		d := m.typed("StructTreeRoot")
		if r, ok := d["ParentTree"].(cos.Ref); ok {
			return m.objects[r].(cos.Dict)
		}
		return d["ParentTree"].(cos.Dict)
	}
	bookmark := func(m *mutable, n int) cos.Dict {
		return m.find(n, func(d cos.Dict) bool { return d["Dest"] != nil && d["Title"] != nil })
	}
	mutate(t, data, map[string]func(*mutable){
		"is encrypted":                 func(m *mutable) { m.trailer["Encrypt"] = cos.Dict{"Filter": cos.Name("Standard")} },
		"no identifier":                func(m *mutable) { delete(m.trailer, "ID") },
		"catalog has OCProperties":     func(m *mutable) { m.typed("Catalog")["OCProperties"] = cos.Dict{} },
		"catalog has OpenAction":       func(m *mutable) { m.typed("Catalog")["OpenAction"] = cos.Dict{} },
		"0 output intents":             func(m *mutable) { delete(m.typed("Catalog"), "OutputIntents") },
		"not one of PDF/A":             func(m *mutable) { intent(m)["S"] = cos.Name("GTS_PDFX") },
		"profile of the output intent": func(m *mutable) { m.objects[intent(m)["DestOutputProfile"].(cos.Ref)].(*cos.Stream).Data[36] = 'x' },
		"lies in another file":         func(m *mutable) { program(m).Dict["F"] = cos.String("other.ttf") },
		"other than Flate":             func(m *mutable) { program(m).Dict["Filter"] = cos.Name("LZWDecode") },
		"claim PDF/UA-1":               xmp("<pdfuaid:part>1", "<pdfuaid:part>2"),
		"claim PDF/A-2":                xmp("<pdfaid:part>2", "<pdfaid:part>1"),
		"claim level A":                xmp("conformance>A", "conformance>U"),
		"describe the property":        xmp("prefix>pdfuaid", "prefix>other"),
		"XMP says that the language":   xmp("<rdf:li>en</rdf:li>", "<rdf:li>fr</rdf:li>"),
		"XMP is no XML":                xmp("</rdf:RDF>", "</rdf:Oops>"),
		"for CreationDate":             func(m *mutable) { info(m)["CreationDate"] = cos.String("D:20200101000000Z") },
		"for Creator":                  func(m *mutable) { info(m)["Creator"] = cos.String("Else") },
		"for Keywords":                 func(m *mutable) { info(m)["Keywords"] = cos.String("a, b") },
		"which is no tag":              func(m *mutable) { m.typed("Catalog")["Lang"] = cos.String("en_GB") },
		"of a P is":                    func(m *mutable) { m.elem("P")["Lang"] = cos.String("?") },
		"the operator \"gs\"":          func(m *mutable) { m.page("EMC", "/G0 gs EMC") },
		"the operator \"sh\"":          func(m *mutable) { m.page("EMC", "/S0 sh EMC") },
		"are not restored":             func(m *mutable) { m.page("EMC", "q EMC") },
		"saved -1 deep":                func(m *mutable) { m.page("EMC", "Q q EMC") },
		"saved 29 deep":                func(m *mutable) { m.page("EMC", strings.Repeat("q ", 29)+strings.Repeat("Q ", 29)+"EMC") },
		"has no content":               func(m *mutable) { delete(m.typed("Page"), "Contents") },
		"are nested":                   func(m *mutable) { m.page("EMC", "/Span <</MCID 0>> BDC EMC EMC") },
		"EMC without BDC":              func(m *mutable) { m.page("EMC", "EMC EMC") },
		"text without a font":          func(m *mutable) { m.page("Tf", "pop") },
		"outside of a text object":     func(m *mutable) { m.page("BT", ""); m.page("ET", "") },
		"not one Document":             func(m *mutable) { m.elem("Document")["S"] = cos.Name("Sect") },
		"no root of its type":          func(m *mutable) { m.typed("StructTreeRoot")["Type"] = cos.Name("Tree") },
		"maps roles":                   func(m *mutable) { m.typed("StructTreeRoot")["RoleMap"] = cos.Dict{} },
		"is not in the tree":           func(m *mutable) { delete(m.elem("L"), "K") },
		"an empty L":                   func(m *mutable) { delete(m.elem("L"), "K") },
		"out of order":                 func(m *mutable) { l := tree(m)["Nums"].(cos.Array); l[0], l[2] = l[2], l[0]; l[1], l[3] = l[3], l[1] },
		"the parent tree has":          func(m *mutable) { t := tree(m); t["Nums"] = t["Nums"].(cos.Array)[:2] },
		"the page":                     func(m *mutable) { l := first(m, tree(m)); l[len(l)-1] = nil; setFirst(m, tree(m), l[:len(l)-1]) },
		"does not say what they are":   func(m *mutable) { delete(m.elem("L"), "A") },
		"no BBox on its page":          func(m *mutable) { m.elem("Figure")["A"].(cos.Dict)["BBox"] = cos.Array{-900, 0, 10, 10} },
		"not printed":                  func(m *mutable) { m.typed("Annot")["F"] = 2 },
		"does not lie on the page":     func(m *mutable) { m.typed("Annot")["Rect"] = cos.Array{10, 10, 10, 20} },
		"annotation of type":           func(m *mutable) { m.typed("Annot")["Subtype"] = cos.Name("Widget") },
		"link belongs to no":           func(m *mutable) { d := m.elem("Link"); d["K"] = d["K"].(cos.Array)[:1] },
		"a link does":                  func(m *mutable) { m.typed("Annot")["A"].(cos.Dict)["S"] = cos.Name("Launch") },
		"has the encoding":             func(m *mutable) { composite(m)["Encoding"] = cos.Name("WinAnsiEncoding") },
		"not a composite font":         func(m *mutable) { delete(composite(m), "DescendantFonts") },
		"not glyph numbers":            func(m *mutable) { delete(simple(m), "CIDToGIDMap") },
		"or not as a subset":           func(m *mutable) { m.typed("FontDescriptor")["FontName"] = cos.Name("Arial") },
		"belong to a collection":       func(m *mutable) { simple(m)["CIDSystemInfo"].(cos.Dict)["Ordering"] = cos.String("Japan1") },
		"says otherwise":               func(m *mutable) { program(m).Dict["Length1"] = 7 },
		"is damaged":                   func(m *mutable) { d := program(m).Data; d[len(d)/2] ^= 0x10 },
		"glyphs and": func(m *mutable) {
			program(m).Data = []byte("\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
			program(m).Dict["Length1"] = 12
		},
		"has no text":             unicodes("<0001> <", "<0FFF> <"),
		"has the text":            unicodes("<0001> <", "<0001> <FEFF"),
		"outside of its font":     unicodes("<0001> <", "<0001> <E123"),
		"does not know its":       func(m *mutable) { bookmark(m, 1)["Parent"] = cos.Ref(1) },
		"the last bookmark":       func(m *mutable) { bookmark(m, 0)["Last"] = cos.Ref(1) },
		"a bookmark has no title": func(m *mutable) { bookmark(m, 0)["Title"] = cos.String("") },
		"no XMP":                  func(m *mutable) { delete(m.typed("Catalog"), "Metadata") },
		"no title":                func(m *mutable) { delete(info(m), "Title") },
		"StructParents":           func(m *mutable) { delete(m.typed("Page"), "StructParents") },
		"no pages":                func(m *mutable) { m.typed("Pages")["Kids"] = cos.Array{} },
		"is met twice":            func(m *mutable) { d := m.elem("LI"); d["K"] = append(d["K"].(cos.Array), d["K"].(cos.Array)[0]) },
		"one revision":            func(m *mutable) { m.metadata().Data = append(m.metadata().Data, "%%EOF"...) },
	})
}

// first is the list of the first page in the parent tree.
func first(m *mutable, tree cos.Dict) cos.Array {
	v := tree["Nums"].(cos.Array)[1]
	if r, ok := v.(cos.Ref); ok {
		v = m.objects[r]
	}
	return v.(cos.Array)
}

func setFirst(m *mutable, tree cos.Dict, list cos.Array) {
	if r, ok := tree["Nums"].(cos.Array)[1].(cos.Ref); ok {
		m.objects[r] = list
		return
	}
	tree["Nums"].(cos.Array)[1] = list
}

// TestSaidAsDrawn changes what is read out in place of Arabic text.
func TestSaidAsDrawn(t *testing.T) {
	ts, err := pdf.New()
	if err != nil {
		t.Fatal(err)
	}
	res, err := ts.Render(t.Context(), pdf.Document{Title: "T", Lang: "ar", Blocks: []pdf.Block{pdf.Paragraph{Spans: spans("حقوق الإنسان")}}})
	if err != nil {
		t.Fatal(err)
	}
	if f := check.File(res.PDF).Findings; len(f) > 0 {
		t.Fatal(f)
	}
	mutate(t, res.PDF, map[string]func(*mutable){
		"is read as": func(m *mutable) {
			m.find(0, func(d cos.Dict) bool { return d["ActualText"] != nil })["ActualText"] = cos.String("\xFE\xFF\x06\x2D\x06\x42")
		},
	})
}

// TestDamage changes bytes and values at random: whatever is found, the checker
// comes back, and soon.
func TestDamage(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 100
	}
	data := note(t)
	plain := takeApart(t, data).bytes()
	r := rand.New(rand.NewSource(1))
	for i := range n {
		b := bytes.Clone([][]byte{data, plain}[i%2])
		switch i % 4 {
		case 0, 1:
			for range 1 + r.Intn(8) {
				b[r.Intn(len(b))] = byte(r.Intn(256))
			}
		case 2:
			b = b[:r.Intn(len(b))]
		case 3: // a number becomes another one
			at := r.Intn(len(b))
			for at < len(b) && (b[at] < '0' || b[at] > '9') {
				at++
			}
			if at < len(b) {
				b[at] = '0' + byte(r.Intn(10))
			}
		}
		check.File(b)
	}
}

// TestBombs are files that unpack to much more than they are, or lead nowhere
// in circles.
func TestBombs(t *testing.T) {
	data := note(t)
	circles := map[string]func(*mutable){
		"kids": func(m *mutable) { m.elem("Document")["K"] = cos.Array{m.typed("StructTreeRoot")["K"]} },
		"rows": func(m *mutable) { d := m.elem("THead"); d["K"] = d["P"] },
		"pages": func(m *mutable) {
			m.typed("Pages")["Kids"] = cos.Array{m.typed("Catalog")["Pages"], m.typed("Catalog")["Pages"]}
		},
		"outlines": func(m *mutable) {
			d := m.find(0, func(d cos.Dict) bool { return d["Dest"] != nil && d["Title"] != nil })
			d["Next"] = d["Parent"]
			d["First"] = d["Parent"]
		},
	}
	for name, change := range circles {
		m := takeApart(t, data)
		change(m)
		if len(check.File(m.bytes()).Findings) == 0 {
			t.Errorf("%s in circles: nothing is found", name)
		}
	}
}
