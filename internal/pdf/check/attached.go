package check

import (
	"slices"
	"strings"

	"hria/internal/pdf/cos"
)

// relations are what an attached file may be to the document.
var relations = []string{"Source", "Data", "Alternative", "Supplement", "EncryptedPayload", "FormData", "Schema", "Unspecified"}

// attached checks the files in the file: each is named, described, typed and
// whole, each is tied to the document, and the file claims the part of PDF/A
// that allows them.
func (c *checker) attached() {
	names := c.f.Dict(c.root["Names"])
	for key := range names {
		if key != "EmbeddedFiles" && key != "Dests" {
			c.fail("catalog has names of %s", key)
		}
	}
	list := c.f.Array(c.f.Dict(names["EmbeddedFiles"])["Names"])
	tied := c.f.Array(c.root["AF"])
	if len(list) != 2*len(tied) {
		c.fail("%d attached files, %d of them tied to the document", len(list)/2, len(tied))
	}
	last := ""
	for i := 0; i+1 < len(list); i += 2 {
		name := c.text(list[i])
		if i > 0 && name <= last {
			c.fail("attached file %q is out of order", name)
		}
		last = name
		ref, _ := list[i+1].(cos.Ref)
		if !slices.ContainsFunc(tied, func(v any) bool { r, ok := v.(cos.Ref); return ok && r == ref }) {
			c.fail("attached file %q is not tied to the document", name)
		}
		c.attachment(name, c.f.Dict(ref))
	}
	if part := element(c.xmp, "pdfaid:part"); part != "" && (part == "3") != (len(list) > 0) {
		c.fail("XMP claims PDF/A-%s with %d attached files", part, len(list)/2)
	}
}

func (c *checker) attachment(name string, spec cos.Dict) {
	a := Attached{Name: c.text(spec["UF"]), Description: c.text(spec["Desc"])}
	switch {
	case a.Name == "" || a.Name != name || c.text(spec["F"]) != name:
		c.fail("attached file %q is called %q and %q, too", name, c.text(spec["F"]), a.Name)
	case a.Description == "":
		c.fail("attached file %q has no description", name)
	case !slices.Contains(relations, c.name(spec["AFRelationship"])):
		c.fail("attached file %q does not say what it is to the document", name)
	}
	s, ok := c.f.Get(c.f.Dict(spec["EF"])["F"]).(*cos.Stream)
	if !ok {
		c.fail("attached file %q is not there", name)
		return
	}
	data, err := c.f.Data(s)
	if err != nil {
		c.fail("attached file %q: %v", name, err)
		return
	}
	if a.Type = c.name(s.Dict["Subtype"]); !strings.Contains(a.Type, "/") {
		c.fail("attached file %q has no type", name)
	}
	if size, ok := c.f.Get(c.f.Dict(s.Dict["Params"])["Size"]).(int); !ok || size != len(data) {
		c.fail("attached file %q has %d bytes, not %d", name, len(data), size)
	}
	a.Data = data
	c.r.Attached = append(c.r.Attached, a)
}
