package check

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"hria/internal/pdf/cos"
)

// archive checks what PDF/A asks of the file as a whole: a reader of a far day
// must not need anything that is not in it.
func (c *checker) archive(data []byte) {
	if !bytes.HasPrefix(data, []byte("%PDF-1.7\n%")) || len(data) < 15 || bytes.ContainsFunc(data[10:14], func(r rune) bool { return r < 0x80 }) {
		c.fail("file does not begin as PDF 1.7 with bytes beyond ASCII")
	}
	if _, ok := c.f.Trailer["Encrypt"]; ok {
		c.fail("file is encrypted")
	}
	if id := c.f.Array(c.f.Trailer["ID"]); len(id) != 2 {
		c.fail("file has no identifier")
	}
	for _, key := range []cos.Name{"OCProperties", "Requirements", "Perms", "Collection", "NeedsRendering"} {
		if _, ok := c.root[key]; ok {
			c.fail("catalog has %s", key)
		}
	}
	c.outputIntent()
	for _, r := range c.f.Refs() {
		if s, ok := c.f.Get(r).(*cos.Stream); ok {
			c.stream(r, s)
		}
	}
}

// stream checks that nothing of a stream lies outside of the file.
func (c *checker) stream(r cos.Ref, s *cos.Stream) {
	for _, key := range []cos.Name{"F", "FFilter", "FDecodeParms"} {
		if _, ok := s.Dict[key]; ok {
			c.fail("stream %d lies in another file", r)
		}
	}
	if filter := c.f.Get(s.Dict["Filter"]); filter != nil && filter != cos.Name("FlateDecode") && filter != cos.Name("DCTDecode") {
		c.fail("stream %d has a filter other than Flate and DCT", r)
	}
}

// outputIntent checks that the file says what its colours mean.
func (c *checker) outputIntent() {
	list := c.f.Array(c.root["OutputIntents"])
	if len(list) != 1 {
		c.fail("file has %d output intents", len(list))
		return
	}
	d := c.f.Dict(list[0])
	profile, ok := c.f.Get(d["DestOutputProfile"]).(*cos.Stream)
	if c.name(d["S"]) != "GTS_PDFA1" || c.text(d["OutputConditionIdentifier"]) == "" || !ok {
		c.fail("the output intent is not one of PDF/A with a profile")
		return
	}
	b, err := c.f.Data(profile)
	if err != nil || len(b) < 132 || int(binary.BigEndian.Uint32(b)) != len(b) || string(b[36:40]) != "acsp" || string(b[16:20]) != "RGB " || c.f.Get(profile.Dict["N"]) != 3 {
		c.fail("the colour profile of the output intent cannot be used")
	}
}

// claims checks which standards the metadata claim, and that they are XML.
func (c *checker) claims() {
	if element(c.xmp, "pdfuaid:part") != "1" {
		c.fail("XMP does not claim PDF/UA-1")
	}
	if part := element(c.xmp, "pdfaid:part"); part != "2" && part != "3" {
		c.fail("XMP does not claim PDF/A-2 or PDF/A-3")
	}
	if element(c.xmp, "pdfaid:conformance") != "A" {
		c.fail("XMP does not claim level A of PDF/A")
	}
	if !strings.Contains(c.xmp, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>") {
		c.fail("XMP does not describe the property of PDF/UA, as PDF/A asks")
	}
	if lang := c.text(c.root["Lang"]); element(c.xmp, "dc:language") != lang {
		c.fail("XMP says that the language is %q, the catalog says %q", element(c.xmp, "dc:language"), lang)
	}
	for d := xml.NewDecoder(strings.NewReader(c.xmp)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			c.fail("XMP is no XML: %v", err)
			return
		}
	}
}

// langTag is the form of a tag of BCP 47.
var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

func (c *checker) language(what, lang string) {
	if !langTag.MatchString(lang) {
		c.fail("the language of %s is %q, which is no tag", what, lang)
	}
}

// operators are those of content streams, but for what paints with more than
// paths, text and pictures.
const operators = "q Q cm w J j M d ri i m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' \" " +
	"g G rg RG k K cs CS sc SC scn SCN Do BDC BMC EMC MP DP"
