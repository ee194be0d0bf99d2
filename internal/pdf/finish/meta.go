package finish

import (
	"encoding/binary"
	"encoding/xml"
	"strings"
)

// xmp writes the metadata of a file of a part of PDF/A. They say the same as the information dictionary:
// archives compare the two.
func xmp(m Meta, part string) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\"" +
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"" +
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"" +
		" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
	b.WriteString("<pdfuaid:part>1</pdfuaid:part>\n<pdfaid:part>" + part + "</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n")
	b.WriteString("<dc:format>application/pdf</dc:format>\n")
	b.WriteString("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + esc(m.Title) + "</rdf:li></rdf:Alt></dc:title>\n")
	if m.Author != "" {
		b.WriteString("<dc:creator><rdf:Seq><rdf:li>" + esc(m.Author) + "</rdf:li></rdf:Seq></dc:creator>\n")
	}
	if m.Subject != "" {
		b.WriteString("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + esc(m.Subject) + "</rdf:li></rdf:Alt></dc:description>\n")
	}
	b.WriteString("<dc:language><rdf:Bag><rdf:li>" + esc(m.Lang) + "</rdf:li></rdf:Bag></dc:language>\n")
	if len(m.Keywords) > 0 {
		b.WriteString("<pdf:Keywords>" + esc(strings.Join(m.Keywords, ", ")) + "</pdf:Keywords>\n")
	}
	b.WriteString("<pdf:Producer>" + Producer + "</pdf:Producer>\n<xmp:CreatorTool>" + Producer + "</xmp:CreatorTool>\n")
	if !m.Date.IsZero() {
		date := m.Date.UTC().Format("2006-01-02T15:04:05Z")
		b.WriteString("<xmp:CreateDate>" + date + "</xmp:CreateDate>\n<xmp:ModifyDate>" + date + "</xmp:ModifyDate>\n")
	}
	b.WriteString("</rdf:Description>\n" + uaSchema + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

// uaSchema describes the pdfuaid property, as PDF/A asks of every property it
// does not define itself.
const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of the standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

func esc(s string) string {
	var b strings.Builder
	// Writing to memory cannot fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// sRGB makes an ICC profile of the sRGB colour space: the three primaries
// adapted to D50 and the exact transfer curve in its parametric form.
func sRGB() []byte {
	type entry struct {
		tag  string
		data []byte
	}
	curve := fixedPoint([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)
	xyz := func(v ...float64) []byte { return fixedPoint([]byte("XYZ \x00\x00\x00\x00"), v...) }
	entries := []entry{
		{"desc", unicodeText("sRGB")},
		{"cprt", unicodeText("No copyright")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"chad", fixedPoint([]byte("sf32\x00\x00\x00\x00"), 1.0479, 0.0229, -0.0502, 0.0296, 0.9904, -0.0171, -0.0092, 0.0151, 0.7517)},
		{"rXYZ", xyz(0.4361, 0.2225, 0.0139)},
		{"gXYZ", xyz(0.3851, 0.7169, 0.0971)},
		{"bXYZ", xyz(0.1431, 0.0606, 0.7141)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(len(entries)))
	off := 128 + 4 + 12*len(entries)
	var body []byte
	last := map[string]int{}
	for _, e := range entries {
		at, ok := last[string(e.data)]
		if !ok {
			at = off + len(body)
			last[string(e.data)] = at
			body = append(body, e.data...)
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
		}
		table = append(table, e.tag...)
		table = binary.BigEndian.AppendUint32(table, uint32(at))
		table = binary.BigEndian.AppendUint32(table, uint32(len(e.data)))
	}
	head := make([]byte, 128)
	binary.BigEndian.PutUint32(head, uint32(off+len(body)))
	copy(head[8:], "\x04\x20\x00\x00mntrRGB XYZ ")
	copy(head[24:], "\x07\xD0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00acsp") // a fixed date, then the mark of a profile
	copy(head[68:], fixedPoint(nil, 0.9642, 1, 0.8249))
	return append(append(head, table...), body...)
}

func fixedPoint(b []byte, vs ...float64) []byte {
	for _, v := range vs {
		n := int32(v*65536 + 0.5)
		if v < 0 {
			n = int32(v*65536 - 0.5)
		}
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return b
}

// unicodeText is a text of one language, in the form profiles of version 4 use.
func unicodeText(s string) []byte {
	b := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	b = binary.BigEndian.AppendUint32(b, uint32(2*len(s)))
	b = binary.BigEndian.AppendUint32(b, 28)
	for _, c := range []byte(s) {
		b = append(b, 0, c)
	}
	return b
}
